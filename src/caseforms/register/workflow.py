"""The way of a referral: its statuses, who may move it where (domain.md 7, the workflow table)."""

from __future__ import annotations

from collections.abc import Mapping

from caseforms.errors import OperatingError

NEW = "new"  # before anything is known of it
RECEIVED = "received"
SCREENING = "screening"
INCOMPLETE = "incomplete"

#: status -> statuses it may go to -> role that does it. A liaison writes down what contractors report.
STEPS: Mapping[str, Mapping[str, frozenset[str]]] = {
    before: {after: frozenset(roles.split()) for after, roles in row.items()}
    for before, row in {
        NEW: {RECEIVED: "clerk", "duplicate": "clerk"},
        RECEIVED: {SCREENING: "clerk", INCOMPLETE: "clerk", "duplicate": "clerk", "withdrawn": "clerk"},
        INCOMPLETE: {"returned": "clerk", SCREENING: "liaison", "withdrawn": "clerk"},
        "returned": {"resubmitted": "clerk", "closed": "clerk", "withdrawn": "clerk"},
        "resubmitted": {SCREENING: "clerk", INCOMPLETE: "clerk"},
        SCREENING: {
            "approved": "liaison",
            "denied": "liaison",
            INCOMPLETE: "liaison",
            "duplicate": "liaison",
            "withdrawn": "liaison",
        },
        "approved": {"waitlisted": "liaison", "assigned": "liaison", "withdrawn": "liaison"},
        "waitlisted": {"assigned": "liaison", "withdrawn": "liaison", "denied": "liaison", "closed": "liaison"},
        "assigned": {
            "in_service": "liaison",
            "waitlisted": "liaison",
            "reject_requested": "liaison",
            "withdrawn": "liaison",
        },
        "reject_requested": {"assigned": "liaison", "closed": "liaison"},
        "in_service": {"closed": "liaison worker"},
        "denied": {SCREENING: "liaison"},
        "closed": {SCREENING: "liaison"},
        "duplicate": {},
        "withdrawn": {},
    }.items()
}

#: All statuses an entry can have.
STATUSES = tuple(status for status in STEPS if status != NEW)


def kind_of(form: str) -> str:
    """Give the kind of entry a form makes: forms named `...-referral` go through the workflow, others are kept."""
    return "referral" if form.endswith("-referral") else "submission"


def step(before: str, after: str, role: str) -> str:
    """Give the status after the step.

    Raises:
        OperatingError: the workflow has no such step (REG001), or not for this role.
    """
    allowed = STEPS.get(before, {})
    if after not in allowed:
        message = f"{_plain(before)} cannot go to {_plain(after)}."
        raise OperatingError(message, f"It may go to: {_plain(', '.join(allowed) or 'nowhere')}.")
    if role not in allowed[after]:
        owner = " or ".join(sorted(allowed[after]))
        message = f"{_plain(before)} cannot go to {_plain(after)} by the {role}."
        raise OperatingError(message, f"Ask the {owner} to do it.")
    return after


def first_steps(form: str, errors: int) -> tuple[tuple[str, str], ...]:
    """Give the steps a form takes when it comes in, (from, to) each.

    A referral goes on at once: to screening without an error finding, to incomplete with any
    (domain.md 7, row "received"). Other forms rest as received.

    errors: how many findings of severity `error` it has.
    """
    steps = [(NEW, step(NEW, RECEIVED, "clerk"))]
    if kind_of(form) == "referral":
        steps.append((RECEIVED, step(RECEIVED, INCOMPLETE if errors else SCREENING, "clerk")))
    return tuple(steps)


def told(status: str, errors: int) -> str:
    """Give the status as rules are told it: a form that is only kept, with errors, is incomplete, too.

    A release with an error is not valid (domain.md 6, "ROI validity").
    """
    return INCOMPLETE if status == RECEIVED and errors else status


def _plain(status: str) -> str:
    return status.replace("_", " ")
