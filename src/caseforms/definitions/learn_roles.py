"""Canonical names of what is not the subject's own: signatures and their dates, case numbers, workers, guardians."""

from __future__ import annotations

from collections.abc import Sequence

from caseforms.definitions.learn_groups import BARE, HEARD, Question

_OF_WORKER = {"name": "worker_name", "phone": "worker_phone", "email": "worker_email", "title": "worker_title"}
_IN_PLACE = {"phone": "client_phone", "email": "client_email"}  # what a minor's family gives in the minor's place
_GUARDIANS = frozenset({"guardian", "representative", "parent"})
_FAMILY = _GUARDIANS | {"petitioner"}
_RANKS = ("case", "claim", "file", "receipt", "mrn", "alien", "client", "docket")
_CASED = frozenset({"subject", "child", "worker"})  # whose number may be the case's
_WEAK_RANKS = frozenset({"client", "docket", "mrn"})
_SIGNERS = ("subject", "guardian", "parent", "representative", "petitioner", "worker")
_BESIDE = 110.0  # how far from a signature, in points counted as in `_distance`, its date may stand
_STEEP, _LEVEL = 3.0, 0.2  # a point of height and a point across, as they count for a distance
_BLOCK = 45.0  # points of height of the lines of one signature
_OTHER_PAGE = 1000.0
_AROUND = 5  # questions before and behind


def name_signatures(questions: Sequence[Question], taken: set[str]) -> None:
    """Name the signature of the subject, else of the one who signs in its place, and the date beside it."""
    signs = [q for q in questions if q.concept == "signature" and q.confidence >= HEARD and not q.kind]
    ranked = sorted(signs, key=lambda q: (_signer(q), q.bare))
    if ranked:
        ranked[0].call("signature", taken)
        if _signer(ranked[0]) > _SIGNERS.index("representative"):
            ranked[0].doubt("it is not the signature of the person the form is about")
    dates = [q for q in questions if not q.kind and q.concept in {"date", "signature_date"} and not q.name]
    measured = sorted(((_distance(ranked[0], d), n) for n, d in enumerate(dates)) if ranked else ())
    near = [dates[number] for distance, number in measured if distance < _BESIDE]
    told = sorted((d for d in dates if d.concept == "signature_date"), key=_signer)
    over = [d for d in dates if ranked and not near and not told and _is_over(ranked[0], d)]
    chosen = next(iter([*near, *told, *(over if len(over) == 1 else [])]), None)
    if chosen in over:
        chosen.doubt("it stands above the signature, not beside it")
    if chosen is not None:
        chosen.concept = "signature_date"
        chosen.call("signature_date", taken)
        others = bool(ranked) and _signer(ranked[0]) > _SIGNERS.index("representative")
        if (near and others) or (not near and _signer(chosen) > 0):
            chosen.doubt("it is the date of another person's signature")


def _signer(question: Question) -> int:
    return _SIGNERS.index(question.person) if question.person in _SIGNERS else len(_SIGNERS)


def _is_over(sign: Question, date: Question) -> bool:
    """Whether a date stands right above the line on which somebody signs."""
    a, b = sign.first.spot, date.first.spot
    return a.page == b.page and 0 < b.box[1] - a.box[1] < _BLOCK


def _distance(sign: Question, date: Question) -> float:
    a, b = sign.first.spot, date.first.spot
    if a.page != b.page:
        return _OTHER_PAGE
    across = max(b.box[0] - a.box[2], a.box[0] - b.box[2], 0.0)
    return _STEEP * abs((a.box[1] + a.box[3]) - (b.box[1] + b.box[3])) / 2 + _LEVEL * across


def name_case_number(questions: Sequence[Question], taken: set[str]) -> None:
    """Name the number by which the office knows the case, else the next best: claim, file, receipt ... number."""
    numbers = [q for q in questions if q.concept == "case_number" and not q.kind and q.person in _CASED]
    if not numbers:
        return
    order = {id(question): number for number, question in enumerate(numbers)}
    best = min(numbers, key=lambda q: (q.confidence < BARE, _rank(q), order[id(q)]))
    best.call("case_number", taken)
    if best.first.number in _WEAK_RANKS:
        best.doubt("it may be another number than the case's")


def _rank(question: Question) -> int:
    return _RANKS.index(question.first.number) if question.first.number in _RANKS else len(_RANKS)


def name_worker(questions: Sequence[Question], taken: set[str]) -> None:
    """Name what is asked of the worker who refers the case."""
    for question in questions:
        name = _OF_WORKER.get(question.concept, "") if question.person == "worker" and not question.kind else ""
        if name and name not in taken and not question.name:
            question.call(name, taken)


def name_guardian(questions: Sequence[Question], about: str, taken: set[str]) -> None:
    """Name what is asked of the one who acts for the subject, and what a minor's family gives in its place.

    about: whom the form is about.
    """
    free = [q for q in questions if not (q.name or q.first.column or q.kind)]
    for question in free:
        name = _of_guardian(questions, question, about)
        if name and name not in taken:
            question.call(name, taken)
    for concept, name in _IN_PLACE.items():
        found = [q for q in questions if q.concept == concept and q.person in _FAMILY and not (q.name or q.kind)]
        if found and about == "child" and name not in taken:
            found[0].call(name, taken)
            found[0].doubt("it is not the subject's own; the form asks for no other")
    phones = [q for q in questions if q.concept == "phone" and q.person in _GUARDIANS and not q.name]
    if phones:
        phones[0].call("guardian_phone", taken)


def _of_guardian(questions: Sequence[Question], question: Question, about: str) -> str:
    if question.concept == "name" and question.person in _GUARDIANS:
        return "guardian_name" if question.person != "parent" or about == "child" else ""
    if question.concept == "relationship" and question.person in {"subject", "child", *_GUARDIANS}:
        at = questions.index(question)
        around = questions[max(at - _AROUND, 0) : at + _AROUND + 1]
        here = [q for q in around if q.first.spot.page == question.first.spot.page]
        acts = any(q.person in _GUARDIANS or q.concept == "signature" or q.first.signed for q in here)
        return "guardian_relationship" if acts else ""
    return ""
