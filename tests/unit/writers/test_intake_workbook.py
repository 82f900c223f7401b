import datetime as dt
import io
import os
import zipfile
from urllib.parse import unquote

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from caseforms.errors import OperatingError
from caseforms.model import Answer, Failure, Finding, Place, Record, Report, Severity, State, Unplaced
from caseforms.writers.intake_workbook import IntakeBatch, write_intake_workbook
from caseforms.writers.list_sheet import Figure
from caseforms.writers.xlsx import safe_text

DAY = dt.date(2026, 3, 31)
LATE = Failure("damaged", "The file ends too early.", "Ask the sender to send it again.")


def answer(name, value, raw=None, *, kind="text", state=State.ANSWERED, **more):
    raw = value if raw is None else raw
    return Answer(name, name.replace("_", " "), kind, state, value, raw, **({"place": Place(1)} | more))


def finding(code, severity, message="Something is wrong.", **more):
    return Finding(code, severity, message, "Mend it.", title=message, **more)


def report(path="inbox/a.pdf", answers=(), findings=(), *, part="", unplaced=(), **more):
    answers = {each.field: each for each in (answer("client_name", "Rowan Testcase", kind="name"), *answers)}
    record = Record("ride-request", "2026-01", answers, unplaced=tuple(unplaced), part=part)
    return Report(path, "0" * 64, record=record, findings=tuple(findings), **more)


def written(tmp_path, reports, known=(), **more):
    target = tmp_path / "intake.xlsx"
    write_intake_workbook(target, IntakeBatch(reports, known, DAY, titles={"ride-request": "Ride Request"}, **more))
    return openpyxl.load_workbook(target)


def rows(book, sheet):
    """The rows of a list as dictionaries."""
    head, *body = book[sheet].iter_rows(values_only=True)
    return [dict(zip(head, row, strict=True)) for row in body]


def summary(book):
    return [str(cell) for row in book["Summary"].iter_rows(values_only=True) for cell in row if cell is not None]


def test_sheets_come_in_the_order_of_the_work(tmp_path):
    assert written(tmp_path, [report()]).sheetnames == [
        "Summary", "Ready", "To fix", "To check", "Not read", "Already known", "All answers",
    ]  # fmt: skip


def test_each_form_and_file_stands_on_the_sheet_of_its_result(tmp_path):
    warned = finding("GEN004", Severity.WARNING, "Read as Date of birth.")
    noted = finding("GEN016", Severity.NOTE, "Sent twice.")
    reports = [
        report("a.pdf", findings=[warned, noted], received=dt.datetime(2026, 3, 6)),
        report("b.xlsx", findings=[finding("PER003", Severity.ERROR)], part="sheet Form, row 3"),
        Report("c.pdf", "1" * 64, failure=LATE, sender="rowan@example.org"),
    ]
    known = [("d.pdf", "R-2026-00007", dt.date(2026, 3, 2))]
    book = written(tmp_path, reports, known, ids={0: "R-2026-00041", 1: "R-2026-00042"})
    assert rows(book, "Ready") == [
        {
            "File": "a.pdf", "Form": "Ride Request", "Client": "Rowan Testcase", "Register ID": "R-2026-00041",
            "Received": "03/06/2026", "Please check": "Read as Date of birth. [GEN004]",
            "Notes": "Sent twice. [GEN016]",
        }
    ]  # fmt: skip
    [fix] = rows(book, "To fix")
    assert (fix["File"], fix["Register ID"], fix["Code"]) == ("b.xlsx, sheet Form, row 3", "R-2026-00042", "PER003")
    assert rows(book, "Not read") == [
        {
            "File": "c.pdf", "What is wrong": LATE.message, "What to do": LATE.mend, "Sent by": "rowan@example.org",
            "Received": None,
        }
    ]  # fmt: skip
    assert rows(book, "Already known") == [
        {"File": "d.pdf", "Same as": "R-2026-00007", "That one was received": "03/02/2026"}
    ]


