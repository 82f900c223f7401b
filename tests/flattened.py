"""An invented form with the traps of real ones, its definition, and the ways in which copies of it come back."""

from __future__ import annotations

import io
import subprocess
from collections.abc import Callable, Iterable, Mapping
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pikepdf
import pypdfium2
from builders import TODAY, saved
from pypdfium2 import raw
from reportlab.pdfgen.canvas import Canvas

from caseforms.definitions.blank_print import blank_pages, names_of, with_print
from caseforms.definitions.form import Choice, FieldDefinition, FormDefinition, Identify, Section
from caseforms.definitions.labels import LabelIndex
from caseforms.definitions.learned import Blank, LearnedBox
from caseforms.identify import identify
from caseforms.interpret.records import interpret
from caseforms.model import Record, Submission
from caseforms.readers import pdf

Notes = Iterable[tuple[str, tuple[float, float, float, float]]]
LETTER, A4 = (612.0, 792.0), (595.0, 842.0)

#: Widget -> (left, bottom, width, height) on page 1, or 2 where the name begins with "p2".
TEXTS: Mapping[str, tuple[float, float, float, float]] = {
    "Text1": (120, 690, 130, 16),  # first name: the names of the fields say nothing
    "Text2": (300, 690, 40, 16),  # middle initial, on the same line
    "Text3": (400, 690, 140, 16),  # last name
    "Name": (120, 660, 300, 16),  # the doctor's: the name lies
    "undefined": (120, 630, 24, 16),  # date of birth in three boxes
    "undefined_2": (156, 630, 24, 16),
    "undefined_3": (192, 630, 40, 16),
    "Area": (360, 630, 34, 16),
    "Text7": (406, 630, 34, 16),
    "Text8": (452, 630, 50, 16),
    "Amount": (120, 600, 100, 16),  # "$" is printed inside
    **{f"Cell{number}": (120.0 + 18 * number, 570.0, 18.0, 18.0) for number in range(9)},
    "Line1": (120, 540, 400, 16),
    "Line2": (120, 522, 400, 16),
    "Story": (60, 430, 480, 60),
    "Nobody": (400, 600, 120, 16),  # of which the definition knows nothing
    "p2Signed": (120, 700, 200, 16),
}
#: Tick -> its place on page 1.
TICKS = {"Check1": (200, 390), "Check2": (260, 390), "Check3": (60, 360), "Check4": (200, 360), "Check5": (340, 360)}
BUTTONS = {"child": (200, 330), "parent": (260, 330), "other": (330, 330)}
PRINT = (
    (1, 60, 750, "Sunshine County Family Intake"), (1, 60, 694, "First name"), (1, 258, 694, "MI"),
    (1, 348, 694, "Last name"), (1, 60, 664, "Doctor"), (1, 60, 634, "Birth date"), (1, 146, 634, "/"),
    (1, 182, 634, "/"), (1, 300, 634, "Telephone"), (1, 396, 634, "-"), (1, 442, 634, "-"), (1, 60, 604, "Rent"),
    (1, 122, 604, "$"), (1, 300, 604, "Remarks of office"), (1, 60, 574, "Number"), (1, 60, 544, "Street"),
    (1, 60, 500, "Tell us about your situation"), (1, 60, 393, "Do you need an interpreter?"), (1, 214, 393, "Yes"),
    (1, 274, 393, "No"), (1, 76, 363, "Food pantry"), (1, 216, 363, "Clothing"), (1, 356, 363, "Housing help"),
    (1, 60, 333, "Who are you?"), (1, 214, 333, "Child"), (1, 274, 333, "Parent"), (1, 344, 333, "Other"),
    (1, 60, 40, "Form SC-17 (Rev. 01/26)"), (2, 60, 750, "Sunshine County Family Intake, second page"),
    (2, 60, 704, "Signature"), (2, 60, 600, "Thank you. Bring this form to any county office."),
)  # fmt: skip


