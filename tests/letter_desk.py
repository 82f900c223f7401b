"""An office in which requests have come in, and the command `letter` in it."""

from __future__ import annotations

from pathlib import Path

import docx
from clerk import Desk, Said

from caseforms.writers.docx_text import printed_text

SETTINGS = """
[agency]
name = "Cedar Valley Department of Human Services"
address = "100 Example Street, Sampleton 00000"
phone = "(207) 555-0110"
[signer]
name = "Ada Clerk"
phone = "(207) 555-0110"
email = "intake@example.org"
[[worker]]
name = "Quill Placeholder"
phone = "(207) 555-0101"
email = "quill.placeholder@example.org"
"""
INCOMPLETE = {"client_name": "Rowan Testcase", "client_phone": "", "client_dob": ""}


class Letters:
    def __init__(self, caseforms: Desk, office: Path, out: Path) -> None:
        self._caseforms, self.office, self.out = caseforms, office, out

    def __call__(self, *words: object, as_of: str = "2026-03-31") -> Said:
        return self._caseforms("--office", self.office, "letter", *words, "--out", self.out, as_of=as_of)

    def register(self, *words: object) -> str:
        return self._caseforms("--office", self.office, "register", *words).out

    def text(self, name: str) -> str:
        return printed_text((self.out / name).read_bytes())


def own_template(office: Path, text: str, *fields: str, **keys: str) -> None:
    """A letter of the office's own, called `own`."""
    document = docx.Document()
    document.add_paragraph(text)
    document.save(str(office / "templates" / "own.docx"))
    given = {"title": "Own", "about": "Own", "kind": "letter", "to": "file", "from": "office", "audience": "internal"}
    lines = [f'{key} = "{value}"' for key, value in {**given, **keys}.items()]
    lines += ['forms = ["treatment-referral"]', f"fields = {list(fields)!r}".replace("'", '"')]
    (office / "templates" / "own.toml").write_text("\n".join(lines), encoding="utf-8")
