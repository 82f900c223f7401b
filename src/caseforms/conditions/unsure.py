"""Answers that somebody should compare with the page: found with doubt, or by a definition nobody has confirmed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Literal

from caseforms.conditions.base import BaseCondition, Problem
from caseforms.model import Answer, Facts, Record, State

#: Remarks that become findings of their own about the same doubt: where an answer stands, or what it shows.
_TOLD = frozenset(
    "close_label guessed_place two_answers two_copies shows_other tick_shown tick_not_shown ticked_before".split()
)
#: Remarks about how a value was read, which have findings of their own, and what such a value keeps of its confidence.
_READ_OTHERWISE, _KEEPS = frozenset("serial_date day_first two_digit_year two_phones".split()), 0.8
_SAID = (State.ANSWERED, State.UNREADABLE)
_ROUNDING = 0.0005  # confidences are kept to three places


class Condition(BaseCondition):
    """Reports answers that are less sure than the office asks for, and those to questions nobody has confirmed.

    kinds: a table of `unsure` and `unconfirmed` with their phrases, which are the message's word {what}; {p} is
    how sure the program is. The setting `checks.confident` says what is sure enough.
    What another finding says about the same doubt is left to it.
    """

    kinds: Mapping[Literal["unsure", "unconfirmed"], str]

    def check(self, record: Record, facts: Facts) -> Iterator[Problem]:
        """Yield one problem an answer."""
        enough = facts.agency.confident
        for answer in record.answers.values():
            if answer.state in _SAID and (answer.confidence < enough or answer.remarks):
                phrase = self._phrase(answer, enough)
                if phrase:
                    sure = f"{answer.confidence:.0%}".replace("%", " %")
                    yield Problem(answer.field, {"what": phrase.replace("{p}", sure), "p": sure})

    def _phrase(self, answer: Answer, enough: float) -> str:
        noticed = {remark.kind for remark in answer.remarks}
        if "unconfirmed" in noticed:
            return self.kinds.get("unconfirmed", "")
        if not noticed.isdisjoint(_TOLD):
            return ""
        sure = answer.confidence if noticed.isdisjoint(_READ_OTHERWISE) else answer.confidence / _KEEPS
        return self.kinds.get("unsure", "") if sure < enough - _ROUNDING else ""

    def words(self) -> frozenset[str]:
        """Give its own words."""
        return frozenset({"what", "p"})
