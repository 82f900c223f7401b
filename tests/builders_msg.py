"""Outlook messages that tests make: a writer of compound files ([MS-CFB], version 3) and of messages in them."""

from __future__ import annotations

import datetime as dt
import struct
from collections.abc import Mapping, Sequence
from typing import NamedTuple, TypeAlias

Tree: TypeAlias = "Mapping[str, bytes | Tree]"

SECTOR, MINI, SMALL, ENTRY = 512, 64, 4096, 128
FREE, END, FAT, NONE = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD, 0xFFFFFFFF
ROOT, STORAGE, STREAM = 5, 1, 2


class _Entry:
    """One entry of the directory."""

    def __init__(self, name: str, kind: int, content: bytes = b"") -> None:
        self.name, self.kind, self.content = name, kind, content
        self.left = self.right = self.child = NONE
        self.start, self.size = END, len(content)

    def packed(self) -> bytes:
        name = self.name.encode("utf-16-le") + b"\x00\x00"
        head = struct.pack("<64sHBBIII", name, len(name), self.kind, 1, self.left, self.right, self.child)
        return head + bytes(36) + struct.pack("<IQ", self.start, self.size)


def compound(tree: Tree) -> bytes:
    """A compound file of streams and storages."""
    entries = [_Entry("Root Entry", ROOT)]
    _hang(entries, 0, tree)
    small = [entry for entry in entries[1:] if entry.kind == STREAM and 0 < entry.size < SMALL]
    mini_stream, mini_fat = bytearray(), []
    for entry in small:
        entry.start = len(mini_stream) // MINI
        count = -(-entry.size // MINI)
        mini_stream += entry.content.ljust(count * MINI, b"\x00")
        mini_fat += [*range(entry.start + 1, entry.start + count), END]
    entries[0].content, entries[0].size = bytes(mini_stream), len(mini_stream)
    sectors, fat = bytearray(), []

    def put(content: bytes) -> int:
        start, count = len(fat), -(-len(content) // SECTOR)
        sectors.extend(content.ljust(count * SECTOR, b"\x00"))
        fat.extend([*range(start + 1, start + count), END] if count else [])
        return start if count else END

    for entry in entries:
        if entry.size >= SMALL or (entry.kind == ROOT and entry.size):
            entry.start = put(entry.content)
    mini_start = put(
        b"".join(struct.pack("<I", number) for number in mini_fat).ljust(-(-len(mini_fat) // 128) * SECTOR, b"\xff")
    )
    directory = put(b"".join(entry.packed() for entry in entries))
    count = 1
    while (len(fat) + count) * 4 > count * SECTOR:
        count += 1
    at = len(fat)
    fat += [FAT] * count
    fat += [FREE] * (-len(fat) % (SECTOR // 4))
    sectors += b"".join(struct.pack("<I", number) for number in fat)
    difat = [*range(at, at + count)] + [FREE] * (109 - count)
    head = struct.pack("<8s16xHHHHH6xIIIIIIIII", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", 0x3E, 3, 0xFFFE, 9, 6, 0, count,
                       directory, 0, SMALL, mini_start, -(-len(mini_fat) // 128), END, 0)  # fmt: skip
    return head + b"".join(struct.pack("<I", number) for number in difat) + bytes(sectors)


def _hang(entries: list[_Entry], above: int, tree: Tree) -> None:
    numbers = []
    for name in sorted(tree, key=lambda name: (len(name), name.upper())):
        content = tree[name]
        numbers.append(len(entries))
        if isinstance(content, bytes):
            entries.append(_Entry(name, STREAM, content))
        else:
            entries.append(_Entry(name, STORAGE))
            _hang(entries, numbers[-1], content)

    def balanced(part: list[int]) -> int:
        if not part:
            return NONE
        middle = len(part) // 2
        entry = entries[part[middle]]
        entry.left, entry.right = balanced(part[:middle]), balanced(part[middle + 1 :])
        return part[middle]

    entries[above].child = balanced(numbers)


# ---- messages ----


class Attached(NamedTuple):
    """An attachment: bytes, a message inside the message, or None for one that is elsewhere."""

    name: str
    content: bytes | Tree | None
    method: int = 1
    short: bool = False


def text(value: str, encoding: str = "") -> tuple[str, bytes]:
    """A text property: its type and its bytes."""
    return ("001E", value.encode(encoding)) if encoding else ("001F", value.encode("utf-16-le"))


def message(
    *attached: Attached,
    subject: str = "A request",
    sender: str = "quill.placeholder@example.org",
    headers: str = "",
    submitted: dt.datetime | None = None,
    encoding: str = "",
    inside: bool = False,
    message_class: str = "IPM.Note",
) -> dict[str, bytes | Tree]:
    """The tree of a message. encoding: of 8-bit texts ("cp1252"); "" for Unicode."""
    texts = {0x001A: message_class, 0x0037: subject, 0x0C1F: sender, 0x007D: headers, 0x1000: "Please see attached."}
    tree: dict[str, bytes | Tree] = {}
    fixed = [(0x3FFD, 0x0003, int(encoding[2:]))] if encoding else []
    if submitted is not None:
        fixed.append((0x0039, 0x0040, int((submitted - dt.datetime(1601, 1, 1)).total_seconds()) * 10_000_000))
    for number, value in texts.items():
        kind, stored = text(value, encoding)
        if value:
            tree[f"__substg1.0_{number:04X}{kind}"] = stored
            fixed.append((number, int(kind, 16), len(stored)))
    for number, one in enumerate(attached):
        tree[f"__attach_version1.0_#{number:08X}"] = _attachment(one, encoding)
    counts = struct.pack("<8xIIII", 0, len(attached), 0, len(attached))
    tree["__properties_version1.0"] = counts + (b"" if inside else bytes(8)) + properties(fixed)
    return tree


def properties(fixed: Sequence[tuple[int, int, int]]) -> bytes:
    """A property table."""
    return b"".join(struct.pack("<HHIQ", kind, number, 6, value) for number, kind, value in fixed)


def _attachment(one: Attached, encoding: str) -> dict[str, bytes | Tree]:
    kind, name = text(one.name, encoding)
    tree: dict[str, bytes | Tree] = {f"__substg1.0_{0x3704 if one.short else 0x3707:04X}{kind}": name}
    fixed = [(0x3705, 0x0003, one.method)]
    if isinstance(one.content, bytes):
        tree["__substg1.0_37010102"] = one.content
        fixed.append((0x3701, 0x0102, len(one.content)))
    elif one.content is not None:
        tree["__substg1.0_3701000D"] = one.content
    tree["__properties_version1.0"] = bytes(8) + properties(fixed)
    return tree


def msg(*attached: Attached, **said: object) -> bytes:
    """An Outlook message as a file."""
    return compound(message(*attached, **said))  # type: ignore[arg-type]
