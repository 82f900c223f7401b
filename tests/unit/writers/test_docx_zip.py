from __future__ import annotations

import io
import zipfile

import pytest

from caseforms.writers import docx_zip
from caseforms.writers.docx_zip import Zipped, members, packed, unpacked


def zipped(method: int = zipfile.ZIP_DEFLATED, **contents: bytes) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", method) as archive:
        archive.mkdir("folder")
        for name, content in contents.items():
            archive.writestr(name, content, compress_type=method)
    return target.getvalue()


@pytest.mark.parametrize("method", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_members_are_read_and_copied_as_they_are(method: int):
    contents = {"a": b"x" * 1_000, "é": b"", "b": b"y"}
    found = members(zipped(method, **contents))
    assert {name: unpacked(member) for name, member in found.items()} == contents
    again = Zipped(found.values()).with_members([])
    assert members(again) == found
    with zipfile.ZipFile(io.BytesIO(again)) as archive:
        assert archive.testzip() is None
        assert {name: archive.read(name) for name in archive.namelist()} == contents


def test_a_zip_written_in_one_stream_is_read():
    class Stream(io.RawIOBase):
        def __init__(self) -> None:
            self.written = b""

        def writable(self) -> bool:
            return True

        def write(self, content) -> int:
            self.written += bytes(content)
            return len(content)

    stream = Stream()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:  # sizes stand behind the data
        archive.writestr("a", b"x" * 1_000)
    assert unpacked(members(stream.written)["a"]) == b"x" * 1_000


def test_documents_do_not_see_each_other():
    start = Zipped([packed("a", b"1")])
    first, second = start.with_members([packed("b", b"2")]), start.with_members([packed("c", b"3")])
    assert (list(members(first)), list(members(second))) == (["a", "b"], ["a", "c"])
    assert start.with_members([packed("b", b"2")]) == first


def test_what_is_too_large_is_refused_unread(monkeypatch: pytest.MonkeyPatch):
    content = zipped(a=b"x" * 60, b=b"x" * 40)
    monkeypatch.setattr(docx_zip, "LARGEST", 100)
    assert members(content)
    monkeypatch.setattr(docx_zip, "LARGEST", 99)
    with pytest.raises(zipfile.BadZipFile):
        members(content)


def test_a_member_that_lies_about_its_size_or_content_is_refused():
    member = packed("a", b"x" * 100)
    for wrong in (
        member._replace(size=99),
        member._replace(size=101),
        member._replace(crc=1),
        member._replace(data=b"\xff"),
    ):
        with pytest.raises(zipfile.BadZipFile):
            unpacked(wrong)


def test_encrypted_members_are_refused():
    content = bytearray(zipped(a=b"x"))
    at = content.rindex(b"PK\x01\x02")
    content[at + 8] |= 1
    with pytest.raises(zipfile.BadZipFile):
        members(bytes(content))
