"""A long form of somebody else's: 20 pages, 640 boxes, names that say little, a person of its own on every page."""

from __future__ import annotations

from pathlib import Path

import pikepdf
from reportlab.pdfgen.canvas import Canvas

PAGES = 20
_PEOPLE = ("Applicant", "Child", "Parent or guardian", "Employer", "Landlord", "Provider", "Caseworker", "Other person")
_ROWS = (
    ("Full name", 300),
    ("Date of birth (mm/dd/yyyy)", 90),
    ("Telephone", 110),
    ("Street address", 300),
    ("City", 150),
    ("State", 40),
    ("ZIP code", 70),
    ("E-mail", 220),
    ("Case number", 120),
    ("Relationship to the applicant", 160),
    ("Monthly income", 80),
    ("Since when", 90),
    ("Remarks", 320),
)
_QUESTIONS = (
    "Does this person live with you?",
    "Has this person changed the address within a year?",
    "Is this person a citizen?",
    "Does this person need an interpreter?",
)
_KINDS = ("Rent", "Food", "Heating", "Child care", "Transport", "Medicine", "Telephone bill", "School", "Clothing",
          "Loans", "Taxes")  # fmt: skip


def draw_large(target: Path) -> None:
    """Draw the blank."""
    canvas = Canvas(str(target), invariant=1)
    for number in range(1, PAGES + 1):
        _page(canvas, number)
        canvas.showPage()
    canvas.save()


def _page(canvas: Canvas, number: int) -> None:
    who = _PEOPLE[(number - 1) % len(_PEOPLE)]
    canvas.setFont("Helvetica-Bold", 12)
    canvas.drawString(60, 750, f"Section {number}. {who}")
    canvas.setFont("Helvetica", 9)
    canvas.drawString(60, 734, f"Application for household support, page {number} of {PAGES}. Write clearly.")
    for at, (label, width) in enumerate(_ROWS):
        y = 702 - 26 * at
        canvas.drawString(60, y + 4, f"{label}:")
        canvas.line(215, y, 215 + width, y)
        canvas.acroForm.textfield(name=f"Text{number}.{at}", tooltip="", x=215, y=y, width=width, height=16,
                                  fontSize=9, borderWidth=0)  # fmt: skip
    for at, question in enumerate(_QUESTIONS):
        y = 350 - 24 * at
        canvas.drawString(60, y + 3, question)
        for side, answer in enumerate(("Yes", "No")):
            canvas.acroForm.checkbox(name=f"Check{number}.{at}.{side}", x=360 + 70 * side, y=y, size=12)
            canvas.drawString(376 + 70 * side, y + 3, answer)
    canvas.drawString(60, 244, "What do you pay for this person? (tick all that apply)")
    for at, kind in enumerate(_KINDS):
        x, y = 60 + 160 * (at % 3), 222 - 22 * (at // 3)
        canvas.acroForm.checkbox(name=f"Check{number}.b{at}", x=x, y=y, size=12)
        canvas.drawString(x + 18, y + 3, kind)


def fill_large(blank: Path, target: Path) -> int:
    """Fill every box that takes text with pikepdf and tick every other box; give how many hold text."""
    count = 0
    with pikepdf.open(blank) as document:
        for page in document.pages:
            for at, widget in enumerate(page.obj.Annots):
                if widget.get("/FT", "/Tx") == "/Tx":
                    count += 1
                    widget["/V"] = pikepdf.String(f"Juniper Sample {count}")
                elif at % 2:
                    state = next(key for key in widget.AP.N.keys() if key != "/Off")  # noqa: SIM118  no plain dict
                    widget["/V"] = widget["/AS"] = pikepdf.Name(state)
        document.Root.AcroForm["/NeedAppearances"] = True
        document.generate_appearance_streams()
        document.save(target)
    return count
