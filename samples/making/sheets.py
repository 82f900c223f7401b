"""Requests in Excel: our own blank, other people's layouts, lists, and cells that are easily read wrongly."""

from __future__ import annotations

import datetime as dt
import io
import zipfile
from collections.abc import Iterator
from typing import Any

import openpyxl

from making import filling
from making.drawing import book
from making.kit import Sample, day, form
from making.old_excel import xls
from making.people import TREATMENT, case, treatment

TITLE = "Treatment Services Request"


def asked_of(number: int, name: str, born: Any) -> list[tuple[str, Any]]:
    """Give the questions of these forms and what is written there."""
    return [
        ("Client Name", name), ("Date of Birth", born), ("Client Phone", "(207) 555-0184"),
        ("Case Name", name.rpartition(" ")[2]), ("Case Number", case(number)),
        ("Social Worker", "Marisol Example-Demo"), ("Worker Email", "marisol.demo@example.org"),
        ("Supervisor", "Quill Placeholder"),
        ("Date of Request", "03/02/2026"), ("Type of Service", "Visitation"), ("Basis for Referral", "Court order"),
        ("Primary Language", "English"), ("Interpreter Needed", "No"), ("Preferred Location", "Downtown"),
        ("Cultural Considerations", "None"),
    ]  # fmt: skip


def read_of(number: int, name: str, born: str, **more: Any) -> dict[str, Any]:
    """Give what must be read from them."""
    said = {
        "client_name": name, "client_dob": day(born)[1], "client_phone": "2075550184",
        "case_name": name.rpartition(" ")[2], "case_number": case(number), "worker_name": "Marisol Example-Demo",
        "worker_email": "marisol.demo@example.org", "supervisor_name": "Quill Placeholder",
        "form_date": "2026-03-02", "services_requested": ["visitation"], "service_basis": "court_order",
        "preferred_language": "English", "interpreter_needed": "no", "location_preference": "Downtown",
        "cultural_considerations": "None",
    }  # fmt: skip
    return said | more


def _left(sheet: Any, asked: list[tuple[str, Any]], first: int = 2) -> None:
    """Write the labels into column A and the answers beside them."""
    sheet.write("A1", TITLE)
    for row, (label, text) in enumerate(asked, first):
        sheet.write(row, 0, label)
        sheet.write(row, 1, text)


def samples() -> Iterator[Sample]:
    """Give the samples of this family."""
    own = treatment(160, "Marisol Demo", "10/01/1980")
    yield _one("our-blank", "Our Excel blank, filled.", filling.xlsx(TREATMENT, own), own)
    yield from _layouts()
    yield from _ticks()
    yield from _cells()
    yield _two_forms()
    yield _old_excel()


def _one(name: str, about: str, content: bytes, said: Any, *findings: str) -> Sample:
    return Sample(f"excel-{name}.xlsx", about, content, (form(TREATMENT, said, *findings),))


def _layouts() -> Iterator[Sample]:
    name, born = "Alder Demo", "10/02/1980"
    asked = asked_of(161, name, born)
    yield _one("label-left", "Labels left of the answers.", book(lambda _, sheet: _left(sheet, asked)),
               read_of(161, name, born))  # fmt: skip

    def above(_: Any, sheet: Any) -> None:
        sheet.write("A1", TITLE)
        for place, (label, text) in enumerate(asked_of(162, "Cedar Demo", "10/03/1980")):
            row, column = divmod(place, 3)
            sheet.write(2 + 2 * row, column, label)
            sheet.write(3 + 2 * row, column, text)

    yield _one("label-above", "Labels above the answers, three on a line.", book(above),
               read_of(162, "Cedar Demo", "10/03/1980"))  # fmt: skip

    def within(_: Any, sheet: Any) -> None:
        sheet.write("A1", TITLE)
        for row, (label, text) in enumerate(asked_of(163, "Linden Demo", "10/04/1980"), 2):
            sheet.write(row, 0, f"{label}: {text}")

    yield _one(
        "label-in-cell", "Label and answer in one cell.", book(within), read_of(163, "Linden Demo", "10/04/1980")
    )

    def merged(_: Any, sheet: Any) -> None:
        sheet.merge_range("A1:F1", TITLE)
        for row, (label, text) in enumerate(asked_of(164, "Sage Demo", "10/05/1980"), 2):
            sheet.merge_range(row, 0, row, 1, label)
            sheet.merge_range(row, 2, row, 5, text)

    yield _one("merged-cells", "Labels and answers in merged cells.", book(merged),
               read_of(164, "Sage Demo", "10/05/1980"))  # fmt: skip

    def lists(_: Any, sheet: Any) -> None:
        _left(sheet, asked_of(165, "Wren Demo", "10/06/1980"))
        sheet.data_validation("B12", {"validate": "list", "source": ["Visitation", "Drug Testing", "Other"]})
        sheet.data_validation("B13", {"validate": "list", "source": ["Court order", "Approved case plan"]})
        sheet.data_validation("B15", {"validate": "list", "source": ["Yes", "No"]})

    yield _one("drop-downs", "Answers chosen from drop-downs.", book(lists), read_of(165, "Wren Demo", "10/06/1980"))


