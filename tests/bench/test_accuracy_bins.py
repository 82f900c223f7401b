"""The table that shows how confidence goes with being right."""

from __future__ import annotations

from bench.accuracy_bins import Told, table, told_of


def test_each_claim_falls_into_one_bin():
    lines = list(table([Told(0.0, False), Told(0.75, True), Told(0.7499, False), Told(1.0, True), Told(0.95, False)]))
    assert [line.split() for line in lines[1:]] == [
        ["0.00-", "0.45", "1", "0", "1", "0.0"],
        ["0.70-", "0.75", "1", "0", "1", "0.0"],
        ["0.75-", "0.80", "1", "1", "0", "100.0"],
        ["0.95-", "1.00", "2", "1", "1", "50.0"],
    ]


def test_only_answers_that_the_form_asks_or_does_not_ask_are_claims():
    draft = [{"name": name, "confidence": 0.8} for name in ("client_name", "client_dob", "signature", "remarks")]
    told = list(told_of(draft, {"client_name": True, "client_dob": False}, ["signature"]))
    assert told == [Told(0.8, True), Told(0.8, False), Told(0.8, False)]
