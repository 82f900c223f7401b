"""Workbooks in, boxes out: through `xlsx.read`, with openpyxl as the independent second reader."""

from __future__ import annotations

import datetime as dt
import io
import re
import zipfile

import openpyxl
import pytest
import xlsxwriter
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl.comments import Comment
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.datavalidation import DataValidation

from caseforms.errors import UnreadableFileError
from caseforms.model import BoxKind
from caseforms.readers import xlsx

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
REL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def written(fill) -> bytes:
    """A workbook made by xlsxwriter."""
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer) as book:
        fill(book, book.add_worksheet("Referral"))
    return buffer.getvalue()


def saved(fill) -> bytes:
    """A workbook made by openpyxl."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "Referral"
    fill(book, sheet)
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def rels(*entries: tuple[str, str, str]) -> str:
    body = "".join(f'<Relationship Id="{id_}" Type="{REL}/{kind}" Target="{target}"/>' for id_, kind, target in entries)
    return f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{body}</Relationships>'


def by_hand(
    rows: str, *, behind: str = "", workbook: str = "", main: str = MAIN, parts: dict[str, str] | None = None
) -> bytes:
    """The smallest workbook of one sheet; parts: further or other parts, None for one left out."""
    everything = {
        "_rels/.rels": rels(("r1", "officeDocument", "xl/workbook.xml")),
        "xl/_rels/workbook.xml.rels": rels(("r1", "worksheet", "worksheets/sheet1.xml")),
        "xl/workbook.xml": f'<workbook xmlns="{main}" xmlns:r="{REL}">{workbook}'
        '<sheets><sheet name="Referral" sheetId="1" r:id="r1"/></sheets></workbook>',
        "xl/worksheets/sheet1.xml": f'<worksheet xmlns="{main}" xmlns:r="{REL}">'
        f"<sheetData>{rows}</sheetData>{behind}</worksheet>",
        **(parts or {}),
    }
    return zipped({name: text for name, text in everything.items() if text is not None})


def zipped(parts: dict[str, str]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in parts.items():
            archive.writestr(name, text)
    return buffer.getvalue()


def changed(content: bytes, change) -> bytes:
    """The same workbook with parts changed; `change` gets and gives back a dict of them."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return zipped(change({name: archive.read(name).decode() for name in archive.namelist()}))


def boxes(content: bytes, page: int = 0) -> dict[str, object]:
    return {box.place.cell: box for box in xlsx.read(content).pages[page].boxes if box.kind is BoxKind.CELL}


def ticks(content: bytes) -> list:
    return [box for box in xlsx.read(content).pages[0].boxes if box.kind is BoxKind.TICK]


def refusal(content: bytes) -> UnreadableFileError:
    with pytest.raises(UnreadableFileError) as caught:
        xlsx.read(content)
    assert caught.value.mend
    return caught.value


# ---------------------------------------------------------------- cells


def test_a_box_knows_its_sheet_cell_and_text():
    page = xlsx.read(written(lambda _, sheet: sheet.write("B5", "Rowan Testcase"))).pages[0]
    box = page.boxes[0]
    assert (page.number, page.sheet, page.hidden) == (1, "Referral", False)
    assert (box.kind, box.text, box.value, box.raw) == (BoxKind.CELL, "Rowan Testcase", None, None)
    assert (box.place.sheet, box.place.cell, box.grid) == ("Referral", "B5", (5, 2, 1, 1))
    assert not box.hidden


def test_rich_text_is_one_text_without_its_phonetic_guide():
    parts = {
        "xl/_rels/workbook.xml.rels": rels(
            ("r1", "worksheet", "worksheets/sheet1.xml"), ("r2", "sharedStrings", "s.xml")
        ),
        "xl/s.xml": f'<sst xmlns="{MAIN}"><si><r><t>Juniper </t></r><r><t>Sample</t></r>'
        '<rPh sb="0" eb="1"><t>guide</t></rPh></si></sst>',
    }
    assert boxes(by_hand('<row r="1"><c r="A1" t="s"><v>0</v></c></row>', parts=parts))["A1"].text == "Juniper Sample"


