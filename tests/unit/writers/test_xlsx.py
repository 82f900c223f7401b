from __future__ import annotations

import datetime as dt
from pathlib import Path

import openpyxl
import pytest

from caseforms.writers.xlsx import CELL_LIMIT, new_workbook, safe_text, sheet_name, write_sheet


def units(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2


@pytest.mark.parametrize("text", ["x" * CELL_LIMIT, "\N{GRINNING FACE}" * (CELL_LIMIT // 2), "", "tab\tand\nline"])
def test_a_text_that_fits_is_untouched(text: str):
    assert safe_text(text) == text


@pytest.mark.parametrize("text", ["x" * (CELL_LIMIT + 1), "\N{GRINNING FACE}" * (CELL_LIMIT // 2 + 1), "x" * 100_000])
def test_a_longer_text_is_cut_with_a_visible_note(text: str):
    cut = safe_text(text)
    kept, _, note = cut.partition("\N{HORIZONTAL ELLIPSIS} [cut: ")
    assert units(cut) <= CELL_LIMIT
    assert text.startswith(kept)
    assert note == f"{len(text) - len(kept):,} characters, the whole text is in the register]"


def test_characters_that_no_workbook_may_hold_show_as_marks():
    assert safe_text("a\0b\x1bc\ud800d\uffffe\r\nf\rg") == "a\ufffdb\ufffdc\ufffdd\ufffde\nf\ng"


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("To fix", "To fix"),
        ("a/b:c", "a b c"),
        ("'quoted'", "quoted"),
        ("x" * 40, "x" * 31),
        ("", "Sheet"),
        ("History", "Sheet"),
    ],
)
def test_sheet_names_are_allowed_ones(title: str, name: str):
    assert sheet_name(title) == name


@pytest.mark.parametrize("constant_memory", [False, True])
def test_texts_of_any_look_stay_texts(tmp_path: Path, constant_memory: bool):  # noqa: FBT001
    texts = ["=1+1", "{=1}", "http://example.org", "0012", "_x0041_", "mailto:a@example.org", "x" * 40_000]
    target = tmp_path / "out.xlsx"
    workbook = new_workbook(target, constant_memory=constant_memory)
    write_sheet(workbook, "All", ["Text"], ([text] for text in texts))
    workbook.close()
    sheet = openpyxl.load_workbook(target).active
    found = [cell for (cell,) in sheet.iter_rows(min_row=2)]
    assert {cell.data_type for cell in found} <= {"s", "inlineStr"}
    assert [cell.value for cell in found][:4] == texts[:4]
    assert found[-1].value == safe_text(texts[-1])
    assert [path.name for path in tmp_path.iterdir()] == ["out.xlsx"]


def test_what_excel_has_no_type_for_goes_as_text(tmp_path: Path):
    target = tmp_path / "out.xlsx"
    workbook = new_workbook(target)
    early, late = dt.date(1900, 2, 28), dt.date(1900, 3, 1)
    moment = dt.datetime(2026, 3, 31, 9, 15)
    write_sheet(workbook, "All", list("abcdefg"), [[early, late, float("nan"), 10**15, 10**15 - 1, True, moment]])
    workbook.close()
    row = [cell.value for cell in openpyxl.load_workbook(target).active[2]]
    assert row == ["1900-02-28", dt.datetime(1900, 3, 1), "nan", str(10**15), 10**15 - 1, True, moment]


def test_a_new_workbook_takes_no_text_for_anything_else(tmp_path: Path):
    target = tmp_path / "out.xlsx"
    workbook = new_workbook(target)
    workbook.add_worksheet().write_column("A1", ["=1+1", "12", "http://example.org"])
    workbook.close()
    loaded = openpyxl.load_workbook(target)
    assert [(cell.value, cell.data_type, cell.hyperlink) for (cell,) in loaded.active.iter_rows()] == [
        ("=1+1", "s", None),
        ("12", "s", None),
        ("http://example.org", "s", None),
    ]
    assert loaded.properties.created == dt.datetime(1980, 1, 1)  # not now: the same rows give the same bytes
