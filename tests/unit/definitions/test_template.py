"""Template definitions: every mistake of every file at once, with what was meant."""

from __future__ import annotations

import importlib
from pathlib import Path

import pytest
from word_templates import template, toml

from caseforms.definitions.merge_fields import (
    catalogue,
    form_catalogue,
    linked_catalogue,
    merge_name,
    office_catalogue,
    whole_catalogue,
)
from caseforms.definitions.settings import Office
from caseforms.definitions.template import TemplateDefinition, load_templates
from caseforms.errors import DefinitionError
from caseforms.pipeline import parties
from caseforms.workspace import Workspace

FORMS = Workspace(None).forms


def mistakes(folder: Path) -> list[str]:
    with pytest.raises(DefinitionError) as caught:
        load_templates(folder, FORMS)
    return [str(mistake).replace(f"{folder}/", "") for mistake in caught.value.mistakes]


def loaded(folder: Path, fields: tuple[str, ...] = (), **changes: str | None) -> TemplateDefinition:
    template(folder, fields=fields, **changes)
    return load_templates(folder, FORMS)["return"]


def test_a_definition_is_read_with_its_defaults(tmp_path: Path):
    one = loaded(tmp_path, ("client.name", "problems"), cc='["supervisor"]', due='"return_due_business_days"')
    assert (one.code, one.from_, one.to, one.cc) == ("return", "office", "worker", ("supervisor",))
    assert (one.each, one.due, one.statuses, one.release) == ("", "return_due_business_days", (), False)
    assert one.fields == ("client.name", "problems")


def test_house_file_and_what_word_leaves_lying_need_no_toml(tmp_path: Path):
    template(tmp_path)
    (tmp_path / "house.docx").write_bytes((tmp_path / "return.docx").read_bytes())
    (tmp_path / "~$return.docx").write_bytes(b"lock")
    assert list(load_templates(tmp_path, FORMS)) == ["return"]


def test_all_mistakes_at_once(tmp_path: Path):
    template(tmp_path, to='"workr"', colour='"red"')
    template(tmp_path, code="ack", fields=("client.dbo", "client", "form.focus_of_service", "letter.foo"))
    template(tmp_path, code="denial", about=None, code_='"denial"')
    template(tmp_path, code="alone")
    (tmp_path / "alone.toml").unlink()
    (tmp_path / "aone.toml").write_text(toml(), encoding="utf-8")
    (tmp_path / "house.toml").write_text("", encoding="utf-8")
    said = mistakes(tmp_path)
    assert said == [
        'ack.toml:8: fields: there is no merge field "client.dbo", did you mean "client.dob"?',
        (
            'ack.toml:8: fields: there is no merge field "client"; it is a group, name what you need of it, '
            "such as client.name"
        ),
        (
            'ack.toml:8: fields: there is no merge field "form.focus_of_service" of its forms; '
            "it comes from prevention-referral"
        ),
        'ack.toml:8: fields: there is no merge field "letter.foo"',
        'aone.toml: there is no aone.docx beside it, did you mean "alone"?',
        "denial.toml:8: code: unknown key; the name of the file is the code of the template",
        "denial.toml: about: is missing",
        "house.toml: house.docx takes no .toml; take this file away",
        (
            'return.toml:5: to: "workr" is not possible here, did you mean "worker"? (possible: worker, supervisor, '
            "client, family, provider, contractor, receiver, file)"
        ),
        'return.toml:9: colour: unknown key "colour"',
        'alone.docx: there is no alone.toml beside it, did you mean "aone"?',
    ]


def test_names_that_do_not_exist(tmp_path: Path):
    template(tmp_path, forms='["treatment-referal"]', linked='["decison"]')
    template(tmp_path, code="ack", status='"retuned"', statuses='["deneid"]', due='"return_due_busines_days"')
    template(tmp_path, code="twice", fields=("client.dob", "client.dob"))
    assert mistakes(tmp_path) == [
        'ack.toml:9: status: there is no status "retuned", did you mean "returned"?',
        'ack.toml:10: statuses 1: there is no status "deneid", did you mean "denied"?',
        (
            'ack.toml:11: due: there is no "return_due_busines_days" in [deadlines] of the settings, '
            'did you mean "return_due_business_days"?'
        ),
        'return.toml:4: forms: there is no form "treatment-referal", did you mean "treatment-referral"?',
        'return.toml:9: linked: there is no form "decison", did you mean "decision"?',
        'twice.toml:8: fields 2: "client.dob" is there twice',
    ]


def test_what_may_be_printed(tmp_path: Path):
    one = loaded(tmp_path, ("client.name", "problems", "form.household_clients.name"))
    allowed = ("client.name", "problems", "problems.message", "form.household_clients", "agency.phone", "letter.due",
               "sender.name", "form.household_clients.name")  # fmt: skip
    assert [path for path in allowed if not one.allows(path)] == []
    refused = (
        "client.dob",
        "client.name_x",
        "problem",
        "form.household_clients.dob",
        "recipient.address",
        "worker.name",
    )
    assert [path for path in refused if one.allows(path)] == []


