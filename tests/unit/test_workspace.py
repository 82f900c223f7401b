from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from caseforms import workspace
from caseforms.definitions.settings import Settings
from caseforms.errors import DefinitionError, OperatingError
from caseforms.workspace import data_folder, find_office, init_office, open_workspace, shipped

RULE = """\
[[rule]]
code = "TST001"
title = "A test"
severity = "warning"
condition = "{condition}"
field = "{field}"
message = "m"
mend = "m"
why = "w"
source = "s"
passes = [{{ urgent = "no" }}]
fails = [{{ urgent = "yes" }}]
when = {{ field = "urgent", is = "yes" }}
"""


@pytest.fixture
def office(tmp_path):
    folder = tmp_path / "office"
    init_office(folder)
    for path in (folder / "rules").glob("*.toml"):
        path.unlink()
    (folder / "rules" / "test.toml").write_text(RULE.format(condition="flag", field="urgent"), encoding="utf-8")
    return folder


def break_form(office: Path) -> None:
    path = office / "forms" / "treatment-referral.toml"
    path.write_text(path.read_text(encoding="utf-8").replace('type = "name"', 'type = "nmae"', 1), encoding="utf-8")


def test_the_nearest_office_is_found_upward(office, tmp_path, monkeypatch):
    deep = office / "inbox" / "march"
    deep.mkdir(parents=True)
    monkeypatch.chdir(deep)

    assert find_office() == office.resolve()
    assert find_office(deep) == office.resolve()
    assert open_workspace().office == office.resolve()
    assert find_office(tmp_path) is None


def test_without_an_office_the_shipped_definitions_count(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(workspace, "data_folder", lambda: tmp_path / "data")

    here = open_workspace()

    assert here.office is None
    assert here.settings == Settings()
    assert set(here.forms) >= {"treatment-referral", "prevention-referral"}
    assert here.register == tmp_path / "data" / "register.sqlite3"
    assert here.folder("templates") == shipped("templates")


def test_an_office_has_its_own_definitions_and_register(office):
    (office / "forms" / "release-of-information.toml").unlink()
    settings = office / "caseforms.toml"
    service = '\n[[service]]\ncode = "grief_group"\nlabel = "Grief group"\n'
    settings.write_text(settings.read_text(encoding="utf-8") + service, encoding="utf-8")

    here = open_workspace(office)

    assert "release-of-information" not in here.forms
    services = here.forms["treatment-referral"].named("services_requested").choices
    assert services[-1].code == "grief_group"
    assert [rule.code for rule in here.rules] == ["TST001"]
    assert here.register == office.resolve() / "register.sqlite3"


def test_a_folder_that_is_missing_in_the_office_comes_from_the_shipped_ones(office):
    for path in (office / "forms").iterdir():
        path.unlink()
    (office / "forms").rmdir()

    assert open_workspace(office).folder("forms") == shipped("forms")


def test_a_named_folder_that_is_no_office_is_refused(tmp_path):
    with pytest.raises(OperatingError, match=r"holds no caseforms\.toml") as caught:
        open_workspace(tmp_path)

    assert "caseforms init" in caught.value.mend


def test_mistakes_of_settings_forms_and_rules_come_together(office):
    (office / "caseforms.toml").write_text("agncy = 1\n", encoding="utf-8")
    break_form(office)
    (office / "rules" / "test.toml").write_text(RULE.format(condition="flga", field="urgent"), encoding="utf-8")

    with pytest.raises(DefinitionError) as caught:
        _ = open_workspace(office).rules

    assert [Path(mistake[0].rpartition(":")[0]).name for mistake in caught.value.mistakes] == [
        "caseforms.toml",
        "treatment-referral.toml",
        "test.toml",
    ]
    assert 'did you mean "agency"?' in str(caught.value)
    assert 'did you mean "flag"?' in str(caught.value)


def test_a_wrong_form_makes_no_mistakes_of_the_rules_about_it(office):
    break_form(office)

    with pytest.raises(DefinitionError) as caught:
        _ = open_workspace(office).rules

    assert len(caught.value.mistakes) == 1


def test_a_rule_on_an_unknown_field_is_a_mistake_even_beside_a_wrong_form(office):
    break_form(office)
    (office / "rules" / "test.toml").write_text(RULE.format(condition="flag", field="urgnt"), encoding="utf-8")

    with pytest.raises(DefinitionError) as caught:
        _ = open_workspace(office).rules

    assert {Path(mistake[0].rpartition(":")[0]).name for mistake in caught.value.mistakes} == {
        "treatment-referral.toml",
        "test.toml",
    }
    assert '"urgnt"' in str(caught.value)


def test_forms_do_not_need_the_rules(office):
    (office / "rules" / "test.toml").write_text("broken", encoding="utf-8")

    assert "treatment-referral" in open_workspace(office).forms


def test_opening_reads_nothing():
    code = "import sys, caseforms.workspace as w; w.open_workspace(); sys.exit('pydantic' in sys.modules)"

    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_init_copies_everything_and_says_what(tmp_path):
    target = tmp_path / "new" / "office"

    written = init_office(target)

    names = {path.relative_to(target).as_posix() for path in written}
    assert {"caseforms.toml", "forms/lists.toml", "forms/treatment-referral.toml"} <= names
    assert all(path.is_file() for path in written)
    assert open_workspace(target).settings == Settings()
    source = shipped("forms") / "lists.toml"
    assert (target / "forms" / "lists.toml").read_bytes() == source.read_bytes()


def test_init_refuses_an_office_and_changes_nothing(office):
    before = {path: path.read_bytes() for path in office.rglob("*") if path.is_file()}

    with pytest.raises(OperatingError, match="is an office already"):
        init_office(office)

    assert {path: path.read_bytes() for path in office.rglob("*") if path.is_file()} == before


def test_init_keeps_files_that_are_there(tmp_path):
    own = tmp_path / "forms" / "lists.toml"
    own.parent.mkdir()
    own.write_text("# ours\n", encoding="utf-8")

    written = init_office(tmp_path)

    assert own.read_text(encoding="utf-8") == "# ours\n"
    assert own not in written


def test_init_where_nothing_can_be_written_says_so(tmp_path):
    (tmp_path / "file").write_text("x", encoding="utf-8")

    with pytest.raises(OperatingError, match="cannot be written"):
        init_office(tmp_path / "file" / "office")


def test_the_data_folder_of_each_system():
    assert data_folder("win32", {"LOCALAPPDATA": "base"}) == Path("base") / "caseforms"
    assert data_folder("win32", {}) == Path.home() / "AppData" / "Local" / "caseforms"
    assert data_folder("darwin", {}) == Path.home() / "Library" / "Application Support" / "caseforms"
    assert data_folder("linux", {"XDG_DATA_HOME": "base"}) == Path("base") / "caseforms"
    assert data_folder("linux", {}) == Path.home() / ".local" / "share" / "caseforms"
