"""The form definition: what a form asks, and how its questions are recognised on paper.

Follows FHIR Questionnaire and XLSForm in its terms. One TOML file is one form; `definitions.load`
reads it and reports all mistakes at once.
"""

from __future__ import annotations

from typing import Annotated, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, model_validator

from caseforms.definitions.learned import Blank, LearnedBox, Subject
from caseforms.definitions.mistakes import FaultsError, Way, did_you_mean

Name = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]*$")]
FormId = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9-]*$")]
Text = Annotated[str, StringConstraints(min_length=1, strip_whitespace=True)]

#: The field types; `fieldtypes.parse` reads a text as one of them.
FieldType = Literal[
    "text",  # one line of free text
    "narrative",  # free text in which "None" is an answer
    "name",  # a person's name
    "date",
    "birth_date",  # a date whose two-digit year lies in the past
    "phone",
    "email",
    "address",
    "case_number",
    "identifier",  # another number that is really text (DOC number, docket number)
    "yes_no",  # yes, no or unknown
    "choice",  # one of a list
    "choices",  # any of a list
    "signature",  # a signature line: text, or a digital signature
    "table",  # rows of columns
]


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Choice(_Strict):
    """One entry of a list: the stored code, the label shown, other ways to write it."""

    code: Name
    label: Text
    aliases: tuple[Text, ...] = ()


class Section(_Strict):
    """A headed part of the form. Its headings give context: Name under Client is not Name under Worker."""

    id: Name
    title: Text
    aliases: tuple[Text, ...] = ()
    text: str = ""


class When(_Strict):
    """Another field of the same form with a given answer (any of several)."""

    field: Name
    is_: str | tuple[str, ...] = Field(alias="is")


class Column(_Strict):
    """A column of a table field."""

    name: Name
    label: Text
    type: FieldType = "text"
    aliases: tuple[Text, ...] = ()
    choices: tuple[Choice, ...] = ()
    list: str = ""


class FieldDefinition(_Strict):
    """One question.

    name: canonical name (domain.md 4). section: id of the section it stands in.
    label: as printed on our blank; aliases: other labels that mean it wherever they stand;
    short: labels that mean it only inside its own section ("Name", "Phone", "Date").
    widgets: names of PDF fields that hold it, where name and label do not tell.
    type: see FieldType; choices, or list = name of a list in lists.toml, for choice and choices.
    required: asked in every case; required_when: asked in this case.
    sensitive: personal; a text or signature so marked is masked on screen like a name.
    office: filled by the office, not by the sender.
    columns, rows: for tables. lines: height of the box on the blank.
    box: where it stands on the blank, in reading order. subject: whose it is. confirm: nobody has confirmed yet what
    was learned; such an answer is read with a finding.
    """

    name: Name
    section: Name
    label: Text
    type: FieldType = "text"
    aliases: tuple[Text, ...] = ()
    short: tuple[Text, ...] = ()
    widgets: tuple[Text, ...] = ()
    choices: tuple[Choice, ...] = ()
    list: str = ""
    required: bool = False
    required_when: When | None = None
    sensitive: bool = False
    office: bool = False
    help: str = ""
    lines: Annotated[int, Field(ge=1, le=40)] = 1
    columns: tuple[Column, ...] = ()
    rows: Annotated[int, Field(ge=0, le=60)] = 0
    box: tuple[LearnedBox, ...] = ()
    subject: Subject = ""
    confirm: bool = False

    @model_validator(mode="after")
    def _fits_its_type(self) -> Self:
        if self.type == "table" and not (self.columns and self.rows):
            msg = "a table needs columns and rows"
            raise ValueError(msg)
        if self.type != "table" and (self.columns or self.rows):
            msg = "columns and rows belong to a table"
            raise ValueError(msg)
        if self.type in {"choice", "choices"} and not (self.choices or self.list):
            msg = 'a choice needs choices = [...] or list = "..."'
            raise ValueError(msg)
        return self


class Identify(_Strict):
    """How to tell the form: phrases of its title (any of them), and groups of words that all stand in it.

    titled: a page with few of its questions is this form only if one of them stands there too.
    """

    titles: tuple[Text, ...] = ()
    words: tuple[tuple[Text, ...], ...] = ()
    titled: bool = False


class FormDefinition(_Strict):
    """A form: its questions in the order of the page.

    subject: the section whose person the bare labels "Name", "Phone" mean when no heading says otherwise.
    statements: printed texts the form must carry (a release's statement of the right to revoke ...):
        field name of a yes_no answer -> phrases, any of which shows that the statement stands on the form.
    blank: what was learned from the blank, None for a form that was written by hand.
    """

    id: FormId
    title: Text
    edition: Text
    purpose: str = ""
    subject: Name
    identify: Identify
    section: tuple[Section, ...]
    field: tuple[FieldDefinition, ...]
    statements: dict[str, tuple[Text, ...]] = {}
    blank: Blank | None = None

    @model_validator(mode="after")
    def _hangs_together(self) -> Self:
        sections = [section.id for section in self.section]
        names = [field.name for field in self.field]
        faults: list[tuple[Way, str]] = []
        for key, all_ in (("section", sections), ("field", names)):
            twice = [(number, name) for number, name in enumerate(all_) if name in all_[:number]]
            faults += [((key, number), f'the {key} "{name}" is there twice') for number, name in twice]
        if self.subject not in sections:
            faults.append((("subject",), _unknown("section", self.subject, sections)))
        for number, field in enumerate(self.field):
            if field.section not in sections:
                faults.append((("field", number, "section"), _unknown("section", field.section, sections)))
            if field.required_when and field.required_when.field not in names:
                what = _unknown("field", field.required_when.field, names)
                faults.append((("field", number, "required_when"), what))
        faults += [
            (("statements", name), _unknown("field", name, names)) for name in self.statements if name not in names
        ]
        if faults:
            raise FaultsError(faults)
        return self

    def named(self, name: str) -> FieldDefinition:
        """Give a field by its name; KeyError when the form has none of this name."""
        return {field.name: field for field in self.field}[name]


def _unknown(what: str, name: str, known: list[str]) -> str:
    return f'there is no {what} "{name}"{did_you_mean(name, known)}'
