"""Mails: every attachment is a submission of its own, whatever its name, and none gets lost."""

from __future__ import annotations

import datetime as dt
from email.message import EmailMessage

import pytest
from builders import form_pdf, widget
from hypothesis import given, settings
from hypothesis import strategies as st

from caseforms.model import Report, Submission
from caseforms.readers import mail
from caseforms.readers.files import attachment_name, read_file

PDF = form_pdf(widget("/FT /Tx /T (A) /V (Rowan Testcase)"))
OTHER = form_pdf(widget("/FT /Tx /T (A) /V (Juniper Sample)"))
TORN = "The mail is cut off inside this attachment."


def mail_with(*attachments: tuple[str, bytes], subject: str = "Request") -> EmailMessage:
    message = EmailMessage()
    message["From"] = "Quill Placeholder <quill.placeholder@example.org>"
    message["To"] = "intake@example.org"
    message["Subject"] = subject
    message["Date"] = "Mon, 02 Mar 2026 09:15:00 -0500"
    message.set_content("Please see attached.\n")
    for name, content in attachments:
        message.add_attachment(content, maintype="application", subtype="pdf", filename=name)
    return message


def found_in(content: bytes, folder, name: str = "mail.eml") -> list[Submission | Report]:
    path = folder / name
    path.write_bytes(content)
    return list(read_file(path, name))


def text_of(submission: Submission | Report) -> str:
    assert isinstance(submission, Submission), submission
    return next(submission.boxes()).text


def test_every_attachment_is_a_submission_with_sender_subject_and_date(tmp_path):
    message = mail_with(("a.pdf", PDF), ("b.pdf", OTHER), subject="Two requests: Testcase and Sample, Émile")

    one, two = found_in(message.as_bytes(), tmp_path)

    assert (text_of(one), text_of(two)) == ("Rowan Testcase", "Juniper Sample")
    assert (one.path, two.path) == ("mail.eml > a.pdf", "mail.eml > b.pdf")
    for found in (one, two):
        assert found.sender == "quill.placeholder@example.org"
        assert found.subject == "Two requests: Testcase and Sample, Émile"
        assert found.received == dt.datetime(2026, 3, 2, 9, 15)
        assert found.media_type == "application/pdf"
    assert one.sha256 != two.sha256


def test_the_same_form_attached_and_alone_has_the_same_hash(tmp_path):
    (attached,) = found_in(mail_with(("a.pdf", PDF)).as_bytes(), tmp_path)
    (alone,) = found_in(PDF, tmp_path, "a.pdf")

    assert attached.sha256 == alone.sha256


def part(headers: str, body: str = "") -> bytes:
    """A mail written by hand with one attachment."""
    import base64

    encoded = base64.encodebytes(PDF).decode()
    return (
        "From: a@example.org\nMIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=XX\n\n"
        f"--XX\nContent-Type: text/plain\n\nhello\n--XX\n{headers}\n\n{body or encoded}\n--XX--\n"
    ).encode()


B64 = "Content-Transfer-Encoding: base64"
ATTACHED = f"Content-Type: application/pdf\n{B64}\nContent-Disposition: attachment"


@pytest.mark.parametrize(
    ("headers", "name"),
    [
        (f"{ATTACHED}; filename=a.pdf", "a.pdf"),
        (f'{ATTACHED}; filename="request form.pdf"', "request form.pdf"),
        (f"{ATTACHED}; filename*=UTF-8''r%C3%A9f%C3%A9rence.pdf", "référence.pdf"),
        (f"{ATTACHED}; filename*0=long; filename*1=name.pdf", "longname.pdf"),
        (f"{ATTACHED}; filename*0*=UTF-8''%C3%89; filename*1=mile.pdf", "Émile.pdf"),
        (f'{ATTACHED}; filename="=?utf-8?B?w4ltaWxlLnBkZg==?="', "Émile.pdf"),
        (f'{ATTACHED}; filename="=?iso-8859-1?Q?=C9mile.pdf?="', "Émile.pdf"),
        (f'Content-Type: application/pdf; name="b.pdf"\n{B64}', "b.pdf"),
        (f'Content-Type: text/plain; name="b.pdf"\n{B64}', "b.pdf"),
        (f'{ATTACHED}; filename="../../etc/a.pdf"', "a.pdf"),
        (f'{ATTACHED}; filename="C:\\\\forms\\\\a.pdf"', "a.pdf"),
        (f'{ATTACHED}; filename="safe\u202efdp.exe"', "safe\\u202efdp.exe"),
        (f"{ATTACHED}; filename*=utf-8''a%00%07.pdf", "a\\x00\\x07.pdf"),
        (f'{ATTACHED}; filename="{"x" * 300}.pdf"', "x" * 77 + "..."),
        (ATTACHED, "attachment 1"),
        (f'{ATTACHED}; filename=""', "attachment 1"),
        (f"{ATTACHED}; filename*=bogus''%E9.pdf", None),
        (f"{ATTACHED}; filename*=;;;", None),
        (f"Content-Type: application/octet-stream\n{B64}", "attachment 1"),
    ],
)  # fmt: skip
def test_odd_names(headers, name, tmp_path):
    (found,) = found_in(part(headers), tmp_path)

    assert text_of(found) == "Rowan Testcase"
    shown = found.path.removeprefix("mail.eml > ")
    assert shown
    assert shown.isprintable()
    assert name is None or shown == name


