"""Writes what changed into the text of a definition; all else stays as it was written, comments too."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from caseforms.definitions.form import Choice, FieldDefinition
from caseforms.definitions.learned import LearnedBox
from caseforms.definitions.toml_blocks import Block, blocks_of, joined
from caseforms.definitions.toml_table import TableText, edited
from caseforms.definitions.update_boxes import Kept
from caseforms.definitions.update_editions import Editions
from caseforms.errors import DefinitionError, Mistake
from caseforms.fieldtypes.text import normalise_label, one_line


class Rewriting:
    """The text of a definition while it is carried over."""

    def __init__(self, old_text: str, draft_text: str, editions: Editions) -> None:
        """Part both texts.

        Raises:
            DefinitionError: the questions are not written as tables of their own.
        """
        self._editions = editions
        self._blocks: list[tuple[str, Block]] = _named(old_text, [field.name for field in editions.old.field])
        self._draft = dict(_named(draft_text, [field.name for field in editions.new.field]))
        self._draft_sections = [block for name, block in _named(draft_text, []) if block.kind == "section"]
        self._draft_blank = [block for block in blocks_of(draft_text) if block.kind == "blank"]
        self._owners: dict[str, str] = {}
        for field in editions.old.field:
            self._own(field.name, (field.name, field.label, *field.aliases))
        self._tell_blank()
        self._now: dict[str, str] = {}  # question of the draft -> question of the definition

    def _tell_blank(self) -> None:
        """Name the new blank where the comments at the top name the old one."""
        old, new = self._editions.old.blank, self._editions.new.blank
        if old is not None and new is not None and old.file:
            name, head = self._blocks[0]
            said, says = (f"# Learned from the blank {blank.file}." for blank in (old, new))
            self._blocks[0] = (name, Block(head.kind, head.text.replace(said, says)))

    def _own(self, name: str, labels: Iterable[str]) -> None:
        for label in labels:
            self._owners.setdefault(normalise_label(label), name)

    def _free(self, label: str, name: str) -> bool:
        return self._owners.get(normalise_label(label), name) == name

    def text(self) -> str:
        """Give the text as it is now, with what was learned of the new blank."""
        blocks = [block for _, block in self._blocks if block.text]
        at = next((number for number, block in enumerate(blocks) if block.kind == "blank"), len(blocks))
        before, behind = blocks[:at], [block for block in blocks[at:] if block.kind != "blank"]
        return joined([*before, *self._draft_blank, *behind])

    def question(self, kept: Kept, reasons: Sequence[str]) -> None:
        """Write what changed of a question; reasons: why somebody must look at it."""
        old, new = kept.old, kept.new
        if new is not None:
            self._now[new.name] = old.name
        table = TableText(self._block(old.name).text)
        if kept.boxes != old.box:
            table.set_tables("box", [_plain(box) for box in kept.boxes], [_plain(box) for box in old.box])
        widgets = _widgets(kept)
        if widgets != list(old.widgets):
            table.put("widgets", widgets)
        if kept.type_changed and new is not None:
            table.put("type", new.type)
            table.drop("list")
            table.set_tables("choices", [_plain_choice(choice) for choice in new.choices], [])
        else:
            self._choices(table, kept)
        if reasons and new is not None and normalise_label(new.label) not in _said(old) and not kept.type_changed:
            self._label(table, old, new.label)
        if reasons:
            table.put("confirm", True, f"confirm: {one_line('; '.join(reasons))}")
        self._replace(old.name, table.text)

    def _label(self, table: TableText, old: FieldDefinition, label: str) -> None:
        """Call a question as the new blank does; the label of copies that are still about becomes an alias."""
        if not self._free(label, old.name):
            return
        table.put("label", label)
        table.put("aliases", [*old.aliases, old.label])
        self._own(old.name, [label])

    @staticmethod
    def _choices(table: TableText, kept: Kept) -> None:
        old, choices = kept.old, kept.choices
        if not (choices.added or choices.gone or choices.renamed):
            return
        gone = {choice.code for choice in choices.gone}
        renamed = {before.code: now.label for before, now in choices.renamed}
        own = table.tables("choices")
        entries = []
        for entry in own:
            if entry["code"] in gone:
                continue
            label = renamed.get(entry["code"])
            if label is None:
                entries.append(entry)
            else:
                aliases = [*entry.get("aliases", []), entry["label"]]
                entries.append(entry | {"label": label, "aliases": aliases})
        entries += [_plain_choice(choice) for choice in choices.added]
        if entries or not old.list:
            table.set_tables("choices", entries, own)

    def no_condition(self, name: str) -> None:
        """Take out the case in which a question is asked, because what told it is gone."""
        table = TableText(self._block(name).text)
        table.drop("required_when")
        table.put("confirm", True, "confirm: the question that told when this one is asked is gone")
        self._replace(name, table.text)

    def remove(self, name: str) -> None:
        """Take out a question."""
        self._replace(name, "")
        self._owners = {label: owner for label, owner in self._owners.items() if owner != name}

    def add(self, field: FieldDefinition) -> str:
        """Put a new question behind the one that stands before it on the blank; give its name."""
        table = TableText(self._draft[field.name].text)
        taken = {name for name, block in self._blocks if block.text}
        name = _free_name(field.name, lambda n: n not in taken and self._free(n, n))
        table.put("name", name)
        section = self._section(field.section)
        if section != field.section:
            table.put("section", section)
        label = self._free_label(field, name)
        if label != field.label:
            table.put("label", label)
        aliases = [alias for alias in field.aliases if self._free(alias, name)]
        if len(aliases) != len(field.aliases):
            table.put("aliases", aliases)
        learned = self._editions.asked[field.name]
        if field.box != learned.box:
            table.set_tables("box", [_plain(box) for box in field.box], [_plain(box) for box in learned.box])
        if not field.confirm:
            table.put("confirm", True, "confirm: new in this edition")
        self._own(name, (name, label, *aliases))
        self._insert(field.name, name, table.text)
        return name

    def _free_label(self, field: FieldDefinition, name: str) -> str:
        if self._free(field.label, name):
            return field.label
        title = next(s.title for s in self._editions.new.section if s.id == field.section)
        label = f"{field.label} ({title})"
        numbers = iter(range(2, 10_000))
        while not self._free(label, name):
            label = f"{field.label} ({next(numbers)})"
        return label

    def _section(self, learned: str) -> str:
        """Give the id of a heading; one that is new is added behind the last."""
        known = self._editions.section_of(learned)
        if known or f"\0{learned}" in self._now:
            return known or self._now[f"\0{learned}"]
        taken = {section.id for section in self._editions.old.section} | set(self._now.values())
        name = _free_name(learned, lambda n: n not in taken)
        at = [section.id for section in self._editions.new.section].index(learned)
        table = TableText(self._draft_sections[at].text)
        table.put("id", name)
        last = max(number for number, (_, block) in enumerate(self._blocks) if block.kind == "section")
        self._blocks.insert(last + 1, ("", Block("section", table.text)))
        self._now[f"\0{learned}"] = name
        return name

    def _insert(self, learned: str, name: str, text: str) -> None:
        order = [field.name for field in self._editions.new.field]
        before = [self._now[one] for one in order[: order.index(learned)] if one in self._now]
        places = {owner: number for number, (owner, _) in enumerate(self._blocks) if owner}
        if before:
            at = places[before[-1]] + 1
        else:
            at = next((n for n, (_, block) in enumerate(self._blocks) if block.kind == "field"), len(self._blocks))
        self._blocks.insert(at, (name, Block("field", text)))
        self._now[learned] = name

    def set_edition(self, edition: str) -> None:
        """Write the edition."""
        self._edit_head(lambda table: table.__setitem__("edition", edition))

    def ask_for_edition(self) -> None:
        """Leave the edition as it is, with a comment that asks for it."""
        self._edit_head(lambda table: table["edition"].comment("confirm: the blank does not say its edition"))

    def _edit_head(self, change: Any) -> None:
        name, block = self._blocks[0]
        self._blocks[0] = (name, Block(block.kind, edited(block.text, change)))

    def add_titles(self, titles: Sequence[str]) -> None:
        """Let the form be known by these titles too."""
        for number, (name, block) in enumerate(self._blocks):
            if block.kind == "identify":
                table = TableText(block.text)
                table.put("titles", [*self._editions.old.identify.titles, *titles])
                self._blocks[number] = (name, Block("identify", table.text))

    def _block(self, name: str) -> Block:
        return next(block for owner, block in self._blocks if owner == name)

    def _replace(self, name: str, text: str) -> None:
        number = next(n for n, (owner, _) in enumerate(self._blocks) if owner == name)
        self._blocks[number] = (name, Block("field", text))


def _named(text: str, names: Sequence[str]) -> list[tuple[str, Block]]:
    """Give the blocks, those of questions with their names."""
    blocks = blocks_of(text)
    if names and sum(block.kind == "field" for block in blocks) != len(names):
        what = "each question must be a table of its own, that begins with [[field]]"
        raise DefinitionError([Mistake("", "field", what)])
    owners = iter(names)
    return [(next(owners) if names and block.kind == "field" else "", block) for block in blocks]


def _said(field: FieldDefinition) -> set[str]:
    return {normalise_label(label) for label in (field.label, *field.aliases, *field.short)}


def _widgets(kept: Kept) -> list[str]:
    """Give the names of boxes by which a question is known: those of its boxes as they are now, and those added."""
    before, now = ([box.widget for box in boxes if box.widget] for boxes in (kept.old.box, kept.boxes))
    listed = [name for name in kept.old.widgets if name in before]
    added = [name for name in kept.old.widgets if name not in before]
    return list(dict.fromkeys([*(now if listed else []), *added]))


def _free_name(name: str, is_free: Any) -> str:
    return name if is_free(name) else next(f"{name}_{n}" for n in range(2, 10_000) if is_free(f"{name}_{n}"))


def _plain(box: LearnedBox) -> dict[str, Any]:
    told = box.model_dump(exclude_defaults=True)
    return {key: list(value) if isinstance(value, tuple) else value for key, value in told.items()}


def _plain_choice(choice: Choice) -> dict[str, Any]:
    told = {"code": choice.code, "label": choice.label}
    return told | ({"aliases": list(choice.aliases)} if choice.aliases else {})
