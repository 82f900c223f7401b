"""What stands in a box of a copy: the print of the blank taken off, the rest put together as it was written."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from caseforms.definitions.boxed_text import middle
from caseforms.definitions.learned import Rectangle
from caseforms.definitions.page_match import Word, plain_word, words_of
from caseforms.definitions.print_lines import without_leaders
from caseforms.interpret.comb import in_cells

_HALF = 0.5  # of the height of the lower of two words on one line
_LEADER = frozenset("_.\u2026\u00b7")  # what blanks print to be written upon
_DOTS = 4  # of them in a row are a line to write on
_DASHES = dict.fromkeys(map(ord, "\u2010\u2011\u2012\u2013\u2014\u2212"), "-")
_SIGNS = frozenset("/-().,$%:#")  # what blanks print between the parts of an answer
_NAMELESS = re.compile("[\ufffd\x00-\x08\ue000-\uefff]")
#: A large accented letter behind a small one ("NuÒez"), an accent between letters ("N˙ria"): one code read as another.
_MISREAD = re.compile(
    "[a-z\u00df-\u00ff][\u00c0-\u00d6\u00d8-\u00de](?![A-Z\u00c0-\u00de])|\\w[\u00a8\u00af\u00b4\u00b8\u02c6-\u02dd]\\w"
)
_LETTER = 0.8  # of its size: how wide a letter is, with the space on both its sides
_SHORTEST = 3  # letters of a part of a broken word
_INSIDE = re.compile(r"\?\w|\w\?\?+")  # "Jos??", "N?ez"; in an address of the web it may be right, and is looked at


def without_print(words: Sequence[Word], printed: str) -> list[Word]:
    """Take off what the blank prints inside a box: whole words first, then signs such as the strokes of a date."""
    left = [word for word in words if not (set(word.text) <= _LEADER and len(word.text) >= _DOTS)]
    wanted = Counter(without_leaders(printed).split())
    for word in list(left):
        if wanted[word.text] > 0:
            wanted[word.text] -= 1
            left.remove(word)
    signs = [sign for text in wanted.elements() for sign in text.translate(_DASHES)]
    if signs and left and _SIGNS.issuperset(signs):
        left = list(_without_signs(left, signs))
    return left


def _without_signs(words: Iterable[Word], signs: list[str]) -> Iterator[Word]:
    """Take printed signs off words with which they stand together: the one that was drawn by itself first."""
    for word in words:
        letters = list(word.letters)
        for sign in list(signs):
            runs = Counter(letter.run for letter in letters)
            same = [letter for letter in letters if letter.text.translate(_DASHES) == sign]
            if same and (len(letters) > 1 or not sign.isalnum()):
                letters.remove(min(same, key=lambda letter: runs[letter.run]))
                signs.remove(sign)
        yield from words_of(letters) if letters else ()


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
    texts = [_one_line(line, box) for line in lines]
    text = texts[0] if texts else ""
    for number in range(1, len(lines)):
        before, line = lines[number - 1], lines[number]
        ended = box is not None and _ends_early(before, line, box)
        text += ("\n" if ended else "" if _is_broken(before, line, box) else " ") + texts[number]
    return text


def has_broken_word(words: Sequence[Word], box: Rectangle) -> bool:
    """Whether a word seems to go on in the next line, because the box is narrower than the word."""
    return any(_is_broken(one, two, box) for one, two in pairwise(in_lines(words)))


def _is_broken(line: Sequence[Word], following: Sequence[Word], box: Rectangle | None) -> bool:
    """Whether the one word of a line fills its box to the last letter, and the next line may be the rest of it."""
    if box is None or len(line) > 1 or len(line[0].text) < _SHORTEST:
        return False
    last, first = line[0].letters[-1], following[0].letters[0]
    alike = (last.text.islower() and first.text.islower()) or (last.text.isdigit() and first.text.isdigit())
    left, right = line[0].box[0] - box[0], box[2] - line[0].box[2]
    letter = max(first.box[2] - first.box[0], _LETTER * (line[0].box[3] - line[0].box[1]))
    return alike and right - max(left, 0.0) < letter


def _one_line(line: Sequence[Word], box: Rectangle | None) -> str:
    cells = in_cells(line, box)
    if cells is not None:
        return cells
    text = line[0].text
    for before, word in pairwise(line):
        glued = word.box[0] - before.box[2] < 0.0 and not word.letters[0].parted
        text += word.text if glued else f" {word.text}"
    return text


def _ends_early(line: Sequence[Word], following: Sequence[Word], box: Rectangle) -> bool:
    size = max(word.box[3] - word.box[1] for word in line)
    wanted = following[0].box[2] - following[0].box[0] + size / 2
    return box[2] - line[-1].box[2] > wanted


def has_lost_letters(text: str, kind: str) -> bool:
    """Whether the program that saved a form flat could not write some letters: it puts a sign or "?" for them.

    A question may end in "?", but hardly in a name of one ("Jos?"); a date or a number does not. kind: of the field.
    """
    if text.isascii() and "?" not in text and text.isprintable():
        return False  # nearly always
    if _NAMELESS.search(text) or _INSIDE.search(text) or _MISREAD.search(text):
        return True
    if "?" not in text or kind == "narrative" or not text.strip("? "):
        return False
    return kind != "text" or any(word.endswith("?") and word[0].isupper() for word in text.split())
