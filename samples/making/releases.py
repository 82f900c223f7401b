"""Releases of information on our own blank."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from making import filling
from making.kit import Said, Sample, day, form, without
from making.people import RELEASE, STATEMENTS, release


def one(name: str, about: str, said: Said, *findings: str) -> Sample:
    """Make a release on our PDF blank."""
    record = form(RELEASE, {**said, **STATEMENTS}, *findings)
    return Sample(f"release-{name}.pdf", about, filling.pdf(RELEASE, said), (record,))


def samples() -> Iterator[Sample]:
    """Give the samples of this family."""
    yield one("valid", "Valid; the client of treatment-release-in-register.pdf.",
              release(35, "Sage Placeholder", "09/06/1984"))  # fmt: skip
    yield one("with-provider", "Lets the provider of prevention-complete.pdf and the agency talk.",
              release(110, "Juniper Fabrica", "08/21/1984"))  # fmt: skip
    yield from _ends()
    yield from _signers()
    yield from _contents()


def _made(number: int, name: str, about: str, *findings: str, **changes: Any) -> Sample:
    return one(name, about, release(number, "Cedar Sample", f"03/{number - 70:02}/1982", **changes), *findings)


def _ends() -> Iterator[Sample]:
    no_date = {"expiration_date": ("", None)}
    yield _made(80, "ends-in-15-days", "Ends on April 15.", "warning ROI020", expiration_date=day("04/15/2026"))
    yield _made(81, "ends-today", "Valid today, ended tomorrow.", "warning ROI020", expiration_date=day("03/31/2026"))
    yield _made(82, "ended-yesterday", "Ended on March 30.", "error ROI011", expiration_date=day("03/30/2026"))
    yield _made(83, "no-end", "No date and no event.", "error ROI006", **no_date)
    yield _made(84, "end-indefinite", "Indefinite is no event.", "error ROI006",
                expiration_event="Indefinite", **no_date)  # fmt: skip
    yield _made(85, "end-event", "Ends with an event.", expiration_event="End of treatment", **no_date)
    yield _made(86, "ends-before-signing", "Ends before it begins.", "error ROI011", "error ROI012",
                expiration_date=day("02/28/2026"))  # fmt: skip
    yield _made(87, "too-long", "Runs a day longer than a year.", "warning ROI013", expiration_date=day("03/03/2027"))
    yield _made(88, "revoked", "Taken back on March 15.", "error ROI016", revoked_date=day("03/15/2026"),
                revoked_how="By letter")  # fmt: skip


def _signers() -> Iterator[Sample]:
    parent = {"signer_name": "Sabine Sample", "signature": "Sabine Sample", "signer_role": ("Parent", "parent"),
              "representative_authority": "Mother"}  # fmt: skip
    yield _made(90, "unsigned", "Not signed, not dated.", "error ROI007", "error ROI008", signature=("", None),
                signature_date=("", None))  # fmt: skip
    grown = release(91, "Wren Sample", "03/01/2008", **parent, signature_date=day("01/15/2026"))
    yield one("parent-signed-now-18", "The mother signed; the client has turned 18 since.", grown, "warning ROI021")
    alone = release(92, "Wren Demo", "06/01/2010")
    yield one("minor-alone", "A minor signed alone.", alone, "warning ROI010")
    child = release(93, "Alder Sample", "06/02/2012", **parent)
    yield one("parent-for-child", "The mother signed for her child.", child)
    no_right = without(release(101, "Alder Demo", "06/03/2012", **parent), "representative_authority")
    yield one("parent-no-authority", "Nothing says what gives the right to sign.", no_right, "error ROI009")
    yield _made(94, "not-explained", "Nobody explained it; no copy was given.", "warning ROI018", "note ROI019",
                explained_by=("", None), explained_date=("", None), copy_given=("", None))  # fmt: skip


def _contents() -> Iterator[Sample]:
    yield _made(95, "any-and-all", "Any and all records.", "warning ROI004",
                information_description="Any and all records")  # fmt: skip
    yield _made(96, "drugs-no-permission", "Drug treatment without initials.", "error ROI014",
                information_types=["substance_use"])  # fmt: skip
    yield _made(97, "drugs-permitted", "Drug treatment, initialled.", information_types=["substance_use"],
                sud_permission="C.S.")  # fmt: skip
    yield _made(98, "mind-no-initials", "Mental health without initials.", "warning ROI015",
                information_types=["mental_health"])  # fmt: skip
    yield _made(99, "psychotherapy-combined", "Psychotherapy notes with other records.", "error ROI023",
                psychotherapy_notes="yes", information_types=["medical"])  # fmt: skip
    nobody = without(release(100, "Cedar Demo", "04/01/1982"), "disclosing_party_name", "receiving_party_name",
                     "purpose")  # fmt: skip
    yield one("from-nobody-to-nobody", "Neither party and no purpose.", nobody,
              "error ROI002", "error ROI003", "error ROI005")  # fmt: skip
