"""What stands in a box of a copy: the print of the blank taken off, the rest put together as it was written."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from caseforms.definitions.boxed_text import middle
from caseforms.definitions.learned import Rectangle
from caseforms.definitions.page_match import Word, plain_word, words_of

_HALF = 0.5  # of the height of the lower of two words on one line
_LEADER = frozenset("_.\u2026\u00b7")  # what blanks print to be written upon
_DOTS = 4  # of them in a row are a line to write on
_SIGNS = frozenset("/-().,$%:#")  # what blanks print between the parts of an answer
_CELL = 0.6  # of its size: letters that all stand farther apart fill cells
_NAMELESS = re.compile("[\ufffd\x00-\x08\ue000-\uefff]")
_INSIDE = re.compile(r"\?\w|\w\?\?+")  # "Jos??", "N?ez"; in an address of the web it may be right, and is looked at


def without_print(words: Sequence[Word], printed: str) -> list[Word]:
    """Take off what the blank prints inside a box: whole words first, then signs such as the strokes of a date."""
    left = [word for word in words if not (set(word.text) <= _LEADER and len(word.text) >= _DOTS)]
    wanted = Counter(printed.split())
    for word in list(left):
        if wanted[word.text] > 0:
            wanted[word.text] -= 1
            left.remove(word)
    signs = [sign for text in wanted.elements() for sign in text]
    if signs and left and _SIGNS.issuperset(signs):
        left = list(_without_signs(left, signs))
    return left


def _without_signs(words: Iterable[Word], signs: list[str]) -> Iterator[Word]:
    """Take printed signs off words with which they stand together: the one that was drawn by itself first."""
    for word in words:
        letters = list(word.letters)
        for sign in list(signs):
            runs = Counter(letter.run for letter in letters)
            same = [letter for letter in letters if letter.text == sign]
            if same and len(letters) > 1:
                letters.remove(min(same, key=lambda letter: runs[letter.run]))
                signs.remove(sign)
        yield from words_of(letters)


def is_print(words: Sequence[Word], missing: Counter[str]) -> bool:
    """Whether all of some words are printed on the blank and stand nowhere else on this page."""
    counted = Counter(text for word in words if (text := plain_word(word.text)))
    return bool(counted) and all(missing[text] >= count for text, count in counted.items())


def in_lines(words: Sequence[Word]) -> list[list[Word]]:
    """Put words into lines from top to bottom, each from left to right."""
    lines: list[list[Word]] = []
    for word in sorted(words, key=lambda word: -middle(word.box)[1]):
        last = lines[-1] if lines else None
        if last and any(_level(word, other) for other in last):
            last.append(word)
        else:
            lines.append([word])
    for line in lines:
        line.sort(key=lambda word: word.box[0])
    return lines


def _level(first: Word, second: Word) -> bool:
    """Whether two words stand on one line: drawn in one go, or their heights overlap by half of the lower one."""
    one, two = first.box, second.box
    if first.letters[0].run == second.letters[0].run:
        return True
    common = min(one[3], two[3]) - max(one[1], two[1])
    return common >= _HALF * min(one[3] - one[1], two[3] - two[1])


def text_of(words: Sequence[Word], box: Rectangle | None = None) -> str:
    """Give the text of a box. A line that ends early was ended by its writer; any other goes on in the next."""
    lines = in_lines(words)
    texts = [_one_line(line) for line in lines]
    text = texts[0] if texts else ""
    for number in range(1, len(lines)):
        ended = box is not None and _ends_early(lines[number - 1], lines[number], box)
        text += ("\n" if ended else " ") + texts[number]
    return text


def _one_line(line: Sequence[Word]) -> str:
    words = [word.text for word in line]
    if len(words) > len("ab") and all(len(word) == 1 for word in words) and all(map(_in_cells, line, line[1:])):
        return "".join(words)
    text = words[0]
    for before, word in pairwise(line):
        glued = word.box[0] - before.box[2] < 0.0 and not word.letters[0].parted
        text += word.text if glued else f" {word.text}"
    return text


def _in_cells(one: Word, two: Word) -> bool:
    return two.box[0] - one.box[2] > _CELL * max(one.box[3] - one.box[1], two.box[3] - two.box[1])


def _ends_early(line: Sequence[Word], following: Sequence[Word], box: Rectangle) -> bool:
    size = max(word.box[3] - word.box[1] for word in line)
    wanted = following[0].box[2] - following[0].box[0] + size / 2
    return box[2] - line[-1].box[2] > wanted


def has_lost_letters(text: str, kind: str) -> bool:
    """Whether the program that saved a form flat could not write some letters: it puts a sign or "?" for them.

    A question may end in "?", but hardly in a name of one ("Jos?"); a date or a number does not. kind: of the field.
    """
    if not text or ("?" not in text and not _NAMELESS.search(text)):
        return False
    if _NAMELESS.search(text) or _INSIDE.search(text):
        return True
    if kind == "narrative" or not text.strip("? "):
        return False
    return kind != "text" or any(word.endswith("?") and word[0].isupper() for word in text.split())
