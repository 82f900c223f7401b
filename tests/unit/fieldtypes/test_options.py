import datetime as dt

import pytest

from caseforms.fieldtypes.options import Options
from caseforms.fieldtypes.parse import parse

PROGRAMS = Options(
    [
        ("family_maintenance", "Family Maintenance (FM)", ["Maintenance"]),
        ("family_reunification", "Family Reunification (FR)", []),
        ("unknown", "Unknown", []),
    ]
)
SERVICES = Options(
    [
        ("parenting", "Nurturing parenting", ["Parenting Class(es)"]),
        ("drug_testing", "Drug testing", ["UA", "Drug Screen"]),
        ("basics", "Housing, food and clothing", []),
        ("in_person", "In person", ["Face to Face", "F2F"]),
        ("other", "Other", []),
    ]
)


def read(raw, options, kind="choice"):
    return parse(kind, raw, options=options, today=dt.date(2026, 3, 31))


@pytest.mark.parametrize(
    "raw",
    [
        "Family Maintenance (FM)",
        "family_maintenance",
        "FM",
        "fm",
        "F.M.",
        "family-maintenance",
        "maintenance",
        "FM (Family Maintenance)",
        "FM - Family Maintenance",
        "Family Maintenance: FM",
        "FM / FM",
        "[x] FM [ ] FR",
    ],
)
def test_ways_to_name_an_entry(raw):
    assert read(raw, PROGRAMS) == ("answered", "family_maintenance", ())


def test_an_entry_called_unknown_is_an_answer_elsewhere_it_is_blank():
    assert read("Unknown", PROGRAMS).value == "unknown"
    assert read("Unknown", SERVICES).state == "blank"
    assert read("None", SERVICES, "choices").state == "blank"


def test_zero_is_no_blank_on_a_list_of_numbers():
    minutes = Options((("n00", "00", ()), ("n10", "10", ())))
    assert read("00", minutes).value == "n00"
    assert read("0", minutes).state == "unreadable"
    assert read("0", PROGRAMS).state == "blank"


def test_a_close_text_is_only_suggested():
    expected = ("not_in_list", {"v": "Family Maintenence", "s": "Family Maintenance (FM)"})
    assert read("Family Maintenence", PROGRAMS) == ("unreadable", None, (expected,))
    assert read("zzz", PROGRAMS).remarks == (("not_in_list", {"v": "zzz", "s": ""}),)


def test_two_entries_where_one_is_asked():
    expected = ("two_answers", {"a": "Family Maintenance (FM)", "b": "Family Reunification (FR)"})
    assert read("FM and FR", PROGRAMS) == ("unreadable", None, (expected,))


def test_an_entry_beside_something_unknown_is_not_taken():
    assert read("FM, perhaps", PROGRAMS).remarks == (
        ("not_in_list", {"v": "FM, perhaps", "s": "Family Maintenance (FM)"}),
    )


@pytest.mark.parametrize(
    ("raw", "codes"),
    [
        ("Drug testing", ["drug_testing"]),
        ("UA; F2F", ["drug_testing", "in_person"]),
        ("UA, Face-to-Face", ["drug_testing", "in_person"]),
        ("parenting classes & drug screen", ["parenting", "drug_testing"]),
        ("Parenting class/UA", ["parenting", "drug_testing"]),
        ("Housing, food and clothing", ["basics"]),
        ("UA, Housing, food and clothing, F2F", ["drug_testing", "basics", "in_person"]),
        ("UA, Parenting classes, and F2F", ["drug_testing", "parenting", "in_person"]),
        ("• UA\r\n• Housing, food and clothing", ["drug_testing", "basics"]),
        ("UA; Drug testing", ["drug_testing"]),
        ("Other: rides, food", ["other"]),
        ("Other - rides; UA", ["other", "drug_testing"]),
        ("☒ UA ☐ F2F ☒ Other", ["drug_testing", "other"]),
    ],
)
def test_several_entries(raw, codes):
    assert read(raw, SERVICES, "choices") == ("answered", codes, ())


def test_unknown_pieces_are_kept_out_and_told():
    assert read("UA; rides and meals", SERVICES, "choices") == (
        "answered",
        ["drug_testing"],
        (("not_in_list", {"v": "rides and meals", "s": ""}),),
    )
    parsed = read("UA and rides", SERVICES, "choices")
    assert (parsed.value, parsed.remarks) == (["drug_testing"], (("not_in_list", {"v": "rides", "s": ""}),))
    assert read("rides; meals", SERVICES, "choices").state == "unreadable"


def test_a_text_of_separators_only_is_not_blank():
    assert read("&", SERVICES, "choices") == ("unreadable", None, (("not_in_list", {"v": "&", "s": ""}),))


def test_marks_without_a_tick_choose_nothing():
    assert read("☐ UA ☐ F2F", SERVICES, "choices").state == "blank"
    assert read("☐ FM ☐ FR", PROGRAMS).state == "blank"


def test_codes_and_labels_win_over_aliases():
    options = Options([("a", "First", ["Second"]), ("b", "Second", [])])
    assert options.find("second") == "b"
    assert options.label("b") == "Second"
    assert options.label("zz") == "zz"


def test_without_a_list_nothing_is_on_it():
    assert parse("choice", "FM", today=dt.date(2026, 3, 31)).state == "unreadable"