def test_to_fix_has_a_row_for_each_error_then_each_warning_and_no_note(tmp_path):
    findings = [
        finding("GEN004", Severity.WARNING),
        finding("GEN016", Severity.NOTE),
        finding("PER003", Severity.ERROR, "Blank.", field="client_dob", label="Date of birth", place=Place(2)),
    ]
    first, second = rows(written(tmp_path, [report(findings=findings)]), "To fix")
    assert (first["Code"], first["Grade"], second["Code"], second["Grade"]) == ("PER003", "must fix", "GEN004", "check")
    assert (first["Field"], first["What is wrong"], first["How to mend it"], first["Place"]) == (
        "Date of birth", "Blank.", "Mend it.", "page 2",
    )  # fmt: skip


def test_answers_show_as_people_write_them_with_what_was_written(tmp_path):
    answers = [
        answer("client_dob", "2008-02-29", "2/29/08", kind="birth_date"),
        answer("client_phone", "2075550134x12", "207 555 0134 ext 12", kind="phone", confidence=0.9),
        answer("services", ["drug_testing", "other"], "Drug testing; Other", kind="choices"),
        answer("urgent", "yes", "X", kind="yes_no"),
        answer("people", [{"name": "Juniper Sample", "dob": None}, {"name": "Quill Placeholder"}], "", kind="table"),
        answer("court_date", None, "soon", kind="date", state=State.UNREADABLE),
        answer("email", None, "", state=State.BLANK),
        answer("fax", None, "", state=State.ABSENT),
    ]
    book = written(tmp_path, [report(answers=answers, unplaced=[Unplaced("Text31", "Nickname", "Ro", Place(2))])])
    got = {
        row["Field"]: (row["Answer"], row["As written, if different"], row["State"])
        for row in rows(book, "All answers")
    }
    assert got == {
        "client name": ("Rowan Testcase", None, "answered"),
        "client dob": ("02/29/2008", "2/29/08", "answered"),
        "client phone": ("(207) 555-0134 ext. 12", "207 555 0134 ext 12", "answered"),
        "services": ("Drug testing; Other", None, "answered"),
        "urgent": ("Yes", "X", "answered"),
        "people": ("Name: Juniper Sample\nName: Quill Placeholder", None, "answered"),
        "court date": (None, "soon", "unreadable"),
        "Nickname": (None, "Ro", "not on our form"),
    }
    assert [row["How sure, if not fully"] for row in rows(book, "All answers") if row["Field"] == "client phone"] == [
        0.9
    ]
    assert "The sheet “All answers” lists 7 answers; 1 blank box is left out." in summary(book)


def test_filled_boxes_of_a_file_that_is_no_known_form_are_not_lost(tmp_path):
    unread = Report("x.pdf", "2" * 64, failure=LATE, unplaced=(Unplaced("Text1", "", "Ro", Place(1)),))
    [row] = rows(written(tmp_path, [unread]), "All answers")
    assert (row["File"], row["Field"], row["As written, if different"]) == ("x.pdf", "Text1", "Ro")


@pytest.mark.parametrize("text", ["=1+1", "+cmd", "@SUM(A1)", "{=1}", "00417", "1e5", "TRUE", "https://example.org"])
def test_an_answer_stays_text_whatever_it_looks_like(tmp_path, text):
    book = written(tmp_path, [report(answers=[answer("note", text)])])
    cell = book["All answers"].cell(3, 6)
    assert (cell.value, cell.data_type, cell.hyperlink) == (text, "s", None)


@settings(max_examples=25, deadline=None)
@given(st.lists(st.text(min_size=1), min_size=1, max_size=5))
def test_any_text_comes_back_as_a_cell_can_hold_it(tmp_path_factory, texts):
    answers = [answer(f"f{number}", text) for number, text in enumerate(texts)]
    book = written(tmp_path_factory.mktemp("any"), [report(answers=answers)])
    assert [row["Answer"] for row in rows(book, "All answers")][1:] == [safe_text(text) for text in texts]


