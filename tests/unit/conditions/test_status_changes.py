"""What a change of status is compared with: notes of the client, what is open, who was told."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caseforms.conditions import hand_over, not_introduced, pasted
from caseforms.conditions.earlier import of_client
from caseforms.model import Facts, History, Known, State

ROWAN = {"client_name": "Rowan Testcase", "client_id_number": "000417"}
WORDS = [f"{a}{b}" for a in ("wa", "be", "ci", "do", "fu") for b in "bcdfghjklmnp"]
TODAY = dt.date(2026, 3, 31)


# ---------------------------------------------------------------- the same client


@pytest.mark.parametrize(
    ("earlier", "same"),
    [
        ({"client_id_number": "000417"}, True),
        ({"client_id_number": "000-417"}, True),
        ({"client_id_number": "417"}, False),
        ({"client_id_number": "000417", "client_dob": "1991-01-01"}, False),
        ({"client_id_number": "000417", "client_name": "Juniper Testcase"}, False),
        ({"client_id_number": None}, False),
    ],
)
def test_the_number_of_a_client_tells_who_it_is(record, known, facts, earlier, same):
    form = record(**ROWAN, client_dob="1990-01-01")
    assert bool(list(of_client(form, facts(known(**{**ROWAN, **earlier}))))) is same


def test_two_clients_without_a_number_are_not_the_same(record, known, facts):
    assert not list(of_client(record(client_name="Rowan Testcase"), facts(known(client_name="Rowan Testcase"))))


# ---------------------------------------------------------------- pasted from a note

PASTED = pasted.Condition(texts=["progress", "problems"])


def note(known, text, **more):
    return known(**{"form": "case-notes", "note_date": "2026-02-10", "note_text": text, **ROWAN, **more})


@pytest.mark.parametrize(
    ("same", "percent"),
    [(23, "100"), (19, "80"), (18, None)],  # 20, 16 and 15 of 20 runs of four words
)
def test_from_eighty_percent_on(record, known, check, facts, same, percent):
    text = [*WORDS[:same], *WORDS[30 : 53 - same]]
    problems = check(PASTED, record(**ROWAN, progress=" ".join(text)), facts(note(known, " ".join(WORDS[:23]))))
    expected = [("progress", {"p": percent, "d": "02/10/2026", "id": "S-1"})] if percent else []
    assert [(problem.field, problem.words) for problem in problems] == expected


@pytest.mark.parametrize(("words", "wrong"), [(20, True), (19, False)])
def test_short_texts_are_not_compared(record, known, check, facts, words, wrong):
    text = " ".join(WORDS[:words])
    assert bool(check(PASTED, record(**ROWAN, progress=text), facts(note(known, text)))) is wrong


def test_the_limits_may_be_others(record, known, check, facts):
    text = " ".join(WORDS[:10])
    strict = pasted.Condition.model_validate({"texts": ["progress"], "words": 10, "percent": 100})
    assert check(strict, record(**ROWAN, progress=text), facts(note(known, text)))
    assert not check(strict, record(**ROWAN, progress=f"{text} zz"), facts(note(known, f"zz {text}")))
    stricter = pasted.Condition.model_validate({"texts": ["progress"], "words": 11})
    assert not check(stricter, record(**ROWAN, progress=text), facts(note(known, text)))


def test_a_note_spread_over_the_parts_is_found_once(record, known, check, facts):
    around = facts(note(known, " ".join(WORDS[:24])))
    form = record(**ROWAN, progress=" ".join(WORDS[:12]), problems=" ".join(WORDS[12:24]))
    assert [problem.field for problem in check(PASTED, form, around)] == ["progress"]


def test_each_pasted_part_is_told_with_the_nearest_note(record, known, check, facts):
    one, two = " ".join(WORDS[:22]), " ".join(WORDS[30:54])
    around = facts(
        note(known, f"{one} zz zy zx", number=1),
        note(known, one, number=2, note_date="2026-01-05"),
        note(known, two, number=3, note_date=None),
    )
    problems = check(PASTED, record(**ROWAN, progress=one, problems=two), around)
    assert [(p.field, p.words["id"], p.words["d"]) for p in problems] == [
        ("progress", "S-1", "02/10/2026"),  # as near as the second, and first
        ("problems", "S-3", "03/01/2026"),  # a note without a date: the day it came
    ]


@pytest.mark.parametrize("change", [{"form": "some-letter"}, {"client_id_number": "000418"}, {"sha256": "this"}])
def test_only_notes_of_the_client_count(record, known, check, facts, change):
    text = " ".join(WORDS[:24])
    other = known(**{"form": "case-notes", "note_text": text, **ROWAN, **change})
    assert not check(PASTED, record(**ROWAN, progress=text), facts(other))


@given(st.lists(st.sampled_from(WORDS), max_size=40), st.lists(st.sampled_from(WORDS), max_size=40))
def test_a_text_is_pasted_from_a_note_or_the_note_from_it(one, other):
    """Which of the two is the note does not matter."""
    from caseforms.model import Answer, Record

    def found(text, note_text):
        values = {"note_text": " ".join(note_text), **ROWAN}
        history = History()
        keys = {"name": "testcase|rowan|"}
        history.add(Known("S-1", "case-notes", "n.pdf", "n", TODAY, "received", keys, values))
        said = {**ROWAN, "progress": " ".join(text)}
        answers = {k: Answer(k, k, "text", State.ANSWERED, v, v) for k, v in said.items() if v}
        problems = PASTED.check(Record("f", "1", answers), Facts(TODAY, history))
        return [problem.words["p"] for problem in problems]

    assert found(one, other) == found(other, one)


# ---------------------------------------------------------------- what is open

OPEN = hand_over.Condition(
    at="pending_actions",
    until="effective_date",
    dates={"next_hearing_date": "hearing"},
    told=["pending_actions", "upcoming_dates"],
)
RELEASE = {
    "form": "release-of-information",
    **ROWAN,
    "client_dob": "1990-01-05",
    "signature": "R. T.",
    "signature_date": "2026-03-02",
    "purpose": "Planning",
    "disclosing_party_organization": "Example Counseling",
    "receiving_party_name": "Cedar Valley Agency",
    "information_types": ["therapy_progress"],
}


def items(check, form, around):
    return [(problem.field, problem.words["items"]) for problem in check(OPEN, form, around)]


@pytest.mark.parametrize(
    ("day", "open_"), [("2026-03-30", False), ("2026-03-31", True), ("2027-01-01", True), (None, False)]
)
def test_a_hearing_that_is_to_come(record, known, check, facts, day, open_):
    form = record(**ROWAN, effective_date="2026-03-20")
    us = dt.date.fromisoformat(day).strftime("%m/%d/%Y") if day else ""
    expected = [("pending_actions", f"hearing on {us}")] if open_ else []
    assert items(check, form, facts(known(**ROWAN, next_hearing_date=day))) == expected


@pytest.mark.parametrize(
    ("effective", "ends", "open_"),
    [
        ("2026-03-01", "2026-04-30", True),  # 30 days after today
        ("2026-03-01", "2026-05-01", False),
        ("2026-04-10", "2026-05-10", True),  # 30 days after the change
        ("2026-04-10", "2026-05-11", False),
        ("2026-04-10", "2026-04-01", True),  # before the change
        ("2026-04-10", "2026-03-30", False),  # ended already
        (None, "2026-04-30", True),
    ],
)
def test_a_release_that_ends(record, known, check, facts, effective, ends, open_):
    form = record(**ROWAN, **({"effective_date": effective} if effective else {}))
    around = facts(known(**RELEASE, expiration_date=ends))
    assert bool(items(check, form, around)) is open_


@pytest.mark.parametrize(
    ("change", "open_"),
    [
        ({}, True),
        ({"status": "incomplete"}, False),
        ({"revoked_date": "2026-03-20"}, False),
        ({"expiration_date": None, "expiration_event": "End of treatment"}, False),
        ({"client_id_number": "000418"}, False),
    ],
)
def test_only_a_valid_release_of_the_client_counts(record, known, check, facts, change, open_):
    around = facts(known(**{**RELEASE, "expiration_date": "2026-04-15", **change}))
    assert bool(items(check, record(**ROWAN), around)) is open_


@pytest.mark.parametrize(
    ("other", "open_"),
    [
        ({"expiration_date": "2026-12-31"}, ""),
        ({"expiration_date": None, "expiration_event": "End of treatment"}, ""),
        ({"expiration_date": "2026-12-31", "disclosing_party_organization": "Sample Clinic"}, "04/15/2026"),
        ({"expiration_date": "2026-04-10"}, "04/15/2026"),
        ({"expiration_date": "2026-12-31", "revoked_date": "2026-03-20"}, "04/15/2026"),
    ],
)
def test_a_release_that_was_renewed_is_not_open(record, known, check, facts, other, open_):
    first = known(**RELEASE, expiration_date="2026-04-15")
    around = facts(first, known(**{**RELEASE, **other}, number=2))
    expected = [("pending_actions", f"release for Example Counseling ends {open_}")] if open_ else []
    assert items(check, record(**ROWAN), around) == expected


def test_a_release_is_called_after_the_other_party(record, known, check, facts):
    parties = {
        "disclosing_party_organization": "CEDAR VALLEY AGENCY",
        "receiving_party_name": "Ada Example",
        "expiration_date": "2026-04-15",
    }
    around = facts(known(**{**RELEASE, **parties}), name="Cedar Valley Agency")
    assert items(check, record(**ROWAN), around) == [("pending_actions", "release for Ada Example ends 04/15/2026")]


def test_what_stands_there_is_handed_over_and_the_rest_is_told_in_order(record, known, check, facts):
    around = facts(
        known(**ROWAN, next_hearing_date="2026-05-20", number=1),
        known(**ROWAN, next_hearing_date="2026-05-20", number=2),
        known(**RELEASE, expiration_date="2026-04-15", number=3),
    )
    assert items(check, record(**ROWAN), around) == [
        ("pending_actions", "release for Example Counseling ends 04/15/2026; hearing on 05/20/2026")
    ]
    told = record(**ROWAN, pending_actions="Release ends 4/15", upcoming_dates="Nothing else")
    assert items(check, told, around) == [("pending_actions", "hearing on 05/20/2026")]
    assert not items(check, record(**ROWAN, pending_actions="4/15", upcoming_dates="Court on May 20, 2026"), around)


# ---------------------------------------------------------------- who was told

NEW = not_introduced.Condition(at="to_worker")
CASE = {"client_name": "Rowan Testcase", "case_number": "CW-2026-0417"}
PAGE = {"form": "provider-contact-page", "provider_name": "Ada Example"}


def told_to(check, form, around):
    return [problem.words["providers"] for problem in check(NEW, form, around)]


def test_each_provider_of_the_case_counts_once(record, known, check, facts):
    form = record(**CASE, to_worker="Juniper Sample")
    around = facts(
        known(**PAGE, case_number="cw 2026 0417", number=1),
        known(**PAGE, **CASE, number=2),
        known(**{**PAGE, "provider_name": "Linus Example"}, client_name="Testcase, Rowan", number=3),
        known(**{**PAGE, "provider_name": "Wren Example"}, client_name="Rowan Testcase", case_number="CW-2026-1"),
        known(**{**PAGE, "provider_name": "Sage Example"}, case_number="CW-2026-0418", number=4),
    )
    assert told_to(check, form, around) == ["2 providers"]
    assert told_to(check, form, facts(known(**PAGE, **CASE))) == ["1 provider"]
    assert told_to(check, form, facts()) == []


@pytest.mark.parametrize(
    ("change", "open_"),
    [
        ({}, True),
        ({"status": "withdrawn"}, False),
        ({"form": "treatment-referral"}, False),
        ({"sha256": "this"}, False),
    ],
)
def test_only_pages_of_providers_count(record, known, check, facts, change, open_):
    around = facts(known(**{**PAGE, **CASE, **change}))
    assert bool(told_to(check, record(**CASE, to_worker="Juniper Sample"), around)) is open_


@pytest.mark.parametrize(
    ("change", "letters", "open_"),
    [
        ({}, ("introduction",), False),
        ({"to_worker": "JUNIPER SAMPLE"}, ("termination", "introduction"), False),
        ({"sha256": "this"}, ("introduction",), False),
        ({}, ("termination",), True),
        ({"to_worker": "Quill Placeholder"}, ("introduction",), True),
        ({"form": "treatment-referral"}, ("introduction",), True),
        ({"case_number": "CW-2026-0418", "client_name": "Sage Demo"}, ("introduction",), True),
    ],
)
def test_an_introduction_of_the_same_worker_is_enough(record, known, check, facts, change, letters, open_):
    form = record(**CASE, to_worker="Juniper Sample")
    made = known(**{"form": "some-form", **CASE, "to_worker": "Juniper Sample", **change}, number=2)
    around = facts(known(**PAGE, **CASE), made._replace(letters=letters))
    assert bool(told_to(check, form, around)) is open_
