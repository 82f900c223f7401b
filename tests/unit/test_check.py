"""A rule set: which rules look at a record, what they own, in what order and words they speak."""

from pathlib import Path

import pytest

from caseforms.check import RuleSet
from caseforms.definitions.example import AS_OF, example_record
from caseforms.definitions.form import FormDefinition
from caseforms.definitions.rule import Rule, load_rules
from caseforms.model import Agency, Facts, Failure, Finding, Known, Place, Record, Remark

FACTS = Facts(AS_OF)
FORM = FormDefinition.model_validate(
    {
        "id": "small",
        "title": "Small form",
        "edition": "1",
        "subject": "client",
        "identify": {"titles": ["Small form"]},
        "section": [{"id": "client", "title": "Client"}],
        "field": [
            {"name": "client_name", "section": "client", "label": "Name:", "type": "name", "required": True},
            {"name": "client_dob", "section": "client", "label": "Born", "type": "birth_date", "required": True},
            {"name": "urgent", "section": "client", "label": "Urgent?", "type": "yes_no"},
            {"name": "form_date", "section": "client", "label": "Date", "type": "date"},
        ],
    }
)
OTHER = FORM.model_copy(update={"id": "other", "field": FORM.field[3:]})
FORMS = {"small": FORM, "other": OTHER}

BLOCK = """
[[rule]]
code = "{code}"
title = "x"
severity = "{severity}"
message = "{message}"
mend = "Mend {{label}}."
why = "x"
source = "x"
passes = [{{ client_name = "Rowan Testcase" }}]
fails = [{{}}]
{rest}
"""


@pytest.fixture
def rules(tmp_path: Path):
    """Give a function that loads rules from (code, severity, message, rest) blocks."""

    def load(*blocks: tuple[str, str, str, str]) -> tuple[Rule, ...]:
        text = "".join(BLOCK.format(code=c, severity=s, message=m, rest=rest) for c, s, m, rest in blocks)
        (tmp_path / "x.toml").write_text(text, encoding="utf-8")
        return load_rules(tmp_path, FORMS)

    return load


GENERAL = ("GEN007", "error", "{label} {what}.", 'condition = "required_by_form"')
NAME = ("PER001", "error", "No name.", 'condition = "needs"\nneed = "client_name"')
READ = ("GEN008", "warning", "{label} {v}.", 'condition = "remark"\nkinds = ["partial_date"]')
BORN = (
    "PER004",
    "error",
    "Born {v}.",
    'condition = "remark"\nkinds = ["partial_date", "unreadable_date"]\nfields = "client_dob"',
)


def record(form: FormDefinition = FORM, **answers: object) -> Record:
    return example_record(form, answers)


def codes(found: tuple[Finding, ...]) -> list[str]:
    return [finding.code for finding in found]


def test_the_gravest_come_first_then_by_code(rules) -> None:
    found = rules(
        ("AAA002", "note", "n", 'condition = "flag"\nfield = "client_name"'),
        ("AAA001", "note", "n", 'condition = "flag"\nfield = "client_name"'),
        ("BBB001", "warning", "w", 'condition = "flag"\nfield = "client_name"'),
        ("CCC001", "error", "e", 'condition = "flag"\nfield = "client_name"'),
    )
    assert codes(RuleSet(found, FORMS).check(record(), FACTS)) == ["CCC001", "BBB001", "AAA001", "AAA002"]


def test_a_rule_of_its_own_silences_the_general_one(rules) -> None:
    both = RuleSet(rules(GENERAL, NAME), FORMS)
    assert codes(both.check(record(client_dob="07/04/1990"), FACTS)) == ["PER001"]
    assert codes(both.check(record(), FACTS)) == ["GEN007", "PER001"]


def test_a_rule_that_is_off_silences_nothing(rules) -> None:
    off = (*NAME[:3], NAME[3] + "\noff = true")
    assert codes(RuleSet(rules(GENERAL, off), FORMS).check(record(client_dob="07/04/1990"), FACTS)) == ["GEN007"]


def test_a_guarded_rule_owns_only_where_its_guard_holds(rules) -> None:
    guarded = (*NAME[:3], NAME[3] + '\nwhen = { field = "urgent", is = "yes" }')
    both = RuleSet(rules(GENERAL, guarded), FORMS)
    assert codes(both.check(record(client_dob="07/04/1990", urgent="yes"), FACTS)) == ["PER001"]
    assert codes(both.check(record(client_dob="07/04/1990", urgent="no"), FACTS)) == ["GEN007"]


def test_a_remark_about_a_field_goes_to_the_rule_that_names_it(rules) -> None:
    both = RuleSet(rules(READ, BORN), FORMS)
    assert codes(both.check(record(client_dob="1990", form_date="2026"), FACTS)) == ["PER004", "GEN008"]
    assert codes(RuleSet(rules(READ), FORMS).check(record(client_dob="1990"), FACTS)) == ["GEN008"]


