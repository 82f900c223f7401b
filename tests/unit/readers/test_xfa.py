"""XFA forms: dynamic ones from their packets, hybrid ones compared with theirs; nothing lost, nothing invented."""

from __future__ import annotations

import io

import pikepdf
import pytest
from builders import form_pdf, record_of, submission_of, tick, widget
from builders_xfa import DATA, a_draw, a_field, boxes_of, datasets, dynamic, items, said, stream, template, xfa_pdf

from caseforms.errors import UnreadableFileError
from caseforms.model import BoxKind
from caseforms.readers.pdf import read

HTML = '<body xmlns="http://www.w3.org/1999/xhtml">'
NAME = a_field("ClientName", caption="Client's name")


# ---- values and their names ----


def test_a_value_has_the_name_that_acroform_would_give_it():
    content = dynamic(
        f'<subform name="Page1">{NAME}{a_field("DOB")}</subform>',
        "<form1><Page1><ClientName>Rowan Testcase</ClientName><DOB>1990-07-04</DOB></Page1></form1>",
    )
    assert said(content) == {
        "form1[0].Page1[0].ClientName[0]": "Rowan Testcase",
        "form1[0].Page1[0].DOB[0]": "1990-07-04",
    }
    assert boxes_of(content)["form1[0].Page1[0].ClientName[0]"].label == "Client's name"


def test_unnamed_subforms_are_counted_with_all_and_names_go_on_across_them():
    body = f"<subform>{a_field('T')}</subform><subform name='Named'/><subform>{a_field('T')}{a_field('a.b')}</subform>"
    content = dynamic(body, "<form1><T>one</T><T>two</T><a.b>three</a.b></form1>")
    assert said(content) == {
        "form1[0].#subform[0].T[0]": "one",
        "form1[0].#subform[2].T[1]": "two",
        r"form1[0].#subform[2].a\.b[0]": "three",
    }


@pytest.mark.parametrize("count", [1, 2, 3, 7])
def test_repeated_subforms_are_instances(count):
    row = f'<subform name="Child"><occur min="1" max="-1"/>{a_field("Name")}</subform>'
    data = "".join(f"<Child><Name>Child {number}</Name></Child>" for number in range(count))
    content = dynamic(row, f"<form1>{data}</form1>")
    assert said(content) == {f"form1[0].Child[{number}].Name[0]": f"Child {number}" for number in range(count)}


def test_more_instances_than_the_template_allows_are_kept_as_hidden_values():
    row = f'<subform name="Child"><occur min="1" max="2"/>{a_field("Name")}</subform>'
    data = "".join(f"<Child><Name>Child {number}</Name></Child>" for number in range(3))
    boxes = boxes_of(dynamic(row, f"<form1>{data}</form1>"))
    assert [box.hidden for box in boxes.values()] == [False, False, True]
    assert boxes["form1[0].Child[2].Name[0]"].text == "Child 2"


def test_an_optional_subform_without_data_is_not_there():
    optional = f'<subform name="Child"><occur min="0" max="-1"/>{a_field("Name")}</subform>'
    assert boxes_of(dynamic(optional + NAME, "<form1><ClientName>x</ClientName></form1>")).keys() == {
        "form1[0].ClientName[0]"
    }


@pytest.mark.parametrize(
    ("bind", "data"),
    [
        ('<bind match="dataRef" ref="$.person.name"/>', "<form1><person><name>Rowan</name></person></form1>"),
        ('<bind match="dataRef" ref="$record.person.name"/>', "<form1><person><name>Rowan</name></person></form1>"),
        ('<bind match="dataRef" ref="$data.form1.name[1]"/>', "<form1><name>no</name><name>Rowan</name></form1>"),
        ('<bind match="dataRef" ref="$.person[*].name"/>', "<form1><person><name>Rowan</name></person></form1>"),
        ('<bind match="dataRef" ref="$..name"/>', "<form1><a><b><name>Rowan</name></b></a></form1>"),
        ('<bind match="dataRef" ref="!data.form1.name"/>', "<form1><name>Rowan</name></form1>"),
        ('<bind match="dataRef" ref="xfa.datasets.data.form1.name"/>', "<form1><name>Rowan</name></form1>"),
        (r'<bind match="dataRef" ref="$.first\.name"/>', "<form1><first.name>Rowan</first.name></form1>"),
        ('<bind match="dataRef" ref="person.name"/>', "<form1><person><name>Rowan</name></person></form1>"),
        ('<bind match="global"/>', "<form1><a><b><X>Rowan</X></b></a></form1>"),
        ("<bind/>", "<form1><X>Rowan</X></form1>"),
        ("", '<form1 X="Rowan"/>'),
    ],
)
def test_bindings(bind, data):
    assert said(dynamic(a_field("X", bind), data))["form1[0].X[0]"] == "Rowan"


