from __future__ import annotations

from pathlib import Path

import pytest
from clerk import Desk, put, referral
from letter_desk import SETTINGS, Letters


@pytest.fixture(autouse=True)
def _alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No office above the current folder, no register of the user, a screen wide enough for whole lines."""
    (tmp_path / "here").mkdir()
    monkeypatch.chdir(tmp_path / "here")
    for variable in ("XDG_DATA_HOME", "LOCALAPPDATA", "HOME"):
        monkeypatch.setenv(variable, str(tmp_path / "user"))
    monkeypatch.setenv("COLUMNS", "250")


@pytest.fixture
def caseforms(capsys: pytest.CaptureFixture[str]) -> Desk:
    return Desk(capsys)


@pytest.fixture
def office(tmp_path: Path, caseforms: Desk) -> Path:
    assert caseforms("init", tmp_path / "office").code == 0
    return tmp_path / "office"


@pytest.fixture
def inbox(tmp_path: Path) -> Path:
    folder = tmp_path / "inbox"
    folder.mkdir()
    return folder


@pytest.fixture
def out(inbox: Path) -> Path:
    return inbox.parent / "out"


@pytest.fixture
def letters(caseforms: Desk, office: Path, inbox: Path, out: Path):
    """An office in which requests with these answers have come in; gives the command `letter`."""
    (office / "caseforms.toml").write_text(SETTINGS, encoding="utf-8")

    def come(*requests: dict[str, str], options: tuple[str, ...] = ("--no-letters",)) -> Letters:
        for number, changes in enumerate(requests):
            put(inbox, f"{number}.pdf", referral(**changes))
        said = caseforms("--office", office, "intake", inbox, "--out", out, *options)
        assert said.code == 0, said.err
        return Letters(caseforms, office, out)

    return come