@pytest.mark.parametrize(
    ("name", "path"),
    [
        ("client_dob", "client.dob"),
        ("case_number", "case.number"),
        ("provider_supervisor_name", "provider.supervisor_name"),
        ("caseworker_name", "form.caseworker_name"),
        ("court_case_number", "form.court_case_number"),
        ("clients_served", "form.clients_served"),
        ("reason", "form.reason"),
        ("guardian_phone", "guardian.phone"),
        ("client_", "form.client_"),
    ],
)
def test_names_of_form_fields(name: str, path: str):
    assert merge_name(name) == path


def test_every_field_of_every_form_is_a_merge_field():
    for form in FORMS.values():
        fields, linked = form_catalogue(form), linked_catalogue(form)
        names = [name for field in form.field
                 for name in (field.name, *(f"{field.name}.{column.name}" for column in field.columns))]  # fmt: skip
        assert list(linked) == [f"{form.id.replace('-', '_')}.{name}" for name in names]
        assert list(fields) == [
            f"{merge_name(name.partition('.')[0])}{name[len(name.partition('.')[0]) :]}" for name in names
        ]


def test_kinds_and_sources(tmp_path: Path):
    one = loaded(tmp_path, linked='["decision"]')
    fields = catalogue(FORMS, one)
    kinds = {path: fields[path].kind for path in (
        "client.dob", "client.phone", "form.urgent", "form.services_requested", "form.household_clients", "problems",
        "problems.message", "cc", "form.household_clients.name", "letter.due", "providers.release_valid",
    )}  # fmt: skip
    assert list(kinds.values()) == [
        "date", "phone", "yes/no", "list", "rows", "rows", "text", "list", "text", "date", "flag",
    ]  # fmt: skip
    assert fields["client.dob"].source == "treatment-referral"
    assert fields["client.dob"].label == "Client's date of birth"
    assert fields["form.urgent"].choices == ("Yes", "No", "Unknown")
    assert "decision.priority" in fields
    assert "decision.priority" not in catalogue(FORMS, one.model_copy(update={"linked": ()}))
    assert "form.focus_of_service" not in fields
    both = whole_catalogue(FORMS)["client.name"].source.split(", ")
    assert {"treatment-referral", "prevention-referral"} <= set(both)


def test_no_path_is_a_group_and_a_field():
    known = whole_catalogue(FORMS)
    assert [path for path in known if known[path].kind != "rows" and any(p.startswith(f"{path}.") for p in known)] == []


KINDS = {"str": "text", "int": "number", "bool": "flag", "dt.date": "date", "tuple[str, ...]": "list"}


@pytest.mark.parametrize(
    ("path", "row"),
    [
        ("providers", "providers.ActiveProvider"), ("releases", "providers.ReleaseRow"), ("period", "base.Period"),
        ("notes", "notes.Note"), ("review", "notes.Review"), ("absences", "absences.Absence"),
        ("note_problems", "note_problems.NoteProblem"), ("clients", "caseload.CaseloadClient"),
        ("measures", "coverage.MeasureRow"), ("coverage_missed", "coverage.PersonRow"),
        ("coverage_repairable", "coverage.PersonRow"), ("coverage_late", "coverage.LateRow"),
        ("strengths", "monitoring.FindingRow"), ("safety", "monitoring.FindingRow"),
        ("actions", "monitoring.ActionRow"),
        ("entries", "fix_list.EntryRow"), ("entries.problems", "fix_list.ProblemRow"), ("last", "last.Last"),
    ],
)  # fmt: skip
def test_lists_of_the_register_have_the_columns_that_reports_give(path: str, row: str):
    module, _, name = row.partition(".")
    made = vars(importlib.import_module(f"caseforms.reports.{module}"))[name]
    known = office_catalogue()
    columns = {one.rpartition(".")[2]: known[one].kind for one in known if one.rpartition(".")[0] == path}
    assert list(columns) == list(made._fields)
    for column, kind in columns.items():
        given = made.__annotations__[column]
        given = str(getattr(given, "__forward_arg__", given)).removesuffix(" | None")
        assert kind in {KINDS.get(given, "rows"), "phone" if given == "str" else ""}, column


def test_parties_have_what_letters_give():
    known = office_catalogue()
    groups = {"recipient": parties.PARTY, "sender": parties.SENDER, "worker": parties._WORKER,
              "new_worker": parties._WORKER, "supervisor": parties._SUPERVISOR,
              "agency": Office.model_fields}  # fmt: skip
    for group, names in groups.items():
        assert {path for path in known if path.startswith(f"{group}.")} == {f"{group}.{name}" for name in names}
