"""Right, flagged, absent or silently wrong: what was read held against what was put in."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from bench.accuracy_boxes import Asked
from bench.accuracy_truth import absent_names, slots
from bench.accuracy_values import Put

#: In what order the parts of an answer are written; what is not here stands as on the form.
_ORDERS = (
    ("first", "middle", "last", "suffix"),
    ("last", "suffix", "first", "middle"),
    ("year", "month", "day"),
    ("month", "day", "year"),
    ("street", "unit", "city", "state", "zip", "county"),
    ("street", "unit", "city", "county", "state", "zip"),
)
_FLAGS = {"warning", "error"}
_NO_TEXT = {"male", "female", "other"}  # parts that are ticked, though they may be text fields
_NO_GLYPH = "\ufffd"  # what was lost on the way, and can be seen to be


class Verdict(NamedTuple):
    """What became of one slot, value or tick. what: slot, value, tick; how: right, flagged, absent, wrong."""

    what: str
    how: str
    name: str
    put: str = ""
    got: str = ""


class Reading(NamedTuple):
    """One copy as the product read it, with what it should have read.

    fields: of the definition, each with its boxes; lost: names of fields whose text the tool did not bring on paper.
    """

    report: Mapping[str, Any]
    fields: Sequence[Mapping[str, Any]]
    asked: Mapping[str, Asked]
    puts: Mapping[str, Put]
    lost: frozenset[str] = frozenset()

    def answer(self, name: str) -> Mapping[str, Any]:
        """Give the answer of this name; {} when there is none."""
        found: Mapping[str, Any] = self.report["answers"].get(name, {})
        return found

    def flagged(self, name: str) -> bool:
        """Whether the person who reads the findings is told to look at this answer, or that the file was not read."""
        if self.report["failure"]:
            return True
        return any(f["field"] == name and f["severity"] in _FLAGS for f in self.report["findings"])


def squeezed(text: str) -> str:
    """Give letters and digits alone, in small letters: what counts where an answer is put together from parts."""
    return re.sub(r"[\W_]+", "", text).casefold()


def _words(text: str) -> str:
    return " ".join(re.findall(r"[^\W_]+", text.casefold()))


def spaced(text: str) -> str:
    """Give the text with every run of spaces as one."""
    return " ".join(text.split())


def same_text(answer: Mapping[str, Any], wanted: str, *, joined: bool) -> bool:
    """Whether an answer says what was put in; a date may be ISO, a phone digits, a name the first name first."""
    if answer.get("state") not in {"answered", "unreadable"}:
        return False
    raw, value = str(answer.get("raw") or ""), answer.get("value")
    shown = value if isinstance(value, str) else " ".join(map(str, value)) if isinstance(value, list) else ""
    if joined:
        return _bare(shown or raw) == _bare(wanted)
    if spaced(raw) != spaced(wanted):
        return False
    return value is None or _same_value(shown, wanted)


def _bare(text: str) -> str:
    """Give the signs of an answer that was put together, without the words that join: 2075550134x12."""
    return squeezed(re.sub(r"(?<=[\d )])\s*(ext\.?|x)\s*(?=\d)", " ", text))


def _same_value(shown: str, wanted: str) -> bool:
    if sorted(squeezed(shown)) == sorted(squeezed(wanted)):
        return True
    return bool(re.fullmatch(r"\d{4}-\d\d-\d\d", shown)) and squeezed(shown) in {
        squeezed(one) for one in _as_iso(wanted)
    }


def _as_iso(wanted: str) -> Iterator[str]:
    found = [part for part in re.split(r"\D+", wanted) if part]
    if len(found) == 3:
        month, day, year = found
        for century in ("", "19", "20"):
            yield f"{century}{year}{month:0>2}{day:0>2}"
        yield f"{month}{day:0>2}{year:0>2}"


def wanted_text(boxes: Sequence[Mapping[str, Any]], puts: Mapping[str, Put]) -> Iterator[str]:
    """Give the ways in which an answer of these boxes may be written."""
    once = {box["widget"]: box for box in boxes if _text_in(box, puts)}  # one field may stand in several places
    filled = [(box.get("part", ""), puts[widget].text) for widget, box in once.items()]
    yield " ".join(text for _, text in filled)
    for order in _ORDERS:
        if {part for part, _ in filled} & set(order):
            place = {part: at for at, part in enumerate(order)}
            yield " ".join(text for _, text in sorted(filled, key=lambda one: place.get(one[0], 99)))


def _text_in(box: Mapping[str, Any], puts: Mapping[str, Put]) -> bool:
    put = puts.get(box.get("widget", ""))
    return put is not None and put.kind in {"text", "choice"} and bool(put.text)


def slot_verdicts(reading: Reading, truth: Mapping[str, Any]) -> Iterator[Verdict]:
    """Judge the canonical slots of a form, and what it does not ask."""
    for slot in slots(truth):
        ways = [way for way in slot.ways if all(reading.puts.get(name, Put("")).text for name in way)]
        if not ways or any(reading.puts[name].kind in {"tick", "radio"} for name in ways[0]):
            continue  # a signature, a tick, a field that nobody can fill: nothing was put in
        if any(name in reading.lost for name in ways[0]) or _NO_TEXT & set(slot.parts):
            continue
        names = slot.names or tuple(_holder(reading, ways))
        wanted = [" ".join(reading.puts[name].text for name in way) for way in ways]
        found = [name for name in names if reading.answer(name).get("state") in {"answered", "unreadable"}]
        how = _slot(reading, found or list(names), [_orders(slot.parts, text, ways[0], reading) for text in wanted],
                    part=bool(slot.part))  # fmt: skip
        if how == "wrong" and slot.part and _own_words(reading, truth, found):
            how = "absent"  # another part of the same address stands there, this one is missing
        got = "; ".join(f"{name} = {reading.answer(name).get('raw', '')}" for name in found)
        yield Verdict("slot", how, slot.key, " | ".join(wanted), got)
    for key, names in absent_names(truth).items():
        given = [name for name in names if reading.answer(name).get("state") == "answered"]
        if given and not any(map(reading.flagged, given)):
            yield Verdict("none", "wrong", key, "not asked", f"{given[0]} = {reading.answer(given[0])['raw']}")


def _own_words(reading: Reading, truth: Mapping[str, Any], names: Sequence[str]) -> bool:
    """Whether an address holds words of the subject's address alone."""
    widgets = [name for slot in slots(truth) if slot.part for way in slot.ways for name in way]
    own = set(_words(" ".join(reading.puts[name].text for name in widgets if name in reading.puts)).split())
    return all(set(_words(str(reading.answer(name).get("raw") or "")).split()) <= own for name in names)


