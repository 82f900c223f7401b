"""Outlook messages and mails inside mails: every attachment in order, one clear sentence for the rest."""

from __future__ import annotations

import datetime as dt
from email.message import EmailMessage

import pytest
from builders import form_pdf, widget
from builders_msg import Attached, compound, message, msg
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from caseforms.model import Report, Submission
from caseforms.readers.files import read_file


def form(name: str) -> bytes:
    return form_pdf(widget(f"/FT /Tx /T (A) /V ({name})"))


PDF, OTHER = form("Rowan Testcase"), form("Juniper Sample")


def found_in(content: bytes, folder, name: str = "mail.msg") -> list[Submission | Report]:
    path = folder / name
    path.write_bytes(content)
    return list(read_file(path, name))


def told(found: list[Submission | Report]) -> list[tuple[str, str]]:
    """What became of each: its path, and its text or the kind of its failure."""
    return [(one.path, next(one.boxes()).text if isinstance(one, Submission) else one.failure.kind) for one in found]


def mail_of(*attached: tuple[str, bytes], maintype: str = "application", subtype: str = "pdf") -> EmailMessage:
    mail = EmailMessage()
    mail["From"], mail["Subject"] = "Quill Placeholder <quill.placeholder@example.org>", "A request"
    mail["Date"] = "Mon, 02 Mar 2026 09:15:00 -0500"
    mail.set_content("Please see attached.\n")
    for name, content in attached:
        mail.add_attachment(content, maintype=maintype, subtype=subtype, filename=name)
    return mail


def test_attachments_in_order_with_sender_subject_and_date(tmp_path):
    sent = dt.datetime(2026, 3, 2, 14, 15)
    found = found_in(msg(Attached("a.pdf", PDF), Attached("b.pdf", OTHER), submitted=sent), tmp_path)
    assert told(found) == [("mail.msg > a.pdf", "Rowan Testcase"), ("mail.msg > b.pdf", "Juniper Sample")]
    for one in found:
        assert isinstance(one, Submission)
        assert (one.sender, one.subject, one.received) == ("quill.placeholder@example.org", "A request", sent)
        assert one.media_type == "application/pdf"


@pytest.mark.parametrize("size", [1, 4095, 4096, 4097, 70_000])
def test_attachments_of_any_size(size, tmp_path):
    content = PDF + b"%" + b"x" * size
    (found,) = found_in(msg(Attached("a.pdf", content)), tmp_path)
    (alone,) = found_in(content, tmp_path, "a.pdf")
    assert found.sha256 == alone.sha256


def test_more_than_ten_attachments_stay_in_order(tmp_path):
    attached = [Attached(f"{number}.pdf", form(f"Person {number}")) for number in range(20)]
    assert [text for _, text in told(found_in(msg(*attached), tmp_path))] == [f"Person {n}" for n in range(20)]


@pytest.mark.parametrize("encoding", ["", "cp1252", "cp1250"])
def test_texts_in_unicode_and_in_a_code_page(encoding, tmp_path):
    (found,) = found_in(msg(Attached("Émile.pdf", PDF, short=True), subject="Für Émile", encoding=encoding), tmp_path)
    assert isinstance(found, Submission)
    assert (found.path, found.subject) == ("mail.msg > Émile.pdf", "Für Émile")


def test_the_headers_of_the_mail_tell_more_than_outlook(tmp_path):
    headers = "From: Quill <q@example.org>\r\nDate: Tue, 31 Mar 2026 23:59:00 -0400\r\nSubject: x\r\n\r\n"
    sent = dt.datetime(2026, 4, 1, 3, 59)
    (found,) = found_in(
        msg(Attached("a.pdf", PDF), sender="/O=OFFICE/CN=QUILL", headers=headers, submitted=sent), tmp_path
    )
    assert isinstance(found, Submission)
    assert (found.sender, found.received) == ("q@example.org", dt.datetime(2026, 3, 31, 23, 59))


def test_a_name_of_the_office_directory_is_no_address(tmp_path):
    (found,) = found_in(msg(Attached("a.pdf", PDF), sender="/O=OFFICE/CN=QUILL"), tmp_path)
    assert isinstance(found, Submission)
    assert (found.sender, found.received) == ("", None)


# ---- mails inside mails ----


