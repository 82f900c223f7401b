"""What comes damaged, locked or as something else, and e-mails."""

from __future__ import annotations

import re
from collections.abc import Iterator
from email.message import EmailMessage
from email.policy import SMTP

from making import drawing, filling
from making.drawing import Sheet, book
from making.kit import Sample, day, form, refused
from making.people import PREVENTION, RELEASE, STATEMENTS, TREATMENT, prevention, release, treatment

_REPAIRED = "note GEN017"


def samples() -> Iterator[Sample]:
    """Give the samples of this family."""
    yield from _damaged()
    yield from _no_forms()
    yield from _mails()


def _damaged() -> Iterator[Sample]:
    def hurt(number: int, name: str, about: str, harm: str) -> Sample:
        said = treatment(number, "Juniper Placeholder", f"08/{number - 180:02}/1976")
        whole = filling.pdf_as_saved(TREATMENT, said)
        content = {
            "last 300": whole[:-300],
            "startxref": re.sub(rb"startxref\s+\d+", b"startxref\n12345", whole),
            "header": b"Content-Type: application/pdf\r\nContent-Transfer-Encoding: binary\r\n\r\n" + whole,
        }[harm]
        return Sample(f"damaged-{name}.pdf", about, content, (form(TREATMENT, said, _REPAIRED),))

    yield hurt(190, "last-300-bytes", "The last 300 bytes are missing; every answer can be saved.", "last 300")
    yield hurt(191, "wrong-startxref", "The pointer to the table is wrong; every answer can be saved.", "startxref")
    yield hurt(192, "mail-header", "The header of a mail stands before the file.", "header")
    said = treatment(193, "Juniper Placeholder", "08/13/1976")
    whole = filling.pdf_as_saved(TREATMENT, said)
    torn = refused("damaged", "error GEN001")
    yield Sample("damaged-last-fifth.pdf", "The last fifth is missing, and answers with it.",
                 whole[: len(whole) * 4 // 5], (torn,))  # fmt: skip
    yield Sample("damaged-half.pdf", "Half of it is missing.", whole[: len(whole) // 2], (torn,))
    appended = filling.pdf_with_revision(TREATMENT, said)
    yield Sample("damaged-revision-table.pdf", "The table behind the appended answers is missing; they are whole.",
                 appended[: appended.rindex(b"endobj") - 100], (form(TREATMENT, said, _REPAIRED),))  # fmt: skip
    yield Sample("damaged-revision-torn.pdf", "The appended answers are torn; the blank below them is whole.",
                 appended[:-900], (torn,))  # fmt: skip
    asked = filling.xlsx(TREATMENT, treatment(194, "Juniper Placeholder", "08/14/1976"))
    yield Sample("damaged-workbook.xlsx", "A workbook of which half is missing.", asked[: len(asked) // 2], (torn,))
    yield Sample("empty.pdf", "Nothing in it.", b"", (refused("empty", "error GEN001"),))
    locked = filling.locked_pdf(TREATMENT, said, reader="sampleton", owner="owner")
    yield Sample("locked.pdf", "Opens with a password only.", locked, (refused("encrypted", "error GEN001"),))
    said = treatment(195, "Juniper Placeholder", "08/15/1976")
    yield Sample("treatment-print-only.pdf", "Locked against changes; everybody may read it.",
                 filling.locked_pdf(TREATMENT, said, reader="", owner="owner"), (form(TREATMENT, said),))  # fmt: skip
    said = treatment(196, "Juniper Placeholder", "08/16/1976")
    yield Sample("treatment-saved-twice.pdf", "The answers are appended to the blank, which is still inside.",
                 filling.pdf_with_revision(TREATMENT, said), (form(TREATMENT, said),))  # fmt: skip


def _no_forms() -> Iterator[Sample]:
    invoice = Sheet("Invoice 2026-118")
    for number, (label, text) in enumerate((("Bill To", "Cedar Valley"), ("Quantity", "12"), ("Unit Price", "4.50"),
                                            ("Amount Due", "54.00")), 1):  # fmt: skip
        invoice.box(label, text, f"item{number}", label)
    yield Sample("not-a-form-invoice.pdf", "A fillable invoice.", invoice.done(),
                 (refused("unknown_form", "error GEN003"),))  # fmt: skip

    def numbers(_: object, sheet: object) -> None:
        for row, (item, cost) in enumerate((("Chairs", 120), ("Tables", 340), ("Lamps", 75), ("Sum", 535))):
            sheet.write(row, 0, item)  # type: ignore[attr-defined]
            sheet.write(row, 1, cost)  # type: ignore[attr-defined]

    yield Sample("not-a-form-budget.xlsx", "A budget.", book(numbers, sheet="Budget"),
                 (refused("unknown_form", "error GEN003"),))  # fmt: skip
    note = "Please call the office about the Testcase family.\n"
    yield Sample("not-a-form-note.txt", "A note.", note.encode(), (refused("not_a_form", "error GEN001"),))
    yield Sample("not-a-form-photo.png", "A picture.", drawing.picture(), (refused("not_a_form", "error GEN001"),))
    yield Sample("scanned.pdf", "A scanner's picture of a form.", drawing.scan(), (refused("scan", "error GEN002"),))
    flat = Sheet("Order of a boat")
    for line in ("Ship to: Sage Example", "Colour: red", "Mast height: 12 m"):
        flat.line(line)
    yield Sample("printed-to-pdf.pdf", "Somebody else's form, printed to PDF.", flat.done(),
                 (refused("unknown_form", "error GEN003"),))  # fmt: skip


def _mail(name: str, about: str, attached: dict[str, bytes], *records: object, sent: str = "05 Mar") -> Sample:
    mail = EmailMessage(policy=SMTP)
    mail["From"] = "Marisol Example-Demo <marisol.demo@example.org>"
    mail["To"] = "referrals@example.org"
    mail["Date"] = f"{sent} 2026 09:12:00 -0500"
    mail["Subject"] = "Referral"
    mail.set_content("Good morning, please see the attached.\n")
    kinds = {"pdf": ("application", "pdf"), "png": ("image", "png")}
    for file, content in attached.items():
        main, sub = kinds[file.rpartition(".")[2]]
        mail.add_attachment(content, maintype=main, subtype=sub, filename=file)
    if attached:
        mail.set_boundary("=-sample-boundary-=")
    return Sample(f"email-{name}.eml", about, mail.as_bytes(), records)  # type: ignore[arg-type]


def _mails() -> Iterator[Sample]:
    logo, no_logo = drawing.picture(), refused("not_a_form", "error GEN001", name="logo.png")
    asked = treatment(200, "Linus Fabrica-Demo", "06/10/1981")
    yield _mail("with-logo", "A request and the agency's logo.",
                {"logo.png": logo, "request.pdf": filling.pdf(TREATMENT, asked)},
                no_logo, form(TREATMENT, asked, name="request.pdf"))  # fmt: skip
    first = treatment(201, "Cedar Fabrica-Demo", "06/11/1981")
    second = prevention(202, "Sage Fabrica-Demo", "06/12/1981", "06/12/2015")
    third = release(203, "Wren Fabrica-Demo", "06/13/1981")
    yield _mail(
        "three-forms", "Three forms about three families.",
        {"treatment.pdf": filling.pdf(TREATMENT, first), "prevention.pdf": filling.pdf(PREVENTION, second),
         "release.pdf": filling.pdf(RELEASE, third)},
        form(TREATMENT, first, name="treatment.pdf"), form(PREVENTION, second, name="prevention.pdf"),
        form(RELEASE, {**third, **STATEMENTS}, name="release.pdf"),
    )  # fmt: skip
    treated = treatment(204, "Alder Fabrica-Demo", "06/14/1981", services_requested=["mental_health_treatment"])
    released = release(204, "Alder Fabrica-Demo", "06/14/1981")
    yield _mail(
        "with-its-release", "A request for mental health treatment and the release that it needs.",
        {"request.pdf": filling.pdf(TREATMENT, treated), "release.pdf": filling.pdf(RELEASE, released)},
        form(TREATMENT, treated, name="request.pdf"), form(RELEASE, {**released, **STATEMENTS}, name="release.pdf"),
    )  # fmt: skip
    late = treatment(205, "Linden Fabrica-Demo", "06/15/1981", form_date=day("01/15/2026"),
                     signature_date=day("01/15/2026"), basis_date=day("01/10/2026"))  # fmt: skip
    yield _mail("old-form", "The form was 64 days old when it was sent.", {"request.pdf": filling.pdf(TREATMENT, late)},
                form(TREATMENT, late, "note REF021", name="request.pdf"), sent="20 Mar")  # fmt: skip
    yield _mail("nothing-attached", "The attachment was forgotten.", {}, refused("no_attachment", "error GEN001"))
    whole = _mail("cut-off", "The mail ends inside its attachment.", {"request.pdf": filling.pdf(TREATMENT, first)},
                  refused("damaged", "error GEN001", name="request.pdf"))  # fmt: skip
    yield Sample(whole.name, whole.about, whole.content[: len(whole.content) // 2], whole.records)
