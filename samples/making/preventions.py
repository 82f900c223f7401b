"""Prevention referrals on our own blanks."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from making import filling
from making.kit import Said, Sample, day, form, without
from making.people import PREVENTION, household, prevention


def one(name: str, about: str, said: Said, *findings: str) -> Sample:
    """Make a prevention referral on our PDF blank."""
    return Sample(f"prevention-{name}.pdf", about, filling.pdf(PREVENTION, said), (form(PREVENTION, said, *findings),))


def samples() -> Iterator[Sample]:
    """Give the samples of this family."""
    yield one("complete", "Complete; safety threats: None.",
              prevention(110, "Juniper Fabrica", "07/01/1990", "05/05/2016"))  # fmt: skip
    typed = prevention(111, "Sabine Testcase", "07/02/1990", "05/06/2016")
    yield Sample("prevention-in-excel.xlsx", "Our Excel blank, complete.", filling.xlsx(PREVENTION, typed),
                 (form(PREVENTION, typed),))  # fmt: skip
    yield from _judged()
    yield from _missing()


def _made(number: int, name: str, about: str, *findings: str, **changes: Any) -> Sample:
    said = prevention(number, "Sage Testcase", f"07/{number - 100:02}/1990", f"05/{number - 100:02}/2016", **changes)
    return one(name, about, said, *findings)


def _judged() -> Iterator[Sample]:
    yield _made(112, "six-words", "Circumstances in six words.", "warning PRV005",
                family_circumstances="Family needs help with the children.")  # fmt: skip
    yield _made(113, "only-transportation", "One need: transportation.", "warning PRV008",
                service_needs="Transportation")  # fmt: skip
    yield _made(114, "consent-refused", "The family does not agree.", "error PRV009", family_consent="no",
                consent_date=("", None))  # fmt: skip
    word = {"verbal_authorization_by": "Ada Placeholder", "verbal_authorization_date": day("03/02/2026"),
            "verbal_authorization_via": ("Telephone", "telephone")}  # fmt: skip
    yield _made(115, "emergency-authorized", "Emergency with a verbal authorization.", emergency="yes",
                priority_requested=("Emergency", "emergency"), **word)  # fmt: skip
    yield _made(116, "emergency-unauthorized", "Emergency, and nobody allowed it.", "error PRV011", emergency="yes")
    yield _made(117, "district-of-other-region", "East is no district of region 2.", "error PRV002",
                district="East", county="Birch")  # fmt: skip
    yield _made(118, "county-of-other-district", "Birch is not in North.", "warning PRV013", county="Birch")
    yield _made(119, "icwa-no-tribe", "ICWA applies, no tribe.", "warning PRV015", icwa_applies="yes")
    yield _made(120, "supervisor-signed-first", "The supervisor signed a day before the specialist.", "warning PRV017",
                supervisor_signature_date=day("03/01/2026"))  # fmt: skip
    yield _made(121, "harm-during-service", "A child harmed while in service.", "warning PRV014", safety_concern="yes")
    yield _made(122, "child-unsafe", "CPS; the child was found unsafe.", "warning PRV010",
                case_type=("Child Protective Services (CPS)", "cps"),
                finding_substantiated=("Substantiated", "yes"), child_determined_safe=("Not safe", "no"))  # fmt: skip
    services = [{"provider": "Sample Family Partners", "service": "Counseling", "relates_to_child_safety": "Yes",
                 "roi_on_file": "No"}]  # fmt: skip
    read = [services[0] | {"relates_to_child_safety": "yes", "roi_on_file": "no"}]
    yield _made(123, "provider-no-release", "A provider who matters for safety, no release.", "warning ROI022",
                current_services=(services, read))  # fmt: skip


def _missing() -> Iterator[Sample]:
    yield _made(124, "narratives-blank", "The three narratives that must be there are not.", "error PRV005",
                "error PRV006", "error PRV007", family_circumstances=("", None), safety_threats=("", None),
                community_resources_tried=("", None))  # fmt: skip
    yield _made(125, "no-child", "No child in the household.", "error PRV001",
                household=household(("Sage Testcase", "07/25/1990", "Caregiver")))  # fmt: skip
    said = without(prevention(126, "Sage Testcase", "07/26/1990", "05/26/2016"), "focus_of_service", "client_phone")
    yield one("no-focus-no-phone", "No focus and no phone.", said, "error PRV004", "error PER009")
    nowhere = without(prevention(127, "Sage Testcase", "07/27/1990", "05/27/2016"), "region", "district", "county",
                      "client_address")  # fmt: skip
    yield one("no-area", "Region, district, county and address blank.", nowhere, "error PRV002", "error GEN007",
              "warning PRV013")  # fmt: skip
