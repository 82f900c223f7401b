"""What a file really is, by its content."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caseforms.readers import kinds
from caseforms.readers.kinds import kind_of

CMS = bytes.fromhex("06092a864886f70d0107")
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


@pytest.mark.parametrize(
    ("content", "ending", "kind"),
    [
        (b"%PDF-1.4", ".xlsx", kinds.PDF),
        (b"From: a@example.org\n\n%PDF-1.4", ".pdf", kinds.PDF),
        (b"From: a@example.org\nContent-Type: application/pdf\n\n%PDF-1.4", ".eml", kinds.MAIL),
        (b"From: a@example.org\nContent-Type: application/pdf\n\n%PDF-1.4", ".pdf", kinds.PDF),
        (b"x" * 1019 + b"%PDF-", "", kinds.PDF),
        (b"x" * 1020 + b"%PDF-", "", kinds.TEXT),
        (OLE + "__substg1.0".encode("utf-16-le") + b"%PDF-1.4", ".msg", kinds.OUTLOOK),
        (OLE + "__substg1.0 WordDocument".encode("utf-16-le"), ".msg", kinds.OUTLOOK),
        (OLE + "__substg1.0 WordDocument".encode("utf-16-le"), ".doc", kinds.WORD),
        (OLE + "WordDocument".encode("utf-16-le"), ".msg", kinds.WORD),
        (b"0\x80" + CMS + b"\x03", ".p7m", kinds.SEALED),
        (b"0\x82\x01\x01" + CMS + b"\x02", ".p7m", kinds.SIGNED),
        (b"0\x82\x01\x01" + CMS + b"\x02", ".p7s", kinds.SIGNATURE),
        (b"PK\x03\x04 xl/workbook.xml", ".pdf", kinds.XLSX),
        (b"PK\x03\x04 xl/workbook.bin", ".xlsb", kinds.XLS),
        (b"PK\x03\x04 word/document.xml", "", kinds.WORD),
        (b"PK\x03\x04 a.txt", "", kinds.ZIP),
        (b"PK\x03\x04 a.pdf %PDF-1.7", "", kinds.ZIP),
        (b"\x78\x9f\x3e\x22" + bytes(20), ".dat", kinds.TNEF),
        (OLE + "Workbook".encode("utf-16-le"), ".doc", kinds.XLS),
        (OLE + "EncryptedPackage".encode("utf-16-le"), ".xls", kinds.XLSX),
        (OLE + "WordDocument".encode("utf-16-le"), ".xls", kinds.WORD),
        (OLE + "__substg1.0_".encode("utf-16-le"), "", kinds.OUTLOOK),
        (OLE, ".msg", kinds.OUTLOOK),
        (OLE, "", kinds.XLS),
        (b"Received: by mail", "", kinds.MAIL),
        (b"\r\n\xef\xbb\xbfMIME-Version: 1.0", "", kinds.MAIL),
        (b"X-Mailer: x", ".txt", kinds.MAIL),
        (b"hello", ".eml", kinds.MAIL),
        (b"hello", ".txt", kinds.TEXT),
        (b"hel\x00lo", ".txt", kinds.UNKNOWN),
    ],
)
def test_kinds(content, ending, kind):
    assert kind_of(content, ending) is kind


@pytest.mark.parametrize("start", [b"\xff\xd8\xff", b"\x89PNG", b"GIF89a", b"II*\x00", b"MM\x00*", b"BM"])
def test_pictures(start):
    kind = kind_of(start + bytes(20), ".pdf")

    assert kind.media_type.startswith("image/")
    assert not kind.readable


@given(st.binary(min_size=1), st.sampled_from([".pdf", ".eml", ".msg", ""]))
def test_any_bytes_are_of_some_kind(content, ending):
    assert kind_of(content, ending).called
