"""How long the figures of a full annual report take when everything is loaded: the record read, the libraries started.

Prints seconds of processor time for all figures of the second of two reports made in one process, and how many.
"""

import sys
import time
from datetime import date
from pathlib import Path

from handrail.measures.periods import Period
from handrail.measures.profiled import lists_of
from handrail.profiles import default, shipped
from handrail.publications.facts import Facts
from handrail.publications.making import Request, compose
from handrail.publications.times import Times
from handrail.returns.load import load


def main(folder: Path, name: str = "") -> None:
    """Make the report once, by the shipped profile of this name; then work out anew every figure it asked for."""
    record, profile = load([folder]).record, shipped(name, date(2026, 3, 31)) if name else default("Fairlea")
    request = Request("annual_report", Period(date(2025, 4, 1), date(2026, 3, 31)), record, profile)
    times, settings = Times(request.period), dict(profile.settings)
    first = Asked(record, times, settings, (), lists_of(profile))
    compose(request, first)
    began = time.process_time()
    again = Facts(record, times, settings, (), lists_of(profile))
    for binding in first.asked:
        again.figure(binding)
    print(f"{time.process_time() - began:.4f} {len(first.asked)}")


class Asked(Facts):
    """Figures that remember what they were asked for."""

    def __init__(self, *given: object) -> None:
        super().__init__(*given)  # type: ignore[arg-type]
        self.asked: dict = {}

    def figure(self, binding):  # type: ignore[no-untyped-def]
        """The figure, taken down."""
        self.asked[binding] = None
        return super().figure(binding)


if __name__ == "__main__":
    main(Path(sys.argv[1]), *sys.argv[2:])
