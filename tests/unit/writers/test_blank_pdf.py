import pikepdf
import pypdf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from caseforms.errors import OperatingError
from caseforms.writers.blank import Blank, BlankField, BlankSection
from caseforms.writers.blank_pdf import write_blank_pdf
from caseforms.writers.blank_xlsx import write_blank_xlsx

ROLES = (("parent", "Parent"), ("child", "Child, or other"))
SERVICES = (("anger_management", "Anger management"), ("drug_testing", "Drug testing"), ("other", "Other"))

BLANK = Blank(
    form="treatment-referral",
    title="Treatment Services Referral Request",
    edition="2026-01",
    agency="Cedar Valley Department of Human Services",
    purpose="Ask for a service.\n\nOne form for each client.",
    sections=(
        BlankSection(
            "Client",
            (
                BlankField("client_name", "Client's name", "name", required=True),
                BlankField("client_dob", "Date of birth", "birth_date", help="MM/DD/YYYY"),
                BlankField("icwa_applies", "Does ICWA apply?", "yes_no", required=True),
                BlankField("client_role", "Relationship", "choice", choices=ROLES),
                BlankField("client_address", "Address", "address"),
            ),
        ),
        BlankSection(
            "Request",
            (
                BlankField("services_requested", "Services", "choices", choices=SERVICES),
                BlankField("reason", "Reason", "narrative", lines=8, help="What happened. " * 20),
                BlankField(
                    "household",
                    "Household",
                    "table",
                    rows=3,
                    columns=(
                        BlankField("name", "Name", "name"),
                        BlankField("role", "Role", "choice", choices=ROLES),
                        BlankField("lives_in_home", "Lives in the home?", "yes_no"),
                    ),
                ),
            ),
            text="Read this first.",
        ),
        BlankSection("Signature", (BlankField("signature", "Signature of worker", "signature"),)),
        BlankSection("Decision", (BlankField("decision", "Decision", "text", office=True),)),
    ),
)

ANSWERS = {
    "client_name": "Émile O'Fabrica Jr.",
    "client_dob": "02/29/2008",
    "client_address": "100 Example Street\nSampleton 00000",
    "reason": "Zażółć gęślą jaźń — 家族\nsecond line",
    "household.1.name": "Juniper Sample",
    "household.3.name": "Quill Placeholder",
    "signature": "Ada Clerk",
    "decision": "approved",
}
CHOSEN = {"client_role": "Child, or other", "household.2.role": "Parent", "household.2.lives_in_home": "Unknown"}


@pytest.fixture(scope="module")
def blank_file(tmp_path_factory):
    target = tmp_path_factory.mktemp("blank") / "form.pdf"
    write_blank_pdf(BLANK, target)
    return target


def words(path):
    return [page.extract_text() for page in pypdf.PdfReader(path).pages]


def leaves(path):
    return {name: field for name, field in pypdf.PdfReader(path).get_fields().items() if "/FT" in field}


def test_every_question_is_a_widget_named_by_its_field(blank_file):
    assert set(leaves(blank_file)) == {
        "client_name", "client_dob", "icwa_applies", "client_role", "client_address", "reason", "signature", "decision",
        *(f"services_requested.{code}" for code, _ in SERVICES),
        *(f"household.{row}.{column}" for row in (1, 2, 3) for column in ("name", "role", "lives_in_home")),
    }  # fmt: skip


def test_tooltips_say_the_label_and_the_help(blank_file):
    tips = {name: field["/TU"] for name, field in leaves(blank_file).items()}
    assert tips["client_name"] == "Client's name"
    assert tips["client_dob"] == "Date of birth (MM/DD/YYYY)"
    assert tips["services_requested.drug_testing"] == "Services: Drug testing"
    assert tips["household.2.role"] == "Household, row 2: Role"


def test_document_says_what_it_is(blank_file):
    with pikepdf.open(blank_file) as pdf:
        assert pdf.docinfo["/Subject"] == pdf.docinfo["/Keywords"] == "caseforms:treatment-referral:2026-01"
        assert pdf.docinfo["/Title"] == BLANK.title
        assert pdf.Root.Lang == "en-US"
        assert pdf.Root.AcroForm.NeedAppearances
        assert {str(page.Tabs) for page in pdf.pages} == {"/R"}
        assert [float(number) for number in pdf.pages[0].MediaBox] == [0, 0, 612, 792]


def test_every_page_carries_number_form_and_edition(blank_file):
    pages = words(blank_file)
    assert len(pages) > 1
    for number, text in enumerate(pages, start=1):
        assert f"Page {number} of {len(pages)}" in text
        assert "treatment-referral, edition 2026-01" in text


def test_asterisk_is_explained_only_where_one_stands(tmp_path, blank_file):
    assert "* must be filled in" in words(blank_file)[0]
    assert "Client's name *" in words(blank_file)[0]
    free = BLANK._replace(sections=(BlankSection("Client", (BlankField("client_name", "Name", "name"),)),))
    write_blank_pdf(free, tmp_path / "free.pdf")
    assert "must be filled in" not in words(tmp_path / "free.pdf")[0]


def test_filled_with_pypdf_every_value_comes_back(tmp_path, blank_file):
    writer = pypdf.PdfWriter(clone_from=blank_file)
    ticks = {"icwa_applies": "/unknown", "services_requested.other": "/Yes"}
    texts = {name: value for name, value in ANSWERS.items() if name != "reason"}  # pypdf draws with Latin letters only
    for page in writer.pages:
        writer.update_page_form_field_values(page, texts | CHOSEN | ticks)
    writer.write(tmp_path / "filled.pdf")
    filled = {name: field.get("/V") for name, field in leaves(tmp_path / "filled.pdf").items() if field.get("/V")}
    assert filled == texts | CHOSEN | ticks