@pytest.mark.parametrize(
    ("stored", "text"),
    [
        ("a_x000D_b", "a\rb"),
        ("_x005F_x000D_", "_x000D_"),
        ("_x00", "_x00"),
        ("_xD83D__xDE00_", "\U0001f600"),
        ("_xD83D_!", "\ufffd!"),
    ],
)
def test_characters_that_xml_cannot_carry(stored, text):
    row = f'<row r="1"><c r="A1" t="inlineStr"><is><t>{stored}</t></is></c></row>'
    assert boxes(by_hand(row))["A1"].text == text


def test_spaces_are_kept_and_long_text_is_whole():
    long = "BEGIN " + "x" * 32_757 + " END"
    found = boxes(written(lambda _, sheet: (sheet.write("A1", "  two  \n spaces\u00a0"), sheet.write("A2", long))))
    assert found["A1"].text == "  two  \n spaces\u00a0"
    assert found["A2"].text == long


def test_numbers_truths_and_dates_are_typed():
    def fill(book, sheet):
        sheet.write("A1", 2075550134)
        sheet.write("A2", 1.5)
        sheet.write("A3", True)
        sheet.write("A4", dt.date(1991, 7, 4), book.add_format({"num_format": "mm/dd/yyyy"}))
        sheet.write("A5", 41702, book.add_format({"num_format": "00000000"}))

    found = boxes(written(fill))
    assert [(box.text, box.value) for box in found.values()] == [
        ("2075550134", 2075550134),
        ("1.5", 1.5),
        ("TRUE", True),
        ("07/04/1991", dt.date(1991, 7, 4)),
        ("00041702", 41702),
    ]
    assert type(found["A1"].value) is int


@pytest.mark.parametrize("flag", ["1", "true"])
def test_old_mac_files_count_from_1904(flag):
    parts = {
        "xl/_rels/workbook.xml.rels": rels(
            ("r1", "worksheet", "worksheets/sheet1.xml"), ("r2", "styles", "styles.xml")
        ),
        "xl/styles.xml": f'<styleSheet xmlns="{MAIN}"><cellXfs><xf numFmtId="14"/></cellXfs></styleSheet>',
    }
    content = by_hand('<row><c s="0"><v>31961</v></c></row>', workbook=f'<workbookPr date1904="{flag}"/>', parts=parts)
    assert boxes(content)["A1"].value == dt.date(1991, 7, 4)


def test_the_stored_result_of_a_formula_is_the_answer():
    def fill(_, sheet):
        sheet.write_formula("A1", '=B1&" "&C1', None, "Rowan Testcase")
        sheet.write_formula("A2", "=1+1", None, 2)
        sheet.write_formula("A3", "=1=1", None, True)

    assert [box.text for box in boxes(written(fill)).values()] == ["Rowan Testcase", "2", "TRUE"]
    assert not any(box.remarks for box in boxes(written(fill)).values())


def test_an_empty_result_is_a_result():
    box = boxes(by_hand('<row r="1"><c r="A1" t="str"><f>""</f><v></v></c></row>'))["A1"]
    assert (box.text, box.raw, box.remarks) == ("", None, ())


def test_a_formula_without_a_result_is_told():
    box = boxes(saved(lambda _, sheet: sheet.__setitem__("B3", "=E3&F3")))["B3"]
    assert (box.text, box.raw) == ("", "")
    assert [(r.kind, r.words["c"], r.place.cell) for r in box.remarks] == [("formula_without_value", "B3", "B3")]


@pytest.mark.parametrize("error", ["#REF!", "#N/A", "#DIV/0!"])
def test_an_error_is_no_answer(error):
    box = boxes(by_hand(f'<row r="7"><c r="B7" t="e"><f>X</f><v>{error}</v></c></row>'))["B7"]
    assert (box.text, box.raw, box.filled) == ("", error, False)
    assert box.remarks[0][:2] == ("error_cell", {"c": "B7", "v": error})


def test_strict_files_with_dates_as_text_are_read():
    row = "".join(f'<c t="d"><v>{stored}</v></c>' for stored in ("1991-07-04", "1991-07-04T12:30:00", "so"))
    found = boxes(by_hand(f"<row>{row}</row>", main="http://purl.oclc.org/ooxml/spreadsheetml/main"))
    assert [box.value for box in found.values()] == [dt.date(1991, 7, 4), dt.datetime(1991, 7, 4, 12, 30), None]
    assert found["C1"].text == "so"


