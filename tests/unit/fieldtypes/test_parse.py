import datetime as dt

import pytest

from caseforms.fieldtypes.parse import is_blank, parse

IDENTITY = [
    "name",
    "date",
    "birth_date",
    "phone",
    "email",
    "address",
    "case_number",
    "identifier",
    "choice",
    "signature",
]
FREE = ["text", "narrative"]


def read(kind, raw, typed=None):
    return parse(kind, raw, typed=typed, today=dt.date(2026, 3, 31))


@pytest.mark.parametrize("kind", [*IDENTITY, *FREE, "yes_no", "choices"])
@pytest.mark.parametrize(
    "raw",
    [
        "",
        "  ",
        "\u00a0\u200b",
        "-",
        "--",
        "—",
        "?",
        "___",
        "xxx",
        "XX",
        "TBD",
        "Pending",
        "see attached.",
        "same",
        "...",
    ],
)
def test_fillers_are_blank_everywhere(kind, raw):
    assert read(kind, raw) == ("blank", None, ())


@pytest.mark.parametrize(
    "raw", ["none", "None.", "N/A", "n.a.", "NA", "unknown", "unk", "Not known", "000-00-0000", "0"]
)
def test_identity_questions_stay_open(raw):
    assert all(is_blank(kind, raw) for kind in IDENTITY)


@pytest.mark.parametrize("raw", ["None", "N/A", "unknown", "not known", "000-00-0000", "0"])
@pytest.mark.parametrize("kind", FREE)
def test_free_text_may_say_none(kind, raw):
    assert read(kind, raw) == ("answered", raw, ())


@pytest.mark.parametrize("kind", FREE)
def test_free_text_keeps_its_lines(kind):
    assert read(kind, " one\r\ntwo\rthree\n\u200b").value == "one\ntwo\nthree"
    assert read(kind, "Cafe\u0301").value == "Café"
    assert read(kind, "", typed=True).state == "blank"


@pytest.mark.parametrize(
    ("raw", "value"),
    [
        (raw, "yes")
        for raw in ("Yes", "Y", "X", "x", "✓", "☑", "☒", "true", "1", "YES.", "Yes - Penobscot", "☒ Yes ☐ No")
    ]
    + [(raw, "no") for raw in ("No", "n", "☐", "FALSE", "0", "No, never", "☐ Yes ☒ No", "[ ] Yes [x] No")]
    + [(raw, "unknown") for raw in ("Unknown", "unk", "Not sure", "Don\u2019t know")],
)
def test_yes_no(raw, value):
    assert read("yes_no", raw) == ("answered", value, ())


@pytest.mark.parametrize(("typed", "value"), [(True, "yes"), (False, "no")])
def test_yes_no_cells(typed, value):
    assert read("yes_no", "", typed).value == value


@pytest.mark.parametrize(
    ("raw", "suggestion"),
    [("Yes / No", "Yes"), ("nope", "No"), ("maybe", ""), ("☒ Yes ☒ No", "Yes"), ("Yes, no", "Yes"), ("none", "No")],
)
def test_yes_no_is_not_guessed(raw, suggestion):
    assert read("yes_no", raw) == ("unreadable", None, (("not_in_list", {"v": raw, "s": suggestion}),))


def test_yes_no_with_nothing_ticked_is_blank():
    assert read("yes_no", "☐ Yes ☐ No").state == "blank"


@pytest.mark.parametrize("raw", ["ada.clerk@example.org", "a+b@mail.example.org", "josé@example.org"])
def test_email(raw):
    assert read("email", raw) == ("answered", raw, ())


def test_email_with_its_wrapping():
    assert read("email", "Ada Clerk <ada@example.org>").value == "ada@example.org"
    assert read("email", "mailto:ada@example.org").value == "ada@example.org"


@pytest.mark.parametrize(
    "raw",
    ["ada", "ada@example", "a b@example.org", "a@example..org", "a@b@example.org", "@example.org", "a@x.org; b@x.org"],
)
def test_bad_email(raw):
    assert read("email", raw) == ("unreadable", None, (("bad_email", {"v": raw}),))


@pytest.mark.parametrize("kind", ["case_number", "identifier"])
@pytest.mark.parametrize(
    ("raw", "typed", "value", "told"),
    [
        (" cw-2026-0417 ", None, "CW-2026-0417", False),
        ("00000417", 417, "00000417", False),
        ("CW-0417", 417.0, "CW-0417", False),
        ("417", None, "417", False),
        ("417", 417, "417", True),
        ("417.0", 417.0, "417", True),
        ("20,260,417", 20260417, "20260417", True),
        ("2.03E+11", 202604170001.0, "202604170001", True),
    ],
)
def test_numbers_that_are_text(kind, raw, typed, value, told):
    assert read(kind, raw, typed) == ("answered", value, (("number_as_text", {"v": value}),) if told else ())


def test_address_becomes_one_line():
    assert (
        read("address", "100 Example Street,\n Sampleton,  ME 00000").value == "100 Example Street, Sampleton, ME 00000"
    )


def test_signature_is_any_text():
    assert read("signature", "X").value == "X"
    assert read("signature", "/s/ Rowan\nTestcase").value == "/s/ Rowan Testcase"


def test_unknown_kind():
    with pytest.raises(KeyError):
        read("table", "x")
