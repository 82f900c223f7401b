"""Fillable PDF to record: names, tooltips, print, ticks; conflicts told, nothing dropped."""

from __future__ import annotations

import pytest
from builders import FORMS, INDEXES, TODAY, asked, form_pdf, record_of, submission_of, tick, widget

from caseforms.interpret.records import interpret
from caseforms.model import Box, BoxKind, Page, Place, Record, State, Submission

FORM = "treatment-referral"


def text_box(name: str, text: str = "", label: str = "", at: float = 700.0, page: int = 1, **more) -> Box:
    return Box(BoxKind.TEXT, text, Place(page, (200.0, at, 400.0, at + 14)), name, label, **more)


def tick_box(name: str, label: str = "", *, ticked: bool = True, at: float = 700.0) -> Box:
    return Box(BoxKind.TICK, "", Place(1, (200.0, at, 210.0, at + 10)), name, label, ticked=ticked)


def word(text: str, at: float, left: float = 72.0) -> Box:
    return Box(BoxKind.WORD, text, Place(1, (left, at, left + 6.0 * len(text), at + 10)))


def read(*boxes: Box, words: tuple[Box, ...] = (), form: str = FORM) -> Record:
    submission = Submission("f.pdf", "0", "application/pdf", (Page(1, boxes),), printed=lambda _page: words)
    (record,) = interpret(submission, submission.pages, INDEXES[form], TODAY)
    return record


def kinds(record: Record, field: str) -> list[str]:
    return [remark.kind for remark in record.answer(field).remarks]


# ---- which widget is which field ----


@pytest.mark.parametrize(
    ("box", "confidence"),
    [
        (text_box("client_name", "Rowan Testcase"), 1.0),
        (text_box("ClientName", "Rowan Testcase"), 1.0),
        (text_box("Client.Name", "Rowan Testcase"), 1.0),
        (text_box("Text7", "Rowan Testcase", "Client's Name"), 1.0),
        (text_box("Text7", "Rowan Testcase", "Clients Nmae"), 0.825),
    ],
)
def test_by_name_or_tooltip(box, confidence):
    record = read(box)
    answer = record.answer("client_name")

    assert (answer.value, answer.raw, answer.confidence) == ("Rowan Testcase", "Rowan Testcase", confidence)
    assert (answer.place, answer.source) == (box.place, f"widget:{box.name}")
    assert record.unplaced == ()


def test_a_label_that_is_only_close_is_told():
    record = read(text_box("Text7", "Rowan Testcase", "Clients Nmae"))

    (remark,) = record.answer("client_name").remarks
    assert remark.kind == "close_label"
    assert dict(remark.words) == {"label": "Clients Nmae", "alias": "clients name"}


def test_name_and_tooltip_that_say_different_things_are_told():
    record = read(text_box("WorkerPhone", "(207) 555-0134", "Client's phone"))

    found = [name for name in ("client_phone", "worker_phone") if record.answer(name).value]
    assert len(found) == 1
    assert record.answer(found[0]).confidence < 1.0
    assert kinds(record, found[0]) == ["close_label"]


def test_a_second_phone_is_kept_but_is_not_the_phone():
    record = read(text_box("Phone_2", "(207) 555-0199", at=600))

    assert record.answer("client_phone").state is State.ABSENT
    assert [(left.name, left.raw) for left in record.unplaced] == [("Phone_2", "(207) 555-0199")]


def test_the_print_beside_a_nameless_box_is_a_guess_and_told():
    label = word("Client's name:", 702)
    record = read(text_box("Text1", "Rowan Testcase"), words=(label, word("Case name:", 660)))
    answer = record.answer("client_name")

    assert (answer.value, answer.source, answer.confidence) == ("Rowan Testcase", "label:Client's name", 0.8)
    assert kinds(record, "client_name") == ["guessed_place"]


def test_the_print_above_a_nameless_box_counts_too():
    record = read(text_box("Text1", "Rowan Testcase"), words=(word("Client's name", 716, left=200),))

    assert record.value("client_name") == "Rowan Testcase"


def test_a_telling_name_that_means_nothing_is_not_guessed_from_the_print():
    record = read(text_box("Nickname", "Ro"), words=(word("Client's name:", 702),))

    assert record.answer("client_name").state is State.ABSENT
    (left,) = record.unplaced
    assert (left.name, left.label, left.raw) == ("Nickname", "Client's name", "Ro")


def test_the_heading_above_decides_what_a_bare_name_means():
    boxes = text_box("Name", "Rowan Testcase", at=650), text_box("Name2", "Ada Clerk", "Name", at=550)
    record = read(*boxes, words=(word("Client", 690), word("Requesting worker", 590)))

    assert record.value("client_name") == "Rowan Testcase"
    assert record.value("worker_name") == "Ada Clerk"


