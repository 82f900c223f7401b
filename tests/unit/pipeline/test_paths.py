"""Which files are meant: each once, in a fixed order, and none that nobody handed in."""

from __future__ import annotations

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
