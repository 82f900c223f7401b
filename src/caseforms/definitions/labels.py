"""How the labels of a form are recognised: exact, by part, contained, or only closely (domain.md 3).

A `LabelIndex` is compiled once a form. It answers which field (and which part of it) a printed label,
a tooltip or a program's field name means, in the section it stands in.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Any, NamedTuple

from caseforms.definitions.form import FieldDefinition, FormDefinition
from caseforms.definitions.form_texts import captions, options_of, printed, reworded
from caseforms.definitions.label_words import BENIGN, OTHERS, part_of, plainly, without_brackets
from caseforms.fieldtypes.text import name_segments, normalise_label

CLOSE = 0.88  # likeness from which a label is taken for a known one, and reported (GEN004)
_SHORTEST = 3  # letters of an alias that may be found inside a longer label
_MOST_PART_WORDS = 5  # in a label that names parts: last, first, middle initial
_SHARPEST = 100  # rapidfuzz counts to 100


#: How the defined names of the answer cells on our own Excel blanks begin.
OWN_CELL = "cf."


class Target(NamedTuple):
    """What a label means: a field, or a part of one.

    part: "" for the whole; `first`, `month`, `zip`, ... for a part; `=code` for the tick of a choice;
    `row.column` for a cell of a table.
    """

    field: str
    part: str = ""


class Match(NamedTuple):
    """A target with how sure it is. how: `name`, `exact`, `short`, `contained` or `close`; alias: what it matched."""

    target: Target
    how: str
    confidence: float
    alias: str = ""


class LabelIndex:
    """The labels of one form, ready to be asked."""

    def __init__(self, form: FormDefinition) -> None:
        """Compile the aliases, section headings and captions of a form."""
        self.form = form
        self.fields = {field.name: field for field in form.field}
        self.subject = form.subject
        self._exact: dict[str, str] = {}
        self._short: dict[str, dict[str, str]] = {}
        self._names: dict[str, str] = {}
        self._captions: dict[str, list[tuple[str, str]]] = {}
        self._sections: dict[str, str] = {}
        self._add_all(form)
        #: Fields that are needed only in some cases.
        self.conditional = tuple(field for field in form.field if field.required_when is not None)
        #: Names of the fields that are needed in every case.
        self.required = tuple(field.name for field in form.field if field.required)
        #: Printed statements the form must carry, their phrases normalised.
        self.statements = {
            name: tuple(normalise_label(phrase) for phrase in phrases) for name, phrases in form.statements.items()
        }
        #: All that our own blank prints beside labels and answers, normalised.
        self.print_texts = frozenset(normalise_label(text) for text in printed(form))
        #: What may be chosen, by field name (`table.column` for a column).
        self.options = dict(options_of(form))
        #: Plans of layouts already seen, kept by the interpreter.
        self.plans: dict[Any, Any] = {}
        self._by_length = sorted(self._exact, key=len, reverse=True)
        self.find = lru_cache(maxsize=4096)(self._find)
        self.find_name = lru_cache(maxsize=4096)(self._find_name)
        self.meant = lru_cache(maxsize=16384)(self._meant)
        self.within = lru_cache(maxsize=4096)(self._within)

    def _add_all(self, form: FormDefinition) -> None:
        for section in form.section:
            for heading in (section.id, section.title, *section.aliases):
                self._sections.setdefault(normalise_label(heading), section.id)
        for field in form.field:
            self._add(field)
        self._bare = {plainly(norm) for norm in self._short} | set(self._short)
        #: Aliases in plain words, but none that becomes a bare one: "Print Name" is not any "Name".
        self._plain = {plain: name for plain, name in reworded(self._exact).items() if plain not in self._bare}
        self._plain_short = {
            section: reworded({norm: where[section] for norm, where in self._short.items() if section in where})
            for section in {field.section for field in form.field}
        }

    def _add(self, field: FieldDefinition) -> None:
        for alias in (field.label, *field.aliases, field.name):
            self._exact.setdefault(normalise_label(alias), field.name)
        for alias in field.short:
            self._short.setdefault(normalise_label(alias), {}).setdefault(field.section, field.name)
        for name in field.widgets:
            self._names.setdefault(name, field.name)
        for choice in field.choices:
            for caption in set(captions(choice)):
                self._captions.setdefault(caption, []).append((field.name, choice.code))

    def section(self, heading: str) -> str | None:
        """Give the id of the section that a heading opens."""
        return self._sections.get(normalise_label(heading))

    def _find(self, label: str, section: str | None = None) -> Match | None:
        """Find what a printed label means inside a section (None: no heading was seen)."""
        norm = normalise_label(label)
        if not norm:
            return None
        found = self._whole(norm, section) or self._part(norm, section)
        if found is not None or self.combined(norm, section):  # a combined label means more than one of its parts
            return found
        return self._contained(norm) or self._close(norm)

    def _meant(self, name: str, label: str) -> frozenset[str] | None:
        """Give the fields that a box's name or label surely speaks of; None when they say nothing of this form."""
        match: Match | None = (self.find_name(name) if name else None) or (self.find_exactly(label) if label else None)
        if match is not None:
            return frozenset({match.target.field})
        both = self.combined(label) if label else ()
        if both or (label and self.captioned(label)):
            return frozenset(target.field for target in both)
        return None

    def find_exactly(self, label: str) -> Match | None:
        """Find a label that is an alias to the letter, or names a part of one; nothing merely like it."""
        for words in dict.fromkeys((label, without_brackets(label))):
            norm = normalise_label(words)
            found = (self._whole(norm, None) or self._part(norm, None)) if norm else None
            if found is not None:
                return found
        return None

    def _whole(self, norm: str, section: str | None) -> Match | None:
        local = self._short.get(norm)
        if local is not None and section in local:
            return Match(Target(local[section]), "short", 1.0, norm)
        name = self._exact.get(norm)
        if name is not None:
            return Match(Target(name), "exact", 1.0, norm)
        plain = plainly(norm)
        name = self._plain_short.get(section or self.subject, {}).get(plain) if local is None else None
        if name is not None:
            return Match(Target(name), "short", 0.95, plain)
        name = self._plain.get(plain)
        if name is not None:
            return Match(Target(name), "exact", 0.95, plain)
        if local is None or section is not None or norm == "number":  # "#" and "No." count the rows of a list
            return None
        name = local.get(self.subject) or (next(iter(local.values())) if len(local) == 1 else None)
        return Match(Target(name), "short", 0.95, norm) if name else None

    def _within(self, label: str, section: str) -> Match | None:
        """Find what a bare label ("Phone", "Last name") means in one section, None where it has no such question."""
        norm = normalise_label(label)
        name = self._short.get(norm, {}).get(section) or self._plain_short.get(section, {}).get(plainly(norm))
        if name is not None:
            return Match(Target(name), "short", 1.0, norm)
        return self._part_of("", norm, section) if norm else None

    def shared(self, label: str) -> bool:
        """Say whether a label is a bare one, which means something else in every section."""
        norm = normalise_label(label)
        return norm in self._bare or plainly(norm) in self._bare or bool(norm and self._part_of("", norm, self.subject))

    def usual(self, label: str) -> Match | None:
        """Find what a bare label means where nothing around it tells: the first question that must be answered."""
        if (usual := self._find(label)) is not None or normalise_label(label) == "number":
            return usual
        found = (match for section in self.form.section if (match := self.within(label, section.id)) is not None)
        return next((m._replace(confidence=0.95) for m in found if self.fields[m.target.field].required), None)

    def _part(self, norm: str, section: str | None) -> Match | None:
        """Find a label that names a part: `dob month`, `client last name`, or `last` in a section."""
        tokens = [token for token in norm.split() if token not in {"/", "and"}]
        for size in range(min(_MOST_PART_WORDS, len(tokens)), 0, -1):
            for rest, words in ((tokens[:-size], tokens[-size:]), (tokens[size:], tokens[:size])):
                found = self._part_of(" ".join(rest), " ".join(words), section)
                if found is not None:
                    return found
        return None

    def _part_of(self, rest: str, words: str, section: str | None) -> Match | None:
        if rest:
            whole = self._whole(rest, section) or self._whole(f"{rest} name", section)
            part = part_of(self.fields[whole.target.field].type, words) if whole else None
            if whole is None or part is None:
                return None
            return Match(Target(whole.target.field, part), "exact", whole.confidence, rest)
        for kind in ("name", "address"):
            part = part_of(kind, words) if words not in {"1", "2", "line", "address"} else None
            only = [f for f in self.form.field if f.type == kind and f.section == (section or self.subject)]
            if only and part is not None:
                return Match(Target(only[0].name, part), "short", 0.95, words)
        return None

    def _contained(self, norm: str) -> Match | None:
        """Find the longest alias inside a longer label whose other words change nothing."""
        padded = f" {norm} "
        for alias in self._by_length:
            if f" {alias} " in padded and len(alias) >= _SHORTEST:
                before, _, after = padded.partition(f" {alias} ")
                words = before.split()
                words = (words[1:] if words and words[0].isdigit() else words) + after.split()  # "1. Client's name"
                if all(word in BENIGN for word in words):
                    return Match(Target(self._exact[alias]), "contained", 0.9, alias)
        return None

    def _close(self, norm: str) -> Match | None:
        """Find the alias that a label resembles closely enough; never one about somebody else."""
        from rapidfuzz import fuzz, process

        best = process.extractOne(norm, self._by_length, scorer=fuzz.ratio, score_cutoff=CLOSE * _SHARPEST)
        if best is None:
            return None
        alias = best[0]
        if OTHERS.intersection(norm.split()) ^ OTHERS.intersection(alias.split()) or _digits(norm) != _digits(alias):
            return None
        return Match(Target(self._exact[alias]), "close", round(0.9 * best[1] / _SHARPEST, 3), alias)

    def _find_name(self, name: str) -> Match | None:
        """Find what a program's name means: `ClientDOB`, `Client.Name`, `services_requested.drug_testing`."""
        certain = self._certain(name)
        if certain is not None:
            return certain
        segments = name_segments(name)
        if not segments:
            return None
        section = next((found for part in reversed(segments[:-1]) if (found := self._sections.get(part))), None)
        last = segments[-1]
        whole = " ".join(segments)
        for norm, where in ((whole, section), (last, section)):
            match = self._whole(norm, where) or self._part(norm, where)
            if match is not None:
                return match._replace(how="name")
        if self.combined(last, section):
            return None
        inside = self._contained(whole) or self._contained(last)
        return inside._replace(how="name") if inside else None

    def _certain(self, name: str) -> Match | None:
        """Find a name of our own blanks: the field's, with a choice's code or a table's row and column behind it."""
        known = self._names.get(name)
        if known is not None:
            return Match(Target(known), "name", 1.0, name)
        head, _, tail = name.partition(".")
        field = self.fields.get(head)
        if field is None:
            return None
        if not tail:
            return Match(Target(head), "name", 1.0, name)
        if field.type == "table":
            row, _, column = tail.partition(".")
            known_column = any(column == defined.name for defined in field.columns)
            return Match(Target(head, tail), "name", 1.0, name) if row.isdigit() and known_column else None
        codes = {choice.code for choice in field.choices} | (
            {"yes", "no", "unknown"} if field.type == "yes_no" else set()
        )
        return Match(Target(head, f"={tail}"), "name", 1.0, name) if tail in codes else None

    def caption(self, field: str, code: str) -> str:
        """Give the label of a choice as shown, `Yes` for the code yes."""
        return next(
            (c.label for c in self.fields[field].choices if c.code == code), code.replace("_", " ").capitalize()
        )

    def captioned(self, caption: str, section: str | None = None) -> list[Target]:
        """Give the choices a caption may be the tick of; those of the section first, if there are any."""
        found = self._captions.get(normalise_label(caption), ())
        here = [pair for pair in found if section and self.fields[pair[0]].section == section] or found
        return [Target(field, f"={code}") for field, code in here]

    def combined(self, label: str, section: str | None = None) -> tuple[Target, ...]:
        """Split a label that asks for several things ("Case Name/Number", "Name and DOB"); () if it does not."""
        norm = normalise_label(label)
        pieces = [piece.strip() for piece in norm.replace(" and ", " / ").split("/") if piece.strip()]
        found: list[Target] = []
        if len(pieces) > 1:
            head = pieces[0].split()[:-1]
            for piece in pieces:
                match = self._whole(" ".join([*head, piece]), section) or self._whole(piece, section)
                if match is None or match.target in found:
                    return ()
                found.append(match.target)
            return tuple(found)
        words = norm.split()  # names of widgets have lost the stroke: "Case NameNumber"
        for at in range(2, len(words)):
            one, two = " ".join(words[:at]), " ".join((*words[: at - 1], *words[at:]))
            if one in self._exact and two in self._exact and self._exact[one] != self._exact[two]:
                return Target(self._exact[one]), Target(self._exact[two])
        return ()


def _digits(text: str) -> list[str]:
    return [word for word in text.split() if not word.isalpha()]
