"""The main job from an installed wheel, outside the checkout: forms, rules and templates travel with it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import venv
from pathlib import Path

import pytest
from clerk import FORM, put, referral, sheet

pytestmark = pytest.mark.slow

ROOT = Path(__file__).resolve().parents[1]


def ran(*words: object, folder: Path, code: int = 0) -> str:
    """Run a program in a folder, without what a checkout's environment adds; give what it says."""
    env = {name: text for name, text in os.environ.items() if not name.startswith(("PYTHON", "COV_", "VIRTUAL_ENV"))}
    done = subprocess.run(
        [*map(str, words)], cwd=folder, env=env, capture_output=True, encoding="utf-8", check=False, timeout=600
    )
    assert done.returncode == code, f"{done.stdout[-2000:]}\n{done.stderr[-2000:]}"
    return done.stdout


@pytest.fixture(scope="module")
def programs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of programs of a fresh environment with the wheel installed."""
    folder = tmp_path_factory.mktemp("wheel")
    ran(sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", folder, ROOT, folder=folder)
    (wheel,) = folder.glob("caseforms-*.whl")
    venv.create(folder / "env", with_pip=True)
    inside = folder / "env" / ("Scripts" if os.name == "nt" else "bin")
    install = [
        inside / "python",
        "-m",
        "pip",
        "install",
        "--quiet",
        "--disable-pip-version-check",
        "--retries",
        "1",
        wheel,
    ]
    done = subprocess.run([*map(str, install)], cwd=folder, capture_output=True, encoding="utf-8", check=False)
    if done.returncode and any(words in done.stderr for words in ("connection", "Temporary failure", "Max retries")):
        pytest.skip(f"the package index cannot be reached: {done.stderr.strip().splitlines()[-1]}")
    assert done.returncode == 0, done.stderr
    return inside


def test_the_main_job(programs: Path, tmp_path: Path):
    caseforms = programs / "caseforms"
    away = tmp_path / "away"
    away.mkdir()
    where = ran(programs / "python", "-c", "import caseforms; print(caseforms.__path__[0])", folder=away).strip()
    assert ROOT not in Path(where).parents
    assert ran(caseforms, "forms", "list", folder=away).count("2026-01") == 4
    checked = ran(caseforms, "forms", "check", folder=away)
    assert "shipped" in checked
    assert ran(caseforms, "rules", "test", folder=away).endswith("all as they should be.\n")
    ran(caseforms, "init", "office", folder=away)
    for kind in ("forms", "rules", "templates"):
        shipped = {path.name for path in (ROOT / kind).iterdir() if not path.name.startswith(".")}
        assert {path.name for path in (away / "office" / kind).iterdir()} == shipped
    ran(caseforms, "--office", "office", "forms", "blank", FORM, folder=away)
    assert (away / f"{FORM}.pdf").read_bytes().startswith(b"%PDF")

    put(away, "inbox/good.pdf", referral())
    put(away, "inbox/poor.xlsx", sheet(client_name="Rowan Testcase", client_phone=""))
    put(away, "inbox/torn.pdf", referral()[:2000])
    desk = (caseforms, "--office", "office", "--as-of", "2026-03-31")
    said = " ".join(ran(*desk, "intake", "inbox", "--out", "out", folder=away).split())
    for result in ("Ready 1", "To fix 1", "Not read 1", "Already known 0"):
        assert result in said
    assert (away / "out" / "intake.xlsx").stat().st_size > 5000
    rows = json.loads(ran(*desk, "register", "export", "--format", "json", folder=away))
    assert [(row["file"], row["errors"]) for row in rows] == [("inbox/good.pdf", 0), ("inbox/poor.xlsx", 1)]
    ran(*desk, "register", "verify", folder=away)
    ran(*desk, "check", "inbox", folder=away, code=3)
