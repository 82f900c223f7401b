from __future__ import annotations

import csv
import datetime as dt
import io
import json
from pathlib import Path
from types import MappingProxyType

import openpyxl
import pytest

from caseforms.errors import OperatingError, UsageError
from caseforms.writers.table import FORMATS, plain, write_rows

COLUMNS = [("name", "Client"), ("days", "Days waiting"), ("when", "Received")]
ROWS = [
    {"name": "Émile O'Fabrica Jr.", "days": 3, "when": dt.date(2026, 3, 31)},
    {"name": '=HYPERLINK("http://example.org")', "days": -1.5, "when": None},
    {"name": 'one, "two"\r\nthree', "days": True},
]


def written(path: Path, kind: str, rows=ROWS) -> str:
    write_rows(rows, COLUMNS, kind, path, title="Waiting")
    return path.read_bytes().decode("utf-8")


def test_csv_opens_in_excel(tmp_path: Path):
    text = written(tmp_path / "list.csv", "csv")
    assert text.startswith("\ufeffClient,Days waiting,Received\r\n")
    rows = list(csv.reader(io.StringIO(text.removeprefix("\ufeff"), newline="")))
    assert rows[1:] == [
        ["Émile O'Fabrica Jr.", "3", "2026-03-31"],
        ['\'=HYPERLINK("http://example.org")', "-1.5", ""],
        ['one, "two"\r\nthree', "yes", ""],
    ]


@pytest.mark.parametrize(
    "text", ["=1+1", "+1-207-555-0134", "-2+3", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "\uff1d1", "'=1"]
)
def test_no_text_becomes_a_formula_in_csv(tmp_path: Path, text: str):
    cells = written(tmp_path / "list.csv", "csv", [{"name": text}])
    [_, [cell, *_]] = csv.reader(io.StringIO(cells, newline=""))
    assert cell == f"'{text}"


@pytest.mark.parametrize("text", ["-5", "+12075550134", "-1,5", "2075550134", "O'Fabrica", "'plain", "a=b", ""])
def test_numbers_and_ordinary_texts_stay_as_they_are_in_csv(tmp_path: Path, text: str):
    cells = written(tmp_path / "list.csv", "csv", [{"name": text}])
    [_, [cell, *_]] = csv.reader(io.StringIO(cells, newline=""))
    assert cell == text


def test_csv_on_a_stream_is_for_the_next_program():
    stream = io.StringIO()
    write_rows(ROWS, COLUMNS, "csv", stream)
    assert stream.getvalue().startswith("Client,Days waiting,Received\nÉmile")
    assert "\r" not in stream.getvalue()


def test_json_keeps_every_value(tmp_path: Path):
    found = json.loads(written(tmp_path / "list.json", "json"))
    assert found[1] == {"name": '=HYPERLINK("http://example.org")', "days": -1.5, "when": None}
    assert found[0]["when"] == "2026-03-31"
    assert found[2] == {"name": 'one, "two"\r\nthree', "days": True, "when": None}


def test_json_takes_mappings_of_any_kind():
    stream = io.StringIO()
    write_rows([{"name": MappingProxyType({"a": [1, "b"]})}], COLUMNS[:1], "jsonl", stream)
    assert json.loads(stream.getvalue()) == {"name": {"a": [1, "b"]}}


def test_jsonl_is_one_object_a_line(tmp_path: Path):
    lines = written(tmp_path / "list.jsonl", "jsonl").splitlines()
    assert [json.loads(line)["days"] for line in lines] == [3, -1.5, True]


def test_text_is_aligned_and_safe_for_a_terminal():
    stream = io.StringIO()
    rows = [{"name": "Rowan\n\x1b[31mTestcase", "days": 12}, {"name": "x" * 61, "days": 3}, {"name": "y" * 60}]
    write_rows(rows, COLUMNS[:2], "text", stream, title="Waiting")
    assert stream.getvalue().splitlines() == [
        "Waiting",
        "",
        f"{'Client':60}  Days waiting",
        f"{'-' * 60}  ------------",
        f"{'Rowan [31mTestcase':60}  12",
        f"{'x' * 59}\N{HORIZONTAL ELLIPSIS}  3",
        "y" * 60,
    ]


@pytest.mark.parametrize(("kind", "empty"), [("text", "none\n"), ("json", "[]\n"), ("jsonl", ""), ("csv", "Client\n")])
def test_an_empty_list_is_still_a_list(kind: str, empty: str):
    stream = io.StringIO()
    write_rows([], COLUMNS[:1], kind, stream)
    assert stream.getvalue().endswith(empty)


def test_excel_keeps_types_and_writes_texts_as_texts(tmp_path: Path):
    target = tmp_path / "list.xlsx"
    write_rows(ROWS, COLUMNS, "xlsx", target, title="Waiting: all / now")
    sheet = openpyxl.load_workbook(target).active
    assert sheet.title == "Waiting  all   now"
    assert [cell.value for cell in sheet[1]] == ["Client", "Days waiting", "Received"]
    assert sheet["A3"].value == '=HYPERLINK("http://example.org")'
    assert sheet["A3"].data_type == "s"
    assert (sheet["B2"].value, sheet["B3"].value, sheet["B4"].value) == (3, -1.5, "yes")
    assert sheet["C2"].value == dt.datetime(2026, 3, 31)
    assert sheet["A4"].value == 'one, "two"\nthree'
    assert (sheet.auto_filter.ref, sheet.freeze_panes) == ("A1:C4", "A2")


def test_excel_onto_a_stream_is_refused():
    with pytest.raises(UsageError, match="cannot be shown"):
        write_rows(ROWS, COLUMNS, "xlsx", io.StringIO())


@pytest.mark.parametrize("kind", FORMATS)
def test_the_same_rows_give_the_same_bytes(tmp_path: Path, kind: str):
    write_rows(ROWS, COLUMNS, kind, tmp_path / "a")
    write_rows(ROWS, COLUMNS, kind, tmp_path / "b")
    assert (tmp_path / "a").read_bytes() == (tmp_path / "b").read_bytes()


@pytest.mark.parametrize("kind", FORMATS)
def test_a_fault_halfway_leaves_the_old_file(tmp_path: Path, kind: str):
    target = tmp_path / "list"
    target.write_text("old", encoding="utf-8")

    def broken():
        yield ROWS[0]
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        write_rows(broken(), COLUMNS, kind, target)
    assert [path.name for path in tmp_path.iterdir()] == ["list"]
    assert target.read_text(encoding="utf-8") == "old"


def test_a_missing_folder_is_named(tmp_path: Path):
    with pytest.raises(OperatingError, match=r"nowhere.list\.csv cannot be written"):
        write_rows(ROWS, COLUMNS, "csv", tmp_path / "nowhere" / "list.csv")


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (None, ""),
        (False, "no"),
        (0, "0"),
        (dt.datetime(2026, 3, 31, 9, 5), "2026-03-31T09:05:00"),
        (["a", "b"], "a; b"),
        ([{"name": "Rowan", "age": 9}, {"name": "Quill"}], "name: Rowan, age: 9; name: Quill"),
    ],
)
def test_values_as_text(value: object, text: str):
    assert plain(value) == text
