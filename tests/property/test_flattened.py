"""Whatever is typed into a box comes back from a copy that was saved flat, or the answer says that it may not."""

from __future__ import annotations

import unicodedata

from flattened import FILLED, TEXTS, by_qpdf, filled, noted, record, values
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from caseforms.model import State

LATIN = st.characters(
    min_codepoint=0x20, max_codepoint=0xFF, exclude_characters="\x7f\xad\xa0", exclude_categories=["Cc"]
)
FEW = settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.too_slow])


def plain(text: str) -> str:
    return " ".join(unicodedata.normalize("NFC", text).split())


@given(st.text(LATIN, min_size=1, max_size=40))
@FEW
def test_any_text_in_a_box(text):
    content = by_qpdf(noted(filled({}), [(text, TEXTS["Name"])]))
    answer = record(content).answers["doctor_name"]
    if not plain(text).strip("_. "):
        return  # a line to write on
    assert answer.remarks or "".join(answer.raw.split()) == "".join(text.split()), text
    assert answer.state is not State.ABSENT


@given(st.text("ABCDEFGHIJKLMabcdefghijklm0123456789-'/", min_size=1, max_size=14), st.sampled_from(["Text1", "Text3"]))
@FEW
def test_boxes_on_one_line_do_not_steal(text, name):
    found = record(by_qpdf(filled({**FILLED, "Text1": "Ada", "Text3": "Demo", name: text})))
    said = f"{text} Q Demo" if name == "Text1" else f"Ada Q {text}"
    assert found.answers["client_name"].raw == said
    assert values(found)["doctor_name"] == "Marlow Demo"
