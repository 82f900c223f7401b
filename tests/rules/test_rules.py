"""Every rule that ships carries its own proof: here each example of each rule of each family is tried."""

import re
from pathlib import Path

import pytest

from caseforms.check import RuleSet
from caseforms.conditions.remark import KINDS
from caseforms.definitions.example import AS_OF, example_record, findings_of, run_examples, scene
from caseforms.definitions.load import load_forms
from caseforms.definitions.rule import COMMON_WORDS, Rule, load_rules
from caseforms.model import Facts, Failure

ROOT = Path(__file__).parents[2]
FORMS = load_forms(ROOT / "forms")
RULES = load_rules(ROOT / "rules", FORMS)

MOST_WORDS = 20

each_rule = pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)


@each_rule
def test_examples_show_what_the_rule_promises(rule: Rule) -> None:
    assert run_examples(rule, FORMS) == []


@each_rule
def test_findings_are_whole_sentences(rule: Rule) -> None:
    for example in rule.fails:
        for finding in findings_of(rule, example, FORMS):
            assert finding.code == rule.code
            assert finding.message[-1] in ".?)", finding.message
            for text in (finding.message, finding.mend):
                assert not re.search(r'[{}]|\s{2}|(?<!")\bNone\b|\(\)|\.\.$', text), text


@each_rule
def test_sentences_are_short(rule: Rule) -> None:
    for text in (rule.message, rule.mend, rule.why):
        for sentence in re.split(r"(?<=[.!?;])\s", text):
            assert len(sentence.split()) <= MOST_WORDS, sentence


@each_rule
def test_every_word_of_the_message_is_given(rule: Rule) -> None:
    asked = set(re.findall(r"\{(\w+)\}", rule.message + rule.mend)) - COMMON_WORDS
    for example in rule.fails:
        facts, record, failure = scene(rule, example, FORMS)
        problems = rule.condition.check_failure(failure, facts) if failure else rule.condition.check(record, facts)
        for problem in problems:
            assert asked <= problem.words.keys()


@each_rule
def test_a_rule_set_says_what_the_rule_says(rule: Rule) -> None:
    """Sorting rules by forms, remarks and guards loses nothing."""
    rules = RuleSet([rule], FORMS)
    for example in rule.fails:
        facts, record, failure = scene(rule, example, FORMS)
        found = rules.check_failure(failure, facts) if failure else rules.check(record, facts)
        assert {finding.code for finding in found} == {rule.code}


def test_codes_belong_to_the_family_of_their_file() -> None:
    for path in sorted((ROOT / "rules").glob("*.toml")):
        codes = re.findall(r'^code = "(\w+)"', path.read_text(encoding="utf-8"), re.MULTILINE)
        assert codes
        assert {code[:3].lower() for code in codes} == {path.stem}
        assert codes == sorted(codes), "in order, so that people find them"


def test_nothing_that_a_reader_notices_stays_silent() -> None:
    heard = set().union(*(rule.condition.remark_kinds() for rule in RULES if not rule.off))
    heard |= {kind for rule in RULES if rule.kind == "unsure" for kind in rule.condition.kinds} & KINDS.keys()
    assert heard == KINDS.keys()


@pytest.mark.parametrize(
    ("kind", "code"),
    [
        *[(kind, "GEN001") for kind in ("empty", "damaged", "encrypted", "not_a_form", "wrong_type", "no_attachment")],
        *[(kind, "GEN002") for kind in ("scan", "flat", "xfa")],
        *[(kind, "GEN003") for kind in ("unknown_form", "ambiguous_form")],
    ],
)
def test_every_failure_has_its_code(kind: str, code: str) -> None:
    (finding,) = RuleSet(RULES, FORMS).check_failure(Failure(kind, "It is so.", "Do this."), Facts(AS_OF))
    assert (finding.code, finding.message, finding.mend) == (code, "It is so.", "Do this.")


FIVE = {
    "client_name": ("Rowan Testcase", "PER001"),
    "client_dob": ("07/04/1990", "PER003"),
    "client_phone": ("(207) 555-0134", "PER009"),
    "case_number": ("CW-2026-0417", "PER012"),
    "case_name": ("Testcase", "PER014"),
}
REST = {
    "worker_name": "Quill Placeholder",
    "worker_phone": "(207) 555-0101",
    "supervisor_name": "Marisol Example-Demo",
    "form_date": "03/02/2026",
    "services_requested": "Nurturing parenting",
    "service_basis": "court_order",
    "basis_date": "03/01/2026",
    "program": "FM",
    "pathway": "subsequent",
    "preferred_language": "English",
    "interpreter_needed": "no",
    "location_preference": "Sampleton",
    "cultural_considerations": "None",
    "worker_signature": "Quill Placeholder",
    "signature_date": "03/02/2026",
}


def _codes(left_out: set[str]) -> list[str]:
    answers = {name: text for name, (text, _) in FIVE.items() if name not in left_out}
    record = example_record(FORMS["treatment-referral"], {**answers, **REST})
    return [finding.code for finding in RuleSet(RULES, FORMS).check(record, Facts(AS_OF))]


def test_a_complete_referral_has_no_findings() -> None:
    assert _codes(set()) == []


@pytest.mark.parametrize("name", FIVE)
def test_each_of_the_five_items_has_exactly_its_code(name: str) -> None:
    assert _codes({name}) == [FIVE[name][1]]


def test_all_five_missing_are_five_findings() -> None:
    assert _codes(set(FIVE)) == sorted(code for _, code in FIVE.values())
