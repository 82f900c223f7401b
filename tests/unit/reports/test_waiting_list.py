import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caseforms.reports.base import Labels
from caseforms.reports.waiting_list import subtotals, waiting_list, waiting_place

TODAY = dt.date(2026, 3, 31)


@pytest.fixture(scope="session")
def wait(entry):
    """A referral and the decision that put it on the list."""

    def build(number, placed="2026-03-10", priority="high", *, came="2026-03-01", status="approved", **values):
        id_ = f"R-2026-{number:05d}"
        referral = entry(
            "prevention-referral", id_=id_, status=status, came=came, client_name="Rowan Testcase",
            worker_name="Marisol Example-Demo", worker_phone="2075550134",
            current_services=[{"provider": "Example Counseling", "service": "Counseling"}],
        )  # fmt: skip
        place = {"region": "2", "district": "North", "service": "home_based_services", **values}
        decided = {"result": "waitlisted", "decided_on": placed, **place}
        return [
            referral,
            entry("decision", referral_id=id_, placed_on=placed, priority=priority, came=placed, **decided),
        ]

    return build


def order(*pairs, on=TODAY):
    return [int(row.id[-5:]) for row in waiting_list([one for pair in pairs for one in pair], on)]


def test_the_order_priority_placed_received_number(wait):
    assert order(
        wait(1, priority=None),
        wait(2, priority="routine", placed="2026-01-01"),
        wait(3, placed="2026-03-10", came="2026-03-02"),
        wait(5, placed="2026-03-10", came="2026-03-01"),
        wait(4, placed="2026-03-10", came="2026-03-01"),
        wait(6, placed="2026-03-09", came="2026-03-05"),
        wait(7, priority="emergency", placed="2026-03-30"),
    ) == [7, 6, 4, 5, 3, 2, 1]


@pytest.mark.parametrize("status", ["assigned", "in_service", "reject_requested", "closed", "withdrawn", "denied"])
def test_who_waits_no_longer(wait, status):
    assert order(wait(1), wait(2, status=status)) == [1]


def test_a_later_decision_takes_off_the_list(wait, entry):
    def decide(**values):
        return [entry("decision", came="2026-03-20", referral_id="R-2026-00001", decided_on="2026-03-20", **values)]

    assert order(wait(1), decide(result="approved", service="home_based_services")) == []
    assert order(wait(1), decide(result="denied")) == []
    assert order(wait(1), decide(result="approved", service="interpreter")) == [1]
    assert order(wait(1), decide(result="denied"), on=dt.date(2026, 3, 19)) == [1]
    withdrawn = decide(result="denied", status="withdrawn")
    assert order(wait(1), withdrawn) == [1]


@pytest.mark.parametrize(("on", "found"), [("2026-03-10", [1]), ("2026-03-09", [])])
def test_who_is_placed_later_does_not_wait_yet(wait, on, found):
    assert order(wait(1), on=dt.date.fromisoformat(on)) == found


def test_a_line(wait):
    pair = wait(1, expected_start="about five weeks", contractor="Sample Family Partners", conditions="Evenings")
    labels = Labels({}, {"service": {"home_based_services": "Home-based services"}, "priority": {"high": "High"}})
    (row,) = waiting_list(pair, TODAY, {"R-2026-00001": dt.date(2026, 3, 12)}, labels=labels)
    assert row._asdict() == {
        "position": 1,
        "id": "R-2026-00001",
        "client": "Rowan Testcase",
        "dob": None,
        "case_number": "",
        "region": "2",
        "district": "North",
        "service": "Home-based services",
        "priority": "High",
        "placed": dt.date(2026, 3, 10),
        "days_waiting": 21,
        "approved": dt.date(2026, 3, 10),
        "contractor": "Sample Family Partners",
        "expected_start": "about five weeks",
        "other_services": ("Counseling",),
        "last_update": dt.date(2026, 3, 12),
        "update_by": dt.date(2026, 4, 11),
        "specialist": "Marisol Example-Demo",
        "phone": "(207) 555-0134",
        "note": "Evenings",
        "district_position": 1,
        "district_count": 1,
        "region_count": 1,
    }


def test_the_day_of_an_earlier_approval(wait, entry):
    approved = entry(
        "decision", referral_id="r-2026-00001", result="approved", decided_on="2026-03-05", came="2026-03-05"
    )
    assert waiting_list([approved, *wait(1)], TODAY)[0].approved == dt.date(2026, 3, 5)


