"""A blank form as a fillable PDF that can be handed to the public."""

from __future__ import annotations

from pathlib import Path

from caseforms.writers.atomic import replacing
from caseforms.writers.blank import Blank
from caseforms.writers.blank_parts import identity


def write_blank_pdf(blank: Blank, target: Path) -> None:
    """Write the form as a fillable PDF, Letter size.

    Each box is named by its field (`client_dob`), a tick box `field.choice`, a cell of a table
    `field.row.column`; the document's subject and keywords say `caseforms:FORM:EDITION`. The same
    form gives the same bytes.

    Raises:
        OperatingError: the target cannot be written.
    """
    from caseforms.writers.pdf_form import FormCanvas
    from caseforms.writers.pdf_layout import TOP, frame_page, laid_out

    pages = laid_out(blank)
    with replacing(target) as passing:
        canvas = FormCanvas(str(passing), title=blank.title, author=blank.agency, keywords=identity(blank))
        for number, page in enumerate(pages, start=1):
            frame_page(canvas, blank, number, len(pages))
            y = TOP
            for block in page:
                block.draw(canvas, y)
                y -= block.height
            canvas.next_page()
        canvas.finish()
