"""Canonical names: whom the form is about, which question is which of domain.md 4, and slugs for all others.

The name of the person the form is about is the anchor; what else is asked of that person is looked for near it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from caseforms.definitions.learn_about import disputed, tell_inmates, tell_speaker, whom
from caseforms.definitions.learn_doubts import doubt_parts
from caseforms.definitions.learn_evidence import Item
from caseforms.definitions.learn_groups import BARE, HEARD, Question
from caseforms.definitions.learn_roles import name_case_number, name_guardian, name_signatures, name_worker
from caseforms.fieldtypes.text import fold, normalise_label

_NEAR = 14  # questions: what stands farther from the subject's name, and does not say whose it is, is doubtful
#: Names of what is asked of the person the form is about.
_OF_SUBJECT = {
    "aka": "client_aka", "birth_date": "client_dob", "phone": "client_phone", "email": "client_email",
    "address": "client_address", "ssn": "client_ssn", "language": "preferred_language", "gender": "client_gender",
    "age": "client_age", "fax": "client_fax", "preferred_name": "client_preferred_name",
}  # fmt: skip
_TICKED = frozenset({"gender", "language"})  # what may be asked by ticks
_BEFORE = 3  # questions: how far before the name what belongs to it may stand
_LONGEST = 48
_NUMBER = re.compile(r"^\W*(?:\d{1,3}[a-z]?|[a-z]|[ivx]{1,5})[.)]\s+(?=\D)", re.IGNORECASE)
_FEWEST = 2  # boxes that call one person by two words before the two are one


def give_names(questions: list[Question]) -> None:
    """Name all questions, each name once."""
    several = disputed(questions)
    about = _settle_people(questions)
    anchor = _anchor(questions)
    taken: set[str] = set()
    if anchor is not None:
        anchor.call("client_name", taken)
    for concept, name in _OF_SUBJECT.items():
        _best_of_subject(questions, concept, name, anchor, taken)
    name_signatures(questions, taken)
    name_case_number(questions, taken)
    name_worker(questions, taken)
    name_guardian(questions, about, taken)
    doubt_parts(questions, taken)
    for question in questions:
        if several and question.name in {"client_name", "client_dob"}:
            question.doubt("the form asks several people for name and birth date")
    keys = {normalise_label(name) for name in taken}
    for question in questions:
        if not question.name:
            question.name = _unique(_slug(question), keys)
            keys.add(normalise_label(question.name))


def _settle_people(questions: Sequence[Question]) -> str:
    """Tell whom the form is about, and mark what is theirs; what says nothing of a person stays bare."""
    for who in _same_as_subject(questions):
        for question in questions:
            if question.person == who:
                question.person = "subject"
    tell_inmates(questions)
    about = whom(questions)
    tell_speaker(questions, about)
    for question in questions:
        question.bare = not question.person
        if question.person in {"", about}:
            question.person = "subject"
    return about


def _same_as_subject(questions: Sequence[Question]) -> list[str]:
    """Find who is only another word for the subject: the label says parent, the name of the same box applicant."""
    both: Counter[str] = Counter()
    alone: Counter[str] = Counter()
    for question in questions:
        for item in question.items:
            label, name = item.told("label").person, item.told("name").person or item.told("tooltip").person
            if label in {"guardian", "parent", "petitioner", "child"} and item.concept in {"name", "birth_date", "ssn"}:
                (both if name == "subject" else alone)[label] += 1
    return [who for who, count in both.items() if count >= _FEWEST and count > alone[who]]


def _anchor(questions: Sequence[Question]) -> Question | None:
    """Find the name of the person the form is about: the first that says so, or that has a birth date and such near."""
    best, most = None, 0.0
    for number, question in enumerate(questions):
        if (
            question.kind
            or question.concept != "name"
            or question.person != "subject"
            or question.first.part == "suffix"
        ):
            continue
        score = question.confidence + (0.0 if question.bare else 0.8 * question.first.certain_of_person)
        near = {
            q.concept
            for q in questions[max(number - 4, 0) : number + _NEAR]
            if q.person == "subject" and q.first.heading is question.first.heading
        }
        score += 0.35 * len(near & {"birth_date", "ssn", "address", "phone", "email"})
        score -= 0.25 * (question.first.spot.page - 1) / max(1, questions[-1].first.spot.page / 8) + 0.01 * number
        score -= 0.8 if question.first.column else 0.0
        score -= 1.0 if question.first.part and not {"", "first"} & set(question.parts) else 0.0
        if best is None or score > most:
            best, most = question, score
    if best is not None and best.bare and (most < 1.0 or best.first.column):
        best.doubt("nothing near it says whose name it is")
    return best


def _best_of_subject(
    questions: list[Question], concept: str, name: str, anchor: Question | None, taken: set[str]
) -> None:
    """Name the answer of the subject that is asked nearest to the name."""
    found = [
        q
        for q in questions
        if q.concept == concept
        and (not q.kind or concept in _TICKED)
        and q.person == "subject"
        and not q.name
        and _whole(q)
        and q.confidence >= (BARE if q.bare else HEARD)
    ]
    if not found:
        return
    at = questions.index(anchor) if anchor is not None else 0
    best = max(found, key=lambda q: (_nearness(q, anchor, questions.index(q) - at), -questions.index(q)))
    far = questions.index(best) - at
    same = anchor is not None and anchor.first.heading is not None and _same_heading(best, anchor)
    if best.bare and best.first.column:
        best.doubt("it stands in a table of several people")
    if best.bare and not same and not -_BEFORE <= far <= _NEAR:
        best.doubt("it stands far from the name and does not say whose it is")
    if concept != "name" and _nearer_name(questions, best, anchor):
        best.doubt("another person's name stands nearer")
    if concept == "address" and not {"city", "city_state_zip", "line"} & set(best.parts):
        _continued(questions, best)
    best.call(name, taken)


def _nearer_name(questions: Sequence[Question], question: Question, anchor: Question | None) -> bool:
    """Whether the last name asked for before a question on its page is not the subject's."""
    if anchor is None or (not question.bare and question.first.told("label").person):
        return False
    at = questions.index(question)
    for before in reversed(questions[max(at - _NEAR, 0) : at]):
        if before.first.spot.page == question.first.spot.page and before.concept == "name" and not before.first.column:
            away = not _same_heading(before, anchor) and before.first.spot.page > anchor.first.spot.page + 1
            return before is not anchor and (
                before.person != "subject"
                or away
                or (before.bare and question.bare and not _same_heading(before, anchor))
            )
    return False


