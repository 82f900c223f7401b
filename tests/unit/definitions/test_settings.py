from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from pydantic import BaseModel

import caseforms.definitions.settings as module
from caseforms.definitions.settings import Settings, load_settings
from caseforms.errors import DefinitionError
from caseforms.model import Agency

TEMPLATE = Path(module.__file__).with_name("office.toml")


def written(folder: Path, text: str) -> Path:
    path = folder / "caseforms.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_the_file_that_init_writes_says_the_defaults():
    assert load_settings(TEMPLATE) == Settings()


def test_the_file_that_init_writes_has_every_setting():
    text = TEMPLATE.read_text(encoding="utf-8")
    for name, field in Settings.model_fields.items():
        if isinstance(field.default, BaseModel):
            section = "\n" + text.partition(f"\n[{name}]\n")[2].partition("\n[")[0]
            for key in type(field.default).model_fields:
                assert f"\n{key} = " in section, key
        else:
            assert f"\n{name} = " in text or f"\n# [[{name}]]\n" in text, name


def test_the_examples_of_the_file_are_good_ones(tmp_path):
    text = TEMPLATE.read_text(encoding="utf-8")
    head, mark, blocks = text.partition("# [[worker]]")
    kept = (line for line in (mark + blocks).splitlines() if not line.startswith("# Services that"))
    examples = "\n".join(line.removeprefix("# ") for line in kept)

    settings = load_settings(written(tmp_path, head + examples))

    assert [worker.name for worker in settings.worker] == ["Juniper Sample"]
    assert settings.district[0].counties == ("Cedar", "Pine")
    assert [service.code for service in settings.service] == ["grief_group"]


def test_an_empty_file_is_good(tmp_path):
    assert load_settings(written(tmp_path, "")).agency_facts() == Agency()


def test_agency_facts_hold_what_rules_ask_for(tmp_path):
    settings = load_settings(
        written(
            tmp_path,
            """
            holidays = [2026-07-03]
            [agency]
            name = "Cedar Valley Department of Human Services"
            phone = "(207) 555-0110"
            [case_number]
            pattern = 'CW-\\d{4}-\\d{4}'
            example = "CW-2026-0001"
            [checks]
            roi_max_months = 6
            [screen]
            mask_names = false
            [[worker]]
            name = "Juniper Sample"
            phone = "(207) 555-0145"
            [[district]]
            name = "North"
            region = "2"
            counties = ["Cedar", "Pine"]
            [[district]]
            name = "South"
            region = "2"
            [[district]]
            name = "East"
            region = "3"
            counties = ["Oak"]
            """,
        )
    )

    facts = settings.agency_facts()

    assert facts.name == "Cedar Valley Department of Human Services"
    assert facts.phone == "(207) 555-0110"
    assert (facts.case_number_pattern, facts.case_number_example) == (r"CW-\d{4}-\d{4}", "CW-2026-0001")
    assert facts.districts == {"2": ("North", "South"), "3": ("East",)}
    assert facts.counties == {"North": ("Cedar", "Pine"), "South": (), "East": ("Oak",)}
    assert facts.workers == ({"name": "Juniper Sample", "phone": "(207) 555-0145"},)
    assert facts.holidays == {dt.date(2026, 7, 3)}
    assert (facts.roi_max_months, facts.roi_warn_days) == (6, 30)


def test_all_mistakes_are_reported_at_once_in_the_order_of_their_lines(tmp_path):
    path = written(
        tmp_path,
        """\
profiles = ["mane"]
holidays = ["christmas"]
agncy = 1
[case_number]
pattern = "("
[checks]
roi_max_months = 0
adult_age = "eighteen"
[[worker]]
nme = "Juniper Sample"
[[district]]
name = "North"
region = 2
""",
    )

    with pytest.raises(DefinitionError) as caught:
        load_settings(path)

    assert [str(mistake).removeprefix(f"{path}:") for mistake in caught.value.mistakes] == [
        '1: profiles 1: "mane" is not possible here, did you mean "maine"? (possible: maine, california, corrections)',
        "2: holidays 1: must be a date like 2026-12-25",
        '3: agncy: unknown key "agncy", did you mean "agency"?',
        "5: case_number: pattern: is not a regular expression: missing ), unterminated subpattern at position 0",
        "7: checks: roi_max_months: must be 1 or more",
        "8: checks: adult_age: must be a whole number",
        "9: worker 1: name: is missing",
        '10: worker 1: nme: unknown key "nme", did you mean "name"?',
        '13: district 1 "North": region: must be a text in quotation marks',
    ]


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("[case_number]\npattern = 'CW-\\d+'\nexample = \"CW-X\"", '3: case_number: example: "CW-X" does not fit'),
        (
            '[[district]]\nname = "A"\nregion = "1"\n[[district]]\nname = "a"\nregion = "1"',
            '4: district 2 "a": the district "a" of this region is there twice',
        ),
        ("[notes]\nnote_similarity = 1.01", "2: notes: note_similarity: must be 1.0 or less"),
        ("x = [", "not valid TOML"),
    ],
)
def test_what_does_not_hang_together_is_a_mistake(tmp_path, text, what):
    with pytest.raises(DefinitionError) as caught:
        load_settings(written(tmp_path, text))

    assert len(caught.value.mistakes) == 1
    assert what in str(caught.value)


def test_the_same_district_name_may_be_in_two_regions(tmp_path):
    text = '[[district]]\nname = "A"\nregion = "1"\n[[district]]\nname = "A"\nregion = "2"'

    assert load_settings(written(tmp_path, text)).agency_facts().districts == {"1": ("A",), "2": ("A",)}


@pytest.mark.parametrize("value", ["0.5", "1"])
def test_the_ends_of_a_range_belong_to_it(tmp_path, value):
    settings = load_settings(written(tmp_path, f"[notes]\nnote_similarity = {value}"))

    assert settings.notes.note_similarity == float(value)


def test_settings_that_are_not_there_are_a_mistake(tmp_path):
    with pytest.raises(DefinitionError, match="cannot be read"):
        load_settings(tmp_path / "caseforms.toml")