def _ticks() -> Iterator[Sample]:
    services = ("Anger Management", "Drug Testing", "Visitation")

    def marks(_: Any, sheet: Any) -> None:
        asked = [pair for pair in asked_of(166, "Linus Demo", "10/07/1980") if pair[0] != "Type of Service"]
        _left(sheet, asked)
        sheet.write("A18", "Services Requested")
        for row, (service, mark) in enumerate(zip(services, ("x", "", "X"), strict=True), 18):
            sheet.write(row, 0, service)
            sheet.write(row, 1, mark)

    both = ["anger_management", "visitation"]
    yield _one("crosses", "An X beside each service wanted.", book(marks),
               read_of(166, "Linus Demo", "10/07/1980", services_requested=both))  # fmt: skip

    def glyphs(_: Any, sheet: Any) -> None:
        _left(sheet, [pair for pair in asked_of(167, "Sabine Demo", "10/08/1980") if pair[0] != "Type of Service"])
        sheet.write("A18", "Services Requested")
        for row, (service, mark) in enumerate(zip(services, "☒☐☒", strict=True), 18):
            sheet.write(row, 0, f"{mark} {service}")

    yield _one("drawn-ticks", "Ticks drawn as characters.", book(glyphs),
               read_of(167, "Sabine Demo", "10/08/1980", services_requested=both))  # fmt: skip

    def plain(_: Any, sheet: Any) -> None:
        _left(sheet, [pair for pair in asked_of(168, "Juniper Demo", "10/09/1980") if pair[0] != "Type of Service"])
        sheet.write("A18", "Services Requested")

    controls = zip(services, (True, False, True), strict=True)
    yield _one("form-controls", "Tick boxes of Excel's own form controls.", _with_controls(book(plain), controls),
               read_of(168, "Juniper Demo", "10/09/1980", services_requested=both))  # fmt: skip


def _with_controls(content: bytes, controls: Any) -> bytes:
    """Add form controls to a sheet as Excel stores them: a drawing, and a part for the state of each."""
    shapes, parts, pointers, listed = [], {}, [], []
    for number, (caption, on) in enumerate(controls, 1):
        checked = "<x:Checked>1</x:Checked>" if on else ""
        anchor = f"0, 15, {17 + number}, 2, 1, 31, {18 + number}, 4"
        shapes.append(
            f'<v:shape id="_x0000_s{1024 + number}" o:spid="_x0000_s{1024 + number}" type="#_x0000_t201"><v:textbox>'
            f'<div><font>{caption}</font></div></v:textbox><x:ClientData ObjectType="Checkbox">'
            f"<x:Anchor>{anchor}</x:Anchor>{checked}</x:ClientData></v:shape>"
        )
        state = ' checked="Checked"' if on else ""
        parts[f"xl/ctrlProps/ctrlProp{number}.xml"] = (
            '<formControlPr xmlns="http://schemas.microsoft.com/office/spreadsheetml/2009/9/main" '
            f'objectType="CheckBox"{state}/>'
        )
        pointers.append(("ctrlProp", f"rId{10 + number}", f"../ctrlProps/ctrlProp{number}.xml"))
        listed.append(f'<control shapeId="{1024 + number}" r:id="rId{10 + number}" name="Check Box {number}"/>')
    pointers.append(("vmlDrawing", "rId10", "../drawings/vmlDrawing1.vml"))
    base = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    with zipfile.ZipFile(io.BytesIO(content)) as old:
        sheet = old.read("xl/worksheets/sheet1.xml").decode()
        types = old.read("[Content_Types].xml").decode()
    changes: dict[str, Any] = {
        **parts,
        "xl/drawings/vmlDrawing1.vml": '<xml xmlns:v="urn:schemas-microsoft-com:vml" '
        'xmlns:o="urn:schemas-microsoft-com:office:office" xmlns:x="urn:schemas-microsoft-com:office:excel">'
        + "".join(shapes) + "</xml>",
        "xl/worksheets/_rels/sheet1.xml.rels": '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        + "".join(f'<Relationship Id="{id_}" Type="{base}/{kind}" Target="{to}"/>' for kind, id_, to in pointers)
        + "</Relationships>",
        "xl/worksheets/sheet1.xml": sheet.replace(
            "</worksheet>", f'<legacyDrawing r:id="rId10"/><controls>{"".join(listed)}</controls></worksheet>'
        ),
        "[Content_Types].xml": types.replace(
            "</Types>",
            '<Default Extension="vml" ContentType="application/vnd.openxmlformats-officedocument.vmlDrawing"/>'
            + "".join(
                f'<Override PartName="/{part}" ContentType="application/vnd.ms-excel.controlproperties+xml"/>'
                for part in parts
            )
            + "</Types>",
        ),
    }  # fmt: skip
    return filling.steady(content, changes)