def test_a_bare_label_that_has_no_meaning_without_its_heading():
    boxes = text_box("T1", "03/02/2026", "Date", at=650), text_box("T2", "03/03/2026", "Date", at=550)
    record = read(*boxes, words=(word("Request", 690), word("Signature", 590)))

    assert (record.value("form_date"), record.value("signature_date")) == ("2026-03-02", "2026-03-03")


def test_unknown_boxes_are_kept_with_label_and_place_and_empty_ones_are_not():
    box = text_box("Q9", "blue", "Favourite colour")
    record = read(box, text_box("Q10", "", "Favourite number"), tick_box("Q11", "Likes tea"))

    assert [(left.name, left.label, left.raw) for left in record.unplaced] == [
        ("Q9", "Favourite colour", "blue"),
        ("Q11", "Likes tea", ""),
    ]
    assert record.unplaced[0].place == box.place


def test_hidden_boxes_answer_nothing_and_are_told():
    hidden = text_box("client_name", "Old Name", hidden=True)
    record = read(text_box("case_name", "Testcase"), hidden)

    assert record.answer("client_name").state is State.ABSENT
    assert [(left.name, left.raw) for left in record.unplaced] == [("client_name", "Old Name")]
    assert "hidden_box" in [remark.kind for remark in record.remarks]


def test_the_plan_of_a_layout_is_not_mixed_up_with_another():
    first = read(text_box("Text1", "Rowan Testcase", "Client's name"))
    second = read(text_box("Text1", "Testcase", "Case name"))

    assert (first.value("client_name"), second.value("case_name")) == ("Rowan Testcase", "Testcase")
    assert second.answer("client_name").state is State.ABSENT


# ---- the four states ----


@pytest.mark.parametrize(
    ("boxes", "state", "raw"),
    [
        ((text_box("client_dob", "07/14/2012"),), State.ANSWERED, "07/14/2012"),
        ((text_box("client_dob", ""),), State.BLANK, ""),
        ((text_box("client_dob", "  "),), State.BLANK, "  "),
        ((text_box("client_dob", "N/A"),), State.BLANK, "N/A"),
        ((text_box("client_dob", "soon"),), State.UNREADABLE, "soon"),
        ((), State.ABSENT, ""),
    ],
)
def test_answered_blank_unreadable_absent(boxes, state, raw):
    answer = read(*boxes).answer("client_dob")

    assert (answer.state, answer.raw) == (state, raw)
    assert (answer.value is not None) == (state is State.ANSWERED)
    assert answer.needed


def test_a_guessed_value_keeps_less_confidence():
    answer = read(text_box("client_dob", "07/14/12")).answer("client_dob")

    assert (answer.value, answer.confidence) == ("2012-07-14", 0.8)
    assert [remark.kind for remark in answer.remarks] == ["two_digit_year"]


def test_needed_in_this_case_only():
    asked_for = read(tick_box("services_requested.other"), text_box("services_other_text"))
    not_asked = read(tick_box("services_requested.drug_testing"), text_box("services_other_text"))

    assert asked_for.answer("services_other_text").needed
    assert not not_asked.answer("services_other_text").needed


# ---- several boxes for one answer ----


def test_two_boxes_that_agree_are_one_answer():
    record = read(text_box("ClientName", "Rowan Testcase"), text_box("Client_Name_", "ROWAN TESTCASE", "Client name"))

    assert (record.value("client_name"), kinds(record, "client_name")) == ("Rowan Testcase", [])


def test_two_boxes_that_differ_are_told():
    record = read(text_box("ClientName", "Rowan Testcase"), text_box("T2", "Juniper Sample", "Client name", at=500))
    answer = record.answer("client_name")

    assert (answer.value, answer.confidence) == ("Rowan Testcase", 0.5)
    (remark,) = answer.remarks
    assert (remark.kind, dict(remark.words)) == ("two_answers", {"a": "Rowan Testcase", "b": "Juniper Sample"})
    assert [place.box[1] for place in answer.also] == [500.0]


def test_one_empty_and_one_filled_box_are_the_filled_one():
    record = read(text_box("ClientName"), text_box("T2", "Juniper Sample", "Client name", at=500))

    assert record.value("client_name") == "Juniper Sample"
    assert record.answer("client_name").place.box[1] == 500.0