@cache
def blank_form() -> bytes:
    """The blank: two pages, letters in Helvetica, boxes drawn as lines."""
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=LETTER, invariant=1)
    for page in (1, 2):
        canvas.setFont("Helvetica", 10)
        for number, x, y, text in PRINT:
            if number == page:
                canvas.drawString(x, y, text)
        for name, (x, y, wide, high) in TEXTS.items():
            if name.startswith("p2") == (page == 2):
                flags = "multiline" if name == "Story" else ""
                canvas.line(x, y, x + wide, y)
                canvas.acroForm.textfield(
                    name=name, x=x, y=y, width=wide, height=high, borderWidth=0, fontSize=9, fieldFlags=flags,
                    maxlen=4000, fillColor=None, borderColor=None,
                )  # fmt: skip
        if page == 1:
            for name, (x, y) in TICKS.items():
                canvas.rect(x, y, 10, 10)
                canvas.acroForm.checkbox(name=name, x=x, y=y, size=10, borderWidth=0, checked=name == "Check5")
            for value, (x, y) in BUTTONS.items():
                canvas.acroForm.radio(name="Group1", value=value, x=x, y=y, size=10, selected=False)
        canvas.showPage()
    canvas.save()
    return buffer.getvalue()


def _text(name: str, kind: str, *boxes: tuple[str, str], **more: Any) -> FieldDefinition:
    learned = tuple(_box(widget, part) for widget, part in boxes)
    return FieldDefinition(name=name, section="client", label=name.replace("_", " "), type=kind, box=learned, **more)


def _box(widget: str, part: str = "", means: str = "") -> LearnedBox:
    x, y, wide, high = TEXTS.get(widget) or (*TICKS[widget], 10, 10)
    return LearnedBox(
        widget=widget, page=1 + widget.startswith("p2"), box=(x, y, x + wide, y + high), part=part, means=means,
        ticked=widget == "Check5",
    )  # fmt: skip


def _choices(*codes: str) -> tuple[Choice, ...]:
    return tuple(Choice(code=code, label=code.capitalize()) for code in codes)


@cache
def definition() -> FormDefinition:
    """The definition as a person confirmed it, with the places and the print of the blank."""
    buttons = tuple(
        LearnedBox(widget="Group1", box=(x, y, x + 10, y + 10), part="option", means=means)
        for means, (x, y) in BUTTONS.items()
    )
    yes_no = (_box("Check1", "option", "yes"), _box("Check2", "option", "no"))
    wants = (
        _box("Check3", "option", "food"),
        _box("Check4", "option", "clothing"),
        _box("Check5", "option", "housing"),
    )
    common: dict[str, Any] = {"section": "client"}
    fields = (
        _text("client_name", "name", ("Text1", "first"), ("Text2", "middle"), ("Text3", "last")),
        _text("doctor_name", "name", ("Name", "")),
        _text("client_dob", "birth_date", ("undefined", "month"), ("undefined_2", "day"), ("undefined_3", "year")),
        _text("client_phone", "phone", ("Area", "area"), ("Text7", "exchange"), ("Text8", "number")),
        _text("rent", "text", ("Amount", "")),
        _text("client_id_number", "identifier", *((f"Cell{number}", "comb") for number in range(9))),
        _text("street", "text", ("Line1", "line"), ("Line2", "line")),
        _text("story", "narrative", ("Story", "")),
        FieldDefinition(name="interpreter_needed", label="Interpreter", type="yes_no", box=yes_no, **common),
        FieldDefinition(
            name="wants", label="Wants", type="choices", choices=_choices("food", "clothing", "housing"), box=wants,
            **common,
        ),
        FieldDefinition(
            name="role", label="Role", type="choice", choices=_choices("child", "parent", "other"), box=buttons,
            **common,
        ),
        _text("signature", "signature", ("p2Signed", "")),
    )  # fmt: skip
    content = pdf.read(blank_form())
    paper = content.paper
    assert paper is not None
    placed = tuple(f.model_copy(update={"box": tuple(with_print(f.box, paper))}) for f in fields)
    sizes = [page.size or LETTER for page in content.pages]
    names = [box.name for page in content.pages for box in page.boxes]
    return FormDefinition(
        id="sunshine-intake", title="Sunshine County Family Intake", edition="01/26", subject="client",
        identify=Identify(), section=(Section(id="client", title="Client"),), field=placed,
        blank=Blank(file="sunshine.pdf", names=names_of(names), page=tuple(blank_pages(paper, sizes))),
    )  # fmt: skip


