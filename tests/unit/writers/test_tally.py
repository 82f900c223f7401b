"""The numbers of an intake: every form and file counted once, common problems told by forms and not by findings."""

from caseforms.model import Failure, Finding, Record, Report, Severity
from caseforms.writers.tally import Tally

LATE = Failure("empty", "The file is empty.", "Ask for it again.")


def report(path, *codes, form="ride", severity=Severity.ERROR, title=""):
    findings = tuple(Finding(code, severity, f"Rowan Testcase: {code}", title=title) for code in codes)
    return Report(path, path, record=Record(form, "2026-01", {}), findings=findings)


def tally(*reports, known=()):
    return Tally.of(reports, {"ride": "Ride Request"}, known)


def test_every_form_and_file_is_counted_once():
    counts = tally(
        report("a.eml > 1.pdf"),
        report("a.eml > 2.pdf", "PER001"),
        report("b.pdf", "GEN004", severity=Severity.WARNING),
        Report("c.pdf", "c", failure=LATE),
        known=["d.pdf"],
    )
    assert (counts.files, counts.ready, counts.to_fix, counts.not_read, counts.known) == (4, 2, 1, 1, 1)
    assert (counts.errors, counts.to_check) == (1, 1)


def test_forms_come_by_title_and_an_unknown_one_by_its_id():
    assert dict(tally(report("a"), report("b", "PER001", form="bus"), report("c")).by_form) == {
        "Ride Request": (2, 0),
        "bus": (0, 1),
    }
    assert list(tally(report("a", form="zoo"), report("b")).by_form) == ["Ride Request", "zoo"]


def test_a_problem_counts_once_a_form_and_in_general_words():
    counts = tally(
        report("a", "PER009", "PER009", "PER009", title="Phone is blank."),
        report("b", "PER003", title="Date of birth is blank."),
        report("c", "PER003", title="Date of birth is blank."),
        report("d", "GEN016", severity=Severity.NOTE),
    )
    assert [(one.code, one.title, one.forms) for one in counts.problems] == [
        ("PER003", "Date of birth is blank.", 2),
        ("PER009", "Phone is blank.", 1),
    ]


def test_a_common_problem_names_nobody():
    spelled = Finding(
        "PER017", Severity.WARNING, "...", title="Spelled … here, Wren Sample there.", names=("Wren Sample",)
    )
    untold = Finding("PER018", Severity.WARNING, "Rowan Testcase is known.")
    counts = tally(Report("a", "a", record=Record("ride", "2026-01", {}), findings=(spelled, untold)))
    assert [one.title for one in counts.problems] == ["Spelled … here, … there.", "PER018"]


def test_of_problems_as_common_the_lower_code_comes_first():
    codes = ["PER009", "GEN008", "REF001"]
    assert [one.code for one in tally(*(report(code, code) for code in codes)).problems] == sorted(codes)


def test_no_intake_has_no_numbers():
    assert tally() == (0, 0, 0, 0, 0, 0, 0, {}, [], 0, 0, None, None)
