"""A damaged PDF never becomes a blank form: all values with a remark, or a refusal (promise 1)."""

from __future__ import annotations

import io
import re

import pikepdf
import pytest
from builders import (
    FORMS,
    blank,
    filled_by_pikepdf,
    filled_by_pypdf,
    filling,
    form_pdf,
    found_in,
    pdf,
    record_of,
    saved,
    widget,
)
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from caseforms.model import Report

FORM = "treatment-referral"
BLANK = blank(FORM, "pdf")
BOXES, _ = filling(FORMS[FORM])


def packed(content: bytes, **how) -> bytes:
    with pikepdf.open(io.BytesIO(content)) as document:
        return saved(document, **how)


OBJECT_STREAMS = {"object_stream_mode": pikepdf.ObjectStreamMode.generate}
FILLED = filled_by_pikepdf(BLANK, BOXES)
KINDS = {
    "classic table": FILLED,
    "object streams": packed(FILLED, **OBJECT_STREAMS),
    "linearised": packed(FILLED, linearize=True),
    "linearised with object streams": packed(FILLED, linearize=True, **OBJECT_STREAMS),
    "increment": filled_by_pypdf(BLANK, BOXES, incremental=True),
    "increment with object streams": filled_by_pypdf(packed(BLANK, **OBJECT_STREAMS), BOXES, incremental=True),
    "pypdf": filled_by_pypdf(BLANK, BOXES),
}


def startxref(content: bytes, offset: int) -> bytes:
    head, _, _ = content.rpartition(b"startxref")
    return head + b"startxref\n%d\n%%%%EOF\n" % offset


def half_without(content: bytes, size: int) -> bytes:
    middle = len(content) // 2
    return content[:middle] + content[middle + size :]


