"""What a page shows against what its fields hold."""

from __future__ import annotations

import pytest
from builders import form_pdf, tick, widget
from hypothesis import given
from hypothesis import strategies as st

from caseforms.model import Place, Remark
from caseforms.readers import pdf
from caseforms.readers.pdf_fit import is_cut, width_of

_HELVETICA = "<< /Font << /F << /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >> >> >>"


def stream(content: bytes | str, entries: str = f"/Resources {_HELVETICA}") -> bytes:
    """The body of a drawing."""
    data = content.encode("latin-1") if isinstance(content, str) else content
    head = f"<< /Type /XObject /Subtype /Form /BBox [0 0 200 20] {entries} /Length {len(data)} >>\nstream\n"
    return head.encode() + data + b"\nendstream"


def text(value: str, *more: str) -> str:
    """A text field whose drawing is object 5."""
    return widget(f"/FT /Tx /T (Name) /TU (Client's name) {f'/V ({value})' if value else ''} /AP << /N 5 0 R >> "
                  + " ".join(more))  # fmt: skip


def shown(drawing: str) -> str:
    return f"/Tx BMC q BT /F 10 Tf 0 g 2 6 Td ({drawing}) Tj ET Q EMC"


def looks(*bodies: str | bytes, **more: str) -> list[Remark]:
    """What a second look at a form gives, the first body being its only field."""
    content = pdf.read(form_pdf(*bodies, annots=(4,), fields=(4,), **more))
    return [remark for remarks in content.looks().values() for remark in remarks]


def kinds(*bodies: str | bytes, **more: str) -> list[str]:
    return [remark.kind for remark in looks(*bodies, **more)]


def test_a_page_that_shows_another_answer():
    (remark,) = looks(text("Rowan Testcase"), stream(shown("Juniper Sample")))
    assert remark == Remark(
        "shows_other", {"a": "Rowan Testcase", "b": "Juniper Sample"}, Place(1, (100.0, 700.0, 300.0, 720.0))
    )


def test_the_remark_goes_by_name_and_place_of_the_box():
    content = pdf.read(form_pdf(text("Rowan"), stream(shown("Ada")), annots=(4,), fields=(4,)))
    assert list(content.looks()) == [("Name", content.pages[0].boxes[0].place)]


@pytest.mark.parametrize(
    "drawing",
    [
        shown("Rowan Testcase"),
        "BT /F 10 Tf [(Row) -20 (an) -250 (Testcase)] TJ ET",
        "BT /F 10 Tf (Rowan) Tj 0 -12 Td (Testcase) Tj ET",
        "BT /F 10 Tf (Rowan) ' (Testcase) ' ET",
        'BT /F 10 Tf 0 0 (Rowan) " 0 0 (Testcase) " ET',
        "BT /F 10 Tf (\\122owan Test\\\ncase) Tj ET",
        "BT /F 10 Tf <526F77616E2054657374> Tj (case) Tj ET",
        "BT /F 10 Tf (Rowan Testcase) Tj 3 Tr (Placeholder) Tj ET",
        "BT 10 Tf /F 10 Tf (ROWAN TESTCASE) Tj ET",
    ],
)
def test_a_page_that_shows_the_answer(drawing: str):
    assert kinds(text("Rowan Testcase"), stream(drawing)) == []


@pytest.mark.parametrize(
    ("value", "drawing", "found"),
    [
        ("", "(Rowan) Tj", ["shows_other"]),
        ("", "(...) Tj", []),
        ("", "", []),
        ("Rowan", "", ["not_shown"]),
        ("Rowan", "( ) Tj", ["not_shown"]),
        ("Rowan and his family", "(Rowan and h) Tj", ["cut_text"]),
        ("2026-03-06", "(03/06/2026) Tj", []),
        ("2026-03-06", "(03/07/2026) Tj", ["shows_other"]),
    ],
)
def test_empty_and_cut_drawings(value: str, drawing: str, found: list[str]):
    assert kinds(text(value), stream(f"/Tx BMC BT /F 10 Tf {drawing} ET EMC")) == found


def test_a_form_that_viewers_draw_anew_may_have_empty_drawings_and_no_other():
    anew = "/NeedAppearances true"
    assert kinds(text("Rowan"), stream(""), acroform=anew) == []
    assert kinds(text("Rowan"), stream(shown(" ")), acroform=anew) == []
    assert kinds(text(""), stream(shown("Rowan")), acroform=anew) == []
    assert kinds(text("Rowan"), stream(shown("Ada")), acroform=anew) == ["shows_other"]


def test_a_field_without_a_drawing_says_nothing():
    assert kinds(widget("/FT /Tx /T (Name) /V (Rowan)")) == []


@pytest.mark.parametrize(
    ("entries", "found"),
    [
        ("", ["shows_other"]),
        ("/Ff 8192", []),  # a password
        ("/F 2", []),  # hidden
        ("/AA << /F << /S /JavaScript /JS (custom\\(\\)) >> >>", []),  # a script may show anything
    ],
)
def test_what_may_look_otherwise(entries: str, found: list[str]):
    assert kinds(text("Rowan", entries), stream(shown("Somebody"))) == found


