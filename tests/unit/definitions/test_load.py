from __future__ import annotations

from pathlib import Path
from textwrap import dedent

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caseforms.definitions.form import Choice, FormDefinition
from caseforms.definitions.load import did_you_mean, load_forms, outlines, read_toml, validated
from caseforms.definitions.mistakes import line_of
from caseforms.errors import DefinitionError, Mistake

GOOD = """\
id = "lunch-order"
title = "Lunch Order"
edition = "1"
subject = "guest"

[identify]
titles = ["lunch order"]

[[section]]
id = "guest"
title = "Guest"

[[field]]
name = "guest_name"
section = "guest"
label = "Guest's name"
type = "name"
aliases = ["Guest"]
short = ["Name"]

[[field]]
name = "dish"
section = "guest"
label = "Dish"
type = "choice"
list = "dish"

[[field]]
name = "drinks"
section = "guest"
label = "Drinks"
type = "table"
rows = 2
columns = [
  { name = "drink", label = "Drink", type = "choice", list = "drink" },
  { name = "ice", label = "Ice", type = "yes_no" },
]
"""
LISTS = """\
dish = [
  { code = "soup", label = "Soup of the day", aliases = ["Soup"] },
  { code = "salad", label = "Salad" },
]
drink = [{ code = "tea", label = "Tea" }]
"""


def folder_with(folder: Path, **files: str) -> Path:
    for name, text in files.items():
        (folder / f"{name}.toml").write_text(dedent(text), encoding="utf-8")
    return folder


def mistakes_of(folder: Path) -> list[str]:
    with pytest.raises(DefinitionError) as caught:
        load_forms(folder)
    return [
        str(mistake).removeprefix(f"{folder}{'/' if '/' in str(folder) else chr(92)}")
        for mistake in caught.value.mistakes
    ]


def test_lists_are_filled_in_for_fields_and_columns(tmp_path):
    form = load_forms(folder_with(tmp_path, lunch=GOOD, lists=LISTS))["lunch-order"]

    assert [choice.code for choice in form.named("dish").choices] == ["soup", "salad"]
    assert [choice.label for choice in form.named("drinks").columns[0].choices] == ["Tea"]
    assert form.named("drinks").columns[1].choices == ()


def test_choices_of_the_field_itself_follow_those_of_the_list(tmp_path):
    own = GOOD.replace('list = "dish"', 'list = "dish"\nchoices = [{ code = "bread", label = "Bread" }]')

    form = load_forms(folder_with(tmp_path, lunch=own, lists=LISTS))["lunch-order"]

    assert [choice.code for choice in form.named("dish").choices] == ["soup", "salad", "bread"]


def test_extra_services_join_the_list_service(tmp_path):
    service = 'service = [{ code = "a", label = "A" }]\n' + LISTS
    folder = folder_with(tmp_path, lunch=GOOD.replace('list = "dish"', 'list = "service"'), lists=service)

    form = load_forms(folder, extra_services=[Choice(code="b", label="B")])["lunch-order"]

    assert [choice.code for choice in form.named("dish").choices] == ["a", "b"]


def test_forms_come_in_the_order_of_their_files(tmp_path):
    other = GOOD.replace("lunch-order", "supper-order")

    assert list(load_forms(folder_with(tmp_path, b=GOOD, a=other, lists=LISTS))) == ["supper-order", "lunch-order"]


def test_all_mistakes_of_all_files_are_reported_at_once_with_file_line_and_key(tmp_path):
    one = (
        GOOD.replace('type = "choice"', 'type = "chioce"', 1)
        .replace("short =", "shrot =")
        .replace('edition = "1"', "edition = 1")
    )
    two = GOOD.replace("lunch-order", "two").replace('subject = "guest"', 'subject = "gest"')
    two = two.replace('section = "guest"\nlabel = "Dish"', 'section = "guset"\nlabel = "Dish"')
    three = (
        GOOD.replace("lunch-order", "three")
        .replace('list = "dish"', 'list = "dihs"')
        .replace('list = "drink"', 'list = "drnk"')
    )
    folder = folder_with(tmp_path, one=one, two=two, three=three, four='id = "four\n', lists=LISTS)

    said = mistakes_of(folder)

    expected = [
        "four.toml:1: line 1, column 11: not valid TOML: ",
        "one.toml:3: edition: must be a text in quotation marks",
        'one.toml:19: field 1 "guest_name": shrot: unknown key "shrot", did you mean "short"?',
        'one.toml:25: field 2 "dish": type: "chioce" is not possible here, did you mean "choice"? (possible: text, ',
        'three.toml:26: field 2 "dish": list: there is no list "dihs" in lists.toml, did you mean "dish"?',
        'three.toml:35: field 3 "drinks": columns 1 "drink": list: there is no list "drnk" in lists.toml, did you mean',
        'two.toml:4: subject: there is no section "gest", did you mean "guest"?',
        'two.toml:23: field 2 "dish": section: there is no section "guset", did you mean "guest"?',
    ]
    assert len(said) == len(expected)
    for line in expected:
        assert any(each.startswith(line) for each in said), (line, said)