def test_a_text_too_long_for_a_cell_is_cut_visibly(tmp_path):
    [_, row] = rows(written(tmp_path, [report(answers=[answer("reason", "x" * 40_000)])]), "All answers")
    assert len(row["Answer"]) <= 32_767
    assert "[cut: " in row["Answer"]


def png(width, height):
    target = io.BytesIO()
    Image.new("RGB", (width, height)).save(target, "PNG")
    return target.getvalue()


def test_pictures_stand_beside_their_findings_in_rows_that_are_high_enough(tmp_path):
    here, there = Place(2, (1.0, 2.0, 3.0, 4.0)), Place(3, (1.0, 2.0, 3.0, 4.0))
    bad = finding("PER003", Severity.ERROR, "Blank.", place=here)
    odd, more = (finding("GEN029", Severity.WARNING, "Another.", place=place) for place in (here, there))
    figures = {
        (0, here): Figure(png(840, 100), (840, 100), "A frame on page 2 of inbox/a.pdf"),
        (1, here): Figure(png(210, 300), (210, 300), "A frame on page 2 of inbox/b.pdf"),
        (1, there): None,
    }
    reports = [report(findings=[bad]), report("inbox/b.pdf", findings=[odd, more])]
    book = written(tmp_path, reports, pictures=figures)
    for sheet, (width, height), words in (("To fix", (420, 50), "a.pdf"), ("To check", (105, 150), "b.pdf")):
        page = book[sheet]
        (shown,) = page._images
        column = next(cell.column for cell in page[1] if cell.value == "Picture")
        assert (shown.anchor._from.row, shown.anchor._from.col) == (1, column - 1)
        assert shown.anchor.to.row == 1, "it ends in its own row"
        assert shown.anchor.editAs in {None, "twoCell"}, "it goes where its row is filtered out"
        assert (shown.anchor.to.colOff - shown.anchor._from.colOff) / 9525 == pytest.approx(width, abs=1)
        assert (shown.anchor.to.rowOff - shown.anchor._from.rowOff) / 9525 == pytest.approx(height, abs=1)
        assert page.row_dimensions[2].height * 96 / 72 >= height + 6
        with zipfile.ZipFile(tmp_path / "intake.xlsx") as package:
            drawings = "".join(package.read(n).decode() for n in package.namelist() if n.startswith("xl/drawings/draw"))
        assert f'descr="A frame on page 2 of inbox/{words}"' in drawings
    assert [row["Picture"] for row in rows(book, "To check")] == [None, "Open page 3"]


def test_forms_that_are_ready_have_a_row_for_each_warning(tmp_path):
    warned = [finding("GEN034", Severity.WARNING, message) for message in ("Check one.", "Check two.")]
    noted = finding("GEN016", Severity.NOTE, "Sent twice.")
    bad = finding("PER003", Severity.ERROR, "Blank.")
    book = written(tmp_path, [report(findings=[*warned, noted]), report("inbox/b.pdf", findings=[bad, *warned])])
    assert [(row["File"], row["What is wrong"]) for row in rows(book, "To check")] == [
        ("inbox/a.pdf", "Check one."), ("inbox/a.pdf", "Check two."),
    ]  # fmt: skip


@pytest.mark.parametrize(
    "name", ["a b.pdf", "no #1.pdf", "100%.pdf", "50%20.pdf", "Łódź & é.pdf", "q?.pdf", "mail.eml > form.pdf"]
)
def test_links_lead_from_the_workbook_to_the_file(tmp_path, name):
    (tmp_path / "out").mkdir()
    path = tmp_path / "in box" / name
    book = written(tmp_path / "out", [report(str(path))])
    link = book["Ready"].cell(2, 1).hyperlink.target.replace("\\", "/")
    assert not set("#? ") & set(link)
    assert unquote(link) == f"../in box/{name.partition(' > ')[0]}"
    assert book["Ready"].cell(2, 1).value == str(path)
    assert book["All answers"].cell(2, 1).hyperlink is not None


