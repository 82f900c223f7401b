"""Which question of the old definition is which question of the new blank.

In the order of trust: label and box together, the label under its heading, the box in its place (then the label was
changed), the label under another heading, a label that is much alike, the meaning. What goes only by a part of the
evidence is for a person to confirm.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

from caseforms.definitions.form import FieldDefinition
from caseforms.definitions.labels import CLOSE
from caseforms.definitions.update_editions import Editions, Pair, labels_of, widgets_of
from caseforms.fieldtypes.text import fold, normalise_label

_ALIKE = 75  # of 100: labels of one box in two editions that are so much alike are one label in other words


class Match(NamedTuple):
    """A question of the old definition and what it is on the new blank. sure: nobody needs to look at it."""

    old: FieldDefinition
    new: FieldDefinition
    sure: bool


class _Step(NamedTuple):
    """One kind of evidence: the pairs that have it, and for each whether it needs a look."""

    pairs: Callable[[], Iterable[Pair]]
    sure: Callable[[Pair], bool]


def matched(editions: Editions) -> list[Match]:
    """Find the questions that are on both blanks, in the order of the old definition."""
    old, new = set(editions.fields), set(editions.asked)
    order = {name: number for number, name in enumerate(editions.fields)}
    found: list[Match] = []
    for step in _steps(editions, old, new):
        pairs = [pair for pair in step.pairs() if pair[0] in old and pair[1] in new]
        for one, two in _once_each(editions, pairs):
            found.append(Match(editions.fields[one], editions.asked[two], step.sure((one, two))))
            old.discard(one)
            new.discard(two)
    return sorted(found, key=lambda match: order[match.old.name])


def _steps(editions: Editions, old: set[str], new: set[str]) -> Iterator[_Step]:
    """Give the steps in the order of trust. old, new: the questions that are left."""
    labelled, boxed, placed = editions.labelled, editions.boxed, editions.placed
    section, fits, person = editions.same_section, _Fits(editions), _SamePerson(editions)

    def renamed() -> Iterable[Pair]:
        """Box and place are those of the old question, and nobody else is asked for by the old label or the new."""
        claimed = [pair for pair in labelled if pair[0] in old and pair[1] in new]
        by_label = {one for one, _ in claimed} | {f"\0{two}" for _, two in claimed}
        return (p for p in boxed & placed if fits(p) and p[0] not in by_label and f"\0{p[1]}" not in by_label)

    def left() -> Iterable[Pair]:
        return ((one, two) for one in old for two in new if fits((one, two)))

    yield _Step(lambda: labelled & boxed & placed, _always)
    yield _Step(lambda: filter(section, labelled & boxed), _always)
    yield _Step(lambda: filter(section, labelled & placed), _always)
    yield _Step(renamed, lambda pair: _own_words(editions, pair))
    yield _Step(lambda: (p for p in labelled if section(p) and fits(p)), _only_one(editions))
    yield _Step(lambda: (p for p in labelled & editions.well_boxed if fits(p) and person(p)), _always)
    yield _Step(lambda: (p for p in labelled if fits(p) and person(p)), _never)
    yield _Step(lambda: (p for p in boxed if fits(p) and likeness(editions, p) >= _ALIKE), _never)
    yield _Step(lambda: (p for p in left() if section(p) and likeness(editions, p) >= CLOSE * 100), _never)
    yield _Step(lambda: ((name, name) for name in old & new if fits((name, name)) and person((name, name))), _never)


def _always(_pair: Pair) -> bool:
    return True


def _never(_pair: Pair) -> bool:
    return False


def _own_words(editions: Editions, pair: Pair) -> bool:
    """Whether only the definition words the question otherwise, and the blank prints what it printed before."""
    old, new = editions.fields[pair[0]], editions.asked[pair[1]]
    return editions.same_print or (editions.printed_as_before(new.label) and not editions.was_printed(old.label))


def _only_one(editions: Editions) -> Callable[[Pair], bool]:
    """Give the test whether a label stands once under its heading: rows of a list may have changed places."""
    counts = Counter((field.section, normalise_label(field.label)) for field in editions.new.field)

    def only(pair: Pair) -> bool:
        new = editions.asked[pair[1]]
        return counts[new.section, normalise_label(new.label)] == 1

    return only


class _Fits:
    """Whether one question may be the other: ticks stay ticks unless the label says that it is the same question."""

    def __init__(self, editions: Editions) -> None:
        self._old = {name: (kind_of(field), labels_of(field)) for name, field in editions.fields.items()}
        self._new = {name: (kind_of(f), normalise_label(f.label)) for name, f in editions.asked.items()}

    def __call__(self, pair: Pair) -> bool:
        (kind, labels), (other, label) = self._old[pair[0]], self._new[pair[1]]
        return kind == other or label in labels


class _SamePerson:
    """Whether nothing says that two questions are about different people."""

    def __init__(self, editions: Editions) -> None:
        self._editions = editions

    def __call__(self, pair: Pair) -> bool:
        old, new = self._editions.fields[pair[0]].subject, self._editions.asked[pair[1]].subject
        return not (old and new) or old == new


def kind_of(field: FieldDefinition) -> str:
    """Give how a question is answered: by ticks, from a list, or in writing."""
    if any(box.part == "option" or box.means for box in field.box) or (field.type == "yes_no" and not field.box):
        return "ticks"
    return "list" if field.type in {"choice", "choices"} else "writing"


def likeness(editions: Editions, pair: Pair) -> float:
    """Give how much the label of a new question is like a label of the old one, 0 to 100."""
    from rapidfuzz import fuzz

    old, label = editions.fields[pair[0]], fold(editions.asked[pair[1]].label)
    return max(float(fuzz.token_sort_ratio(fold(one), label)) for one in (old.label, *old.aliases))


def _once_each(editions: Editions, pairs: Iterable[Pair]) -> Iterator[Pair]:
    """Take each question once: first the pairs whose place and box names agree, then those nearest in order."""
    order = {name: number for number, name in enumerate(editions.fields)}
    order_new = {name: number for number, name in enumerate(editions.asked)}

    def rank(pair: Pair) -> tuple[bool, int, bool, int, int, int]:
        one, two = pair
        names = len(widgets_of(editions.fields[one]) & widgets_of(editions.asked[two]))
        far = abs(order[one] - order_new[two])
        return pair not in editions.placed, -names, one != two, far, order[one], order_new[two]

    used: set[str] = set()
    taken: set[str] = set()
    for one, two in sorted(pairs, key=rank):
        if one not in used and two not in taken:
            used.add(one)
            taken.add(two)
            yield one, two
