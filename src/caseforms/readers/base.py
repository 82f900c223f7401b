"""What every reader gives: the content of a file as pages of boxes."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import NamedTuple

from caseforms.model import Box, Page, Paper, Place, Remark, nothing_seen

QUARTER = 90  # degrees
Rectangle = tuple[float, float, float, float]


def nothing_printed(_page: int) -> tuple[Box, ...]:
    """Stand in for the printed text of a file that has none apart from its boxes."""
    return ()


class Content(NamedTuple):
    """A file's content, before it is known where the file came from.

    printed: gives the printed runs of a page (1-based) on demand; paper: a PDF's pages; looks: what a second look
    shows; see `model.Submission`.
    """

    pages: tuple[Page, ...]
    remarks: tuple[Remark, ...] = ()
    title: str = ""
    printed: Callable[[int], tuple[Box, ...]] = nothing_printed
    paper: Paper | None = None
    looks: Callable[[], Mapping[tuple[str, Place], tuple[Remark, ...]]] = nothing_seen


def as_seen(box: Rectangle, frame: Rectangle, turn: int) -> Rectangle:
    """Turn a rectangle of a PDF page's own space into the page as the eye sees it.

    box: left, bottom, right, top in points. frame: the page's media box. turn: degrees clockwise
    (/Rotate): 0 leaves the rectangle as it is; else the seen page's lower left corner is the origin.
    """
    x0, y0, x1, y1 = box
    if turn == QUARTER:
        x0, y0, x1, y1 = y0 - frame[1], frame[2] - x1, y1 - frame[1], frame[2] - x0
    elif turn == 2 * QUARTER:
        x0, y0, x1, y1 = frame[2] - x1, frame[3] - y1, frame[2] - x0, frame[3] - y0
    elif turn == 3 * QUARTER:
        x0, y0, x1, y1 = frame[3] - y1, x0 - frame[0], frame[3] - y0, x1 - frame[0]
    return (round(min(x0, x1), 2), round(min(y0, y1), 2), round(max(x0, x1), 2), round(max(y0, y1), 2))
