"""Providers to whom nobody has introduced the new worker."""

from __future__ import annotations

from collections.abc import Iterator

from caseforms.conditions.base import BaseCondition, Problem
from caseforms.conditions.earlier import keys_of, known
from caseforms.conditions.guard import Texts
from caseforms.fieldtypes.text import fold
from caseforms.model import Facts, Known, Record


class Condition(BaseCondition):
    """A problem when the case has providers and no introduction was made for this change.

    at: the field that names who is introduced. letter: the code of the document. among: the forms of the providers.
    status_not: those that stand so do not count. The providers of a case are those who named its number; of a case
    without a number, or where the provider wrote none, those who named the client.
    Words: {providers} (`1 provider`, `3 providers`).
    """

    at: str
    letter: str = "introduction"
    among: tuple[str, ...] = ("provider-contact-page",)
    status_not: Texts = ("duplicate", "withdrawn")

    def check(self, record: Record, facts: Facts) -> Iterator[Problem]:
        """Yield one problem."""
        found = {form.keys.get("provider") or form.id for form in self._pages(record, facts)}
        if found and not self._introduced(record, facts):
            yield Problem(self.at, {"providers": "1 provider" if len(found) == 1 else f"{len(found)} providers"})

    def _pages(self, record: Record, facts: Facts) -> Iterator[Known]:
        own = keys_of(record)
        case = own.get("case")
        for kind in ("case", "name"):
            for form in known(facts, kind, own.get(kind)):
                theirs = form.keys.get("case")
                fits = kind == "case" or not case or not theirs
                if fits and form.form in self.among and form.status not in self.status_not:
                    yield form

    def _introduced(self, record: Record, facts: Facts) -> bool:
        """Say whether the document was made for this very form, or for another that names the same new worker."""
        own = keys_of(record)
        said = fold(str(record.value(self.at) or ""))
        same = [form for kind in ("case", "name") for form in facts.history.find(kind, own.get(kind))]
        return any(
            self.letter in form.letters
            and form.form == record.form
            and fold(str(form.values.get(self.at) or "")) == said
            for form in same
        )

    def fields(self) -> frozenset[str]:
        """Give the field it is shown at."""
        return frozenset({self.at})

    def words(self) -> frozenset[str]:
        """Give the word of this condition."""
        return frozenset({"providers"})
