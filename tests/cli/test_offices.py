"""An office of one's own: `init`, `forms`, `rules`."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pikepdf
import pytest
from builders import FORMS
from clerk import FORM, Desk


def test_init_makes_an_office_that_works(caseforms: Desk, tmp_path: Path):
    said = caseforms("init", tmp_path / "office")
    assert said.code == 0
    settings = (tmp_path / "office" / "caseforms.toml").read_text(encoding="utf-8")
    for word in ("agency", "letterhead", "worker", "region", "case_number", "duplicate_days", "mask_names"):
        assert word in settings
    assert sum(line.lstrip().startswith("#") or "  #" in line for line in settings.splitlines()) > 30, "commented"
    for kind in ("forms", "rules", "templates"):
        assert any((tmp_path / "office" / kind).iterdir())
    assert caseforms("--office", tmp_path / "office", "rules", "test").code == 0


def test_init_never_overwrites(caseforms: Desk, tmp_path: Path):
    form = tmp_path / "office" / "forms" / f"{FORM}.toml"
    form.parent.mkdir(parents=True)
    form.write_text("mine", encoding="utf-8")
    assert caseforms("init", tmp_path / "office").code == 0
    assert form.read_text(encoding="utf-8") == "mine"
    before = {path: path.read_bytes() for path in (tmp_path / "office").rglob("*") if path.is_file()}
    said = caseforms("init", tmp_path / "office")
    assert said.code == 5
    assert "is an office already" in said.err
    assert {path: path.read_bytes() for path in (tmp_path / "office").rglob("*") if path.is_file()} == before


def test_init_here_and_found_from_below(caseforms: Desk, monkeypatch: pytest.MonkeyPatch):
    assert caseforms("init").code == 0
    below = Path.cwd() / "a" / "b"
    below.mkdir(parents=True)
    settings = Path("caseforms.toml")
    settings.write_text(
        settings.read_text(encoding="utf-8").replace("duplicate_days", "duplicat_days"), encoding="utf-8"
    )
    monkeypatch.chdir(below)
    said = caseforms("forms", "list")
    assert said.code == 4
    assert "caseforms.toml" in said.err
    assert 'did you mean "duplicate_days"?' in said.err


def test_all_mistakes_of_all_files_at_once(caseforms: Desk, office: Path):
    for name, right, wrong in (
        ("caseforms.toml", "mask_names", "mask_nmaes"),
        (f"forms/{FORM}.toml", "[[field]]\n", "[[field]]\nlable = 'x'\n"),
        ("forms/release-of-information.toml", 'type = "date"', 'type = "dat"'),
        ("rules/per.toml", 'severity = "error"', 'severity = "eror"'),
        ("rules/gen.toml", 'condition = "remark"', 'condition = "remrk"'),
    ):
        path = office / name
        text = path.read_text(encoding="utf-8")
        assert right in text
        path.write_text(text.replace(right, wrong, 1), encoding="utf-8")
    said = caseforms("--office", office, "rules", "list")
    assert (said.code, said.out) == (4, "")
    lines = said.err.splitlines()
    for wrong, right in (
        ("mask_nmaes", "mask_names"),
        ("lable", "label"),
        ("dat", "date"),
        ("eror", "error"),
        ("remrk", "remark"),
    ):
        assert any(f'"{wrong}"' in line and f'did you mean "{right}"?' in line for line in lines), wrong
    assert all(".toml:" in line for line in lines[:5])
    assert caseforms("--office", office, "forms", "check").code == 4


def test_forms_list_show_check(caseforms: Desk):
    listed = caseforms("forms", "list").out
    assert all(name in listed for name in FORMS)
    shown = caseforms("forms", "show", FORM).out
    assert all(field.name in shown for field in FORMS[FORM].field)
    assert caseforms("forms", "check").out.endswith("no mistakes.\n")
    said = caseforms("forms", "show", "treatment")
    assert said.code == 2
    assert "The forms are:" in said.err


def test_forms_blank(caseforms: Desk):
    said = caseforms("forms", "blank", FORM)
    assert (said.code, said.out) == (0, f"Wrote {FORM}.pdf\n")
    with pikepdf.open(f"{FORM}.pdf") as document:
        assert len(document.Root.AcroForm.Fields) > 50
    before = Path(f"{FORM}.pdf").read_bytes()
    Path(f"{FORM}.pdf").write_bytes(b"mine")
    refused = caseforms("forms", "blank", FORM)
    assert refused.code == 5
    assert "--force" in refused.err
    assert Path(f"{FORM}.pdf").read_bytes() == b"mine"
    assert caseforms("forms", "blank", FORM, "--force").code == 0
    assert Path(f"{FORM}.pdf").read_bytes() == before
    assert caseforms("forms", "blank", FORM, "--format", "xlsx", "--out", "to/here.xlsx").code == 0
    assert "cf.client_name" in openpyxl.load_workbook("to/here.xlsx").defined_names
    assert caseforms("forms", "blank", FORM, "--out", "to").code == 0
    assert sorted(path.name for path in Path("to").iterdir()) == ["here.xlsx", f"{FORM}.pdf"]


def test_rules_list_explain_test(caseforms: Desk):
    everything = caseforms("rules", "list").out
    persons = caseforms("rules", "list", "--family", "per").out
    assert "PER001" in persons
    assert "GEN001" in everything
    assert "GEN001" not in persons
    explained = caseforms("rules", "explain", "per001").out
    for word in ("PER001", "Says:", "To mend:", "Why:", "Source:", "Passes:", "Fails:"):
        assert word in explained
    tried = caseforms("rules", "test")
    assert tried.code == 0
    assert tried.out.endswith("all as they should be.\n")
    assert "2 rules," in caseforms("rules", "test", "PER001", "gen001").out
    said = caseforms("rules", "explain", "PER01")
    assert said.code == 2


def test_a_rule_whose_example_goes_otherwise(caseforms: Desk, office: Path):
    path = office / "rules" / "per.toml"
    text = path.read_text(encoding="utf-8")
    first = text.index("fails = ")
    path.write_text(text[:first] + text[first:].replace("fails = ", "passes_ = ", 1), encoding="utf-8")
    assert caseforms("--office", office, "rules", "test").code == 4
    passes = text.index("passes = ")
    swapped = text[:passes] + text[passes:].replace("passes = ", "X = ", 1).replace("fails = ", "passes = ", 1)
    path.write_text(swapped.replace("X = ", "fails = ", 1), encoding="utf-8")
    said = caseforms("--office", office, "rules", "test", "PER001")
    assert said.code == 1
    assert "PER001" in said.out
