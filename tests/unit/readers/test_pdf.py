"""Fillable PDFs in, boxes out: through `pdf.read`, from files written object by object."""

from __future__ import annotations

import datetime as dt
import io

import pikepdf
import pypdf
import pytest
from builders import form_pdf, pdf, saved, tick, widget
from hypothesis import given, settings
from hypothesis import strategies as st
from reportlab.pdfgen.canvas import Canvas

from caseforms.errors import UnreadableFileError
from caseforms.model import Box, BoxKind, Place
from caseforms.readers.pdf import read


def boxes(content: bytes) -> list[Box]:
    return [box for page in read(content).pages for box in page.boxes]


def only(*bodies: str | bytes, **more) -> Box:
    """The one box of a form."""
    (box,) = boxes(form_pdf(*bodies, **more))
    return box


# ---- names and places ----


def test_a_text_box_has_name_tooltip_text_and_place():
    box = only(widget("/FT /Tx /T (ClientName) /TU (Client's name) /V (Rowan Testcase)"))

    place = Place(1, (100.0, 700.0, 300.0, 720.0))
    assert box == Box(BoxKind.TEXT, "Rowan Testcase", place, "ClientName", "Client's name")


def test_names_are_full_names_of_the_tree():
    found = form_pdf(
        "<< /T (Client) /FT /Tx /Kids [5 0 R] >>",
        "<< /T (Home) /Parent 4 0 R /Kids [6 0 R] >>",
        widget("/T (Phone) /Parent 5 0 R /V (555-0134)"),
        annots=(6,),
        fields=(4,),
    )

    assert [(box.name, box.text) for box in boxes(found)] == [("Client.Home.Phone", "555-0134")]


def test_a_kid_inherits_value_options_and_tooltip():
    box = only(
        "<< /T (Worker) /FT /Ch /TU (Worker) /Opt [[(1) (Ada Clerk)]] /V (1) /Kids [5 0 R] >>",
        widget("/Parent 4 0 R"),
        annots=(5,),
        fields=(4,),
    )

    assert (box.name, box.label, box.text, box.raw, box.options) == (
        "Worker",
        "Worker",
        "Ada Clerk",
        "1",
        ("Ada Clerk",),
    )


def test_widgets_of_one_field_are_one_answer_in_several_places():
    box = only(
        "<< /T (Name) /FT /Tx /V (Rowan Testcase) /Kids [5 0 R 6 0 R] >>",
        widget("/Parent 4 0 R"),
        widget("/Parent 4 0 R", "50 50 60 60"),
        annots=(5, 6),
        fields=(4,),
    )

    assert box.text == "Rowan Testcase"
    assert box.place.box == (100.0, 700.0, 300.0, 720.0)
    assert box.also == (Place(1, (50.0, 50.0, 60.0, 60.0)),)


def test_a_widget_on_the_page_that_no_field_tree_knows_is_read():
    content = form_pdf(widget("/FT /Tx /T (Orphan) /V (kept)"), fields=())

    assert [(box.name, box.text, box.hidden) for box in boxes(content)] == [("Orphan", "kept", False)]


def test_a_form_without_acroform_entry_is_read():
    content = pdf(
        "<< /Type /Catalog /Pages 2 0 R >>",
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Annots [{widget('/FT /Tx /T (A) /V (direct)')}] >>",
    )

    assert [(box.name, box.text) for box in boxes(content)] == [("A", "direct")]


def test_a_field_that_no_page_shows_is_hidden():
    content = form_pdf(widget("/FT /Tx /T (Seen)"), widget("/FT /Tx /T (Old) /V (secret)"), annots=(4,))

    assert [(box.name, box.text, box.hidden, box.place.page) for box in boxes(content)] == [
        ("Seen", "", False, 1),
        ("Old", "secret", True, None),
    ]


@pytest.mark.parametrize(("flag", "hidden"), [(0, False), (4, False), (2, True), (32, True), (1, False)])
def test_hidden_and_noview_widgets_are_hidden(flag, hidden):
    assert only(widget(f"/FT /Tx /T (A) /F {flag} /V (x)")).hidden is hidden


