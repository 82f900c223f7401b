"""Rule files: everything wrong in them is told at once, with file, line and what was meant."""

from pathlib import Path

import pytest

from caseforms.definitions.form import FormDefinition
from caseforms.definitions.rule import Rule, condition_class, condition_kinds, load_rules
from caseforms.errors import DefinitionError

FORM = FormDefinition.model_validate(
    {
        "id": "small",
        "title": "Small form",
        "edition": "1",
        "subject": "client",
        "identify": {"titles": ["Small form"]},
        "section": [{"id": "client", "title": "Client"}],
        "field": [
            {"name": "client_name", "section": "client", "label": "Name", "type": "name"},
            {"name": "client_dob", "section": "client", "label": "Born", "type": "birth_date"},
            {
                "name": "household",
                "section": "client",
                "label": "Household",
                "type": "table",
                "rows": 2,
                "columns": [{"name": name, "label": name} for name in ("name", "dob", "role")],
            },
        ],
    }
)
FORMS = {"small": FORM}

GOOD = {
    "code": '"PER001"',
    "title": '"Named"',
    "severity": '"error"',
    "condition": '"needs"',
    "need": '["client_name"]',
    "message": '"{label} is blank."',
    "mend": '"Write it."',
    "why": '"Because."',
    "source": '"Policy"',
    "passes": '[{ client_name = "Rowan Testcase" }]',
    "fails": "[{}]",
}


def written(**changes: str | None) -> str:
    lines = [f"{key} = {value}" for key, value in {**GOOD, **changes}.items() if value is not None]
    return "\n".join(["[[rule]]", *lines, ""])


def load(folder: Path, *blocks: str) -> tuple[Rule, ...]:
    (folder / "per.toml").write_text("\n".join(blocks), encoding="utf-8")
    return load_rules(folder, FORMS)


def mistakes(folder: Path, *blocks: str) -> list[str]:
    with pytest.raises(DefinitionError) as caught:
        load(folder, *blocks)
    return [str(mistake) for mistake in caught.value.mistakes]


def test_a_good_rule_is_loaded(tmp_path: Path) -> None:
    (rule,) = load(tmp_path, written(when='{ field = "client_dob", answered = true }', off="true"))
    assert (rule.code, rule.kind, rule.off, len(rule.when)) == ("PER001", "needs", True, 1)
    assert rule.is_for(FORM)


def test_rules_come_in_the_order_of_their_codes(tmp_path: Path) -> None:
    found = load(tmp_path, written(code='"PER002"'), written())
    assert [rule.code for rule in found] == ["PER001", "PER002"]


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"mesage": '"x"'}, 'unknown key "mesage", did you mean "message"?'),
        ({"neeed": '"x"'}, 'unknown key "neeed", did you mean "need"?'),
        ({"severity": '"eror"'}, 'did you mean "error"?'),
        ({"code": '"per1"'}, "per1"),
        ({"off": '"perhaps"'}, "must be true or false"),
        ({"why": None}, "why: is missing"),
        ({"why": '""'}, "must not be empty"),
        ({"condition": '"neds"'}, 'there is no condition "neds", did you mean "needs"?'),
        ({"condition": '"base"'}, 'there is no condition "base"'),
        ({"condition": None}, "condition: is missing"),
        ({"need": '["client_nmae"]'}, 'no form it is for has a field "client_nmae", did you mean "client_name"?'),
        ({"when": '{ field = "client_bod", answered = true }'}, 'did you mean "client_dob"?'),
        ({"when": '{ field = "client_dob" }'}, "is, is_not"),
        ({"forms": '["smal"]'}, 'there is no form "smal", did you mean "small"?'),
        ({"message": '"{labl} is blank."'}, 'there is no word {labl}, did you mean "label"?'),
        ({"mend": '"{x}"'}, "there is no word {x}"),
        ({"passes": None}, "passes: is missing"),
        ({"fails": "[]"}, "needs 1 or more entries"),
        ({"fails": '[{ client_nam = "x" }]'}, 'example 1: no form it is for has a field "client_nam"'),
        ({"fails": '[{ absent = ["dob"] }]'}, 'has a field "dob"'),
        ({"fails": '[{ form = "tall" }]'}, 'there is no form "tall"'),
        ({"fails": "[{ form = 3 }]"}, "form must be a text"),
        ({"fails": '[{ absent = "client_name" }]'}, "absent must be a list"),
        ({"fails": "[{ remarks = [3] }]"}, "remarks must hold tables"),
        ({"fails": '[{ remarks = [{ kind = "coment" }] }]'}, 'no remark "coment", did you mean "comment"?'),
        ({"fails": "[{ agency = { adult_agee = 3 } }]"}, 'no setting "adult_agee", did you mean "adult_age"?'),
        ({"fails": '[{ as_of = "03/31/2026" }]'}, 'as_of must be a date like "2026-12-25"'),
        ({"fails": '[{ history = [{ client_nam = "x" }] }]'}, 'has a field "client_nam"'),
    ],
)
def test_each_mistake_is_told(tmp_path: Path, changes: dict[str, str | None], said: str) -> None:
    found = mistakes(tmp_path, written(**changes))
    assert any(said in mistake and "rule 1" in mistake and "per.toml" in mistake for mistake in found), found


