"""Treatment referrals on our own blank: names, dates of birth and phones that are easily read wrongly."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from making.kit import Sample, day, phone
from making.people import guardian, treatment
from making.treatment import one


def samples() -> Iterator[Sample]:
    """Give the samples of this family."""
    yield from _names()
    yield from _births()
    yield from _ages()
    yield from _phones()


def _names() -> Iterator[Sample]:
    def named(number: int, name: str, about: str, text: str, value: str, *findings: str) -> Sample:
        said = treatment(number, "Cedar Fabrica", f"01/{number - 30:02}/1977")
        return one(f"name-{name}", about, said | {"client_name": (text, value)}, *findings)

    yield named(40, "last-first", "Last name first, with an initial.", "Fabrica, Linus Q.", "Linus Q. Fabrica")
    yield named(41, "lower-case", "Kept as written.", "juniper fabrica", "juniper fabrica")
    yield named(42, "accents-suffix", "Accent, apostrophe, suffix.", "Émile O'Fabrica Jr.", "Émile O'Fabrica Jr.")
    yield named(43, "hyphen", "A double name.", "Marisol Example-Fabrica", "Marisol Example-Fabrica")
    yield named(44, "one-part", "One name only.", "Marisol", "Marisol", "warning PER002")
    yield named(45, "jane-doe", "A name that is none.", "Jane Doe", "Jane Doe", "warning PER002")
    yield named(46, "two-people", "Two people on one form.", "Rowan Fabrica and Wren Fabrica",
                "Rowan Fabrica and Wren Fabrica", "warning GEN013")  # fmt: skip


def _births() -> Iterator[Sample]:
    def born(number: int, name: str, about: str, text: Any, *findings: str, **changes: Any) -> Sample:
        said = treatment(number, "Alder Placeholder", "01/01/1970", **changes)
        return one(f"born-{name}", about, said | {"client_dob": text}, *findings)

    minor = guardian("Sabine Placeholder")
    yield born(50, "two-digit-year", "07/04/61 is 1961; other two-digit years are of this century.",
               ("07/04/61", "1961-07-04"), "note PER008", basis_date=("2/20/26", "2026-02-20"))  # fmt: skip
    yield born(51, "in-words", "Dates in words and as year-month-day.", ("July 4, 1972", "1972-07-04"),
               basis_date=("2026-02-20", "2026-02-20"), next_hearing_date=("4 May 2026", "2026-05-04"))  # fmt: skip
    yield born(52, "year-only", "A year is no date.", ("1990", None), "error PER004")
    yield born(53, "about", "An estimate is no date.", ("about 1990", None), "error PER004")
    yield born(54, "day-first", "13/05 can only be May 13.", ("13/05/2001", "2001-05-13"), "error GEN008")
    yield born(55, "february-30", "No day of the calendar.", ("02/30/1990", None), "error GEN008")
    yield born(56, "in-future", "Born in July of this year.", day("07/04/2026"), "error PER005", **minor)
    yield born(57, "on-form-date", "Born on the day of the request.", day("03/02/2026"), "warning PER007", **minor,
               signature_date=day("03/03/2026"))  # fmt: skip
    yield born(58, "1899", "126 years old.", day("06/15/1899"), "error PER006")
    yield born(59, "101-years-ago", "101 years old: possible, but rare.", day("02/02/1925"), "warning PER006")


def _ages() -> Iterator[Sample]:
    def aged(number: int, name: str, about: str, born: str, *findings: str, **changes: Any) -> Sample:
        first = ("Linden", "Cedar")[number % 2]
        return one(f"age-{name}", about, treatment(number, f"{first} Placeholder", born, **changes), *findings)

    leap = "02/29/2008"
    yield aged(60, "18-on-march-1", "Born on February 29: 18 on March 1.", leap,
               form_date=day("03/01/2026"), signature_date=day("03/01/2026"))  # fmt: skip
    yield aged(61, "17-on-february-28", "Born on February 29: still 17; and the form is 31 days old.", leap,
               "warning PER019", "note REF021", form_date=day("02/28/2026"))  # fmt: skip
    yield aged(62, "minor-alone", "13 years old, no guardian.", "05/06/2012", "warning PER019")
    yield aged(63, "minor-with-guardian", "13 years old, with a guardian.", "05/07/2012",
               client_role=("Child", "child"), **guardian("Sabine Placeholder"))  # fmt: skip
    yield aged(64, "minor-batterer", "Batterer's treatment for a minor.", "05/08/2009", "warning REF018",
               services_requested=["batterers_treatment"], **guardian("Sabine Placeholder"))  # fmt: skip
    yield aged(65, "child-of-30", "A child who is 30.", "05/09/1995", "warning PER018",
               client_role=("Child", "child"))  # fmt: skip


def _phones() -> Iterator[Sample]:
    def called(number: int, name: str, about: str, text: Any, *findings: str, **changes: Any) -> Sample:
        said = treatment(number, "Sage Fabrica", f"02/{number - 60:02}/1974", **changes)
        return one(f"phone-{name}", about, said | {"client_phone": text}, *findings)

    none = ("No phone", "no phone")
    yield called(70, "none-message-phone", "No phone, but a message phone.", none, "warning PER011",
                 client_address=("", None), client_phone_alt=phone("0174"))  # fmt: skip
    yield called(71, "none-at-all", "No phone and no other way.", none, "error PER011", client_address=("", None))
    yield called(72, "seven-digits", "No area code.", ("555-0134", None), "error PER010")
    yield called(73, "extension", "With an extension.", ("(207) 555-0134 x12", "2075550134x12"))
    yield called(74, "written-otherwise", "+1 and dots.", ("+1 207.555.0136", "2075550136"))
    yield called(75, "bad-area", "Area codes start with 2 to 9.", ("(107) 555-0134", None), "error PER010")
    yield called(76, "two-numbers", "Two numbers in one box.",
                 ("(207) 555-0134 or (207) 555-0175", "2075550134"), "note GEN025")  # fmt: skip