def test_a_script_that_formats_dates_does_not_change_the_day():
    script = '/AA << /F << /S /JavaScript /JS (AFDate_FormatEx\\("mm/dd/yyyy"\\)) >> >>'
    assert kinds(text("2026-03-06", script), stream(shown("03/06/2026"))) == []
    assert kinds(text("2026-03-06", script), stream(shown("03/09/2026"))) == ["shows_other"]


def test_print_of_a_read_only_field_is_no_answer():
    assert kinds(text("", "/Ff 1"), stream(shown("1."))) == []


def test_a_list_shows_what_might_be_chosen_and_a_drop_down_what_is():
    options = "/FT /Ch /T (C) /Opt [[(v) (Visitation)] [(d) (Drug testing)]] /V (v) /AP << /N 5 0 R >>"
    assert kinds(widget(options), stream(shown("Visitation Drug testing"))) == []
    assert kinds(widget(f"{options} /Ff 131072"), stream(shown("Visitation"))) == []
    assert kinds(widget(f"{options} /Ff 131072"), stream(shown("v"))) == []
    assert kinds(widget(f"{options} /Ff 131072"), stream(shown("Drug testing"))) == ["shows_other"]


# ---- fonts ----

_MAP = """beginbfchar <0001> <0052> <0002> <006F> endbfchar
2 beginbfrange <0003> <0003> <0077> <0004> <0005> [<0061> <006E>] endbfrange"""


@pytest.mark.parametrize(
    ("font", "drawing", "found"),
    [
        ("/Subtype /Type1 /BaseFont /Helvetica", "(Ada) Tj", ["shows_other"]),
        ("/Subtype /Type1 /BaseFont /Unknown", "(Ada) Tj", []),
        ("/Subtype /Type1 /BaseFont /ZapfDingbats", "(Ada) Tj", []),
        ("/Subtype /TrueType /BaseFont /Unknown /Encoding /MacRomanEncoding", "(Rowan) Tj", []),
        ("/Subtype /TrueType /BaseFont /Unknown /Encoding /MacRomanEncoding", "(Ada) Tj", ["shows_other"]),
        ("/Subtype /Type1 /BaseFont /X /Encoding << /Differences [1 /R /o /w /a /n] >>", "<0102030405> Tj", []),
        ("/Subtype /Type1 /BaseFont /X /Encoding << /Differences [1 /R /n] >>", "<0102> Tj", ["shows_other"]),
        ("/Subtype /Type1 /BaseFont /X /Encoding << /Differences [1 /R /g17] >>", "<0102> Tj", []),
        ("/Subtype /Type0 /BaseFont /X /Encoding /Identity-H", "<00010002> Tj", []),
        ("/Subtype /Type0 /BaseFont /X /Encoding /Identity-H /ToUnicode 6 0 R", "<00010002000300040005> Tj", []),
        ("/Subtype /Type0 /BaseFont /X /Encoding /Identity-H /ToUnicode 6 0 R", "<00050004> Tj", ["shows_other"]),
        ("/Subtype /Type0 /BaseFont /X /Encoding /Identity-H /ToUnicode 6 0 R", "<00050009> Tj", []),
    ],
)
def test_letters_are_told_by_the_font_or_not_at_all(font: str, drawing: str, found: list[str]):
    resources = f"/Resources << /Font << /F << /Type /Font {font} >> >> >>"
    bodies = (text("Rowan"), stream(f"BT /F 10 Tf {drawing} ET", resources), stream(_MAP, ""))
    assert kinds(*bodies) == found


def test_a_font_of_the_form_counts_where_the_drawing_has_none():
    form = f"/DR {_HELVETICA}"
    assert kinds(text("Rowan"), stream(shown("Ada"), ""), acroform=form) == ["shows_other"]


def test_accents_of_differences():
    font = "/Subtype /Type1 /BaseFont /Helvetica /Encoding << /Differences [200 /Eacute] >>"
    resources = f"/Resources << /Font << /F << /Type /Font {font} >> >> >>"
    assert kinds(text("\\311mile"), stream("BT /F 9 Tf (\\310mile) Tj ET", resources)) == []


def test_drawings_inside_a_drawing_are_followed_and_pictures_say_nothing():
    inside = "/Resources << /XObject << /X 6 0 R >> >>"
    assert kinds(text("Rowan"), stream("q /X Do Q", inside), stream(shown("Rowan"))) == []
    assert kinds(text("Rowan"), stream("q /X Do Q", inside), stream(shown("Ada"))) == ["shows_other"]
    picture = b"<< /Type /XObject /Subtype /Image /Width 1 /Height 1 /Length 1 >>\nstream\n0\nendstream"
    assert kinds(text("Rowan"), stream("q /X Do Q", inside), picture) == []
    assert kinds(text("Rowan"), stream("q /X Do Q", inside), stream("/X Do", inside)) == []  # draws itself


# ---- several widgets, ticks ----


