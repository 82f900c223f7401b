"""From a file on disk to submissions: tells the kind, calls its reader, opens mails.

Whatever is wrong with a file becomes a report with a failure: nothing raised here stops a batch.
"""

from __future__ import annotations

import hashlib
import importlib
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, NamedTuple

from caseforms.errors import UnreadableFileError
from caseforms.fieldtypes.text import shorten, shown
from caseforms.model import Failure, Remark, Report, Submission
from caseforms.readers import kinds
from caseforms.readers.base import Content
from caseforms.readers.kinds import Kind

if TYPE_CHECKING:
    from caseforms.readers.mail import Attachment, Mail

#: The reader of each kind; imported when the first file of the kind comes.
_READERS = {
    kinds.PDF.media_type: "caseforms.readers.pdf",
    kinds.XLSX.media_type: "caseforms.readers.xlsx",
    kinds.XLS.media_type: "caseforms.readers.xls",
}
_NAME_LENGTH = 80  # of an attachment's name, where it is shown
_LARGEST = 200 * 2**20  # bytes: no form is as large, and a file is held in memory whole
_TOO_LARGE = ("The file is too large for a form (over 200 MB).", "Ask the sender for the form alone.")
_NEW_COPY = "Ask the sender for a new copy."
_DEEPEST = 10  # mails inside mails
_IN_MAIL_PROGRAM = "Open it in your mail program and save its attachments into the folder."
_TOO_DEEP = Failure("wrong_type", f"This mail is inside more than {_DEEPEST} other mails.", _IN_MAIL_PROGRAM)
_WORDS_ONLY = Failure("not_a_form", "This mail inside the mail has no attachments.", "Nothing to do.")
_MISSING = {
    "lost": Failure("damaged", "The Outlook message is damaged: an attachment of it is lost.", _NEW_COPY),
    "link": Failure(
        "wrong_type",
        "The attachment is only a link; the file itself is not in the mail.",
        "Ask the sender to attach the file itself.",
    ),
    "object": Failure(
        "wrong_type",
        "The attachment is drawn into the mail's text and is no file.",
        "Ask the sender to attach the form as a file.",
    ),
}
_NO_FORMS = {kinds.ZIP, kinds.TNEF, kinds.TEXT, kinds.UNKNOWN, kinds.SIGNATURE}
_LOCKED = {kinds.SEALED, kinds.PGP, kinds.RIGHTS}


def read_file(path: Path, named: str | None = None) -> Iterator[Submission | Report]:
    """Read a file: one submission, or one for each attachment of a mail, or a report of the failure.

    Args:
        path: the file.
        named: how to name it in reports; as given on the command line, the path itself by default.
    """
    named = named if named is not None else str(path)
    try:
        if path.stat().st_size > _LARGEST:
            yield _failed(named, b"", "too_large", *_TOO_LARGE)
            return
        content = path.read_bytes()
    except FileNotFoundError:
        yield _failed(named, b"", "missing", "The file is not there.", "Check its name and folder.")
        return
    except OSError:
        yield _failed(named, b"", "missing", "The file cannot be opened.", "Close it in other programs and try again.")
        return
    ending = path.suffix.lower()
    kind = kinds.kind_of(content, ending) if content else kinds.UNKNOWN
    if kind in {kinds.MAIL, kinds.OUTLOOK}:
        yield from _mail(content, named, kind)
    else:
        yield _one(content, named, ending, path)


