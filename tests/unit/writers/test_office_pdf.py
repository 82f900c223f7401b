from __future__ import annotations

import base64
import io
import os
import socket
import sys
import tempfile
import zipfile
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import docx
import programs
import pypdf
import pytest
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml.ns import qn

from caseforms.errors import OperatingError
from caseforms.writers import office_pdf, office_program
from caseforms.writers.office_pdf import convert

# ---- with LibreOffice ----


def letter(path: Path, text: str) -> Path:
    """A Word document with a heading."""
    path.parent.mkdir(parents=True, exist_ok=True)
    document = docx.Document()
    document.core_properties.title = f"Letter about {text}"
    document.add_heading("Return of a referral", 1)
    document.add_paragraph(text)
    document.save(os.fspath(path))
    return path


def text_of(path: Path) -> str:
    return "\n".join(page.extract_text() for page in pypdf.PdfReader(path).pages)


@programs.office
def test_any_name_of_file_and_folder_will_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    passing = tmp_path / "passing things #1"
    passing.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", os.fspath(passing))
    folder = tmp_path / "Fällig 100% #2"
    names = ["R-2026-00042-return", "two words", "é ü 名", "50% #1", "a;b,c'd"]
    files = [letter(tmp_path / "in %20" / f"{name}.docx", f"Case {number}") for number, name in enumerate(names)]
    ticks: list[int] = []
    converted = convert(files, folder, tick=lambda: ticks.append(1))
    assert converted == (tuple(folder / f"{name}.pdf" for name in names), ())
    assert [f"Case {number}" in text_of(path) for number, path in enumerate(converted.done)] == [True] * 5
    assert len(ticks) == 5
    assert sorted(path.name for path in folder.iterdir()) == sorted(f"{name}.pdf" for name in names)
    assert list(passing.iterdir()) == []
    assert sorted(path.name for path in files[0].parent.iterdir()) == sorted(path.name for path in files)


@programs.office
def test_a_pdf_has_tags_title_and_bookmarks(tmp_path: Path):
    ((path,), _) = convert([letter(tmp_path / "a.docx", "a demo")], tmp_path)
    reader = pypdf.PdfReader(path)
    root = reader.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert "/StructTreeRoot" in root
    assert [mark.title for mark in reader.outline] == ["Return of a referral"]
    assert reader.metadata.title == "Letter about a demo"


@programs.office
def test_a_damaged_file_stops_no_other(tmp_path: Path):
    files = [letter(tmp_path / f"{name}.docx", name) for name in ("first", "cut", "broken", "last")]
    files[1].write_bytes(files[1].read_bytes()[:-2000])
    with zipfile.ZipFile(files[2]) as parts:
        content = {name: parts.read(name) for name in parts.namelist()}
    content["word/document.xml"] = content["word/document.xml"][:-100]
    with zipfile.ZipFile(files[2], "w") as parts:
        for name, body in content.items():
            parts.writestr(name, body)
    converted = convert(files, tmp_path / "out")
    assert [path.name for path in converted.done] == ["first.pdf", "last.pdf"]
    assert converted.failed == (
        (files[1], "It is not a Word document, or it is damaged."),
        (files[2], "LibreOffice could not open it or made no whole PDF of it."),
    )
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == ["first.pdf", "last.pdf"]


@programs.office
def test_twice_at_the_same_time(tmp_path: Path):
    files = [letter(tmp_path / f"{number}.docx", f"Case {number}") for number in range(6)]
    with ThreadPoolExecutor(2) as pool:
        found = list(pool.map(lambda part: convert(files[part::2], tmp_path / str(part)), range(2)))
    assert [len(one.done) for one in found] == [3, 3]
    assert [one.failed for one in found] == [(), ()]


DOT = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAIAAACQd1PeAAAADElEQVR4nGP4z8AAAAMBAQDJ/pLvAAAAAElFTkSuQmCC"


@programs.office
def test_nothing_is_fetched_from_outside(tmp_path: Path):
    file = tmp_path / "a.docx"
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(0)
        picture_on_the_web(file, f"http://127.0.0.1:{server.getsockname()[1]}/logo.png")
        assert len(convert([file], tmp_path, seconds_per_file=10).done) == 1
        with pytest.raises(BlockingIOError):
            server.accept()


def picture_on_the_web(path: Path, address: str) -> None:
    """A document with a picture that is only linked to. LibreOffice with its own settings fetches it."""
    document = docx.Document()
    document.add_picture(io.BytesIO(base64.b64decode(DOT)))
    number = document.part.relate_to(address, RELATIONSHIP_TYPE.IMAGE, is_external=True)
    blip = next(document.element.iter(qn("a:blip")))
    del blip.attrib[qn("r:embed")]
    blip.set(qn("r:link"), number)
    document.save(os.fspath(path))


