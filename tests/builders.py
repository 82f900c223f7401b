"""Files that tests make: PDFs from bare objects, filled blanks, mails."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import openpyxl
import pikepdf
import pypdf

from caseforms.definitions.blank import blank_of
from caseforms.definitions.form import Column, FieldDefinition, FormDefinition
from caseforms.definitions.labels import LabelIndex
from caseforms.definitions.load import load_forms
from caseforms.identify import identify
from caseforms.interpret.records import interpret
from caseforms.model import Page, Record, Report, Submission
from caseforms.readers.files import read_file
from caseforms.workspace import shipped
from caseforms.writers.blank_pdf import write_blank_pdf
from caseforms.writers.blank_xlsx import write_blank_xlsx

TODAY = dt.date(2026, 3, 31)


# ---- PDF, object by object ----


def pdf(*objects: str | bytes, trailer: str = "") -> bytes:
    """A PDF of these objects, numbered from 1; the first is the catalogue."""
    content, offsets = b"%PDF-1.7\n", []
    for number, body in enumerate(objects, 1):
        offsets.append(len(content))
        written = body.encode() if isinstance(body, str) else body
        content += f"{number} 0 obj\n".encode() + written + b"\nendobj\n"
    start = len(content)
    content += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n".encode()
    content += "".join(f"{offset:010} 00000 n \n" for offset in offsets).encode()
    end = f"trailer\n<< /Size {len(objects) + 1} /Root 1 0 R {trailer} >>\nstartxref\n{start}\n%%EOF\n"
    return content + end.encode()


def form_pdf(
    *bodies: str | bytes,
    annots: Iterable[int] | None = None,
    fields: Iterable[int] | None = None,
    page: str = "/MediaBox [0 0 612 792]",
    acroform: str = "",
    catalogue: str = "",
    trailer: str = "",
) -> bytes:
    """A one-page form. The bodies are objects 4, 5, ...; by default each is a widget and a field of its own."""
    numbers = range(4, 4 + len(bodies))
    annots, fields = (" ".join(f"{n} 0 R" for n in (numbers if some is None else some)) for some in (annots, fields))
    return pdf(
        f"<< /Type /Catalog /Pages 2 0 R /AcroForm << /Fields [{fields}] {acroform} >> {catalogue} >>",
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        f"<< /Type /Page /Parent 2 0 R {page} /Annots [{annots}] >>",
        *bodies,
        trailer=trailer,
    )


def widget(entries: str, rect: str = "100 700 300 720") -> str:
    """The body of a widget."""
    return f"<< /Type /Annot /Subtype /Widget /Rect [{rect}] {entries} >>"


def tick(entries: str, state: str = "Yes", rect: str = "100 700 110 710") -> str:
    """The body of a tick box with one on-state."""
    return widget(f"/FT /Btn /AP << /N << /{state} 3 0 R /Off 3 0 R >> >> {entries}", rect)


# ---- the shipped forms, blank and filled ----

FORMS: Mapping[str, FormDefinition] = load_forms(shipped("forms"))
INDEXES = {name: LabelIndex(form) for name, form in FORMS.items()}

_VALUES: Mapping[str, tuple[str, Any]] = {
    "name": ("Rowan Testcase", "Rowan Testcase"),
    "date": ("03/02/2026", "2026-03-02"),
    "birth_date": ("07/14/2012", "2012-07-14"),
    "phone": ("(207) 555-0134", "2075550134"),
    "email": ("rowan.testcase@example.org", "rowan.testcase@example.org"),
    "address": ("100 Example Street, Sampleton, ME 00000", "100 Example Street, Sampleton, ME 00000"),
    "case_number": ("CW-2026-0417", "CW-2026-0417"),
    "identifier": ("000417", "000417"),
    "signature": ("Rowan Testcase", "Rowan Testcase"),
}


def sample(field: FieldDefinition | Column, number: int = 0, text: str = "") -> tuple[str, Any]:
    """What to write for a field, and the value that must come out."""
    if field.type in {"text", "narrative"}:
        written = text or f"Example {number}"
        return written, written
    if field.type == "yes_no":
        return "Yes", "yes"
    if field.type in {"choice", "choices"}:
        choice = field.choices[number % len(field.choices)]
        return choice.label, choice.code if field.type == "choice" else [choice.code]
    return _VALUES[field.type]


def asked(form: FormDefinition) -> list[FieldDefinition]:
    """The fields that stand on our blank: all but the statements, which are print."""
    return [field for field in form.field if field.name not in form.statements]


def filling(form: FormDefinition, text: str = "") -> tuple[dict[str, str], dict[str, Any]]:
    """What to write into every box of our blank, by the box's name, and the value of every field."""
    boxes: dict[str, str] = {}
    values: dict[str, Any] = {}
    for number, field in enumerate(asked(form)):
        if field.type == "table":
            rows = []
            for row in range(1, field.rows + 1):
                said = {column.name: sample(column, row, text) for column in field.columns}
                boxes |= {f"{field.name}.{row}.{name}": written for name, (written, _) in said.items()}
                rows.append({name: value for name, (_, value) in said.items()})
            values[field.name] = rows
        elif field.type == "choices":
            boxes |= {f"{field.name}.{choice.code}": "X" for choice in field.choices}
            values[field.name] = [choice.code for choice in field.choices]
        else:
            boxes[field.name], values[field.name] = sample(field, number, text)
    return boxes, values


