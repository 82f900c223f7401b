from __future__ import annotations

import pickle

import pytest

from caseforms.writers.merge import Blank, Group, is_blank


@pytest.mark.parametrize(("value", "blank"), [
    (None, True), ("", True), (" \t\n", True), ([], True),
    (0, False), (False, False), (0.0, False), ("x", False), ([""], False), (" x ", False),
])  # fmt: skip
def test_what_says_nothing_is_blank(value: object, blank: bool):  # noqa: FBT001
    assert is_blank(value) == blank
    found = Group("client", {"it": value})["it"]
    assert isinstance(found, Blank) == blank
    assert blank or found == value


def test_a_group_knows_its_fields():
    group = Group("client", {"name": "Jo", "extra": 1}, {"name", "phone"})
    assert group["phone"].path == "client.phone"
    assert (group["name"], group["extra"]) == ("Jo", 1)
    with pytest.raises(KeyError):
        group["dbo"]
    assert "phone" in group
    assert "dbo" not in group
    assert dir(group) == ["extra", "name", "phone"]


def test_a_group_has_nothing_that_hides_a_field():
    assert [name for name in Group.__dict__ if not name.startswith("_")] == []
    assert Group("client", {})
    with pytest.raises(TypeError):
        iter(Group("client", {"a": 1}))


def test_a_blank_is_false_and_whatever_is_asked_of_it_is_itself():
    blank = Blank("client.address", protected=True)
    assert not blank
    assert blank["street"] is blank
    assert blank.street is blank
    assert (blank.path, blank.protected) == ("client.address", True)
    assert [blank < 1, blank > 1, blank <= 1, blank >= 1, blank == ""] == [False] * 5
    assert (list(blank), len(blank), "a" in blank) == ([], 0, False)
    with pytest.raises(AttributeError):
        blank.__fspath__  # noqa: B018


def test_they_travel_between_processes():
    blank, group = pickle.loads(pickle.dumps((Blank("a.b", protected=True), Group("a", {"b": None}))))  # noqa: S301
    assert (blank.path, blank.protected, group["b"].path) == ("a.b", True, "a.b")
