"""Chooses the writer of a return and hands it what the person said."""

import argparse
from datetime import date
from typing import Any

from handrail.cli.publishing import statistical_year
from handrail.record.record import Record
from handrail.returns.outgoing import Written
from handrail.returns.values import statistical_year as returns_year


def write(record: Record, options: argparse.Namespace) -> Written:
    """Write the return asked for. Raises ValueError where an option it needs is missing or wrong."""
    if options.kind == "annex-a":
        from handrail.returns.annex_a import write as annex_a

        snapshot = _needed(options.snapshot, "--snapshot", "the day the lists are of")
        return annex_a.write(record, options.out, snapshot, options.title_row)
    year_end = _year_end(options)
    if options.kind == "cin":
        from handrail.returns.cin_census import write as cin_census

        lea = _needed(options.lea, "--lea", "the three-figure code of the authority")
        reference_date = options.reference_date or year_end
        if returns_year(reference_date) != year_end.year:
            raise ValueError(f"the reference date {reference_date} does not lie in the year {options.year}.")
        return cin_census.write(record, options.out, reference_date, lea)
    from handrail.returns.ssda903 import write as ssda903

    return ssda903.write(record, options.out, year_end.year, options.review_date)


def _year_end(options: argparse.Namespace) -> date:
    return statistical_year(_needed(options.year, "--year", "for instance 2025-26")).last


def _needed(value: Any, option: str, what: str) -> Any:
    if value is None:
        raise ValueError(f"{option} is needed: {what}.")
    return value
