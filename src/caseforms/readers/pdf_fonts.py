"""From the bytes of a string shown on a page to its text; nothing, where a font does not say what its letters are."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

import pikepdf

_ASCII: Mapping[int, str] = {code: chr(code) for code in range(32, 127)}
_CODECS = {"/WinAnsiEncoding": "cp1252", "/MacRomanEncoding": "mac_roman", "/PDFDocEncoding": "pdfdoc"}
#: Fonts of every viewer whose letters are those of the alphabet.
_COMMON = re.compile(r"/(?:[A-Z]{6}\+)?(?:Helv|Arial|Times|Cour|Myriad|Verdana|Calibri|Liberation)", re.IGNORECASE)
_ACCENTS = {
    "acute": "\u0301", "grave": "\u0300", "circumflex": "\u0302", "dieresis": "\u0308", "tilde": "\u0303",
    "cedilla": "\u0327", "ring": "\u030a", "caron": "\u030c", "macron": "\u0304", "ogonek": "\u0328",
    "breve": "\u0306", "dotaccent": "\u0307", "hungarumlaut": "\u030b",
}  # fmt: skip
_NAMED = {
    "space": " ", "zero": "0", "one": "1", "two": "2", "three": "3", "four": "4", "five": "5", "six": "6",
    "seven": "7", "eight": "8", "nine": "9", "period": ".", "comma": ",", "hyphen": "-", "minus": "-", "slash": "/",
    "colon": ":", "semicolon": ";", "parenleft": "(", "parenright": ")", "quotesingle": "'", "quoteright": "\u2019",
    "quoteleft": "\u2018", "quotedbl": '"', "quotedblleft": "\u201c", "quotedblright": "\u201d", "ampersand": "&",
    "at": "@", "numbersign": "#", "dollar": "$", "percent": "%", "plus": "+", "equal": "=", "question": "?",
    "exclam": "!", "asterisk": "*", "underscore": "_", "endash": "\u2013", "emdash": "\u2014", "bullet": "\u2022",
    "fi": "fi", "fl": "fl", "germandbls": "ß", "ae": "æ", "AE": "Æ", "oe": "œ", "OE": "Œ", "oslash": "ø",
    "Oslash": "Ø", "dotlessi": "i", "nbspace": " ",
}  # fmt: skip
_HEX = rb"<([0-9A-Fa-f\s]*)>"
_CHARS = re.compile(rb"beginbfchar(.*?)endbfchar", re.DOTALL)
_CHAR = re.compile(_HEX + rb"\s*" + _HEX)
_RANGES = re.compile(rb"beginbfrange(.*?)endbfrange", re.DOTALL)
_RANGE = re.compile(_HEX + rb"\s*" + _HEX + rb"\s*(?:" + _HEX + rb"|\[(.*?)\])", re.DOTALL)
_CODES = 1 << 16  # of a font at most


class UndecodableError(Exception):
    """A font does not tell what its letters are."""


class Font:
    """Reads the strings that are shown in one font."""

    def __init__(self, font: Any) -> None:
        """Take what a font's dictionary says; None for a font that the page does not have."""
        self._wide = False
        self._letters: Mapping[int, str] = _ASCII
        if isinstance(font, pikepdf.Dictionary):
            self._wide = font.get("/Subtype") == "/Type0"
            told = font.get("/ToUnicode")
            if isinstance(told, pikepdf.Stream):
                self._letters = dict(_of_map(told.read_bytes()))
            else:
                self._letters = {} if self._wide else _of_encoding(font)

    def read(self, said: bytes) -> str:
        """Give the text of a string.

        Raises:
            UndecodableError: it holds a letter that the font does not tell.
        """
        codes = [int.from_bytes(said[at : at + 2]) for at in range(0, len(said), 2)] if self._wide else iter(said)
        try:
            return "".join([self._letters[code] for code in codes])
        except KeyError:
            raise UndecodableError from None


def _of_encoding(font: Any) -> Mapping[int, str]:
    """Give the letters of a simple font by its encoding."""
    encoding = font.get("/Encoding")
    named = isinstance(encoding, pikepdf.Name)
    base = str(encoding) if named else str(encoding.get("/BaseEncoding", "")) if encoding is not None else ""
    letters: Mapping[int, str] = {}
    if base in _CODECS:
        letters = _of_codec(_CODECS[base])
    elif _COMMON.match(str(font.get("/BaseFont", ""))):
        letters = _ASCII
    changes = encoding.get("/Differences") if isinstance(encoding, pikepdf.Dictionary) else None
    if not isinstance(changes, pikepdf.Array):
        return letters
    changed, code = dict(letters), 0
    for entry in changes:
        if isinstance(entry, pikepdf.Name):
            changed[code] = _named(str(entry)[1:])
            code += 1
        elif isinstance(entry, int):
            code = entry
    return {code: letter for code, letter in changed.items() if letter}


@cache
def _of_codec(codec: str) -> Mapping[int, str]:
    return {code: letter for code in range(32, 256) if (letter := bytes([code]).decode(codec, "ignore"))}


def _named(glyph: str) -> str:
    """Give the letter of a glyph's name, "" for a name of the font's own."""
    if len(glyph) == 1:
        return glyph
    if glyph in _NAMED:
        return _NAMED[glyph]
    if re.fullmatch("uni[0-9A-F]{4}", glyph):
        return chr(int(glyph[3:], 16))
    accent = _ACCENTS.get(glyph[1:])
    return unicodedata.normalize("NFC", glyph[0] + accent) if accent else ""


def _of_map(told: bytes) -> Iterator[tuple[int, str]]:
    """Read a font's map from codes to letters (ISO 32000-1, 9.10.3)."""
    for block in _CHARS.findall(told):
        for code, text in _CHAR.findall(block):
            yield _number(code), _text(text)
    for block in _RANGES.findall(told):
        for first, last, text, each in _RANGE.findall(block):
            codes = range(_number(first), min(_number(last), _CODES) + 1)
            if each:
                yield from zip(codes, map(_text, re.findall(_HEX, each)), strict=False)
            elif start := _text(text):
                yield from ((code, start[:-1] + chr(ord(start[-1]) + code - codes[0])) for code in codes)


def _number(code: bytes) -> int:
    return int(b"".join(code.split()) or b"0", 16)


def _text(code: bytes) -> str:
    whole = b"".join(code.split()).decode("ascii")
    return bytes.fromhex(whole + "0" * (len(whole) % 2)).decode("utf-16-be", "ignore")
