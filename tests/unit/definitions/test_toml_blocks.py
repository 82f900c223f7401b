"""TOML texts in blocks, and single keys changed in one of them: nothing else moves."""

from __future__ import annotations

import tomllib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caseforms.definitions.edition import printed_edition
from caseforms.definitions.learned import Blank, BlankPage
from caseforms.definitions.toml_blocks import blocks_of, joined, parts_of
from caseforms.definitions.toml_table import TableText
from caseforms.workspace import shipped

TRICKY = '''\
# The top
id = "x"  # [not] a [[header]]
text = """
[[field]]
"""
lists = [
  [1, 2],
  ["]", '[[field]]'],
]

# About the first.
[[field]]
name = "one"  # remark
[[field.box]]
page = 1
[field.required_when]
field = "two"

[ section ]
id = "s"
  [[ field ]]
  name = "two"
'''


def test_comments_and_nested_tables_stay_with_their_table():
    blocks = blocks_of(TRICKY)
    assert [block.kind for block in blocks] == ["", "field", "section", "field"]
    assert blocks[1].text.startswith("# About the first.\n[[field]]")
    assert [name for name, _ in parts_of(blocks[1].text)] == ["", "box", "required_when"]
    assert "".join(block.text for block in blocks) == TRICKY
    assert joined(blocks).replace('"s"\n\n', '"s"\n') == TRICKY


@pytest.mark.parametrize("path", sorted(shipped("forms").glob("*.toml")), ids=lambda path: path.stem)
def test_shipped_forms_fall_into_their_questions(path):
    text = path.read_text(encoding="utf-8")
    blocks = blocks_of(text)
    assert joined(blocks) == text
    assert sum(block.kind == "field" for block in blocks) == len(tomllib.loads(text).get("field", []))


_TEXT = st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), max_size=20)


@given(value=_TEXT, remark=_TEXT, keep=_TEXT)
def test_a_key_is_changed_and_the_rest_stays(value: str, remark: str, keep: str):
    other = f"# {remark}\nkept = {_quoted(keep)}  # {remark}\n"
    table = TableText(f"[[field]]\nlabel = 'old'\n{other}\n[[field.box]]\npage = 1\n\n\n")
    table.put("label", value)
    table.put("confirm", True, "confirm: why")
    assert other in table.text
    assert table.text.endswith("[[field.box]]\npage = 1\n\n\n")
    found = tomllib.loads(table.text)["field"][0]
    assert found == {"label": value, "kept": keep, "confirm": True, "box": [{"page": 1}]}


def _quoted(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"').replace("\x7f", "\\u007f") + '"'


def test_nested_tables_that_stay_keep_their_text():
    table = TableText("[[field]]\nname = 'a'\n[[field.box]]\npage = 1  # here\n[[field.box]]\npage = 2\n\n")
    table.set_tables("box", [{"page": 3}, {"page": 1}], [{"page": 1}, {"page": 2}])
    assert table.text == "[[field]]\nname = 'a'\n[[field.box]]\npage = 3\n[[field.box]]\npage = 1  # here\n\n"


def test_choices_are_changed_in_their_place():
    text = "[[field]]\nchoices = [\n  { code = 'a', label = 'A' },  # first\n  { code = 'b', label = 'B' },\n]\n"
    table = TableText(text)
    entries = table.tables("choices")
    table.set_tables("choices", [entries[0], {"code": "c", "label": "C"}], entries)
    assert table.tables("choices") == [{"code": "a", "label": "A"}, {"code": "c", "label": "C"}]
    assert "{ code = 'a', label = 'A' },  # first\n" in table.text


def test_a_key_that_is_dropped_is_gone_in_both_ways_of_writing():
    for text in ("[[field]]\na = 1\nwhen = { is = 1 }\n", "[[field]]\na = 1\n[field.when]\nis = 1\n"):
        table = TableText(text)
        table.drop("when")
        assert tomllib.loads(table.text)["field"] == [{"a": 1}]


@pytest.mark.parametrize(
    ("printed", "edition"),
    [
        ("SC-12 (Rev. 01/26) Page 1", "01/26"),
        ("Form 7 (2-2026)", "2-2026"),
        ("Intake (October 2025) for all", "October 2025"),
        ("revised: March 3, 2024", "March 3, 2024"),
        ("Edition 01 / 20 / 25", "01/20/25"),
        ("Version 2.1", "2.1"),
        ("Effective 2026-03", "2026-03"),
        ("call (207) 555-0100", ""),
        ("room (24-7)", ""),
        ("the river (1-23 pages)", ""),
        ("", ""),
    ],
)
def test_the_edition_is_told_by_the_print(printed: str, edition: str):
    page = BlankPage(number=1, size=(612, 792), print=printed)
    assert printed_edition(Blank(page=(page,))) == edition
    assert printed_edition(None) == ""


def test_the_edition_that_stands_on_every_page_is_the_forms():
    pages = (f"as in edition 2020 {'Rev. 03/26'}", "Rev. 03/26", "version 1.0")
    blank = Blank(page=tuple(BlankPage(number=n, size=(1, 1), print=text) for n, text in enumerate(pages, 1)))
    assert printed_edition(blank) == "03/26"
