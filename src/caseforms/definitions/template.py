"""The template definition: what a letter, summary or report is made from, for whom, and what it may print.

`templates/CODE.toml` beside `templates/CODE.docx`. `templates/house.docx` is the one place for letterhead, footer
and signature block; it has no .toml.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Annotated, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, model_validator

from caseforms.definitions.form import FormDefinition, FormId, Text
from caseforms.definitions.likely_path import likely_path
from caseforms.definitions.load import did_you_mean, located, read_toml, validated
from caseforms.definitions.merge_fields import MergeField, catalogue, linked_name, office_catalogue, whole_catalogue
from caseforms.definitions.mistakes import FaultsError, Way
from caseforms.definitions.settings import Deadlines
from caseforms.errors import DefinitionError, Mistake
from caseforms.register.workflow import STATUSES

Party = Literal["worker", "supervisor", "client", "family", "provider", "contractor", "receiver", "file"]
Path_ = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]*(\.[a-z][a-z0-9_]*)*$")]

#: The file of the templates folder that is no template, but what all share.
HOUSE = "house.docx"
_LINE = re.compile(r":\d+$")  # behind a file's name
#: Groups that every template may print: they say nothing about a client.
ALWAYS = ("agency", "letter", "sender")


class TemplateDefinition(BaseModel):
    """One template.

    code: the name of its two files. about: one line for lists. forms: whose entries it is made from; none means that
    it needs no entry. to, cc: who gets it. from: who signs. audience: for whom it is worded.
    each: `provider` makes one document for each active provider of the client. once_per: it is made once for an entry,
    or once for each round of corrections, each month, each quarter. decided: what the newest decision that quotes the
    referral must say: the decision comes first, and the letter changes no status. due: a key of [deadlines] that gives
    letter.due. statuses: what a referral's status must be for a final document; status: what it becomes then.
    before: a date that must not have passed. unless: a field that must be blank. release: it tells a provider something
    about the client, so a valid release is needed. linked: forms whose newest entry that quotes this one is a group of
    its own. fields: all it may print. enclosures: what is sent along.
    """

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)

    code: FormId
    title: Text
    about: Text
    kind: Literal["letter", "summary", "report"]
    forms: tuple[FormId, ...]
    to: Party
    cc: tuple[Party, ...] = ()
    from_: Literal["office", "worker"] = Field(alias="from")
    audience: Literal["family", "provider", "specialist", "internal"]
    each: Literal["", "provider"] = ""
    once_per: Literal["entry", "round", "month", "quarter"] = "entry"
    decided: Literal["", "approved", "denied", "waitlisted"] = ""
    due: str = ""
    statuses: tuple[str, ...] = ()
    status: str = ""
    before: str = ""
    unless: str = ""
    release: bool = False
    linked: tuple[FormId, ...] = ()
    fields: tuple[Path_, ...] = ()
    enclosures: tuple[Text, ...] = ()

    @model_validator(mode="after")
    def _names_what_exists(self) -> Self:
        faults: list[tuple[Way, str]] = []
        if self.due and self.due not in Deadlines.model_fields:
            what = f'there is no "{self.due}" in [deadlines] of the settings'
            faults.append((("due",), what + did_you_mean(self.due, Deadlines.model_fields)))
        named = [(("statuses", number), status) for number, status in enumerate(self.statuses)]
        for way, status in [*named, *([(("status",), self.status)] if self.status else [])]:
            if status not in STATUSES:
                faults.append((way, f'there is no status "{status}"{did_you_mean(status, STATUSES)}'))
        for number, path in enumerate(self.fields):
            if path in self.fields[:number]:
                faults.append((("fields", number), f'"{path}" is there twice'))
        if faults:
            raise FaultsError(faults)
        return self

    def allows(self, path: str) -> bool:
        """Say whether the template may print a merge field.

        It may when `fields` names it, or names the list whose column it is, or when it is of a group of `ALWAYS`. A
        list of which a column is named may be gone through.
        """
        if path.partition(".")[0] in ALWAYS:
            return True
        return any(path == one or path.startswith(f"{one}.") or one.startswith(f"{path}.") for one in self.fields)


def template_files(folder: Path) -> list[Path]:
    """Give the Word files of a templates folder, without those that Word keeps while somebody edits."""
    return sorted(path for path in folder.glob("*.docx") if not path.name.startswith(("~$", ".")))


def load_templates(
    folder: Path, forms: Mapping[str, FormDefinition], *, all_forms: bool = True
) -> dict[str, TemplateDefinition]:
    """Read all template definitions of a folder, by code, in the order of the file names.

    forms: the forms they may be made from, by id. all_forms: a template of another form is a mistake; else
    templates are left out whose forms are not all there.

    Raises:
        DefinitionError: with every mistake of every file.
    """
    found, mistakes = read_templates(folder, forms)
    if not all_forms:
        found, mistakes = _of_these_forms(found, mistakes, forms)
    if mistakes:
        raise DefinitionError(mistakes)
    return found


def _of_these_forms(
    found: dict[str, TemplateDefinition], mistakes: list[Mistake], forms: Mapping[str, FormDefinition]
) -> tuple[dict[str, TemplateDefinition], list[Mistake]]:
    """Leave out the templates that need a form that is not there, and what is wrong with them."""
    kept = {code: one for code, one in found.items() if {*one.forms, *one.linked} <= forms.keys()}
    left_out = found.keys() - kept.keys()
    return kept, [one for one in mistakes if Path(_LINE.sub("", one[0])).stem not in left_out]


def read_templates(
    folder: Path, forms: Mapping[str, FormDefinition]
) -> tuple[dict[str, TemplateDefinition], list[Mistake]]:
    """Read as many template definitions as can be read, and give every mistake of every file beside them."""
    mistakes: list[Mistake] = []
    found: dict[str, TemplateDefinition] = {}
    known = whole_catalogue(forms)
    documents = {path.stem: path for path in template_files(folder)}
    tomls = sorted(path for path in folder.glob("*.toml") if not path.name.startswith("."))
    for path in tomls:
        if path.stem == Path(HOUSE).stem:
            mistakes.append(Mistake(str(path), "", f"{HOUSE} takes no .toml; take this file away"))
            continue
        if path.stem not in documents:
            what = f"there is no {path.stem}.docx beside it{did_you_mean(path.stem, documents)}"
            mistakes.append(Mistake(str(path), "", what))
        data = read_toml(path, mistakes)
        template = _built(data, path, mistakes) if data is not None else None
        if template is not None:
            found[path.stem] = template
            mistakes += _faults(template, forms, known, path)
    codes = {path.stem for path in tomls}
    mistakes += [
        Mistake(str(path), "", f"there is no {code}.toml beside it{did_you_mean(code, codes - documents.keys())}")
        for code, path in documents.items()
        if code not in codes and path.name != HOUSE
    ]
    return found, mistakes


def _built(data: dict[str, object], path: Path, mistakes: list[Mistake]) -> TemplateDefinition | None:
    if "code" in data:
        what = "unknown key; the name of the file is the code of the template"
        mistakes.append(located(str(path), "code", what, ("code",)))
    # TOML has lists, the frozen model has tuples, and a strict one makes no tuple out of a list.
    plain = {key: tuple(value) if isinstance(value, list) else value for key, value in data.items()}
    return validated(TemplateDefinition, {**plain, "code": path.stem}, str(path), "", mistakes)


def _faults(
    template: TemplateDefinition, forms: Mapping[str, FormDefinition], known: Mapping[str, MergeField], path: Path
) -> Iterator[Mistake]:
    """Give what does not fit the forms."""
    taken = {field.partition(".")[0] for field in office_catalogue()}
    for key, ids in (("forms", template.forms), ("linked", template.linked)):
        for number, form in enumerate(ids):
            way = (key, number)
            if form not in forms:
                yield located(str(path), key, f'there is no form "{form}"{did_you_mean(form, forms)}', way)
            elif key == "linked" and linked_name(form) in taken:
                yield located(str(path), key, f'"{form}" cannot be linked: {linked_name(form)} has a meaning', way)
    if not {*template.forms, *template.linked} <= forms.keys():
        return  # of the fields of a form that nobody knows nothing can be said
    own = catalogue(forms, template)
    asked: list[tuple[Way, str]] = [(("fields", number), field) for number, field in enumerate(template.fields)]
    asked += [((key,), field) for key, field in (("before", template.before), ("unless", template.unless)) if field]
    for at, field in asked:
        if field not in own:
            what = f'there is no merge field "{field}"{not_supplied(field, own, known)}'
            yield located(str(path), str(at[0]), what, at)


def likely_of(paths: Sequence[str]) -> str:
    """Give the field of a group that is most often meant: the name, else the first."""
    return next((path for path in paths if path.endswith(".name")), paths[0])


def not_supplied(path: str, own: Mapping[str, MergeField], known: Mapping[str, MergeField]) -> str:
    """Say why a path is no merge field of a template: known to other forms, a group, or misspelled."""
    if path in known:
        return f" of its forms; it comes from {known[path].source}"
    inside = [field for field in own if field.startswith(f"{path}.")]
    if inside:
        return f"; it is a group, name what you need of it, such as {likely_of(inside)}"
    meant = likely_path(path, own)
    if meant:
        return f', did you mean "{meant}"?'
    elsewhere = likely_path(path, known)
    return f'; another form has "{elsewhere}" ({known[elsewhere].source})' if elsewhere else ""
