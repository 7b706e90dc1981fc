"""Writing the Reviews file of the SSDA903 return for one statistical year from any record.

The return takes one date for each review. Which of a review's sittings that is, the guides do not settle: it is the
first unless the last is asked for.
"""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

from handrail.record.care import SHORT_BREAKS
from handrail.record.problems import NOTE, QUERY, Problem
from handrail.record.record import Record
from handrail.record.tables import Child, Review
from handrail.returns.outgoing import Written, about, bad_id, is_return_id, not_loaded, uk, write_csv
from handrail.returns.ssda903.layouts import codes, layouts
from handrail.returns.values import year_end, year_start

OPENED, COMPLETED = "opened", "completed"
_LEFT_OUT = "The review was not written; the others were."


def write(record: Record, folder: Path, year: int, dated: str = OPENED) -> Written:
    """Write `reviews.csv` for the statistical year that ends in `year`: one row a review held in it.

    A review that the return cannot hold, or whose child was only in short breaks that year, is left out with a
    problem. Where the year's reviews were not loaded, nothing is written.
    """
    first, last = year_start(year), year_end(year)
    path = folder / "reviews.csv"
    gap = not_loaded(record, ("reviews",), first, last, path.name)
    if gap is not None:
        return Written({}, [gap])
    problems = list(_not_knowing_who_was_looked_after(record, first, last))
    children = {child.child_id: child for child in record.children}
    in_care = None if problems else _in_care(record, first, last)
    rows = []
    for review in sorted(record.reviews, key=lambda review: (review.child_id, _day(review, dated))):
        day = _day(review, dated)
        if first <= day <= last:
            problem = _refused(review, day, children.get(review.child_id), in_care, year)
            if problem is None:
                rows.append(
                    (review.child_id, uk(children[review.child_id].born_on), uk(day), review.participation or "")
                )
            else:
                problems.append(problem)
    write_csv(path, layouts()["reviews"].columns, rows)
    return Written({path: len(rows)}, problems)


def _day(review: Review, dated: str) -> date:
    return review.completed_on or review.opened_on if dated == COMPLETED else review.opened_on


def _in_care(record: Record, first: date, last: date) -> dict[str, bool]:
    """The children with an episode in the year, and whether any of their episodes is other than a short break."""
    found: dict[str, bool] = {}
    for episode in record.episodes:
        if episode.started_on <= last and (episode.ended_on is None or episode.ended_on >= first):
            looked_after = episode.legal_status not in SHORT_BREAKS
            found[episode.child_id] = found.get(episode.child_id, False) or looked_after
    return found


def _not_knowing_who_was_looked_after(record: Record, first: date, last: date) -> Iterator[Problem]:
    why = record.why_missing(("episodes",), first, last)
    if why is not None:
        yield Problem(
            "RECORD-NOT-LOADED", QUERY, "reviews.csv", None, None, None, None,
            f"Reviews of children only in short breaks (V3, V4) could not be told apart and were written: {why}",
            "Load the episodes as well, or take those reviews out by hand.",
        )  # fmt: skip


def _refused(
    review: Review, day: date, child: Child | None, in_care: dict[str, bool] | None, year: int
) -> Problem | None:
    """Why this review cannot stand in the return, or None."""
    who, place = review.child_id, review.read_from
    told = f"The review of {uk(day)} of child {who[:60]}"
    if not is_return_id(who):
        return bad_id(who, place, f"The review of {uk(day)} was")
    if in_care is not None and who not in in_care:
        return about(
            "HR-LAC-1", who, place, "REVIEW", uk(day),
            f"{told} falls in a year in which the child has no episode of care. {_LEFT_OUT}",
            "Check the date of the review, and the episodes of the child.",
        )  # fmt: skip
    if in_care is not None and not in_care[who]:
        return about(
            "903-399", who, place, "REVIEW", uk(day),
            f"{told} was not written: the child was only in short breaks (V3, V4) that year.",
            "Nothing: the return holds no reviews of children only in short breaks.", NOTE,
        )  # fmt: skip
    if review.participation not in codes("REVIEW_CODE", year):
        what = f"the code {review.participation[:20]}, none of PN0 to PN7" if review.participation else "no code"
        return about(
            "903-167", who, place, "REVIEW_CODE", review.participation,
            f"{told} has {what} for how the child took part, and the return requires one. {_LEFT_OUT}",
            "Record how the child took part, and write the return again.",
        )  # fmt: skip
    if child is None or child.born_on is None:
        return about(
            "903-102", who, place, "DOB", None,
            f"{told} cannot be written without the child's date of birth. {_LEFT_OUT}",
            "Record the date of birth, and write the return again.",
        )  # fmt: skip
    return None