def test_addresses_that_are_left_out_are_counted():
    rows = "<row><c><v>1</v></c><c/><c><v>3</v></c></row>"
    rows += '<row r="5"><c r="C5"><v>4</v></c><c><v>5</v></c></row><row><c><v>6</v></c></row>'
    assert {cell: box.text for cell, box in boxes(by_hand(rows)).items()} == {
        "A1": "1",
        "C1": "3",
        "C5": "4",
        "D5": "5",
        "A6": "6",
    }


def test_formatted_empty_cells_give_no_boxes():
    rows = "".join(f'<row r="{n}"><c r="A{n}" s="1"/><c r="B{n}"/></row>' for n in range(2, 3000))
    rows += '<row r="48213"><c r="A48213" s="1"/><c r="B48213" t="inlineStr"><is><t>Call after 5 pm</t></is></c></row>'
    assert {cell: box.text for cell, box in boxes(by_hand(rows)).items()} == {"B48213": "Call after 5 pm"}


def test_a_large_sheet_is_read_like_a_small_one():
    pad = "<!-- " + "x" * 4_000_000 + " -->"
    rows = '<row r="1"><c r="A1"><v>1</v></c></row><row r="2" hidden="1"><c r="A2"/><c r="B2"><v>2</v></c></row>'
    behind = '<mergeCells><mergeCell ref="B2:C3"/></mergeCells>'
    small, large = by_hand(rows, behind=behind), by_hand(rows + pad, behind=behind)
    assert xlsx.read(large) == xlsx.read(small)
    assert len(xlsx.read(small).pages[0].boxes) == 2


# ---------------------------------------------------------------- beside the cells


def test_a_merged_range_stands_at_its_first_cell_also_when_empty():
    def fill(_, sheet):
        sheet.merge_range("A1:F1", "Referral")
        sheet.merge_range("C3:F4", "")

    found = boxes(written(fill))
    assert (found["A1"].grid, found["A1"].text) == ((1, 1, 1, 6), "Referral")
    assert (found["C3"].grid, found["C3"].text) == ((3, 3, 2, 4), "")
    assert list(found) == ["A1", "C3"]


def test_text_left_under_a_merged_range_is_kept_as_hidden():
    rows = '<row r="1"><c r="A1"><v>1</v></c><c r="B1"><v>2</v></c></row>'
    found = boxes(by_hand(rows, behind='<mergeCells><mergeCell ref="A1:B1"/></mergeCells>'))
    assert (found["A1"].hidden, found["B1"].hidden, found["B1"].text) == (False, True, "2")


def test_drop_downs_give_their_entries():
    def fill(book, sheet):
        for row, text in enumerate(["Nurturing Parenting", "Drug Testing"], 1):
            sheet[f"H{row}"] = text
        other = book.create_sheet("Lists of 'ours'")
        other["B2"], other["B3"] = "In home", 5
        sheet["A1"] = "Services"
        book.defined_names["Places"] = DefinedName("Places", attr_text="'Lists of ''ours'''!$B$2:$B$3")
        for cell, formula in (
            ("B1", '"Yes, No"'), ("B2", "$H$1:$H$3"), ("B3", "'Lists of ''ours'''!$B$2:$B$3"),
            ("B4", "places"), ("B5", "INDIRECT(A1)"), ("B6", "Nowhere!A1:A2"),
        ):  # fmt: skip
            validation = DataValidation(type="list", formula1=formula)
            validation.add(cell)
            sheet.add_data_validation(validation)
        whole = DataValidation(type="whole", formula1="3")
        whole.add("C1")
        sheet.add_data_validation(whole)

    found = boxes(saved(fill))
    assert {cell: box.options for cell, box in found.items() if cell[0] in "BC"} == {
        "B1": ("Yes", "No"),
        "B2": ("Nurturing Parenting", "Drug Testing"),
        "B3": ("In home", "5"),
        "B4": ("In home", "5"),
        "B5": (),
        "B6": (),
    }
    assert not found["B1"].filled


