"""`definitions.update`: what staff wrote stays, what the new edition of a blank changed is told."""

from __future__ import annotations

import hashlib
import tomllib
from collections import Counter
from collections.abc import Sequence
from typing import Any, NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caseforms.definitions.form import FormDefinition
from caseforms.definitions.load import _shared_labels
from caseforms.definitions.update import Change, Update, update
from caseforms.errors import DefinitionError


class Q(NamedTuple):
    """A question of an invented blank: a line of print with its box on the right."""

    label: str
    widget: str
    name: str = ""
    section: str = "client"
    type: str = "text"
    options: tuple[str, ...] = ()
    page: int = 1
    y: float = 0.0
    extra: str = ""


#: The blank of an invented agency, first edition.
FIRST = (
    Q("Client", "Text1", "client_name", type="name"),
    Q("Birth date", "Text2", "client_dob", type="birth_date"),
    Q("Telephone", "Text3", "client_phone", type="phone"),
    Q("Worker", "Text4", "worker_name", "worker", type="name"),
    Q("Unit", "Text5", "worker_unit", "worker"),
    Q("Program", "Group6", "program", "worker", type="choice", options=("Shelter", "Food")),
)
TITLES = {"client": "About the client", "worker": "About the worker", "plan": "The plan"}


def draft(questions: Sequence[Q], *, edition: str = "Rev. 01/26", sha: str = "", top: float = 700.0) -> str:
    """What would be learned from a blank with these lines, one below the other."""
    lines, printed, places = [], [], Counter[int]()
    pages: dict[int, list[tuple[str, tuple[float, ...]]]] = {}
    fields: list[str] = []
    for asked in questions:
        y = asked.y or top - 24 * places[asked.page]
        places[asked.page] += 1
        name = asked.name or slug(asked.label)
        printed.append(f"{asked.label} {' '.join(asked.options)}")
        words = [(word, (72.0, y, 100.0, y + 10)) for word in asked.label.split()]
        pages.setdefault(asked.page, []).extend(words)
        boxes = [(asked.widget, 200.0 + 60 * n, option) for n, option in enumerate(asked.options or ("",))]
        body = [
            f'name = "{name}"',
            f'section = "{asked.section}"',
            f'label = "{asked.label}"',
            f'type = "{asked.type}"',
        ]
        if asked.options and asked.type != "yes_no":
            choices = (f'{{ code = "{slug(option)}", label = "{option}" }}' for option in asked.options)
            body.append(f"choices = [{', '.join(choices)}]")
        body += [asked.extra] if asked.extra else []
        fields.append("\n".join(["[[field]]", *body]))
        for widget, x, option in boxes:
            right = x + (10 if option else 200)
            what = f'part = "option"\nmeans = "{slug(option)}"\n' if option else ""
            fields.append(
                f'[[field.box]]\nwidget = "{widget}"\npage = {asked.page}\nbox = [{x}, {y}, {right}, {y + 16}]\n{what}'
            )
    sections = dict.fromkeys(asked.section for asked in questions)
    lines = ['id = "intake"', 'title = "Intake"', 'edition = "1"', f'subject = "{next(iter(sections))}"', ""]
    lines += ["[identify]", 'titles = ["County intake"]', ""]
    lines += [f'[[section]]\nid = "{one}"\ntitle = "{TITLES[one]}"\n' for one in sections]
    lines += [f"{text}\n" for text in fields]
    lines += [
        "[blank]",
        'file = "intake.pdf"',
        f'sha256 = "{sha or hashlib.sha256(repr((list(questions), edition, top)).encode()).hexdigest()}"',
        "",
    ]
    counts = Counter(word for words in pages.values() for word, _ in words)
    for number, words in sorted(pages.items()):
        print_ = f"County intake {edition} {' '.join(printed)}" if number == 1 else " ".join(w for w, _ in words)
        lines += ["[[blank.page]]", f"number = {number}", "size = [612, 792]", f'print = "{print_}"']
        once = [f'{{ text = "{w}", box = {list(box)} }}' for w, box in words if counts[w] == 1]
        lines += [f"anchors = [{', '.join(once)}]", ""]
    return "\n".join(lines)


def slug(text: str) -> str:
    return text.lower().replace(" ", "_")


