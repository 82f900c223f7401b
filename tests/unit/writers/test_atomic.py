from __future__ import annotations

import errno
from pathlib import Path

import pytest

from caseforms.errors import OperatingError
from caseforms.writers.atomic import keep_earlier, replacing


def test_the_file_appears_whole(tmp_path: Path):
    target = tmp_path / "letter.pdf"
    with replacing(target) as passing:
        passing.write_text("new", encoding="utf-8")
        assert passing.suffix == ".pdf"
        assert not target.exists()
    assert target.read_text(encoding="utf-8") == "new"
    assert list(tmp_path.iterdir()) == [target]


def half_written(target: Path, error: Exception) -> None:
    with replacing(target) as passing:
        passing.write_text("half", encoding="utf-8")
        raise error


def test_a_fault_changes_nothing(tmp_path: Path):
    target = tmp_path / "list.csv"
    target.write_text("old", encoding="utf-8")
    with pytest.raises(KeyError):
        half_written(target, KeyError())
    assert target.read_text(encoding="utf-8") == "old"
    assert list(tmp_path.iterdir()) == [target]


def test_a_missing_folder_is_refused_at_once(tmp_path: Path):
    with pytest.raises(OperatingError, match="cannot be written"), replacing(tmp_path / "no" / "list.csv"):
        pytest.fail("never reached")


@pytest.mark.parametrize(
    ("name", "program"), [("intake.xlsx", "Excel"), ("a.docx", "Word"), ("letters.pdf", "the other program")]
)
def test_a_file_open_in_a_program_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, program: str):
    target = tmp_path / name

    def locked(path: Path, _target: Path) -> None:
        raise PermissionError(errno.EACCES, "in use", str(path))

    monkeypatch.setattr(Path, "replace", locked)
    with pytest.raises(OperatingError) as refused, replacing(target) as passing:
        passing.write_text("new", encoding="utf-8")
    assert refused.value.mend == f"Close {name} in {program} and run again."
    assert list(tmp_path.iterdir()) == []


def test_a_permission_error_about_another_file_is_not_blamed_on_excel(tmp_path: Path):
    with pytest.raises(PermissionError):
        half_written(tmp_path / "a.csv", PermissionError(errno.EACCES, "no", "template.docx"))


def test_a_full_disk_is_named_even_when_a_library_wraps_it(tmp_path: Path):
    full = OSError(errno.ENOSPC, "No space left on device")
    wrapping = RuntimeError()
    wrapping.__cause__ = full
    for error in (full, wrapping):
        with pytest.raises(OperatingError, match="the disk is full"):
            half_written(tmp_path / "a.csv", error)
    assert list(tmp_path.iterdir()) == []


def test_what_an_earlier_run_left_is_kept_under_the_next_free_number(tmp_path):
    target = tmp_path / "intake.xlsx"
    assert keep_earlier(target) is None
    for number in (1, 2):
        target.write_text(f"run {number}", encoding="utf-8")
        assert keep_earlier(target) == tmp_path / f"intake-{number}.xlsx"
        assert not target.exists()
    assert (tmp_path / "intake-1.xlsx").read_text(encoding="utf-8") == "run 1"