#: What is written into the boxes, and what must come out.
FILLED: Mapping[str, str] = {
    "Text1": "Rowan", "Text2": "Q", "Text3": "Testcase", "Name": "Marlow Demo", "undefined": "07", "undefined_2": "04",
    "undefined_3": "1990", "Area": "207", "Text7": "555", "Text8": "0134", "Amount": "1,250.00",
    **{f"Cell{number}": digit for number, digit in enumerate("900112222")}, "Line1": "100 Example Street",
    "Line2": "Apt. 4, Sampleton", "Story": "We moved in March.", "Check1": "X", "Check4": "X", "Group1": "parent",
    "p2Signed": "Rowan Testcase", "Nobody": "seen",
}  # fmt: skip
VALUES: Mapping[str, Any] = {
    "client_name": "Rowan Q Testcase", "doctor_name": "Marlow Demo", "client_dob": "1990-07-04",
    "client_phone": "2075550134", "rent": "1,250.00", "client_id_number": "900112222",
    "street": "100 Example Street\nApt. 4, Sampleton", "story": "We moved in March.", "interpreter_needed": "yes",
    "wants": ["clothing"], "role": "parent", "signature": "Rowan Testcase",
}  # fmt: skip


def filled(answers: Mapping[str, str], *, keep_ticks: bool = False) -> bytes:
    """Fill the blank and draw what was filled; the box that comes ticked is cleared unless it is to stay."""
    with pikepdf.open(io.BytesIO(blank_form())) as document:
        for field in document.Root.AcroForm.Fields:
            _fill(field, answers.get(str(field.T), ""), keep=keep_ticks)
        document.Root.AcroForm.NeedAppearances = True
        document.generate_appearance_streams()
        document.Root.AcroForm.NeedAppearances = False
        return saved(document)


def _fill(field: Any, text: str, *, keep: bool) -> None:
    if field.get("/FT") == "/Tx":
        field.V = pikepdf.String(text)
        return
    if keep and not text:
        return
    field.V = pikepdf.Name("/Off")
    for part in field.get("/Kids", [field]):
        state = next(key for key in part.AP.N.keys() if key != "/Off")  # noqa: SIM118  of pikepdf
        on = bool(text) and (text in {"X", state[1:]})
        part.AS = pikepdf.Name(state if on else "/Off")
        if on:
            field.V = pikepdf.Name(state)


def with_looks(content: bytes) -> bytes:
    """Draw what the fields of a form hold."""
    with pikepdf.open(io.BytesIO(content)) as document:
        document.generate_appearance_streams()
        return saved(document)


# ---- programs that save a form flat ----


def by_qpdf(content: bytes) -> bytes:
    with pikepdf.open(io.BytesIO(content)) as document:
        document.flatten_annotations()
        return saved(document)


def by_pdfium(content: bytes) -> bytes:
    document = pypdfium2.PdfDocument(content)
    for page in document:
        raw.FPDFPage_Flatten(page, raw.FLAT_PRINT)
        page.close()
    buffer = io.BytesIO()
    document.save(buffer)
    document.close()
    return buffer.getvalue()


def by_command(*command: str) -> Callable[[bytes], bytes]:
    """A program that reads a.pdf and writes b.pdf."""

    def run(content: bytes) -> bytes:
        with TemporaryDirectory() as folder:
            Path(folder, "a.pdf").write_bytes(content)
            subprocess.run(command, cwd=folder, check=True, capture_output=True)
            return Path(folder, "b.pdf").read_bytes()

    return run