def test_a_message_inside_a_message(tmp_path):
    inner = message(Attached("inner.pdf", OTHER), inside=True)
    found = found_in(msg(Attached("a.pdf", PDF), Attached("fwd.msg", inner, method=5)), tmp_path)
    assert told(found) == [("mail.msg > a.pdf", "Rowan Testcase"), ("mail.msg > fwd.msg > inner.pdf", "Juniper Sample")]


def test_outlook_and_internet_mails_inside_each_other(tmp_path):
    inmost = mail_of(("c.pdf", PDF)).as_bytes()
    middle = msg(Attached("b.eml", inmost))
    outer = mail_of(("a.msg", middle), subtype="vnd.ms-outlook").as_bytes()
    (found,) = found_in(outer, tmp_path, "mail.eml")
    assert told([found]) == [("mail.eml > a.msg > b.eml > c.pdf", "Rowan Testcase")]
    assert found.sender == "quill.placeholder@example.org"


def test_what_the_outer_mail_does_not_say_the_inner_one_does(tmp_path):
    inner = mail_of(("c.pdf", PDF)).as_bytes()
    (found,) = found_in(msg(Attached("b.eml", inner), sender="", subject=""), tmp_path)
    assert isinstance(found, Submission)
    assert (found.sender, found.subject) == ("quill.placeholder@example.org", "A request")
    assert found.received == dt.datetime(2026, 3, 2, 9, 15)


@pytest.mark.parametrize(("levels", "read"), [(1, True), (9, True), (10, False), (12, False)])
def test_mails_are_opened_to_a_depth(levels, read, tmp_path):
    content = mail_of(("a.pdf", PDF)).as_bytes()
    for _ in range(levels):
        content = mail_of(("m.eml", content), subtype="octet-stream").as_bytes()
    (found,) = found_in(content, tmp_path, "mail.eml")
    assert isinstance(found, Submission) == read
    if isinstance(found, Report):
        assert found.failure.message == "This mail is inside more than 10 other mails."


def test_a_mail_inside_without_attachments_is_accounted_for(tmp_path):
    form_, words = found_in(msg(Attached("a.pdf", PDF), Attached("fwd", message(inside=True), method=5)), tmp_path)
    assert told([form_, words]) == [("mail.msg > a.pdf", "Rowan Testcase"), ("mail.msg > fwd", "not_a_form")]
    assert words.failure == ("not_a_form", "This mail inside the mail has no attachments.", "Nothing to do.")


@pytest.mark.parametrize("attached", [(), (Attached("fwd", message(inside=True), method=5),)])
def test_a_message_without_any_form(attached, tmp_path):
    (found,) = found_in(msg(*attached), tmp_path)
    assert found.failure.kind == "no_attachment"
    assert found.failure.mend == "Ask the sender to send it again with the form attached."


# ---- what cannot be read ----


@pytest.mark.parametrize("method", [2, 3, 4, 7])
def test_an_attachment_that_is_only_a_link(method, tmp_path):
    (found,) = found_in(msg(Attached("a.pdf", None, method)), tmp_path)
    assert (found.failure.kind, found.failure.mend) == ("wrong_type", "Ask the sender to attach the file itself.")


def test_a_drawing_in_the_text_is_no_file(tmp_path):
    (found,) = found_in(msg(Attached("a", {"Package": b"x"}, 6)), tmp_path)
    assert "drawn into the mail's text" in found.failure.message


def test_an_attachment_shorter_than_it_says(tmp_path):
    tree = message(Attached("a.pdf", PDF))
    tree["__attach_version1.0_#00000000"] |= {"__substg1.0_37010102": PDF[:-10]}
    (found,) = found_in(compound(tree), tmp_path)
    assert (found.failure.kind, found.failure.message) == ("damaged", "The mail is cut off inside this attachment.")


OID = bytes.fromhex("06092a864886f70d0107")


@pytest.mark.parametrize(
    ("name", "content", "kind", "words"),
    [
        ("smime.p7m", b"0\x80" + OID + b"\x03\xa0\x80", "encrypted", "an encrypted mail (S/MIME)"),
        ("smime.p7m", b"0\x82\x10\x00" + OID + b"\x02\xa0", "wrong_type", "packed into its signature"),
        ("smime.p7s", b"0\x82\x10\x00" + OID + b"\x02\xa0", "not_a_form", "the signature of a mail"),
        ("message.rpmsg", b"\x76\xe8\x04\x60\xc4\x11\xe3\x86 x", "encrypted", "a protected Outlook message"),
        ("encrypted.asc", b"-----BEGIN PGP MESSAGE-----\nx", "encrypted", "an encrypted mail (PGP)"),
        ("winmail.dat", b"\x78\x9f\x3e\x22\x01\x00", "not_a_form", "a package that only Outlook opens"),
        ("forms.zip", b"PK\x03\x04 a.pdf", "not_a_form", "a zip file"),
    ],
)
@pytest.mark.parametrize("outlook", [True, False])
def test_what_hides_a_form_is_named_with_what_to_do(name, content, kind, words, outlook, tmp_path):
    mail = msg(Attached(name, content)) if outlook else mail_of((name, content), subtype="octet-stream").as_bytes()
    (found,) = found_in(mail, tmp_path, "mail.msg" if outlook else "mail.eml")
    assert (found.path.rpartition(" > ")[2], found.failure.kind) == (name, kind)
    assert words in found.failure.message
    if kind == "encrypted":
        assert found.failure.mend == "Open it in your mail program and save its attachments into the folder."


def test_an_encrypted_mail_as_a_whole(tmp_path):
    mail = EmailMessage()
    mail["From"], mail["Subject"] = "a@example.org", "x"
    mail.set_content(
        b"0\x80" + OID + b"\x03\xa0\x80", maintype="application", subtype="pkcs7-mime", filename="smime.p7m"
    )
    (found,) = found_in(mail.as_bytes(), tmp_path, "mail.eml")
    assert found.failure.kind == "encrypted"


def test_a_signed_message_holds_its_mail_in_clear(tmp_path):
    signed = mail_of(("a.pdf", PDF)).as_bytes()
    inside = signed[signed.index(b"Content-Type: multipart/mixed") :]
    mail = msg(Attached("smime.p7m", inside), message_class="IPM.Note.SMIME.MultipartSigned")
    assert [text for _, text in told(found_in(mail, tmp_path))] == ["Rowan Testcase"]


def test_a_damaged_message_is_refused_in_words(tmp_path):
    whole = msg(Attached("a.pdf", PDF))
    (found,) = found_in(whole[:600], tmp_path)
    assert found.failure == (
        "damaged",
        "The Outlook message is damaged and cannot be opened.",
        "Ask the sender for a new copy.",
    )


WHOLE = msg(Attached("a.pdf", PDF), Attached("b.pdf", OTHER))


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(cut=st.integers(1, len(WHOLE) - 1))
def test_a_message_cut_anywhere_never_gives_less_silently(cut, tmp_path):
    found = found_in(WHOLE[:cut], tmp_path)
    texts = [next(one.boxes()).text for one in found if isinstance(one, Submission)]
    assert found
    assert texts == ["Rowan Testcase", "Juniper Sample"] or any(isinstance(one, Report) for one in found)


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_any_bytes_changed_give_an_account(data, tmp_path):
    content = bytearray(WHOLE)
    for _ in range(data.draw(st.integers(1, 6))):
        at = data.draw(st.integers(8, len(content) - 1))
        content[at : at + data.draw(st.integers(0, 30))] = data.draw(st.binary(max_size=30))
    for one in found_in(bytes(content), tmp_path):
        assert isinstance(one, Submission) or (one.failure.message and one.failure.mend)


@pytest.mark.parametrize("lost", [1, 2])
def test_attachments_that_the_container_lost_are_told(lost, tmp_path):
    tree = message(Attached("a.pdf", PDF), Attached("b.pdf", OTHER), Attached("c.pdf", OTHER))
    for number in range(lost):
        del tree[f"__attach_version1.0_#{number + 1:08X}"]
    *read, last = found_in(compound(tree), tmp_path)
    assert len(read) == 3 - lost
    assert all(isinstance(one, Submission) for one in read)
    assert last.failure.message == "The Outlook message is damaged: an attachment of it is lost."


def test_a_forwarded_mail_of_words_stands_beside_the_form(tmp_path):
    mail = mail_of(("a.pdf", PDF))
    mail.add_attachment(mail_of())
    found = found_in(mail.as_bytes(), tmp_path, "mail.eml")
    assert [kind for _, kind in told(found)] == ["Rowan Testcase", "not_a_form"]