def test_a_field_with_a_hidden_and_a_seen_widget_is_seen_at_the_seen_one():
    box = only(
        "<< /T (Name) /FT /Tx /V (Rowan) /Kids [5 0 R 6 0 R] >>",
        widget("/Parent 4 0 R /F 2"),
        widget("/Parent 4 0 R", "50 50 60 60"),
        annots=(5, 6),
        fields=(4,),
    )

    assert (box.hidden, box.place.box, box.also) == (False, (50.0, 50.0, 60.0, 60.0), ())


def test_read_only_and_comb_boxes_are_read():
    content = form_pdf(
        widget("/FT /Tx /T (Given) /Ff 1 /V (CW-2026-0417)"),
        widget("/FT /Tx /Ff 16777216 /MaxLen 9 /T (C) /V (000417)"),
    )

    assert [box.text for box in boxes(content)] == ["CW-2026-0417", "000417"]


def test_need_appearances_changes_nothing():
    assert only(widget("/FT /Tx /T (A) /V (x)"), acroform="/NeedAppearances true").text == "x"


@pytest.mark.parametrize(
    ("turn", "seen", "size"),
    [
        (0, (100, 700, 300, 720), (612, 792)),
        (90, (700, 312, 720, 512), (792, 612)),
        (180, (312, 72, 512, 92), (612, 792)),
        (270, (72, 100, 92, 300), (792, 612)),
        (-90, (72, 100, 92, 300), (792, 612)),
    ],
)
def test_places_are_those_of_the_page_as_seen(turn, seen, size):
    content = form_pdf(widget("/FT /Tx /T (A) /V (x)"), page=f"/MediaBox [0 0 612 792] /Rotate {turn}")
    (page,) = read(content).pages

    assert page.size == size
    assert page.boxes[0].place.box == seen


def test_size_and_turn_may_stand_above_the_page():
    content = pdf(
        "<< /Type /Catalog /Pages 2 0 R >>",
        "<< /Type /Pages /Kids [3 0 R] /Count 1 /MediaBox [0 0 200 400] /Rotate 90 >>",
        f"<< /Type /Page /Parent 2 0 R /Annots [{widget('/FT /Tx /T (A)', '0 0 10 20')}] >>",
    )
    (page,) = read(content).pages

    assert (page.size, page.boxes[0].place.box) == ((400, 200), (0, 190, 20, 200))


def test_boxes_stand_on_their_pages():
    kids = " ".join(f"{3 + n} 0 R" for n in range(3))
    pages = [
        f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] /Annots [{widget(f'/FT /Tx /T (A{n})')}] >>"
        for n in range(3)
    ]
    content = pdf("<< /Type /Catalog /Pages 2 0 R >>", f"<< /Type /Pages /Kids [{kids}] /Count 3 >>", *pages)

    assert [[box.name for box in page.boxes] for page in read(content).pages] == [["A0"], ["A1"], ["A2"]]


# ---- values ----


@pytest.mark.parametrize(
    ("stored", "text"),
    [
        ("(Rowan Testcase)", "Rowan Testcase"),
        (r"(O\(ne\) \\ \101)", "O(ne) \\ A"),
        ("<526F77616E>", "Rowan"),
        ("<FEFF00C9006D0069006C0065>", "Émile"),  # UTF-16, big end first
        ("<FFFEC9006D0069006C006500>", "Émile"),  # UTF-16, little end first
        ("<EFBBBFC3896D696C65>", "Émile"),  # UTF-8
        ("<C96D696C65>", "Émile"),  # PDFDocEncoding
        ("<80A0>", "•€"),
        ("(one\\rtwo)", "one\rtwo"),
        ("/Name", "Name"),
        ("417", "417"),
        ("null", ""),
        ("()", ""),
    ],
)
def test_strings_of_all_encodings(stored, text):
    assert only(widget(f"/FT /Tx /T (A) /V {stored}")).text == text


def test_a_long_text_may_be_a_stream():
    body = b"<< /Length 14 >> stream\nRowan Testcase\nendstream"
    box = only(widget("/FT /Tx /T (A) /V 5 0 R"), body, annots=(4,), fields=(4,))

    assert box.text == "Rowan Testcase"


