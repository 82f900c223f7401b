"""A list in Excel: one client a row."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Any

from making.drawing import book
from making.kit import Sample, form
from making.people import TREATMENT
from making.sheets import read_of


def samples() -> Iterator[Sample]:
    """Give the samples of this family."""
    yield _twelve()


_HEADER = (
    "Client Name", "DOB", "Phone", "Case Name", "Case #", "Services", "Basis for Referral", "Worker", "Worker Email",
    "Supervisor", "Request Date", "Language", "Interpreter", "Location", "Culture",
)  # fmt: skip
_REST = ("Visitation", "Court order", "Marisol Example-Demo", "marisol.demo@example.org", "Quill Placeholder",
         "03/02/2026", "English", "No", "Downtown", "None")  # fmt: skip


def _twelve() -> Sample:
    """Make a list of twelve clients, with a hidden row and a total below."""
    real = dt.datetime(1980, 12, 2)  # noqa: DTZ001  a cell has no zone
    rows: list[tuple[tuple[Any, ...], dict[str, Any], tuple[str, ...]]] = [
        (("Rowan Testcase-Demo", "12/01/1980", "(207) 555-0185"), {"client_dob": "1980-12-01"}, ()),
        (("Juniper Testcase-Demo", real, 2075550185), {"client_dob": "1980-12-02"}, ()),
        (("Testcase-Demo, Quill", "12/3/80", "207-555-0185"),
         {"client_name": "Quill Testcase-Demo", "client_dob": "1980-12-03"}, ("note PER008",)),
        (("Wren Testcase-Demo", "1980-12-04", "555-0185"), {"client_dob": "1980-12-04", "client_phone": None},
         ("error PER010",)),
        (("Alder Testcase-Demo", "", "(207) 555-0185"), {}, ("error PER003",)),
        (("Cedar Testcase-Demo", "12/06/1980", ""), {"client_dob": "1980-12-06", "client_phone": None},
         ("error PER009",)),
        (("Linden Testcase-Demo", "Dec 7, 1980", "(207) 555-0185 x7"),
         {"client_dob": "1980-12-07", "client_phone": "2075550185x7"}, ("note GEN014",)),
        (("Sage Testcase-Demo", "12/08/1980", "(207) 555-0185"), {"client_dob": "1980-12-08"}, ()),
        (("Linus Testcase-Demo", "13/12/1980", "(207) 555-0185"), {"client_dob": "1980-12-13"}, ("error GEN008",)),
        (("Sabine Testcase-Demo", "1980", "(207) 555-0185"), {}, ("error PER004",)),
        (("", "12/11/1980", "(207) 555-0185"), {"client_dob": "1980-12-11", "client_name": None}, ("error PER001",)),
        (("Émile Testcase-Demo Jr.", "12/12/1980", "(207) 555-0185"), {"client_dob": "1980-12-12"}, ("note GEN014",)),
    ]  # fmt: skip

    def fill(made: Any, sheet: Any) -> None:
        date, zeros = made.add_format({"num_format": "m/d/yyyy"}), made.add_format({"num_format": "000000"})
        sheet.write("A1", "Treatment services requests, March 2026")
        sheet.write_row("A4", _HEADER)
        for row, (first, _, _) in enumerate(rows, 4):
            sheet.write(row, 0, first[0])
            sheet.write(row, 1, first[1], date if isinstance(first[1], dt.datetime) else None)
            sheet.write(row, 2, first[2])
            sheet.write(row, 3, "Testcase-Demo")
            sheet.write_number(row, 4, 4170 + row, zeros)
            sheet.write_row(row, 5, _REST)
        sheet.set_row(10, None, None, {"hidden": True})
        sheet.write("A18", "Total")
        sheet.write("B18", len(rows))

    records = []
    for row, (first, changes, findings) in enumerate(rows, 5):
        said = read_of(0, first[0] or "No Testcase-Demo", "01/01/1980") | {
            "case_name": "Testcase-Demo", "case_number": f"00{4169 + row}", "client_phone": "2075550185",
            "client_dob": None,
        } | changes  # fmt: skip
        said = {field: (value, value) for field, value in said.items()}
        records.append(form(TREATMENT, said, *findings, part=f"Clients, row {row}"))
    return Sample("excel-twelve-clients.xlsx", "A list of twelve clients, one in a hidden row, a total below.",
                  book(fill, sheet="Clients"), tuple(records))  # fmt: skip
