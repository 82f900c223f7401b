"""What one document is to say: everything the register and the settings know, cut down to what its template may print.

Least disclosure: a template gets the fields its definition names and no others (domain.md 8). A protected address is
taken out before that.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Mapping
from typing import TYPE_CHECKING, Any

from caseforms.definitions.template import ALWAYS, TemplateDefinition
from caseforms.errors import UsageError
from caseforms.fieldtypes.dates import business_days_after, us
from caseforms.fieldtypes.streets import names_street, plain_streets
from caseforms.model import Remark, Severity
from caseforms.pipeline.casebook import Casebook
from caseforms.pipeline.disclosure import disclosed, tells_of_substance_use
from caseforms.pipeline.jobs import Job, Known, What
from caseforms.pipeline.merging import (
    Fields,
    form_fields,
    form_labels,
    linked_group,
    problem_rows,
    protect,
    rows,
    services,
)
from caseforms.pipeline.parties import complete_workers, copies, recipient, sender, worker_group
from caseforms.writers.merge import Blank, Group

if TYPE_CHECKING:
    from caseforms.register.base import Entry
    from caseforms.reports.providers import ActiveProvider
    from caseforms.workspace import Workspace

PAGE = "provider-contact-page"
_DECISION = "decision"
_ROUND = "resubmitted"  # each time a request came back corrected, a new round begins


class LetterDesk:
    """Prepares documents about entries of the register."""

    def __init__(self, workspace: Workspace, casebook: Casebook, addressee: Fields | None = None) -> None:
        """Work with an office's definitions and its register.

        addressee: a provider who has no contact page on file, as such a page would give the provider.
        """
        self.workspace = workspace
        self.casebook = casebook
        self.addressee = addressee

    def recipients(self, definition: TemplateDefinition, entry: Entry, on: dt.date) -> list[str]:
        """Give the provider pages that get a letter each; one empty text where a document goes to one party only."""
        if definition.each != "provider" or entry.form == PAGE or self.addressee:
            return [""]
        return [row.id for row in self._providers(entry, on)]

    def job(self, definition: TemplateDefinition, id_: str, page: str, on: dt.date) -> Job:
        """Prepare the document about one entry, dated `on`; page: the provider it goes to, "" for none.

        Raises:
            UsageError: there is no such entry, or the document is not made from its form.
        """
        full = self.casebook.full(id_)
        entry = full.entry
        self._refuse_other_form(definition, entry)
        form = self.workspace.forms[entry.form]
        fields = form_fields(form, entry.values)
        provider_page = self._page(page) if page else (fields if entry.form == PAGE else self.addressee)
        protected = self.casebook.protected(entry)
        if protected:
            for group in ("client", "case", "form", "guardian"):
                protect(fields, group)
        for linked in definition.linked:
            found = self.casebook.linked(entry.id, linked)
            group = linked.replace("-", "_")
            fields[group] = linked_group(self.workspace.forms[linked], found.values if found else None)
        complete_workers(fields, self.workspace.settings)
        fields["referral"] = {
            "id": entry.id,
            "received": (entry.received or entry.created).date(),
            "status": entry.status.replace("_", " "),
            "form": form.title,
            "edition": entry.edition,
            "services": services(form, entry.values),
            "round": 1 + sum(event.to == _ROUND for event in full.events),
        }
        lists: dict[str, object] = {"problems": problem_rows(full.findings)}
        self._case(definition, entry, on, fields, lists)
        released = self._addressee_released(entry, on) if self.addressee and provider_page is self.addressee else None
        known = Known(fields, lists, provider_page, entry.values, protected, released)
        what = What((entry.id,), self.about(definition, id_, on), page, _stem(entry.id, definition.code, page))
        return self._finished(
            definition, known, on, what, refusal=self._refusal(definition, entry) or _too_late(definition, fields, on),
            problems=tuple(f for f in full.findings if definition.kind == "summary" and f.severity is Severity.ERROR),
        )  # fmt: skip

    def report(
        self, definition: TemplateDefinition, fields: Fields, lists: dict[str, object], on: dt.date, what: What
    ) -> Job:
        """Prepare a document about several entries or none: reports, lists, the voicemail script.

        Such documents print no address of a client, but a narrative may: what is protected is looked for in the text.
        """
        wanted = set(what.entries)
        found = (entry for entry in self.casebook.entries if entry.id in wanted)
        protected = tuple(dict.fromkeys(address for entry in found for address in self.casebook.protected(entry)))
        return self._finished(definition, Known(fields, lists, protected=protected), on, what)

    def of_worker(self, definition: TemplateDefinition, name: str, on: dt.date) -> Job:
        """Prepare a document that is about a worker of the office and no entry (the voicemail script)."""
        settings = self.workspace.settings
        fields: Fields = {"worker": worker_group(settings, name)}
        complete_workers(fields, settings)
        return self.report(definition, fields, {}, on, What((), name, "", definition.code))

    def about(self, definition: TemplateDefinition, id_: str, on: dt.date) -> str:
        """Say what tells this document from an earlier one of its kind for the same entry; "" for the first round."""
        if self.addressee and definition.to == "provider":
            return str(self.addressee["provider"]["name"])
        if definition.once_per == "round":
            again = sum(event.to == _ROUND for event in self.casebook.full(id_).events)
            return f"round {again + 1}" if again else ""
        if definition.once_per == "quarter":
            return f"{on.year}Q{(on.month + 2) // 3}"
        return f"{on:%Y-%m}" if definition.once_per == "month" else ""

    def _refusal(self, definition: TemplateDefinition, entry: Entry) -> str:
        """Say why the moment for this document has not come, "" when it has."""
        # The letter that moves a request on may be made again once it has.
        if definition.statuses and entry.status not in {*definition.statuses, definition.status or None}:
            now, needed = (words.replace("_", " ") for words in (entry.status, " or ".join(definition.statuses)))
            return f"It is {now}; this document is for requests that are {needed}."
        decision = self.casebook.linked(entry.id, _DECISION) if definition.decided else None
        if definition.decided and (decision is None or decision.values.get("result") != definition.decided):
            return f"No decision on file says that it is {definition.decided}."
        return ""

    def _refuse_other_form(self, definition: TemplateDefinition, entry: Entry) -> None:
        if entry.form in definition.forms:
            return
        made_from = ", ".join(definition.forms) or "no form: name a worker with --worker"
        raise UsageError(
            f"The document {definition.code} is not made from {entry.id}, which is a {entry.form}.",
            f"It is made from: {made_from}.",
        )

    def _page(self, page: str) -> Fields:
        entry = self.casebook.full(page).entry
        return form_fields(self.workspace.forms[entry.form], entry.values)

    def _providers(self, entry: Entry, on: dt.date) -> list[ActiveProvider]:
        from caseforms.reports.clients import client_of
        from caseforms.reports.providers import active_providers

        about, words = self.casebook.about(entry), form_labels(self.workspace.forms, PAGE)
        return active_providers(about, on, client_of(entry), self._ours(), words)

    def _ours(self) -> list[str]:
        settings = self.workspace.settings
        ours = (settings.agency.name, settings.agency.office, *(worker.name for worker in settings.worker))
        return [name for name in ours if name]

    def _addressee_released(self, entry: Entry, on: dt.date) -> bool:
        """Say whether a valid release stands between us and the provider who was named by hand."""
        from caseforms.reports.clients import client_of
        from caseforms.reports.providers import is_released

        name = str(self.addressee["provider"]["name"]) if self.addressee else ""
        return is_released(self.casebook.about(entry), on, client_of(entry), [name], self._ours())

    def _case(
        self, definition: TemplateDefinition, entry: Entry, on: dt.date, fields: Fields, lists: dict[str, object]
    ) -> None:
        """Add what stands in other entries of the case, as far as the template asks for it."""
        from caseforms.reports.base import month_of, quarter_of
        from caseforms.reports.clients import client_of
        from caseforms.reports.last import last_dates
        from caseforms.reports.providers import releases
        from caseforms.reports.waiting_list import waiting_place

        asked = {path.partition(".")[0] for path in definition.fields}
        around = self.casebook.about(entry)
        add: Mapping[str, Callable[[], object]] = {
            "providers": lambda: rows("provider", self._providers(entry, on)),
            "releases": lambda: rows("release", releases(around, on, client_of(entry))),
        }
        lists.update({name: make() for name, make in add.items() if name in asked or definition.release})
        if "waiting" in asked:
            fields["waiting"] = waiting_place(self.casebook.entries, entry.id, on)
        if "period" in asked:
            fields["period"] = (quarter_of(on) if definition.once_per == "quarter" else month_of(on))._asdict()
        if "last" in asked:
            fields["last"] = last_dates(around, on, str(fields["worker"]["name"] or ""))._asdict()

    def _finished(self, definition: TemplateDefinition, known: Known, on: dt.date, what: What, **more: Any) -> Job:
        """Add who writes to whom, and cut everything down to what the template may print."""
        settings, fields, lists = self.workspace.settings, known.fields, known.lists
        party = recipient(fields, settings, definition.to, known.page)
        office = plain_streets(settings.agency.address)
        due = self._due(definition, on)
        fields["agency"] = {**settings.agency.model_dump(), "letterhead": list(settings.agency.letterhead)}
        fields["sender"] = sender(fields, settings, definition.from_)
        fields["recipient"] = party
        fields["letter"] = {
            "id": what.entries[0] if len(what.entries) == 1 else what.about or None,
            "date": on,
            "due": due,
            "round": fields.get("referral", {}).get("round", 1),
            "title": definition.title,
            "delivery": _delivery(party),
        }
        lists["cc"] = copies(fields, settings, definition.cc)
        lists["enclosures"] = list(definition.enclosures)
        released = _released(lists.get("providers"), what.recipient) if known.released is None else known.released
        context = disclosed(fields, lists, definition.fields, ALWAYS)
        substance_use = tells_of_substance_use(context.values())
        fields["letter"]["substance_use"] = substance_use
        return Job(
            definition=definition,
            context=context,
            on=on,
            due=due,
            protected=tuple(one for one in known.protected if not names_street(office, one)),
            substance_use=substance_use,
            remarks=tuple(_remarks(definition, party, released=released)),
            **what._asdict(),
            **more,
        )

    def _due(self, definition: TemplateDefinition, on: dt.date) -> dt.date | None:
        """Give the day by which an answer is asked for: business days or plain days, as the setting's name says."""
        if not definition.due:
            return None
        days: int = getattr(self.workspace.settings.deadlines, definition.due)
        if definition.due.endswith("_business_days"):
            return business_days_after(on, days, self.workspace.settings.holidays)
        return on + dt.timedelta(days=days)


