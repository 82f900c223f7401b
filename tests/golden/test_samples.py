"""The samples: every file of the inbox gives exactly what was written beside it, alone and in an intake."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

import pytest

from caseforms.cli.boundary import run
from caseforms.register.store import open_register

SAMPLES = Path(__file__).parents[2] / "samples"
INBOX, EXPECTED = SAMPLES / "inbox", SAMPLES / "expected"
WHOLE = json.loads((EXPECTED / "intake.json").read_text(encoding="utf-8"))
AS_OF = WHOLE["as_of"]
FILES = sorted(path.name for path in INBOX.iterdir())


def desk(*words: str | Path) -> list[str]:
    return ["--quiet", "--as-of", AS_OF, *map(str, words)]


def pairs(findings: list[dict]) -> list[list[str]]:
    return sorted([finding["code"], finding["severity"]] for finding in findings)


def as_expected(found: dict) -> dict:
    """What `check --format jsonl` says of a form, in the shape in which it is expected."""
    shown = {"form": found["form"], "findings": pairs(found["findings"])}
    if found["failure"]:
        return shown | {"failure": found["failure"]["kind"]}
    answers = found["answers"].items()
    return shown | {"answers": {name: each["value"] for name, each in answers if each["value"] is not None}}


@pytest.mark.parametrize("name", FILES)
def test_a_file_gives_what_stands_beside_it(name, capsys):
    expected = json.loads((EXPECTED / f"{name}.json").read_text(encoding="utf-8"))["records"]
    run(desk("--office", SAMPLES / "office", "check", INBOX / name, "--format", "jsonl"))
    found = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    for record, each in zip(expected, found, strict=True):
        attachment, part = record.pop("attachment", ""), record.pop("part", "")
        assert each["file"].endswith(f"{name} > {attachment}" if attachment else name)
        assert {place["sheet"] for place in each["answers"].values() if part and place["cell"]} <= {part.split(",")[0]}
    assert [as_expected(each) for each in found] == expected


@pytest.fixture
def office(tmp_path):
    shutil.copytree(SAMPLES / "office", tmp_path / "office", ignore=shutil.ignore_patterns("*.sqlite3*"))
    return tmp_path / "office"


def counted(text: str) -> dict[str, int]:
    lines = [line.split() for line in text.splitlines()]
    first = {"Ready": "ready", "To": "to_fix", "Not": "not_read", "Already": "already_known"}
    numbers = ((first[line[0]], next(word for word in line if word.isdigit())) for line in lines if line[:1] and
               line[0] in first and any(map(str.isdigit, line)))  # fmt: skip
    return {outcome: int(number) for outcome, number in numbers}


def test_one_intake_of_all_and_a_second_one_adds_nothing(office, tmp_path, capsys):
    intake = desk("--office", office, "intake", INBOX, "--out", tmp_path / "out")
    assert run(intake) == 0
    assert counted(capsys.readouterr().out) == WHOLE["counts"]
    assert registered(office) == expected_in_register()
    before = len(registered(office))
    assert run(intake) == 0
    forms = sum(count for outcome, count in WHOLE["counts"].items() if outcome != "not_read")
    assert counted(capsys.readouterr().out) == {
        "ready": 0, "to_fix": 0, "not_read": WHOLE["counts"]["not_read"], "already_known": forms,
    }  # fmt: skip
    assert len(registered(office)) == before


def registered(office: Path) -> list[tuple[str, list[list[str]]]]:
    """File and findings of every entry."""
    store = open_register(office / "register.sqlite3")
    try:
        full = [store.entry(entry.id) for entry in store.entries()]
    finally:
        store.close()
    return sorted(
        (each.entry.path.partition(" > ")[0].rpartition("/")[2],
         sorted([finding.code, finding.severity.value] for finding in each.findings))
        for each in full
    )  # fmt: skip


def expected_in_register() -> list[tuple[str, list[list[str]]]]:
    wanted = []
    for name in FILES:
        records = json.loads((EXPECTED / f"{name}.json").read_text(encoding="utf-8"))["records"]
        kept = [each for each, outcome in zip(records, WHOLE["outcomes"][name], strict=True)
                if outcome in {"ready", "to_fix"}]  # fmt: skip
        differing = WHOLE["findings"].get(name)
        wanted += [(name, findings) for findings in differing or [each["findings"] for each in kept]]
    return sorted(wanted)


def same_tools() -> bool:
    """Whether the libraries that wrote the samples are installed in the same versions."""
    try:
        return {tool: version(tool) for tool in WHOLE["made_with"]} == WHOLE["made_with"]
    except PackageNotFoundError:
        return False


def test_the_script_makes_just_these_samples(tmp_path, capsys):
    script = [sys.executable, SAMPLES / "make_samples.py", tmp_path]
    subprocess.run(script, check=True, capture_output=True)
    for part in ("inbox", "expected"):
        made, kept = ({path.name: path for path in sorted((where / part).iterdir())} for where in (tmp_path, SAMPLES))
        assert made.keys() == kept.keys()
        for name, path in made.items():
            if part == "inbox" or name != "intake.json":
                assert (path.read_bytes() == kept[name].read_bytes()) or (part == "inbox" and not same_tools()), name
