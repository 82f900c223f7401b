"""The figures that decide what must be confirmed, and how far a label reaches: each has a test at its boundary.

docs/learn-a-form.md says how the threshold was measured. Whoever moves one of them measures again:
python -m bench.accuracy DIR --slots --verbose.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from builders_forms import Drawing, learned

from caseforms.definitions.learn import LearnedForm
from caseforms.definitions.learn_groups import BARE, HEARD, SURE
from caseforms.definitions.learned_toml import as_objects


def test_the_threshold():
    assert (SURE, BARE, HEARD) == (0.75, 0.6, 0.45)


def asked(folder: Path, *, label: str = "", name: str = "f2", tip: str = "", gap: float = 20) -> LearnedForm:
    """A client's name, and a box whose label ends so many points (and 3 more) before it."""
    drawing = Drawing()
    drawing.asked("Client's name:", "f1", 740, gap=80)
    if label:
        drawing.text(label, 40, 703)
        gap += 40 + 54.03  # the width of "Date of birth:" in 9 points
    drawing.box(name, gap, 700, 120, tip=tip)
    return learned(drawing, folder)


@pytest.mark.parametrize(
    ("told", "confidence", "confirm"),
    [
        ({"label": "Date of birth:"}, 0.8, False),
        ({"label": "Date of birth:", "tip": "Date of birth"}, 0.94, False),
        ({"label": "Date of birth:", "tip": "Date of birth", "name": "DateOfBirth"}, 0.98, False),
        ({"label": "Date of birth:", "name": "Email"}, 0.55, True),
        ({"tip": "Date of birth"}, 0.72, True),
        ({"name": "DateOfBirth"}, 0.67, True),
        ({"tip": "Date of birth", "name": "DateOfBirth"}, 0.91, False),
    ],
)
def test_how_sure_each_witness_makes(tmp_path: Path, told: dict[str, str], confidence: float, *, confirm: bool):
    found = as_objects(asked(tmp_path, **told))[1]
    assert (found["name"], found["confidence"], found["confirm"]) == ("client_dob", confidence, confirm)


@pytest.mark.parametrize(
    ("gap", "confidence", "confirm"),
    [(20, 0.8, False), (40, 0.79, False), (56, 0.77, False), (57, 0.74, True), (80, 0.7, True), (160, 0.49, True)],
)
def test_the_farther_a_label_the_less_sure(tmp_path: Path, gap: float, confidence: float, *, confirm: bool):
    found = as_objects(asked(tmp_path, label="Date of birth:", gap=gap))[1]
    assert (found["confidence"], found["confirm"]) == (confidence, confirm)


@pytest.mark.parametrize(("gap", "name"), [(168, "client_dob"), (172, "dob")])
def test_what_is_heard_from_too_far_has_no_canonical_name(tmp_path: Path, gap: float, name: str):
    found = as_objects(asked(tmp_path, label="Date of birth:", gap=gap))[1]
    assert (found["name"], found["confirm"]) == (name, True)