by_pdftk = by_command("pdftk", "a.pdf", "output", "b.pdf", "flatten")
by_cairo = by_command("pdftocairo", "-pdf", "-paper", "A4", "a.pdf", "b.pdf")


# ---- what happens to a copy on its way ----


def drawn_on(content: bytes, size: tuple[float, float], matrix: tuple[float, ...], turn: int = 0) -> bytes:
    """Draw each page, moved and scaled, on a page of another size; turn: its /Rotate."""
    with pikepdf.open(io.BytesIO(content)) as old, pikepdf.new() as new:
        for page in old.pages:
            new.add_blank_page(page_size=size)
            target = new.pages[-1]
            drawn = new.copy_foreign(page.as_form_xobject())
            target.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(Fx=drawn))
            target.Contents = new.make_stream(f"q {' '.join(map(str, matrix))} cm /Fx Do Q".encode())
            if turn:
                target.Rotate = turn
        return saved(new)


def with_pages(content: bytes, order: Iterable[int], before: bytes | None = None) -> bytes:
    """Keep some pages (from 0) in this order, behind the pages of another file."""
    with pikepdf.open(io.BytesIO(content)) as old, pikepdf.new() as new:
        if before is not None:
            with pikepdf.open(io.BytesIO(before)) as cover:
                new.pages.extend(cover.pages)
        new.pages.extend([old.pages[number] for number in order])
        return saved(new)


def fax_cover() -> bytes:
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=LETTER, invariant=1)
    for number, line in enumerate(("FAX", "To: Sunshine County", "From: Ada Placeholder", "Name: see below")):
        canvas.drawString(72, 700 - 20 * number, line)
    canvas.save()
    return buffer.getvalue()


def noted(content: bytes, notes: Notes, *, drawn: bool = True, told: bool = True) -> bytes:
    """Put free-text notes over page 1. drawn: with a look of their own; told: with their words in /Contents."""
    with pikepdf.open(io.BytesIO(content)) as document:
        page = document.pages[0]
        font = pikepdf.Dictionary(
            Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica,
            Encoding=pikepdf.Name.WinAnsiEncoding,
        )  # fmt: skip
        for text, (x, y, wide, high) in notes:
            note = pikepdf.Dictionary(
                Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.FreeText, Rect=[x, y, x + wide, y + high], F=4,
                DA=pikepdf.String("/Helv 9 Tf 0 g"),
            )  # fmt: skip
            if told:
                note.Contents = pikepdf.String(text)
            if drawn:
                escaped = text.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)").encode("cp1252")
                look = document.make_stream(b"BT /Helv 9 Tf 2 4 Td (" + escaped + b") Tj ET")
                look.Type, look.Subtype = pikepdf.Name.XObject, pikepdf.Name.Form
                look.BBox = [0, 0, wide, high]
                look.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(Helv=font))
                note.AP = pikepdf.Dictionary(N=look)
            if "/Annots" not in page:
                page.Annots = pikepdf.Array()
            page.Annots.append(document.make_indirect(note))
        return saved(document)


# ---- reading ----

INDEX = LabelIndex(definition())


def submission(content: bytes) -> Submission:
    read = pdf.read(content)
    return Submission(
        "form.pdf", "0" * 64, "application/pdf", read.pages, title=read.title, remarks=read.remarks,
        printed=read.printed, paper=read.paper,
    )  # fmt: skip


def record(content: bytes, index: LabelIndex = INDEX) -> Record:
    """The record of a copy that was recognised as this form."""
    given = submission(content)
    assert identify(given, given.pages, {index.form.id: index}).labels is index
    (found,) = interpret(given, given.pages, index, TODAY)
    return found


def values(found: Record) -> dict[str, Any]:
    return {name: answer.value for name, answer in found.answers.items()}


def kinds(found: Record) -> set[str]:
    """The kinds of remarks on the answers and on the whole form."""
    return {remark.kind for answer in found.answers.values() for remark in answer.remarks} | {
        remark.kind for remark in found.remarks
    }
