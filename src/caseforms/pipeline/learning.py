"""Learning from a blank: reads the file, looks at its pages, drafts the definition."""

from __future__ import annotations

from pathlib import Path

from caseforms.definitions.learn import LearnedForm, learn
from caseforms.errors import UnreadableFileError
from caseforms.model import Report
from caseforms.readers.files import read_file
from caseforms.readers.kinds import PDF

_ONE_BLANK = "Name the blank form itself: one fillable PDF, or one Excel form."


def learn_blank(path: Path) -> LearnedForm:
    """Draft a definition from a blank file.

    Raises:
        UnreadableFileError: it cannot be read, or holds nothing that could be filled.
    """
    found = list(read_file(path))
    first = found[0] if len(found) == 1 else None
    if first is None:
        raise UnreadableFileError("not_a_form", "This file holds several forms, or none.", _ONE_BLANK)
    if isinstance(first, Report):
        failure = first.failure
        if failure is None:
            raise UnreadableFileError("not_a_form", "This file is no form.", _ONE_BLANK)
        raise UnreadableFileError(failure.kind, failure.message, failure.mend)
    if first.media_type != PDF.media_type:
        from caseforms.definitions.learn_sheet import learn_sheet

        return learn_sheet(first)
    from caseforms.readers.page_marks import marks_of

    learned = learn(first, marks_of(path.read_bytes()))
    if not learned.questions:
        raise UnreadableFileError(
            "flat",
            "The blank has no form fields, so that nothing tells where answers go.",
            "Ask for the fillable form, or write the definition by hand (docs/add-a-form.md).",
        )
    return learned