def test_a_global_value_shows_in_every_field_of_its_name():
    field = a_field("Case", '<bind match="global"/>')
    content = dynamic(
        f'<subform name="P1">{field}</subform><subform name="P2">{field}</subform>', "<form1><Case>CW-1</Case></form1>"
    )
    assert said(content) == {"form1[0].P1[0].Case[0]": "CW-1", "form1[0].P2[0].Case[0]": "CW-1"}


def test_what_is_not_found_where_it_stands_is_looked_for_outwards():
    content = dynamic(f'<subform name="P1">{NAME}</subform>', "<form1><ClientName>Rowan</ClientName><P1/></form1>")
    assert said(content) == {"form1[0].P1[0].ClientName[0]": "Rowan"}


def test_a_field_bound_to_nothing_has_the_value_of_the_form_packet():
    field = '<field name="X"><value><text>Rowan</text></value></field>'
    form = f'<form xmlns="x"><subform name="form1">{field}</subform></form>'
    assert said(dynamic(a_field("X", '<bind match="none"/>'), "<form1/>", form=form)) == {"form1[0].X[0]": "Rowan"}


def test_a_value_that_no_field_takes_is_kept_as_hidden():
    box = boxes_of(dynamic(NAME, "<form1><Other><Left>behind</Left></Other></form1>"))["form1[0].Other[0].Left[0]"]
    assert (box.text, box.hidden) == ("behind", True)


def test_the_record_need_not_have_the_name_of_the_form():
    assert said(dynamic(NAME, "<anything><ClientName>Rowan</ClientName></anything>")) == {
        "form1[0].ClientName[0]": "Rowan"
    }


# ---- kinds of fields ----

TICK = a_field("Yes", items("1", "0"), "checkButton", "Urgent")


@pytest.mark.parametrize(("stored", "ticked"), [("1", True), ("0", False), ("", False)])
def test_a_tick(stored, ticked):
    box = boxes_of(dynamic(TICK, f"<form1><Yes>{stored}</Yes></form1>"))["form1[0].Yes[0]"]
    assert (box.kind, box.ticked, box.raw, box.label) == (BoxKind.TICK, ticked, "1" if ticked else None, "Urgent")


def test_a_tick_that_stores_neither_on_nor_off_is_kept_as_it_stands():
    box = boxes_of(dynamic(TICK, "<form1><Yes>maybe</Yes></form1>"))["form1[0].Yes[0]"]
    assert (box.kind, box.text) == (BoxKind.TEXT, "maybe")


YES_NO = "".join(
    a_field("Answer", f'<bind match="global"/>{items(state, "0")}', "checkButton", label)
    for state, label in (("1", "Yes"), ("3", "No"))
)


@pytest.mark.parametrize(("stored", "ticked"), [("1", [True, False]), ("3", [False, True]), ("0", [False, False])])
def test_ticks_that_share_one_value_are_on_by_what_each_stores(stored, ticked):
    boxes = boxes_of(dynamic(YES_NO, f"<form1><Answer>{stored}</Answer></form1>"))
    assert [boxes[f"form1[0].Answer[{number}]"].ticked for number in (0, 1)] == ticked


def test_a_shared_value_that_is_no_state_of_any_tick_is_kept():
    boxes = boxes_of(dynamic(YES_NO, "<form1><Answer>2</Answer></form1>"))
    assert {box.text for box in boxes.values()} == {"2"}


GROUP = (
    '<exclGroup name="Role">'
    + a_field("a", items("M"), "checkButton", "Mother")
    + a_field("b", items("F"), "checkButton", "Father")
    + "</exclGroup>"
)