def test_two_widgets_of_one_field_that_show_different_answers():
    parent = "<< /FT /Tx /T (Name) /V (Rowan) /Kids [5 0 R 6 0 R] >>"
    one, other = (
        widget(f"/Parent 4 0 R /AP << /N {n} 0 R >>", f"100 {y} 300 {y + 20}") for n, y in ((7, 700), (8, 600))
    )
    content = pdf.read(
        form_pdf(parent, one, other, stream(shown("Rowan")), stream(shown("Ada")), annots=(5, 6), fields=(4,))
    )
    ((remark,),) = content.looks().values()
    assert (remark.kind, remark.words["b"], remark.place.box) == ("shows_other", "Ada", (100.0, 600.0, 300.0, 620.0))


@pytest.mark.parametrize(
    ("entries", "found"),
    [
        ("/T (T) /V /Yes /AS /Yes", []),
        ("/T (T) /V /Off /AS /Off", []),
        ("/T (T) /V /Yes", []),
        ("/T (T) /AS /Yes", []),  # never set: the look is the answer
        ("/T (T) /V /Yes /AS /Off", ["tick_not_shown"]),
        ("/T (T) /V /Off /AS /Yes", ["tick_shown"]),
        ("/T (T) /V /On /AS /Yes", ["tick_shown"]),
        ("/T (T) /V /Off /AS /Yes /F 2", []),
    ],
)
def test_ticks_look_as_they_are_stored(entries: str, found: list[str]):
    assert kinds(tick(entries)) == found


def test_a_group_of_buttons():
    group = "<< /FT /Btn /Ff 32768 /T (Urgent) /V /Yes /Kids [5 0 R 6 0 R] >>"
    yes, no = tick("/Parent 4 0 R /AS {}", "Yes"), tick("/Parent 4 0 R /AS {}", "No", "100 600 110 610")
    for states, found in (
        (("/Yes", "/Off"), []),
        (("/Off", "/No"), ["tick_not_shown"]),
        (("/Yes", "/No"), ["tick_shown"]),
    ):
        bodies = (yes.replace("{}", states[0]), no.replace("{}", states[1]))
        content = pdf.read(form_pdf(group, *bodies, annots=(5, 6), fields=(4,)))
        assert [remark.kind for remarks in content.looks().values() for remark in remarks] == found


# ---- room ----


@pytest.mark.parametrize(
    ("value", "entries", "found"),
    [
        ("abcdef", "/MaxLen 6", []),
        ("abcdefg", "/MaxLen 6", ["cut_text"]),
        ("a" * 29, "/MaxLen 29", []),
        ("a" * 30, "/MaxLen 30", ["full_box"]),
        ("a" * 30, "/MaxLen 31", []),
        ("W" * 30, "/DA (/Helv 10 Tf 0 g)", ["cut_text"]),
        ("W" * 30, "/DA (/Helv 0 Tf 0 g)", []),  # letters shrink to fit
        ("W" * 30, "/DA (/Helv 10 Tf 0 g) /Ff 16777216 /MaxLen 40", []),  # a comb
        ("W" * 30, "/DA (/Helv 10 Tf 0 g) /MK << /R 90 >>", []),  # written upwards
        ("W" * 60, "/DA (/Helv 10 Tf 0 g) /Ff 4096", ["cut_text"]),
        ("W" * 40, "/DA (/Helv 10 Tf 0 g) /Ff 4096", []),
        ("W " * 15, "/DA (/Helv 5 Tf 0 g) /Ff 4096", []),
        ("W" * 10, "/DA (/Helv 10 Tf 0 g)", []),
        ("W" * 30, "", []),
    ],
)
def test_a_text_that_does_not_fit(value: str, entries: str, found: list[str]):
    assert kinds(widget(f"/FT /Tx /T (Name) /V ({value}) {entries}")) == found


def test_the_look_of_the_form_counts_where_the_field_has_none():
    assert kinds(widget(f"/FT /Tx /T (Name) /V ({'W' * 30})"), acroform="/DA (/Helv 10 Tf 0 g)") == ["cut_text"]


def test_a_text_is_cut_from_its_width_on():
    text_width = width_of("Rowan Testcase", 10)
    assert 65 < text_width < 75
    assert not is_cut("Rowan Testcase", "/Helv 10 Tf", (text_width / 1.05 + 0.1, 20), lines=False)
    assert is_cut("Rowan Testcase", "/Helv 10 Tf", (text_width / 1.05 - 0.1, 20), lines=False)
    assert width_of("iiii", 10, fixed=True) == width_of("WWWW", 10, fixed=True) == 24


@given(st.text(max_size=80), st.text(max_size=30), st.floats(-10, 1000), st.floats(-10, 1000), st.booleans())
def test_any_text_can_be_measured(value: str, look: str, width: float, height: float, lines: bool):  # noqa: FBT001
    assert is_cut(value, look, (width, height), lines=lines) in {True, False}


@given(st.binary(max_size=200))
def test_whatever_stands_in_a_drawing_reading_does_not_fail(data: bytes):
    assert set(kinds(text("Rowan"), stream(data))) <= {"shows_other", "not_shown", "cut_text"}