def test_parts_are_joined_in_the_order_of_speech():
    boxes = [
        text_box("ClientLastName", "Testcase"), text_box("ClientFirstName", "Rowan"), text_box("ClientMI", "Q"),
        text_box("DOBYear", "2012"), text_box("DOBMonth", "7"), text_box("DOBDay", "14"),
        text_box("Client.City", "Sampleton"), text_box("Client.State", "ME"), text_box("Client.ZIP", "00000"),
        text_box("Client.Street", "100 Example Street"),
    ]  # fmt: skip
    record = read(*boxes)

    assert record.value("client_name") == "Rowan Q Testcase"
    assert record.value("client_dob") == "2012-07-14"
    assert record.value("client_address") == "100 Example Street, Sampleton, ME 00000"


def test_a_date_with_a_part_missing_is_not_read():
    answer = read(text_box("DOBYear", "2012"), text_box("DOBMonth", "7"), text_box("DOBDay")).answer("client_dob")

    assert (answer.state, answer.value, answer.raw) == (State.UNREADABLE, None, "7//2012")
    assert [remark.kind for remark in answer.remarks] == ["partial_date"]


# ---- ticks ----


def test_ticks_of_a_list_are_gathered():
    record = read(
        tick_box("services_requested.drug_testing"),
        tick_box("services_requested.visitation", ticked=False),
        tick_box("Check3", "Services requested: Anger management"),
        tick_box("UA", at=500),
    )
    answer = record.answer("services_requested")

    assert answer.value == ["drug_testing", "anger_management"]
    assert answer.raw == "Drug testing; Anger management"
    assert len(answer.also) == 2
    assert record.unplaced == ()


def test_no_tick_is_blank():
    answer = read(tick_box("services_requested.drug_testing", ticked=False)).answer("services_requested")

    assert (answer.state, answer.value) == (State.BLANK, None)


@pytest.mark.parametrize(
    ("boxes", "value"),
    [
        ([tick_box("InterpreterNeededYes")], "yes"),
        ([tick_box("Interpreter_Needed_No")], "no"),
        ([tick_box("C1", "Interpreter needed? Yes")], "yes"),
        ([tick_box("C1", "Interpreter needed: No")], "no"),
        ([tick_box("C1", "Interpreter needed?")], "yes"),
        ([tick_box("C1", "Interpreter needed: Yes", ticked=False), tick_box("C2", "Interpreter needed: No")], "no"),
        ([tick_box("C1", "Interpreter needed: Yes", ticked=False)], None),
    ],
)
def test_yes_and_no(boxes, value):
    assert read(*boxes).value("interpreter_needed") == value


def test_both_of_yes_and_no():
    record = read(tick_box("C1", "Urgent: Yes"), tick_box("C2", "Urgent: No"))
    answer = record.answer("urgent")

    assert (answer.state, answer.value, answer.raw) == (State.UNREADABLE, None, "Yes; No")
    assert [(remark.kind, dict(remark.words)) for remark in answer.remarks] == [
        ("two_answers", {"a": "Yes", "b": "No"})
    ]


def test_two_of_one_choice():
    answer = read(tick_box("service_basis.court_order"), tick_box("service_basis.other")).answer("service_basis")

    assert answer.state is State.UNREADABLE
    assert [remark.kind for remark in answer.remarks] == ["two_answers"]


def test_the_printed_caption_of_a_tick_is_kept_with_it():
    caption = word("Likes tea", 700, left=214)
    record = read(tick_box("Check Box4"), words=(caption,))

    assert [(left.name, left.label) for left in record.unplaced] == [("Check Box4", "Likes tea")]


def test_a_drop_down_that_stores_the_code():
    box = text_box("program", "FM / court")._replace(kind=BoxKind.CHOICE, raw="family_maintenance")

    assert read(box).value("program") == "family_maintenance"


# ---- about the form ----


@pytest.mark.parametrize(("share", "told"), [(0.5, True), (0.6, False), (1.0, False)])
def test_a_form_with_few_of_the_labels_is_told(share, told):
    form = FORMS["release-of-information"]
    required = INDEXES[form.id].required
    assert len(required) == 11
    count = {0.5: 6, 0.6: 7, 1.0: 11}[share]
    record = read(*(text_box(name, "x") for name in required[:count]), form=form.id)

    assert ("few_labels" in [remark.kind for remark in record.remarks]) is told


@pytest.mark.parametrize(
    ("boxes", "blank"),
    [
        ((), True),
        ((text_box("client_name"),), True),
        ((text_box("client_name", "N/A"),), True),
        ((tick_box("services_requested.drug_testing", ticked=False),), True),
        ((text_box("client_name", "Rowan"),), False),
        ((text_box("client_dob", "soon"),), False),
        ((text_box("Q9", "blue"),), False),
    ],
)
def test_a_form_that_nobody_filled_is_told(boxes, blank):
    assert ("all_blank" in [remark.kind for remark in read(*boxes).remarks]) is blank


