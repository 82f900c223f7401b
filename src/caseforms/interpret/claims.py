"""A claim says that a box answers a field (or a part of one), and how that was found."""

from __future__ import annotations

from typing import NamedTuple

from caseforms.definitions.labels import Match, Target
from caseforms.model import Box, Remark


class Claim(NamedTuple):
    """A box taken for the answer of a field.

    text: the answer where it is not the whole text of the box (label and value in one cell).
    source: how it was found, as it stands in `Answer.source`.
    """

    target: Target
    box: Box
    source: str
    confidence: float = 1.0
    remarks: tuple[Remark, ...] = ()
    text: str | None = None

    @property
    def said(self) -> str:
        """The answer as written."""
        return self.box.text if self.text is None else self.text


def remarks_on(match: Match, label: str) -> tuple[Remark, ...]:
    """Give what must be said about a match: a label that is only close to a known one."""
    return (Remark("close_label", {"label": label, "alias": match.alias}),) if match.how == "close" else ()