@pytest.mark.parametrize(("stored", "text"), [("M", "Mother"), ("F", "Father"), ("", ""), ("Q", "Q")])
def test_radio_buttons_are_one_box_with_the_caption_of_the_chosen(stored, text):
    boxes = boxes_of(dynamic(GROUP, f"<form1><Role>{stored}</Role></form1>"))
    assert boxes.keys() == {"form1[0].Role[0]"}
    box = boxes["form1[0].Role[0]"]
    assert (box.kind, box.text, box.raw) == (BoxKind.RADIO, text, stored or None)
    assert box.options == ("Mother", "Father")


def test_radio_buttons_without_a_name_store_each_for_itself():
    group = GROUP.replace(' name="Role"', "")
    box = boxes_of(dynamic(group, "<form1><a/><b>F</b></form1>"))["form1[0].#exclGroup[0]"]
    assert (box.text, box.raw) == ("Father", "F")


CHOICE = a_field("C", items("Mother", "Father") + items("17", "18", save="1"), "choiceList", "Role")


def test_a_choice_shows_its_label_and_keeps_its_code():
    box = boxes_of(dynamic(CHOICE, "<form1><C>18</C></form1>"))["form1[0].C[0]"]
    assert (box.kind, box.text, box.raw, box.options) == (BoxKind.CHOICE, "Father", "18", ("Mother", "Father"))


@pytest.mark.parametrize("data", ["<C><value>17</value><value>18</value></C>", "<C>17\n18</C>"])
def test_several_choices(data):
    assert said(dynamic(CHOICE, f"<form1>{data}</form1>")) == {"form1[0].C[0]": "Mother; Father"}


def test_a_choice_of_ones_own():
    assert said(dynamic(CHOICE, "<form1><C>Aunt</C></form1>")) == {"form1[0].C[0]": "Aunt"}


def test_choices_listed_among_the_data():
    bound = '<bindItems ref="xfa.datasets.Lists.Role[*]" labelRef="$" valueRef="code"/>'
    field = a_field("C", bound, "choiceList")
    lists = '<Lists><Role code="">-</Role><Role code="7">Mother</Role></Lists>'
    content = read(
        xfa_pdf({"template": template(field), "datasets": datasets("<form1><C>7</C></form1>", beside=lists)})
    )
    assert said(content) == {"form1[0].C[0]": "Mother"}


def test_choices_that_a_script_made_stand_in_the_form_packet():
    changed = items("Mother") + items("7", save="1")
    form = f'<form xmlns="x"><subform name="form1"><field name="C">{changed}</field></subform></form>'
    content = dynamic(a_field("C", "", "choiceList"), "<form1><C>7</C></form1>", form=form)
    assert said(content) == {"form1[0].C[0]": "Mother"}


@pytest.mark.parametrize(
    ("stored", "text"), [("2.00000000", "2"), ("2.50", "2.5"), ("-7.0", "-7"), ("100", "100"), ("0.05", "0.05")]
)
def test_numbers_lose_the_zeros_with_which_they_are_stored(stored, text):
    field = a_field("N", "<value><decimal/></value>", "numericEdit")
    box = boxes_of(dynamic(field, f"<form1><N>{stored}</N></form1>"))["form1[0].N[0]"]
    assert (box.text, box.raw) == (text, stored if text != stored else None)


def test_a_text_that_looks_like_such_a_number_stays():
    assert said(dynamic(a_field("N"), "<form1><N>2.00</N></form1>")) == {"form1[0].N[0]": "2.00"}


def test_rich_text_becomes_plain():
    words = "<p>Two <b>bold</b>\n words</p><p>and <i>a</i> line</p>"
    rich = f"<X>{HTML}{words}</body></X>"
    assert said(dynamic(a_field("X"), f"<form1>{rich}</form1>")) == {"form1[0].X[0]": "Two bold words\nand a line"}


def test_lines_and_signs_of_a_text_are_kept():
    content = dynamic(a_field("X"), "<form1><X>one\ntwo &amp; &lt;Sons&gt; \u00e9</X></form1>")
    assert said(content) == {"form1[0].X[0]": "one\ntwo & <Sons> \u00e9"}


@pytest.mark.parametrize("ui", ["button", "imageEdit", "barcode"])
def test_what_asks_nothing_is_no_box(ui):
    assert boxes_of(dynamic(a_field("X", "", ui) + NAME, "<form1><X>x</X></form1>")).keys() == {
        "form1[0].ClientName[0]"
    }


