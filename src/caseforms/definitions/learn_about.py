"""Whom a form is about: the applicant, patient or client; a child; or whoever's name is asked with a birth date."""

from __future__ import annotations

import re
from collections.abc import Sequence

from caseforms.definitions.learn_groups import Question
from caseforms.fieldtypes.text import fold

_NEAR = 14  # questions behind a name that may be asked of the same person
_FEWEST = 2  # what is asked of somebody whom the form may be about, where nothing calls them so outright
_MAY_BE_SUBJECT = frozenset({"child", "petitioner", "guardian", "parent"})
_RIVALS = _MAY_BE_SUBJECT | {"subject"}
_ACTS = frozenset({"guardian", "parent"})
#: Words for people whom a form is about, whoever fills it in; "you" and "my" may be the parent's or the caregiver's.
_OUTRIGHT = re.compile(
    r"\b(?:applicants?|claimants?|patients?|clients?|participants?|students?|pupils?|consumers?|solicitante|paciente|"
    r"cliente|estudiante|alumn[oa])\b"
)

_SPEAKER = re.compile(r"\b(?:my|your|mi|su)\b")
_OWN = frozenset({"name", "birth_date", "ssn", "aka"})  # what a child does not share with the adult


def whom(questions: Sequence[Question]) -> str:
    """Tell whom the form is about: whoever is called so, else the first whose name is asked with a birth date or so."""
    named = [q for q in questions if q.concept == "name" and not q.kind and not q.first.column]
    told = _outright(questions)
    if told:
        return told
    for at, question in enumerate(named):
        if question.person == "subject":
            return "subject"
        behind = question.person == "child" and any(_acts(q) for q in named[at + 1 :])
        if question.person in _MAY_BE_SUBJECT and _attributes(questions, question) >= _FEWEST - behind:
            return question.person
    for question in named:
        if question.person in {"", "child", "petitioner"}:
            return question.person or "subject"
    return "subject"


def _acts(name: Question) -> bool:
    """Whether a name is that of an adult who acts for a child: a parent's, or that of one who says "my"."""
    return name.person in _ACTS or (name.person == "subject" and bool(_SPEAKER.search(fold(name.first.label))))


def disputed(questions: Sequence[Question]) -> bool:
    """Whether several people may be whom the form is about: each is asked for name and birth date, none called so."""
    asked = [q for q in questions if not q.kind and not q.first.column and q.person in _RIVALS]
    names = {q.person for q in asked if q.concept == "name"}
    born = {q.person for q in asked if q.concept == "birth_date"}
    return len(names & born) > 1 and not _outright(questions)


def tell_speaker(questions: Sequence[Question], about: str) -> None:
    """Mark what a form about a child says in the first person as the adult's who fills it in: "My name"."""
    if about != "child":
        return
    for question in questions:
        if question.kind or question.person != "subject" or not _SPEAKER.search(fold(question.first.label)):
            continue
        if question.concept in _OWN:
            question.person = "guardian"
        question.doubt("it may be that of the adult who fills in the form")


def tell_inmates(questions: Sequence[Question]) -> None:
    """Take an inmate for the person the form is about, unless the form asks somebody else for the name: a visitor."""
    names = {q.person for q in questions if q.concept == "name" and not q.kind and not q.first.column}
    for question in questions:
        if question.person == "inmate":
            question.person = "other" if "subject" in names else "subject"


def _outright(questions: Sequence[Question]) -> str:
    """Give who is called applicant, patient, client or student where the name is asked; "" for none."""
    for question in questions:
        if question.concept != "name" or question.kind or question.first.column:
            continue
        if question.person not in {"subject", "child"} or not _attributes(questions, question):
            continue
        heading = question.first.heading
        texts = (question.first.label, heading.text if heading is not None else "")
        if any(_OUTRIGHT.search(fold(text)) for text in texts):
            return question.person
    return ""


def _attributes(questions: Sequence[Question], name: Question) -> int:
    """Count what is asked of the person beside the name."""
    at = questions.index(name)
    near = [
        q for q in questions[at : at + _NEAR] if q.person in {"", name.person} and q.first.heading is name.first.heading
    ]
    return len({q.concept for q in near} & {"birth_date", "ssn", "address", "phone", "email"})
