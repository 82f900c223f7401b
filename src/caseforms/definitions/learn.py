"""Learning a form from its blank: every question with its boxes, label, section, person, type and confidence.

Pure: what stands on the pages and what the file says of its fields goes in, questions come out, always the same.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from caseforms.definitions.blank_print import blank_pages, names_of, with_print
from caseforms.definitions.form import FieldDefinition, FormDefinition
from caseforms.definitions.learn_cells import with_runs
from caseforms.definitions.learn_evidence import Item, agreement, weigh
from caseforms.definitions.learn_form import form_of
from caseforms.definitions.learn_groups import Question, text_questions
from caseforms.definitions.learn_labels import labels_of
from caseforms.definitions.learn_meaning import meaning_of_print
from caseforms.definitions.learn_names import give_names
from caseforms.definitions.learn_page import Sheet, sheets_of
from caseforms.definitions.learn_repeats import without_repeats
from caseforms.definitions.learn_sections import Heading, heading_at, headings_of
from caseforms.definitions.learn_ticks import tick_questions
from caseforms.definitions.learn_whose import tell_people
from caseforms.definitions.learned import Blank
from caseforms.model import Submission
from caseforms.readers.page_marks import PageMarks

_MOST_WORDS = 12  # of the print at a signature line
_SIGNED = 0.6  # strength from which print speaks of a signature


class LearnedQuestion(NamedTuple):
    """One question of a blank. confidence: 0..1; evidence: who says what it is, one line each."""

    field: FieldDefinition
    confidence: float
    evidence: tuple[str, ...]


class LearnedForm(NamedTuple):
    """A draft of a definition: the form, and each of its questions with its reasons, in reading order."""

    form: FormDefinition
    questions: tuple[LearnedQuestion, ...]


def learn(submission: Submission, marks: PageMarks) -> LearnedForm:
    """Draft the definition of a form from its blank PDF.

    Args:
        submission: the blank as the reader gives it.
        marks: what is drawn on its pages, and what the file says of its fields.
    """
    sheets = sheets_of(submission, marks)
    questions = questions_of(sheets)
    blank = Blank(
        file=submission.path.replace("\\", "/").rpartition("/")[2],
        sha256=submission.sha256,
        names=names_of(box.name for box in submission.boxes()),
        page=tuple(blank_pages(submission.paper, [page.size for page in marks.pages])) if submission.paper else (),
    )
    drafted = form_of(submission, sheets, questions, blank)
    form = _with_print(drafted.form, submission)
    known = zip(form.field, drafted.reasons, strict=True)
    return LearnedForm(form, tuple(LearnedQuestion(f, r.confidence, r.evidence) for f, r in known))


def _with_print(form: FormDefinition, submission: Submission) -> FormDefinition:
    """Complete all boxes by what the blank prints inside them."""
    if submission.paper is None:
        return form
    boxes = iter(with_print([box for field in form.field for box in field.box], submission.paper))
    fields = (field.model_copy(update={"box": tuple(next(boxes) for _ in field.box)}) for field in form.field)
    return form.model_copy(update={"field": tuple(fields)})


def questions_of(sheets: Sequence[Sheet]) -> list[Question]:
    """Find the questions of a blank in reading order, named."""
    laid_out = [with_runs(sheet) for sheet in sheets]
    pages: list[list[Item]] = []
    last: Heading | None = None
    for sheet in laid_out:
        items, last = _items(sheet, last)
        weigh(items)
        tell_people(items)
        pages.append(items)
    questions: list[Question] = []
    for sheet, items in zip(laid_out, without_repeats(pages), strict=True):
        questions += _in_order(items, [*text_questions(items), *tick_questions(sheet, items)])
    give_names(questions)
    return questions


def _in_order(items: Sequence[Item], questions: list[Question]) -> list[Question]:
    """Sort the questions of a page by their first boxes."""
    order = {id(item): number for number, item in enumerate(items)}
    return sorted(questions, key=lambda q: order[id(q.first)])


def _items(sheet: Sheet, last: Heading | None) -> tuple[list[Item], Heading | None]:
    labels = labels_of(sheet, agreement)
    headings = headings_of(sheet, labels)
    items = [Item(spot, labels[spot], heading_at(headings, spot) or last) for spot in sheet.spots]
    _note_signatures(sheet, items)
    return items, headings[-1] if headings else last


def _note_signatures(sheet: Sheet, items: Sequence[Item]) -> None:
    """Note which boxes stand beside a printed signature line, whether or not that has a box of its own."""
    signs = []
    for phrase in sheet.phrases:
        told = meaning_of_print(phrase.text)
        if told.concept == "signature" and told.strength >= _SIGNED and len(phrase.text.split()) <= _MOST_WORDS:
            signs.append((phrase, told.person))
    for item in items:
        best = item.labels.best
        places = [item.spot.box, *([best.phrase.box] if best is not None else [])]
        near = [
            (abs(phrase.box[0] - box[0]), phrase.text, person)
            for phrase, person in signs
            for box in places
            if (best is None or phrase is not best.phrase)
            and min(phrase.box[3], box[3]) - max(phrase.box[1], box[1]) > -2  # noqa: PLR2004  points between lines
        ]
        if near:
            item.signed, item.beside = True, min(near)[2]
