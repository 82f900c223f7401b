"""Lists know what an entry is, not how it is stored; their rows are what templates may print."""

import ast
import tomllib
from pathlib import Path

import pytest

from caseforms.definitions.merge_groups import office_fields
from caseforms.reports import absences, caseload, coverage, fix_list, last, monitoring, note_problems, notes, providers

ROOT = Path(__file__).resolve().parents[3]
MODULES = sorted((ROOT / "src" / "caseforms" / "reports").glob("*.py"))


def imported(path: Path) -> set[str]:
    return {
        node.module
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.ImportFrom) and node.module and node.module.startswith("caseforms.")
    }


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.stem)
def test_lists_import_the_contract_of_the_register_and_the_ground_floor(path):
    allowed = ("caseforms.reports", "caseforms.model", "caseforms.fieldtypes", "caseforms.errors")
    assert {name for name in imported(path) if not name.startswith(allowed)} <= {"caseforms.register.base"}


def test_the_law_of_imports_allows_this_and_no_more():
    law = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["importlinter"]["contracts"]
    layers = next(contract for contract in law if contract["type"] == "layers")
    assert "caseforms.reports -> caseforms.register" not in str(layers["ignore_imports"])
    ours = [rule for rule in layers["ignore_imports"] if rule.startswith("caseforms.reports")]
    assert ours == ["caseforms.reports.* -> caseforms.register.base"]


ROWS = {
    "note_problems": note_problems.NoteProblem,
    "notes": notes.Note,
    "review": notes.Review,
    "absences": absences.Absence,
    "clients": caseload.CaseloadClient,
    "measures": coverage.MeasureRow,
    "coverage_missed": coverage.PersonRow,
    "coverage_repairable": coverage.PersonRow,
    "coverage_late": coverage.LateRow,
    "strengths": monitoring.FindingRow,
    "safety": monitoring.FindingRow,
    "actions": monitoring.ActionRow,
    "providers": providers.ActiveProvider,
    "releases": providers.ReleaseRow,
    "entries": fix_list.EntryRow,
    "last": last.Last,
}
GROUPS = {"caseload": caseload.Caseload, "coverage": coverage.Coverage, "monitoring": monitoring.Monitoring}


def columns(name: str) -> set[str]:
    paths = [path.split(".") for path, *_ in office_fields()]
    return {path[1] for path in paths if len(path) == 2 and path[0] == name}


@pytest.mark.parametrize("name", ROWS)
def test_a_row_has_the_merge_fields_of_its_list(name):
    assert columns(name) == set(ROWS[name]._fields)


@pytest.mark.parametrize("name", GROUPS)
def test_a_report_has_the_merge_fields_of_its_group(name):
    assert columns(name) <= set(GROUPS[name]._fields)
