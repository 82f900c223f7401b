"""The settings of an office: `caseforms.toml` (domain.md 10).

The commented file that `caseforms init` writes stands beside this module as `office.toml`; a test keeps the
two the same. (P) marks what a policy says: change it with care.
"""

from __future__ import annotations

import datetime as dt
import re
from pathlib import Path
from typing import Annotated, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from caseforms.definitions.form import Choice, Text
from caseforms.definitions.load import read_toml, validated
from caseforms.definitions.mistakes import FaultsError, Way
from caseforms.errors import DefinitionError, Mistake
from caseforms.model import Agency

Days = Annotated[int, Field(ge=0, le=3650)]
Months = Annotated[int, Field(ge=1, le=120)]
Period = Literal["month", "quarter", "half_year", "year"]
#: Which policies' coverage rules run: Maine OCFS, California CWS, corrections.
Profile = Literal["maine", "california", "corrections"]

#: The defaults of what rules ask for stand in the model, so that rules can be tried without settings.
_FACTS = Agency()


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Office(_Strict):
    """The agency and the office, as letters and blanks print them.

    letterhead: further lines at the top of a letter. hotline: where a child in danger is reported.
    language_help: the sentence that offers help in other languages.
    """

    name: str = ""
    office: str = ""
    address: str = ""
    phone: str = ""
    tty: str = ""
    fax: str = ""
    email: str = ""
    website: str = ""
    hotline: str = ""
    language_help: str = ""
    letterhead: tuple[Text, ...] = ()


class Signer(_Strict):
    """Who signs a letter, with the supervisor to whom questions go."""

    name: str = ""
    title: str = ""
    phone: str = ""
    email: str = ""
    unit: str = ""
    address: str = ""
    supervisor: str = ""
    supervisor_phone: str = ""
    supervisor_email: str = ""


class Worker(Signer):
    """A worker of the office, and what the voicemail and the letter to providers say (ME a.i, a.ii).

    hours: when the worker is there. best_time: the best time to call. returns_calls: when calls are returned.
    backup, backup_phone: whom to call instead. out_of_office: when the worker is away, in words.
    """

    name: Text
    hours: str = ""
    best_time: str = ""
    returns_calls: str = ""
    backup: str = ""
    backup_phone: str = ""
    out_of_office: str = ""


class District(_Strict):
    """A district: the region it belongs to and the counties it holds."""

    name: Text
    region: Text
    counties: tuple[Text, ...] = ()


class CaseNumber(_Strict):
    """What the agency's case numbers look like.

    pattern: a regular expression for the whole number, in capitals. example: one that fits, for messages.
    """

    pattern: Text = _FACTS.case_number_pattern
    example: Text = _FACTS.case_number_example

    @model_validator(mode="after")
    def _fits(self) -> Self:
        try:
            fits = re.fullmatch(self.pattern, self.example)
        except re.error as error:
            raise FaultsError([(("pattern",), f"is not a regular expression: {error}")]) from None
        if not fits:
            raise FaultsError([(("example",), f'"{self.example}" does not fit the pattern {self.pattern}')])
        return self


class Checks(_Strict):
    """Numbers that the rules for forms use."""

    duplicate_days: Days = _FACTS.duplicate_days
    stale_form_days: Days = _FACTS.stale_form_days
    narrative_min_words: Annotated[int, Field(ge=0, le=1000)] = _FACTS.narrative_min_words
    emergency_form_days: Days = _FACTS.emergency_form_days
    adult_age: Annotated[int, Field(ge=16, le=25)] = _FACTS.adult_age
    child_role_until: Annotated[int, Field(ge=16, le=25)] = _FACTS.child_role_until
    roi_warn_days: Days = _FACTS.roi_warn_days
    roi_max_months: Months = _FACTS.roi_max_months
    confident: Annotated[float, Field(ge=0, le=1)] = _FACTS.confident


