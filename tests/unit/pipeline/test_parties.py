"""Who writes to whom: the form first, then the settings; nobody is invented."""

from __future__ import annotations

import pytest

from caseforms.definitions.settings import Settings
from caseforms.pipeline.parties import complete_workers, copies, profile, recipient, sender

MARISOL = {
    "name": "Marisol Example-Demo",
    "title": "Caseworker",
    "phone": "2075550145",
    "email": "marisol.demo@example.org",
    "supervisor": "Quill Placeholder",
    "supervisor_phone": "2075550111",
}
SETTINGS = Settings.model_validate(
    {
        "agency": {"name": "Cedar Valley"},
        "signer": {"name": "Ada Clerk", "phone": "2075550110"},
        "worker": [MARISOL, {"name": "Juniper Sample", "email": "juniper.sample@example.org"}],
    }
)


def fields(**groups: dict) -> dict:
    made = {"client": {}, "case": {}, "form": {}, **groups}
    complete_workers(made, SETTINGS)
    return made


def test_the_settings_fill_what_the_form_leaves_open():
    known = fields(worker={"name": "EXAMPLE-DEMO, MARISOL", "phone": "(207) 555-0199"})
    assert known["worker"]["phone"] == "(207) 555-0199"  # the form's own
    assert known["worker"]["email"] == "marisol.demo@example.org"
    assert known["supervisor"]["name"] == "Quill Placeholder"
    assert known["supervisor"]["phone"] == "(207) 555-0111"


def test_another_supervisor_of_the_form_keeps_the_form_s_details():
    known = fields(worker={"name": "Marisol Example-Demo"}, supervisor={"name": "Sabine Demo"})
    assert (known["supervisor"]["name"], known["supervisor"]["phone"]) == ("Sabine Demo", None)


def test_two_workers_of_one_name_are_nobody():
    twice = Settings.model_validate({"worker": [MARISOL, MARISOL]})
    assert profile(twice, "Marisol Example-Demo") is None
    assert profile(SETTINGS, "") is None


@pytest.mark.parametrize(
    ("to", "known", "name"),
    [
        ("worker", {"worker": {"name": "Juniper Sample"}}, "Juniper Sample"),
        ("client", {"client": {"name": "Rowan Testcase"}}, "Rowan Testcase"),
        ("client", {"client": {"name": "Wren Demo"}, "guardian": {"name": "Sabine Demo"}}, "Sabine Demo"),
        (
            "client",
            {"client": {"name": "Wren Demo"}, "form": {"signer_role": "Parent", "signer_name": "Sabine Demo"}},
            "Sabine Demo",
        ),
        (
            "client",
            {"client": {"name": "Wren Demo"}, "form": {"signer_role": "The client", "signer_name": "W. D."}},
            "Wren Demo",
        ),
        ("family", {"case": {"name": "Testcase"}}, "Testcase"),
        ("receiver", {"form": {"to_worker": "Juniper Sample"}}, "Juniper Sample"),
        ("receiver", {"form": {"receiving_officer": "Linus Sample"}}, "Linus Sample"),
        ("receiver", {"form": {"to_facility": "North"}}, "North"),
        ("contractor", {"decision": {"contractor": "Sample Family Partners"}}, "Sample Family Partners"),
        ("file", {"client": {"name": "Rowan Testcase"}}, None),
    ],
)
def test_recipients(to: str, known: dict, name: str | None):
    assert recipient(fields(**known), SETTINGS, to)["name"] == name


def test_a_provider_is_who_the_contact_page_names():
    page = {"provider": {"name": "Ada Example"}, "form": {"agency_name": "Example Counseling", "mailing_address": "A"}}
    party = recipient(fields(), SETTINGS, "provider", page)
    assert (party["name"], party["organization"], party["address"]) == ("Ada Example", "Example Counseling", "A")
    del page["provider"]
    assert recipient(fields(), SETTINGS, "provider", page)["name"] == "Example Counseling"


def test_copies_and_senders():
    known = fields(worker={"name": "Marisol Example-Demo"})
    assert copies(known, SETTINGS, ("supervisor", "contractor", "file")) == ["Quill Placeholder, supervisor", "File"]
    assert sender(known, SETTINGS, "office")["name"] == "Ada Clerk"
    assert sender(known, SETTINGS, "worker")["phone"] == "(207) 555-0145"
    assert sender(fields(), SETTINGS, "worker")["name"] is None