@pytest.mark.parametrize(
    ("old", "new", "what"),
    [
        ('name = "dish"\n', "", 'lunch.toml:21: field 2 "Dish": name: is missing'),
        ('name = "dish"', 'name = "Dish 1"', "small letters, digits and underscores"),
        ('name = "dish"', 'name = "guest_name"', 'the field "guest_name" is there twice'),
        ("rows = 2", "rows = 99", "rows: must be 60 or less"),
        ("rows = 2\n", "", "a table needs columns and rows"),
        ('short = ["Name"]', 'short = "Name"', "short: must be a list in square brackets"),
        ('short = ["Name"]', 'short = [""]', "short 1: must not be empty"),
        ('short = ["Name"]', 'required = "perhaps"', "required: must be true or false, without quotation marks"),
        (
            'short = ["Name"]',
            'required_when = { field = "dsh", is = "soup" }',
            'there is no field "dsh", did you mean "dish"?',
        ),
        (
            'short = ["Name"]',
            'required_when = { field = "dish", is = 3 }',
            "required_when: is: must be a text in quotation marks or",
        ),
        ('short = ["Name"]', "required_when = 3", "required_when: must be a table: { key = value }"),
        ('[identify]\ntitles = ["lunch order"]', "identify = 3", "lunch.toml:6: identify: must be a table"),
        (
            'name = "ice", label',
            'name = "ice", lable',
            'lunch.toml:36: field 3 "drinks": columns 2 "ice": lable: unknown key',
        ),
    ],
)
def test_what_is_wrong_is_said_in_plain_words(tmp_path, old, new, what):
    assert old in GOOD

    said = mistakes_of(folder_with(tmp_path, lunch=GOOD.replace(old, new, 1), lists=LISTS))

    assert any(what in each for each in said), said


def test_one_id_in_two_files_names_both(tmp_path):
    said = mistakes_of(folder_with(tmp_path, a=GOOD, b=GOOD, lists=LISTS))

    assert len(said) == 1
    assert said[0].startswith('b.toml:1: id: "lunch-order" is also the id of ')
    assert said[0].endswith("a.toml")


@pytest.mark.parametrize("alias", ["Dish", "DISH:", "guest name"])
def test_two_fields_may_not_share_a_label(tmp_path, alias):
    two = GOOD.replace('aliases = ["Guest"]', f'aliases = ["{alias}"]').replace(
        'label = "Dish"', 'label = "Dish"\naliases = ["Guest Name"]'
    )

    said = mistakes_of(folder_with(tmp_path, lunch=two, lists=LISTS))

    assert any("guest_name and dish" in each and each.startswith("lunch.toml:21") for each in said), said


def test_short_labels_may_be_shared_across_sections_but_not_within_one(tmp_path):
    section = (
        '[[section]]\nid = "cook"\ntitle = "Cook"\n\n[[field]]\nname = "cook_name"\nsection = "cook"\nlabel = "Cook"\n'
    )
    apart = GOOD + section + 'short = ["Name"]\n'
    load_forms(folder_with(tmp_path, lunch=apart, lists=LISTS))

    said = mistakes_of(folder_with(tmp_path, lunch=apart.replace('section = "cook"', 'section = "guest"')))

    assert len(said) == 1
    assert 'the label "Name" means both guest_name and cook_name' in said[0]


def test_one_text_for_two_choices_of_a_list_is_a_mistake(tmp_path):
    said = mistakes_of(folder_with(tmp_path, lunch=GOOD, lists=LISTS.replace('"Salad"', '"soup"')))

    assert said == ['lists.toml:1: dish: "soup" means both soup and salad; keep it in one of them']


def test_wrong_lists_are_not_reported_a_second_time_by_the_forms(tmp_path):
    said = mistakes_of(folder_with(tmp_path, lunch=GOOD, lists=LISTS.replace("label", "lable", 1)))

    assert said == [
        'lists.toml:2: dish 1 "soup": label: is missing',
        'lists.toml:2: dish 1 "soup": lable: unknown key "lable", did you mean "label"?',
    ]


