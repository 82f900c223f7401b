"""`python -m bench.accuracy DIR`: how well forms that nobody here designed are learned and read.

DIR holds real forms, with `truth/*.json` that say what each really asks (its README tells the format). Part 1 learns
each fillable blank and looks whether the answers are found; part 2 fills the blanks and reads the copies.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from bench.accuracy_bins import Told, table, told_of
from bench.accuracy_truth import Slot, absent_names, slots

#: What the issue asks for, in percent: slots found right at least, silently wrong at most.
RIGHT, WRONG = 90.0, 1.0
_HOWS = ("right", "flagged", "missed", "absent", "wrong")

Draft = Sequence[Mapping[str, Any]]


def main() -> int:
    """Measure, print, and end with 1 when a limit is not met."""
    parser = argparse.ArgumentParser(prog="python -m bench.accuracy", description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--verbose", action="store_true", help="list each slot that is not right")
    parser.add_argument("--only", default="", help="forms whose name holds this")
    parser.add_argument("--slots", action="store_true", help="part 1 alone: no filling")
    parser.add_argument("--kinds", nargs="*", default=(), help="part 2: kinds of copies, such as fillable flattened")
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1, help="part 2: processes")
    args = parser.parse_args()
    met = measure_slots(args.folder, args.only, verbose=args.verbose)
    if not args.slots:
        from bench.accuracy_reading import measure_reading

        met &= measure_reading(args.folder, args.only, args.kinds, args.jobs, verbose=args.verbose)
    return 0 if met else 1


def measure_slots(folder: Path, only: str, *, verbose: bool) -> bool:
    """Learn the blanks, print what was found of each, and say whether the limits are met."""
    print("1. Slots found, without filling\n")
    print(f"{'form':42} " + " ".join(f"{how:>8}" for how in _HOWS))
    total: Counter[str] = Counter()
    bins: list[Told] = []
    for name, truth, draft in _learned(folder, only):
        verdicts = list(judged(truth, draft))
        counts = Counter(how for how, _ in verdicts)
        total += counts
        bins += told(truth, draft)
        print(_row(name, counts))
        if verbose:
            print("".join(f"    {how:8} {line}\n" for how, line in verdicts if how not in {"right", "absent"}), end="")
    print(_row("all", total))
    if verbose:
        print("\n" + "\n".join(table(bins)))
    asked = sum(total.values()) - total["absent"] - total["wrong absent"]
    right = 100 * total["right"] / max(asked, 1)
    wrong = 100 * _wrong(total) / max(sum(total.values()), 1)
    print(f"\nright {right:.1f} % of {asked} (at least {RIGHT:g}); silently wrong {wrong:.1f} % (at most {WRONG:g})\n")
    return right >= RIGHT and wrong <= WRONG


def _learned(folder: Path, only: str) -> Iterator[tuple[str, Mapping[str, Any], Draft]]:
    from caseforms.definitions.learned_toml import as_objects
    from caseforms.errors import UnreadableFileError
    from caseforms.pipeline.learning import learn_blank

    for path in sorted((folder / "truth").glob("*.json")):
        truth = json.loads(path.read_text("utf-8"))
        if only in path.name and any(slots(truth)):
            try:
                yield path.stem, truth, as_objects(learn_blank(folder / truth["file"]))
            except UnreadableFileError as error:
                print(f"{path.stem[:42]:42} not learned: {error.message}")


def _row(name: str, counts: Counter[str]) -> str:
    cells = {**counts, "wrong": _wrong(counts)}
    return f"{name[:42]:42} " + " ".join(f"{cells.get(how, 0):8}" for how in _HOWS)


def _wrong(counts: Counter[str]) -> int:
    return counts["wrong"] + counts["wrong absent"] + counts["wrong person"]


def judged(truth: Mapping[str, Any], draft: Draft) -> Iterator[tuple[str, str]]:
    """Judge each slot, each key that the form does not ask, and the boxes of other people: how, and a line on it."""
    shared = {name for slot in slots(truth) if slot.part for name in slot.ways[0]}
    for slot in slots(truth):
        yield _found(slot, draft, shared)
    for key, names in absent_names(truth).items():
        claimed = [entry for entry in draft if entry["name"] in names and not entry["confirm"]]
        yield ("wrong absent", f"{key}: {_shown(claimed[0])}") if claimed else ("absent", key)
    known = {name for slot in slots(truth) for way in slot.ways for name in way}
    for who, fields in truth.get("other_people", {}).items():
        taken = [
            entry
            for entry in draft
            if entry["name"].startswith("client_")
            and not entry["confirm"]
            and set(entry["widgets"]) & (set(fields) - known)
        ]
        if taken and who:
            yield "wrong person", f"{who}: {_shown(taken[0])}"


def told(truth: Mapping[str, Any], draft: Draft) -> Iterator[Told]:
    """Give the questions of a draft that have the name of an answer, and whether they are it."""
    shared = {name for slot in slots(truth) if slot.part for name in slot.ways[0]}
    right: dict[str, bool] = {}
    for slot in slots(truth):
        for name in slot.names:
            right[name] = right.get(name, True) and _found(slot, draft, shared)[0] == "right"
    return told_of(draft, right, (name for names in absent_names(truth).values() for name in names))


def _found(slot: Slot, draft: Draft, shared: set[str]) -> tuple[str, str]:
    ways = [set(way) for way in slot.ways]
    for entry in draft:
        held = _held(entry, slot)
        if (not slot.names or entry["name"] in slot.names) and (held in ways or held - shared in ways):
            return "right", ""
    claimed = [entry for entry in draft if slot.names and entry["name"] in slot.names and _held(entry, slot)]
    holders = [entry for entry in draft if set(slot.ways[0]) & set(entry["widgets"])]
    line = f"{slot.key} wants {list(slot.ways[0])}"
    line += "".join(
        f"\n             {what} {_shown(e)}" for what, es in (("is", claimed), ("in", holders)) for e in es[:1]
    )
    if not claimed:
        return "missed", line
    return ("flagged" if all(entry["confirm"] for entry in claimed) else "wrong"), line


def _held(entry: Mapping[str, Any], slot: Slot) -> set[str]:
    """Give the boxes of an entry that speak of a slot: of an address only those of its part."""
    pairs = zip(entry["widgets"], entry["parts"], strict=False)
    if slot.part:
        parts = {"line", "", "street"} if slot.part == "line" else {slot.part}
        wanted = {name for way in slot.ways for name in way}
        return {name for name, part in pairs if part in parts and (slot.part != "line" or name in wanted)}
    if slot.key.startswith("address_"):
        parts = {part for name, part in pairs if name in slot.ways[0]}
        return {name for name, part in zip(entry["widgets"], entry["parts"], strict=False) if part in parts}
    return set(entry["widgets"])


def _shown(entry: Mapping[str, Any]) -> str:
    told = (entry["label"][:50], entry["section"][:30], entry["subject"], "; ".join(entry["evidence"])[:200])
    return f"{entry['name']} = {entry['widgets'][:4]} {entry['confidence']} {' | '.join(told)}"


if __name__ == "__main__":
    sys.exit(main())
