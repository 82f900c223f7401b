"""What a reader or a parser noticed becomes a finding: nothing they noticed stays silent."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from pydantic import Field, field_validator

from caseforms.conditions.base import BaseCondition, Problem, is_personal
from caseforms.conditions.guard import Texts, filled
from caseforms.fieldtypes.phones import NO_PHONE
from caseforms.model import Answer, Facts, Record, Remark, Severity

#: Every kind of remark, with its words (docs/reading.md says what each means).
KINDS: Mapping[str, tuple[str, ...]] = {
    # from the field types
    "single_name": (),
    "placeholder_name": (),
    "two_people": (),
    "two_digit_year": ("v", "d"),
    "day_first": ("v", "d"),
    "impossible_date": (),
    "partial_date": (),
    "unreadable_date": (),
    "digits_date": (),
    "serial_date": ("v", "d"),
    "short_phone": (),
    "bad_phone": (),
    "two_phones": (),
    "no_phone": (),
    "bad_email": (),
    "number_as_text": (),
    "not_in_list": ("v", "s"),
    "two_answers": ("a", "b"),
    # from the readers
    "error_cell": ("c", "v"),
    "formula_without_value": ("c", "v"),
    "comment": ("c", "v"),
    "hidden_row": ("n",),
    "hidden_column": ("n",),
    "hidden_sheet": ("n",),
    "lost_sheet": ("n",),
    "skipped_row": ("n", "v"),
    "hidden_box": ("label",),
    "attachment": ("n",),
    "repaired": ("how",),
    "wrong_ending": ("is_", "was"),
    "two_copies": ("label", "a", "b"),
    "empty_packet": (),
    # from finding the answers
    "close_label": ("label", "alias"),
    "few_labels": ("form", "p"),
    "guessed_place": ("label",),
    "all_blank": ("form",),
    # from a second look at the page, the blank and the definition
    "shows_other": ("label", "a", "b"),
    "tick_shown": ("label", "a"),
    "tick_not_shown": ("label", "a"),
    "not_shown": ("label",),
    "cut_text": ("label",),
    "full_box": ("label",),
    "ticked_before": ("a",),
    "unconfirmed": (),
    "lost_letters": ("v",),
    # from making documents
    "unknown_field": ("x",),
    "missing_field": ("x",),
    "no_address": (),
    "no_release": (),
    "substance_use": (),
    "protected_address": ("x",),
    "unprintable": ("x",),
}

_PLACEHOLDER = re.compile(r"\{([a-z_]+)\}")
#: Remarks whose {v} may be anything that stands in a file, names too.
_FOREIGN = frozenset({"skipped_row", "comment", "two_copies"})
#: Remarks whose {a} and {b} are what somebody wrote, also where no question of the form takes it.
_OF_BOXES = frozenset({"shows_other"})
#: Remarks whose {v} is what a spreadsheet shows, not what somebody wrote.
_OF_CELLS = frozenset({"error_cell", "formula_without_value"})
#: Words that quote what somebody wrote.
_ANSWERS = ("v", "d", "a", "b")
_ALWAYS = frozenset({"label", "v"})


class Condition(BaseCondition):
    """Reports remarks of these kinds, about these fields or about any.

    kinds: a list; or a table of kind = phrase, where the phrase is the message's word {what}.
    fields: only remarks about these; other rules of this condition then leave them to this rule.
    error_if_needed: an error where the form needs the answer. error_if_none_of: an error where none of these
    fields is filled; {others} then names those that are. together: one finding for all, with {n} and {labels}.
    Words: those of the remark kinds; {meant}, a question with the nearest entry of the list, if one is near.
    """

    kinds: Mapping[str, str]
    of: Texts = Field((), alias="fields")
    error_if_needed: bool = False
    error_if_none_of: Texts = ()
    together: bool = False

    @field_validator("kinds", mode="before")
    @classmethod
    def _as_phrases(cls, given: object) -> object:
        if isinstance(given, str):
            return {given: ""}
        return dict.fromkeys(given, "") if isinstance(given, list | tuple) else given

    @field_validator("kinds")
    @classmethod
    def _known(cls, given: Mapping[str, str]) -> Mapping[str, str]:
        faults = [f'there is no remark "{kind}"' for kind in given if kind not in KINDS]
        faults += [
            f'the phrase of "{kind}" uses {{{word}}}, which this remark does not have'
            for kind, phrase in given.items()
            for word in _PLACEHOLDER.findall(phrase)
            if word not in _ALWAYS and word not in KINDS.get(kind, ())
        ]
        if faults:
            raise ValueError("; ".join(faults))
        return given

    def check(self, record: Record, facts: Facts) -> Iterator[Problem]:
        """Yield each remark, or one problem for all of them."""
        found = list(self._remarks(record, facts))
        if not self.together:
            for answer, remark in found:
                yield self._problem(record, answer, remark)
        elif found:
            answer, remark = found[0]
            whole = "the whole form"
            labels = dict.fromkeys(a.label if a else r.words.get("label", whole) for a, r in found)
            words = {**remark.words, "n": str(len(found)), "labels": ", ".join(labels)}
            yield self._problem(record, answer, remark)._replace(field=None, words=words, place=remark.place)

    def _remarks(self, record: Record, facts: Facts) -> Iterator[tuple[Answer | None, Remark]]:
        if not self.of:
            for remark in record.remarks:
                if remark.kind in self.kinds:
                    yield None, remark
        for answer in map(record.answer, self.of) if self.of else record.answers.values():
            for remark in answer.remarks:
                if remark.kind in self.kinds and (self.of or f"{answer.field}:{remark.kind}" not in facts.owned):
                    yield answer, remark

    def _problem(self, record: Record, answer: Answer | None, remark: Remark) -> Problem:
        words = dict(remark.words)
        phrase = self.kinds[remark.kind]
        if phrase:
            own = {"label": answer.label.rstrip(" ?:"), "v": answer.raw} if answer else {"label": "the form"}
            known = own | words
            words["what"] = _PLACEHOLDER.sub(lambda match: known.get(match[1], ""), phrase)
        severity = Severity.ERROR if self.error_if_needed and answer and answer.needed else None
        if self.error_if_none_of:
            others = [record.answer(name).label for name in self.error_if_none_of if _reaches(record, name)]
            words["others"] = ", ".join(others) or "none"
            severity = severity if others else Severity.ERROR
        if "s" in words:
            words["meant"] = f' Did you mean "{words["s"]}"?' if words["s"] else ""
        masked = remark.kind in _FOREIGN or (answer is None and remark.kind in _OF_BOXES)
        masked = masked or (answer is not None and is_personal(answer) and remark.kind not in _OF_CELLS)
        names = tuple(remark.words[key] for key in _ANSWERS if remark.words.get(key)) if masked else ()
        return Problem(answer.field if answer else None, words, remark.place, severity, names)

    def fields(self) -> frozenset[str]:
        """Give the fields it is limited to."""
        return frozenset(self.of)

    def owns(self) -> frozenset[str]:
        """Give the remarks about its own fields."""
        return frozenset(f"{field}:{kind}" for field in self.of for kind in self.kinds)

    def remark_kinds(self) -> frozenset[str]:
        """Give the kinds it reports."""
        return frozenset(self.kinds)

    def reads(self) -> frozenset[str]:
        """Give the fields that soften the problem."""
        return frozenset(self.error_if_none_of)

    def words(self) -> frozenset[str]:
        """Give the words of its remarks, and those it makes itself."""
        made = {"what"} if all(self.kinds.values()) else set()
        made |= {"n", "labels"} if self.together else set()
        made |= {"others"} if self.error_if_none_of else set()
        made |= {"meant"} if "not_in_list" in self.kinds else set()
        return frozenset(made.union(*(KINDS[kind] for kind in self.kinds)))


def _reaches(record: Record, name: str) -> bool:
    """Say whether something stands in the field other than that there is no phone."""
    return filled(record, name) and record.value(name) != NO_PHONE