def test_drop_downs_of_the_newer_extension():
    space = "http://schemas.microsoft.com/office/spreadsheetml/2009/9/main"
    behind = (
        f'<extLst><ext><x14:dataValidations xmlns:x14="{space}" xmlns:xm="http://schemas.microsoft.com/office/excel/2006/main">'
        '<x14:dataValidation type="list"><x14:formula1><xm:f>$A$1:$A$2</xm:f></x14:formula1><xm:sqref>B1 D1</xm:sqref>'
        "</x14:dataValidation></x14:dataValidations></ext></extLst>"
    )
    found = boxes(
        by_hand('<row r="1"><c r="A1"><v>1</v></c></row><row r="2"><c r="A2"><v>2</v></c></row>', behind=behind)
    )
    assert {cell: box.options for cell, box in found.items() if box.options} == {"B1": ("1", "2"), "D1": ("1", "2")}


def test_covered_cells_have_no_drop_down_and_no_name():
    def fill(book, sheet):
        sheet.merge_range("C5:D6", "")
        sheet.data_validation("C5:D6", {"validate": "list", "source": ["Yes", "No"]})
        book.define_name("Covered", "=Referral!$D$5")

    found = boxes(written(fill))
    assert {cell: (box.options, box.name) for cell, box in found.items()} == {"C5": (("Yes", "No"), "")}


def test_a_drop_down_over_a_whole_column_stays_in_the_used_corner():
    def fill(_, sheet):
        sheet.write("A4", "x")
        sheet.data_validation("A1:B1048576", {"validate": "list", "source": ["Yes", "No"]})

    assert len(boxes(written(fill))) == 10


def test_a_defined_name_belongs_to_its_cell_also_when_empty():
    def fill(book, sheet):
        sheet.write("B2", "Rowan Testcase")
        sheet.merge_range("C5:D5", "")
        for name, target in (
            ("ClientName", "$B$2"),
            ("ClientDOB", "$B$3"),
            ("Case", "$C$5:$D$5"),
            ("Table", "$A$1:$B$9"),
        ):
            book.define_name(name, f"=Referral!{target}")

    found = boxes(written(fill))
    assert {cell: box.name for cell, box in found.items()} == {"B2": "ClientName", "B3": "ClientDOB", "C5": "Case"}
    assert found["C5"].grid == (5, 3, 1, 2)


def test_comments_hang_on_their_cells():
    def fill(_, sheet):
        sheet["B5"] = "(207) 555-0170"
        sheet["B5"].comment = Comment("the mother's phone", "Clerk")
        sheet["D9"].comment = Comment("call first", "Clerk")

    content = xlsx.read(saved(fill))
    (box,) = content.pages[0].boxes
    assert box.text == "(207) 555-0170"
    assert [(r.kind, r.words) for r in box.remarks] == [("comment", {"c": "B5", "v": "the mother's phone"})]
    assert [(r.kind, r.words, r.place.cell) for r in content.remarks] == [
        ("comment", {"c": "D9", "v": "call first"}, "D9")
    ]


def test_a_discussion_replaces_its_stand_in():
    stand_in = '<comment ref="A1"><text><t>[Threaded comment]</t></text></comment>'
    comments = f'<comments xmlns="{MAIN}"><commentList>{stand_in}</commentList></comments>'
    said = "".join(
        f'<t:threadedComment ref="A1"><t:text>{t}</t:text></t:threadedComment>' for t in ("Is it hers?", "Yes")
    )
    thread = f'<t:ThreadedComments xmlns:t="x">{said}</t:ThreadedComments>'
    parts = {
        "xl/worksheets/_rels/sheet1.xml.rels": rels(
            ("a", "comments", "../comments1.xml"), ("b", "threadedComment", "/xl/threaded.xml")
        ),
        "xl/comments1.xml": comments,
        "xl/threaded.xml": thread,
    }
    (remark,) = boxes(by_hand('<row r="1"><c r="A1"><v>1</v></c></row>', parts=parts))["A1"].remarks
    assert remark.words["v"] == "Is it hers?\nYes"


# ---------------------------------------------------------------- form controls


def vml(*shapes: str) -> str:
    spaces = " ".join(
        f'xmlns:{p}="urn:schemas-microsoft-com:{s}"' for p, s in zip("vox", ("vml", "o", "x"), strict=True)
    )
    head = f"<xml {spaces}>"
    return head + "".join(shapes) + "</xml>"


