"""A text that was pasted from a case note."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Annotated, Any, NamedTuple

from pydantic import Field

from caseforms.conditions.base import BaseCondition, Problem
from caseforms.conditions.earlier import of_client
from caseforms.conditions.moment import shown
from caseforms.conditions.setting import Number, number
from caseforms.fieldtypes.dates import to_date
from caseforms.fieldtypes.likeness import compare, note_words
from caseforms.model import Facts, Known, Record


class _Note(NamedTuple):
    words: tuple[str, ...]
    day: str
    id: str


class Condition(BaseCondition):
    """A problem for each text that is nearly the same as an earlier note of the client (domain.md 6, Near-duplicate).

    texts: the fields; where none of them alone is, all of them together are compared. among: the forms of the notes.
    note, date: their fields. percent: from how much of the shorter text on. words: shorter texts are not compared.
    Words: {p} how much in percent, {d} the date of the note, {id} its number.
    """

    texts: Annotated[tuple[str, ...], Field(min_length=1)]
    among: Annotated[tuple[str, ...], Field(min_length=1)] = ("case-notes",)
    note: str = "note_text"
    date: str = "note_date"
    percent: Number = 80
    least: Number = Field(20, alias="words")

    def check(self, record: Record, facts: Facts) -> Iterator[Problem]:
        """Yield a problem for each text, or one for all of them."""
        written = {name: str(text) for name in self.texts if (text := record.value(name))}
        found = [known for known in of_client(record, facts) if written and known.form in self.among]
        if not found:
            return
        name = record.value("client_name") or ""
        notes = [self._read(known, name) for known in found]
        alike = {field: self._nearest(note_words(text, (name,)), notes, facts) for field, text in written.items()}
        if not any(alike.values()):
            whole = note_words("\n".join(written.values()), (name,))
            alike = {next(iter(written)): self._nearest(whole, notes, facts)}
        yield from (Problem(field, words) for field, words in alike.items() if words)

    def _read(self, known: Known, name: str) -> _Note:
        day = to_date(known.values.get(self.date)) or known.received
        text: Any = known.values.get(self.note) or ""
        return _Note(note_words(str(text), (name,)), shown(day), known.id)

    def _nearest(self, words: tuple[str, ...], notes: list[_Note], facts: Facts) -> Mapping[str, str]:
        """Give the words of the problem with the note that is most like this text; none where none is like it."""
        least = number(self.least, facts.agency)
        found = [(compare(words, note.words, least), note) for note in notes]
        near = [(likeness.percent, note) for likeness, note in found if not likeness.short]
        percent, note = max(near, key=lambda each: each[0], default=(0, None))
        if note is None or percent < number(self.percent, facts.agency):
            return {}
        return {"p": str(percent), "d": note.day, "id": note.id}

    def fields(self) -> frozenset[str]:
        """Give the texts."""
        return frozenset(self.texts)

    def words(self) -> frozenset[str]:
        """Give the words of this condition."""
        return frozenset({"p", "d", "id"})