@given(st.text(st.characters(exclude_categories=("Cs",))))
@settings(max_examples=40, deadline=None)
def test_any_text_comes_out(text):
    content = form_pdf(widget("/FT /Tx /T (A)"))
    with pikepdf.open(io.BytesIO(content)) as document:
        document.Root.AcroForm.Fields[0].V = text
        (box,) = boxes(saved(document))

    assert box.text == text


def test_two_fields_of_one_name_with_different_values_are_told():
    box = only(widget("/FT /Tx /T (Phone) /V (555-0134)"), widget("/FT /Tx /T (Phone) /V (555-0199)"))

    assert box.text == "555-0134"
    assert [(remark.kind, remark.words) for remark in box.remarks] == [
        ("two_answers", {"a": "555-0134", "b": "555-0199"})
    ]


@pytest.mark.parametrize("second", ["", "/V ()", "/V (555-0134)", "/V ( 555-0134 )"])
def test_two_fields_of_one_name_that_do_not_contradict(second):
    box = only(widget(f"/FT /Tx /T (Phone) {second}"), widget("/FT /Tx /T (Phone) /V (555-0134)"))

    assert (box.text.strip(), box.remarks) == ("555-0134", ())


def test_boxes_without_a_name_are_kept_apart():
    content = form_pdf(widget("/FT /Tx /V (a)"), widget("/FT /Tx /V (b)"))

    assert [box.text for box in boxes(content)] == ["a", "b"]


# ---- ticks and radio groups ----


@pytest.mark.parametrize(
    ("entries", "ticked"),
    [
        ("/V /Yes", True),
        ("/V /Yes /AS /Yes", True),
        ("/V /Yes /AS /Off", True),
        ("/AS /Yes", True),
        ("/V (Yes)", True),
        ("/V (/Yes)", True),  # as pypdf writes it
        ("", False),
        ("/V /Off", False),
        ("/V /Off /AS /Yes", False),
        ("/AS /Off", False),
        ("/V /", False),
        ("/AS /", False),
        ("/V /On", False),  # a state that the box does not have
        ("/V (Off)", False),
        ("/V null /AS /Yes", True),
    ],
)
def test_only_a_known_on_state_is_a_tick(entries, ticked):
    box = only(tick(f"/T (Urgent) {entries}"))

    assert (box.kind, box.ticked, box.filled) == (BoxKind.TICK, ticked, ticked)
    assert box.raw == ("Yes" if ticked else None)


@pytest.mark.parametrize(
    ("entries", "ticked"), [("/V /Yes /AS /Yes", True), ("/V /Yes", False), ("/V /Off /AS /Off", False)]
)
def test_a_tick_box_without_looks_counts_only_if_value_and_state_agree(entries, ticked):
    assert only(widget(f"/FT /Btn /T (A) {entries}")).ticked is ticked


def test_a_name_in_latin_letters_is_read():
    for name in (b"S\xed", b"S#ed", "Sí".encode()):
        body = b"<< /Subtype /Widget /Rect [0 0 9 9] /FT /Btn /T (A) /V /%s /AP << /N << /%s 3 0 R >> >> >>" % (
            name,
            name,
        )
        box = only(body)
        assert (box.ticked, box.raw) == (True, "Sí")


RADIO = (
    "<< /T (Role) /FT /Btn /Ff 32768 %s /Kids [5 0 R 6 0 R] >>",
    widget("/Parent 4 0 R /AP << /N << /%s 3 0 R /Off 3 0 R >> >>", "10 10 20 20"),
    widget("/Parent 4 0 R /AP << /N << /%s 3 0 R /Off 3 0 R >> >>", "30 10 40 20"),
)


def radio(entries: str, one: str, two: str) -> Box:
    return only(RADIO[0] % entries, RADIO[1] % one, RADIO[2] % two, annots=(5, 6), fields=(4,))


def test_a_radio_group_is_one_box_at_the_chosen_place():
    box = radio("/V /father", "mother", "father")

    assert (box.kind, box.text, box.raw, box.ticked) == (BoxKind.RADIO, "father", "father", None)
    assert box.options == ("mother", "father")
    assert box.place.box == (30, 10, 40, 20)