def changed(questions: Sequence[Q], at: int, **what: Any) -> list[Q]:
    return [asked._replace(**what) if number == at else asked for number, asked in enumerate(questions)]


def told(made: Update) -> list[tuple[str, str, bool]]:
    return [(change.kind, change.field, change.confirm) for change in made.changes]


def fields(made: Update) -> dict[str, dict[str, Any]]:
    form = tomllib.loads(made.text)
    assert list(_shared_labels(FormDefinition.model_validate(form), "")) == []
    return {field["name"]: field for field in form["field"]}


OLD = draft(FIRST)


def test_the_same_blank_changes_nothing():
    by_hand = OLD.replace('label = "Client"', 'label = "Name of the client"   # as staff say').replace('"1"', '"mine"')
    made = update(by_hand, OLD)
    assert made.text == by_hand
    assert made.changes == ()


@given(st.lists(st.sampled_from(FIRST), min_size=1, unique=True))
def test_the_same_print_saved_again_changes_only_what_tells_the_file(questions: list[Q]):
    by_hand = draft(questions).replace("\nlabel = ", "\n# a remark\nlabel = ")
    made = update(by_hand, draft(questions, sha="other"))
    assert made.changes == ()
    assert made.kept == len(questions)
    before, now = by_hand.split("[blank]"), made.text.split("[blank]")
    assert now[0] == before[0]
    assert 'sha256 = "other"' in now[1]


def test_what_staff_wrote_stays():
    by_hand = (
        OLD.replace(
            'name = "client_name"', 'name = "client_name"  # ours\naliases = ["Person", "Guest"]\nrequired = true'
        )
        .replace('label = "Telephone"', 'label = "Client\'s phone"\nsensitive = true\nhelp = "Ten digits"')
        .replace('code = "shelter"', 'code = "night_shelter"')
        .replace('means = "shelter"', 'means = "night_shelter"')
    )
    made = update(by_hand, draft(FIRST, edition="Rev. 02/26", top=690))
    assert told(made) == [("edition", "", False)]
    assert 'edition = "02/26"' in made.text
    assert (made.kept, made.shifted) == (6, 6)
    now = fields(made)
    assert (now["client_name"]["aliases"], now["client_name"]["required"]) == (["Person", "Guest"], True)
    assert (now["client_phone"]["label"], now["client_phone"]["help"]) == ("Client's phone", "Ten digits")
    assert [choice["code"] for choice in now["program"]["choices"]] == ["night_shelter", "food"]
    assert [box["means"] for box in now["program"]["box"]] == ["night_shelter", "food"]
    assert now["client_name"]["box"][0]["box"][1] == 690
    assert 'name = "client_name"  # ours\n' in made.text


def test_a_line_put_in_is_new_and_the_rest_moves_along():
    made = update(OLD, draft([*FIRST[:2], Q("Nickname", "Nick"), *FIRST[2:]]))
    assert told(made) == [("new", "nickname", True)]
    assert (made.kept, made.shifted) == (6, 4)
    before = [asked.name for asked in FIRST]
    assert list(fields(made)) == [*before[:2], "nickname", *before[2:]]
    assert fields(made)["nickname"]["confirm"] is True


def test_auto_numbered_names_that_moved_on_do_not_mislead():
    """The worst trap: a line is put in, and the program numbers all boxes anew."""
    new = [Q("Nickname", "x"), *FIRST]
    new = [asked._replace(widget=f"Text{n}") for n, asked in enumerate(new, 1)]
    made = update(OLD, draft(new))
    now = fields(made)
    for asked in new:
        name = asked.name or "nickname"
        assert now[name]["box"][0]["widget"] == asked.widget, name
        assert now[name]["label"] == asked.label
    assert ("new", "nickname", True) in told(made)


def test_two_labels_that_changed_places_are_followed():
    new = changed(changed(FIRST, 0, widget="Text2"), 1, widget="Text1")
    new[0], new[1] = new[1]._replace(), new[0]._replace()
    now = fields(update(OLD, draft(new)))
    assert now["client_name"]["box"][0]["widget"] == "Text2"
    assert now["client_dob"]["box"][0]["widget"] == "Text1"


