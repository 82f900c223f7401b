"""The measure of reading: a measure that errs in our favour is worse than none."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pikepdf
import pypdf
import pypdfium2
import pytest
from hypothesis import given
from hypothesis import strategies as st
from reportlab.pdfgen.canvas import Canvas

from bench import accuracy_people as people
from bench.accuracy_boxes import asked, full_name, widgets
from bench.accuracy_copies import KINDS, Work
from bench.accuracy_fill import MissingError, empty, with_pdftk, with_pikepdf, with_pypdf
from bench.accuracy_judge import Reading, Verdict, field_verdicts, slot_verdicts
from bench.accuracy_paper import not_on_paper, ticks_not_on_paper
from bench.accuracy_truth import confirmed
from bench.accuracy_values import Put, values_for
from bench.accuracy_xfa import update_xfa

TRUTH = {
    "canonical": {
        "subject_name": {"fields": ["Who"], "repeats": ["Who again"]},
        "date_of_birth": {"fields": ["d1", "d2", "d3"], "parts": ["month", "day", "year"]},
        "phone": {"fields": ["Tel"], "alternates": ["Cell"]},
    },
    "absent": ["ssn"],
}


@pytest.fixture
def work(tmp_path) -> Work:
    blank = tmp_path / "blank.pdf"
    canvas = Canvas(str(blank), invariant=1)
    canvas.drawString(60, 760, "Household intake")
    places = {"Who": 150, "d1": 24, "d2": 24, "d3": 40, "Tel": 120, "Cell": 120, "Who again": 150, "Why": 200}
    for at, (name, width) in enumerate(places.items()):
        canvas.drawString(60, 724 - 30 * at, name)
        canvas.acroForm.textfield(name=name, x=200, y=720 - 30 * at, width=width, height=20, fontSize=9)
    for at, name in enumerate(("Yes", "No")):
        canvas.acroForm.checkbox(name=name, x=200 + 60 * at, y=440, size=14)
    for at, state in enumerate(("Own", "Rent", "Other")):
        canvas.acroForm.radio(name="Home", value=state, x=200 + 60 * at, y=400, size=14)
    canvas.acroForm.choice(
        name="County", options=["Penobscot", "Knox"], value="Knox", x=200, y=360, width=90, height=18
    )
    canvas.save()
    fields = tuple(asked(blank))
    return Work(tmp_path, blank, fields, values_for("household-intake", fields, TRUTH))


def answers_in(path: Path) -> dict[str, str]:
    found = {}
    with pikepdf.open(path) as document:
        for _, widget in widgets(document):
            holder = widget if "/V" in widget else widget.get("/Parent", widget)
            found[full_name(widget)] = str(holder.get("/V", "")).removeprefix("/")
            if widget.get("/AS", "/Off") != "/Off":
                assert widget.AS == holder.V
    return found


def wanted(work: Work) -> dict[str, str]:
    return {n: p.stored or ("Off" if p.kind in {"tick", "radio"} else "") for n, p in work.puts.items()}


def fillers():
    missing = pytest.mark.skipif(shutil.which("pdftk") is None, reason="pdftk is not installed")
    return [with_pypdf, with_pikepdf, pytest.param(with_pdftk, marks=missing)]


@pytest.mark.parametrize("fill", fillers())
def test_every_tool_puts_in_what_was_wanted(work, fill):
    target = work.folder / "filled.pdf"
    fill(work.blank, work.puts, target)
    assert answers_in(target) == wanted(work)


def test_what_is_put_in_depends_on_the_name_of_the_form_alone(work):
    assert values_for("household-intake", work.fields, TRUTH) == work.puts
    assert values_for("other-form", work.fields, TRUTH) != work.puts


def test_what_is_asked_twice_is_answered_alike_and_the_rest_otherwise(work):
    assert work.puts["Who"].text == work.puts["Who again"].text
    texts = [p.text for n, p in work.puts.items() if p.kind == "text" and n not in {"Who again", "d1", "d2", "d3"}]
    assert len(set(texts)) == len(texts)
    month, day, year = (int(work.puts[name].text) for name in ("d1", "d2", "d3"))
    assert 1 <= month <= 12
    assert 1 <= day <= 31
    assert 1950 <= year <= 2026


@given(st.integers(0, 5000))
def test_nobody_real(number):
    assert re.fullmatch(r"\d{3}55501\d\d", people.phone(number))
    assert re.search(r"Fabrica|Façade|Testcase|Sample|Example|Placeholder|Demo", people.person(number).last)
    assert people.email(number).endswith("@example.org")
    assert re.fullmatch(r"9\d{8}", people.ssn(number))


@pytest.mark.parametrize(
    "kind", [kind for kind in KINDS if not kind.name.startswith("xfa")], ids=lambda kind: kind.name
)
def test_every_kind_of_copy_shows_the_answers(work, kind):
    target = work.folder / "copy.pdf"
    try:
        kind.make(work, target)
    except MissingError as error:
        pytest.skip(str(error))
    with pikepdf.open(target) as document:
        assert bool(widgets(document)) is not kind.flat
    if kind.flat and kind.name != "free-text":
        document = pypdfium2.PdfDocument(target)
        text = "".join(page.get_textpage().get_text_bounded() for page in document)
        document.close()
        assert work.puts["Tel"].text in " ".join(text.split())
    if kind.name == "free-text":
        notes = [str(note.get_object().get("/Contents")) for note in pypdf.PdfReader(target).pages[0]["/Annots"]]
        assert work.puts["Who"].text in notes
        assert "X" in notes


def test_what_the_tool_did_not_print_is_seen(work):
    copy, bare = work.folder / "copy.pdf", work.folder / "bare.pdf"
    KINDS[4].make(work, copy)
    assert not_on_paper(copy, work.fields, work.puts) == {"Who", "Who again"}  # qpdf writes Andr? for André
    assert ticks_not_on_paper(copy, work.blank, work.fields, work.puts) == frozenset()
    shutil.copy(work.blank, bare)
    texts = {name for name, put in work.puts.items() if put.kind in {"text", "choice"} and put.text}
    assert texts - not_on_paper(bare, work.fields, work.puts) <= {"County"}  # Knox stands on the blank already
    ticked = {name for name, put in work.puts.items() if put.kind in {"tick", "radio"} and put.ticked}
    assert ticks_not_on_paper(bare, work.blank, work.fields, work.puts) == ticked


def test_a_form_that_came_filled_is_emptied(work):
    target, again = work.folder / "filled.pdf", work.folder / "again.pdf"
    with_pypdf(work.blank, work.puts, target)
    empty(target, again, filled=True)
    assert {value for value in answers_in(again).values() if value not in {"", "Off"}} == set()


FIELDS = [
    {"name": "client_name", "type": "name", "box": [{"widget": "Who"}]},
    {"name": "client_dob", "type": "birth_date",
     "box": [{"widget": f"d{at}", "part": part} for at, part in enumerate(("month", "day", "year"), 1)]},
    {"name": "moved", "type": "yes_no", "box": [{"widget": "Yes", "means": "yes"}, {"widget": "No", "means": "no"}]},
]  # fmt: skip
PUTS = {
    "Who": Put("text", "Rowan Testcase", "Rowan Testcase"),
    "d1": Put("text", "03", "03"),
    "d2": Put("text", "09", "09"),
    "d3": Put("text", "1984", "1984"),
    "Yes": Put("tick", "On", "On", ticked=True),
    "No": Put("tick"),
}


def reading(work: Work, answers: dict[str, tuple[object, str, str]], findings=(), lost=()) -> Reading:
    given_ = {name: {"value": value, "raw": raw, "state": state} for name, (value, raw, state) in answers.items()}
    found = [{"field": field, "severity": severity} for field, severity in findings]
    fields = {one.name: one for one in work.fields}
    states = {
        name: fields[name]._replace(spots=(fields[name].spots[0]._replace(states=("On",)),)) for name in ("Yes", "No")
    }
    report = {"answers": given_, "findings": found, "failure": None}
    return Reading(report, FIELDS, fields | states, PUTS, frozenset(lost))


RIGHT = {
    "client_name": ("Rowan Testcase", "Rowan  Testcase", "answered"),
    "client_dob": ("1984-03-09", "03/09/1984", "answered"),
    "moved": ("yes", "yes", "answered"),
}


def how(reading_: Reading) -> dict[str, tuple[str, str]]:
    return {verdict.name: (verdict.what, verdict.how) for verdict in field_verdicts(reading_)}


def test_right_answers_are_right(work):
    assert how(reading(work, RIGHT)) == {
        "client_name": ("value", "right"), "client_dob": ("value", "right"), "moved": ("tick", "right"),
    }  # fmt: skip
    slots = {verdict.name: verdict.how for verdict in slot_verdicts(reading(work, RIGHT), TRUTH)}
    assert slots == {"subject_name": "right", "date_of_birth": "right"}


@pytest.mark.parametrize(
    ("wrong", "name"),
    [
        (("Rowan Testcas", "Rowan Testcas", "answered"), "client_name"),
        (("Rowan Sample", "Rowan Testcase", "answered"), "client_name"),
        (("1984-09-03", "09/03/1984", "answered"), "client_dob"),
        (("no", "no", "answered"), "moved"),
    ],
)
def test_another_answer_is_silently_wrong_unless_somebody_is_told(work, wrong, name):
    answers = {**RIGHT, name: wrong}
    assert how(reading(work, answers))[name][1] == "wrong"
    assert how(reading(work, answers, [(name, "note")]))[name][1] == "wrong"
    assert how(reading(work, answers, [("other", "error")]))[name][1] == "wrong"
    assert how(reading(work, answers, [(name, "warning")]))[name][1] == "flagged"
    assert how(reading(work, answers, [(name, "error")]))[name][1] == "flagged"


def test_nothing_read_is_absent_and_what_is_not_asked_is_wrong(work):
    answers = {**RIGHT, "client_name": (None, "", "absent"), "client_ssn": ("910104321", "910-10-4321", "answered")}
    assert how(reading(work, answers))["client_name"] == ("value", "absent")
    found = list(slot_verdicts(reading(work, answers), TRUTH))
    assert [one[:3] for one in found if one.how == "wrong"] == [("none", "wrong", "ssn")]
    flagged = reading(work, answers, [("client_ssn", "warning")])
    assert not [one for one in slot_verdicts(flagged, TRUTH) if one.how == "wrong"]


def test_a_missing_part_of_an_address_is_absent_and_a_foreign_one_wrong(work):
    truth = {"canonical": {"address_street": {"fields": ["Who"]}, "address_city": {"fields": ["Why"]}}}
    puts = {"Who": Put("text", "12 Cedar Lane"), "Why": Put("text", "Bangor")}
    for told, city in (
        ("12 Cedar Lane", "absent"),
        ("12 Cedar Lane, Saco", "wrong"),
        ("12 Cedar Lane, Bangor", "right"),
    ):
        read = reading(work, {"client_address": (told, told, "answered")})._replace(puts=puts)
        found = {verdict.name: verdict.how for verdict in slot_verdicts(read, truth)}
        assert found == {"address_street": "right", "address_city": city}


def test_what_the_tool_lost_is_counted_apart_unless_it_shows(work):
    cut = {**RIGHT, "client_name": ("Rowan", "Rowan", "answered")}
    assert how(reading(work, cut, lost=["Who"]))["client_name"] == ("lost", "wrong")
    broken = {**RIGHT, "client_name": ("Row\ufffdn Testcase",) * 2 + ("answered",)}
    assert how(reading(work, broken, lost=["Who"]))["client_name"] == ("value", "wrong")


def test_a_box_that_nobody_learned_is_absent(work):
    known = reading(work, RIGHT)
    verdicts = list(field_verdicts(known._replace(fields=FIELDS[1:])))
    assert Verdict("value", "absent", "Who", "Rowan Testcase", "not learned") in verdicts


def test_a_draft_is_mended_by_the_truth():
    draft = {
        "field": [
            {"name": "client_name", "label": "Doctor", "type": "name", "confirm": True, "box": [{"widget": "Doctor"}]},
            {"name": "who", "label": "Who", "type": "text", "confirm": True, "box": [{"widget": "Who"}]},
            {"name": "client_ssn", "label": "No.", "type": "identifier", "box": [{"widget": "Account"}]},
        ]
    }
    fields = {field["name"]: field for field in confirmed(draft, TRUTH)["field"]}
    assert [box["widget"] for box in fields["client_name"]["box"]] == ["Who"]
    assert [box["widget"] for box in fields["client_name_again"]["box"]] == ["Doctor"]
    assert "client_ssn" not in fields
    assert "who" not in fields
    assert not any(field["confirm"] for field in fields.values())


def test_the_data_of_an_xfa_form_follow_its_template(tmp_path):
    template = (
        '<template xmlns="http://www.xfa.org/schema/xfa-template/3.3/"><subform name="F"><subform><subform name="P">'
        '<field name="A"><bind match="none"/></field><field name="B"/><field name="B"/></subform></subform>'
        '<field name="C"><items><integer>1</integer><integer>0</integer></items></field>'
        '<field name="D"><value><date/></value></field>'
        '<field name="G"><bind match="global"/></field></subform></template>'
    )
    path = tmp_path / "hybrid.pdf"
    document = pikepdf.new()
    document.add_blank_page()
    parts = {"template": template, "datasets": "<x/>"}
    packets = [
        one for name, text in parts.items() for one in (pikepdf.String(name), document.make_stream(text.encode()))
    ]
    document.Root["/AcroForm"] = pikepdf.Dictionary(Fields=pikepdf.Array(), XFA=pikepdf.Array(packets))
    document.save(path)
    steps = {"B[0]": "eins", "B[1]": "zwei", "A[0]": "nie"}
    puts = {f"F[0].#subform[0].P[0].{name}": Put("text", text, text) for name, text in steps.items()}
    puts |= {"F[0].C[0]": Put("tick", "1", "1", ticked=True), "F[0].D[0]": Put("text", "03/09/1984", "03/09/1984")}
    puts |= {"F[0].G[0]": Put("text", "all", "all")}
    update_xfa(path, puts)
    with pikepdf.open(path) as document:
        data = document.Root.AcroForm.XFA[3].read_bytes().decode()
    inside = re.sub(r"^.*?<xfa:data>|</xfa:data>.*$", "", data)
    assert inside == "<F><P><B>eins</B><B>zwei</B></P><C>1</C><D>1984-03-09</D><G>all</G></F>"
