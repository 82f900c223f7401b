"""What a template may print: groups of fields (`client.name`), and what stands for a field without a value.

Pure: knows no template language. Values are str, int, float, bool, `datetime.date`, lists of str, lists of `Group`
(the rows of a table), `Group` and `Blank`.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from typing import Any

__all__ = ["Blank", "Group", "is_blank", "texts"]


class Blank:
    """A field without a value. It is false, empty, equal to nothing else, and whatever is asked of it is itself.

    path: the merge field, such as `client.phone`; protected: it has a value, an address that must not be printed.
    """

    __slots__ = ("path", "protected")

    def __init__(self, path: str, *, protected: bool = False) -> None:
        """Keep the two."""
        self.path = path
        self.protected = protected

    def __bool__(self) -> bool:
        return False

    def __getitem__(self, _key: object) -> Blank:
        return self

    def __getattr__(self, name: str) -> Blank:
        if name.startswith("_"):
            raise AttributeError(name)
        return self

    def __len__(self) -> int:
        return 0

    def __iter__(self) -> Iterator[Any]:
        return iter(())

    def __contains__(self, _item: object) -> bool:
        return False

    def __lt__(self, _other: object) -> bool:
        return False

    __le__ = __gt__ = __ge__ = __lt__

    def __repr__(self) -> str:
        return f"Blank({self.path!r}, protected={self.protected})"

    def __reduce__(self) -> tuple[Any, ...]:
        """Travel between processes whole."""
        return _again, (self.path, self.protected)


def _again(path: str, protected: bool) -> Blank:  # noqa: FBT001  # what pickle calls
    return Blank(path, protected=protected)


class Group:
    """The fields of one subject: `client`, or one row of a table.

    name: as templates write it; values: by field name; known: the fields there are (by default those with a key in
    `values`). It is always true, and it has no public attribute that could hide a field.
    """

    __slots__ = ("_known", "_name", "_values")

    def __init__(self, name: str, values: Mapping[str, object], known: Collection[str] | None = None) -> None:
        """Keep the three."""
        self._name = name
        self._values = values
        self._known: Collection[str] = values if known is None else known

    def __getitem__(self, field: str) -> Any:
        """Give the field's value, or a `Blank` for a known field without one.

        Raises:
            KeyError: there is no such field.
        """
        value = self._values.get(field)
        if not is_blank(value):
            return value
        if field in self._known or field in self._values:
            return Blank(f"{self._name}.{field}")
        raise KeyError(field)

    def __contains__(self, field: object) -> bool:
        return field in self._known or field in self._values

    __iter__ = None  # a group is not a list

    def __dir__(self) -> list[str]:
        """Give the names of its fields."""
        return sorted({*self._known, *self._values})

    def __repr__(self) -> str:
        return f"Group({self._name!r})"  # its values are answers of a form: they stay out of logs


def is_blank(value: object) -> bool:
    """Tell whether a value says nothing: None, an empty list, a text of nothing but white space."""
    if isinstance(value, str):
        return not value or value.isspace()
    return value is None or value == []


def texts(value: object) -> Iterator[str]:
    """Walk all texts inside a value: of a group, the rows of a table, a list."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, Group):
        for inner in value._values.values():  # noqa: SLF001  # a group shows its fields to nobody else
            yield from texts(inner)
    elif isinstance(value, list | tuple):
        for inner in value:
            yield from texts(inner)
