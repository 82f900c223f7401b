"""Writes docs/messages.md: what every message means, taken from the rules and from the program itself."""

# ruff: noqa: INP001

from __future__ import annotations

import ast
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from caseforms.conditions.cases import Condition as Cases
from caseforms.readers.files import read_file
from caseforms.workspace import Workspace
from caseforms.writers.wording import GRADES

if TYPE_CHECKING:
    from caseforms.definitions.rule import Rule

HERE = Path(__file__).resolve().parent
TARGET = HERE / "messages.md"
SOURCE = HERE.parent / "src" / "caseforms"
_DOTS = "\N{HORIZONTAL ELLIPSIS}"

#: What each family of rules looks at.
FAMILIES = {
    "GEN": "Any file, any form, any answer",
    "PER": "The person and the case",
    "REF": "Requests for treatment services",
    "PRV": "Referrals for prevention services",
    "ROI": "Releases of information",
    "PCP": "Provider contact pages",
    "TRM": "Changes of status and termination summaries",
    "LTR": "Letters and other documents",
}

#: What each kind of failure means, in one line.
FAILURES = {
    "missing": "The file was named, but cannot be opened.",
    "empty": "There is nothing in the file. It often broke off while it was sent.",
    "damaged": "Part of the file is lost. What is left may look like a blank form, so nothing of it is taken.",
    "encrypted": "The file asks for a password. We try none but the empty one.",
    "wrong_type": "The file is of a kind that we cannot read, though it may hold a form.",
    "not_a_form": "The file is of a kind that holds no form. In a mail beside a form (a logo), it is no failure.",
    "no_attachment": "The mail has words only.",
    "too_large": "The file is far larger than any form.",
    "scan": "The file holds pictures of pages and no text.",
    "flat": "The answers became print. There are no boxes left to read.",
    "xfa": "The form keeps its answers in a way that only Adobe Acrobat shows, and none could be found in it.",
    "unknown_form": "The file was read, and is none of your forms. What it says is kept and shown.",
    "ambiguous_form": "The file was read, and two of your forms fit it. You decide which.",
    "fault": "The program itself failed on this file. The others of the batch are not touched.",
}

#: How a command ends, for scripts: the exit code, what it means, who can mend it.
EXITS = (
    (0, "All was read. No finding is as grave as `--fail-on`.", ""),
    (1, "There are findings as grave as `--fail-on`, or an example of a rule went otherwise.", "caseworker, sender"),
    (2, "The command line asks for something that does not exist.", "whoever typed it"),
    (3, "A file could not be read or recognised. The rest of the batch is done.", "sender of the file"),
    (4, "A form, a rule or a setting is wrong. Nothing was started.", "whoever changed it"),
    (5, "The surroundings refuse: the register is in use or was changed, a file exists, the disk is full.", "operator"),
    (70, "A fault in caseforms. It shows lines to report, which hold no answers.", "us"),
    (130, "You stopped it. What was registered stays registered.", ""),
)

#: Files of kinds that are refused by a sentence put together when one comes.
_SPECIMENS = {
    "note.txt": b"Please call back on Monday.",
    "photo.jpg": b"\xff\xd8\xff\xe0",
    "page.html": b"<html></html>",
    "forms.zip": b"PK\x03\x04 forms",
    "referral.docx": b"PK\x03\x04 word/document.xml",
    "smime.p7m": b"0\x80" + bytes.fromhex("06092a864886f70d010703"),
    "signed.p7m": b"0\x80" + bytes.fromhex("06092a864886f70d010702"),
    "message.rpmsg": b"\x76\xe8\x04\x60\xc4\x11\xe3\x86",
    "winmail.dat": b"\x78\x9f\x3e\x22",
}


def page() -> str:
    """Give the whole page."""
    rules = Workspace(None).rules
    return "\n".join([*_head(), *_rules(rules), *_failures(), *_exits()]) + "\n"


def _head() -> Iterator[str]:
    yield from (
        "<!-- Written by docs/make_messages.py from the rules and the program. Change those, not this page. -->",
        "",
        "# What the messages mean",
        "",
        "Every message has a code, a grade, what is wrong, what to do, and a reason. `must fix` sends a form back.",
        "`check` asks you to look. `note` is for information. On the screen, `caseforms rules explain CODE` says the",
        f"same with examples. `{{word}}` and {_DOTS} stand for what is filled in from the form.",
        "",
        "| Messages about | Codes |",
        "|---|---|",
        *(f"| [{title}](#{_anchor(f'{family}: {title}')}) | {family} |" for family, title in FAMILIES.items()),
        "| [Files that were not read](#files-that-were-not-read) | words |",
        "| [Exit codes](#exit-codes) | numbers, for scripts |",
        "",
    )