@cache
def blank(form: str, ending: str) -> bytes:
    """Our blank of a shipped form, `pdf` or `xlsx`."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / f"blank.{ending}"
        write = write_blank_pdf if ending == "pdf" else write_blank_xlsx
        write(blank_of(FORMS[form], ""), path)
        return path.read_bytes()


def filled_by_pikepdf(content: bytes, boxes: Mapping[str, str], **save: Any) -> bytes:
    """Fill a PDF's fields by setting their values, as a program without a viewer does."""

    def walk(nodes: Any, above: str) -> None:
        for node in nodes:
            name = f"{above}.{node.T}" if above else str(node.T)
            kids = node.get("/Kids")
            if "/FT" not in node:
                walk(kids, name)
            elif name in boxes:
                fill(node, kids, boxes[name])

    def fill(node: Any, kids: Any, text: str) -> None:
        if node.FT != "/Btn":
            node.V = text
            return
        for part in [node] if kids is None else kids:
            state = next(key for key in part.AP.N.keys() if key != "/Off")  # noqa: SIM118  of pikepdf
            if kids is None or state[1:] == text.lower():
                node.V = part.AS = pikepdf.Name(state)

    with pikepdf.open(io.BytesIO(content)) as document:
        walk(document.Root.AcroForm.Fields, "")
        return saved(document, **save)


def saved(document: pikepdf.Pdf, **how: Any) -> bytes:
    """A PDF's bytes; the same each time, because a test may hand in the same file twice."""
    buffer = io.BytesIO()
    document.save(buffer, **({"deterministic_id": "encryption" not in how} | how))
    return buffer.getvalue()


def filled_by_pypdf(content: bytes, boxes: Mapping[str, str], *, incremental: bool = False) -> bytes:
    """Fill a PDF's fields with pypdf."""
    writer = pypdf.PdfWriter(io.BytesIO(content), incremental=incremental, full=incremental)
    fields = pypdf.PdfReader(io.BytesIO(content)).get_fields() or {}
    wanted = {
        name: text if fields[name].get("/FT") != "/Btn" else "/Yes" if text == "X" else f"/{text.lower()}"
        for name, text in sorted(boxes.items(), key=lambda box: box[0].count("."))
    }  # the dotted names last: pypdf takes the last part of a name for a name as well
    for page in writer.pages:
        writer.update_page_form_field_values(page, wanted, auto_regenerate=False)
    buffer = io.BytesIO()
    writer.write(buffer)
    return buffer.getvalue()


def filled_by_openpyxl(content: bytes, boxes: Mapping[str, str]) -> bytes:
    """Fill the cells of a workbook by their defined names."""
    book = openpyxl.load_workbook(io.BytesIO(content))
    for name, text in boxes.items():
        ((sheet, cell),) = book.defined_names[f"cf.{name}"].destinations
        book[sheet][cell.replace("$", "")].value = text
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


# ---- reading ----


def submission_of(content: bytes, folder: Path, name: str = "form.pdf") -> Submission:
    """What the reader gives for a file of this content."""
    found = found_in(content, folder, name)
    assert isinstance(found, Submission), found
    return found


def found_in(content: bytes, folder: Path, name: str = "form.pdf") -> Submission | Report:
    """The one thing that reading a file of this content gives."""
    path = folder / name
    path.write_bytes(content)
    (found,) = read_file(path)
    return found


def record_of(submission: Submission, form: str = "", pages: Sequence[Page] | None = None) -> Record:
    """The one record that a submission holds."""
    (record,) = records_of(submission, form, pages)
    return record


def records_of(submission: Submission, form: str = "", pages: Sequence[Page] | None = None) -> list[Record]:
    """Identify and interpret; a form named is taken for granted."""
    pages = submission.pages if pages is None else pages
    index = INDEXES[form] if form else identify(submission, pages, INDEXES).labels
    return interpret(submission, pages, index, TODAY)