@given(st.text(max_size=400), st.integers(1, 9))
def test_a_shown_name_is_short_and_visible(name, number):
    shown = attachment_name(name, number)

    assert 0 < len(shown) <= 80
    assert shown.isprintable() or not shown.isascii()
    assert "/" not in shown
    assert not any(char in shown for char in "\u202e\u200b\x00\x1b\n")


@pytest.mark.parametrize("encoding", ["base64", "quoted-printable", "8bit"])
def test_encodings(encoding, tmp_path):
    message = mail_with()
    message.add_attachment(PDF, maintype="application", subtype="pdf", filename="a.pdf", cte=encoding)

    (found,) = found_in(message.as_bytes(), tmp_path)

    assert text_of(found) == "Rowan Testcase"


def test_a_forwarded_mail_is_looked_into(tmp_path):
    inner = mail_with(("inner.pdf", PDF))
    outer = mail_with(("outer.pdf", OTHER))
    outer.add_attachment(inner)

    found = found_in(outer.as_bytes(), tmp_path)

    assert [text_of(one) for one in found] == ["Juniper Sample", "Rowan Testcase"]


def test_a_forwarded_mail_without_attachments_of_its_own_is_no_form(tmp_path):
    outer = mail_with()
    outer.add_attachment(mail_with())

    (found,) = found_in(outer.as_bytes(), tmp_path)

    assert found.failure.kind == "no_attachment"


def test_a_mail_without_attachment_says_what_to_do(tmp_path):
    (found,) = found_in(mail_with().as_bytes(), tmp_path)

    assert found.failure.kind == "no_attachment"
    assert found.failure.mend == "Ask the sender to send it again with the form attached."


def test_what_is_no_form_stands_beside_the_form(tmp_path):
    message = mail_with(("a.pdf", PDF))
    message.add_attachment(b"\x89PNG\r\n\x1a\n", maintype="image", subtype="png", filename="logo.png")
    message.add_attachment(
        b"BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n", maintype="text", subtype="calendar", filename="m.ics"
    )
    message.add_attachment(
        b"\x78\x9f\x3e\x22\x01\x00", maintype="application", subtype="ms-tnef", filename="winmail.dat"
    )
    message.add_attachment(b"", maintype="application", subtype="pdf", filename="empty.pdf")

    form, *others = found_in(message.as_bytes(), tmp_path)

    assert text_of(form) == "Rowan Testcase"
    assert [(other.path, other.failure.kind) for other in others] == [
        ("mail.eml > logo.png", "not_a_form"),
        ("mail.eml > m.ics", "not_a_form"),
        ("mail.eml > winmail.dat", "not_a_form"),
        ("mail.eml > empty.pdf", "empty"),
    ]


def test_a_picture_inside_the_text_is_accounted_for(tmp_path):
    message = mail_with(("a.pdf", PDF))
    message.add_attachment(b"GIF89a", maintype="image", subtype="gif", disposition="inline", cid="<logo>")

    found = found_in(message.as_bytes(), tmp_path)

    assert [isinstance(one, Report) for one in found] == [False, True]


def test_a_torn_mail_refuses_the_torn_attachment_only(tmp_path):
    whole = mail_with(("a.pdf", PDF), ("b.pdf", OTHER)).as_bytes()
    end = whole.rindex(b"\n--")

    one, two = found_in(whole[: end - 400], tmp_path)

    assert text_of(one) == "Rowan Testcase"
    assert (two.failure.kind, two.failure.message) == ("damaged", TORN)


@settings(max_examples=40, deadline=None)
@given(cut=st.integers(0, 2000))
def test_a_mail_cut_anywhere_never_gives_less_silently(cut, tmp_path_factory):
    whole = mail_with(("a.pdf", PDF)).as_bytes()
    found = found_in(whole[: max(0, len(whole) - cut)], tmp_path_factory.getbasetemp())

    assert found
    for one in found:
        assert isinstance(one, Report) or text_of(one) == "Rowan Testcase"


@pytest.mark.parametrize(
    ("header", "sender", "sent"),
    [
        ("From: a@example.org", "a@example.org", None),
        ("From: =?utf-8?Q?=C3=89mile?= <e@example.org>", "e@example.org", None),
        ("From: ", "", None),
        ("From: <<>", "", None),
        ("Date: Tue, 31 Mar 2026 23:59:00 +0000", "", dt.datetime(2026, 3, 31, 23, 59)),
        ("Date: yesterday", "", None),
        ("Date: Mon, 99 Foo 2026 25:61:00", "", None),
        ("Subject: =?bogus?X?abc?=", "", None),
    ],
)
def test_headers_of_all_kinds(header, sender, sent):
    read = mail.read(f"{header}\n\nhello".encode())

    assert (read.sender, read.sent, read.attachments) == (sender, sent, ())


@settings(max_examples=100, deadline=None)
@given(st.binary(max_size=600))
def test_any_bytes_are_a_mail_of_some_kind(content):
    mail.read(b"From: a@example.org\n" + content)
    mail.read(b"Content-Type: multipart/mixed; boundary=X\n\n--X\n" + content)