@pytest.mark.parametrize("entries", ["", "/V /Off", "/V /", "/V /uncle"])
def test_nothing_chosen_of_a_radio_group(entries):
    box = radio(entries, "mother", "father")

    assert (box.kind, box.text, box.raw, box.filled) == (BoxKind.RADIO, "", None, False)
    assert len((box.place, *box.also)) == 2


def test_states_that_count_have_their_captions_in_opt():
    box = radio("/V /1 /Opt [(Mother) (Father)]", "0", "1")

    assert (box.text, box.raw, box.options) == ("Father", "1", ("Mother", "Father"))


def test_a_state_that_opt_has_no_entry_for_keeps_its_name():
    assert radio("/V /7 /Opt [(Mother)]", "0", "7").text == "7"


def test_the_look_tells_the_choice_where_no_value_is_stored():
    shown = widget("/Parent 4 0 R /AS /mother /AP << /N << /mother 3 0 R >> >>")
    box = only(RADIO[0] % "", shown, RADIO[2] % "father", annots=(5, 6), fields=(4,))

    assert box.text == "mother"


def test_two_tick_boxes_of_one_name_that_say_different_things():
    """Yes and No as two fields of one name: what is ticked second is not lost."""
    both = [tick("/T (ICWA) /V /Yes"), tick("/T (ICWA) /V /No", "No")]
    box = only(*both)

    assert (box.kind, box.text) == (BoxKind.RADIO, "Yes")
    assert [remark.kind for remark in box.remarks] == ["two_answers"]
    assert only(tick("/T (ICWA) /V /Off"), tick("/T (ICWA) /V /No", "No")).text == "No"


def test_push_buttons_are_no_answers():
    assert [box.name for box in boxes(form_pdf(widget("/FT /Btn /Ff 65536 /T (Print)"), widget("/FT /Tx /T (A)")))] == [
        "A"
    ]


# ---- lists ----


def test_a_drop_down_shows_one_thing_and_stores_another():
    box = only(widget("/FT /Ch /Ff 131072 /T (S) /Opt [[(1) (Drug testing)] [(2) (Visitation)]] /V (2)"))

    assert (box.kind, box.text, box.raw) == (BoxKind.CHOICE, "Visitation", "2")
    assert box.options == ("Drug testing", "Visitation")


def test_a_drop_down_may_take_what_is_not_on_its_list():
    box = only(widget("/FT /Ch /Ff 393216 /T (S) /Opt [(Drug testing)] /V (Something else)"))

    assert (box.text, box.raw) == ("Something else", "Something else")


def test_a_list_may_have_several_answers():
    box = only(widget("/FT /Ch /Ff 2097152 /T (S) /Opt [[(1) (One)] [(2) (Two)] (Three)] /V [(1) (Three)]"))

    assert (box.text, box.raw) == ("One; Three", "1; Three")


@pytest.mark.parametrize("value", ["", "/V ()", "/V []", "/V null"])
def test_an_empty_list(value):
    box = only(widget(f"/FT /Ch /T (S) /Opt [(One)] {value}"))

    assert (box.text, box.raw, box.filled) == ("", None, False)


# ---- signatures, attachments, locks ----


@pytest.mark.parametrize(
    ("value", "text", "day"),
    [
        ("<< /Type /Sig /Name (Rowan Testcase) /M (D:20260302101500-05'00') >>", "Rowan Testcase", dt.date(2026, 3, 2)),
        ("<< /Type /Sig /M (D:20261399) >>", "signed digitally", None),
        ("<< /Type /Sig >>", "signed digitally", None),
        ("null", "", None),
    ],
)
def test_digital_signatures(value, text, day):
    box = only(widget(f"/FT /Sig /T (Signature) /V {value}"))

    assert (box.kind, box.text, box.value) == (BoxKind.SIGNATURE, text, day)


