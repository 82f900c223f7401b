"""E-mail (.eml): every attachment is a submission of its own, in the order of the mail."""

from __future__ import annotations

import datetime as dt
import email
import email.errors
import email.policy
from collections.abc import Iterator
from email.message import EmailMessage
from email.parser import HeaderParser
from email.utils import parseaddr, parsedate_to_datetime
from typing import NamedTuple

_DEEPEST = 50  # levels of a mail's parts; a form hangs on the third at most
_ODD = (ValueError, LookupError, TypeError, AttributeError)  # headers that no standard allows


class Attachment(NamedTuple):
    """One attachment: its name as the sender gave it ("" for none), its content, whether it ends too early.

    nested: a mail attached as such; then there is no content. missing: why there is none: `link`, `object`, `lost`.
    """

    name: str
    content: bytes
    torn: bool = False
    nested: Mail | None = None
    missing: str = ""


class Mail(NamedTuple):
    """What is kept of a mail beside its attachments.

    sender: the address. sent: the time as its sender's clock had it, so that it is the same on every machine.
    torn: the mail ends too early, inside its last attachment.
    """

    sender: str
    subject: str
    sent: dt.datetime | None
    attachments: tuple[Attachment, ...]
    torn: bool = False


def read(content: bytes) -> Mail:
    """Read a mail with the mails forwarded inside it. Never raises: mail is tolerant."""
    message = email.message_from_bytes(content, policy=email.policy.default)
    return _mail(message, 0)._replace(torn=any(_unclosed(part) for part in message.walk()))


def _mail(message: EmailMessage, depth: int) -> Mail:
    return Mail(
        parseaddr(_header(message, "From"))[1],
        _header(message, "Subject"),
        sent_of(_header(message, "Date")),
        tuple(_attachments(message, depth)),
    )


def _attachments(part: EmailMessage, depth: int) -> Iterator[Attachment]:
    if depth > _DEEPEST:
        return
    if part.get_content_type() == "message/rfc822" and part.is_multipart():
        for inner in _parts(part):
            yield Attachment(_name(part), b"", nested=_mail(inner, depth + 1))
        return
    if part.is_multipart():
        for inner in _parts(part):
            yield from _attachments(inner, depth + 1)
        return
    if part.get_content_maintype() == "message":
        return
    name = _name(part)
    disposition = part.get_content_disposition()
    if disposition != "attachment" and not name and part.get_content_maintype() in {"text", "multipart"}:
        return  # the mail's own words
    payload = part.get_payload(decode=True)
    yield Attachment(name, payload if isinstance(payload, bytes) else b"")


def _parts(part: EmailMessage) -> list[EmailMessage]:
    inner = part.get_payload()
    return [each for each in inner if isinstance(each, EmailMessage)] if isinstance(inner, list) else []


def _name(part: EmailMessage) -> str:
    try:
        return part.get_filename() or ""
    except _ODD:
        return ""


def _header(message: EmailMessage, name: str) -> str:
    try:
        return " ".join(str(message.get(name, "")).split())
    except _ODD:
        return ""


def header_of(headers: str, name: str) -> str:
    """Give one of the headers of a mail, which stand in a text."""
    return _header(HeaderParser(policy=email.policy.default).parsestr(headers), name)


def sent_of(date: str) -> dt.datetime | None:
    """Read a mail's date; None for none."""
    try:
        return parsedate_to_datetime(date).replace(tzinfo=None)
    except (ValueError, TypeError):
        return None


def _unclosed(part: EmailMessage) -> bool:
    return any(isinstance(defect, email.errors.CloseBoundaryNotFoundDefect) for defect in part.defects)
