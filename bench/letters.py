"""Word documents: our engine against docxtpl used the usual way (load, render, save per letter), the same template.

The template is made here with python-docx: a letter of one page with styles, header, footer and a table, and a report
whose table has a row for each note. Both sides write every document to a file; ours compiles anew in each round.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Any

import docx
from docx.document import Document
from docx.enum.section import WD_SECTION_START
from docx.shared import Pt
from docxtpl import DocxTemplate

from bench.timing import Pair
from caseforms.writers.docx_template import Template, compiled
from caseforms.writers.merge import Group

_DAY = dt.date(2026, 3, 31)
_COLUMNS = ("date", "time", "type", "topics", "text", "author")

#: What is merged: a text, or a list of rows, by group and field.
Fields = Mapping[str, Any]


def pairs(folder: Path, *, quick: bool) -> list[Pair]:
    """Give the pairs, after comparing the texts of both sides."""
    letter, report = folder / "letter.docx", folder / "report.docx"
    _letter(letter)
    _report(report)
    letters = [_letter_fields(number) for number in range(100 if quick else 200)]
    for template, batch in ((letter, letters[:5]), (report, [_report_fields(100)])):
        _ours(template, folder, batch)
        _usual(template, folder, batch)
        for number in range(len(batch)):
            ours, usual = (list(_texts(folder / f"{side}-{number}.docx")) for side in ("ours", "usual"))
            assert ours == usual, template.name  # noqa: S101
            assert not any("{" in text for text in ours)  # noqa: S101
    made = compiled(report, None)
    long, short = ({key: _merged(value) for key, value in _report_fields(rows).items()} for rows in (5_000, 100))
    reports = [_report_fields(100)] * 20
    return [
        _pair(f"{len(letters)} letters of one page / docxtpl, load, render, save", (letter, folder, letters), 3, 0.05),
        _pair(f"{len(reports)} reports of 100 rows / the same", (report, folder, reports), 5, 0.1),
        Pair("a report of 5,000 rows / of 100", partial(_rendered, made, long), partial(_rendered, made, short), 5, 60),
    ]


def _pair(what: str, work: tuple[Path, Path, Sequence[Fields]], rounds: int, at_most: float) -> Pair:
    return Pair(what, partial(_ours, *work), partial(_usual, *work), rounds, at_most)


def _ours(template: Path, folder: Path, batch: Sequence[Fields]) -> None:
    made = compiled(template, None)
    for number, fields in enumerate(batch):
        context = {name: _merged(value, name) for name, value in fields.items()}
        (folder / f"ours-{number}.docx").write_bytes(_rendered(made, context))


def _rendered(made: Template, context: Mapping[str, object]) -> bytes:
    return made.render(context, title="Benchmark", author="caseforms", at=_DAY).content


def _usual(template: Path, folder: Path, batch: Sequence[Fields]) -> None:
    for number, fields in enumerate(batch):
        document = DocxTemplate(template)
        document.render(dict(fields), autoescape=True)
        document.save(folder / f"usual-{number}.docx")


def _merged(value: Any, name: str = "") -> object:
    """Give the fields as our templates take them."""
    if isinstance(value, dict):
        return Group(name, value)
    return [Group(name, row) for row in value] if isinstance(value, list) else value


def _letter_fields(number: int) -> Fields:
    problems = [
        {
            "number": str(at),
            "message": f"Client's answer {at} is blank, or < {number} & unclear",
            "mend": "Write it in.",
        }
        for at in range(1, 4)
    ]
    return {
        "agency": {"name": "Cedar Valley Department of Human Services", "phone": "(207) 555-0110"},
        "recipient": {"name": "Marisol Example-Demo", "address": "100 Example Street\nSampleton 00000"},
        "client": {"name": f"Rowan Testcase {number}", "dob": "03/06/1990"},
        "case": {"name": "Testcase", "number": f"CW-2026-{number:04d}"},
        "letter": {"date": "March 31, 2026", "due": "Friday, April 3, 2026"},
        "worker": {"name": "Émile O'Fabrica Jr.", "phone": "(207) 555-0145", "email": "emile.ofabrica@example.org"},
        "problems": problems,
    }


def _report_fields(rows: int) -> Fields:
    notes = [
        {
            "date": f"03/{1 + at % 31:02d}/2026",
            "time": f"{8 + at % 9}:30",
            "type": "In person",
            "topics": "housing, program",
            "text": f"Met with the client at the office and talked about step {at} & what comes next; he agreed to it.",
            "author": "Quill Placeholder",
        }
        for at in range(rows)
    ]
    return {"client": {"name": "Rowan Testcase", "id": "000417"}, "notes": notes}


def _letter(target: Path) -> None:
    document = _started("{{ agency.name }}", "Confidential. If you received it in error, call {{ agency.phone }}.")
    document.add_paragraph("{{ letter.date }}")
    document.add_paragraph("{{ recipient.name }}").add_run("\n{{ recipient.address }}")
    subject = document.add_paragraph("Re: {{ client.name }} (born {{ client.dob }}), Case {{ case.name }} / ")
    subject.add_run("{{ case.number }}").bold = True
    document.add_heading("Please correct your request", level=1)
    document.add_paragraph("Dear {{ recipient.name }}:")
    first = document.add_paragraph(
        "We received your request for services. We cannot send it on yet. Please send it by "
    )
    first.add_run("{{ letter.due }}").bold = True
    first.add_run(".")
    _table(document, ("number", "message", "mend"), "problems")
    for _ in range(2):
        document.add_paragraph(
            "You do not need to start over: correct the same form and reply to this e-mail. If we do not hear from "
            "you by {{ letter.due }}, we will close the request and tell {{ client.name }} and your supervisor."
        )
    document.add_paragraph("{%p if worker.phone %}")
    document.add_paragraph("Questions? Call {{ worker.name }}, {{ worker.phone }}, {{ worker.email }}.")
    document.add_paragraph("{%p endif %}")
    document.add_paragraph("Sincerely,\n\n{{ worker.name }}")
    document.save(str(target))


def _report(target: Path) -> None:
    document = _started("{{ client.name }}", "Field file, section 4: {{ client.id }}")
    document.add_heading("Monthly case notes", level=1)
    document.add_paragraph("{{ client.name }}, {{ client.id }}")
    _table(document, _COLUMNS, "notes")
    document.save(str(target))


def _started(header: str, footer: str) -> Document:
    document = docx.Document()
    document.styles["Normal"].font.size = Pt(12)
    section = document.sections[0]
    section.start_type = WD_SECTION_START.NEW_PAGE
    section.header.paragraphs[0].text = header
    section.footer.paragraphs[0].text = footer
    return document


def _table(document: Document, columns: Sequence[str], name: str) -> None:
    table = document.add_table(rows=4, cols=len(columns), style="Light Grid Accent 1")
    table.rows[1].cells[0].text = f"{{%tr for row in {name} %}}"
    table.rows[3].cells[0].text = "{%tr endfor %}"
    for column, field in enumerate(columns):
        table.rows[0].cells[column].text = field.title()
        table.rows[2].cells[column].text = f"{{{{ row.{field} }}}}"


def _texts(path: Path) -> Iterator[str]:
    """Give the text of every paragraph, read with python-docx: the body with its tables, header and footer."""
    document = docx.Document(str(path))
    section = document.sections[0]
    for root in (document.element.body, section.header._element, section.footer._element):  # noqa: SLF001
        for paragraph in root.iter(f"{{{root.nsmap['w']}}}p"):
            yield docx.text.paragraph.Paragraph(paragraph, document).text  # type: ignore[arg-type]
