"""A small fillable form of somebody else's: one page, 17 text fields, drawn with reportlab."""

from __future__ import annotations

from pathlib import Path

from reportlab.pdfgen.canvas import Canvas

_ROWS = (
    ("ClientName", "Client's Name", "client_name"),
    ("ClientDOB", "Date of Birth", "client_dob"),
    ("ClientPhone", "Phone", "client_phone"),
    ("Address", "Address", "client_address"),
    ("CaseName", "Case Name", "case_name"),
    ("CaseNumber", "Case Number", "case_number"),
    ("Services", "Services Requested", "services"),
    ("Basis", "Basis for Referral", "basis"),
    ("BasisDate", "Date of Order", "basis_date"),
    ("Program", "Program", "program"),
    ("Language", "Primary Language", "preferred_language"),
    ("Interpreter", "Interpreter Needed", "interpreter"),
    ("Location", "Preferred Location", "location_preference"),
    ("Worker", "Requesting Worker", "worker_name"),
    ("WorkerEmail", "Worker E-mail", "worker_email"),
    ("Supervisor", "Supervisor", "supervisor_name"),
    ("FormDate", "Date of Request", "form_date"),
)


def draw(target: Path, answers: dict[str, str]) -> None:
    """Draw the form with its answers filled in."""
    canvas = Canvas(str(target), invariant=1)
    canvas.drawString(72, 740, "Treatment Services Request")
    for number, (name, label, key) in enumerate(_ROWS):
        y = 700 - 33 * number
        canvas.drawString(72, y + 5, f"{label}:")
        canvas.acroForm.textfield(
            name=name, tooltip=label, value=answers.get(key, "Yes"), x=220, y=y, width=320, height=18, fontSize=10
        )
    canvas.save()
