"""Changes single keys in the text of one TOML table, `[[field]]` for example; what is not changed stays as it is."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from caseforms.definitions.toml_blocks import parts_of


def edited(text: str, change: Callable[[Any], object]) -> str:
    """Give a TOML text with a change of its keys; the empty lines behind it stay behind it."""
    import tomlkit

    tail = _tail(text)
    document = tomlkit.parse(text.removesuffix(tail) + "\n")
    change(document)
    return document.as_string().removesuffix("\n") + tail


class TableText:
    """The text of one table of a list, with the tables nested in it."""

    def __init__(self, text: str) -> None:
        """Part it into its own keys and what is nested."""
        (_, self._head), *rest = parts_of(text)
        self._parts: list[tuple[str, str]] = rest

    @property
    def text(self) -> str:
        """The text as it is now."""
        return self._head + "".join(text for _, text in self._parts)

    def put(self, key: str, value: Any, comment: str = "") -> None:
        """Write a key, behind the others if it was not there."""
        import tomlkit

        def change(table: Any) -> None:
            item = tomlkit.item(value)
            if comment:
                item.comment(comment)
                item.trivia.comment_ws = "  "
            elif key in table and hasattr(table[key], "trivia"):
                item.trivia.comment_ws, item.trivia.comment = table[key].trivia.comment_ws, table[key].trivia.comment
            table[key] = item

        self._edit(change)

    def drop(self, key: str) -> None:
        """Take out a key, or the tables of this name."""
        self._parts = [(name, text) for name, text in self._parts if name != key]
        if key in self._keys():
            self._edit(lambda table: table.remove(key))

    def tables(self, key: str) -> list[dict[str, Any]]:
        """Give the tables of a list."""
        import tomllib

        return [dict(entry) for entry in _only(tomllib.loads(self.text)).get(key, [])]

    def set_tables(self, key: str, entries: Sequence[Mapping[str, Any]], before: Sequence[Mapping[str, Any]]) -> None:
        """Write a list of tables. before: what it holds; of this, an entry that stays keeps its text."""
        if key in self._keys():
            self._set_inline(key, entries)
            return
        texts = [text for name, text in self._parts if name == key]
        known = list(zip(before, texts, strict=True)) if len(texts) == len(before) else []
        tail = _tail(self.text)
        apart = "\n\n" if not self._parts or re.search(r"\n[ \t]*\n$", self._head) else "\n"
        nested = [(name, text) for name, text in self._parts if name != key]
        for entry in entries:
            text = next((text for old, text in known if old == entry), None)
            nested.append((key, text if text is not None else _table(f"{self._name()}.{key}", entry)))
        texts = [text.removesuffix(_tail(text)) for text in (self._head, *(text for _, text in nested))]
        texts = [text + apart for text in texts[:-1]] + [texts[-1] + (tail or "\n")]
        self._head = texts[0]
        self._parts = [(name, text) for (name, _), text in zip(nested, texts[1:], strict=True)]

    def _set_inline(self, key: str, entries: Sequence[Mapping[str, Any]]) -> None:
        """Write a list that stands in brackets; an entry with the code of an old one is changed in its place."""
        import tomlkit

        def change(table: Any) -> None:
            array = table[key]
            codes = [entry.get("code") for entry in array]
            if None in codes or None in [entry.get("code") for entry in entries]:
                table[key] = tomlkit.value(_list(entries))
                return
            wanted = {entry["code"]: entry for entry in entries}
            for at in reversed(range(len(codes))):
                if codes[at] not in wanted:
                    del array[at]
                elif dict(array[at]) != wanted[codes[at]]:
                    array[at].update(wanted[codes[at]])
            for entry in entries:
                if entry["code"] not in codes:
                    _append(array, tomlkit.value(_inline(entry)))

        self._edit(change)

    def _name(self) -> str:
        return self._head[self._head.index("[[") + 2 : self._head.index("]]")].strip()

    def _keys(self) -> set[str]:
        import tomllib

        return set(_only(tomllib.loads(self._head)))

    def _edit(self, change: Callable[[Any], None]) -> None:
        self._head = edited(self._head, lambda document: change(_only(document)))


def _only(document: Any) -> Any:
    """Give the one table that a text holds."""
    (value,) = document.values()
    return value[0] if isinstance(value, list) else value


def _append(array: Any, entry: Any) -> None:
    """Put an entry behind the others, on a line of its own where they have theirs."""
    if "\n" in array.as_string():
        array.add_line(entry, indent="  ")
    else:
        array.append(entry)


def _inline(entry: Mapping[str, Any]) -> str:
    import tomlkit

    return "{ " + ", ".join(f"{key} = {tomlkit.item(value).as_string()}" for key, value in entry.items()) + " }"


def _list(entries: Sequence[Mapping[str, Any]]) -> str:
    return "[\n" + "".join(f"  {_inline(entry)},\n" for entry in entries) + "]"


def _table(name: str, entry: Mapping[str, Any]) -> str:
    import tomlkit

    lines = [f"{key} = {tomlkit.item(value).as_string()}" for key, value in entry.items()]
    return "\n".join([f"[[{name}]]", *lines]) + "\n"


def _tail(text: str) -> str:
    """Give the end of the last line and the empty lines behind it."""
    found = re.search(r"\n\s*$", text)
    return found[0] if found else ""