# ---- with a program that acts as LibreOffice ----

ACTOR = f"""#!{sys.executable}
import os, subprocess, sys, time, zipfile
names = [word for word in sys.argv if word.endswith(".docx")]
with open(os.environ["CALLS"], "a") as calls:
    calls.write(f"{{len(names)}}\\n")
for name in names:
    with zipfile.ZipFile(name) as parts:
        act = parts.comment.decode()
    if act == "hang":
        child = "import os, socket, time; s = socket.create_connection(('127.0.0.1', int(os.environ['PORT']))); "
        subprocess.run([sys.executable, "-c", child + "s.send(b'here'); time.sleep(60)"])
    if act == "never" or (act == "alone" and len(names) > 1):
        continue
    with open(name.replace(".docx", ".pdf"), "w") as pdf:
        pdf.write("%PDF-1.7\\n" + ("" if act == "half" else "%%EOF\\n"))
"""

Act = Callable[..., list[Path]]


@pytest.fixture
def calls(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[], list[int]]:
    """How many files were in each call of the actor."""
    if os.name == "nt":
        pytest.skip("the actor is a script with a #! line")
    program, log = tmp_path / "actor", tmp_path / "calls"
    program.write_text(ACTOR, encoding="utf-8")
    program.chmod(0o700)
    log.touch()
    monkeypatch.setenv("CASEFORMS_SOFFICE", os.fspath(program))
    monkeypatch.setenv("CALLS", os.fspath(log))
    monkeypatch.setattr(office_program, "_START", 0.0)
    return lambda: [int(line) for line in log.read_text().split()]


def acts(folder: Path, *names: str) -> list[Path]:
    """Files that tell the actor what to do."""
    files = [folder / f"{number}-{act}.docx" for number, act in enumerate(names)]
    for file, act in zip(files, names, strict=True):
        with zipfile.ZipFile(file, "w") as parts:
            parts.writestr("[Content_Types].xml", "")
            parts.comment = act.encode()
    return files


@pytest.mark.parametrize(("files", "wanted"), [(1, [1]), (40, [40]), (41, [40, 1]), (0, [])])
def test_forty_files_go_into_one_call(tmp_path: Path, calls: Callable[[], list[int]], files: int, wanted: list[int]):
    assert len(convert(acts(tmp_path, *["good"] * files), tmp_path).done) == files
    assert calls() == wanted


def test_what_a_call_leaves_out_is_tried_alone(tmp_path: Path, calls: Callable[[], list[int]]):
    files = acts(tmp_path, "good", "alone", "never", "half", "good")
    older = tmp_path / "3-half.pdf"
    older.write_bytes(b"older")
    ticks: list[int] = []
    converted = convert(files, tmp_path, tick=lambda: ticks.append(1))
    assert [path.name for path in converted.done] == ["0-good.pdf", "1-alone.pdf", "4-good.pdf"]
    why = "LibreOffice could not open it or made no whole PDF of it."
    assert converted.failed == ((files[2], why), (files[3], why))
    assert calls() == [5, 1, 1, 1]
    assert older.read_bytes() == b"older"
    assert len(ticks) == 5


def test_a_program_that_hangs_is_stopped_with_its_children(
    tmp_path: Path, calls: Callable[[], list[int]], monkeypatch: pytest.MonkeyPatch
):
    with socket.create_server(("127.0.0.1", 0)) as server:
        monkeypatch.setenv("PORT", str(server.getsockname()[1]))
        files = acts(tmp_path, "good", "hang", "good")
        converted = convert(files, tmp_path, seconds_per_file=3)
        assert_children_ended(server, 2)
    assert [path.name for path in converted.done] == ["0-good.pdf", "2-good.pdf"]
    assert converted.failed == ((files[1], "LibreOffice did not finish in time."),)
    assert calls() == [3, 1, 1]


def assert_children_ended(server: socket.socket, children: int) -> None:
    server.settimeout(10)
    for _ in range(children):
        child, _ = server.accept()
        child.settimeout(10)
        assert child.recv(10) == b"here"
        assert child.recv(10) == b"", "it runs on"
        child.close()


def test_an_interrupted_run_leaves_nothing_running(
    tmp_path: Path, calls: Callable[[], list[int]], monkeypatch: pytest.MonkeyPatch
):
    def interrupt() -> None:
        child, _ = server.accept()
        assert child.recv(10) == b"here"
        held.append(child)
        raise KeyboardInterrupt

    held: list[socket.socket] = []
    folder = tmp_path / "out"
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(10)
        monkeypatch.setenv("PORT", str(server.getsockname()[1]))
        with pytest.raises(KeyboardInterrupt):
            convert(acts(tmp_path, "good", "hang"), folder, tick=interrupt)
    held[0].settimeout(10)
    assert held[0].recv(10) == b""
    held[0].close()
    assert list(folder.iterdir()) == []


