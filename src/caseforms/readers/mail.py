"""E-mail (.eml): every attachment is a submission of its own, in the order of the mail."""

from __future__ import annotations

import datetime as dt
import email
import email.errors
import email.policy
from collections.abc import Iterator
from email.message import EmailMessage
from email.utils import parseaddr, parsedate_to_datetime
from typing import NamedTuple


class Attachment(NamedTuple):
    """One attachment: its name as the sender gave it ("" for none), its content, whether it ends too early."""

    name: str
    content: bytes
    torn: bool = False


class Mail(NamedTuple):
    """What is kept of a mail beside its attachments.

    sender: the address. sent: the time as its sender's clock had it, so that it is the same on every machine.
    """

    sender: str
    subject: str
    sent: dt.datetime | None
    attachments: tuple[Attachment, ...]


def read(content: bytes) -> Mail:
    """Read a mail; forwarded mails inside it are looked into as well. Never raises: mail is tolerant."""
    message = email.message_from_bytes(content, policy=email.policy.default)
    found = list(_attachments(message))
    if found and any(_unclosed(part) for part in message.walk()):
        found[-1] = found[-1]._replace(torn=True)
    return Mail(
        parseaddr(_header(message, "From"))[1],
        _header(message, "Subject"),
        _sent(message),
        tuple(found),
    )


def _attachments(message: EmailMessage) -> Iterator[Attachment]:
    for part in message.walk():
        if part.is_multipart() or part.get_content_maintype() == "message":
            continue
        name = _name(part)
        disposition = part.get_content_disposition()
        if disposition != "attachment" and not name and part.get_content_maintype() in {"text", "multipart"}:
            continue  # the mail's own words
        payload = part.get_payload(decode=True)
        yield Attachment(name, payload if isinstance(payload, bytes) else b"")


def _name(part: EmailMessage) -> str:
    try:
        return part.get_filename() or ""
    except (ValueError, LookupError, TypeError, AttributeError, IndexError):  # names that no standard allows
        return ""


def _header(message: EmailMessage, name: str) -> str:
    try:
        return " ".join(str(message.get(name, "")).split())
    except (ValueError, LookupError, TypeError, AttributeError, IndexError):
        return ""


def _sent(message: EmailMessage) -> dt.datetime | None:
    try:
        return parsedate_to_datetime(_header(message, "Date")).replace(tzinfo=None)
    except (ValueError, TypeError):
        return None


def _unclosed(part: EmailMessage) -> bool:
    return any(isinstance(defect, email.errors.CloseBoundaryNotFoundDefect) for defect in part.defects)
