"""Many processes: the same answers in the same order, and a process that dies takes only its own file with it."""

import datetime as dt
import multiprocessing
import os
from pathlib import Path

import pytest
from clerk import put, referral

from caseforms.definitions.load import load_forms
from caseforms.pipeline import reading_many
from caseforms.pipeline.reading import Reader, ReadingDesk
from caseforms.pipeline.reading_many import read_files
from caseforms.workspace import shipped


@pytest.fixture(scope="module")
def desk():
    return ReadingDesk(load_forms(shipped("forms")), dt.date(2026, 3, 31))


@pytest.fixture
def inbox(tmp_path):
    return [put(tmp_path, f"request-{n:02}.pdf", referral(case_number=f"CW-2026-{n:04}")) for n in range(45)]


def test_two_processes_give_what_one_gives_in_the_same_order(desk, inbox):
    ticks = []
    many = list(read_files(inbox, desk, jobs=2, tick=lambda: ticks.append(1)))
    assert many == list(read_files(inbox, desk, jobs=1))
    assert [reports[0].record.value("case_number") for reports in many] == [f"CW-2026-{n:04}" for n in range(45)]
    assert len(ticks) == len(inbox)


def test_a_file_over_which_a_process_dies_is_refused_alone(desk, inbox, monkeypatch):
    if multiprocessing.get_start_method() != "fork":
        pytest.skip("only a forked process has the reader that this test lets die")
    whole = Reader.file

    def dying(self, path):
        if path.name == "request-23.pdf":
            os._exit(1)
        return whole(self, path)

    monkeypatch.setattr(Reader, "file", dying)
    many = list(read_files(inbox, desk, jobs=2))
    assert len(many) == len(inbox)
    assert [n for n, reports in enumerate(many) if reports[0].record is None] == [23]
    assert many[23][0].failure.kind == "fault"
    assert many[23][0].sha256


def test_no_more_processes_than_windows_can_wait_for_and_than_there_is_work(desk, monkeypatch):
    asked = []
    monkeypatch.setattr(reading_many.os, "cpu_count", lambda: 128)
    monkeypatch.setattr(reading_many, "_by_many", lambda _paths, _desk, jobs: asked.append(jobs) or iter(()))
    for files in (5_000, 210):
        assert list(read_files([Path("a.pdf")] * files, desk)) == []
    assert asked == [61, 11]


def test_who_stops_does_not_wait_for_the_rest(desk, inbox, monkeypatch):
    waited = []
    pool = reading_many.ProcessPoolExecutor
    whole = pool.shutdown

    def shutdown(self, **how):
        waited.append(how)
        whole(self, **how)

    monkeypatch.setattr(pool, "shutdown", shutdown)
    files = read_files(inbox, desk, jobs=2)
    next(files)
    files.close()
    assert waited[0] == {"wait": False, "cancel_futures": True}
