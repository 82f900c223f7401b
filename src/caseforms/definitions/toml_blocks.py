"""A TOML text in blocks: what belongs to one question stays together with its comments, and can be moved as it is.

Only what changed is written anew, so that a file keeps the hand of those who wrote it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

_HEADER = re.compile(r"[ \t]*\[\[?[ \t]*([^\[\]\n]+?)[ \t]*\]\]?")
#: What is skipped whole when the brackets of a value are counted: texts of four kinds, and comments.
_SKIPPED = re.compile(
    r'"""(?:\\.|[^\\])*?"""|\'\'\'.*?\'\'\'|"(?:\\.|[^"\\\n])*"|\'[^\'\n]*\'|#[^\n]*',
    re.DOTALL,
)  # fmt: skip


class Block(NamedTuple):
    """A top-level table with what is nested in it. kind: its first key, "" for what stands before all tables."""

    kind: str
    text: str


def blocks_of(text: str) -> list[Block]:
    """Part a TOML text; joined again, the blocks are the text.

    Comments right above a table belong to it.
    """
    starts = [0]
    kinds = [""]
    for at, header in _headers(text):
        keys = [key.strip().strip("\"'") for key in header.split(".")]
        if len(keys) > 1 and keys[0] == kinds[-1]:
            continue
        starts.append(_with_comments(text, at, starts[-1]))
        kinds.append(keys[0])
    cuts = [*starts, len(text)]
    return [Block(kind, text[start:end]) for kind, (start, end) in zip(kinds, pairwise(cuts), strict=True)]


def parts_of(text: str) -> list[tuple[str, str]]:
    """Part a block into its own keys (named "") and the tables nested in it, named by their key."""
    starts, names = [0], [""]
    headers = list(_headers(text))
    for at, header in headers[1:]:
        starts.append(_with_comments(text, at, starts[-1]))
        names.append(header.split(".")[1].strip().strip("\"'"))
    cuts = [*starts, len(text)]
    return [(name, text[start:end]) for name, (start, end) in zip(names, pairwise(cuts), strict=True)]


def _headers(text: str) -> Iterator[tuple[int, str]]:
    """Give the place and the name of every table header; brackets inside values and texts are none."""
    depth = at = 0
    fresh = True  # whether a statement may begin here
    while at < len(text):
        if fresh and not depth and (header := _HEADER.match(text, at)):
            yield at, header[1]
            at = header.end()
            fresh = False
        elif skipped := _SKIPPED.match(text, at):
            at = skipped.end()
            fresh = False
        else:
            sign = text[at]
            depth += (sign in "[{") - (sign in "]}")
            fresh = sign == "\n" or (fresh and sign in " \t")
            at += 1


def _with_comments(text: str, at: int, low: int) -> int:
    """Give where the comments begin that stand right above a header."""
    while at > low:
        before = text.rfind("\n", low, at - 1) + 1 if at - 1 > low else low
        if before < low or not text[before:at].lstrip().startswith("#"):
            break
        at = before
    return at


def joined(blocks: Sequence[Block]) -> str:
    """Put blocks together again, an empty line between those that had none."""
    text = ""
    for block in blocks:
        if text and block.text and not text.endswith("\n\n") and not block.text.startswith("\n"):
            text += "\n" if text.endswith("\n") else "\n\n"
        text += block.text
    return text
