"""Every document of the shipped templates, made from the sample inbox by the command that docs/documents.md names.

The texts beside this module, `documents/CODE.txt`, were read by a person. To renew them after a change of words, delete
the ones that changed, run this test (it writes what is missing and fails), and read the differences.
"""

from __future__ import annotations

import re
import shlex
import shutil
from pathlib import Path

import pytest

from caseforms.cli.boundary import run
from caseforms.writers.docx_text import printed_text

ROOT = Path(__file__).parents[2]
TEXTS = Path(__file__).with_name("documents")
ROWS = dict(
    re.findall(
        r"^\| `([\w-]+)` \|[^|]*\| `([^`]+)` \|$", (ROOT / "docs" / "documents.md").read_text("utf-8"), re.MULTILINE
    )
)


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the sample office, with the sample inbox taken in."""
    folder = tmp_path_factory.mktemp("documents") / "office"
    shutil.copytree(ROOT / "samples" / "office", folder, ignore=shutil.ignore_patterns("register*"))
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(ROOT)
        assert run(["--office", str(folder), "--as-of", "2026-03-31", "--quiet", "intake", "samples/inbox", "--out",
                    str(folder / "out"), "--no-letters"]) == 0  # fmt: skip
    return folder


def test_the_page_has_a_command_for_every_template():
    assert set(ROWS) == {path.stem for path in (ROOT / "templates").glob("*.toml")}


@pytest.mark.parametrize("code", ROWS)
def test_a_document_says_what_a_person_read(code: str, office: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.chdir(ROOT)
    out = office / code
    command = ["--office", str(office), "--as-of", "2026-03-31", *shlex.split(ROWS[code]), "--out", str(out)]
    assert run(command) == 0
    made = sorted(out.glob("*.docx"))
    assert made
    text = printed_text(made[0].read_bytes()) + "\n"
    assert "{{" not in text
    assert "{%" not in text
    assert "MISSING" not in text
    kept = TEXTS / f"{code}.txt"
    if not kept.exists():
        kept.parent.mkdir(exist_ok=True)
        kept.write_text(text, encoding="utf-8", newline="\n")
        pytest.fail(f"{kept.name} was not there; it is written now: read it")
    assert text == kept.read_text(encoding="utf-8")
