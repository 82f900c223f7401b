"""Carrying a definition over to a new edition of its blank: what staff wrote stays, what changed is told."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from caseforms.definitions.edition import printed_edition
from caseforms.definitions.form import FieldDefinition, FormDefinition
from caseforms.definitions.learned import LearnedBox, Rectangle
from caseforms.definitions.update_boxes import Kept, Sorted, sort_out
from caseforms.definitions.update_editions import Editions, labels_of
from caseforms.definitions.update_match import matched
from caseforms.definitions.update_write import Rewriting
from caseforms.fieldtypes.text import normalise_label

#: The kinds of changes in the order in which they are told.
_ORDER = ("edition", "title", "renamed", "type", "doubt", "choices", "parts", "moved", "box", "new", "gone")
_STILL = 2.0  # points: a box that moved less stands where it stood


class Change(NamedTuple):
    """One line of what changed.

    kind: edition, title, renamed, moved, box (another name), parts, choices, type, doubt, new or gone.
    field: name of the question, "" for the form. confirm: somebody must look at it.
    """

    kind: str
    field: str
    what: str
    confirm: bool = False


class Update(NamedTuple):
    """A definition for the new edition.

    kept: how many questions stayed as they were; shifted: of these, how many moved along with the print around them.
    """

    text: str
    changes: tuple[Change, ...]
    kept: int
    shifted: int = 0


def update(old_text: str, draft_text: str, old: FormDefinition | None = None) -> Update:
    """Carry a definition over.

    old_text: the definition as TOML, learned or written by hand. draft_text: what was learned from the new blank.
    old: the old definition with its lists of choices filled in, where it names any. All must be sound.
    The same blank again gives the same text back.
    """
    old = old or FormDefinition.model_validate(tomllib.loads(old_text))
    draft = FormDefinition.model_validate(tomllib.loads(draft_text))
    if old.blank and draft.blank and old.blank.sha256 and old.blank.sha256 == draft.blank.sha256:
        return Update(old_text, (), len(old.field))
    editions = Editions(old, draft)
    found = sort_out(editions, matched(editions))
    rewriting = Rewriting(old_text, draft_text, editions)
    changes = [*_about_the_form(editions, rewriting)]
    shifted = 0
    for kept in found.kept:
        told = list(_of_question(editions, kept))
        shifted += not told and _displaced(kept.old.box, kept.boxes)
        rewriting.question(kept, [change.what for change in told if change.confirm])
        changes += told
    changes += _gone(editions, found, rewriting)
    for field in found.left:
        name = rewriting.add(field)
        changes.append(Change("new", name, f'"{field.label}"{_on(field.box)}', confirm=True))
    changes.sort(key=lambda change: _ORDER.index(change.kind))
    quiet = len(found.kept) - len({c.field for c in changes} & {kept.old.name for kept in found.kept})
    return Update(rewriting.text(), tuple(changes), quiet, shifted)


def _about_the_form(editions: Editions, rewriting: Rewriting) -> Iterator[Change]:
    before, now = printed_edition(editions.old.blank), printed_edition(editions.new.blank)
    if editions.same_print:
        return
    if not now:
        rewriting.ask_for_edition()
        yield Change("edition", "", f'the blank does not say its edition; "{editions.old.edition}" stays', confirm=True)
    elif now != before and normalise_label(now) != normalise_label(editions.old.edition):
        rewriting.set_edition(now)
        yield Change("edition", "", f'"{editions.old.edition}" is now "{now}"')
    titles = [t for t in editions.new.identify.titles if not _known_title(editions.old, t)]
    if titles and not any(editions.printed_as_before(title) for title in editions.old.identify.titles):
        rewriting.add_titles(titles)
        yield Change("title", "", f'"{titles[0]}" is a title too', confirm=False)


def _known_title(form: FormDefinition, title: str) -> bool:
    known = {normalise_label(text) for text in (form.title, *form.identify.titles)}
    return normalise_label(title) in known


def _of_question(editions: Editions, kept: Kept) -> Iterator[Change]:
    """Say what changed about a question that stayed."""
    old, new, sure = kept.old, kept.new, kept.sure
    if kept.type_changed and new is not None:
        yield Change("type", old.name, f"is answered as {new.type} now, not as {old.type}", confirm=True)
    if new is not None and _worded_anew(editions, kept, new):
        yield Change("renamed", old.name, f'"{old.label}" is now "{new.label}"', confirm=not sure)
    elif not sure and not kept.type_changed and not kept.choices.renamed:
        what = (
            "its ticks changed places" if old.box and kept.boxes and kept.boxes[0].means else "is it the same question?"
        )
        yield Change("doubt", old.name, f"{what}{_on(kept.boxes)}", confirm=True)
    if not kept.type_changed:
        yield from _of_choices(kept)
    yield from _of_boxes(editions, kept)


def _worded_anew(editions: Editions, kept: Kept, new: FieldDefinition) -> bool:
    """Whether the blank asks in other words; not so where only the definition has words of its own."""
    known = labels_of(kept.old) | {normalise_label(label) for label in kept.old.short}
    own_words = kept.sure and editions.printed_as_before(new.label)
    return normalise_label(new.label) not in known and not editions.same_print and not own_words


def _of_choices(kept: Kept) -> Iterator[Change]:
    name, choices = kept.old.name, kept.choices
    for before, now in choices.renamed:
        yield Change("choices", name, f'choice "{before.label}" is now "{now.label}"', confirm=True)
    if choices.added:
        yield Change("choices", name, f"new choice: {_listed(choice.label for choice in choices.added)}", confirm=True)
    if choices.gone:
        yield Change("choices", name, f"no longer a choice: {_listed(choice.label for choice in choices.gone)}")


def _of_boxes(editions: Editions, kept: Kept) -> Iterator[Change]:
    name, before, now = kept.old.name, kept.old.box, kept.boxes
    if not before:
        if now:
            yield Change("box", name, f"has its place now{_on(now)}")
        return
    if not kept.type_changed and not kept.choices.added and not kept.choices.gone and _parts(before) != _parts(now):
        yield Change("parts", name, f"{_parts(now)} instead of {_parts(before)}", confirm=len(before) != len(now))
    if not now:
        return
    page, place = editions.place_now(before[0])
    cell = before[0].cell != now[0].cell
    if cell:
        yield Change("moved", name, f"cell {before[0].cell} -> {now[0].cell}")
    elif now[0].page != before[0].page:
        yield Change("moved", name, f"page {before[0].page} -> page {now[0].page}")
    elif page == now[0].page and not _near(place, now[0].box):
        yield Change("moved", name, f"page {now[0].page}, {_distance(before[0].box, now[0].box)}")
    others = [box.widget for box in now if box.widget and box.widget not in {b.widget for b in before}]
    if others and len(now) == len(before):
        yield Change("box", name, f"box is called {others[0]} now")


def _near(one: Rectangle, two: Rectangle) -> bool:
    return abs(one[0] - two[0]) <= 6 * _STILL and abs(one[3] - two[3]) <= 6 * _STILL


def _distance(one: Rectangle, two: Rectangle) -> str:
    right, up = round(two[0] - one[0]), round(two[3] - one[3])
    words = [
        f"{abs(up)} points {'higher' if up > 0 else 'lower'}" if up else "",
        f"{abs(right)} points to the {'right' if right > 0 else 'left'}" if right else "",
    ]
    return " and ".join(filter(None, words))


def _displaced(before: Sequence[LearnedBox], now: Sequence[LearnedBox]) -> bool:
    pairs = list(zip(before, now, strict=False))
    return any(abs(a - b) > _STILL for one, two in pairs for a, b in zip(one.box, two.box, strict=True))


def _parts(boxes: Sequence[LearnedBox]) -> str:
    told = [box.part for box in boxes if box.part]
    count = "1 box" if len(boxes) == 1 else f"{len(boxes)} boxes"
    return f"{count} ({', '.join(dict.fromkeys(told))})" if told else count


def _on(boxes: Sequence[LearnedBox]) -> str:
    if not boxes:
        return ""
    return f", cell {boxes[0].cell}" if boxes[0].cell else f", page {boxes[0].page}"


def _listed(words: Iterator[str]) -> str:
    return ", ".join(f'"{word}"' for word in words)


def _gone(editions: Editions, found: Sorted, rewriting: Rewriting) -> Iterator[Change]:
    """Take out the questions that are gone, and what asked for them."""
    gone = {field.name for field in found.gone}
    for field in found.gone:
        rewriting.remove(field.name)
        yield Change("gone", field.name, f'"{field.label}"{_was_on(field)}')
    for field in editions.old.field:
        if field.name not in gone and field.required_when and field.required_when.field in gone:
            rewriting.no_condition(field.name)
            what = f"was asked in a case that {field.required_when.field} told; that question is gone"
            yield Change("doubt", field.name, what, confirm=True)


def _was_on(field: FieldDefinition) -> str:
    return f", was on page {field.box[0].page}" if field.box and not field.box[0].cell else ""