def test_statements_are_found_in_the_print():
    statement = "You may revoke this authorization at any time."
    form = "release-of-information"
    with_it = read(text_box("client_name", "Rowan Testcase"), words=(word(statement, 100),), form=form)
    without = read(text_box("client_name", "Rowan Testcase"), form=form)

    assert with_it.answer("right_to_revoke").value == "yes"
    assert with_it.answer("right_to_revoke").source.startswith("print:")
    assert without.answer("right_to_revoke").state is State.ABSENT


def test_every_field_has_an_answer_in_the_order_of_the_form():
    assert list(read().answers) == [field.name for field in FORMS[FORM].field]
    assert len(asked(FORMS[FORM])) == len(FORMS[FORM].field)


def test_from_bytes_to_record(tmp_path):
    content = form_pdf(
        widget("/FT /Tx /T (ClientName) /V (Rowan Testcase)"),
        tick("/T (UA) /V /Yes"),
        widget("/FT /Tx /T (Q1) /V (blue)"),
    )
    record = record_of(submission_of(content, tmp_path), FORM)

    assert record.value("client_name") == "Rowan Testcase"
    assert record.value("services_requested") == ["drug_testing"]
    assert [left.name for left in record.unplaced] == ["Q1"]


# ---- layouts of other offices ----


def test_boxes_that_acrobat_numbers_belong_to_their_headings():
    record = read(
        text_box("Name", "Ada Clerk", at=650), text_box("Phone", "207-555-0190", at=630),
        text_box("Name_2", "Rowan Testcase", at=550), text_box("Phone_2", "207-555-0134", at=530),
        words=(word("Referring worker", 690), word("Client", 590)),
    )  # fmt: skip

    assert (record.value("worker_name"), record.value("client_name")) == ("Ada Clerk", "Rowan Testcase")
    assert (record.value("worker_phone"), record.value("client_phone")) == ("2075550190", "2075550134")


def test_a_second_client_on_the_second_page_is_two_answers():
    record = read(text_box("Client Name", "Rowan Testcase"), text_box("Client Name_2", "Juniper Sample", page=2))

    assert kinds(record, "client_name") == ["two_answers"]


def test_labels_under_their_boxes():
    labels = ("Client name", "Case name", "Supervisor", "Social worker")
    boxes = [text_box(f"Text{n}", f"Answer {n}", at=700.0 - 28 * n) for n in range(4)]
    record = read(*boxes, words=tuple(word(text, 688.0 - 28 * n, left=200) for n, text in enumerate(labels)))

    found = [record.answer(name).raw for name in ("client_name", "case_name", "supervisor_name", "worker_name")]
    assert found == ["Answer 0", "Answer 1", "Answer 2", "Answer 3"]


def test_numbered_ticks_by_what_is_printed_behind_them():
    def after(text: str, at: float) -> Box:
        return word(text, at, left=214)

    record = read(
        tick_box("Check Box1", at=650), tick_box("Check Box2", at=630, ticked=False), tick_box("Check Box3", at=590),
        words=(
            after("Drug Testing", 650), after("Visitation", 630), after("No", 590), word("Interpreter needed?", 590),
        ),
    )  # fmt: skip

    assert record.value("services_requested") == ["drug_testing"]
    assert record.value("interpreter_needed") == "no"


def test_a_caption_of_several_lists_belongs_to_the_list_of_its_neighbour():
    record = read(tick_box("Drug Testing", at=650, ticked=False), tick_box("Other", at=630))

    assert record.value("services_requested") == ["other"]


def test_a_radio_group_of_numbers_says_what_is_printed_behind_the_button():
    place = Place(1, (200.0, 700.0, 210.0, 710.0))
    group = Box(BoxKind.RADIO, "0", place, "Type of Request", raw="0", options=("0", "1"))

    assert read(group, words=(word("Later request", 700, left=214),)).value("pathway") == "subsequent"
    assert read(group).answer("pathway").state is State.UNREADABLE


def test_rows_of_a_table_by_their_names():
    boxes = [text_box(f"{name}Row1", text) for name, text in (("Name", "Pip Sample"), ("DOB", "05/05/2015"))]
    record = read(*boxes, text_box("RelationshipRow1", "son"), form="prevention-referral")

    assert record.value("household") == [{"name": "Pip Sample", "dob": "2015-05-05", "relationship": "son"}]


def test_a_sort_of_box_before_the_name():
    record = read(text_box("topmostSubform[0].Page1[0].dtDOB[0]", "07/14/2012"))

    assert record.value("client_dob") == "2012-07-14"
