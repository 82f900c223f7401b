"""Which form is it? None or two candidates is a failure that names them (promise 2: nothing invented)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from caseforms.definitions.labels import OWN_CELL, LabelIndex
from caseforms.definitions.recognise import by_their_blanks
from caseforms.errors import UnreadableFileError
from caseforms.fieldtypes.text import clean, normalise_label
from caseforms.model import BoxKind, Page, Submission

_REQUIRED, _EXPLAINED, _TITLE = 0.6, 0.2, 0.2  # what each kind of evidence weighs
_ENOUGH = 0.5  # evidence under which a form is not recognised
_LEAD = 0.1  # what the best candidate must have more than the next
_CLEAR, _CLEAR_LEAD = 0.75, 0.3  # with such evidence and lead the title need not be looked for
_CLEAR_PRINT = 0.65  # evidence from which a form is recognised by its title and the rest of its print
_LOOKED_AT = 400  # boxes: more do not make a form clearer
_OWN_NAMES = 0.6  # share of a form's fields whose own names show that it is our blank
_FEW = 4  # required questions under which they alone tell no form
_MANY_MORE = 4  # required questions found beyond those of a rival that has few: a name and a date fit many forms
_FEWEST_ON_SHEET = 3  # required questions: instructions that name the form and a label or two are no form
_FEWEST_IN_PRINT = 3  # required questions on a page without boxes, under the form's title
_TITLE_CELLS = 12
_UNTITLED = 0.5  # what is left of the evidence for a form that goes by its title, where that is not found
_LONGEST = 160


class Recognised(NamedTuple):
    """The form that was recognised, and how surely (0..1)."""

    labels: LabelIndex
    confidence: float


class _Evidence(NamedTuple):
    labels: LabelIndex
    score: float
    found: int
    share: float  # of all questions of the form, needed or not
    titled: bool = False


#: Name and label of a box, and whether it counts as a question.
_Sign = tuple[str, str, bool]


def identify(submission: Submission, pages: Sequence[Page], indexes: Mapping[str, LabelIndex]) -> Recognised:
    """Tell the form by field names, by the share of its labels and by its title.

    Raises:
        UnreadableFileError: `unknown_form` when no definition fits, `ambiguous_form` when two fit alike;
            the message names the nearest candidates.
    """
    learned = by_their_blanks(submission, pages, indexes)
    if learned is not None:
        return Recognised(*learned)
    signs = _signs(pages)
    heads = frozenset(name.partition(".")[0] for name, _, _ in signs if name)
    own = [index for index in indexes.values() if _by_own_names(heads, index)]
    if len(own) == 1:
        return Recognised(own[0], 1.0)
    evidence = sorted((_weigh(signs, index) for index in indexes.values()), key=lambda e: -e.score)
    if not evidence:
        raise UnreadableFileError("unknown_form", "There is no form definition.", "Add one to the forms folder.")
    if any(map(_goes_by_title, evidence[:2])):
        evidence = _by_their_titles(evidence, _title_words(submission, pages))
    lead = evidence[0].score - (evidence[1].score if len(evidence) > 1 else 0.0)
    if lead < _CLEAR_LEAD or evidence[0].score < _CLEAR:
        evidence = _with_titles(evidence, _title_words(submission, pages))
    if evidence[0].score < _ENOUGH:
        evidence = _with_print(submission, pages, signs, evidence)
    best = evidence[0]
    rival = evidence[1] if len(evidence) > 1 else None
    on_sheet = bool(pages) and pages[0].sheet is not None
    if best.score < _ENOUGH or (on_sheet and best.found < min(_FEWEST_ON_SHEET, len(best.labels.required))):
        raise _unknown(evidence)
    told = rival is not None and ((best.titled and not rival.titled) or best.found - rival.found >= _MANY_MORE)
    if rival is not None and rival.score >= _ENOUGH and best.score - rival.score < _LEAD and not told:
        raise UnreadableFileError(
            "ambiguous_form",
            f"This may be {_named(best)} or {_named(rival)}: both fit alike.",
            f"Run again and name the form: --form {best.labels.form.id} or --form {rival.labels.form.id}.",
        )
    return Recognised(best.labels, round(min(1.0, best.score / (_REQUIRED + _EXPLAINED)), 2))


def _with_print(
    submission: Submission, pages: Sequence[Page], signs: Sequence[_Sign], evidence: list[_Evidence]
) -> list[_Evidence]:
    """Weigh again with what is printed on the pages, for boxes whose names and tooltips say nothing.

    Print is a weak sign, "Name" and "Date" stand on every form: only a form whose title stands there too gains by it.
    On a copy without boxes print is the only sign, and what ends in a colon asks something.
    """
    runs = [run.text for page in pages if page.sheet is None for run in submission.printed(page.number)]
    printed = [("", clean(text.partition(":")[0]), not signs and ":" in text) for text in runs if len(text) <= _LONGEST]
    if not printed:
        return evidence
    named = [sign for sign in signs if sign[1] or any(e.labels.meant(*sign[:2]) for e in evidence)]
    weighed = [_weigh([*named, *printed], e.labels) if e.titled else e for e in evidence]
    again = _with_titles(weighed, _title_words(submission, pages))
    told = not signs and again[0].titled and again[0].found >= _FEWEST_IN_PRINT
    return again if told or again[0].score >= _CLEAR_PRINT else evidence


def _by_their_titles(evidence: Iterable[_Evidence], words: str) -> list[_Evidence]:
    """Take little for a form that goes by its title, where neither that nor most of its questions stand there.

    A name, a date and a worker are on every form.
    """
    weighed = (
        e if not _goes_by_title(e) or _has_title(words, e.labels) else e._replace(score=e.score * _UNTITLED)
        for e in evidence
    )
    return sorted(weighed, key=lambda e: -e.score)


def _goes_by_title(evidence: _Evidence) -> bool:
    return evidence.labels.form.identify.titled and evidence.score >= _ENOUGH and evidence.share < _OWN_NAMES


def _with_titles(evidence: Iterable[_Evidence], words: str) -> list[_Evidence]:
    """Put the best evidence first; a title on the page decides between forms that are not far apart."""
    titled = [e._replace(titled=_has_title(words, e.labels)) for e in evidence]
    ranked = sorted((e._replace(score=e.score + _TITLE * e.titled) for e in titled), key=lambda e: -e.score)
    near = [e for e in ranked if e.score >= _ENOUGH and ranked[0].score - e.score < _CLEAR_LEAD]
    own = [e for e in near if e.titled]
    return sorted(ranked, key=lambda e: e is not own[0]) if len(own) == 1 else ranked


def _unknown(evidence: Sequence[_Evidence]) -> UnreadableFileError:
    near = [e for e in evidence if e.found][:2]
    looked = f" Nearest: {', '.join(_named(e) for e in near)}." if near else " None of its labels is known."
    mend = "If it is one of our forms, run again and name it with --form. To teach it: caseforms forms learn FILE."
    return UnreadableFileError("unknown_form", f"We could not tell which form this is.{looked}", mend)


def _named(evidence: _Evidence) -> str:
    found, required = evidence.found, len(evidence.labels.required)
    return f"{evidence.labels.form.title} ({found} of {required} required questions found)"


def _signs(pages: Sequence[Page]) -> list[_Sign]:
    """Give name and label of the boxes: (program's name, printed label, counts as a question)."""
    signs = []
    for page in pages:
        for box in page.boxes:
            if box.kind is BoxKind.CELL:
                text = box.text
                if box.name or (text and box.value is None and len(text) <= _LONGEST):
                    colon = text.find(":")
                    label = text if colon < 0 else text[:colon]
                    signs.append((box.name.removeprefix(OWN_CELL), clean(label), colon >= 0))
            elif not box.hidden:
                signs.append((box.name, box.label, True))
            if len(signs) >= _LOOKED_AT:
                return signs
    return signs


def _by_own_names(heads: frozenset[str], index: LabelIndex) -> bool:
    """Whether the boxes bear the names that our own blank gives them: the surest sign, and the cheapest.

    heads: the boxes' names as far as the first dot.
    """
    return len(heads & index.fields.keys()) >= _OWN_NAMES * len(index.fields)


def _weigh(signs: Sequence[_Sign], index: LabelIndex) -> _Evidence:
    fields: set[str] = set()
    known = questions = 0
    for name, label, asks in signs:
        meant = index.meant(name, label)
        questions += asks
        if meant is not None:
            known += 1
            fields |= meant
    required = fields.intersection(index.required)
    share = len(required) / len(index.required) if index.required else float(bool(fields))
    if len(index.required) < _FEW:  # a name and a date stand on every form
        share = (share + len(fields) / len(index.fields)) / 2
    explained = min(1.0, known / (questions or max(len(index.required), 1)))
    whole = len(fields) / (len(index.fields) or 1)
    return _Evidence(index, _REQUIRED * share + _EXPLAINED * explained, len(required), whole)


def _title_words(submission: Submission, pages: Sequence[Page]) -> str:
    """Give the words among which a title may stand: properties, sheet name, first cells, print of page 1."""
    words: list[str] = [submission.title]
    for page in pages[:1]:
        if page.sheet is None:
            words += [run.text for run in submission.printed(page.number)]
        else:
            words += [page.sheet, *(box.text for box in page.boxes[:_TITLE_CELLS])]
    return f" {normalise_label(' / '.join(words))} "


def _has_title(words: str, index: LabelIndex) -> bool:
    identify_by = index.form.identify
    if any(f" {normalise_label(title)} " in words for title in (index.form.title, *identify_by.titles)):
        return True
    return any(_all_in(group, words) for group in identify_by.words)


def _all_in(group: Iterable[str], words: str) -> bool:
    return all(f" {normalise_label(word)} " in words for word in group)