def every_widget(pdf):
    def walk(fields, prefix):
        for field in fields:
            name = prefix + str(field.T)
            if "/FT" in field:
                yield name, field
            else:
                yield from walk(field.Kids, f"{name}.")

    return dict(walk(pdf.Root.AcroForm.Fields, ""))


def test_filled_with_pikepdf_every_value_comes_back(tmp_path, blank_file):
    with pikepdf.open(blank_file) as pdf:
        widgets = every_widget(pdf)
        for name, value in (ANSWERS | CHOSEN).items():
            widgets[name].V = pikepdf.String(value)
        for field, state in ((widgets["services_requested.drug_testing"], "/Yes"), (widgets["icwa_applies"], "/no")):
            field.V = pikepdf.Name(state)
            for button in field.get("/Kids", [field]):
                button.AS = pikepdf.Name(state if state in button.AP.N else "/Off")
        pdf.save(tmp_path / "filled.pdf")
    with pikepdf.open(tmp_path / "filled.pdf") as pdf:
        got = {name: str(field.V) for name, field in every_widget(pdf).items() if "/V" in field}
    assert got == ANSWERS | CHOSEN | {"services_requested.drug_testing": "/Yes", "icwa_applies": "/no"}


def test_lists_offer_the_labels_and_a_way_back(blank_file):
    with pikepdf.open(blank_file) as pdf:
        widgets = every_widget(pdf)
        assert [str(option) for option in widgets["client_role"].Opt] == [" ", "Parent", "Child, or other"]
        assert "/MaxLen" not in widgets["client_name"]
        states = {str(key) for button in widgets["icwa_applies"].Kids for key in button.AP.N}
    assert states == {"/yes", "/no", "/unknown", "/Off"}


def rectangles(path):
    with pikepdf.open(path) as pdf:
        return [[[float(number) for number in widget.Rect] for widget in page.get("/Annots", [])] for page in pdf.pages]


@settings(max_examples=20, deadline=None)
@given(
    st.lists(
        st.builds(
            BlankField,
            name=st.integers(0, 10**9).map("f{}".format),
            label=st.text("abc defgh Wij*é", max_size=150).map("Q{}".format),
            kind=st.sampled_from(["text", "date", "yes_no", "choice", "choices", "narrative", "signature", "table"]),
            help=st.sampled_from(["", "Short help.", "A help that is long enough to need more than one line. " * 3]),
            required=st.booleans(),
            choices=st.just(SERVICES),
            lines=st.sampled_from([1, 2, 40]),
            columns=st.just((BlankField("name", "Name", "name"), BlankField("dob", "Born", "date"))),
            rows=st.sampled_from([1, 60]),
            office=st.booleans(),
        ),
        max_size=12,
        unique_by=lambda field: field.name,
    )
)
def test_no_box_leaves_its_page_or_lies_on_another(tmp_path_factory, fields):
    target = tmp_path_factory.mktemp("any") / "form.pdf"
    write_blank_pdf(BLANK._replace(sections=(BlankSection("All", tuple(fields), text="Read."),)), target)
    for boxes in rectangles(target):
        for left, bottom, right, top in boxes:
            assert 0 <= left < right <= 612
            assert 42 < bottom < top < 792 - 38
        for number, (left, bottom, right, top) in enumerate(boxes):
            for other in boxes[number + 1 :]:
                apart = right <= other[0] + 0.1 or other[2] <= left + 0.1 or top <= other[1] + 0.1
                assert apart or other[3] <= bottom + 0.1
    write_blank_xlsx(BLANK._replace(sections=(BlankSection("All", tuple(fields)),)), target.with_suffix(".xlsx"))


def test_a_text_longer_than_a_page_goes_on_over_the_page(tmp_path):
    write_blank_pdf(BLANK._replace(sections=(BlankSection("Rights", (), text="You may. " * 1500),)), tmp_path / "a.pdf")
    counts = [text.count("You may.") for text in words(tmp_path / "a.pdf")]
    assert sum(counts) == 1500
    assert len(counts) >= 3


def test_what_the_office_fills_in_stays_together_and_says_so(tmp_path):
    office = tuple(BlankField(f"o{number}", f"Office {number}", "address", office=True) for number in range(8))
    asked = tuple(BlankField(f"q{number}", f"Question {number}", "address") for number in range(9))
    write_blank_pdf(
        BLANK._replace(sections=(BlankSection("Asked", asked), BlankSection("Decision", office))), tmp_path / "a.pdf"
    )
    first, second = words(tmp_path / "a.pdf")
    assert "Question 8" in first
    assert "Decision" not in first
    assert "For office use only" in second
    mixed = BlankSection("Asked", (BlankField("q", "Question", "text"), office[0]))
    write_blank_pdf(BLANK._replace(sections=(mixed,)), tmp_path / "b.pdf")
    assert "For office use\n" in words(tmp_path / "b.pdf")[0]


def test_names_of_tables_and_lists_are_a_tree_as_the_standard_asks(blank_file):
    with pikepdf.open(blank_file) as pdf:
        names = [str(item.T) for item in pdf.objects if isinstance(item, pikepdf.Dictionary) and "/T" in item]
    assert "household" in names
    assert not [name for name in names if "." in name]


def test_same_form_gives_the_same_bytes(tmp_path, blank_file):
    write_blank_pdf(BLANK, tmp_path / "again.pdf")
    assert (tmp_path / "again.pdf").read_bytes() == blank_file.read_bytes()


def test_a_folder_that_is_missing_is_named(tmp_path):
    with pytest.raises(OperatingError, match="cannot be written"):
        write_blank_pdf(BLANK, tmp_path / "missing" / "form.pdf")