def _one(content: bytes, named: str, ending: str, path: Path | None = None) -> Submission | Report:
    """Read one file that is no mail."""
    if not content:
        return _failed(named, content, "empty", "The file is empty (0 bytes).", _NEW_COPY)
    kind = kinds.kind_of(content, ending)
    if not kind.readable:
        return _unreadable(content, named, kind, ending)
    misnamed = bool(ending) and ending not in kind.endings
    try:
        read: Content = _reader(kind)(content, path) if kind is kinds.PDF else _reader(kind)(content)
    except UnreadableFileError as error:
        both_excel = {kind.media_type, _claimed(ending)} <= {kinds.XLS.media_type, kinds.XLSX.called}
        wrong = misnamed and _claimed(ending) and not both_excel
        message = f"{error.message} (It is {kind.called}, not {_claimed(ending)}.)" if wrong else error.message
        return _failed(named, content, error.kind, message, error.mend, kind.media_type)
    remarks = read.remarks
    if misnamed:
        remarks = (*remarks, Remark("wrong_ending", {"is_": kind.called, "was": ending}))
    return Submission(
        named,
        hashlib.sha256(content).hexdigest(),
        kind.media_type,
        read.pages,
        title=read.title,
        remarks=remarks,
        printed=read.printed,
        looks=read.looks,
        paper=read.paper,
    )


def _reader(kind: Kind):  # type: ignore[no-untyped-def]  # noqa: ANN202  each reader has its own signature
    return importlib.import_module(_READERS[kind.media_type]).read


def _mail(content: bytes, named: str, kind: Kind) -> Iterator[Submission | Report]:
    """Read every attachment of a mail; what is plainly no form (a logo) is accounted for as such."""
    try:
        message = _opened(content, kind)
    except UnreadableFileError as error:
        yield _failed(named, content, error.kind, error.message, error.mend, kind.media_type)
        return
    leaves = list(_leaves(message, named, 1))
    if all(leaf.empty for leaf in leaves):
        yield _failed(
            named,
            content,
            "no_attachment",
            "No form is attached to this mail.",
            "Ask the sender to send it again with the form attached.",
            kind.media_type,
        )
        return
    for leaf in leaves:
        found = _of_leaf(leaf)
        if isinstance(found, Submission):
            yield _with_mail(found, message, leaf.mail)
        else:
            yield found if leaf.fault else _beside(found)


class _Leaf(NamedTuple):
    """An attachment of a mail, or of a mail inside it. fault: why it cannot be read; empty: a mail without any."""

    named: str
    attachment: Attachment
    mail: Mail
    fault: Failure | None = None
    empty: bool = False


def _opened(content: bytes, kind: Kind) -> Mail:
    if kind is kinds.OUTLOOK:
        from caseforms.readers import msg

        return msg.read(content)
    from caseforms.readers import mail

    return mail.read(content)


def _leaves(message: Mail, named: str, depth: int) -> Iterator[_Leaf]:
    """Walk the attachments of a mail and of the mails inside it, in order."""
    found: list[_Leaf] = []
    for number, attachment in enumerate(message.attachments, 1):
        name = f"{named} > {attachment_name(attachment.name, number)}"
        leaf = _Leaf(name, attachment, message)
        inner: Mail | None = attachment.nested
        kind = kinds.kind_of(attachment.content, _ending(attachment)) if attachment.content else kinds.UNKNOWN
        try:
            if inner is None and kind in {kinds.MAIL, kinds.OUTLOOK} and not attachment.torn:
                inner = _opened(attachment.content, kind)
        except UnreadableFileError as error:
            found.append(leaf._replace(fault=Failure(error.kind, error.message, error.mend)))
            continue
        if inner is None:
            found.append(leaf)
        elif depth >= _DEEPEST:
            found.append(leaf._replace(fault=_TOO_DEEP))
        else:  # a forwarded mail has no name of its own
            below = list(_leaves(inner, name if attachment.name else named, depth + 1))
            found += below or [leaf._replace(fault=_WORDS_ONLY, empty=True)]
    if message.torn and found:
        found[-1] = found[-1]._replace(attachment=found[-1].attachment._replace(torn=True))
    yield from found


def _ending(attachment: Attachment) -> str:
    return PurePosixPath(attachment.name).suffix.lower()