def _too_late(definition: TemplateDefinition, fields: Fields, on: dt.date) -> str:
    """Say why the moment for this document is over, "" when it is not."""
    group, _, name = definition.before.partition(".")
    day = fields.get(group, {}).get(name)
    if isinstance(day, dt.date) and day < on:
        return f"Its day has passed: {us(day)}."
    group, _, name = definition.unless.partition(".")
    what = fields.get(group, {}).get(name)
    if what:
        return f"It no longer holds: {us(what) if isinstance(what, dt.date) else what}."
    return ""


def _stem(*parts: str) -> str:
    """Give a file name of numbers and kinds, never of names (domain.md 8)."""
    return "-".join(filter(None, parts))


def _delivery(party: Mapping[str, object]) -> str | None:
    """Say how the letter goes out: by the first way that is known."""
    if party["email"]:
        return f"By e-mail: {party['email']}"
    return "By mail" if party["address"] and not isinstance(party["address"], Blank) else None


def _remarks(definition: TemplateDefinition, party: Mapping[str, object], *, released: bool) -> Iterator[Remark]:
    if definition.audience != "internal" and definition.to != "file" and _delivery(party) is None:
        yield Remark("no_address")
    if definition.release and not released:
        yield Remark("no_release")


def _released(providers: object, page: str) -> bool:
    """Say whether a valid release covers the provider of this page; without a page, every provider of the client."""
    found = [row for row in providers if isinstance(row, Group)] if isinstance(providers, list) else []
    asked = [row for row in found if not page or row["id"] == page]
    return bool(asked) and all(row["release_valid"] is True for row in asked)