def _cells() -> Iterator[Sample]:
    def typed(made: Any, sheet: Any) -> None:
        asked = dict(asked_of(169, "Rowan Demo", ""))
        _left(sheet, list(asked.items()))
        date = made.add_format({"num_format": "mm/dd/yyyy"})
        sheet.write_datetime("B4", dt.datetime(1980, 10, 10), date)  # noqa: DTZ001  a cell has no zone
        sheet.write_number("B5", 2075550184)
        sheet.write_number("B7", 417, made.add_format({"num_format": "00000"}))
        sheet.write_datetime("B11", dt.datetime(2026, 3, 2), date)  # noqa: DTZ001

    numbers = read_of(169, "Rowan Demo", "10/10/1980", case_number="00417")
    yield _one("typed-cells", "A real date, a phone as a number, a case number whose zeros are only shown.",
               book(typed), numbers)  # fmt: skip
    old_mac = numbers | {"client_name": "Quill Testcase", "case_name": "Testcase", "case_number": case(170)}

    def mac(made: Any, sheet: Any) -> None:
        _left(sheet, asked_of(170, "Quill Testcase", ""))
        date = made.add_format({"num_format": "m/d/yyyy"})
        sheet.write_datetime("B4", dt.datetime(1980, 10, 11), date)  # noqa: DTZ001
        sheet.write_datetime("B11", dt.datetime(2026, 3, 2), date)  # noqa: DTZ001

    yield _one("counts-from-1904", "An old Mac workbook, whose days count from 1904.", book(mac, date_1904=True),
               old_mac | {"client_dob": "1980-10-11"})  # fmt: skip

    def lost(_: Any, sheet: Any) -> None:
        _left(sheet, [*asked_of(171, "Linus Testcase", "10/12/1980"), ("Date of Order", "")])
        sheet.write_number("B7", 41726)
        sheet.write_number("B18", 46073)

    yield _one("plain-numbers", "A case number and a date as plain numbers.", book(lost),
               read_of(171, "Linus Testcase", "10/12/1980", case_number="41726", basis_date="2026-02-20"),
               "warning GEN022", "warning GEN021")  # fmt: skip
    yield _one("broken-cells", "A lost reference, and a formula that was never worked out.", _broken(),
               read_of(172, "Wren Testcase", "10/13/1980"), "warning GEN015", "warning GEN015")  # fmt: skip

    def hidden(made: Any, sheet: Any) -> None:
        _left(sheet, asked_of(173, "Cedar Testcase", "10/14/1980"))
        sheet.set_row(6, None, None, {"hidden": True})
        sheet.write_comment("B5", "call after five")
        made.add_worksheet("Old").hide()

    yield _one("hidden-row", "A hidden row, a hidden sheet, and a comment.", book(hidden),
               read_of(173, "Cedar Testcase", "10/14/1980"), "note GEN014", "note GEN014", "note GEN016")  # fmt: skip
    asked = asked_of(174, "Sabine Testcase", "10/15/1980")
    content = book(lambda _, sheet: _left(sheet, asked))
    record = form(TREATMENT, read_of(174, "Sabine Testcase", "10/15/1980"), "note GEN023")
    yield Sample("excel-named-as-pdf.pdf", "A workbook whose name says PDF.", content, (record,))


def _broken() -> bytes:
    made = openpyxl.Workbook()
    sheet = made.active
    sheet.title = "Request"
    sheet["A1"] = TITLE
    asked = [*asked_of(172, "Wren Testcase", "10/13/1980"), ("Message Phone", "#REF!"), ("Worker Phone", "=B5")]
    for row, (label, text) in enumerate(asked, 3):
        sheet.cell(row, 1, label)
        sheet.cell(row, 2, text)
    sheet["B18"].data_type = "e"
    return filling.saved(made)


def _two_forms() -> Sample:
    people = ((175, "Juniper Testcase", "10/16/1980"), (176, "Marisol Testcase", "10/17/1980"))

    def fill(made: Any, sheet: Any) -> None:
        _left(sheet, asked_of(*people[0]))
        _left(made.add_worksheet("Second"), asked_of(*people[1]))

    records = (form(TREATMENT, read_of(*people[0]), part="First"), form(TREATMENT, read_of(*people[1]), part="Second"))
    return Sample("excel-two-sheets.xlsx", "Two requests on two sheets.", book(fill, sheet="First"), records)


def _old_excel() -> Sample:
    asked = asked_of(177, "Alder Testcase-Sample", (29511,))  # October 17, 1980, counted from 1900
    lines = [(row, column, text) for row, pair in enumerate(asked, 2) for column, text in enumerate(pair)]
    said = read_of(177, "Alder Testcase-Sample", "10/17/1980")
    return Sample("excel-97.xls", "An old binary workbook.", xls("Request", [(0, 0, TITLE), *lines]),
                  (form(TREATMENT, said),))  # fmt: skip