def shape(number: int, kind: str, caption: str, column: int, row: int, more: str = "") -> str:
    anchor = f"<x:Anchor>{column}, 15, {row}, 2, {column + 1}, 31, {row + 1}, 4</x:Anchor>"
    return (
        f'<v:shape id="s" o:spid="_x0000_s{number}"><v:textbox><div><font>{caption}</font><br></div></v:textbox>'
        f'<x:ClientData ObjectType="{kind}">{anchor}{more}</x:ClientData></v:shape>'
    )


def with_drawing(
    rows: str, drawing: str, *, behind: str = "", parts: dict[str, str] | None = None, pointers=()
) -> bytes:
    return by_hand(
        rows,
        behind=behind,
        parts={
            "xl/worksheets/_rels/sheet1.xml.rels": rels(("v", "vmlDrawing", "..\\drawings\\vml%20one.vml"), *pointers),
            "xl/drawings/vml one.vml": drawing,
            **(parts or {}),
        },
    )


def test_ticks_of_an_old_drawing():
    drawing = vml(
        shape(1, "Checkbox", "Court Order", 1, 7, "<x:Checked>1</x:Checked>"),
        shape(2, "Checkbox", "Voluntary", 1, 8),
        shape(3, "Radio", "Yes", 3, 2, "<x:Checked>1</x:Checked>"),
        shape(4, "Button", "Print", 5, 5),
        shape(5, "Note", "a comment", 5, 6),
    ).replace("<br>", "")
    found = ticks(with_drawing("", drawing))
    assert [(b.place.cell, b.label, b.ticked, b.text, b.grid) for b in found] == [
        ("D3", "Yes", True, "Yes", (3, 4, 1, 1)),
        ("B8", "Court Order", True, "Court Order", (8, 2, 1, 1)),
        ("B9", "Voluntary", False, "", (9, 2, 1, 1)),
    ]
    assert [b.filled for b in found] == [True, True, False]


def test_a_careless_drawing_is_read():
    (box,) = ticks(with_drawing("", vml(shape(1, "Checkbox", "Court Order", 1, 7, "<x:Checked>1</x:Checked>"))))
    assert (box.label, box.ticked) == ("Court Order", True)


def control(shape_id: int, *, anchor: str = "") -> str:
    return (
        '<mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"><mc:Choice><controls>'
        f'<mc:AlternateContent><mc:Choice><control shapeId="{shape_id}" r:id="c" name="Check Box 1">{anchor}</control>'
        "</mc:Choice></mc:AlternateContent></controls></mc:Choice></mc:AlternateContent>"
    )


FROM = (
    '<controlPr><anchor><from><d:col xmlns:d="d">2</d:col><d:row xmlns:d="d">4</d:row></from>'
    "<to><d:col xmlns:d='d'>3</d:col><d:row xmlns:d='d'>5</d:row></to></anchor></controlPr>"
)


@pytest.mark.parametrize(("checked", "ticked"), [('checked="Checked"', True), ("", False), ('checked="Mixed"', False)])
def test_the_control_part_knows_the_state(checked, ticked):
    parts = {"xl/ctrlProps/c1.xml": f'<formControlPr xmlns="y" objectType="CheckBox" {checked}/>'}
    content = with_drawing(
        "", vml(shape(7, "Checkbox", "In home", 9, 9, "<x:Checked>1</x:Checked>")),
        behind=control(7, anchor=FROM), parts=parts, pointers=(("c", "ctrlProp", "../ctrlProps/c1.xml"),),
    )  # fmt: skip
    (box,) = ticks(content)
    assert (box.place.cell, box.label, box.name, box.ticked) == ("C5", "In home", "Check Box 1", ticked)


@pytest.mark.parametrize("state", [0, 1])
def test_the_linked_cell_knows_better_than_the_control(state):
    stale = "" if state else 'checked="Checked"'
    part = f'<formControlPr xmlns="y" objectType="CheckBox" {stale} fmlaLink="$B$3"/>'
    content = by_hand(
        f'<row r="3"><c r="B3" t="b"><v>{state}</v></c></row>',
        behind=control(7, anchor=FROM),
        parts={
            "xl/worksheets/_rels/sheet1.xml.rels": rels(("c", "ctrlProp", "/xl/ctrlProps/c1.xml")),
            "xl/ctrlProps/c1.xml": part,
        },
    )
    (box,) = ticks(content)
    assert (box.ticked, box.text) == (bool(state), "Yes" if state else "")