@pytest.mark.parametrize(("length", "linked"), [(2_000, True), (2_100, False)])
def test_a_path_too_long_for_a_link_is_plain_text(tmp_path, length, linked):
    path = os.path.join(*["d" * 99] * (length // 100), "a.pdf")  # noqa: PTH118  # a text, as the record keeps it
    cell = written(tmp_path, [report(str(tmp_path / path))])["Ready"].cell(2, 1)
    assert (cell.hyperlink is not None) is linked
    assert cell.value.endswith("a.pdf")


def test_lists_can_be_filtered_and_printed(tmp_path):
    book = written(tmp_path, [report(), report()])
    for sheet in book.worksheets[1:]:
        assert sheet.freeze_panes == "B2"
        assert sheet.auto_filter.ref.startswith("A1:")
        assert sheet.page_setup.orientation == "landscape"
        assert sheet.print_title_rows == "$1:$1"
        assert all(cell.font.bold for cell in sheet[1])
    assert book["Ready"].auto_filter.ref == "A1:G3"
    assert book["Ready"].dimensions == "A1:G3"


def test_a_sheet_without_rows_says_so(tmp_path):
    book = written(tmp_path, [])
    for sheet in book.worksheets[1:]:
        assert sheet["A2"].value == "None."
    assert "1. No file came in." in summary(book)
    assert "1. There is nothing to fix: every form is ready." in summary(written(tmp_path, [report()]))


def test_summary_counts_results_forms_and_problems_and_says_what_to_do(tmp_path):
    reports = [
        report("a.pdf", received=dt.datetime(2026, 3, 2)),
        report("b.pdf", findings=[finding("PER003", Severity.ERROR, "Blank.")], received=dt.datetime(2026, 3, 9)),
        report("c.eml > 1.pdf", findings=[finding("GEN004", Severity.WARNING, "Guessed.")]),
        report("c.eml > 2.pdf", findings=[finding("GEN004", Severity.WARNING, "Guessed.")]),
        Report("d.pdf", "3" * 64, failure=LATE),
    ]
    words = summary(written(tmp_path, reports, [("e.pdf", "R-2026-00007", DAY)], agency="Cedar Valley"))
    assert words[0] == "Intake of 03/31/2026"
    assert "Cedar Valley" in words
    assert "5 files: 4 forms read, 1 file not read, 1 file already known." in words
    assert "Received from 03/02/2026 to 03/09/2026." in words
    tables = " | ".join(words)
    assert "Ready | 3 | To fix | 1 | Not read | 1 | Already known | 1" in tables
    assert "Ride Request | 3 | 1 | 4 | All forms | 3 | 1 | 4" in tables
    assert "Guessed. [GEN004] | 2 | Blank. [PER003] | 1" in tables
    assert "1. Sheet “To fix”: 1 form with 1 error." in tables
    assert "2. Sheet “Not read”: 1 file could not be read." in tables
    assert "3. Sheet “To check”: 2 forms can go on" in tables


def test_only_the_five_most_common_problems_are_shown(tmp_path):
    numbers = [n for n in range(1, 8) for _ in range(n)]
    reports = [report(findings=[finding(f"PER{n:03}", Severity.ERROR, f"No {n}.")]) for n in numbers]
    shown = [word for word in summary(written(tmp_path, reports)) if word.startswith("No ")]
    assert shown == [f"No {n}. [PER{n:03}]" for n in (7, 6, 5, 4, 3)]


def test_summary_has_native_charts(tmp_path):
    written(tmp_path, [report(findings=[finding("PER003", Severity.ERROR)])])
    with zipfile.ZipFile(tmp_path / "intake.xlsx") as package:
        charts = [name for name in package.namelist() if name.startswith("xl/charts/chart")]
    assert len(charts) == 2


def test_same_batch_gives_the_same_bytes(tmp_path):
    written(tmp_path, [report()])
    before = (tmp_path / "intake.xlsx").read_bytes()
    written(tmp_path, [report()])
    assert (tmp_path / "intake.xlsx").read_bytes() == before


def test_a_folder_that_is_missing_is_named(tmp_path):
    with pytest.raises(OperatingError, match="cannot be written"):
        written(tmp_path / "missing", [report()])