def _orders(parts: Sequence[str], text: str, way: Sequence[str], reading: Reading) -> list[str]:
    boxes = [{"widget": n, "part": p.removesuffix("_initial")} for n, p in zip(way, parts, strict=False)]
    return [text, *(wanted_text(boxes, reading.puts) if len(parts) == len(way) else ())]


def _holder(reading: Reading, ways: Sequence[Sequence[str]]) -> Iterator[str]:
    for field in reading.fields:
        if {box.get("widget", "") for box in field.get("box", ())} in [set(way) for way in ways]:
            yield field["name"]


def _slot(reading: Reading, names: Sequence[str], wanted: Sequence[Sequence[str]], *, part: bool) -> str:
    for name in names:
        said = str(reading.answer(name).get("value") or reading.answer(name).get("raw") or "")
        if any(field["name"] == name and field.get("choices") for field in reading.fields):
            said = str(reading.answer(name).get("raw") or "")  # the value is a code of the definition
        texts = [text for way in wanted for text in way]
        if part and any(f" {_words(text)} " in f" {_words(said)} " for text in texts):
            return "right"
        if part and len(texts) > 1 and any(squeezed(text) in squeezed(said) for text in texts if " " in text):
            return "right"  # two boxes of one part: 04101 and 0123
        if not part and squeezed(said) in {squeezed(one) for text in texts for one in (text, *_as_iso(text))}:
            return "right"
    if any(map(reading.flagged, names)) or reading.report["failure"]:
        return "flagged"
    given = any(reading.answer(name).get("state") in {"answered", "unreadable"} for name in names)
    return "wrong" if given else "absent"


def field_verdicts(reading: Reading) -> Iterator[Verdict]:
    """Judge every field of the form: its text, or its ticks; and what the definition does not know."""
    known: set[str] = set()
    for field in reading.fields:
        boxes = [box for box in field.get("box", ()) if box.get("widget") in reading.puts]
        known |= {box["widget"] for box in boxes}
        if any(_text_in(box, reading.puts) for box in boxes):
            yield _value(reading, field, boxes)
        elif any(reading.puts[box["widget"]].kind in {"tick", "radio"} for box in boxes):
            yield _ticks(reading, field, boxes)
    for name, put in reading.puts.items():
        if name not in known and put.text:
            yield Verdict("tick" if put.kind in {"tick", "radio"} else "value", "absent", name, put.text, "not learned")


