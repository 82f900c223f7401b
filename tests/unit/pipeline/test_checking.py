from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from caseforms.check import RuleSet
from caseforms.definitions.example import example_record
from caseforms.definitions.load import load_forms
from caseforms.definitions.rule import load_rules
from caseforms.model import Agency, History, Report
from caseforms.pipeline.checking import Checker

ROOT = Path(__file__).parents[3]
FORMS = load_forms(ROOT / "forms")
RULES = RuleSet(load_rules(ROOT / "rules", FORMS), FORMS)

CLIENT = {"client_name": "Rowan Testcase", "client_dob": "03/04/1990"}
RELEASE = CLIENT | {
    "direction": "both",
    "disclosing_party_name": "Example Counseling",
    "receiving_party_name": "Marisol Example-Demo",
    "information_types": "therapy_progress",
    "purpose": "Planning",
    "expiration_date": "06/30/2026",
    "signer_name": "Rowan Testcase",
    "signer_role": "self",
    "signature": "Rowan Testcase",
    "signature_date": "03/02/2026",
}


@pytest.mark.parametrize(
    ("change", "missed"),
    [({}, False), ({"information_types": "substance_use"}, True), ({"direction": ""}, True)],
)
def test_a_release_with_an_error_is_no_release_for_the_forms_after_it(change: dict[str, str], *, missed: bool) -> None:
    """Domain.md 6, "ROI validity": no problem of grade B."""
    release = example_record(FORMS["release-of-information"], RELEASE | change)
    request = example_record(FORMS["treatment-referral"], CLIENT | {"services_requested": "drug_testing"})
    checker = Checker(RULES, History(), Agency(), dt.date(2026, 3, 31))
    list(checker.check([Report("release.pdf", "one", record=release)]))
    (report,) = checker.check([Report("request.pdf", "two", record=request)])
    assert ("REF020" in {finding.code for finding in report.findings}) is missed
