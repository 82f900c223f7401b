"""Does a text fit into its box on paper? Estimated by the widths of Helvetica, on the safe side."""

from __future__ import annotations

import re
from functools import cache
from textwrap import wrap

#: Widths of Helvetica in thousandths of the letters' size, from the space to the tilde (Adobe Font Metrics).
_WIDTHS = (
    278, 278, 355, 556, 556, 889, 667, 191, 333, 333, 389, 584, 278, 333, 278, 278, 556, 556, 556, 556, 556, 556, 556,
    556, 556, 556, 278, 278, 584, 584, 584, 556, 1015, 667, 667, 722, 722, 667, 611, 778, 722, 278, 500, 667, 556, 833,
    722, 778, 667, 778, 722, 667, 611, 722, 667, 944, 667, 667, 611, 278, 278, 278, 469, 556, 333, 556, 556, 500, 556,
    556, 278, 556, 556, 222, 222, 500, 222, 833, 556, 556, 556, 556, 333, 500, 278, 556, 500, 722, 500, 500, 500, 334,
    260, 334, 584,
)  # fmt: skip
_FIRST, _OTHER, _FIXED = 32, 556, 600
_SIZE = re.compile(r"/(\S+)\s+([\d.]+)\s+Tf")
_LINE = 1.15  # height of a line in sizes of its letters
_SLACK = 1.05  # estimates are this much on the safe side for Helvetica
_NARROW = 1.2  # and this much for fonts that may be narrower
_HALF = 0.5
_WIDEST = 1.015  # of the letters of Helvetica, in sizes


def width_of(text: str, size: float, *, fixed: bool = False) -> float:
    """Give the width of a text in points, set in Helvetica (or in Courier)."""
    if fixed:
        return len(text) * _FIXED * size / 1000
    codes = (ord(char) - _FIRST for char in text)
    return sum(_WIDTHS[code] if 0 <= code < len(_WIDTHS) else _OTHER for code in codes) * size / 1000


@cache
def _letters(look: str) -> tuple[float, float, bool]:
    """Give the size of the letters (0: it is not fixed), how far estimates are on the safe side, if all are as wide."""
    found = _SIZE.search(look)
    if found is None:
        return 0.0, _SLACK, False
    fixed = "cour" in found[1].lower()
    sure = fixed or found[1].lower().startswith(("helv", "arial"))
    return float(found[2].rstrip(".") or 0), _SLACK if sure else _NARROW, fixed


def is_cut(text: str, look: str, room: tuple[float, float], *, lines: bool) -> bool:
    """Whether a text is longer than its box shows.

    Args:
        text: what stands in the box.
        look: the field's default appearance, such as `/Helv 10 Tf 0 g`; with size 0 letters shrink to fit.
        room: width and height of the box in points.
        lines: the box takes several lines.
    """
    size, slack, fixed = _letters(look)
    width, height = room[0] * slack, room[1]
    if not size or width <= 0 or height <= 0 or (len(text) * size * _WIDEST <= width and "\n" not in text):
        return False
    if not lines:
        return width_of(" ".join(text.split()), size, fixed=fixed) > width
    letters = max(int(width / (width_of(text, size, fixed=fixed) / len(text))), 1)
    count = sum(max(1, len(wrap(line, letters))) for line in text.splitlines())
    return (count - _HALF) * size * _LINE > height * slack
