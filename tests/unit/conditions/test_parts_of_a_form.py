import pytest

from caseforms.conditions import flag, rows, signed, within
from caseforms.model import State

CHILD = {"name": "Rowan Sample", "dob": "2008-03-03", "role": "child"}


def test_a_flag_always_flies(record, check):
    assert [problem.field for problem in check(flag.Condition(field="f"), record())] == ["f"]


@pytest.mark.parametrize(
    ("table", "wrong"),
    [
        ([CHILD], False),
        ([CHILD | {"dob": "2008-03-02"}], True),
        ([CHILD | {"dob": None}], True),
        ([CHILD | {"dob": "around 2015"}], False),
        ([CHILD | {"role": "caregiver"}], True),
        ([CHILD | {"role": None}, CHILD], False),
        (State.BLANK, True),
    ],
)
def test_a_row_as_described(record, check, table, wrong):
    condition = rows.Condition(table="t", where={"role": "child"}, filled=["name", "dob"], below="adult_age")
    assert bool(check(condition, record(t=table, form_date="2026-03-02"))) is wrong
    assert condition.owns() == {"t"}
    assert condition.reads() == {"t.role", "t.name", "t.dob"}


@pytest.mark.parametrize(
    ("signature", "date", "field"),
    [
        ("R. T.", "2026-03-02", None),
        (State.BLANK, State.BLANK, "s"),
        (State.ABSENT, State.BLANK, None),
        ("R. T.", State.BLANK, "d"),
        ("R. T.", State.ABSENT, None),
        ("R. T.", State.UNREADABLE, None),
        (State.UNREADABLE, State.BLANK, "d"),
    ],
)
def test_only_a_line_that_is_there_owes_a_signature(record, check, signature, date, field):
    problems = check(signed.Condition(lines={"s": "d"}), record(s=signature, d=date))
    assert [problem.field for problem in problems] == ([field] if field else [])


@pytest.mark.parametrize(
    ("region", "district", "field"),
    [
        ("2", "North", None),
        ("Region 2", "NORTH district", None),
        ("2", "East", "district"),
        ("4", "North", "region"),
        (State.BLANK, "North", None),
        ("2", State.BLANK, None),
    ],
)
def test_a_district_lies_in_its_region(record, check, facts, region, district, field):
    condition = within.Condition(inner="district", outer="region", areas="districts", complete=True)
    form = record(region=region, district=district)
    problems = check(condition, form, facts(districts={"2": ("North", "South"), "3": ("East",)}))
    assert [problem.field for problem in problems] == ([field] if field else [])
    assert not check(condition, form)


def test_an_outer_area_may_be_left_out_of_the_settings(record, check, facts):
    condition = within.Condition(inner="county", outer="district", areas="counties")
    around = facts(counties={"North": ("Cedar",)})
    assert not check(condition, record(district="South", county="Birch"), around)
    not_listed_yet = facts(counties={"North": (), "South": ("Birch",)})
    assert not check(condition, record(district="North", county="Birch"), not_listed_yet)
    (problem,) = check(condition, record(district="North", county="Birch"), around)
    assert problem.words == {"inner": "Birch", "outer": "North", "known": "counties Cedar"}