def test_enclosed_files_are_named():
    with pikepdf.open(io.BytesIO(form_pdf(widget("/FT /Tx /T (A) /V (x)")))) as document:
        document.attachments["order.pdf"] = b"of the court"
        content = saved(document)
    pinned = form_pdf(
        widget("/FT /Tx /T (A) /V (x)"),
        "<< /Type /Annot /Subtype /FileAttachment /Rect [0 0 9 9] /FS << /F (a.txt) /UF (plan.txt) >> >>",
        fields=(4,),
    )

    assert [(remark.kind, remark.words) for remark in read(content).remarks] == [("attachment", {"n": "order.pdf"})]
    assert [(remark.kind, remark.words) for remark in read(pinned).remarks] == [("attachment", {"n": "plan.txt"})]


@pytest.mark.parametrize("algorithm", ["RC4-128", "AES-128", "AES-256"])
def test_a_lock_without_user_password_is_opened_and_one_with_it_refused(algorithm):
    def locked(user: str) -> bytes:
        writer = pypdf.PdfWriter(io.BytesIO(form_pdf(widget("/FT /Tx /T (A) /V (Rowan)"))))
        if algorithm == "RC4-128":
            writer.encrypt(user, "owner", algorithm=algorithm)
            return written(writer)
        with pikepdf.open(io.BytesIO(form_pdf(widget("/FT /Tx /T (A) /V (Rowan)")))) as document:
            strength = {"AES-128": 4, "AES-256": 6}[algorithm]
            return saved(document, encryption=pikepdf.Encryption(user=user, owner="owner", R=strength))

    assert [box.text for box in boxes(locked(""))] == ["Rowan"]
    with pytest.raises(UnreadableFileError) as refused:
        read(locked("secret"))
    assert refused.value.kind == "encrypted"
    assert "password" in refused.value.mend


def written(writer: pypdf.PdfWriter) -> bytes:
    buffer = io.BytesIO()
    writer.write(buffer)
    return buffer.getvalue()


# ---- what is no form ----


def printed(*lines: str) -> bytes:
    buffer = io.BytesIO()
    canvas = Canvas(buffer)
    for number, line in enumerate(lines):
        canvas.drawString(72, 700 - 20 * number, line)
    canvas.showPage()
    canvas.save()
    return buffer.getvalue()


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (printed(), "scan"),
        (form_pdf(acroform="/XFA (xml)"), "xfa"),
        (form_pdf(widget("/FT /Sig /T (S) /V << /Type /Sig >>"), acroform="/XFA (xml)"), "xfa"),
        (form_pdf(widget("/FT /Btn /Ff 65536 /T (Print)")), "scan"),
    ],
)
def test_a_pdf_without_fields_is_refused_in_words(content, kind):
    with pytest.raises(UnreadableFileError) as refused:
        read(content)

    assert refused.value.kind == kind
    assert refused.value.message.endswith(".")
    assert refused.value.mend.endswith(".")


def test_an_xfa_form_with_fields_is_read():
    assert only(widget("/FT /Tx /T (A) /V (x)"), acroform="/XFA (xml)").text == "x"


# ---- strange trees ----


def test_loops_of_parents_and_kids_end():
    content = form_pdf(
        "<< /T (A) /FT /Tx /Parent 5 0 R /Kids [5 0 R 6 0 R] >>",
        "<< /T (B) /Parent 4 0 R /Kids [4 0 R 5 0 R] >>",
        widget("/T (C) /Parent 5 0 R /V (x)"),
        widget("/T (D) /Parent 7 0 R /FT /Tx /V (y)"),
        annots=(6, 7),
        fields=(4, 7),
    )

    assert {box.text for box in boxes(content)} == {"x", "y"}