def test_an_empty_folder_says_so(tmp_path):
    assert "holds no form" in mistakes_of(tmp_path)[0]


def test_a_file_saved_by_notepad_is_read(tmp_path):
    (tmp_path / "lunch.toml").write_bytes(b"\xef\xbb\xbf" + GOOD.replace("\n", "\r\n").encode())

    assert list(load_forms(folder_with(tmp_path, lists=LISTS))) == ["lunch-order"]


@pytest.mark.parametrize(
    ("content", "what"),
    [
        (b'id = "\xff"', "is not UTF-8 text"),
        (b"x = {", "not valid TOML"),
        (b"x = [1,\n2", "not valid TOML"),
        (None, "cannot be read"),
    ],
)
def test_an_unreadable_file_is_one_mistake(tmp_path, content, what):
    path = tmp_path / "x.toml"
    if content is not None:
        path.write_bytes(content)
    mistakes: list[Mistake] = []

    assert read_toml(path, mistakes) is None
    assert len(mistakes) == 1
    assert what in str(mistakes[0])


def test_validated_finds_the_line_of_a_part_of_a_file(tmp_path):
    path = tmp_path / "x.toml"
    path.write_text('# head\n[[field]]\ncode = "a"\n\n[[field]]\nlabel = 3\n', encoding="utf-8")
    mistakes: list[Mistake] = []

    assert validated(Choice, {"label": 3}, str(path), "field 2", mistakes, at=("field", 1)) is None
    assert [str(each) for each in mistakes] == [
        f"{path}:5: field 2: code: is missing",
        f"{path}:6: field 2: label: must be a text in quotation marks",
    ]


def test_outlines_know_the_fields_of_wrong_forms(tmp_path):
    folder = folder_with(tmp_path, lunch=GOOD.replace('type = "choice"', 'type = "x"'))

    known = outlines(folder)

    assert known is not None
    assert [field.name for field in known["lunch-order"].field] == ["guest_name", "dish", "drinks"]
    assert [column.name for column in known["lunch-order"].field[2].columns] == ["drink", "ice"]
    assert outlines(folder_with(tmp_path, other="id = ")) is None


@pytest.mark.parametrize(
    ("word", "best"), [("requird", "required"), ("REQUIRED", "required"), ("lable", "label"), ("zebra", ""), ("", "")]
)
def test_did_you_mean(word, best):
    expected = f', did you mean "{best}"?' if best else ""

    assert did_you_mean(word, ["required", "required_when", "label"]) == expected


def test_lines_are_found_in_all_shapes_of_toml():
    text = dedent('''\
        a = 1
        [t]  # a table
        long = """
        a = 2
        [[no]]
        """
        "quoted key" = 3
        dotted.key = 4
        [[t.list]]
        x = [ "[", 1 ]
        y = [
          # a remark
          1,
          [ 2,
            3 ],
          4,
        ]
        [[t.list]]
        x = 5
        ''')
    places = {
        ("a",): 1, ("t",): 2, ("t", "long"): 3, ("t", "quoted key"): 7, ("t", "dotted"): 8, ("t", "list", 0): 9,
        ("t", "list", 0, "x"): 10, ("t", "list", 0, "y", 0): 13, ("t", "list", 0, "y", 1): 14,
        ("t", "list", 0, "y", 2): 16, ("t", "list", 1): 18, ("t", "list", 1, "x"): 19, ("t", "list", 1, "gone"): 18,
        ("gone",): None,
    }  # fmt: skip

    assert {way: line_of(text, way) for way in places} == places


@given(st.text(max_size=200))
def test_finding_lines_never_fails(text):
    assert line_of(text, ("a", 0)) is None or line_of(text, ("a", 0)) <= len(text.splitlines())


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.text(max_size=5),
        lambda inner: (
            st.lists(inner, max_size=3)
            | st.dictionaries(
                st.sampled_from(
                    ["id", "title", "field", "name", "section", "identify", "is", "required_when", "choices"]
                ),
                inner,
                max_size=4,
            )
        ),
        max_leaves=12,
    )
)
def test_any_data_is_accepted_or_explained(value):
    mistakes: list[Mistake] = []

    form = validated(FormDefinition, {"id": "x", "field": value, "section": [value]}, "nowhere.toml", "", mistakes)

    assert form is None
    assert mistakes
