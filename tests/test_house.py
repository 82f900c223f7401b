"""The rules of the house: sizes, who imports what, nothing half-done (DESIGN 3)."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
SOURCE = ROOT / "src" / "caseforms"
MODULES = {path.relative_to(SOURCE).as_posix(): path for path in sorted(SOURCE.rglob("*.py"))}
LINES, FUNCTION_LINES = 300, 40
#: What may be longer, and how long: the nouns in one place, half of it words; the tables as they once were.
LONGER = {"model.py": 400, "register/migrations/versions/v0001_first.py:upgrade": 60}

#: The one module, or the one package of the command line, that knows a library.
HOME = {
    "pikepdf": r"readers/pdf\w*\.py",
    "pypdfium2": r"readers/(pdf_\w+|page_\w+)\.py",
    "PIL": r"(writers/form_(picture|legend)|readers/page_picture)\.py",
    "tomlkit": r"definitions/toml_table\.py",
    "lxml": r"(readers/xlsx\w*|readers/xfa_packets|writers/docx_\w*)\.py",
    "olefile": r"readers/msg\.py",
    "oxmsg": r"readers/msg\.py",
    "python_calamine": r"readers/xls\.py",
    "xlsxwriter": r"writers/\w+\.py",
    "reportlab": r"writers/(pdf_\w+|blank_pdf)\.py",
    "docx": r"writers/docx_(paragraphs|marks)\.py",
    "docxtpl": r"writers/docx_docxtpl\.py",
    "jinja2": r"writers/template_\w+\.py",
    "pypdf": r"writers/pdf_merge\.py",
    "alembic": r"register/.+",
    "sqlalchemy": r"register/.+",
    "click": r"cli/\w+\.py",
    "rich": r"cli/\w+\.py",
}

#: Libraries that are imported under another name than they are installed by.
IMPORTED_AS = {"python_docx": "docx", "python_oxmsg": "oxmsg", "pillow": "pil"}


def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def imported(node: ast.AST) -> set[str]:
    """The top packages that a node imports."""
    if isinstance(node, ast.Import):
        return {alias.name.partition(".")[0] for alias in node.names}
    if isinstance(node, ast.ImportFrom) and node.level == 0 and node.module:
        return {node.module.partition(".")[0]}
    if isinstance(node, ast.Call) and ast.unparse(node.func).endswith("import_module"):
        return {arg.value.partition(".")[0] for arg in node.args if isinstance(arg, ast.Constant)}
    return set()


def importers(library: str) -> set[str]:
    return {name for name, path in MODULES.items() if any(library in imported(node) for node in ast.walk(tree(path)))}


def test_modules_are_short():
    long = {
        name: lines
        for name, path in MODULES.items()
        if (lines := len(path.read_bytes().splitlines())) > LONGER.get(name, LINES)
    }
    assert long == {}


def test_functions_are_short():
    long = {
        f"{name}:{node.name}": length
        for name, path in MODULES.items()
        for node in ast.walk(tree(path))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and (length := (node.end_lineno or 0) - node.lineno + 1) > LONGER.get(f"{name}:{node.name}", FUNCTION_LINES)
    }
    assert long == {}


def test_packages_import_nothing():
    for name, path in MODULES.items():
        if path.name == "__init__.py":
            assert [type(node) for node in tree(path).body] == [ast.Expr], name
            assert ast.get_docstring(tree(path)), name


@pytest.mark.parametrize("library", HOME)
def test_a_library_has_one_home(library: str):
    found = importers(library)
    assert found, "no longer used: take it off the list"
    assert {name for name in found if not re.fullmatch(HOME[library], name)} == set()


def test_no_library_without_a_line_that_says_why():
    declared = re.search(
        r"^dependencies = \[\n(.*?)^\]", (ROOT / "pyproject.toml").read_text("utf-8"), re.MULTILINE | re.DOTALL
    )
    assert declared is not None
    lines = declared[1].splitlines()
    assert all(re.fullmatch(r'    "[\w-]+>=[\d.]+",\s+# .{5,}', line) for line in lines), lines
    known = {line.split('"')[1].partition(">=")[0].lower().replace("-", "_") for line in lines}
    known = {IMPORTED_AS.get(name, name) for name in known}
    used = set().union(*(imported(node) for path in MODULES.values() for node in ast.walk(tree(path))))
    assert {name.lower() for name in used - set(sys.stdlib_module_names) - {"caseforms", "pydantic_core"}} == known


@pytest.mark.parametrize("name", MODULES)
def test_nothing_half_done(name: str):
    text = MODULES[name].read_text(encoding="utf-8")
    assert re.findall(r"\b(TODO|FIXME|XXX|HACK)\b", text) == []
    assert text.count("raise NotImplementedError") == (name == "conditions/base.py")
    assert not re.search(r"(utils|helpers|manager|data)\.py$", name)


def test_no_paths_of_a_machine():
    kinds = {".py", ".toml", ".md", ".cfg", ".yml"}
    folders = ("src", "tests", "docs", "forms", "rules", "templates", "samples", "bench")
    files = [path for folder in folders for path in (ROOT / folder).rglob("*") if path.suffix in kinds]
    files += [path for path in ROOT.iterdir() if path.suffix in kinds or path.name == "Makefile"]
    home = re.compile(r"(?<![\w.])/(home|Users|root|work)/\w|[A-Z]:\\\\?Users\\")
    found = {path.relative_to(ROOT).as_posix() for path in files if home.search(path.read_text(encoding="utf-8"))}
    assert found == set()


def loaded_by(*words: str) -> set[str]:
    """The modules that a command loads."""
    script = (
        "import sys; from caseforms.cli.boundary import run; run(sys.argv[1:]); print(*sys.modules, file=sys.stderr)"
    )
    command = [sys.executable, "-c", script, *words]
    return set(subprocess.run(command, capture_output=True, encoding="utf-8", check=True).stderr.split())


HEAVY = {
    "pydantic",
    "sqlalchemy",
    "alembic",
    "pikepdf",
    "pypdfium2",
    "PIL",
    "tomlkit",
    "lxml",
    "python_calamine",
    "xlsxwriter",
    "reportlab",
    "pypdf",
    "docx",
    "docxtpl",
    "jinja2",
}


def test_help_starts_without_the_heavy_libraries():
    loaded = loaded_by("--help")
    assert loaded & {*HEAVY, "rich", "rapidfuzz"} == set()
    assert not any(
        name.startswith(("caseforms.readers", "caseforms.register", "caseforms.definitions")) for name in loaded
    )


@pytest.mark.parametrize("command", [("intake", "--help"), ("read", "--help"), ("register", "--help")], ids=" ".join)
def test_help_of_a_command_is_light_too(command: tuple[str, ...]):
    assert loaded_by(*command) & HEAVY == set()


def test_a_command_loads_only_what_it_needs():
    assert loaded_by("forms", "list") & (HEAVY - {"pydantic"}) == set()


def test_the_law_of_imports():
    done = subprocess.run(
        [sys.executable, "-c", "import sys; from importlinter.cli import lint_imports; sys.exit(lint_imports())"],
        cwd=ROOT, capture_output=True, encoding="utf-8", check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout
