"""Filling a blank with tools of others: pypdf, pikepdf (qpdf) and pdftk-java; none knows our reader."""

from __future__ import annotations

import shutil
import subprocess
import warnings
from collections.abc import Mapping
from itertools import takewhile
from pathlib import Path
from xml.sax.saxutils import escape

import pikepdf
import pypdf
from pypdf.generic import NameObject

from bench.accuracy_boxes import field_of, full_name, inherited, widgets
from bench.accuracy_values import Put

_READ_ONLY = 1
_MINUTES = 120.0  # seconds that another program may take


class MissingError(Exception):
    """A program that this kind of copy needs is not there, or it could not make the copy; says which and why."""


def empty(source: Path, target: Path, *, filled: bool) -> None:
    """Save a blank that opens without a password; of a form that came filled, with all its answers taken out."""
    with pikepdf.open(source) as document:
        if filled:
            for _, widget in widgets(document):
                _empty(widget)
        document.save(target)


def _empty(widget: pikepdf.Object) -> None:
    field = field_of(widget)
    for node in (field, widget):
        for key in ("/V", "/RV"):
            if key in node:
                del node[key]
    field["/Ff"] = int(inherited(field, "/Ff") or 0) & ~_READ_ONLY
    if inherited(widget, "/FT") == "/Btn":
        widget["/AS"] = pikepdf.Name("/Off")
    elif "/AP" in widget:
        del widget["/AP"]


def with_pikepdf(blank: Path, puts: Mapping[str, Put], target: Path) -> None:
    """Fill with pikepdf; qpdf draws the answers."""
    with pikepdf.open(blank) as document:
        for _, widget in widgets(document):
            put = puts.get(full_name(widget))
            if put is not None:
                _put(widget, put)
        document.Root.AcroForm["/NeedAppearances"] = True
        document.generate_appearance_streams()
        for _, widget in widgets(document):  # qpdf ticks every widget of a ticked field, whatever it stands for
            put = puts.get(full_name(widget))
            if put is not None and put.kind in {"tick", "radio"}:
                _put(widget, put)
        document.save(target)


def _put(widget: pikepdf.Object, put: Put) -> None:
    field = field_of(widget)
    if put.kind not in {"tick", "radio"}:
        if "/RV" in field:
            del field["/RV"]
        field["/V"] = pikepdf.String(put.stored.replace("\n", "\r"))
        return
    shown = widget.get("/AP", {}).get("/N", {})
    states = shown.keys() if isinstance(shown, pikepdf.Dictionary) else ()
    on = next((state for state in states if put.ticked and state[1:] == put.stored), "")
    widget["/AS"] = _name(on) if on else pikepdf.Name("/Off")
    if on or not put.ticked:
        field["/V"] = widget["/AS"]


def _name(text: str) -> pikepdf.Object:
    """Make a name also of bytes that are no UTF-8, as old programs wrote them."""
    coded = text.encode("utf-8", "surrogateescape")[1:]
    return pikepdf.Object.parse(b"/" + b"".join(b"#%02x" % byte for byte in coded))


def with_pypdf(blank: Path, puts: Mapping[str, Put], target: Path) -> None:
    """Fill with pypdf, which draws the answers itself."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        writer = pypdf.PdfWriter(clone_from=str(blank))
        values: dict[str, str | list[str] | tuple[str, str, float]] = {
            name: put.stored for name, put in puts.items() if put.kind not in {"tick", "radio"}
        }
        for page in writer.pages:
            if "/Annots" in page:
                writer.update_page_form_field_values(page, values, auto_regenerate=False)
            for note in page.get("/Annots", ()):
                _tick(note.get_object(), puts)
        writer.write(str(target))


def _tick(widget: pypdf.generic.DictionaryObject, puts: Mapping[str, Put]) -> None:
    line = [widget]
    while "/Parent" in line[-1]:
        line.append(line[-1]["/Parent"].get_object())
    put = puts.get(".".join(str(node["/T"]) for node in reversed(line) if "/T" in node))
    if put is None or put.kind not in {"tick", "radio"}:
        return
    shown = widget.get("/AP", {}).get("/N", {})
    on = next((state for state in shown if put.ticked and _ascii(state[1:]) == _ascii(put.stored)), "/Off")
    widget[NameObject("/AS")] = NameObject(on)
    if on != "/Off" or not put.ticked:
        field = next(node for node in line if "/T" in node)
        field[NameObject("/V")] = NameObject(on)


def _ascii(text: str) -> str:
    """Give what stands before the first letter that pypdf may take for another, or for half of one."""
    return "".join(takewhile(str.isascii, text))


def with_pdftk(blank: Path, puts: Mapping[str, Put], target: Path, *, flatten: bool = False) -> None:
    """Fill with pdftk-java, which is iText underneath, by XFDF; flatten if wanted.

    Raises:
        MissingError: pdftk is not there or cannot.
    """
    if shutil.which("pdftk") is None:
        raise MissingError("pdftk is not installed (apt package pdftk-java)")
    answers = target.with_suffix(".xfdf")
    lines = "".join(_xfdf(name, put) for name, put in puts.items())
    start = '<?xml version="1.0" encoding="UTF-8"?><xfdf xmlns="http://ns.adobe.com/xfdf/" xml:space="preserve">'
    answers.write_text(f"{start}<fields>{lines}</fields></xfdf>", "utf-8")
    run("pdftk", blank, "fill_form", answers, "output", target, "drop_xfa", *(["flatten"] if flatten else []))
    answers.unlink()


def _xfdf(name: str, put: Put) -> str:
    value = (put.text if put.ticked else "Off") if put.kind in {"tick", "radio"} else put.stored
    value = "".join(chr(ord(sign) - 0xDC00) if "\udc80" <= sign <= "\udcff" else sign for sign in value)
    opened = "".join(f"<field name={_quoted(step)}>" for step in name.split("."))
    return f"{opened}<value>{escape(value)}</value>{'</field>' * len(name.split('.'))}"


def _quoted(text: str) -> str:
    return '"' + escape(text, {'"': "&quot;", "\r": "&#13;"}) + '"'


def run(program: str, *arguments: object) -> str:
    """Run another program and give what it printed.

    Raises:
        MissingError: it is not there, failed, or took too long.
    """
    if shutil.which(program) is None:
        raise MissingError(f"{program} is not installed")
    try:
        done = subprocess.run(
            [program, *map(str, arguments)], capture_output=True, text=True, check=False, timeout=_MINUTES
        )
    except subprocess.TimeoutExpired:
        raise MissingError(f"{program} took more than {_MINUTES:.0f} seconds") from None
    if done.returncode:
        said = (done.stderr or done.stdout).strip().splitlines()
        raise MissingError(f"{program} failed: {said[-1] if said else 'it does not say why'}")
    return done.stdout
