"""`report`: what must be handed on each month and each quarter, as Word documents from the register."""

from __future__ import annotations

from typing import Any

import click

from caseforms.cli.app import Desk
from caseforms.cli.documents import Asked, document_desk, document_options, finish
from caseforms.cli.work import pass_desk
from caseforms.errors import UsageError

_month = click.option("--month", required=True, metavar="YYYY-MM", help="The month, such as 2026-03.")


@click.group()
def report() -> None:
    """Reports: case notes, caseload, coverage, findings."""


@report.command()
@click.option("--client", default="", metavar="ID", help="The client's ID number, case number or name.")
@click.option("--worker", default="", metavar="NAME", help="All clients of a worker, a report for each.")
@_month
@document_options
@pass_desk
def notes(desk: Desk, /, client: str, worker: str, month: str, **options: Any) -> int:
    """Write the monthly case-note report: notes in date order, absences, the monthly review."""
    from caseforms.pipeline.report_jobs import notes_of
    from caseforms.reports.base import month as read_month

    if bool(client) == bool(worker):
        raise UsageError("Say whose notes.", "Give --client or --worker.")
    period, asked = read_month(month), Asked(**options)
    with document_desk(desk, asked) as at:
        definition = at.definition("notes")
        made = at.make(notes_of(at.letters, definition, period, desk.as_of, client=client, worker=worker))
    return finish(made, asked, desk, name=f"notes-{period.start:%Y-%m}")


@report.command()
@click.option("--worker", required=True, metavar="NAME", help="Whose caseload.")
@click.option("--month", default="", metavar="YYYY-MM", help="As it stood at the end of this month (default: today).")
@document_options
@pass_desk
def caseload(desk: Desk, /, worker: str, month: str, **options: Any) -> int:
    """Write the caseload list for the unit manager; blank critical columns are marked."""
    from caseforms.pipeline.report_jobs import caseload_of
    from caseforms.reports.base import month as read_month

    on, asked = read_month(month).end if month else desk.as_of, Asked(**options)
    with document_desk(desk, asked) as at:
        made = at.make([caseload_of(at.letters, at.definition("caseload"), worker, on)])
    return finish(made, asked, desk, name=f"caseload-{on:%Y-%m}")


@report.command()
@_month
@click.option("--unit", default="", help="Only this unit.")
@document_options
@pass_desk
def coverage(desk: Desk, /, month: str, unit: str, **options: Any) -> int:
    """Write the monthly compliance report: percentages, who was missed, what can be repaired."""
    from caseforms.pipeline.report_jobs import coverage_of
    from caseforms.reports.base import month as read_month

    period, asked = read_month(month), Asked(**options)
    with document_desk(desk, asked) as at:
        made = at.make([coverage_of(at.letters, at.definition("compliance"), period, unit, desk.as_of)])
    return finish(made, asked, desk, name=f"compliance-{period.start:%Y-%m}")


@report.command()
@click.option("--quarter", required=True, metavar="YYYYQN", help="The quarter, such as 2026Q1.")
@document_options
@pass_desk
def findings(desk: Desk, /, quarter: str, **options: Any) -> int:
    """Write the summary of monitoring findings; it names no client."""
    from caseforms.pipeline.report_jobs import findings_of
    from caseforms.reports.base import quarter as read_quarter

    period, asked = read_quarter(quarter), Asked(**options)
    label = f"{period.start.year}Q{(period.start.month + 2) // 3}"
    with document_desk(desk, asked) as at:
        made = at.make([findings_of(at.letters, at.definition("findings"), period, label)])
    return finish(made, asked, desk, name=f"findings-{label}")
