"""Outlook messages (.msg): what a mail says of itself, and its attachments, messages inside messages too.

Source: [MS-OXMSG] Outlook Item File Format, [MS-OXCMSG] 2.2.2 (attachments). The file is a container of streams, one a
property; the only module that knows the libraries for it.
"""

from __future__ import annotations

import datetime as dt
import importlib
import io
import struct
from collections.abc import Iterator, Mapping
from email.utils import parseaddr
from typing import Any

from caseforms.errors import UnreadableFileError
from caseforms.readers.mail import Attachment, Mail, header_of, sent_of

_MESSAGE, _INSIDE, _ATTACHMENT = 32, 24, 8  # bytes before the properties of a file, of a message inside it, ...
_PROPERTY = struct.Struct("<HHI8s")  # type, number, flags, value or size
_COUNTS = struct.Struct("<8x4I")  # next recipient, next attachment, recipients, attachments
_MOST = 1000  # attachments of one message; a greater number is no number of attachments
_TABLE = "__properties_version1.0"
_TIME, _BINARY = 0x0040, 0x0102  # types of properties
_CLASS, _SUBJECT, _SUBMITTED, _DELIVERED, _HEADERS = 0x001A, 0x0037, 0x0039, 0x0E06, 0x007D
_SENDER_SMTP, _SENDER, _FOR_SMTP, _FOR = 0x5D01, 0x0C1F, 0x5D02, 0x0065
_METHOD, _CONTENT = 0x3705, 0x3701
_NAMES = (0x3707, 0x3704, 0x3001)  # long name, short name, name shown
_CODE_PAGES = (0x3FFD, 0x3FDE)
_LINKS, _OBJECT = {2, 3, 4, 7}, 6  # ways to attach: only a path or an address; a drawing or sheet in the text
_EPOCH = dt.datetime(1601, 1, 1)  # noqa: DTZ001 - times are kept without a zone
_UTF_8 = 65001
_LATIN = "cp1252"


def read(content: bytes) -> Mail:
    """Read a message.

    Raises:
        UnreadableFileError: `damaged` when it is no whole message.
    """
    olefile: Any = importlib.import_module("olefile")
    storage: Any = importlib.import_module("oxmsg.storage")

    try:
        with olefile.OleFileIO(io.BytesIO(content)) as ole:
            root = storage.Storage.from_ole(ole)
        return _mail(root, _MESSAGE, "")
    except (OSError, ValueError, LookupError, TypeError, AttributeError, struct.error, RecursionError):
        raise UnreadableFileError(
            "damaged", "The Outlook message is damaged and cannot be opened.", "Ask the sender for a new copy."
        ) from None


def _mail(storage: Any, offset: int, encoding: str) -> Mail:
    """Read a message from its storage; one inside another speaks its encoding unless it says otherwise."""
    fixed = _fixed(storage, offset)
    encoding = _encoding(fixed) or encoding or _LATIN
    headers = _text(storage, _HEADERS, encoding)
    sent = sent_of(header_of(headers, "Date")) or _time(fixed, _SUBMITTED) or _time(fixed, _DELIVERED)
    return Mail(
        _sender(storage, encoding, headers),
        " ".join(_text(storage, _SUBJECT, encoding).split()),
        sent,
        tuple(_attachments(storage, encoding)),
    )


def _sender(storage: Any, encoding: str, headers: str) -> str:
    """Give the sender's address; Outlook's own directory names (EX) are none."""
    told = [parseaddr(header_of(headers, "From"))[1]]
    told += [_text(storage, pid, encoding).strip() for pid in (_SENDER_SMTP, _SENDER, _FOR_SMTP, _FOR)]
    return next((address for address in told if "@" in address), "")


def _attachments(storage: Any, encoding: str) -> Iterator[Attachment]:
    parts = [part for part in storage.storages if part.name.casefold().startswith("__attach_version1.0_#")]
    head = _stream_named(storage, _TABLE)[: _COUNTS.size]
    told = _COUNTS.unpack(head)[3] if len(head) == _COUNTS.size else 0
    for part in sorted(parts, key=lambda part: part.name.casefold()):
        fixed = _fixed(part, _ATTACHMENT)
        name = next((words for pid in _NAMES if (words := _text(part, pid, encoding).strip())), "")
        method = struct.unpack_from("<I", fixed[_METHOD, 0x0003])[0] if (_METHOD, 0x0003) in fixed else 1
        inside = next((kid for kid in part.storages if kid.name.casefold() == f"__substg1.0_{_CONTENT:04x}000d"), None)
        if inside is not None and method != _OBJECT:
            yield Attachment(name, b"", nested=_mail(inside, _INSIDE, encoding))
            continue
        stored = _stream(part, _CONTENT, "0102")
        size = struct.unpack_from("<I", fixed[_CONTENT, _BINARY])[0] if (_CONTENT, _BINARY) in fixed else 0
        missing = "link" if method in _LINKS and not stored else "object" if method == _OBJECT else ""
        yield Attachment(name, stored, torn=len(stored) < size and not missing, missing=missing)
    if len(parts) < told < _MOST:
        yield Attachment("", b"", missing="lost")


def _fixed(storage: Any, offset: int) -> Mapping[tuple[int, int], bytes]:
    """Give the values of fixed size, and the sizes of the others, by number and type."""
    table = _stream_named(storage, _TABLE)
    found = {}
    for at in range(offset, len(table) - _PROPERTY.size + 1, _PROPERTY.size):
        kind, number, _, value = _PROPERTY.unpack_from(table, at)
        found[number, kind] = value
    return found


def _encoding(fixed: Mapping[tuple[int, int], bytes]) -> str:
    """Give the encoding of texts that are not Unicode."""
    for number in _CODE_PAGES:
        page = struct.unpack_from("<I", fixed[number, 0x0003])[0] if (number, 0x0003) in fixed else 0
        name = "utf-8" if page == _UTF_8 else f"cp{page}"
        try:
            b"".decode(name)
        except LookupError:
            continue
        return name
    return ""


def _text(storage: Any, pid: int, encoding: str) -> str:
    wide = _stream(storage, pid, "001f")
    text = wide.decode("utf-16-le", "replace") if wide else _stream(storage, pid, "001e").decode(encoding, "replace")
    return text.replace("\x00", "")


def _time(fixed: Mapping[tuple[int, int], bytes], pid: int) -> dt.datetime | None:
    """Give a time; Outlook keeps no zone, so it is that of Greenwich."""
    ticks = struct.unpack("<Q", fixed[pid, _TIME])[0] if (pid, _TIME) in fixed else 0
    try:
        return _EPOCH + dt.timedelta(seconds=ticks // 10_000_000) if ticks else None
    except OverflowError:
        return None


def _stream(storage: Any, pid: int, kind: str) -> bytes:
    return _stream_named(storage, f"__substg1.0_{pid:04x}{kind}")


def _stream_named(storage: Any, name: str) -> bytes:
    return next((bytes(stream.bytes_) for stream in storage.streams if stream.name.casefold() == name), b"")
