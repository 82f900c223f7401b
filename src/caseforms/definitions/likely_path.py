"""Which merge field somebody meant who wrote one that does not exist."""

from __future__ import annotations

from collections.abc import Iterable

from caseforms.definitions.merge_fields import merge_name

#: Letters that may be wrong: one, and one more for each so many letters of the last name.
_LETTERS = 4


def likely_path(written: str, known: Iterable[str]) -> str:
    """Give the path most like what was written, "" when none is like it.

    Fewest wrong, missing, additional or exchanged letters win (optimal string alignment), whole paths compared. A
    form's own name for a field (`client_dob`) leads to its path.
    """
    from rapidfuzz.distance import OSA
    from rapidfuzz.fuzz import ratio

    paths = list(known)
    plain = merge_name(written.removeprefix("form."))
    if plain in paths:
        return plain
    most = 1 + len(written.rpartition(".")[2]) // _LETTERS
    near = [(OSA.distance(written, path, score_cutoff=most), path) for path in paths]
    fits = [(distance, -ratio(written, path), path) for distance, path in near if distance <= most]
    return min(fits)[2] if fits else ""
