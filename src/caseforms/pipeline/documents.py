"""Makes documents: each once, whole or not at all, and none that lacks what it must say.

A final document is written and then recorded in the register; a draft is only written. What was made before is left
as it is: a person may have edited it.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import hashlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from functools import partial
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from caseforms.definitions.merge_fields import merge_name
from caseforms.definitions.template import TemplateDefinition
from caseforms.errors import OperatingError
from caseforms.fieldtypes.streets import names_street, plain_streets
from caseforms.fieldtypes.text import fold
from caseforms.model import Finding, Remark, Severity
from caseforms.pipeline.filing import FileNames, Written, write
from caseforms.pipeline.jobs import Job
from caseforms.register.base import Document, NewDocument
from caseforms.writers.atomic import make_sure

if TYPE_CHECKING:
    from caseforms.check import RuleSet
    from caseforms.model import Facts
    from caseforms.pipeline.letters import LetterDesk
    from caseforms.register.base import Entry, Register
    from caseforms.workspace import Workspace
    from caseforms.writers.docx_template import Rendered, Template

#: What no final document may have: a hole, a protected address, a character that is lost.
_NEVER = frozenset({"missing_field", "protected_address", "unprintable"})
_TRANSACTION = 50  # documents recorded at a time
#: The words of 42 CFR 2.32 that every document with substance use information carries (domain.md 8).
_NOTICE = "42 CFR part 2 prohibits unauthorized use or disclosure"


class Outcome(StrEnum):
    """What became of one document."""

    MADE = "made"
    AGAIN = "written again"  # as it was made before, to the byte
    ALREADY = "already there"
    DRAFT = "draft"
    REFUSED = "not made"


class _Waiting(NamedTuple):
    """A document that is written and not recorded yet. step: the status that its entry moves to, "" for none."""

    written: Written
    new: NewDocument
    step: str


class Made(NamedTuple):
    """One document: what became of it, its file (None when there is none), and what to look at.

    reason: why it was refused, where no finding says it. step: its moment has not come.
    """

    plan: Plan
    outcome: Outcome
    path: Path | None = None
    findings: tuple[Finding, ...] = ()
    reason: str = ""
    step: bool = False


@dataclass(frozen=True, slots=True)
class Plan:
    """A document to be made. job: prepares it for the day it is dated. shown: what it is for, in words."""

    definition: TemplateDefinition
    job: Callable[[dt.date], Job]
    entries: tuple[str, ...] = ()
    about: str = ""
    recipient: str = ""

    @property
    def shown(self) -> str:
        """What it is for: the entry and the provider, or what a report is about."""
        return " to ".join(filter(None, (", ".join(self.entries[:1]) or self.about, self.recipient)))


def plans_for(letters: LetterDesk, definition: TemplateDefinition, entry: Entry, on: dt.date) -> list[Plan]:
    """Give the documents of one kind about one entry: one, or one for each active provider of the client."""
    about = letters.about(definition, entry.id, on)
    return [
        Plan(definition, partial(letters.job, definition, entry.id, page), (entry.id,), about, page)
        for page in letters.recipients(definition, entry, on)
    ]


@dataclass(frozen=True, slots=True)
class Wishes:
    """What was asked for. again: make it anew. without_release: a provider may be told without a release on file."""

    draft: bool = False
    again: bool = False
    without_release: bool = False


@dataclass
class DocumentMaker:
    """Makes documents into a folder. at: now, agency-local; who: the person at the desk."""

    workspace: Workspace
    register: Register
    rules: RuleSet
    facts: Facts
    out: Path
    who: str
    at: dt.datetime
    wishes: Wishes = Wishes()
    _templates: dict[str, Template] = field(default_factory=dict)
    _names: FileNames = field(init=False)

    def __post_init__(self) -> None:
        """Begin with the names that the register knows."""
        self._names = FileNames(self.register)

    def make(self, plans: Iterable[Plan], tick: Callable[[], None] = lambda: None) -> list[Made]:
        """Make the documents in their order; one that cannot be made stops no other.

        Raises:
            DefinitionError: a template is wrong.
            OperatingError: the folder or the register refuses; what was written before is recorded and stays made.
        """
        plans = list(plans)
        if plans:
            make_sure(self.out / "document.docx")
        made: list[Made] = []
        waiting: list[_Waiting] = []
        try:
            for plan in plans:
                one, new = self._one(plan)
                made.append(one)
                waiting += [new] if new else []
                if len(waiting) >= _TRANSACTION:
                    some, waiting = waiting, []
                    self._record(some)
                tick()
        except BaseException:
            with contextlib.suppress(OperatingError):  # the first fault is told
                self._record(waiting)
            raise
        self._record(waiting)
        return made

    def _one(self, plan: Plan) -> tuple[Made, _Waiting | None]:
        if not (self.wishes.draft or self.wishes.again):
            code, about = plan.definition.code, plan.about
            earlier = self.register.find_document(code, plan.entries, about, plan.recipient)
            if earlier is not None:
                return self._once_more(plan, earlier), None
        job = plan.job(self.at.date())
        if job.refusal and not self.wishes.draft:
            return Made(plan, Outcome.REFUSED, reason=f"{job.refusal} Say --draft to see it.", step=True), None
        template = self._template(plan.definition)
        rendered = self._rendered(template, job)
        remarks = _remarks(job, rendered)
        findings = (*job.problems, *self.rules.check_remarks(remarks, self.facts))
        if not self.wishes.draft and self._refuses(findings, remarks):
            return Made(plan, Outcome.REFUSED, findings=findings), None
        if self.wishes.draft:
            path = self.out / f"{job.stem}-draft.docx"
            write(path, rendered.content)
            return Made(plan, Outcome.DRAFT, path, findings), None
        path = self.out / self._names.name(job.stem, plan.definition.code, job.entries, job.about, job.recipient)
        written = write(path, rendered.content, keep=True)
        new = self._new(job, template, rendered, path)
        return Made(plan, Outcome.MADE, path, findings), _Waiting(written, new, plan.definition.status)

    def _once_more(self, plan: Plan, earlier: Document) -> Made:
        """Leave what is there as it is; write what is not there as it was, if nothing has changed since."""
        path = self.out / earlier.file
        if path.exists():
            return Made(plan, Outcome.ALREADY, path, reason=f"{earlier.id} of {earlier.made:%m/%d/%Y}")
        job = plan.job(earlier.made.date())
        rendered = self._rendered(self._template(plan.definition), job)
        if _sha256(rendered.content) != earlier.sha256:
            what = f"It was made before as {earlier.id} on {earlier.made:%m/%d/%Y}; what it is made from changed since."
            return Made(plan, Outcome.REFUSED, reason=f"{what} Say --again to make a new one.")
        write(path, rendered.content)
        return Made(plan, Outcome.AGAIN, path, reason=f"{earlier.id} of {earlier.made:%m/%d/%Y}")

    def _template(self, definition: TemplateDefinition) -> Template:
        from caseforms.writers.docx_template import compiled

        if definition.code not in self._templates:
            folder = self.workspace.folder("templates")
            house = folder / "house.docx"
            path = folder / f"{definition.code}.docx"
            self._templates[definition.code] = compiled(path, house if house.exists() else None)
        return self._templates[definition.code]

    def _rendered(self, template: Template, job: Job) -> Rendered:
        title = " ".join(filter(None, (job.definition.title, *job.entries[:1])))
        author = self.workspace.settings.agency.name
        return template.render(job.context, title=title, author=author, at=job.on, draft=self.wishes.draft)

    def _refuses(self, findings: Iterable[Finding], remarks: Iterable[Remark]) -> bool:
        """Say whether something keeps a document from being final.

        Errors do, and a provider without a release. What would print a hole or a protected address does, whatever
        grade the office's rules give it.
        """
        never = _NEVER if self.wishes.without_release else {*_NEVER, "no_release"}
        return any(finding.severity is Severity.ERROR for finding in findings) or any(
            remark.kind in never for remark in remarks
        )

    def _new(self, job: Job, template: Template, rendered: Rendered, path: Path) -> NewDocument:
        return NewDocument(
            code=job.definition.code,
            title=job.definition.title,
            entries=job.entries,
            template=f"{job.definition.code}.docx",
            template_sha256=template.sha256,
            sha256=_sha256(rendered.content),
            file=path.name,
            about=job.about,
            recipient=job.recipient,
            due=job.due,
        )

    def _record(self, waiting: Sequence[_Waiting]) -> None:
        """Record what was written; what cannot be recorded is taken away again, so that nobody sends it.

        Where somebody else has made the same document in the meantime, theirs counts.
        """
        left = list(waiting)
        try:
            for step, group in groupby(waiting, key=lambda one: one.step):
                some = list(group)
                recorded = self.register.record_documents(
                    [one.new for one in some], who=self.who, at=self.at, move_to=step, once=not self.wishes.again
                )
                left = left[len(some) :]
                for one, document in zip(some, recorded, strict=True):
                    if document.sha256 != one.new.sha256:
                        one.written.undo()
        except BaseException:
            for one in reversed(left):
                one.written.undo()
            raise


def _remarks(job: Job, rendered: Rendered) -> tuple[Remark, ...]:
    told = {merge_name(finding.field) for finding in job.problems if finding.field}
    met = {
        "missing_field": [path for path in rendered.missing if path not in told],
        "protected_address": rendered.protected,
        "unprintable": rendered.unprintable,
    }
    found = (Remark(kind, {"x": ", ".join(paths)}) for kind, paths in met.items() if paths)
    return (*job.remarks, *found, *_printed(job, rendered))


def _printed(job: Job, rendered: Rendered) -> Iterator[Remark]:
    """Look into the finished text, where a protected address may stand in a narrative, too."""
    if not (job.protected or job.substance_use):
        return
    from caseforms.writers.docx_text import printed_text

    text = printed_text(rendered.content)
    said = plain_streets(text)
    if any(names_street(said, street) for street in job.protected):
        yield Remark("protected_address", {"x": "the text"})
    if job.substance_use and fold(_NOTICE) not in fold(text):
        yield Remark("substance_use")


def _sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