@pytest.mark.parametrize(("value", "ticked"), [("1", True), ("0", False)])
def test_active_x_controls_are_read(value, ticked):
    parts = {
        "xl/activeX/a1.xml": '<ax:ocx xmlns:ax="z" ax:classid="{8BD21D40-EC42-11CE-9E0D-00AA006002F3}">'
        f'<ax:ocxPr ax:name="Value" ax:value="{value}"/><ax:ocxPr ax:name="Caption" ax:value="Married"/></ax:ocx>'
    }
    group = '<v:group o:spid="_x0000_s6">' + shape(7, "Pict", "", 2, 4).replace("<br>", "") + "</v:group>"
    content = with_drawing(
        "", vml(group), behind=control(7), parts=parts, pointers=(("c", "control", "../activeX/a1.xml"),)
    )
    (box,) = ticks(content)
    assert (box.place.cell, box.label, box.ticked) == ("C5", "Married", ticked)


# ---------------------------------------------------------------- what is hidden, what is lost


def remarks(content: bytes) -> list[tuple[str, str]]:
    return [(remark.kind, remark.words["n"]) for remark in xlsx.read(content).remarks]


def test_hidden_rows_and_columns_are_read_and_told():
    def fill(_, sheet):
        for row in (2, 3, 4, 7):
            sheet.write(row - 1, 0, "x")
        for row in (2, 3, 4, 7, 9):
            sheet.set_row(row - 1, None, None, {"hidden": True})
        sheet.write("D9", "behind")
        sheet.write("D8", "Also known as")
        sheet.write("E8", "Juniper Sample")
        sheet.set_column("D:E", None, None, {"hidden": True})
        sheet.set_column("H:XFD", None, None, {"hidden": True})

    content = written(fill)
    assert remarks(content) == [
        ("hidden_row", "2-4"),
        ("hidden_row", "7"),
        ("hidden_row", "9"),
        ("hidden_column", "D and E"),
    ]
    assert {cell for cell, box in boxes(content).items() if box.hidden} == {"A2", "A3", "A4", "A7", "D9", "D8", "E8"}


def test_rows_of_no_height_are_hidden():
    assert remarks(by_hand('<row r="3" ht="0"><c r="A3"><v>1</v></c></row>')) == [("hidden_row", "3")]


def test_a_filtered_list_is_told_in_one_remark():
    seen, unseen = "<row><c><v>1</v></c></row>", '<row hidden="1"><c><v>1</v></c></row>'
    assert remarks(by_hand((unseen + seen) * 20)) == [("hidden_row", "1 to 39 (20 of them)")]


@pytest.mark.parametrize("hide", ["hide", "very_hidden"])
def test_a_hidden_sheet_is_read_and_told(hide):
    def fill(book, sheet):
        sheet.write("A1", "seen")
        other = book.add_worksheet("Last month")
        other.write("A1", "unseen")
        getattr(other, hide)()

    content = written(fill)
    assert remarks(content) == [("hidden_sheet", "Last month")]
    assert [(page.number, page.sheet, page.hidden) for page in xlsx.read(content).pages] == [
        (1, "Referral", False),
        (2, "Last month", True),
    ]
    assert boxes(content, 1)["A1"].hidden


@pytest.mark.parametrize(("more", "told"), [({}, []), ({"A3": "unseen"}, [("hidden_sheet", "Lists")])])
def test_a_hidden_sheet_with_nothing_but_the_entries_of_drop_downs_is_not_told(more, told):
    def fill(book, sheet):
        sheet.data_validation("B1", {"validate": "list", "source": "=Lists!$A$1:$A$2"})
        other = book.add_worksheet("Lists")
        other.hide()
        for cell, text in {"A1": "Yes", "A2": "No", **more}.items():
            other.write(cell, text)

    assert remarks(written(fill)) == told


