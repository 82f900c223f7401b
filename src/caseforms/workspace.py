"""Finds an office and loads what it says: settings, forms, rules, templates, and where its register lies.

An office is a folder with `caseforms.toml`, found upward from the current folder like a git checkout. Without
one, the shipped definitions count and the register lies in the user's data folder.
"""

from __future__ import annotations

import os
import shutil
import sys
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Literal, TypeVar

from caseforms.errors import DefinitionError, Mistake, OperatingError

if TYPE_CHECKING:  # pydantic costs a tenth of a second, which `--help` need not pay
    from caseforms.definitions.form import FormDefinition
    from caseforms.definitions.rule import Rule
    from caseforms.definitions.settings import Settings
    from caseforms.definitions.template import TemplateDefinition

SETTINGS = "caseforms.toml"
Kind = Literal["forms", "rules", "templates"]
KINDS: tuple[Kind, ...] = ("forms", "rules", "templates")

_Loaded = TypeVar("_Loaded")


def shipped(kind: Kind) -> Path:
    """Give the folder of the shipped definitions: inside an installed package, else the top of the repository."""
    package = Path(__file__).resolve().parent
    installed = package / "shipped" / kind
    return installed if installed.is_dir() else package.parent.parent / kind


def find_office(start: Path | None = None) -> Path | None:
    """Find the nearest folder with `caseforms.toml`, from `start` (the current folder) upward; None without one."""
    here = (start or Path.cwd()).resolve()
    return next((folder for folder in (here, *here.parents) if (folder / SETTINGS).is_file()), None)


def data_folder(system: str = sys.platform, env: Mapping[str, str] = os.environ) -> Path:
    """Give the folder in which programs keep a user's data on this system; it need not exist yet."""
    if system == "win32":
        base = Path(env.get("LOCALAPPDATA") or Path.home() / "AppData" / "Local")
    elif system == "darwin":
        base = Path.home() / "Library" / "Application Support"
    else:
        base = Path(env.get("XDG_DATA_HOME") or Path.home() / ".local" / "share")
    return base / "caseforms"


@dataclass(frozen=True)
class Workspace:
    """What a command works with. Everything is read when it is first asked for, and once.

    office: the office's folder, None when the shipped definitions count.
    """

    office: Path | None = None

    def folder(self, kind: Kind) -> Path:
        """Give the folder of the forms, rules or templates: the office's own if it has one, else the shipped one.

        A folder of templates without a Word file is none: offices made before there were letters have one.
        """
        own = self.office / kind if self.office else None
        if own is None or not own.is_dir() or (kind == "templates" and not any(own.glob("*.docx"))):
            return shipped(kind)
        return own

    @property
    def register(self) -> Path:
        """The file of the register; it need not exist yet."""
        return (self.office or data_folder()) / "register.sqlite3"

    @cached_property
    def settings(self) -> Settings:
        """The settings; the defaults without an office.

        Raises:
            DefinitionError: with every mistake of the file.
        """
        from caseforms.definitions.settings import Settings, load_settings

        return load_settings(self.office / SETTINGS) if self.office else Settings()

    @cached_property
    def forms(self) -> dict[str, FormDefinition]:
        """The forms by id, with the office's own services.

        Raises:
            DefinitionError: with every mistake of the settings and the forms.
        """
        from caseforms.definitions.load import load_forms

        mistakes: list[Mistake] = []
        settings = _tried(lambda: self.settings, mistakes)
        extra = settings.service if settings else ()
        forms = _tried(lambda: load_forms(self.folder("forms"), extra_services=extra), mistakes)
        if mistakes or forms is None:
            raise DefinitionError(mistakes)
        return forms

    @cached_property
    def rules(self) -> tuple[Rule, ...]:
        """The rules in the order of their codes.

        Raises:
            DefinitionError: with every mistake of the settings, the forms and the rules.
        """
        from caseforms.definitions.load import outlines
        from caseforms.definitions.rule import load_rules

        mistakes: list[Mistake] = []
        forms = _tried(lambda: self.forms, mistakes)
        known = outlines(self.folder("forms")) if forms is None else forms
        rules = None if known is None else _tried(lambda: load_rules(self.folder("rules"), known), mistakes)
        if mistakes or rules is None:
            raise DefinitionError(mistakes)
        return rules

    @cached_property
    def letter_rules(self) -> tuple[Rule, ...]:
        """The rules, and the shipped ones of documents (LTR) whose codes the office has not.

        An office made before there were letters has none of them, and a letter is not to lose its checks with them;
        who wants to hear less lowers a rule's severity.

        Raises:
            DefinitionError: as in `rules`.
        """
        from caseforms.definitions.load import load_forms
        from caseforms.definitions.rule import load_rules

        own, file = {rule.code for rule in self.rules}, "ltr.toml"
        with (shipped("rules") / file).open("rb") as stream:
            codes = {block["code"] for block in tomllib.load(stream)["rule"]}
        if codes <= own:
            return self.rules
        ours = load_rules(shipped("rules"), load_forms(shipped("forms")), file)
        return (*self.rules, *(rule for rule in ours if rule.code not in own))

    @cached_property
    def templates(self) -> dict[str, TemplateDefinition]:
        """The templates of documents by code; `definitions.template_check` looks into their Word files.

        Of the shipped ones, those whose forms the office has: one made by an earlier version has fewer.

        Raises:
            DefinitionError: with every mistake of the settings, the forms and the templates' .toml files.
        """
        from caseforms.definitions.template import load_templates

        folder = self.folder("templates")
        return load_templates(folder, self.forms, all_forms=folder != shipped("templates"))


def _tried(load: Callable[[], _Loaded], mistakes: list[Mistake]) -> _Loaded | None:
    """Load something, or keep the mistakes it has."""
    try:
        return load()
    except DefinitionError as error:
        mistakes += error.mistakes
        return None


def open_workspace(office: Path | None = None) -> Workspace:
    """Open the office of this folder, or the nearest one above the current folder, or none.

    Nothing is read yet: settings, forms and rules are read when they are asked for.

    Raises:
        OperatingError: the folder named is no office.
    """
    if office is None:
        return Workspace(find_office())
    if not (office / SETTINGS).is_file():
        msg = f"{office} is no office: it holds no {SETTINGS}."
        raise OperatingError(msg, f"Name the folder that holds {SETTINGS}, or make one: caseforms init {office}")
    return Workspace(office.resolve())


def init_office(target: Path) -> list[Path]:
    """Make an office: write the commented settings and copy forms, rules and templates. Give the files written.

    A file that is there already stays as it is.

    Raises:
        OperatingError: the folder is an office already, or nothing can be written there.
    """
    settings = target / SETTINGS
    if settings.exists():
        msg = f"{target} is an office already: {SETTINGS} is there."
        raise OperatingError(msg, f"Change {settings} with a text editor, or name another folder.")
    template = Path(__file__).with_name("definitions") / "office.toml"
    copies = [
        (source, target / kind / source.relative_to(shipped(kind)))
        for kind in KINDS
        for source in sorted(shipped(kind).rglob("*"))
        if source.is_file() and not source.name.startswith(".")
    ]
    written: list[Path] = []
    try:
        for source, copy in [*copies, (template, settings)]:  # the settings last: they make the folder an office
            copy.parent.mkdir(parents=True, exist_ok=True)
            if not copy.exists():
                shutil.copyfile(source, copy)
                written.append(copy)
    except OSError as error:
        msg = f"{target} cannot be written: {error.strerror or 'unknown reason'}."
        raise OperatingError(msg, "Choose another folder, or ask for the right to write there.") from error
    return written
