"""Text: trimming, the form in which labels and names are compared, and what may be shown on a screen."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

#: All the characters that people type for an apostrophe; the acute and grave accents stand alone on some keyboards.
_APOSTROPHES = "'\u2018\u2019\u201b\u02bc\u02b9\u2032\uff07`\u00b4"
_DROP_APOSTROPHES = str.maketrans("", "", _APOSTROPHES)
_DASHES = re.compile("[\u2010-\u2015\u2212\ufe58\ufe63\uff0d]")
#: White space and characters without width that copying leaves at the ends of a text.
_EDGES = " \t\n\r\x0b\x0c\x1c\x1d\x1e\x1f\x85\xa0\xad\u1680\u180e\u2028\u2029\u202f\u205f\u3000\ufeff" + "".join(
    map(chr, [0, *range(0x2000, 0x2010), *range(0x202A, 0x202F), *range(0x2060, 0x206A)])
)
_BREAKS = re.compile("\r\n?|[\x0b\x0c\x85\u2028\u2029]")
#: Letters that no decomposition takes apart, by their usual spelling without the stroke.
_PLAIN_LETTERS = str.maketrans(
    {"ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "\u0131": "i", "ħ": "h"}
)
_ASCII_FOLD = {code: " " for code in range(128) if not chr(code).isalnum()} | {
    ord("&"): " and ",
    ord("'"): None,
    ord("`"): None,
}

_PLURAL = re.compile(r"\((e?s)\)")
_NUMBER_SIGN = re.compile(r"#|\bno\s?\.(?!\w)")
_LABEL_DROP = re.compile(r"[.\u00b7]")
_LABEL_SPACE = re.compile(r"[:*()_\[\]{},;?!\"\u201c\u201d|<>\-\s]+")
_LABEL_WORDS = (
    (re.compile(r"\btel\b"), "telephone"),
    (re.compile(r"\be mail\b"), "email"),
    (
        re.compile(r"\b(case|client|court|docket|file|telephone|phone|fax|cell|mobile|id|doc|contract) no\b"),
        r"\1 number",
    ),
)
_TOKENS = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[^\W\dA-Z_]+|\d+", re.UNICODE)
_INDEX = re.compile(r"\[\d+\]")


def clean(raw: str) -> str:
    """Trim a text, compose its accents (NFC) and write every line break as a newline.

    No-break spaces, zero-width characters and direction marks count as white space at both ends.
    """
    if not raw:
        return raw
    text = raw.strip(_EDGES)
    if text.isascii():
        if "\r" not in text and "\x0b" not in text and "\x0c" not in text:
            return text
    else:
        text = unicodedata.normalize("NFC", text)
    return _BREAKS.sub("\n", text)


def one_line(text: str) -> str:
    """Collapse every run of white space, line breaks too, to one space."""
    return " ".join(text.split())


def plain(text: str) -> str:
    """Give digits, dashes and letters their plain form, for texts that are codes (dates, phones, e-mail).

    Full-width digits, no-break hyphens and the like become ASCII; characters without width go.
    """
    if text.isascii():
        return text
    text = _DASHES.sub("-", unicodedata.normalize("NFKC", text)).replace("\u2044", "/")
    return "".join(char for char in text if unicodedata.category(char) != "Cf").strip()


@lru_cache(maxsize=8192)
def normalise_label(text: str) -> str:
    """Give the form in which labels are compared (domain.md 3, label matching).

    NFKC and lower case; `no.`, `#` -> number, `tel` -> telephone, `e-mail` -> email; `&` -> and; apostrophes and dots
    go (Client's -> clients, D.O.B. -> dob); `: * ( ) _ , ; ? !`, quotes, brackets, hyphens and dashes become
    spaces; `(s)` joins its word; `/` stands alone between spaces, so that the parts of "Case Name/Number" are words.
    Giving a result back in changes nothing.
    """
    text = unicodedata.normalize("NFKC", text.translate(_DROP_APOSTROPHES)).lower().translate(_DROP_APOSTROPHES)
    if not text.isascii():
        text = _DASHES.sub("-", unicodedata.normalize("NFKC", text))
        text = "".join(char for char in text if unicodedata.category(char) not in {"Cf", "Cc"} or char.isspace())
    text = _NUMBER_SIGN.sub(" number ", _PLURAL.sub(r"\1", text))
    text = _LABEL_DROP.sub("", text).replace("/", " / ").replace("&", " and ")
    text = _LABEL_SPACE.sub(" ", text).strip()
    for pattern, word in _LABEL_WORDS:
        text = pattern.sub(word, text)
    return text if text.isascii() else unicodedata.normalize("NFC", text)


def split_name_tokens(name: str) -> str:
    """Read a program's name as words: `ClientDOB`, `client_dob`, `Client.DOB[0]` -> `client dob`.

    Digits are a word of their own (`Address2` -> `address 2`); the words come as `normalise_label` gives them.
    """
    return normalise_label(" ".join(_TOKENS.findall(_INDEX.sub("", name))))


def name_segments(name: str) -> tuple[str, ...]:
    """Read a full widget name part by part.

    `topmostSubform[0].Page1[0].Client_Name[0]` -> `("topmost subform", "page 1", "client name")`.
    """
    return tuple(words for segment in name.split(".") if (words := split_name_tokens(segment)))


@lru_cache(maxsize=16384)
def fold(text: str) -> str:
    """Give the words of a text without case, accents and punctuation: the key under which texts match.

    Apostrophes of all kinds go (O'Fabrica = OFabrica), hyphens and other punctuation become spaces, `&` is `and`.
    Marks that are no accents (the vowels of other scripts) stay. Giving a result back in changes nothing.
    """
    if text.isascii():
        return " ".join(text.lower().translate(_ASCII_FOLD).split())
    text = unicodedata.normalize("NFKD", text.translate(_DROP_APOSTROPHES))
    text = unicodedata.normalize("NFKD", text.casefold()).translate(_PLAIN_LETTERS)
    return " ".join("".join(map(_fold_char, text)).split())


@lru_cache(maxsize=2048)
def _fold_char(char: str) -> str:
    if "\u0300" <= char <= "\u036f" or char in _APOSTROPHES:
        return ""
    category = unicodedata.category(char)
    if category == "Cf":
        return ""
    if char == "&":
        return " and "
    return char if category[0] in "LMN" else " "


def mask_name(name: str) -> str:
    """Give the initials only, for screens: `Rowan Testcase` -> `R. T.`."""
    initials = (next((char for char in word if char.isalnum()), "") for word in name.split())
    return " ".join(f"{initial.upper()}." for initial in initials if initial)


def shown(text: str) -> str:
    r"""Make a file name safe to show: control, direction and undecodable characters as `\x1b`, `\u202e`."""
    if text.isascii() and text.isprintable():
        return text
    return "".join(_visible(char) for char in text)


def _visible(char: str) -> str:
    if unicodedata.category(char) not in {"Cc", "Cf", "Cs", "Co", "Zl", "Zp"}:
        return char
    return char.encode("unicode-escape", "surrogatepass").decode("ascii")


def shorten(text: str, size: int) -> str:
    """Give at most `size` characters of a text on one line, ending in `...` where something was cut."""
    text = one_line(text)
    if len(text) <= size:
        return text
    return text[: size - 3].rstrip() + "..." if size > len("...") else text[:size]
