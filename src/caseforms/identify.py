"""Which form is it? None or two candidates is a failure that names them (promise 2: nothing invented)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from caseforms.definitions.labels import LabelIndex
from caseforms.errors import UnreadableFileError
from caseforms.fieldtypes.text import clean, normalise_label
from caseforms.model import BoxKind, Page, Submission

_REQUIRED, _EXPLAINED, _TITLE = 0.6, 0.2, 0.2  # what each kind of evidence weighs
_ENOUGH = 0.5  # evidence under which a form is not recognised
_LEAD = 0.1  # what the best candidate must have more than the next
_CLEAR, _CLEAR_LEAD = 0.75, 0.3  # with such evidence and lead the title need not be looked for
_LOOKED_AT = 400  # boxes: more do not make a form clearer
_TITLE_CELLS = 12
_LONGEST = 160


class Recognised(NamedTuple):
    """The form that was recognised, and how surely (0..1)."""

    labels: LabelIndex
    confidence: float


class _Evidence(NamedTuple):
    labels: LabelIndex
    score: float
    certain: bool
    found: int


def identify(submission: Submission, pages: Sequence[Page], indexes: Mapping[str, LabelIndex]) -> Recognised:
    """Tell the form by field names, by the share of its labels and by its title.

    Raises:
        UnreadableFileError: `unknown_form` when no definition fits, `ambiguous_form` when two fit alike;
            the message names the nearest candidates.
    """
    signs = _signs(pages)
    evidence = sorted((_weigh(signs, index) for index in indexes.values()), key=lambda e: -e.score)
    if not evidence:
        raise UnreadableFileError("unknown_form", "There is no form definition.", "Add one to the forms folder.")
    if evidence[0].certain:
        return Recognised(evidence[0].labels, 1.0)
    lead = evidence[0].score - (evidence[1].score if len(evidence) > 1 else 0.0)
    if lead < _CLEAR_LEAD or evidence[0].score < _CLEAR:
        words = _title_words(submission, pages)
        titled = [e._replace(score=e.score + _TITLE * _has_title(words, e.labels)) for e in evidence]
        evidence = sorted(titled, key=lambda e: -e.score)
    best = evidence[0]
    rival = evidence[1] if len(evidence) > 1 else None
    if best.score < _ENOUGH:
        raise _unknown(evidence)
    if rival is not None and rival.score >= _ENOUGH and best.score - rival.score < _LEAD:
        raise UnreadableFileError(
            "ambiguous_form",
            f"This may be {_named(best)} or {_named(rival)}: both fit alike.",
            f"Run again and name the form: --form {best.labels.form.id} or --form {rival.labels.form.id}.",
        )
    return Recognised(best.labels, round(min(1.0, best.score / (_REQUIRED + _EXPLAINED)), 2))


def _unknown(evidence: Sequence[_Evidence]) -> UnreadableFileError:
    near = [e for e in evidence if e.found][:2]
    looked = f" Nearest: {', '.join(_named(e) for e in near)}." if near else " None of its labels is known."
    mend = "If it is one of our forms, run again and name it with --form; else it is kept here with what it says."
    return UnreadableFileError("unknown_form", f"We could not tell which form this is.{looked}", mend)


def _named(evidence: _Evidence) -> str:
    found, required = evidence.found, len(evidence.labels.required)
    return f"{evidence.labels.form.title} ({found} of {required} required questions found)"


def _signs(pages: Sequence[Page]) -> list[tuple[str, str, bool]]:
    """Give name and label of the boxes: (program's name, printed label, counts as a question)."""
    signs = []
    for page in pages:
        for box in page.boxes:
            if box.kind is BoxKind.CELL:
                text = box.text
                if box.name or (text and box.value is None and len(text) <= _LONGEST):
                    colon = text.find(":")
                    label = text if colon < 0 else text[:colon]
                    signs.append((box.name.removeprefix("cf."), clean(label), colon >= 0))
            elif not box.hidden:
                signs.append((box.name, box.label, True))
            if len(signs) >= _LOOKED_AT:
                return signs
    return signs


def _weigh(signs: Sequence[tuple[str, str, bool]], index: LabelIndex) -> _Evidence:
    fields: set[str] = set()
    own_names: set[str] = set()
    known = questions = 0
    for name, label, asks in signs:
        questions += asks
        match = index.find_name(name) if name else None
        if match is not None and match.alias == name and match.confidence == 1.0:
            own_names.add(match.target.field)
        if match is None and label:
            match = index.find_exactly(label)
        if match is not None:
            known += 1
            fields.add(match.target.field)
        elif label:
            both = index.combined(label)
            fields.update(target.field for target in both)
            known += bool(both) or bool(index.captioned(label))
    required = [name for name in index.required if name in fields]
    share = len(required) / len(index.required) if index.required else float(bool(fields))
    explained = min(1.0, known / questions) if questions else min(1.0, known / max(len(index.required), 1))
    certain = len(own_names & set(index.required)) >= max(3, 0.8 * len(index.required))
    score = _REQUIRED * share + _EXPLAINED * explained
    return _Evidence(index, 1.0 + score if certain else score, certain, len(required))


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
