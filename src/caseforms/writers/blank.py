"""A form with nothing filled in, as the writers of blanks draw it."""

from __future__ import annotations

from typing import NamedTuple


class BlankField(NamedTuple):
    """One question of a blank form, ready to be drawn.

    kind: the field type; choices: (code, label); columns: of a table, each a BlankField of its own;
    office: filled by the office, not by the sender.
    """

    name: str
    label: str
    kind: str
    help: str = ""
    required: bool = False
    choices: tuple[tuple[str, str], ...] = ()
    lines: int = 1
    columns: tuple[BlankField, ...] = ()
    rows: int = 0
    office: bool = False


class BlankSection(NamedTuple):
    """A headed group of questions."""

    title: str
    fields: tuple[BlankField, ...]
    text: str = ""


class Blank(NamedTuple):
    """A form with nothing filled in, as the blank writers draw it."""

    form: str
    title: str
    edition: str
    sections: tuple[BlankSection, ...]
    purpose: str = ""
    agency: str = ""
