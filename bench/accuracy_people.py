"""Invented people and things to fill forms with: a number gives always the same, and other numbers other ones."""

from __future__ import annotations

import datetime as dt
from typing import NamedTuple

_GIVEN = (
    "Émile Marisol Rowan Juniper Quill Zoë André Sage Renée Linden José Wren Chloé Tamsin Iñigo Odette Bruno Maëlle "
    "Anselm Faye Núria Cosmo Ilse Peregrin Thora"
).split()
_SURNAMES = (
    "O'Fabrica Jr.",
    "Example-Demo",
    "Testcase",
    "Sample-Ortíz",
    "Placeholder",
    "Fabrica",
    "Demo III",
    "van Sample",
    "Testcase-Nuñez",
    "Example",
    "Façade",
)
_STREETS = "Example Sample Fabrica Testcase Demo Cedar Larch Willow Juniper Quarry Harbor Mill Orchard".split()
_ENDINGS = "Street Ave. Road Lane Drive Blvd. Court".split()
_CITIES = "Portland Bangor Lewiston Augusta Saco Calais Ellsworth Rockland Belfast Houlton Machias Camden".split()
_STATES = "ME NH VT MA RI CT NY PA OH MI IL MN CA TX GA NC WA OR AZ NM".split()
_AREAS = (207, 603, 802, 617, 401, 212, 312, 404)
_THINGS = (
    "linden larch juniper cedar willow rowan hazel maple alder aspen poplar spruce tamarack hawthorn sorrel yarrow "
    "clover thistle bramble heather quince medlar damson bilberry"
).split()


class Person(NamedTuple):
    """A person who never lived."""

    first: str
    middle: str
    last: str

    @property
    def name(self) -> str:
        """Give the name as people write it."""
        return f"{self.first} {self.last}"


def person(number: int) -> Person:
    """Give a person."""
    first = _GIVEN[number % len(_GIVEN)]
    return Person(
        first, _GIVEN[(number * 7 + 3) % len(_GIVEN)], _SURNAMES[(number * 5 + number // 25) % len(_SURNAMES)]
    )


def day(number: int) -> dt.date:
    """Give a day between 1950 and 2025."""
    return dt.date(1950, 1, 2) + dt.timedelta(days=number * 977 % 27_700)


def phone(number: int) -> str:
    """Give ten digits of a number that nobody has: 555-0100 to 555-0199."""
    return f"{_AREAS[number // 100 % len(_AREAS)]}5550{100 + number * 37 % 100}"


def ssn(number: int) -> str:
    """Give nine digits that the Social Security Administration gives to nobody."""
    return f"9{10 + number * 7 % 90}{10 + number * 11 % 90}{1000 + number * 137 % 9000}"


def street(number: int) -> str:
    """Give a house number and a street."""
    return f"{10 + number * 13 % 890} {_STREETS[number % len(_STREETS)]} {_ENDINGS[number % len(_ENDINGS)]}"


def city(number: int) -> str:
    """Give a city."""
    return _CITIES[number * 5 % len(_CITIES)]


def state(number: int) -> str:
    """Give a state's two letters."""
    return _STATES[number * 3 % len(_STATES)]


def post_code(number: int) -> str:
    """Give five digits."""
    return f"{4000 + number * 379 % 90_000:05}"


def email(number: int) -> str:
    """Give an address at example.org."""
    return f"{_THINGS[number % len(_THINGS)]}{number}@example.org"


def words(number: int, count: int) -> str:
    """Give some words in a row."""
    return " ".join(_THINGS[(number * 5 + at * (number % 7 + 1)) % len(_THINGS)] for at in range(count))
