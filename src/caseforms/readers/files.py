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
from typing import TYPE_CHECKING

from caseforms.errors import UnreadableFileError
from caseforms.fieldtypes.text import shorten, shown
from caseforms.model import Failure, Remark, Report, Submission
from caseforms.readers import kinds
from caseforms.readers.base import Content
from caseforms.readers.kinds import Kind

if TYPE_CHECKING:
    from caseforms.readers.mail import Mail

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
    if content and kinds.kind_of(content, ending) is kinds.MAIL:
        yield from _mail(content, named)
    else:
        yield _one(content, named, ending, path)


def _one(content: bytes, named: str, ending: str, path: Path | None = None) -> Submission | Report:
    """Read one file that is no mail."""
    if not content:
        return _failed(named, content, "empty", "The file is empty (0 bytes).", _NEW_COPY)
    kind = kinds.kind_of(content, ending)
    if not kind.readable or kind is kinds.MAIL:
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
    )


def _reader(kind: Kind):  # type: ignore[no-untyped-def]  # noqa: ANN202  each reader has its own signature
    return importlib.import_module(_READERS[kind.media_type]).read


def _mail(content: bytes, named: str) -> Iterator[Submission | Report]:
    """Read every attachment of a mail; what is plainly no form (a logo) is accounted for as such."""
    from caseforms.readers import mail

    message = mail.read(content)
    if not message.attachments:
        yield _failed(
            named,
            content,
            "no_attachment",
            "No form is attached to this mail.",
            "Ask the sender to send it again with the form attached.",
            kinds.MAIL.media_type,
        )
        return
    for number, attachment in enumerate(message.attachments, 1):
        name = f"{named} > {attachment_name(attachment.name, number)}"
        ending = PurePosixPath(attachment.name).suffix.lower()
        if attachment.torn:
            found: Submission | Report = _failed(
                name, attachment.content, "damaged", "The mail is cut off inside this attachment.", _NEW_COPY
            )
        else:
            found = _one(attachment.content, name, ending)
        yield _with_mail(found, message) if isinstance(found, Submission) else _beside(found)


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


def _with_mail(submission: Submission, message: Mail) -> Submission:
    return replace(submission, received=message.sent, sender=message.sender, subject=message.subject)


def _unreadable(content: bytes, named: str, kind: Kind, ending: str) -> Report:
    """Refuse a kind of file that holds no form that can be read."""
    claimed = f", not {_claimed(ending)}" if ending not in kind.endings and _claimed(ending) else ""
    if kind is kinds.MAIL:
        return _failed(named, content, "wrong_type", "This is a mail inside a mail.", "Send the form itself.")
    picture = kind.media_type.startswith("image/")
    mend = {
        kinds.OUTLOOK: "Save it in Outlook as .eml, or save its attachments into the folder.",
        kinds.ZIP: "Unpack it and hand in the forms inside.",
        kinds.TNEF: "Ask the sender to send the mail again as HTML or plain text, or the form by itself.",
    }.get(kind, "Ask the sender for the fillable PDF or Excel form itself.")
    word = "not_a_form" if picture or kind in {kinds.ZIP, kinds.TNEF, kinds.TEXT, kinds.UNKNOWN} else "wrong_type"
    return _failed(named, content, word, f"The file is {kind.called}{claimed}.", mend, kind.media_type)


def _claimed(ending: str) -> str:
    """Say what a name's ending claims the file to be."""
    claims = (kinds.PDF, kinds.XLSX, kinds.XLS, kinds.WORD, kinds.MAIL, kinds.OUTLOOK)
    return next((kind.called for kind in claims if ending in kind.endings), "")


def _failed(named: str, content: bytes, kind: str, message: str, mend: str, media_type: str = "") -> Report:
    digest = hashlib.sha256(content).hexdigest() if content else ""
    return Report(named, digest, media_type, failure=Failure(kind, message, mend))