@pytest.mark.parametrize(
    "entries",
    [
        "/T 5 /FT /Tx", "/T (A) /FT /Tx /V << /A 1 >>", "/T (A) /FT /Tx /V [1 2]", "/T (A) /FT /Ch /Opt 5 /V 3",
        "/T (A) /FT /Ch /Opt [[] [5] [(a) (b) (c)]] /V (a)", "/T (A) /FT /Btn /AP 5", "/T (A) /FT /Btn /AP << /N 5 >>",
        "/T (A) /FT /Tx /F (x) /Ff (y)", "/T (A) /FT 5", "/T (A) /FT /Tx /Parent (x)", "/T (A) /FT /Sig /V (x)",
        "/T (A) /FT /Tx /TU << >>", "/T (A) /FT /Tx /V 99 0 R", "/T (A) /FT /Tx /Rect 5", "/T (A) /FT /Tx /Rect [1 2]",
        "/T (A) /FT /Tx /Rect [(a) (b) (c) (d)]", "/T (A) /FT /Btn /V << >> /Opt [<< >>]", "/Parent 3 0 R /FT /Tx",
    ],
)  # fmt: skip
def test_nonsense_in_a_field_stops_nothing(entries):
    body = f"<< /Subtype /Widget {entries} >>" if "/Rect" in entries else widget(entries)
    content = form_pdf(widget("/FT /Tx /T (Sound) /V (x)"), body)

    assert [box.text for box in boxes(content) if box.name == "Sound"] == ["x"]


@pytest.mark.parametrize(
    "page", ["/MediaBox [0 0]", "/MediaBox 5", "/MediaBox [(a) 0 1 1]", "/Rotate (x)", "/Rotate 45"]
)
def test_nonsense_in_a_page_stops_nothing(page):
    assert only(widget("/FT /Tx /T (A) /V (x)"), page=page).text == "x"


def test_a_big_form_is_read_whole():
    content = form_pdf(*(widget(f"/FT /Tx /T (Field{number}) /V ({number})") for number in range(2000)))

    assert [box.text for box in boxes(content)] == [str(number) for number in range(2000)]


def test_the_title_of_the_document_is_kept():
    buffer = io.BytesIO()
    canvas = Canvas(buffer)
    canvas.setTitle("Treatment Services Referral Request")
    canvas.acroForm.textfield(name="ClientName", value="Rowan Testcase", x=72, y=700)
    canvas.acroForm.checkbox(name="Urgent", checked=True, x=72, y=600)
    canvas.showPage()
    canvas.save()
    content = read(buffer.getvalue())

    assert content.title == "Treatment Services Referral Request"
    assert [(box.name, box.text, box.ticked) for box in content.pages[0].boxes] == [
        ("ClientName", "Rowan Testcase", None),
        ("Urgent", "", True),
    ]


# ---- print ----


def test_print_is_given_as_runs_in_reading_order():
    buffer = io.BytesIO()
    canvas = Canvas(buffer)
    canvas.drawString(300, 700, "Right")
    canvas.drawString(72, 700, "Client's name:")
    canvas.drawString(72, 650, "Below")
    canvas.acroForm.textfield(name="A", x=72, y=600)
    canvas.showPage()
    canvas.save()
    content = read(buffer.getvalue())

    assert [run.text for run in content.printed(1)] == ["Client's name:", "Right", "Below"]
    assert content.printed(1)[0].place.page == 1
    assert content.printed(2) == ()


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
def test_print_and_boxes_turn_together(turn):
    """A label printed left of its box stands left of it on the page as seen, however the page is turned."""
    text = b"BT /F1 10 Tf %s Td (Name) Tj ET"
    matrix = {
        0: b"1 0 0 1 100 300 Tm",
        90: b"0 1 -1 0 300 100 Tm",
        180: b"-1 0 0 -1 300 300 Tm",
        270: b"0 -1 1 0 300 300 Tm",
    }
    rect = {0: "150 298 250 312", 90: "288 150 302 250", 180: "150 288 250 302", 270: "298 150 312 250"}
    stream = text.replace(b"%s Td", matrix[turn])
    content = form_pdf(
        widget("/FT /Tx /T (A)", rect[turn]),
        b"<< /Length %d >> stream\n%s\nendstream" % (len(stream), stream),
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
        annots=(4,),
        fields=(4,),
        page=f"/MediaBox [0 0 400 500] /Rotate {turn} /Contents 5 0 R /Resources << /Font << /F1 6 0 R >> >>",
    )
    read_ = read(content)
    (run,) = read_.printed(1)
    box = read_.pages[0].boxes[0]

    assert run.text == "Name"
    assert run.place.box[2] < box.place.box[0] + 3
    assert abs(run.place.box[1] - box.place.box[1]) < 12
