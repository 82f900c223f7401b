"""Pictures of the places that a person should look at: those with a finding, and those of doubtful answers.

A picture holds an answer. It stays in memory until it goes where the user asked for it; its name says nothing
of what is on it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from caseforms.model import Finding, Place, Report, Severity, State
from caseforms.readers.files import content_of
from caseforms.readers.kinds import PDF
from caseforms.readers.page_picture import Drawing, PageCamera

_HASH = 12  # digits of the file's hash in a picture's name: enough to tell files apart
_SAID = (State.ANSWERED, State.UNREADABLE)


class Picture(NamedTuple):
    """A picture of a place. name: of its file, such as `3f9a0c1b2d4e-p2-1.png`."""

    name: str
    place: Place
    drawing: Drawing


class Album:
    """Takes pictures of one report after the other, until there are enough.

    left: how many places have none because there were enough already.
    """

    def __init__(self, most: int, confident: float = 0.0) -> None:
        """Take at most so many pictures; of answers that are less sure than `confident`, too."""
        self._most, self._confident = most, confident
        self.left = 0
        self.count = 0
        self._numbers: dict[str, int] = {}

    def of(self, report: Report, findings: Sequence[Finding] | None = None) -> list[Picture]:
        """Give the pictures of a report, one a place, in the order of its findings (or of the ones given)."""
        places = list(dict.fromkeys(self._places(report, report.findings if findings is None else findings)))
        if report.media_type != PDF.media_type or not places:
            return []
        room = max(self._most - self.count, 0)
        self.left += len(places[room:])
        content = content_of(Path(report.path.partition(" > ")[0]), report.sha256) if room else None
        if content is None:
            return []
        with PageCamera(content) as camera:
            drawings = [(place, camera.picture(place)) for place in places[:room]]
        return list(self._named(report.sha256, drawings))

    def _places(self, report: Report, findings: Iterable[Finding]) -> Iterator[Place]:
        for finding in findings:
            if finding.place.page and finding.place.box:
                yield finding.place
        for answer in report.record.answers.values() if report.record else ():
            if answer.confidence < self._confident and answer.state in _SAID and answer.place.box:
                yield answer.place

    def _named(self, sha256: str, drawings: Iterable[tuple[Place, Drawing | None]]) -> Iterator[Picture]:
        for place, drawing in drawings:
            if drawing is not None:
                self.count += 1
                number = self._numbers[sha256] = self._numbers.get(sha256, 0) + 1
                yield Picture(f"{sha256[:_HASH]}-p{place.page}-{number}.png", place, drawing)


def pictures_of(
    reports: Sequence[Report], rows: Callable[[Report], Sequence[Finding]], most: int
) -> dict[tuple[int, Place], Picture | None]:
    """Give pictures for the rows of a work list, by the number of the report and the place.

    Args:
        reports: of all forms; those that must be mended come first, so that they have pictures if any have.
        rows: gives the findings of a report that stand on the list.
        most: how many pictures there may be; a place beyond has None.
    """
    album = Album(most)
    found: dict[tuple[int, Place], Picture | None] = {}
    for number in sorted(range(len(reports)), key=lambda number: reports[number].worst is not Severity.ERROR):
        report, before = reports[number], album.left
        findings = rows(report) if report.record is not None else ()
        for picture in album.of(report, findings):
            found[number, picture.place] = picture
        if album.left > before:
            places = (finding.place for finding in findings if finding.place.page and finding.place.box)
            found |= {(number, place): found.get((number, place)) for place in places}
    return found