@pytest.mark.parametrize(
    ("hangs", "wanted", "done"),
    [
        ({1, 2, 3, 4}, [8, 1, 1, 1], ""),  # four calls in a row without an answer: given up
        ({1, 2, 3, 5, 6, 7, 9}, [8, *[1] * 8], "26"),
    ],
)
def test_a_program_that_never_answers_is_given_up(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, hangs: set[int], wanted: list[int], done: str, calls: object
):
    def convert_in(folder: Path, names: list[str], **_: object) -> None:
        given.append(len(names))
        if len(given) in hangs:
            raise office_program.Hung
        for name in names:
            (folder / name).with_suffix(".pdf").write_bytes(b"%PDF-1.7\n%%EOF\n")

    given: list[int] = []
    monkeypatch.setattr(office_pdf, "convert_in", convert_in)
    converted = convert(acts(tmp_path, *["any"] * 8), tmp_path)
    assert [path.name[0] for path in converted.done] == list(done)
    assert {why for _, why in converted.failed} == {"LibreOffice did not finish in time."}
    assert len(converted.failed) == 8 - len(done)
    assert given == wanted


def test_files_that_are_no_word_documents_are_not_given_to_it(tmp_path: Path, calls: Callable[[], list[int]]):
    (tmp_path / "text.docx").write_text("plain text", encoding="utf-8")
    (tmp_path / "empty.docx").touch()
    with zipfile.ZipFile(tmp_path / "other.docx", "w") as parts:
        parts.writestr("list.txt", "")
    names = ("text", "empty", "other", "missing")
    converted = convert([tmp_path / f"{name}.docx" for name in names], tmp_path / "out")
    whys = ["It is not a Word document, or it is damaged."] * 3 + ["It cannot be read: No such file or directory."]
    assert [why for _, why in converted.failed] == whys
    assert calls() == []


def test_two_files_of_one_name_do_not_overwrite_each_other(tmp_path: Path, calls: Callable[[], list[int]]):
    (tmp_path / "b").mkdir()
    one, two = acts(tmp_path, "good"), acts(tmp_path / "b", "good")
    converted = convert([*one, *two, *one], tmp_path / "out")
    assert len(converted.done) == 1
    assert converted.failed == ((two[0], "Another document of this run has the same file name."),)


def test_a_place_that_is_taken_fails_that_file_only(tmp_path: Path, calls: Callable[[], list[int]]):
    files = acts(tmp_path, "good", "good")
    (tmp_path / "out" / "0-good.pdf").mkdir(parents=True)
    converted = convert(files, tmp_path / "out")
    assert [path.name for path in converted.done] == ["1-good.pdf"]
    assert converted.failed[0][0] == files[0]


# ---- finding the program ----


def test_without_libreoffice_the_message_says_what_to_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.delenv("CASEFORMS_SOFFICE", raising=False)
    monkeypatch.setenv("PATH", os.fspath(tmp_path))
    monkeypatch.setattr(office_program, "_USUAL", ())
    with pytest.raises(OperatingError, match="LibreOffice is not installed, so no PDF was made") as refused:
        convert([], tmp_path)
    assert "libreoffice-writer" in refused.value.mend
    assert "CASEFORMS_SOFFICE" in refused.value.mend


def test_the_usual_places_are_tried_last(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, calls: object):
    monkeypatch.delenv("CASEFORMS_SOFFICE")
    monkeypatch.setenv("PATH", os.fspath(tmp_path))
    monkeypatch.setenv("HOME", os.fspath(tmp_path))
    monkeypatch.setattr(office_program, "_USUAL", ("~/no", "~/actor"))
    assert office_program.find_program() == tmp_path / "actor"
    (tmp_path / "actor").rename(tmp_path / "soffice")
    assert office_program.find_program() == tmp_path / "soffice"


def test_a_variable_that_names_nothing_is_an_error(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("CASEFORMS_SOFFICE", "no-such-program")
    with pytest.raises(OperatingError, match="names a program that is not there: no-such-program"):
        convert([], tmp_path)


def test_a_program_that_cannot_be_started(tmp_path: Path, calls: object):
    (tmp_path / "actor").write_text("#!/no/such/interpreter\n", encoding="utf-8")
    with pytest.raises(OperatingError, match="LibreOffice cannot be started"):
        convert(acts(tmp_path, "good"), tmp_path)


def test_a_pdf_is_whole_only_with_both_ends(tmp_path: Path):
    path = tmp_path / "a.pdf"
    wanted = {b"%PDF-1.7 %%EOF": True, b"%PDF-1.7 %%EOF\r\n": True, b"%PDF-1.7 %%EO": False, b" %PDF %%EOF": False}
    for content, whole in wanted.items():
        path.write_bytes(content)
        assert office_pdf._is_whole(path) is whole