# ---- what the template says of a field ----


@pytest.mark.parametrize(
    ("inside", "label"),
    [
        ("<caption><value><text>* Name </text></value></caption>", "Name"),
        ("<assist><speak>Say the name</speak><toolTip>Full name</toolTip></assist>", "Full name"),
        ("<assist><speak>Say the name</speak></assist>", "Say the name"),
        ('<caption presence="hidden"><value><text>Old</text></value></caption><assist><speak>S</speak></assist>', "S"),
        (
            f"<caption><value><exData>{HTML}<p>Full <b>name</b></p></body></exData></value></caption>",
            "Full name",
        ),
    ],
)
def test_labels(inside, label):
    assert boxes_of(dynamic(a_field("X", inside), "<form1/>"))["form1[0].X[0]"].label == label


@pytest.mark.parametrize("presence", ["hidden", "invisible", "inactive"])
@pytest.mark.parametrize("outside", [True, False])
def test_what_nobody_sees_is_hidden(presence, outside):
    mark = f'presence="{presence}"'
    body = f"<subform name='S' {mark if outside else ''}>{a_field('X', attributes='' if outside else mark)}</subform>"
    box = boxes_of(dynamic(body, "<form1><S><X>Rowan</X></S></form1>"))["form1[0].S[0].X[0]"]
    assert (box.hidden, box.text) == (True, "Rowan")


def test_what_a_script_showed_is_seen():
    form = '<form xmlns="x"><subform name="form1"><field name="X" presence="visible"/></subform></form>'
    content = dynamic(a_field("X", attributes='presence="hidden"'), "<form1><X>Rowan</X></form1>", form=form)
    assert not boxes_of(content)["form1[0].X[0]"].hidden


def test_what_stands_on_the_blank_is_print_and_no_answer():
    content = dynamic(a_field("X", "<value><text>Sampleton</text></value>"), "<form1/>")
    assert boxes_of(content)["form1[0].X[0]"].text == ""
    assert "Sampleton" in [run.text for run in content.printed(1)]


def test_pages_are_told_by_the_breaks():
    broken = '<subform name="P2"><breakBefore targetType="pageArea" startNew="1"/>' + a_field("B") + "</subform>"
    content = dynamic(f'<subform name="P1">{a_field("A")}</subform>' + a_draw("End of part one") + broken, "<form1/>")
    pages = {name: box.place.page for name, box in boxes_of(content).items()}
    assert pages == {"form1[0].P1[0].A[0]": 1, "form1[0].P2[0].B[0]": 2}
    assert len(content.pages) == 2
    assert [run.text for run in content.printed(1)] == ["End of part one"]


def test_places_count_from_the_lower_left_corner_of_the_page():
    area = (
        '<pageSet><pageArea><contentArea x="1in" y="1in" w="6.5in" h="9in"/><medium short="8.5in" long="11in"/>'
        "</pageArea></pageSet>"
    )
    field = a_field("A", attributes='x="1in" y="2in" w="72pt" h="25.4mm"')
    content = dynamic(area + f'<subform name="P" layout="position">{field}</subform>', "<form1/>")
    assert boxes_of(content)["form1[0].P[0].A[0]"].place.box == (144.0, 504.0, 216.0, 576.0)
    assert content.pages[0].size == (612.0, 792.0)


def test_each_page_has_the_frame_of_its_own_area():
    def area(top: str) -> str:
        return (
            f'<pageArea><contentArea x="1in" y="{top}" w="6in" h="9in"/><medium short="8.5in" long="11in"/></pageArea>'
        )

    second = f'<subform name="P2"><breakBefore targetType="pageArea" startNew="1"/>{a_field("B")}</subform>'
    content = dynamic(f"<pageSet>{area('1in')}{area('2in')}</pageSet>" + a_field("A") + second, "<form1/>")
    tops = {name: box.place.box[3] for name, box in boxes_of(content).items()}
    assert tops == {"form1[0].A[0]": 720.0, "form1[0].P2[0].B[0]": 648.0}


def test_more_fields_than_a_page_holds_go_on_on_the_next():
    content = dynamic("".join(a_field(f"F{n}", attributes='h="1in" w="3in"') for n in range(25)), "<form1/>")
    assert [len(page.boxes) for page in content.pages] == [10, 10, 5]