def _same_heading(one: Question, two: Question) -> bool:
    return one.first.heading is two.first.heading


def _continued(questions: list[Question], street: Question) -> None:
    """Add the city, state and ZIP that follow a street on the next page or line."""
    at = questions.index(street)
    foreign = False  # another person's address stands between
    for other in questions[at + 1 :]:
        if other.first.spot.page > street.first.spot.page + 1:
            return
        if other.concept != "address" or other.name:
            continue
        if other.person != "subject":
            foreign = True
            continue
        if {"street", ""} & set(other.parts) or (other.bare and foreign):
            return
        street.items += other.items
        street.parts = [*(part or "street" for part in street.parts), *other.parts]
        questions.remove(other)
        return


def _whole(question: Question) -> bool:
    """Whether it asks for enough of an address to be one."""
    return question.concept != "address" or (
        bool({"street", "", "line"} & set(question.parts)) and question.first.part != "country"
    )


def _nearness(question: Question, anchor: Question | None, far: int) -> float:
    score = question.confidence + (0.0 if question.bare else question.first.certain_of_person)
    if anchor is not None:
        score += 1.0 if question.first.heading is anchor.first.heading else 0.0
        score += 0.6 if question.first.spot.page == anchor.first.spot.page else 0.0
        score += 0.5 if -_BEFORE <= far <= _NEAR else 0.0
        score -= 0.2 * min(abs(question.first.spot.page - anchor.first.spot.page), 10)
    score -= 0.5 if question.first.column else 0.0
    return score - min(abs(far), 100) * 0.01


def _slug(question: Question) -> str:
    who = "" if question.person in {"subject", ""} else question.person
    item: Item = question.first
    words = (
        "dob"
        if question.concept == "birth_date"
        else "_".join(_words(question.asked or item.label or item.spot.tooltip or item.spot.name)[:6])
    )
    slug = re.sub(r"[^a-z0-9_]", "", f"{who}_{words}".strip("_"))[:_LONGEST].strip("_")
    return slug if slug[:1].isalpha() else f"field_{slug}".strip("_")


def _words(text: str) -> list[str]:
    """Give the words of a label for a name: without the number in front, `e-mail` as one word."""
    return fold(normalise_label(_NUMBER.sub("", text))).split() or fold(text).split()


def _unique(wanted: str, taken: set[str]) -> str:
    """Give a name that nobody has, as labels are compared: `worker_e_mail` is `worker_email`, too."""
    name, number = wanted, 2
    while normalise_label(name) in taken:
        name = f"{wanted}_{number}"
        number += 1
    return name
