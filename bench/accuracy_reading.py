"""Part 2 of the measure: filled copies of every kind read by the learned draft and by the confirmed definition."""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import Any

from bench.accuracy_copies import KINDS
from bench.accuracy_run import Outcome, measure

_HOWS = ("right", "flagged", "absent", "wrong")

#: What the issue asks for, in percent: definition, groups of kinds ((): all), what, right at least, wrong at most.
LIMITS = (
    ("draft", ("fillable", "XFA"), "slot", 90.0, 1.0),
    ("confirmed", ("fillable", "XFA"), "slot", 100.0, 0.0),
    ("confirmed", ("fillable", "XFA"), "value", 100.0, 0.0),
    ("confirmed", ("fillable", "XFA"), "tick", 100.0, 0.0),
    ("confirmed", ("flattened",), "value", 99.0, 0.0),
    ("confirmed", ("flattened",), "tick", 99.0, 0.0),
    ("confirmed", (), "slot", 0.0, 0.0),
    ("confirmed", (), "value", 0.0, 0.0),
    ("confirmed", (), "tick", 0.0, 0.0),
)


def fillable_forms(folder: Path, only: str) -> Iterator[tuple[Path, Mapping[str, Any]]]:
    """Walk the fillable PDF forms of a folder with their truths."""
    for path in sorted((folder / "truth").glob("*.json")):
        truth = json.loads(path.read_text("utf-8"))
        named = [slot for slot in truth.get("canonical", {}).values() if slot.get("fields")]
        if only in path.stem and named:
            yield folder / truth["file"], truth


def measure_reading(folder: Path, only: str, kinds: Sequence[str], jobs: int, *, verbose: bool) -> bool:
    """Measure, print, and say whether the limits of the issue are met."""
    forms = list(fillable_forms(folder, only))
    outcomes: list[Outcome] = []
    with ProcessPoolExecutor(jobs) as pool:
        for done in [pool.submit(measure, path, truth, kinds) for path, truth in forms]:
            outcomes.append(done.result())
            print(f"{len(outcomes)}/{len(forms)} {outcomes[-1].form}", file=sys.stderr)
    for outcome in outcomes:
        if outcome.failure:
            print(f"FAILED {outcome.form}: {outcome.failure}")
    for which in ("draft", "confirmed"):
        _table(which, outcomes)
    _skipped(outcomes)
    if verbose:
        _details(outcomes)
    return _limits(outcomes) and not any(outcome.failure for outcome in outcomes)


def _table(which: str, outcomes: Iterable[Outcome]) -> None:
    counts: dict[str, Counter[tuple[str, str]]] = {kind.name: Counter() for kind in KINDS}
    for outcome in outcomes:
        for (definition, kind), verdicts in outcome.verdicts.items():
            if definition == which:
                counts[kind].update((one.what, one.how) for one in verdicts)
                counts[kind]["form", ""] += 1
    print(f"\nfilled copies read by the {which} definition")
    print(f"{'':20} {'':5}  {'slots':^29}  {'values':^29}  {'ticks':^29}  cut or lost by the tool")
    heads = f"{'right':>7} {'flagged':>7} {'absent':>6} {'WRONG':>5}"
    print(f"{'kind':20} {'forms':>5}  {heads:>29}  {heads:>29}  {heads:>29}  {'all':>5} {'silent':>6} refused")
    for kind, count in [*counts.items(), ("all", sum(counts.values(), Counter()))]:
        if count["form", ""]:
            cells = "  ".join(_cells(count, what) for what in ("slot", "value", "tick"))
            lost = sum(count["lost", how] for how in _HOWS)
            print(f"{kind:20} {count['form', '']:5}  {cells}  {lost:5} {count['lost', 'wrong']:6} "
                  f"{count['refused', 'flagged']:7}")  # fmt: skip


def _cells(count: Counter[tuple[str, str]], what: str) -> str:
    total = sum(count[what, how] for how in _HOWS)
    right = f"{100 * count[what, 'right'] / total:.1f} %" if total else "-"
    wrong = count[what, "wrong"] + (count["none", "wrong"] if what == "slot" else 0)
    return f"{right:>7} {count[what, 'flagged']:7} {count[what, 'absent']:6} {wrong:5} "


def _skipped(outcomes: Sequence[Outcome]) -> None:
    reasons = Counter((kind, reason) for outcome in outcomes for kind, reason in outcome.skipped.items())
    for (kind, reason), forms in sorted(reasons.items()):
        print(f"skipped: {kind}, {forms} form{'s' * (forms > 1)}: {reason}")


def _details(outcomes: Iterable[Outcome]) -> None:
    for outcome in outcomes:
        for (which, kind), verdicts in outcome.verdicts.items():
            for one in verdicts:
                if one.how != "right" and one.what != "refused":
                    how = "WRONG" if one.how == "wrong" else one.how
                    print(
                        f"{outcome.form} {which} {kind}: {how} {one.what} {one.name}: {one.put!r} read as {one.got!r}"
                    )


def _limits(outcomes: Sequence[Outcome]) -> bool:
    met = True
    print("\nlimits of the issue")
    for which, groups, what, right_least, wrong_most in LIMITS:
        kinds = {kind.name for kind in KINDS if not groups or kind.group in groups}
        found = [
            verdict
            for outcome in outcomes
            for (definition, kind), verdicts in outcome.verdicts.items()
            if definition == which and kind in kinds
            for verdict in verdicts
            if verdict.what in {what, "none" if what == "slot" else what}
        ]
        asked = [verdict for verdict in found if verdict.what == what]
        if not asked:
            continue
        right = 100 * sum(verdict.how == "right" for verdict in asked) / len(asked)
        wrong = 100 * sum(verdict.how == "wrong" for verdict in found) / len(found)
        ok = right >= right_least and wrong <= wrong_most
        met &= ok
        of = " and ".join(groups) or "every kind"
        print(
            f"{'ok  ' if ok else 'OVER'} {which}, {of}, {what}s: right {right:.2f} % (at least {right_least:g}), "
            f"silently wrong {wrong:.2f} % (at most {wrong_most:g})"
        )
    return met
