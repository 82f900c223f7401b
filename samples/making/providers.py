"""Provider contact pages on our own blanks. The case is known only within the whole inbox."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from making import filling
from making.kit import Said, Sample, form, phone
from making.people import PROVIDER, case, provider

_CASE = (110, "Juniper Fabrica")  # of prevention-complete.pdf
_UNMATCHED = "warning PCP004"


def one(name: str, about: str, said: Said, *findings: str, in_intake: tuple[str, ...] | None = None) -> Sample:
    """Make a contact page on our PDF blank; alone, its case is unknown."""
    within = findings if in_intake is None else in_intake
    record = form(PROVIDER, said, *findings, _UNMATCHED, in_intake=within)
    return Sample(f"provider-{name}.pdf", about, filling.pdf(PROVIDER, said), (record,))


def samples() -> Iterator[Sample]:
    """Give the samples of this family."""
    yield one("complete", "Complete, for a case that is known.", provider(*_CASE, "Ada Example", "0150"))
    yield one("new-phone", "The same provider with another phone.", provider(*_CASE, "Ada Example", "0151"),
              in_intake=("note PCP007",))  # fmt: skip
    old = provider(*_CASE, "Linus Example", "0152", caseworker_name="Alder Demo")
    yield one("old-caseworker", "Names a caseworker who is not the case's.", old, in_intake=("warning PCP010",))
    mute = provider(*_CASE, "Cedar Example", "0153", provider_phone=("", None), provider_email=("", None))
    yield one("no-phone-no-email", "Neither phone nor e-mail.", mute, "error PCP002")
    short = provider(*_CASE, "Sage Example", "0154", provider_phone=("555-0154", None))
    yield one("seven-digits", "A phone without area code.", short, "error PCP003")
    back: dict[str, Any] = {"client_name": "Juniper Fabrica", "case_number": case(110),
                            "caseworker_name": "Marisol Example-Demo"}  # fmt: skip
    yield one("returned-blank", "Only what we had filled in ourselves.", back, "error PCP001", "error PCP002",
              "error GEN007", "warning PCP005", "warning PCP009", "note PCP006")  # fmt: skip
    few = provider(*_CASE, "Alder Example", "0155", best_times=("", None), services_provided=("", None),
                   provider_email=("", None), cell_phone=phone("0156"))  # fmt: skip
    yield one("few-details", "No service and no best time.", few, "warning PCP005", "note PCP006")
    stray = provider(150, "Alder Placeholder-Demo", "Wren Example", "0157")
    yield one("unknown-case", "A case that nobody knows.", stray, in_intake=(_UNMATCHED,))
    typed = provider(111, "Sabine Testcase", "Marisol Fabrica", "0158")
    record = form(PROVIDER, typed, _UNMATCHED, in_intake=())
    yield Sample("provider-in-excel.xlsx", "Our Excel blank, complete.", filling.xlsx(PROVIDER, typed), (record,))
