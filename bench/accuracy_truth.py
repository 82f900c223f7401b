"""The truth about a form in the terms of the product: which answer, which boxes; and a draft mended by it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

#: Names of the product by key of the truth; a key that is not here may have any name.
NAMES: Mapping[str, tuple[str, ...]] = {
    "subject_name": ("client_name",),
    "date_of_birth": ("client_dob",),
    "phone": ("client_phone",),
    "case_number": ("case_number",),
    "address": ("client_address",),
    "email": ("client_email",),
    "other_names": ("client_aka",),
    "ssn": ("client_ssn",),
    "language": ("preferred_language",),
    "representative_name": ("guardian_name", "signer_name"),
    "representative_relationship": ("guardian_relationship", "representative_authority"),
    "referring_worker": ("worker_name",),
    "worker_phone": ("worker_phone",),
    "signature": ("signature",),
    "signature_date": ("signature_date",),
}

_ADDRESS = "client_address"
_ADDRESS_PARTS = ("street", "unit", "city", "state", "zip", "county")
_TYPES = {
    "client_name": "name",
    "client_dob": "birth_date",
    "client_phone": "phone",
    "worker_phone": "phone",
    "case_number": "case_number",
    "client_address": "address",
    "client_email": "email",
    "guardian_name": "name",
    "signer_name": "name",
    "worker_name": "name",
    "signature": "signature",
    "signature_date": "date",
}
_PARTS = {
    "first": "first", "middle": "middle", "middle_initial": "middle", "last": "last", "month": "month", "day": "day",
    "year": "year", "area": "area", "prefix": "exchange", "suffix": "number", "last4": "number", "number": "number",
    "zip5": "zip", "zip4": "zip", "line1": "line", "line2": "line",
}  # fmt: skip


class Slot(NamedTuple):
    """One thing that a form really asks. names: of the product, () for any; part: of an address, "" for a whole answer.

    ways: the fields that hold it, each way with its fields in reading order; the first is the form's own.
    """

    key: str
    names: tuple[str, ...]
    part: str
    ways: tuple[tuple[str, ...], ...]
    parts: tuple[str, ...] = ()


def slots(truth: Mapping[str, Any]) -> Iterator[Slot]:
    """Walk what a form really asks."""
    canonical = truth.get("canonical", {})
    in_parts = any(key.removeprefix("address_") in _ADDRESS_PARTS for key in canonical)
    for key, said in canonical.items():
        fields = tuple(said.get("fields", ()))
        if not fields:
            continue
        second = tuple(said.get("alternates", ()))
        ways = [fields, second] if second else [fields]
        if len(fields) == 1:
            ways += [(one,) for one in second if (one,) not in ways]
        part = key.removeprefix("address_") if key.startswith("address_") else ""
        part = part if part in _ADDRESS_PARTS else "line" if key == "address" and in_parts else ""
        names = (_ADDRESS,) if part else NAMES.get(key, ())
        if said.get("belongs_to"):
            names = ()
        yield Slot(key, names, part, tuple(ways), tuple(said.get("parts") or ()))


def absent_names(truth: Mapping[str, Any]) -> dict[str, tuple[str, ...]]:
    """Give the names of the product for what a form does not ask, by key of the truth."""
    return {key: NAMES.get(key, (f"client_{key}",)) for key in truth.get("absent", ())}


def confirmed(draft: Mapping[str, Any], truth: Mapping[str, Any]) -> dict[str, Any]:
    """Mend a draft as somebody would who knows the form: each slot has its boxes, and nothing is left to confirm."""
    wanted = _wanted(truth)
    at_home = {box.get("widget", ""): box for field in draft["field"] for box in field.get("box", ())}
    homes = {box.get("widget", ""): field for field in draft["field"] for box in field.get("box", ())}
    taken = {widget for boxes in wanted.values() for widget, _ in boxes if widget in at_home}
    barred = {name for names in absent_names(truth).values() for name in names} | set(wanted)
    fields, used = [], set[str]()
    for name, boxes in wanted.items():
        there = [{**at_home[widget], "part": part} for widget, part in boxes if widget in at_home]
        if there:
            like = homes[there[0]["widget"]]
            stays = any(box.get("widget", "") not in taken for box in like["box"]) or like["label"] in used
            used.add(like["label"])
            fields.append(_field(like, name, there, name.replace("_", " ") if stays else like["label"]))
    for field in draft["field"]:
        left = [box for box in field.get("box", ()) if box.get("widget", "") not in taken]
        if left or not field.get("box"):
            name = f"{field['name']}_again" if field["name"] in barred else field["name"]
            fields.append({**field, "name": name, "box": left, "confirm": False, **_widgets(field, left)})
    return {**draft, "field": fields}


def _wanted(truth: Mapping[str, Any]) -> dict[str, list[tuple[str, str]]]:
    found: dict[str, list[tuple[str, str]]] = {}
    for slot in slots(truth):
        name = slot.names[0] if slot.names else slot.key
        if not slot.names and len(slot.ways[0]) == 1:
            continue  # any name will do, so the draft's own
        if set(slot.parts) & {"male", "female"}:
            continue
        parts = slot.parts if len(slot.parts) == len(slot.ways[0]) else ("",) * len(slot.ways[0])
        for widget, part in zip(slot.ways[0], parts, strict=True):
            learned = slot.part or ("comb" if part.startswith("digit") else _PARTS.get(part, "comb" if part else ""))
            found.setdefault(name, []).append((widget, learned))
    return found


def _field(like: Mapping[str, Any], name: str, boxes: list[dict[str, Any]], label: str) -> dict[str, Any]:
    kept = {key: value for key, value in like.items() if key not in {"choices", "list"}}
    kind = _TYPES.get(name, "text")
    return {**kept, "name": name, "label": label, "type": kind, "box": boxes, "confirm": False, **_widgets(like, boxes)}


def _widgets(field: Mapping[str, Any], boxes: list[dict[str, Any]]) -> dict[str, list[str]]:
    names = list(dict.fromkeys(box["widget"] for box in boxes if box.get("widget")))
    return {"widgets": names} if field.get("widgets") else {}