def _value(reading: Reading, field: Mapping[str, Any], boxes: Sequence[Mapping[str, Any]]) -> Verdict:
    name, answer = field["name"], reading.answer(field["name"])
    ways = list(wanted_text(boxes, reading.puts))
    filled = list(dict.fromkeys(box["widget"] for box in boxes if _text_in(box, reading.puts)))
    stored = [reading.puts[one].stored for one in filled if reading.puts[one].kind == "choice"]
    joined = len(filled) > 1 or bool(stored) or any(reading.asked[one].comb for one in filled)
    right = any(same_text(answer, way, joined=joined) for way in [*ways, *stored])
    right |= _chosen(field, answer, boxes, reading) or (joined and _anyhow(field, answer, ways[0]))
    given = answer.get("state") in {"answered", "unreadable"}
    how = "right" if right else "flagged" if reading.flagged(name) else "wrong" if given else "absent"
    got = f"{answer.get('value')} ({answer.get('raw')})"
    lost = any(one in reading.lost for one in filled) and not (how == "wrong" and _NO_GLYPH in got)
    return Verdict("lost" if lost else "value", how, name, ways[0], got)


def _chosen(
    field: Mapping[str, Any], answer: Mapping[str, Any], boxes: Sequence[Mapping[str, Any]], reading: Reading
) -> bool:
    """Whether the answer is the code of the one thing that was chosen from a list."""
    put = reading.puts[boxes[0]["widget"]]
    texts = {spaced(put.text).casefold(), spaced(put.stored).casefold()}
    codes = [
        c["code"] for c in field.get("choices", ()) if texts & {spaced(c["label"]).casefold(), c["code"].casefold()}
    ]
    return len(boxes) == 1 and put.kind == "choice" and answer.get("value") in codes


def _anyhow(field: Mapping[str, Any], answer: Mapping[str, Any], wanted: str) -> bool:
    """Whether an address or a text of several boxes holds all their words and no others, in whatever order."""
    told = squeezed(str(answer.get("value") or answer.get("raw") or ""))
    if field.get("type") in {"name", "date", "birth_date", "phone"} or answer.get("state") != "answered":
        return False
    for word in sorted(_words(wanted).split(), key=len, reverse=True):
        if word not in told:
            return False
        told = told.replace(word, "", 1)
    return not told


def _ticks(reading: Reading, field: Mapping[str, Any], boxes: Sequence[Mapping[str, Any]]) -> Verdict:
    name, answer = field["name"], reading.answer(field["name"])
    on = {box.get("means", "") for box in boxes if _on(box, reading)}
    value = answer.get("value")
    got = set(value) if isinstance(value, list) else {value} if value else set()
    single = field.get("type") not in {"choices", "text", "narrative"}
    if single and len(on) > 1:
        right = reading.flagged(name)
    elif len(boxes) == 1 and not on:
        right = got in (set(), {"no"})
    else:
        right = got == on
    given = bool(got) and answer.get("state") != "absent"
    how = "right" if right else "flagged" if reading.flagged(name) else "wrong" if given else "absent"
    lost = any(box["widget"] in reading.lost for box in boxes if _on(box, reading))
    return Verdict(
        "lost" if lost else "tick",
        how,
        name,
        ", ".join(sorted(on)) or "nothing ticked",
        f"{value} ({answer.get('raw')})",
    )


def _on(box: Mapping[str, Any], reading: Reading) -> bool:
    put, asked = reading.puts[box["widget"]], reading.asked[box["widget"]]
    left, bottom, right, top = box.get("box", (0, 0, 0, 0))
    middle = ((left + right) / 2, (bottom + top) / 2)

    def far(seen: tuple[float, float, float, float]) -> float:
        return abs((seen[0] + seen[2]) / 2 - middle[0]) + abs((seen[1] + seen[3]) / 2 - middle[1])

    here = [spot for spot in asked.spots if spot.page == box.get("page", 1)] or list(asked.spots)
    return put.ticked and put.stored in min(here, key=lambda spot: far(spot.seen)).states