def _of_leaf(leaf: _Leaf) -> Submission | Report:
    content = leaf.attachment.content
    fault = leaf.fault or _MISSING.get(leaf.attachment.missing)
    if fault is not None:
        return _failed(leaf.named, content, *fault)
    if leaf.attachment.torn:
        return _failed(leaf.named, content, "damaged", "The mail is cut off inside this attachment.", _NEW_COPY)
    return _one(content, leaf.named, _ending(leaf.attachment))


def content_of(path: Path, sha256: str) -> bytes | None:
    """Give the content of a file, or of an attachment of a mail, by its hash; None where it is there no longer."""
    try:
        content = path.read_bytes()
    except OSError:
        return None
    if hashlib.sha256(content).hexdigest() == sha256:
        return content
    kind = kinds.kind_of(content, path.suffix.lower()) if content else kinds.UNKNOWN
    if kind not in {kinds.MAIL, kinds.OUTLOOK}:
        return None
    try:
        leaves = _leaves(_opened(content, kind), "", 1)
        attached = (leaf.attachment.content for leaf in leaves)
        return next((inner for inner in attached if hashlib.sha256(inner).hexdigest() == sha256), None)
    except UnreadableFileError:
        return None


def _beside(report: Report) -> Report:
    """Tell that a picture or a note that came along in a mail needs no work."""
    failure = report.failure
    packed = report.media_type in {kinds.ZIP.media_type, kinds.TNEF.media_type}
    if failure is None or failure.kind != "not_a_form" or packed:  # a package may hold a form
        return report
    return replace(report, failure=failure._replace(mend="Nothing to do, unless it is a picture of a form."))


def attachment_name(name: str, number: int) -> str:
    """Give an attachment's name fit to be shown: no folders, nothing invisible, not too long."""
    last = re.split(r"[/\\]", name)[-1]
    last = re.sub(r"^[A-Za-z]:", "", last).strip()
    return shorten(shown(last), _NAME_LENGTH) or f"attachment {number}"


def _with_mail(submission: Submission, message: Mail, inner: Mail) -> Submission:
    """Keep who sent a form and when: the mail that came, else the mail inside it."""
    return replace(
        submission,
        received=message.sent or inner.sent,
        sender=message.sender or inner.sender,
        subject=message.subject or inner.subject,
    )


def _unreadable(content: bytes, named: str, kind: Kind, ending: str) -> Report:
    """Refuse a kind of file that holds no form that can be read."""
    claimed = f", not {_claimed(ending)}" if ending not in kind.endings and _claimed(ending) else ""
    picture = kind.media_type.startswith("image/")
    mend = {
        kinds.SEALED: _IN_MAIL_PROGRAM,
        kinds.SIGNED: _IN_MAIL_PROGRAM,
        kinds.PGP: _IN_MAIL_PROGRAM,
        kinds.RIGHTS: _IN_MAIL_PROGRAM,
        kinds.ZIP: "Unpack it and hand in the forms inside.",
        kinds.TNEF: "Ask the sender to send the mail again as HTML or plain text, or the form by itself.",
    }.get(kind, "Ask the sender for the fillable PDF or Excel form itself.")
    word = "not_a_form" if picture or kind in _NO_FORMS else "encrypted" if kind in _LOCKED else "wrong_type"
    return _failed(named, content, word, f"The file is {kind.called}{claimed}.", mend, kind.media_type)


def _claimed(ending: str) -> str:
    """Say what a name's ending claims the file to be."""
    claims = (kinds.PDF, kinds.XLSX, kinds.XLS, kinds.WORD, kinds.MAIL, kinds.OUTLOOK)
    return next((kind.called for kind in claims if ending in kind.endings), "")


def _failed(named: str, content: bytes, kind: str, message: str, mend: str, media_type: str = "") -> Report:
    digest = hashlib.sha256(content).hexdigest() if content else ""
    return Report(named, digest, media_type, failure=Failure(kind, message, mend))
