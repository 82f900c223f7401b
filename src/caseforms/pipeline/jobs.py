"""A document to be made, and what is known for it before it is cut down to what its template may print."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from caseforms.model import Finding, Remark
from caseforms.pipeline.merging import Fields

if TYPE_CHECKING:
    from caseforms.definitions.template import TemplateDefinition


@dataclass(frozen=True, slots=True)
class Job:
    """One document to make.

    context: what the template gets. entries, about, recipient: what it is for (`register.base.Document`).
    stem: its file name without the ending. refusal: why the moment for a final one has not come. protected: streets
    that must not stand in it. substance_use: whether the notice of 42 CFR 2.32 must stand in it.
    remarks: what LTR rules turn into findings. problems: findings of the entry that keep it from being final: a
    summary is as good as its form.
    """

    definition: TemplateDefinition
    context: Mapping[str, object]
    entries: tuple[str, ...]
    about: str
    recipient: str
    stem: str
    on: dt.date
    due: dt.date | None
    refusal: str = ""
    protected: tuple[str, ...] = ()
    substance_use: bool = False
    remarks: tuple[Remark, ...] = ()
    problems: tuple[Finding, ...] = ()


class What(NamedTuple):
    """What a document is for, and the stem of its file name."""

    entries: tuple[str, ...]
    about: str
    recipient: str
    stem: str


@dataclass(slots=True)
class Known:
    """All that is known for a document, before it is cut down.

    fields: values by group and name. lists: rows by name. page: the contact page of the provider it goes to.
    values: answers of its form. protected: streets that must not be printed (`fieldtypes.streets`). released: whether a
    release covers a provider named by hand, None when none is.
    """

    fields: Fields
    lists: dict[str, object]
    page: Fields | None = None
    values: Mapping[str, object] = field(default_factory=dict)
    protected: tuple[str, ...] = ()
    released: bool | None = None