def test_chart_sheets_are_passed_over():
    def fill(book, sheet):
        sheet.write("A1", 1)
        chart = book.add_chart({"type": "bar"})
        chart.add_series({"values": "=Referral!$A$1:$A$1"})
        book.add_chartsheet("Chart").set_chart(chart)

    content = xlsx.read(written(fill))
    assert (len(content.pages), content.remarks) == (1, ())


def two_sheets() -> bytes:
    return written(lambda book, sheet: (sheet.write("A1", "one"), book.add_worksheet("Second").write("A1", "two")))


@pytest.mark.parametrize(
    "change",
    [
        lambda parts: {k: v for k, v in parts.items() if "sheet2" not in k or "_rels" in k},
        lambda parts: parts | {"xl/worksheets/sheet2.xml": "<worksheet><sheetData><row>"},
        lambda parts: (
            parts | {"xl/worksheets/sheet2.xml": "<worksheet><sheetData><row r='x'/></sheetData></worksheet>"}
        ),
        lambda parts: (
            parts | {"xl/worksheets/sheet2.xml": re.sub("<v>.*?</v>", "<v>77</v>", parts["xl/worksheets/sheet2.xml"])}
        ),
    ],
)
def test_a_lost_sheet_is_told(change):
    content = changed(two_sheets(), change)
    assert remarks(content) == [("lost_sheet", "Second")]
    assert boxes(content)["A1"].text == "one"


def test_the_only_sheet_lost_is_a_refusal():
    error = refusal(by_hand("", parts={"xl/worksheets/sheet1.xml": None}))
    assert (error.kind, error.message) == (
        "damaged",
        "The workbook is damaged: the sheet 'Referral' is listed but missing.",
    )
    assert "cannot be read" in refusal(by_hand("<row>")).message


def test_texts_that_are_missing_are_never_blank_cells():
    content = changed(two_sheets(), lambda parts: {k: v for k, v in parts.items() if "sharedStrings" not in k})
    assert refusal(content).kind == "damaged"


def test_missing_styles_are_tolerated():
    content = changed(two_sheets(), lambda parts: {k: v for k, v in parts.items() if "styles" not in k})
    assert boxes(content)["A1"].text == "one"


# ---------------------------------------------------------------- refusals


def test_an_empty_file():
    assert refusal(b"").kind == "empty"


@pytest.mark.parametrize("share", [0.1, 0.5, 0.99])
def test_a_torn_file(share):
    content = two_sheets()
    assert refusal(content[: int(len(content) * share)]).kind == "damaged"


def test_a_changed_digit_is_noticed():
    buffer = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(by_hand("<row><c><v>5550134</v></c></row>"))) as packed,
        zipfile.ZipFile(buffer, "w") as plain,
    ):
        for name in packed.namelist():
            plain.writestr(name, packed.read(name))
    assert boxes(buffer.getvalue())["A1"].text == "5550134"
    assert refusal(buffer.getvalue().replace(b"5550134", b"5550135")).kind == "damaged"


@pytest.mark.parametrize(
    ("parts", "word"),
    [({"a.txt": "x"}, "zip file"), ({"word/document.xml": "<d/>"}, "Word"), ({"content.xml": "<d/>"}, "OpenDocument")],
)
def test_a_zip_that_is_no_workbook(parts, word):
    error = refusal(zipped(parts))
    assert error.kind == "not_a_form"
    assert word in error.message


def test_something_else():
    assert refusal(b"Name,Phone\nRowan,555").kind == "wrong_type"


def test_entities_are_not_expanded():
    bomb = f'<!DOCTYPE w [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><worksheet xmlns="{MAIN}"><sheetData/></worksheet>'
    assert refusal(by_hand("", parts={"xl/worksheets/sheet1.xml": bomb})).kind == "damaged"


LARGE = "<row/>" * 700_000


@pytest.mark.parametrize(
    "sheet",
    [
        f'<!DOCTYPE w [<!ENTITY a "aaaa">]><worksheet xmlns="{MAIN}"><sheetData>{LARGE}</sheetData></worksheet>',
        f'<worksheet xmlns="{MAIN}"><sheetData>{LARGE}</worksheet>',
    ],
)
def test_a_large_sheet_is_guarded_like_a_small_one(sheet):
    assert refusal(by_hand("", parts={"xl/worksheets/sheet1.xml": sheet})).kind == "damaged"


