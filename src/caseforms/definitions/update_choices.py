"""What became of the choices of a question: the codes that staff gave stay, new ones are added, gone ones told."""

from __future__ import annotations

from typing import NamedTuple

from caseforms.definitions.form import Choice, FieldDefinition
from caseforms.definitions.learned import LearnedBox
from caseforms.fieldtypes.text import normalise_label

_PLAIN = frozenset({"yes", "no", "unknown"})


class Choices(NamedTuple):
    """Choices of a question then and now.

    codes: code on the new blank -> code in the definition. renamed: old entry and what its tick is called now.
    """

    codes: dict[str, str]
    added: tuple[Choice, ...] = ()
    gone: tuple[Choice, ...] = ()
    renamed: tuple[tuple[Choice, Choice], ...] = ()


def _said(choice: Choice) -> set[str]:
    return {normalise_label(text) for text in (choice.label, *choice.aliases)}


def choices_now(old: FieldDefinition, new: FieldDefinition, same: dict[int, int]) -> Choices:
    """Compare the choices of a question in two editions.

    same: for boxes of the new question that are boxes of the old one, their numbers in both.
    """
    if not new.choices or old.type == "yes_no":
        return Choices({code: code for code in _PLAIN})
    codes = _known_codes(old, new)
    renamed = []
    entries = {choice.code: choice for choice in old.choices}
    for at, before in same.items():
        code, known = new.box[at].means, old.box[before].means
        other = next((c for c in new.choices if c.code == code and code not in codes), None)
        if other is not None and known in entries and known not in codes.values():
            codes[code] = known
            renamed.append((entries[known], other))
    added = []
    for choice in new.choices:
        if choice.code not in codes:
            free = _free(choice.code, {*entries, *codes.values()})
            codes[choice.code] = free
            added.append(choice.model_copy(update={"code": free}))
    listed = any(box.means for box in old.box)
    ticked = {box.means for box in old.box}
    gone = [c for c in old.choices if c.code not in codes.values() and (not listed or c.code in ticked)]
    return Choices(codes, tuple(added), tuple(gone), tuple(renamed))


def _known_codes(old: FieldDefinition, new: FieldDefinition) -> dict[str, str]:
    """Give the old code of every new choice that is called as an old one; of two alike, the one with the same code."""
    codes: dict[str, str] = {}
    for same_code in (True, False):
        for choice in new.choices:
            left = [c for c in old.choices if c.code not in codes.values() and _said(c) & _said(choice)]
            known = next((c.code for c in left if not same_code or c.code == choice.code), None)
            if known is not None and choice.code not in codes:
                codes[choice.code] = known
    return codes


def _free(code: str, taken: set[str]) -> str:
    return code if code not in taken else next(f"{code}_{n}" for n in range(2, 1000) if f"{code}_{n}" not in taken)


def meaning_now(before: LearnedBox | None, now: LearnedBox, codes: dict[str, str], *, trust: bool) -> tuple[str, bool]:
    """Give what a tick means, and whether that is sure.

    before: the same box in the old definition, if there was one. trust: the print is what it was, so the old
    definition is right where the two differ.
    """
    known = before.means if before is not None else ""
    said = codes.get(now.means, now.means)
    if not known or not said or known == said:
        return said or known, True
    return (known, True) if trust else (said, False)
