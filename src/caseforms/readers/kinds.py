"""What a file really is, told by its content: the name's ending is a claim, not a fact."""

from __future__ import annotations

import re
from typing import NamedTuple

_HEAD = 1024


class Kind(NamedTuple):
    """A kind of file: its media type, how people call it, and the endings it goes by.

    readable: whether a reader for it exists.
    """

    media_type: str
    called: str
    endings: tuple[str, ...]
    readable: bool = False


_OFFICE = "application/vnd.openxmlformats-officedocument"
PDF = Kind("application/pdf", "a PDF", (".pdf",), readable=True)
XLSX = Kind(f"{_OFFICE}.spreadsheetml.sheet", "an Excel workbook", (".xlsx", ".xlsm", ".xltx", ".xltm"), readable=True)
XLS = Kind("application/vnd.ms-excel", "an old Excel workbook", (".xls", ".xlt", ".xlsb"), readable=True)
MAIL = Kind("message/rfc822", "an e-mail", (".eml",), readable=True)
WORD = Kind(f"{_OFFICE}.wordprocessingml.document", "a Word document", (".docx", ".docm", ".doc"))
OUTLOOK = Kind("application/vnd.ms-outlook", "an Outlook message", (".msg",), readable=True)
TNEF = Kind("application/ms-tnef", "a package that only Outlook opens (winmail.dat)", (".dat",))
SEALED = Kind("application/pkcs7-mime", "an encrypted mail (S/MIME)", (".p7m",))
SIGNED = Kind("application/pkcs7-mime", "a mail packed into its signature (S/MIME)", (".p7m",))
SIGNATURE = Kind("application/pkcs7-signature", "the signature of a mail", (".p7s",))
PGP = Kind("application/pgp-encrypted", "an encrypted mail (PGP)", (".asc", ".pgp", ".gpg"))
RIGHTS = Kind("application/x-microsoft-rpmsg-message", "a protected Outlook message", (".rpmsg",))
ZIP = Kind("application/zip", "a zip file", (".zip",))
UNKNOWN = Kind("application/octet-stream", "of an unknown kind", ())
TEXT = Kind("text/plain", "a text file", (".txt", ".csv", ".md"))

_MAGIC = (
    (b"\xff\xd8\xff", Kind("image/jpeg", "a JPEG picture", (".jpg", ".jpeg"))),
    (b"\x89PNG", Kind("image/png", "a PNG picture", (".png",))),
    (b"GIF8", Kind("image/gif", "a GIF picture", (".gif",))),
    (b"II*\x00", Kind("image/tiff", "a TIFF picture", (".tif", ".tiff"))),
    (b"MM\x00*", Kind("image/tiff", "a TIFF picture", (".tif", ".tiff"))),
    (b"BM", Kind("image/bmp", "a BMP picture", (".bmp",))),
    (b"\x78\x9f\x3e\x22", TNEF),
    (b"\x76\xe8\x04\x60\xc4\x11\xe3\x86", RIGHTS),
    (b"-----BEGIN PGP MESSAGE-----", PGP),
    (b"{\\rtf", Kind("application/rtf", "a rich text document", (".rtf",))),
)
_HTML = Kind("text/html", "a web page", (".html", ".htm"))
_HEADER = re.compile(
    rb"(?:From|To|Subject|Date|Received|Return-Path|Message-ID|MIME-Version|Delivered-To|X-[\w-]+|Content-Type):",
    re.IGNORECASE,
)
_TYPED = re.compile(rb"^Content-Type:", re.IGNORECASE | re.MULTILINE)
_CMS = bytes.fromhex("06092a864886f70d0107")  # a DER object of the kind that the next byte tells (RFC 5652)
_WITH_SIGNATURE = b"\x02"  # signed; the other sorts are encrypted
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def kind_of(content: bytes, ending: str) -> Kind:
    """Tell the kind of a non-empty file; `ending` (".pdf") decides only where the content does not."""
    head = content[:_HEAD]
    if head.startswith(b"PK\x03\x04"):  # it may hold a PDF as it is
        return _zipped(content)
    if head.startswith(_OLE):  # and so may this
        return _compound(content, ending)
    if b"%PDF-" in head:
        return MAIL if ending not in PDF.endings and _carries(head.partition(b"%PDF-")[0]) else PDF
    for magic, kind in _MAGIC:
        if head.startswith(magic):
            return kind
    if head.startswith(b"0") and _CMS in head[:32]:
        return _cryptographic(head, ending)
    text = head.lstrip(b"\xef\xbb\xbf \t\r\n")
    if text[:5].lower() in {b"<!doc", b"<html"}:
        return _HTML
    if _HEADER.match(text) or ending == ".eml":
        return MAIL
    return TEXT if b"\x00" not in head else UNKNOWN


def _carries(front: bytes) -> bool:
    """Whether what stands before a PDF is a whole mail around it, and not just some header in front of it."""
    return _HEADER.match(front.lstrip()) is not None and _TYPED.search(front) is not None


def _cryptographic(head: bytes, ending: str) -> Kind:
    """Tell whether a cryptographic message hides a mail, holds one, or only signs one."""
    sort = head[head.index(_CMS) + len(_CMS) :][:1]
    if sort == _WITH_SIGNATURE:
        return SIGNATURE if ending == ".p7s" else SIGNED
    return SEALED


def _zipped(content: bytes) -> Kind:
    """Tell an Office file by the names of its parts, which stand in a torn zip too."""
    for part, kind in ((b"xl/workbook.bin", XLS), (b"xl/", XLSX), (b"word/", WORD)):
        if part in content:
            return kind
    return ZIP


def _compound(content: bytes, ending: str) -> Kind:
    """Tell what an OLE2 file holds by the names of its streams; a message may have any of the others attached."""
    if ending not in {*WORD.endings, *XLS.endings} and "__substg1.0".encode("utf-16-le") in content:
        return OUTLOOK
    for stream, kind in (("EncryptedPackage", XLSX), ("WordDocument", WORD), ("__substg1.0", OUTLOOK)):
        if stream.encode("utf-16-le") in content:
            return kind
    return XLS if ending != ".msg" else OUTLOOK