DAMAGE = {
    "last 300 bytes missing": lambda content: content[:-300],
    "startxref far off": lambda content: startxref(content, 999_999_999),
    "startxref near": lambda content: startxref(content, 7),
    "startxref of zero": lambda content: startxref(content, 0),
    "a mail's header in front": lambda content: b"From: a@example.org\nSubject: form\n\n" + content,
    "last 20 % missing": lambda content: content[: len(content) * 8 // 10],
    "half missing": lambda content: content[: len(content) // 2],
    "first 1,024 bytes only": lambda content: content[:1024],
    "zeros behind the end": lambda content: content + bytes(5000),
    "line ends changed": lambda content: content.replace(b"\r\n", b"\n").replace(b"\n", b"\r\n"),
    "seven bits only": lambda content: bytes(byte & 0x7F for byte in content),
    "2,000 bytes missing in the middle": lambda content: half_without(content, 2000),
    "50 bytes missing in the middle": lambda content: half_without(content, 50),
    "zeros in the middle": lambda content: half_without(content, 2000).replace(b"xref", bytes(2000) + b"xref", 1),
}
#: Damage after which every value is still there: refusing it would send people home for nothing.
MENDED = {"startxref far off", "startxref near", "a mail's header in front", "zeros behind the end"}


def read(content: bytes, folder):
    """The kind of the failure, or the kinds of the remarks; and the values."""
    found = found_in(content, folder)
    if isinstance(found, Report):
        assert found.failure is not None
        return found.failure.kind, None
    return [remark.kind for remark in found.remarks], {box.name: (box.text, box.ticked) for box in found.boxes()}


@pytest.mark.parametrize("kind", KINDS)
def test_a_whole_file_is_read_without_remark(kind, tmp_path):
    remarks, values = read(KINDS[kind], tmp_path)

    assert remarks == []
    assert all(text or ticked for text, ticked in values.values())


@pytest.mark.parametrize("damage", DAMAGE)
@pytest.mark.parametrize("kind", KINDS)
def test_all_values_with_a_remark_or_a_refusal(kind, damage, tmp_path):
    remarks, values = read(DAMAGE[damage](KINDS[kind]), tmp_path)

    assert values is not None or remarks == "damaged"
    if values is not None:
        assert values == read(KINDS[kind], tmp_path)[1]
        if DAMAGE[damage](KINDS[kind]) != KINDS[kind] and damage not in {"seven bits only", "zeros in the middle"}:
            assert remarks == ["repaired"]


@pytest.mark.parametrize("damage", sorted(MENDED))
@pytest.mark.parametrize("kind", KINDS)
def test_what_can_be_mended_is_mended(kind, damage, tmp_path):
    assert read(DAMAGE[damage](KINDS[kind]), tmp_path) == (["repaired"], read(KINDS[kind], tmp_path)[1])


@pytest.mark.parametrize("kind", ["classic table", "linearised", "increment", "pypdf"])
def test_the_last_300_bytes_hold_no_answer_where_there_is_a_table(kind, tmp_path):
    assert read(KINDS[kind][:-300], tmp_path) == (["repaired"], read(KINDS[kind], tmp_path)[1])


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(kind=st.sampled_from(sorted(KINDS)), data=st.data())
def test_cut_anywhere(kind, data, tmp_path):
    content = KINDS[kind]
    length = data.draw(st.integers(0, len(content) - 3))

    remarks, values = read(content[:length], tmp_path)

    if values is None:
        assert remarks in {"damaged", "empty", "not_a_form"}  # not_a_form: too short to tell what it was
        assert remarks == "damaged" or length < 8
    else:
        assert values == read(content, tmp_path)[1]
        assert remarks == ["repaired"]


@pytest.mark.parametrize("behind", [1, 20, 500, 1000, 1500, 5000])
@pytest.mark.parametrize("kind", ["increment", "increment with object streams"])
def test_cut_behind_the_blank_revision_is_no_blank_form(kind, behind, tmp_path):
    content = KINDS[kind]
    end = content.index(b"%%EOF", content.rindex(b"startxref", 0, content.rindex(b"%%EOF", 0, -10))) + len(b"%%EOF\n")

    assert read(content[: end + behind], tmp_path) == ("damaged", None)


def test_exactly_the_blank_revision_is_reported_as_all_blank(tmp_path):
    found = found_in(BLANK, tmp_path)

    assert [remark.kind for remark in record_of(found).remarks] == ["all_blank"]


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(at=st.integers(10, len(FILLED) - 2500), size=st.integers(1, 2000))
def test_a_hole_anywhere(at, size, tmp_path):
    remarks, values = read(FILLED[:at] + FILLED[at + size :], tmp_path)

    assert values is None or values == read(FILLED, tmp_path)[1]
    assert remarks in ("damaged", ["repaired"])


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(kind=st.sampled_from(sorted(KINDS)), data=st.data())
def test_a_hole_anywhere_in_a_file_of_any_kind(kind, data, tmp_path):
    content = KINDS[kind]
    at, size = data.draw(st.integers(10, len(content) - 2500)), data.draw(st.integers(1, 2000))

    _, values = read(content[:at] + content[at + size :], tmp_path)

    assert values is None or values == read(content, tmp_path)[1]


@pytest.mark.parametrize("words", [rb"\n/V \(rowan[^)]*\)", rb"\d+ 0 obj\n<<(?=[^>]*/T \(worker.137email)"])
@pytest.mark.parametrize("kind", ["increment", "increment with object streams"])
def test_a_hole_just_around_an_answer_or_the_head_of_its_box(kind, words, tmp_path):
    content = KINDS[kind]
    hole = list(re.finditer(words, content))[-1]

    assert read(content[: hole.start()] + content[hole.end() :], tmp_path) == ("damaged", None)


def test_a_value_that_is_missing_from_a_rebuilt_file_is_no_blank(tmp_path):
    boxes = widget("/FT /Tx /T (a) /V 6 0 R"), widget("/FT /Tx /T (b) /V (Rowan)")
    whole = form_pdf(*boxes, "(Testcase)", annots=(4, 5), fields=(4, 5))
    torn = re.sub(rb"6 0 obj.*?endobj", b"", startxref(whole, 5), flags=re.DOTALL)

    assert read(startxref(whole, 5), tmp_path) == (["repaired"], {"a": ("Testcase", None), "b": ("Rowan", None)})
    assert read(torn, tmp_path) == ("damaged", None)


def test_a_repaired_file_without_any_answer_is_refused(tmp_path):
    empty = form_pdf(widget("/FT /Tx /T (a)"))

    assert read(empty, tmp_path) == ([], {"a": ("", None)})
    assert read(startxref(empty, 5), tmp_path) == ("damaged", None)


def test_no_pages_is_damage(tmp_path):
    assert read(pdf("<< /Type /Catalog >>"), tmp_path) == ("damaged", None)


def test_the_message_says_what_to_do(tmp_path):
    failure = found_in(FILLED[: len(FILLED) // 2], tmp_path).failure

    assert failure.message == "The PDF is damaged: its end is missing, answers may be lost."
    assert failure.mend == "Ask the sender for a new copy of the file."
