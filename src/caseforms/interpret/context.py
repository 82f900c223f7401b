"""Whose name, whose phone: what stands around a label tells what it means (domain.md 3, label matching).

Labels and headings are seen in reading order. A bare label ("Phone") belongs to the person named on its left, else to
the heading or the person above it, whichever is nearer. What belongs to somebody the form does not know is not taken.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import NamedTuple

from caseforms.definitions.label_words import ATTRIBUTES, PEOPLE, PERSONAL, without_brackets
from caseforms.definitions.labels import LabelIndex, Match
from caseforms.fieldtypes.text import normalise_label

_MOST_WORDS = 6  # in a label that names somebody
_OF_ANYBODY = frozenset("of home mailing residence born code main".split())
_OF_PEOPLE = ("Phone", "Address")
_EVERYWHERE = (float("-inf"), float("inf"))


class Found(NamedTuple):
    """What a label means in its surroundings; guessed: they speak for somebody else, too."""

    match: Match
    guessed: bool = False


class _Sight(NamedTuple):
    row: float
    column: float
    label: str
    section: str | None  # None: of somebody the form does not know
    person: bool  # it names somebody


class _Heading(NamedTuple):
    row: float
    section: str
    columns: tuple[float, float]


def names_somebody(text: str) -> bool:
    """Say whether a label that the form does not know asks who somebody is: "Attorney", "Father's Name"."""
    words = [word.removesuffix("s") if word not in PEOPLE else word for word in normalise_label(text).split()]
    plain = {word for word in words if word.isalpha()}
    return len(words) <= _MOST_WORDS and bool(plain & PEOPLE) and not plain & ATTRIBUTES


class Context:
    """What has been seen of one form so far. Rows grow downwards, columns to the right, in any unit."""

    def __init__(
        self,
        index: LabelIndex,
        column_slack: float = 0.0,
        row_slack: float = 0.0,
        headings: Callable[[], Iterable[tuple[str, float, tuple[float, float]]]] | None = None,
    ) -> None:
        """Begin with nothing seen.

        Args:
            index: the labels of the form.
            column_slack: by how much places differ that the eye sees in one column.
            row_slack: the same for one row.
            headings: gives the headings of the form when they are first asked for.
        """
        self._later = headings
        self._index = index
        self._column_slack, self._row_slack = column_slack, row_slack
        self._seen: list[_Sight] = []
        self._headings: list[_Heading] = []
        self._headed: set[str] = set()
        #: Sections that are about somebody: they ask for a name, a phone or an address.
        self._people = {field.section for field in index.form.field if field.type == "name"} | {
            section.id for section in index.form.section if any(index.within(asked, section.id) for asked in _OF_PEOPLE)
        }

    def heading(self, section: str, row: float, columns: tuple[float, float] = _EVERYWHERE) -> None:
        """Note a heading, over the columns from the first up to the second."""
        self._headings.append(_Heading(row, section, columns))
        self._headed.add(section)

    def see(self, label: str, match: Match | None, row: float, column: float) -> None:
        """Note a label with what it was found to mean; one that means nothing counts if it names somebody."""
        if match is not None:
            field = self._index.fields[match.target.field]
            heads = self._index.section(label) == field.section
            self._seen.append(_Sight(row, column, label, field.section, heads or field.type in {"name", "signature"}))
        elif names_somebody(label):
            self._seen.append(_Sight(row, column, label, None, person=True))

    def section_at(self, row: float, column: float) -> str | None:
        """Give the section whose heading stands nearest above a place."""
        heading = self._heading(row, column)
        return heading.section if heading else None

    def find(self, label: str, row: float, column: float, *, only_told: bool = False) -> Found | None:
        """Find what a label at a place means, if need be without what it explains in brackets.

        only_told: take a bare label only where something around it tells whose it is.
        """
        found = self._find(label, row, column, only_told=only_told)
        if found is not None and found.match.how != "close":
            return found
        bare = without_brackets(label)
        return (self._find(bare, row, column, only_told=only_told) if bare != label else None) or found

    def _find(self, label: str, row: float, column: float, *, only_told: bool) -> Found | None:
        if not self._index.shared(label):
            match: Match | None = self._index.find(label)
            return Found(match) if match is not None and self.allows(match, row, column) else None
        heading = self._heading(row, column)
        on_left = next((sight for sight in self._left(row, column, heading) if sight.person), None)
        if on_left is not None:
            found = self._within(label, on_left.section)
            if found is not None or (on_left.section != self._index.subject and self._personal(label)):
                return Found(found) if found else None
        found_around = self._around(label, row, column, heading)
        return found_around if found_around is not None else self._usual(label, heading, only_told=only_told)

    def _around(self, label: str, row: float, column: float, heading: _Heading | None) -> Found | None:
        on_left = self._left(row, column, heading)
        beside = next((found for sight in on_left if (found := self._within(label, sight.section))), None)
        above = self._above(label, row, column, heading)
        headed = self._within(label, heading.section) if heading else None
        found = self._within(label, above.section) if above is not None else None
        if above is None or found is None:  # nobody above, or one of whom nothing like this is asked
            found = headed or beside
            return Found(found) if found is not None else None
        if headed is not None and headed.target.field != found.target.field:
            return Found(headed, guessed=above.person)
        if beside is not None and beside.target.field != found.target.field:
            return Found(found if above.person else beside, guessed=True)
        return Found(found)

    def _usual(self, label: str, heading: _Heading | None, *, only_told: bool) -> Found | None:
        """Fall back on what a label usually means; under a heading of somebody of whom it is not asked, on nothing."""
        if only_told or (heading is not None and self._personal(label)):
            match: Match | None = self._index.find(label, heading.section) if heading is not None else None
        else:
            match = self._index.usual(label)
        return Found(match) if match is not None else None

    def allows(self, match: Match, row: float, column: float, *, only_told: bool = False) -> bool:
        """Whether nothing says that a "Date of Birth" is another person's than the form's field asks for."""
        field = self._index.fields[match.target.field]
        if field.type not in PERSONAL or match.target.part.startswith("=") or self._says_whose(match.alias):
            return True
        heading = self._heading(row, column)
        person = next((sight for sight in self._left(row, column, heading) if sight.person), None)
        if person is not None:
            return person.section == field.section
        if only_told:
            return heading is not None and heading.section == field.section
        other = heading is not None and heading.section != field.section and heading.section in self._people
        return not (other and field.section in self._headed)

    def _says_whose(self, alias: str) -> bool:
        """Whether a label says itself whose it is ("Client DOB"), or asks for a name as only its own field does."""
        words = set(alias.split())
        return "name" in words or not words <= ATTRIBUTES | _OF_ANYBODY

    def _personal(self, label: str) -> bool:
        matches = (self._within(label, section.id) for section in self._index.form.section)
        return any(self._index.fields[match.target.field].type in PERSONAL for match in matches if match)

    def _within(self, label: str, section: str | None) -> Match | None:
        match: Match | None = self._index.within(label, section) if section else None
        return match

    def _left(self, row: float, column: float, heading: _Heading | None) -> list[_Sight]:
        """Give what stands on the left in the same line under the same heading, the nearest first."""
        first = heading.columns[0] - self._column_slack if heading is not None else 0
        line = [s for s in self._seen if abs(s.row - row) <= self._row_slack and first <= s.column < column]
        return sorted(line, key=lambda sight: -sight.column)

    def _above(self, label: str, row: float, column: float, heading: _Heading | None) -> _Sight | None:
        """Give the nearest label above in the column, below the heading, that names somebody or has such a question."""
        for sight in reversed(self._seen):
            if sight.row >= row - self._row_slack or abs(sight.column - column) > self._column_slack:
                continue
            if heading is not None and sight.row < heading.row - self._row_slack:
                return None
            if sight.person or self._within(label, sight.section) is not None:
                return sight
        return None

    def _heading(self, row: float, column: float) -> _Heading | None:
        if self._later is not None:
            later, self._later = self._later, None
            for found in later():
                self.heading(*found)
        for heading in sorted(self._headings, key=lambda h: -h.row):
            if heading.row <= row and heading.columns[0] - self._column_slack <= column < heading.columns[1]:
                return heading
        return None