# ---- the form as a whole ----


def test_one_stream_for_all_packets():
    data = datasets("<form1><ClientName>Rowan</ClientName></form1>")
    head = '<?xml version="1.0"?><xdp:xdp xmlns:xdp="http://ns.adobe.com/xdp/">'
    whole = f"{head}{template(NAME)}{data}</xdp:xdp>"
    assert said(read(xfa_pdf({"": whole}))) == {"form1[0].ClientName[0]": "Rowan"}


def test_prefixes_that_only_the_preamble_declares():
    packets = {
        "preamble": f'<xdp:xdp xmlns:xdp="http://ns.adobe.com/xdp/" xmlns:xfa="{DATA}" xmlns:q="http://example.org/q">',
        "template": template(NAME),
        "datasets": "<xfa:datasets><xfa:data><q:f><q:ClientName>Rowan</q:ClientName></q:f></xfa:data></xfa:datasets>",
        "postamble": "</xdp:xdp>",
    }
    content = read(xfa_pdf(packets))
    assert said(content) == {"form1[0].ClientName[0]": "Rowan"}
    assert content.remarks == ()


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_encodings(encoding):
    data = datasets("<form1><ClientName>Émile</ClientName></form1>").encode(encoding)
    assert said(read(xfa_pdf({"template": template(NAME), "datasets": data}))) == {"form1[0].ClientName[0]": "Émile"}


def repaired(content) -> bool:
    return [remark.kind for remark in content.remarks] == ["repaired"]


@pytest.mark.parametrize(
    ("stored", "text"),
    [
        ("Smith & Sons", "Smith & Sons"),
        ("a &amp; b & c", "a & b & c"),
        ("caf&eacute;", "café"),
        ("1 < 2 &amp; 3", "1 < 2 & 3"),
        ("&undefined; x", "&undefined; x"),
        ("a\x0bb", "ab"),
    ],
)
def test_damaged_data_lose_no_sign_and_are_told(stored, text):
    content = dynamic(NAME, f"<form1><ClientName>{stored}</ClientName></form1>")
    assert said(content) == {"form1[0].ClientName[0]": text}
    assert repaired(content)


def test_data_that_break_off_give_what_is_there():
    cut = datasets("<form1><ClientName>Smith &amp; Sons</ClientName><DOB>1990-07-04</DOB></form1>").partition("</DOB>")[
        0
    ]
    content = read(xfa_pdf({"template": template(NAME + a_field("DOB")), "datasets": cut}))
    assert said(content)["form1[0].ClientName[0]"] == "Smith & Sons"
    assert repaired(content)
    assert "missing" in content.remarks[0].words["how"]


def test_without_a_template_the_data_speak_for_themselves():
    content = read(xfa_pdf({"datasets": datasets("<form1><P><ClientName>Rowan</ClientName></P><P/></form1>")}))
    assert said(content) == {"form1[0].P[0].ClientName[0]": "Rowan"}
    assert not any(box.hidden for box in boxes_of(content).values())


def test_a_form_without_answers_is_a_blank_form():
    content = dynamic(NAME, "")
    assert said(content) == {}
    assert boxes_of(content).keys() == {"form1[0].ClientName[0]"}


@pytest.mark.parametrize(
    "packets",
    [
        {"template": template(NAME)},
        {"template": template(NAME), "datasets": ""},
        {"template": template(NAME), "datasets": "no XML at all"},
        {"": "nothing"},
        {},
    ],
)
def test_what_holds_no_data_is_refused_in_words(packets):
    with pytest.raises(UnreadableFileError) as refused:
        read(xfa_pdf(packets))
    assert refused.value.kind == "xfa"
    assert "Acrobat" in refused.value.message
    assert "print it to PDF" in refused.value.mend


def test_entities_are_not_expanded():
    declared = '<!DOCTYPE d [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]>'
    content = read(
        xfa_pdf(
            {"template": template(NAME), "datasets": declared + datasets("<form1><ClientName>&b;</ClientName></form1>")}
        )
    )
    assert said(content) == {"form1[0].ClientName[0]": "&b;"}
    assert repaired(content)


