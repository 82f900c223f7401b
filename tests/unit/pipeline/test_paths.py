"""Which files are meant: each once, in a fixed order, and none that nobody handed in."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from caseforms.errors import UsageError
from caseforms.pipeline.paths import given_files


@pytest.fixture
def inbox(tmp_path, monkeypatch):
    for name in ("b.pdf", "a.pdf", "deep/er/c.xlsx", ".hidden", "~$a.xlsx", "Thumbs.db", "out/intake.xlsx"):
        path = tmp_path / "inbox" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"x")
    monkeypatch.chdir(tmp_path)
    return tmp_path / "inbox"


def names(*words: str, leave_out=None) -> list[str]:
    return [path.as_posix() for path in given_files(words, leave_out)]


def test_a_folder_with_all_its_subfolders_by_name(inbox):
    assert names("inbox") == ["inbox/a.pdf", "inbox/b.pdf", "inbox/deep/er/c.xlsx", "inbox/out/intake.xlsx"]


def test_results_are_not_read_again(inbox):
    assert "inbox/out/intake.xlsx" not in names("inbox", leave_out=inbox / "out")
    assert len(names("inbox", leave_out=inbox)) == 4, "a folder named is looked into even if results go there"


def test_the_order_given_and_each_file_once(inbox):
    assert names("inbox/b.pdf", "inbox", "inbox/*.pdf")[:2] == ["inbox/b.pdf", "inbox/a.pdf"]
    assert len(names("inbox", "inbox")) == 4


def test_patterns(inbox):
    assert names("inbox/*.pdf") == ["inbox/a.pdf", "inbox/b.pdf"]
    assert names("inbox/**/*.xlsx") == ["inbox/deep/er/c.xlsx", "inbox/out/intake.xlsx"]


def test_a_name_with_brackets_is_a_name(inbox):
    (inbox / "form[1].pdf").write_bytes(b"x")

    assert names("inbox/form[1].pdf") == ["inbox/form[1].pdf"]


def test_an_empty_folder_is_no_mistake(tmp_path):
    assert given_files([str(tmp_path)]) == []


@pytest.mark.parametrize("word", ["nothing.pdf", "inbox/*.docx"])
def test_a_word_that_names_nothing_is_told(inbox, word):
    with pytest.raises(UsageError) as wrong:
        given_files(["inbox", word])

    assert word in wrong.value.message


def test_links_are_followed_and_no_folder_is_walked_twice(inbox, tmp_path):
    shared = tmp_path / "shared"
    shared.mkdir()
    (shared / "d.pdf").write_bytes(b"x")
    try:
        (inbox / "linked").symlink_to(shared, target_is_directory=True)
        (shared / "back").symlink_to(inbox, target_is_directory=True)
        (inbox / "z.pdf").symlink_to(inbox / "gone.pdf")
    except OSError:
        pytest.skip("this machine lets nobody make links")

    assert names("inbox") == [
        "inbox/a.pdf", "inbox/b.pdf", "inbox/deep/er/c.xlsx", "inbox/linked/d.pdf", "inbox/out/intake.xlsx",
        "inbox/z.pdf",
    ], "a link that leads nowhere is told, not passed over"  # fmt: skip
    assert names("inbox/linked/d.pdf", "shared/*.pdf") == ["inbox/linked/d.pdf"], "one file by two ways"


def test_a_folder_that_may_not_be_looked_into_is_told(inbox, monkeypatch):
    whole = Path.iterdir

    def iterdir(self):
        if self.name == "deep":
            raise PermissionError(13, "Permission denied")
        return whole(self)

    monkeypatch.setattr(Path, "iterdir", iterdir)

    assert names("inbox") == ["inbox/a.pdf", "inbox/b.pdf", "inbox/deep", "inbox/out/intake.xlsx"]


def test_what_is_in_a_hidden_folder_was_not_handed_in(inbox):
    (inbox / ".trash").mkdir()
    (inbox / ".trash" / "old.pdf").write_bytes(b"x")

    assert "inbox/.trash/old.pdf" not in names("inbox")
    assert names("inbox/.trash") == ["inbox/.trash/old.pdf"], "unless it is named"


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="only Unix has named pipes")
def test_a_pipe_would_wait_for_ever(inbox):
    os.mkfifo(inbox / "pipe.pdf")

    assert "inbox/pipe.pdf" not in names("inbox")


def test_a_very_deep_folder(tmp_path):
    deep = tmp_path
    for _ in range(300):
        deep = deep / "x"
    try:
        deep.mkdir(parents=True)
    except OSError:
        pytest.skip("this machine knows no such long paths")
    (deep / "a.pdf").write_bytes(b"x")

    assert given_files([str(tmp_path)]) == [deep / "a.pdf"]