@pytest.mark.parametrize("stored", ["nan", "1e999", "twelve", ""])
def test_a_number_that_is_none(stored):
    content = by_hand(f'<row r="1"><c r="A1"><v>{stored}</v></c></row>')
    if stored:
        assert refusal(content).kind == "damaged"
    else:
        assert boxes(content) == {}


def test_a_binary_workbook_goes_to_the_other_reader():
    error = refusal(zipped({"_rels/.rels": rels(("r1", "officeDocument", "xl/workbook.bin")), "xl/workbook.bin": "x"}))
    assert error.message == "This is an old or damaged Excel file."


def test_a_part_that_grows_beyond_reason_is_refused(monkeypatch):
    monkeypatch.setattr("caseforms.readers.xlsx_parts.LARGEST_PART", 1000)
    assert refusal(by_hand("<row/>" * 1000)).kind == "damaged"


def test_a_password_is_told():
    ole = bytes.fromhex("D0CF11E0A1B11AE1") + bytes(504) + "EncryptedPackage".encode("utf-16-le")
    assert refusal(ole).kind == "encrypted"


def test_no_answer_stands_in_an_error():
    error = refusal(by_hand('<row r="1"><c r="A1"><v>Rowan Testcase</v></c></row>'))
    assert "Rowan" not in str(error)


def test_the_title_of_the_properties():
    assert (
        xlsx.read(written(lambda book, _: book.set_properties({"title": "Treatment Referral"}))).title
        == "Treatment Referral"
    )


# ---------------------------------------------------------------- another reader says the same

TEXTS = st.text(
    st.characters(exclude_categories=["Cs", "Cc", "Cn"]) | st.sampled_from("\n\t"), min_size=1, max_size=20
).filter(lambda text: "_x" not in text and text[0] != "=" and "\ufffe" not in text and "\uffff" not in text)
VALUES = st.one_of(
    TEXTS,
    st.booleans(),
    st.integers(-(10**14), 10**14),
    st.floats(-1e9, 1e9).map(lambda number: float(f"{number:.10g}")),
    st.dates(dt.date(1900, 3, 1), dt.date(2100, 1, 1)),
    st.datetimes(dt.datetime(1900, 3, 1), dt.datetime(2100, 1, 1)).map(lambda moment: moment.replace(microsecond=0)),
    st.times().map(lambda moment: moment.replace(microsecond=0)),
)
CELLS = st.dictionaries(st.tuples(st.integers(1, 60), st.integers(1, 30)), VALUES, max_size=12)


def plain(value):
    """openpyxl gives every day as a datetime; a day's first moment is the day."""
    if isinstance(value, dt.datetime) and value.time() == dt.time.min:
        return value.date()
    return value


def as_openpyxl(content: bytes) -> dict[str, object]:
    sheet = openpyxl.load_workbook(io.BytesIO(content)).active
    return {cell.coordinate: plain(cell.value) for row in sheet.iter_rows() for cell in row if cell.value is not None}


def ours(content: bytes) -> dict[str, object]:
    return {cell: box.text if box.value is None else box.value for cell, box in boxes(content).items()}


@settings(max_examples=40, deadline=None)
@given(CELLS)
def test_openpyxl_reads_the_same_of_its_own(cells):
    def fill(_, sheet):
        for (row, column), value in cells.items():
            sheet.cell(row, column, value)

    content = saved(fill)
    assert ours(content) == as_openpyxl(content)


@settings(max_examples=40, deadline=None)
@given(CELLS)
def test_openpyxl_reads_the_same_of_xlsxwriter(cells):
    def fill(book, sheet):
        day = book.add_format({"num_format": "yyyy-mm-dd hh:mm:ss"})
        clock = book.add_format({"num_format": "hh:mm:ss"})
        for (row, column), value in cells.items():
            if isinstance(value, str):
                sheet.write_string(row - 1, column - 1, value)
            else:
                kind = clock if isinstance(value, dt.time) else day if isinstance(value, dt.date) else None
                sheet.write(row - 1, column - 1, value, kind)

    content = written(fill)
    assert ours(content) == as_openpyxl(content)