def test_columns_of_tables_are_fields_too(tmp_path: Path) -> None:
    keys = {"need": None, "condition": '"role_age"', "child_roles": '"child"', "caregiver_roles": '"parent"'}
    keys |= {"caregiver_from": "13", "message": '"{n}"'}
    assert load(tmp_path, written(**keys, table='"household"', passes="[{}]"))
    assert any('did you mean "household"?' in each for each in mistakes(tmp_path, written(**keys, table='"houshold"')))
    (tmp_path / "per.toml").write_text(written(**keys, table='"household"', passes="[{}]"), encoding="utf-8")
    table = FORM.field[2]
    no_role = FORM.model_copy(update={"field": (table.model_copy(update={"columns": table.columns[:2]}),)})
    with pytest.raises(DefinitionError, match=r'has a field "household\.role"'):
        load_rules(tmp_path, {"small": no_role})


def test_all_mistakes_of_all_files_come_at_once(tmp_path: Path) -> None:
    (tmp_path / "broken.toml").write_text("[[rule]\n", encoding="utf-8")
    (tmp_path / "other.toml").write_text("[rules]\n", encoding="utf-8")
    found = mistakes(tmp_path, written(code='"PER002"', mesage='"x"', title="3"), written(), written())
    assert len(found) == 5
    assert any("broken.toml" in mistake and "not valid TOML" in mistake for mistake in found)
    assert any("other.toml" in mistake and "[[rule]]" in mistake for mistake in found)
    assert any('rule 3 "PER001": code: PER001 is also the code of a rule of per.toml' in mistake for mistake in found)


def test_a_mistake_names_its_line(tmp_path: Path) -> None:
    (mistake,) = mistakes(tmp_path, written(severity='"bad"'))
    assert "per.toml:4: rule 1" in mistake


def test_an_empty_folder_is_a_mistake(tmp_path: Path) -> None:
    with pytest.raises(DefinitionError, match="holds no rule"):
        load_rules(tmp_path, FORMS)


def test_a_rule_that_is_no_table_is_a_mistake(tmp_path: Path) -> None:
    assert any("must be a table" in mistake for mistake in mistakes(tmp_path, "rule = [3]"))


def test_every_module_of_a_kind_gives_its_class() -> None:
    kinds = condition_kinds()
    assert {"needs", "remark", "failure", "age"} <= set(kinds)
    assert "base" not in kinds
    for kind in kinds:
        condition = condition_class(kind)
        assert condition is not None
        keys = {field.alias or name for name, field in condition.model_fields.items()}
        assert not keys & Rule.model_fields.keys(), "a condition's key would hide the rule's"