def test_one_referral_waits_for_several_services(wait, entry):
    both = wait(1) + wait(1, service="interpreter", placed="2026-03-12")[1:]
    assert [(row.service, row.position) for row in waiting_list(both, TODAY)] == [
        ("home_based_services", 1),
        ("interpreter", 1),
    ]
    assert waiting_place(both, "R-2026-00001")["placed"] == dt.date(2026, 3, 12)
    referral = entry("treatment-referral", id_="R-2026-00009", services_requested=["interpreter", "visitation"])
    decision = entry("decision", referral_id="R-2026-00009", result="waitlisted", placed_on="2026-03-10")
    assert [row.service for row in waiting_list([referral, decision], TODAY)] == ["interpreter", "visitation"]


def test_region_and_district_of_the_referral_stand_in(entry):
    referral = entry("prevention-referral", id_="R-2026-00001", region="2", district="South")
    decision = entry("decision", referral_id="R-2026-00001", result="waitlisted", placed_on="2026-03-10")
    (row,) = waiting_list([referral, decision], TODAY)
    assert (row.region, row.district, row.service) == ("2", "South", "")


def test_eleven_in_two_districts(wait):
    pairs = [
        wait(number, district="North" if number % 2 else "South", placed=f"2026-03-{10 + number // 4:02d}")
        for number in range(1, 11)
    ]
    pairs.append(wait(11, priority="emergency", placed="2026-03-30"))
    entries = [one for pair in pairs for one in pair]
    place = waiting_place(entries, "R-2026-00004")
    assert (place["region_position"], place["region_count"]) == (5, 11)
    assert (place["district_position"], place["district_count"]) == (2, 5)
    assert (place["region"], place["district"]) == ("2", "South")
    assert place["update_by"] == dt.date(2026, 4, 10)
    assert waiting_place(entries, "r-2026-00011", TODAY)["region_position"] == 1
    assert waiting_place(entries, "R-2026-00099") == {}


def test_subtotals(wait):
    entries = wait(1) + wait(2, district="north") + wait(3, district="") + wait(4, region="1", district="")
    assert subtotals(waiting_list(entries, TODAY)) == [
        ("1", "", "home_based_services", 1),
        ("1", None, "home_based_services", 1),
        ("2", "", "home_based_services", 1),
        ("2", "North", "home_based_services", 2),
        ("2", None, "home_based_services", 3),
    ]


def test_a_referral_that_the_register_does_not_have_still_waits(wait):
    (row,) = waiting_list(wait(1)[1:], TODAY)
    assert (row.id, row.client, row.position) == ("R-2026-00001", "", 1)


WAITS = st.lists(
    st.tuples(
        st.dates(dt.date(2026, 1, 1), TODAY),
        st.sampled_from(["emergency", "high", "routine", None]),
        st.sampled_from(["1", "2", "", " 2 "]),
        st.sampled_from(["North", "South", "north", ""]),
        st.sampled_from(["home_based_services", "interpreter"]),
        st.sampled_from(["approved", "assigned"]),
    ),
    max_size=12,
)


@given(waits=WAITS)
def test_positions_have_no_gaps_and_a_region_is_the_sum_of_its_districts(wait, waits):
    entries = [
        one
        for number, (placed, priority, region, district, service, status) in enumerate(waits, 1)
        for one in wait(
            number,
            placed.isoformat(),
            priority,
            status=status,
            region=region.strip(),
            district=district,
            service=service,
        )
    ]
    rows = waiting_list(entries, TODAY)
    assert len(rows) == sum(status == "approved" for *_, status in waits)
    for region, service in {(row.region, row.service) for row in rows}:
        of_region = [row for row in rows if (row.region, row.service) == (region, service)]
        assert [row.position for row in of_region] == list(range(1, len(of_region) + 1))
        counts = {}
        for district in {row.district.casefold() for row in of_region}:
            places = [row.district_position for row in of_region if row.district.casefold() == district]
            assert places == list(range(1, len(places) + 1))
            counts[district] = len(places)
        assert all(row.district_count == counts[row.district.casefold()] for row in of_region)
        assert all(row.region_count == sum(counts.values()) for row in of_region)
    totals = subtotals(rows)
    assert sum(line.waiting for line in totals if line.district is not None) == len(rows)
    assert sum(line.waiting for line in totals if line.district is None) == len(rows)
