"""The samples: every file of the inbox gives exactly what was written beside it, alone and within an intake."""

from __future__ import annotations

import datetime as dt
import json
import re
import shutil
import subprocess
import sys
import zlib
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

import pytest

from caseforms.check import RuleSet
from caseforms.cli.boundary import run
from caseforms.model import History, Report
from caseforms.pipeline.checking import Checker
from caseforms.pipeline.reading import ReadingDesk
from caseforms.pipeline.reading_many import read_files
from caseforms.register.store import open_register
from caseforms.workspace import Workspace, open_workspace
from caseforms.writers.report_json import report_object

SAMPLES = Path(__file__).parents[2] / "samples"
INBOX, EXPECTED, OFFICE = (SAMPLES / part for part in ("inbox", "expected", "office"))
WHOLE = json.loads((EXPECTED / "intake.json").read_text(encoding="utf-8"))
TODAY = dt.date.fromisoformat(WHOLE["as_of"])
FILES = sorted(path.name for path in INBOX.iterdir())
REGISTERED = {"ready", "to_fix"}


def expected(name: str) -> list[dict]:
    return json.loads((EXPECTED / f"{name}.json").read_text(encoding="utf-8"))["records"]


def pairs(findings: list[dict]) -> list[list[str]]:
    return sorted([finding["code"], finding["severity"]] for finding in findings)


# ---------------------------------------------------------------- each file alone


@cache
def workspace() -> Workspace:
    return open_workspace(OFFICE)


@cache
def rules() -> RuleSet:
    return RuleSet(workspace().rules, workspace().forms)


def checked(path: Path) -> list[Report]:
    (reports,) = read_files([path], ReadingDesk(workspace().forms, TODAY, closely=True))
    return list(Checker(rules(), History(), workspace().settings.agency_facts(), TODAY).check(reports))


def in_short(report: Report, wanted: dict) -> dict:
    """A report in the shape in which it is expected: every answer, every finding, nothing else."""
    found = report_object(report)
    short = {"form": found["form"], "findings": pairs(found["findings"])}
    if "attachment" in wanted:
        short["attachment"] = report.path.partition(" > ")[2]
    if report.failure:
        return short | {"failure": report.failure.kind}
    if "part" in wanted:
        short["part"] = report.record.part
    answers = found["answers"].items()
    return short | {"answers": {name: each["value"] for name, each in answers if each["state"] == "answered"}}


@pytest.mark.parametrize("name", FILES)
def test_a_file_gives_what_stands_beside_it(name):
    wanted = expected(name)
    reports = checked(INBOX / name)
    assert len(reports) == len(wanted)
    for report, record in zip(reports, wanted, strict=True):
        assert in_short(report, record) == record


# ---------------------------------------------------------------- the whole inbox


@pytest.fixture
def office(tmp_path):
    copy = tmp_path / "office"
    shutil.copytree(OFFICE, copy, ignore=shutil.ignore_patterns("*.sqlite3*"))
    return copy


def intake(office: Path, capsys) -> dict[str, int]:
    """Take the inbox in and give the counts of the summary."""
    out = office.parent / "out"
    words = ["--office", office, "--as-of", WHOLE["as_of"], "--quiet", "intake", INBOX, "--out", out]
    assert run([str(word) for word in words]) == 0
    lines = re.findall(r"^\W*(Ready|To fix|Not read|Already known)\W+(\d+)\b", capsys.readouterr().out, re.MULTILINE)
    return {result.lower().replace(" ", "_"): int(count) for result, count in lines}


def register(office: Path) -> list[tuple[str, list[list[str]]]]:
    """File and findings of every entry."""
    store = open_register(office / "register.sqlite3")
    try:
        full = [store.entry(entry.id) for entry in store.entries()]
        assert store.verify() == []
    finally:
        store.close()
    return sorted(
        (
            entry.entry.path.partition(" > ")[0].rpartition("/")[2],
            sorted([finding.code, finding.severity.value] for finding in entry.findings),
        )
        for entry in full
    )


def misquoted(office: Path) -> list[str]:
    """Entries that quote a referral which is none, or one of another case."""
    store = open_register(office / "register.sqlite3")
    try:
        entries = {entry.id: entry for entry in store.entries()}
    finally:
        store.close()
    quoting = [entry for entry in entries.values() if "referral_id" in entry.values]
    meant = [(entry, entries.get(str(entry.values["referral_id"]))) for entry in quoting]
    assert meant, "the inbox holds decisions"
    return [
        entry.id
        for entry, referral in meant
        if referral is None
        or referral.kind != "referral"
        or entry.values.get("case_number") not in {None, referral.values.get("case_number")}
    ]


def expected_register() -> list[tuple[str, list[list[str]]]]:
    found = []
    for name in FILES:
        both = zip(expected(name), WHOLE["outcomes"][name], strict=True)
        alone = [record["findings"] for record, outcome in both if outcome in REGISTERED]
        found += [(name, findings) for findings in WHOLE["findings"].get(name, alone)]
    return sorted(found)


def test_one_intake_accounts_for_all_and_a_second_one_adds_nothing(office, capsys):
    before = {path.name: path.read_bytes() for path in INBOX.iterdir()}
    counts = intake(office, capsys)
    entries = register(office)
    assert entries == expected_register()
    assert misquoted(office) == []
    assert counts == WHOLE["counts"]
    again = intake(office, capsys)
    known = sum(count for outcome, count in counts.items() if outcome != "not_read")
    assert again == {"ready": 0, "to_fix": 0, "not_read": counts["not_read"], "already_known": known}
    assert register(office) == entries
    assert {path.name: path.read_bytes() for path in INBOX.iterdir()} == before


# ---------------------------------------------------------------- the script that makes them


def same_tools() -> bool:
    """Whether what packed the samples is here in the same versions."""
    here = {"zlib": zlib.ZLIB_RUNTIME_VERSION, "platform": sys.platform}
    try:
        return all((here.get(tool) or version(tool)) == said for tool, said in WHOLE["made_with"].items())
    except PackageNotFoundError:
        return False


def contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def test_the_script_makes_just_these_samples(tmp_path):
    subprocess.run([sys.executable, SAMPLES / "make_samples.py", tmp_path], check=True, capture_output=True)
    made, kept = contents(tmp_path / "expected"), contents(EXPECTED)
    for each in (made, kept):
        each["intake.json"] = {**json.loads(each["intake.json"]), "made_with": None}
    assert made == kept
    blanks, kept_blanks = contents(tmp_path / "blanks"), contents(SAMPLES / "blanks")
    assert blanks.keys() == kept_blanks.keys()
    made, kept = contents(tmp_path / "inbox"), contents(INBOX)
    assert made.keys() == kept.keys()
    if same_tools():
        assert blanks == kept_blanks
        assert [name for name in made if made[name] != kept[name]] == []
        return
    for name in made:  # another version of a library packs otherwise; what it says must be the same
        here, there = checked(tmp_path / "inbox" / name), checked(INBOX / name)
        assert [in_short(report, {}) for report in here] == [in_short(report, {}) for report in there], name