def test_nothing_outside_the_file_is_fetched(tmp_path):
    secret = tmp_path / "secret.txt"
    secret.write_text("secret", encoding="utf-8")
    declared = f'<!DOCTYPE d [<!ENTITY f SYSTEM "{secret.as_uri()}">]>'
    data = declared + datasets("<form1><ClientName>&f;</ClientName></form1>")
    content = read(xfa_pdf({"template": template(NAME), "datasets": data}))
    assert said(content) == {"form1[0].ClientName[0]": "&f;"}


def test_a_signature_beside_the_packets_is_kept():
    signature = widget("/FT /Sig /T (S) /V << /Type /Sig /Name (Rowan Testcase) /M (D:20260306) >>")
    content = read(xfa_pdf({"datasets": datasets("<form1><A>x</A></form1>")}, signature))
    assert boxes_of(content)["S"].text == "Rowan Testcase"


@pytest.mark.parametrize("aes", [True, False])
def test_an_encrypted_form_that_opens_without_a_password(aes):
    packets = {"template": template(NAME), "datasets": datasets("<form1><ClientName>Rowan</ClientName></form1>")}
    with pikepdf.open(io.BytesIO(xfa_pdf(packets))) as document:
        buffer = io.BytesIO()
        document.save(
            buffer,
            encryption=pikepdf.Encryption(owner="secret", user="", R=6 if aes else 4, aes=aes, metadata=aes),
            compress_streams=True,
        )
    assert said(read(buffer.getvalue())) == {"form1[0].ClientName[0]": "Rowan"}


# ---- hybrid forms ----

HYBRID = template(a_field("A") + a_field("B") + a_field("T", items("1", "0"), "checkButton"))


def hybrid(data: str, *widgets: str):
    parent = [f"<< /T (form1[0]) /Kids [{' '.join(f'{5 + n} 0 R' for n in range(len(widgets)))}] >>"]
    kids = [body.replace("<<", "<< /Parent 4 0 R", 1) for body in widgets]
    first = 5 + len(widgets)
    return read(
        form_pdf(
            *parent,
            *kids,
            stream(HYBRID),
            stream(datasets(f"<form1>{data}</form1>")),
            annots=range(5, first),
            fields=[4],
            acroform=f"/XFA [(template) {first} 0 R (datasets) {first + 1} 0 R]",
        )
    )


def text(name: str, value: str) -> str:
    return widget(f"/FT /Tx /T ({name}[0]) /V ({value})")


def copies(content) -> dict[str, tuple[str, str]]:
    return {
        name: (remark.words["a"], remark.words["b"])
        for name, box in boxes_of(content).items()
        for remark in box.remarks
        if remark.kind == "two_copies"
    }


def test_both_copies_agree():
    content = hybrid(
        "<A>Rowan</A><B>1990-07-04</B><T>1</T>",
        text("A", "Rowan"),
        text("B", "07/04/1990"),
        tick("/T (T[0]) /V /1 /AS /1", "1"),
    )
    assert (copies(content), content.remarks) == ({}, ())
    assert said(content)["form1[0].A[0]"] == "Rowan"


@pytest.mark.parametrize(
    ("seen", "stored"),
    [
        ("\\(207\\) 555-0134", "2075550134"),
        ("July 4, 1990", "1990-07-04"),
        ("4 Jul 90", "1990-07-04"),
        ("$1,200", "1200"),
        ("ROWAN", "Rowan"),
    ],
)
def test_a_pattern_is_no_difference(seen, stored):
    assert copies(hybrid(f"<A>{stored}</A>", text("A", seen))) == {}


@pytest.mark.parametrize(
    ("seen", "stored"),
    [
        ("Rowan", "Rowan Testcase"),
        ("07/04/1990", "1990-07-05"),
        ("2075550134", "2075550135"),
        ("April 7", "1990-04-07"),
    ],
)
def test_a_difference_is_told_and_the_box_stays_as_it_is(seen, stored):
    content = hybrid(f"<A>{stored}</A>", text("A", seen))
    assert copies(content) == {"form1[0].A[0]": (seen, stored)}
    assert said(content)["form1[0].A[0]"] == seen


def test_a_value_that_only_the_data_have_stands_in_its_box():
    content = hybrid("<A>Rowan</A><B>x</B>", text("A", ""), text("B", "x"))
    assert copies(content) == {"form1[0].A[0]": ("nothing", "Rowan")}
    assert said(content)["form1[0].A[0]"] == "Rowan"