class Contacts(_Strict):
    """How contacts, plans and waivers are counted."""

    entry_deadline: Literal["month_end"] = "month_end"  # (P) CWS
    residence_min: Literal["more_than_half"] = "more_than_half"  # (P) CWS
    residence_window_months: Months = 6
    residence_basis: Literal["contacts", "months"] = "contacts"
    scp_in_person_months: Months = 6  # (P) CWS
    plan_max_months: Months = 6  # (P) CWS
    waiver_max_months: Months = 6  # (P) CWS
    partial_month: Literal["exempt", "required"] = "exempt"
    runaway_without_entry: Literal["missed", "excused"] = "missed"
    provider_contact: Period = "quarter"  # (P) ME c.ii
    ftm: Period = "quarter"  # (P) ME c.iv
    initial_plan_days: Days = 60


class Notes(_Strict):
    """How case notes are judged."""

    note_every: Period = "month"  # (P) DOC III.A
    absence_after_months: Months = 1  # (P) DOC III.A
    note_similarity: Annotated[float, Field(ge=0.5, le=1)] = 0.80
    note_compare_months: Months = 3
    note_min_words: Annotated[int, Field(ge=0, le=1000)] = 20
    pregnancy_days: Days = 30  # (P) DOC II.L
    pregnancy_warn_days: Days = 7
    caseload_due_day: Annotated[int, Field(ge=1, le=28)] = 5


class Deadlines(_Strict):
    """How long the steps of the work may take."""

    ack_business_days: Days = 1
    screen_business_days: Days = 2
    return_due_business_days: Days = 5
    assign_business_days: Days = 1
    call_back_business_days: Days = 2
    waitlist_update_days: Days = 30
    page2_due_days: Days = 14
    provider_report_days: Days = 14


class Screen(_Strict):
    """What the screen shows, and whether the workbook of an intake shows pictures of what is to be checked."""

    mask_names: bool = True
    pictures: bool = True


class Settings(_Strict):
    """All settings of an office; every one has a default, so that an empty file is good."""

    agency: Office = Office()
    signer: Signer = Signer()
    profiles: tuple[Profile, ...] = ()
    holidays: tuple[dt.date, ...] = ()
    worker: tuple[Worker, ...] = ()
    district: tuple[District, ...] = ()
    service: tuple[Choice, ...] = ()
    case_number: CaseNumber = CaseNumber()
    checks: Checks = Checks()
    contacts: Contacts = Contacts()
    notes: Notes = Notes()
    deadlines: Deadlines = Deadlines()
    screen: Screen = Screen()

    @model_validator(mode="after")
    def _no_district_twice(self) -> Self:
        names = [(district.region.casefold(), district.name.casefold()) for district in self.district]
        faults: list[tuple[Way, str]] = [
            (("district", number), f'the district "{self.district[number].name}" of this region is there twice')
            for number, name in enumerate(names)
            if name in names[:number]
        ]
        if faults:
            raise FaultsError(faults)
        return self

    def agency_facts(self) -> Agency:
        """Give the settings as rules and parsers ask for them."""
        districts: dict[str, tuple[str, ...]] = {}
        counties: dict[str, tuple[str, ...]] = {}
        for district in self.district:
            districts[district.region] = (*districts.get(district.region, ()), district.name)
            counties[district.name] = (*counties.get(district.name, ()), *district.counties)
        return Agency(
            name=self.agency.name,
            phone=self.agency.phone,
            case_number_pattern=self.case_number.pattern,
            case_number_example=self.case_number.example,
            districts=districts,
            counties=counties,
            workers=tuple({k: v for k, v in worker.model_dump().items() if v} for worker in self.worker),
            holidays=frozenset(self.holidays),
            **self.checks.model_dump(),
        )


def load_settings(path: Path) -> Settings:
    """Read the settings of an office.

    Raises:
        DefinitionError: with every mistake of the file.
    """
    mistakes: list[Mistake] = []
    data = read_toml(path, mistakes)
    settings = validated(Settings, data, str(path), "", mistakes) if data is not None else None
    if settings is None:
        raise DefinitionError(mistakes)
    return settings
