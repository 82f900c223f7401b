from caseforms.definitions.blank import blank_of
from caseforms.definitions.form import FormDefinition

FORM = FormDefinition.model_validate(
    {
        "id": "ride-request",
        "title": "Ride Request",
        "edition": "2026-01",
        "purpose": " Ask for a ride. ",
        "subject": "client",
        "identify": {},
        "section": [
            {"id": "client", "title": "Client"},
            {"id": "rights", "title": "Your rights", "text": "You may revoke this at any time.\n"},
            {"id": "empty", "title": "Nothing asked"},
        ],
        "field": [
            {"name": "client_dob", "section": "client", "label": "Born on", "type": "birth_date", "required": True},
            {"name": "pathway", "section": "client", "label": "Pathway", "type": "choice", "choices": [
                {"code": "first", "label": "First ride"}, {"code": "later", "label": "Later ride"}]},
            {"name": "why", "section": "client", "label": "Why", "help": "In a few words.", "lines": 4,
             "required_when": {"field": "pathway", "is": ["first", "later"]}},
            {"name": "trips", "section": "client", "label": "Trips", "type": "table", "rows": 3, "office": True,
             "columns": [{"name": "day", "label": "Day", "type": "date"}]},
            {"name": "right_to_revoke", "section": "rights", "label": "Right to revoke", "type": "yes_no"},
        ],
        "statements": {"right_to_revoke": ["may revoke"]},
    }
)  # fmt: skip


def test_blank_carries_the_form_and_its_questions():
    blank = blank_of(FORM, "Cedar Valley Department of Human Services")
    assert (blank.form, blank.title, blank.edition, blank.purpose) == (
        "ride-request",
        "Ride Request",
        "2026-01",
        "Ask for a ride.",
    )
    assert blank.agency == "Cedar Valley Department of Human Services"
    born, pathway, _, trips = blank.sections[0].fields
    assert (born.name, born.label, born.kind, born.required) == ("client_dob", "Born on", "birth_date", True)
    assert pathway.choices == (("first", "First ride"), ("later", "Later ride"))
    assert (trips.rows, trips.office, [column.name for column in trips.columns]) == (3, True, ["day"])


def test_help_says_how_to_write_and_when_it_is_needed():
    born, _, why, _ = blank_of(FORM, "").sections[0].fields
    assert born.help == "MM/DD/YYYY"
    assert why.help == "In a few words. Needed if “Pathway” is First ride or Later ride."


def test_a_statement_is_printed_not_asked_and_an_empty_section_left_out():
    _, *others = blank_of(FORM, "").sections
    assert [(section.title, section.text, section.fields) for section in others] == [
        ("Your rights", "You may revoke this at any time.", ())
    ]
