"""Names and labels of a draft that nobody can mix up: as labels are compared, each belongs to one question.

A definition in which a label means two questions does not load (`definitions.load`), so that a draft must not have any.
"""

from __future__ import annotations

from collections.abc import Iterable

from caseforms.fieldtypes.text import normalise_label


class Distinct:
    """Keeps who owns which text, as labels are compared."""

    def __init__(self, names: Iterable[str]) -> None:
        """Begin with the names of the questions, which are distinct already."""
        self._owners = {normalise_label(name): name for name in names}

    def name(self, wanted: str) -> str:
        """Give a name that nobody has: the one wanted, else with a number behind it."""
        name, number = wanted, 2
        while normalise_label(name) in self._owners:
            name, number = f"{wanted}_{number}", number + 1
        self._owners[normalise_label(name)] = name
        return name

    def take(self, name: str, text: str) -> bool:
        """Give a question another text, unless it is somebody else's or says nothing."""
        key = normalise_label(text)
        return bool(key) and self._owners.setdefault(key, name) == name

    def label(self, name: str, wanted: str, section: str) -> str:
        """Give a question a label: the one wanted, else with its section, else with a number behind it."""
        for text in (wanted, f"{wanted} ({section})"):
            if self._owners.setdefault(normalise_label(text), name) == name:
                return text
        number = 2
        while self._owners.setdefault(normalise_label(f"{wanted} ({number})"), name) != name:
            number += 1
        return f"{wanted} ({number})"