def test_a_form_without_the_fields_is_left_alone(rules) -> None:
    found = RuleSet(rules(NAME), FORMS)
    assert codes(found.check(record(), FACTS)) == ["PER001"]
    assert found.check(record(OTHER), FACTS) == ()


def test_a_finding_says_where_and_in_the_forms_words(rules) -> None:
    (finding,) = RuleSet(rules(BORN), FORMS).check(record(client_dob="about 1990"), FACTS)
    assert finding == Finding(
        "PER004",
        finding.severity,
        "Born about 1990.",
        "Mend Born.",
        "client_dob",
        "Born",
        Place(page=1),
        "x",
        title=finding.title,
    )


def test_the_remarks_place_is_nearer_than_the_answers(rules) -> None:
    noticed = record(client_dob="1990")
    answer = noticed.answer("client_dob")
    (remark,) = answer.remarks
    answers = {**noticed.answers, "client_dob": answer._replace(remarks=(remark._replace(place=Place(page=7)),))}
    (finding,) = RuleSet(rules(BORN), FORMS).check(Record("small", "1", answers), FACTS)
    assert finding.place == Place(page=7)


def test_quoted_names_are_marked_for_masking(rules) -> None:
    single = ("PER002", "note", "Only {v}.", 'condition = "remark"\nkinds = ["single_name"]')
    (finding,) = RuleSet(rules(single), FORMS).check(record(client_name="Rowan"), FACTS)
    assert finding.message == "Only Rowan."
    assert finding.names == ("Rowan",)


def test_quoted_texts_are_cut_and_stay_on_one_line(rules) -> None:
    (finding,) = RuleSet(rules(BORN), FORMS).check(record(client_dob="in the\nyear " + "of the flood " * 20), FACTS)
    assert "\n" not in finding.message
    assert len(finding.message) < 75
    assert finding.message.endswith("....")


def test_braces_of_an_answer_are_only_text(rules) -> None:
    (finding,) = RuleSet(rules(BORN), FORMS).check(record(client_dob="{label} {0.__class__}"), FACTS)
    assert finding.message == "Born {label} {0.__class__}."


def test_a_failure_is_told_by_the_rule_of_its_kind(rules) -> None:
    failing = ("GEN001", "error", "{message}", 'condition = "failure"\nkinds = ["empty"]')
    found = RuleSet(rules(failing, NAME), FORMS)
    (finding,) = found.check_failure(Failure("empty", "It is empty.", "Send it again."), FACTS)
    assert (finding.code, finding.message, finding.place) == ("GEN001", "It is empty.", Place())
    assert found.check_failure(Failure("scan", "x", "y"), FACTS) == ()


def test_history_and_settings_reach_the_rules(rules) -> None:
    known = ("GEN011", "error", "{id} {d}", 'condition = "known_content"')
    facts = Facts(AS_OF, sha256="abc", agency=Agency())
    facts.history.add(Known("TSR-1", "small", "a.pdf", "abc", AS_OF, "new", {}, {}))
    (finding,) = RuleSet(rules(known), FORMS).check(record(), facts)
    assert finding.message == "TSR-1 03/31/2026"


def test_remarks_of_the_whole_form_are_heard(rules) -> None:
    blank = ("GEN024", "warning", "Blank.", 'condition = "remark"\nkinds = ["all_blank"]')
    found = RuleSet(rules(blank), FORMS)
    empty = record()
    noticed = Record("small", "1", empty.answers, remarks=(Remark("all_blank"),))
    assert codes(found.check(noticed, FACTS)) == ["GEN024"]
    assert found.check(empty, FACTS) == ()


NO_RELEASE = ("LTR004", "warning", "No release.", 'condition = "remark"\nkinds = ["no_release"]')
MISSING = ("LTR002", "error", "{x} is blank.", 'condition = "remark"\nkinds = ["missing_field"]')


def test_what_was_noticed_while_a_document_was_made_is_told(rules) -> None:
    found = RuleSet(rules(NO_RELEASE, MISSING, NAME, GENERAL), FORMS)
    noticed = [Remark("no_release"), Remark("missing_field", {"x": "letter.due"}), Remark("missing_field", {"x": "b"})]
    told = [(finding.code, finding.message) for finding in found.check_remarks(noticed, FACTS)]
    assert told == [("LTR002", "letter.due is blank."), ("LTR002", "b is blank."), ("LTR004", "No release.")]
    assert found.check_remarks([], FACTS) == ()
    assert found.check_remarks([Remark("unprintable", {"x": "form.reason"})], FACTS) == ()


def test_a_document_rule_that_is_off_or_guarded_says_nothing(rules) -> None:
    off = (*NO_RELEASE[:3], NO_RELEASE[3] + "\noff = true")
    guarded = (*MISSING[:3], MISSING[3] + '\nwhen = { field = "urgent", is = "yes" }')
    noticed = [Remark("no_release"), Remark("missing_field", {"x": "a"})]
    assert RuleSet(rules(off, guarded), FORMS).check_remarks(noticed, FACTS) == ()