def _anchor(heading: str) -> str:
    """Give the link that GitHub makes of a heading."""
    return "".join(char for char in heading.lower().replace(" ", "-") if char.isalnum() or char == "-")


def _rules(rules: Iterable[Rule]) -> Iterator[str]:
    family = ""
    for rule in rules:
        if rule.code[:3] != family:
            family = rule.code[:3]
            yield from (f"## {family}: {FAMILIES[family]}", "")
        grade = "off" if rule.off else GRADES[rule.severity]
        yield from (f"### {rule.code} {rule.title}", "", f"*{grade}* · {_message(rule)}", "")
        if rule.mend != "{mend}":
            yield f"- **What to do:** {_escaped(rule.mend)}"
        yield from (f"- **Why:** {rule.why}", f"- **Source:** {rule.source}", "")


def _message(rule: Rule) -> str:
    """Give a rule's message; where the words differ from case to case, with all that they may be."""
    if rule.message == "{message}":
        return "One of the sentences under [Files that were not read](#files-that-were-not-read)."
    ways = _ways(rule)
    if not ways:
        return _escaped(rule.message)
    if rule.message in {"{say}", "{what}."}:
        return " / ".join(_escaped(way) for way in ways)
    return f"{_escaped(rule.message)} ({' / '.join(_escaped(way) for way in ways)})"


def _ways(rule: Rule) -> list[str]:
    """Give what {say} or {what} stands for."""
    condition: Any = rule.condition
    if isinstance(condition, Cases):
        return list(dict.fromkeys(case.say for case in condition.cases if case.say))
    kinds = getattr(condition, "kinds", {})
    return list(dict.fromkeys(phrase for phrase in kinds.values() if phrase)) if isinstance(kinds, Mapping) else []


def _escaped(text: str) -> str:
    return text.replace("<", "&lt;").replace("|", "\\|").replace("*", "\\*")


def _failures() -> Iterator[str]:
    yield from ("## Files that were not read", "")
    yield "These stand on the sheet `Not read`, with what to ask the sender for. The word above each list is for"
    yield from ('programs: `"failure": {"kind": ...}`, see [How a form is read](reading.md#for-programs).', "")
    said = sentences()
    for kind, meaning in FAILURES.items():
        yield from (f"### {kind}", "", meaning, "", "| It says | What to do |", "|---|---|")
        yield from (f"| {_escaped(message)} | {_escaped(mend)} |" for message, mend in said[kind])
        yield ""


def _exits() -> Iterator[str]:
    yield from ("## Exit codes", "", "| Code | Means | Who can mend it |", "|---|---|---|")
    yield from (f"| {code} | {means} | {who} |" for code, means, who in EXITS)


def sentences() -> dict[str, list[tuple[str, str]]]:
    """Give (message, what to do) of every failure the program knows, by kind, sorted."""
    found: dict[str, set[tuple[str, str]]] = {}
    for kind, message, mend in (*_written(), *_shown()):
        found.setdefault(kind, set()).add((message, mend))
    return {kind: sorted(pairs) for kind, pairs in found.items()}


def _shown() -> Iterator[tuple[str, str, str]]:
    with tempfile.TemporaryDirectory() as folder:
        for name, content in _SPECIMENS.items():
            path = Path(folder) / name
            path.write_bytes(content)
            for report in read_file(path, name):
                failure = getattr(report, "failure", None)
                if failure is not None:
                    yield failure.kind, failure.message, failure.mend


def _written() -> Iterator[tuple[str, str, str]]:
    """Walk the source for failures whose sentences stand in it."""
    for path in sorted(SOURCE.rglob("*.py")):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        constants = {
            target.id: node.value
            for node in ast.walk(tree)
            if isinstance(node, ast.Assign)
            for target in node.targets
            if isinstance(target, ast.Name)
        }
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
                skip = {"UnreadableFileError": 0, "Failure": 0, "_failed": 2}.get(node.func.id)
                if skip is not None:
                    words = [word for each in node.args[skip:] for word in _texts(each, constants)]
                    if len(words) >= len(("kind", "message", "mend")) and words[0] in FAILURES:
                        yield words[0], words[1], words[2]


def _texts(node: ast.expr, constants: Mapping[str, ast.expr]) -> list[str]:
    """Give the text of an expression; where it is put together, with dots for what is filled in."""
    if isinstance(node, ast.Constant):
        return [str(node.value)]
    if isinstance(node, ast.JoinedStr):
        return ["".join(part.value if isinstance(part, ast.Constant) else _DOTS for part in node.values)]
    if isinstance(node, ast.Starred):
        return _texts(node.value, constants)
    if isinstance(node, ast.Tuple):
        return [text for part in node.elts for text in _texts(part, constants)]
    if isinstance(node, ast.Name) and node.id in constants:
        return _texts(constants[node.id], constants)
    return []


def main() -> None:
    """Write the page."""
    TARGET.write_text(page(), encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