def test_a_label_that_now_asks_for_somebody_else_is_never_taken_silently():
    """The client's question is gone; its box is the worker's now, and the worker's old box is gone."""
    new = [Q("Worker", "Text1", "worker_name", type="name"), *FIRST[1:3], *FIRST[4:]]
    made = update(OLD, draft(new))
    now = fields(made)
    assert "client_name" not in now
    assert now["worker_name"]["box"][0]["widget"] == "Text1"
    assert told(made) == [
        ("doubt", "worker_name", True),
        ("box", "worker_name", False),
        ("gone", "client_name", False),
    ]


def test_a_question_is_followed_by_its_label_before_its_box():
    new = [Q("Person who calls", "Text1", "caller"), *FIRST[1:3], Q("Client", "Text9", "client_name", type="name")]
    now = fields(update(OLD, draft([*new, *FIRST[3:]])))
    assert now["client_name"]["box"][0]["widget"] == "Text9"
    assert now["caller"]["confirm"] is True


def test_a_new_label_and_a_renamed_one_do_not_meet():
    new = changed(FIRST, 2, label="Contact", name="contact")
    made = update(OLD, draft([*new, Q("Contact", "Text77", "worker_contact", "worker")]))
    now = fields(made)
    assert (now["client_phone"]["label"], now["worker_contact"]["label"]) == ("Contact", "Contact (About the worker)")


def test_a_renamed_label_is_for_somebody_to_confirm():
    made = update(OLD, draft(changed(FIRST, 2, label="Best number to call", name="best_number")))
    assert told(made) == [("renamed", "client_phone", True)]
    field = fields(made)["client_phone"]
    assert (field["label"], field["aliases"], field["confirm"]) == ("Best number to call", ["Telephone"], True)
    assert "confirm = true # confirm:" in made.text.replace("  #", " #")


def test_a_label_of_ones_own_is_not_taken_for_a_renamed_one():
    by_hand = OLD.replace('label = "Unit"', 'label = "Team of the worker"')
    made = update(by_hand, draft(FIRST, edition="Rev. 05/26"))
    assert told(made) == [("edition", "", False)]
    assert fields(made)["worker_unit"]["label"] == "Team of the worker"


def test_a_box_with_another_name_and_one_on_another_page():
    new = changed(changed(FIRST, 1, widget="ClientBirth"), 4, page=2)
    made = update(OLD, draft(new))
    assert told(made) == [("moved", "worker_unit", False), ("box", "client_dob", False)]
    now = fields(made)
    assert now["worker_unit"]["box"][0]["page"] == 2
    assert now["client_dob"]["box"][0]["widget"] == "ClientBirth"


def test_what_is_gone_is_taken_out_and_listed():
    made = update(OLD, draft([*FIRST[:2], *FIRST[3:]]))
    assert told(made) == [("gone", "client_phone", False)]
    assert made.changes[0].what == '"Telephone", was on page 1'
    assert "client_phone" not in fields(made)


def test_a_question_that_depended_on_a_gone_one_stays_valid():
    when = 'required_when = { field = "client_phone", is = "x" }'
    old = draft(changed(FIRST, 4, extra=when))
    made = update(old, draft([*FIRST[:2], *FIRST[3:]]))
    assert told(made) == [("doubt", "worker_unit", True), ("gone", "client_phone", False)]
    assert "required_when" not in fields(made)["worker_unit"]


def test_what_staff_added_without_a_box_stays():
    by_hand = OLD.replace("[blank]", '[[field]]\nname = "extra"\nsection = "worker"\nlabel = "Received by"\n\n[blank]')
    made = update(by_hand, draft(FIRST, edition="Rev. 02/26"))
    assert "extra" in fields(made)
    assert not any(change.field == "extra" for change in made.changes)


def test_choices_are_added_renamed_and_taken_out_and_codes_stay():
    by_hand = OLD.replace('code = "shelter"', 'code = "bed"').replace('means = "shelter"', 'means = "bed"')
    made = update(by_hand, draft(changed(FIRST, 5, options=("Shelter", "Food", "Clothes"))))
    assert told(made) == [("choices", "program", True)]
    program = fields(made)["program"]
    assert [choice["code"] for choice in program["choices"]] == ["bed", "food", "clothes"]
    assert [box["means"] for box in program["box"]] == ["bed", "food", "clothes"]

    made = update(by_hand, draft(changed(FIRST, 5, options=("Shelter",))))
    assert told(made) == [("choices", "program", False)]
    assert [choice["code"] for choice in fields(made)["program"]["choices"]] == ["bed"]

    made = update(by_hand, draft(changed(FIRST, 5, options=("Night lodging", "Food"))))
    assert told(made) == [("choices", "program", True)]
    first = fields(made)["program"]["choices"][0]
    assert (first["code"], first["label"], first["aliases"]) == ("bed", "Night lodging", ["Shelter"])