def test_a_value_that_only_the_box_has_is_told():
    assert copies(hybrid("<A/><B>x</B>", text("A", "Rowan"), text("B", "x"))) == {"form1[0].A[0]": ("Rowan", "nothing")}


@pytest.mark.parametrize(("on", "stored"), [(True, "0"), (False, "1")])
def test_ticks_that_differ(on, stored):
    state = "1" if on else "Off"
    content = hybrid(f"<B>x</B><T>{stored}</T>", text("B", "x"), tick(f"/T (T[0]) /V /{state} /AS /{state}", "1"))
    words = ("a tick", "nothing") if on else ("nothing", "a tick")
    assert copies(content) == {"form1[0].T[0]": words}


@pytest.mark.parametrize("data", ["", "<A/><B/><T>0</T>"])
def test_data_that_are_empty_as_a_whole_are_told_once(data):
    content = hybrid(data, text("A", "Rowan"), text("B", "x"))
    assert copies(content) == {}
    assert [remark.kind for remark in content.remarks] == ["empty_packet"]


def test_a_blank_form_has_nothing_to_tell():
    assert hybrid("<A/><T>0</T>", text("A", ""), text("B", "")).remarks == ()


def test_a_value_without_a_widget_becomes_a_hidden_box():
    content = hybrid("<A>Rowan</A><B>x</B><C>y</C>", text("A", "Rowan"))
    boxes = boxes_of(content)
    assert {name for name, box in boxes.items() if box.hidden and box.filled} == {"form1[0].B[0]", "form1[0].C[0]"}


# ---- in the record ----


def test_a_dynamic_form_is_recognised_by_its_captions_and_read(tmp_path):
    asked = {
        "f1": ("Client's Name", "Rowan Testcase"),
        "f2": ("Client's Date of Birth", "1990-07-04"),
        "f3": ("Client's Phone", "(207) 555-0134"),
        "f4": ("Case Name", "Testcase family"),
        "f5": ("Case Number", "CW-2026-0417"),
        "f6": ("Requesting Worker", "Juniper Sample"),
        "f7": ("Supervisor's Name", "Quill Placeholder"),
        "f8": ("Date of Request", "2026-03-27"),
    }
    body = a_draw("Treatment Services Referral Request") + "".join(
        a_field(name, caption=caption) for name, (caption, _) in asked.items()
    )
    data = "".join(f"<{name}>{value}</{name}>" for name, (_, value) in asked.items())
    content = xfa_pdf({"template": template(body), "datasets": datasets(f"<form1>{data}</form1>")})
    record = record_of(submission_of(content, tmp_path))
    assert record.form == "treatment-referral"
    assert record.value("client_dob") == "1990-07-04"
    assert record.value("client_phone") == "2075550134"
    assert record.value("supervisor_name") == "Quill Placeholder"


# ---- flattened, with the packets left behind ----


def on_page(*lines: str) -> bytes:
    """A page that prints these lines, without widgets, and the packets of a blank form."""
    packets = {
        "template": template(a_draw("Referral of a person to services") + NAME),
        "datasets": datasets("<form1/>"),
    }
    with pikepdf.open(io.BytesIO(xfa_pdf(packets))) as document:
        page = document.pages[0]
        shown = "".join(f"BT /F 12 Tf 72 {700 - 20 * n} Td ({line}) Tj ET\n" for n, line in enumerate(lines))
        page.Contents = document.make_stream(shown.encode())
        font = pikepdf.Dictionary(Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica)
        page.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F=font))
        buffer = io.BytesIO()
        document.save(buffer)
    return buffer.getvalue()


def test_a_flattened_form_is_not_taken_for_its_blank_packets():
    lines = ("Referral of a person to services", "Client's name: Rowan Testcase")
    content = read(on_page(*lines))
    assert boxes_of(content) == {}
    assert any("Rowan Testcase" in run.text for run in content.printed(1))


def test_a_page_that_asks_to_wait_is_no_form():
    content = read(on_page("Please wait...", "Your viewer may not be able to display this document."))
    assert boxes_of(content).keys() == {"form1[0].ClientName[0]"}
    assert not any("wait" in run.text for run in content.printed(1))
