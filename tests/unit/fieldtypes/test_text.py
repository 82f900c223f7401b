import pytest

from caseforms.fieldtypes.text import (
    fold,
    mask_name,
    name_segments,
    normalise_label,
    shorten,
    shown,
    split_name_tokens,
)


@pytest.mark.parametrize(
    ("label", "expected"),
    [
        ("D.O.B.:", "dob"),
        ("Client\u2019s Name *", "clients name"),
        ("CASE  NO.", "case number"),
        ("Case #", "case number"),
        ("Case#:", "case number"),
        ("Case No", "case number"),
        ("Tel. No.", "telephone number"),
        ("Tel", "telephone"),
        ("Hotel", "hotel"),
        ("Yes/No", "yes / no"),
        ("Case Name / Number", "case name / number"),
        ("Phone(home)", "phone home"),
        ("Parent(s)", "parents"),
        ("E-mail", "email"),
        ("Client_Name____", "client name"),
        ("City, State, ZIP", "city state zip"),
        ("\uff2e\uff41\uff4d\uff45\u00a0", "name"),
        ("Name\u200b:", "name"),
        ("Parent & Child", "parent and child"),
        ("::", ""),
    ],
)
def test_normalise_label(label, expected):
    assert normalise_label(label) == expected


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("ClientDOB", "client dob"),
        ("DOBClient", "dob client"),
        ("client_dob", "client dob"),
        ("Client.Name[0]", "client name"),
        ("CaseNo", "case number"),
        ("Address2", "address 2"),
        ("", ""),
    ],
)
def test_split_name_tokens(name, words):
    assert split_name_tokens(name) == words


def test_name_segments():
    segments = name_segments("topmostSubform[0].Page1[0].Client_Name[0]")
    assert segments == ("topmost subform", "page 1", "client name")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Émile O\u2019Fabrica-Demo", "emile ofabrica demo"),
        ("O'FABRICA", "ofabrica"),
        ("Søren Łukasz", "soren lukasz"),
        ("Straße", "strasse"),
        ("Example, Inc. & Co", "example inc and co"),
        ("A\u200bda", "ada"),
        ("न\u093f", "न\u093f"),
    ],
)
def test_fold(text, expected):
    assert fold(text) == expected


def test_mask_name():
    assert mask_name("Rowan Testcase") == "R. T."
    assert mask_name("émile O'Fabrica (Jr.)") == "É. O. J."
    assert mask_name(" - ") == ""


def test_shown_hides_no_trick():
    assert shown("plain é.pdf") == "plain é.pdf"
    assert shown("a\u202efdp.exe\x1b[1m\n\udc80") == r"a\u202efdp.exe\x1b[1m\n\udc80"


def test_shorten():
    assert shorten("one  two\nthree", 13) == "one two three"
    assert shorten("one two three", 12) == "one two t..."
    assert shorten("abcdef", 2) == "ab"
    assert all(len(shorten("word " * 9, size)) <= size for size in range(12))