def test_ticks_that_changed_places_are_followed_by_their_captions():
    made = update(OLD, draft(changed(FIRST, 5, options=("Food", "Shelter"))))
    assert [box["means"] for box in fields(made)["program"]["box"]] == ["food", "shelter"]
    assert told(made) == [("doubt", "program", True)]


def test_a_line_that_became_ticks_changes_its_type():
    made = update(OLD, draft(changed(FIRST, 4, type="choice", options=("North", "South"))))
    assert told(made) == [("type", "worker_unit", True)]
    unit = fields(made)["worker_unit"]
    assert (unit["type"], [choice["code"] for choice in unit["choices"]]) == ("choice", ["north", "south"])


def test_parts_that_staff_joined_stay_joined():
    split = [*FIRST[:1], Q("Month", "Text2"), Q("Day", "Text2b"), *FIRST[2:]]
    learned = draft(split)
    day = learned[learned.index('[[field]]\nname = "day"') : learned.index('[[field]]\nname = "client_phone"')]
    box = day[day.index("[[field.box]]") :]
    by_hand = learned.replace(day, "").replace('name = "month"', 'name = "client_dob"')
    by_hand = by_hand.replace('[[field]]\nname = "client_phone"', f'{box}[[field]]\nname = "client_phone"')
    made = update(by_hand, draft(split, edition="Rev. 03/26", top=650))
    assert told(made) == [("edition", "", False)]
    assert [box["widget"] for box in fields(made)["client_dob"]["box"]] == ["Text2", "Text2b"]
    assert [box["box"][1] for box in fields(made)["client_dob"]["box"]] == [626, 602]


def test_a_new_heading_and_names_that_are_taken():
    new = [*FIRST, Q("Goal", "Goal", section="plan"), Q("Unit", "Unit2", "worker_unit_2", "plan")]
    made = update(OLD, draft(new))
    now = fields(made)
    assert tomllib.loads(made.text)["section"][-1]["id"] == "plan"
    assert now["goal"]["section"] == "plan"
    assert now["worker_unit_2"]["label"] == "Unit (The plan)", "a label means one question only"
    assert made.text.index('id = "plan"') < made.text.index("[[field]]")


def test_the_edition_is_asked_for_where_the_blank_does_not_say_it():
    made = update(OLD, draft(FIRST, edition="", top=690))
    assert told(made) == [("edition", "", True)]
    assert 'edition = "1" # confirm' in made.text


def test_a_definition_written_by_hand_gets_its_boxes():
    by_hand = OLD[: OLD.index("[[field]]")] + (
        '[[field]]\nname = "client_name"\nsection = "client"\nlabel = "Client"\ntype = "name"\n\n'
        '[[field]]\nname = "shoe_size"\nsection = "client"\nlabel = "Shoe size"\n'
    )
    made = update(by_hand, OLD)
    now = fields(made)
    assert now["client_name"]["box"][0]["widget"] == "Text1"
    assert "shoe_size" in now
    assert Change("box", "client_name", "has its place now, page 1") in made.changes


def test_questions_in_one_list_are_refused_in_words():
    old = 'id = "a"\ntitle = "A"\nedition = "1"\nsubject = "s"\nsection = [{ id = "s", title = "S" }]\n'
    old += 'field = [{ name = "a", section = "s", label = "A" }]\n[identify]\n'
    with pytest.raises(DefinitionError, match=r"\[\[field\]\]"):
        update(old, OLD)


def test_carried_over_twice_is_the_same_as_once():
    new = draft([*FIRST[:2], Q("Nickname", "Nick"), *FIRST[3:]], edition="Rev. 02/26")
    once = update(OLD, new)
    assert update(once.text, new) == Update(once.text, (), 6)
