"""Two editions of a form side by side: which labels, boxes, places and headings of one are those of the other."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable
from functools import cached_property

from caseforms.definitions.form import FieldDefinition, FormDefinition
from caseforms.definitions.learned import Blank, LearnedBox
from caseforms.definitions.update_places import Places, same_place
from caseforms.fieldtypes.text import fold, normalise_label

#: The names of a question in the old definition and of one on the new blank.
Pair = tuple[str, str]
_NUMBERED = re.compile(r"(?i)(undefined|text ?(field|box)?|check ?box|field|fill|group|button|untitled)?[ _\d]*")


class Editions:
    """The old definition and the draft of the new blank, with what both blanks print."""

    def __init__(self, old: FormDefinition, new: FormDefinition) -> None:
        """Compare the two."""
        self.old, self.new = old, new
        self.fields = {field.name: field for field in old.field}
        self.asked = {field.name: field for field in new.field}
        self._places = Places(old.blank, new.blank)
        self._print_before, self._print_now = _print_of(old.blank), _print_of(new.blank)
        self._titles = [
            {
                section.id: {normalise_label(title) for title in (section.title, *section.aliases)}
                for section in sections
            }
            for sections in (old.section, new.section)
        ]

    @property
    def same_print(self) -> bool:
        """Whether both blanks print the same words; then whatever differs was written by hand."""
        return bool(self._print_before) and self._print_before == self._print_now

    def printed_as_before(self, label: str) -> bool:
        """Whether the blanks print a label, and equally often: then it is no new one."""
        key = f" {fold(label)} "
        return bool(key.strip()) and 0 < self._print_before.count(key) == self._print_now.count(key)

    def was_printed(self, label: str) -> bool:
        """Whether the old blank prints these words; if not, somebody wrote the label in words of their own."""
        return f" {fold(label)} " in self._print_before

    @cached_property
    def labelled(self) -> set[Pair]:
        """The pairs whose labels are the same, those included that mean a question only under its heading."""
        return _joined(self.old.field, self.new.field, _all_labels, lambda field: {normalise_label(field.label)})

    @cached_property
    def boxed(self) -> set[Pair]:
        """The pairs with a box of the same name; on a sheet, the same cell."""
        return _joined(self.old.field, self.new.field, widgets_of, widgets_of)

    @cached_property
    def well_boxed(self) -> set[Pair]:
        """Those among them whose box has a name of its own, not a number that a program gave."""
        return _joined(self.old.field, self.new.field, _telling, _telling)

    @cached_property
    def placed(self) -> set[Pair]:
        """The pairs with a box in the same place, as far as the print around it tells."""
        now: dict[object, list[tuple[str, LearnedBox]]] = defaultdict(list)
        for field in self.new.field:
            for box in field.box:
                now[box.cell or box.page].append((field.name, box))
        found = set()
        for field in self.old.field:
            for box in field.box:
                page, place = self.place_now(box)
                near = now[box.cell or page]
                found |= {(field.name, name) for name, one in near if one.cell or same_place(place, one.box)}
        return found

    def place_now(self, box: LearnedBox) -> tuple[int, tuple[float, float, float, float]]:
        """Give the page and place on the new blank where an old box should stand."""
        return self._places.now(box.page, box.box)

    def same_box(self, old: LearnedBox, new: LearnedBox) -> bool:
        """Whether a box of the new blank is an old one: its name, and its place by the print around."""
        if old.cell or new.cell:
            return old.cell == new.cell
        if old.widget != new.widget:
            return False
        page, place = self.place_now(old)
        return page == new.page and same_place(place, new.box)

    def same_section(self, pair: Pair) -> bool:
        """Whether both stand under the same heading."""
        old, new = self._titles
        return bool(old[self.fields[pair[0]].section] & new[self.asked[pair[1]].section])

    def section_of(self, title_of: str) -> str:
        """Give the id of the old section that has the heading of a new one; "" when there is none."""
        old, new = self._titles
        return next((name for name, titles in old.items() if titles & new[title_of]), "")


def _joined(
    old: Iterable[FieldDefinition],
    new: Iterable[FieldDefinition],
    of_old: Callable[[FieldDefinition], set[str]],
    of_new: Callable[[FieldDefinition], set[str]],
) -> set[Pair]:
    by_key: dict[str, list[str]] = defaultdict(list)
    for field in new:
        for key in of_new(field):
            by_key[key].append(field.name)
    return {(field.name, name) for field in old for key in of_old(field) for name in by_key[key]}


def _print_of(blank: Blank | None) -> str:
    words = fold("\n".join(page.print for page in blank.page)) if blank is not None else ""
    return f" {words} " if words else ""


def labels_of(field: FieldDefinition) -> set[str]:
    """Give the labels that mean a question wherever they stand."""
    return {normalise_label(label) for label in (field.label, *field.aliases)}


def _all_labels(field: FieldDefinition) -> set[str]:
    return {*labels_of(field), *map(normalise_label, field.short)}


def widgets_of(field: FieldDefinition) -> set[str]:
    """Give the names of a question's boxes in a PDF; on a sheet the cells."""
    return {box.widget or box.cell for box in field.box} - {""} | set(field.widgets)


def _telling(field: FieldDefinition) -> set[str]:
    names = {box.widget for box in field.box} | set(field.widgets)
    return {name for name in names if not _NUMBERED.fullmatch(re.sub(r"\[\d+\]$", "", name.rpartition(".")[2]))}
