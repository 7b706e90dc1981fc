"""The people of the service: their posts, hours and contracts, and the children each is allocated."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from tests.fictional_data.published.courses import Course
from tests.fictional_data.published.made import Made, deal

from handrail.fictional.calendar import days_after
from handrail.record.service_tables import Allocation, Worker

_YEARS_IN_POST = 3


def employ(made: Made, posts: Iterable[Mapping[str, Any]]) -> list[str]:
    """A worker for each post there was by the end of the year: role, number, hours in percent, contract, since when."""
    hired = []
    for post in (each for each in posts if each.get("from", made.first_day) <= made.last_day):
        for _ in range(post.get("number", 1)):
            worker_id = f"W{len(made.record.workers) + 1:03d}"
            since = post.get("from", days_after(made.first_day, -365 * _YEARS_IN_POST))
            made.record.workers.append(
                Worker(worker_id, post["role"], started_on=since, fte_percent=post.get("hours"),
                       contract=post.get("contract"), sex=post.get("sex"))
            )  # fmt: skip
            hired.append(worker_id)
    return hired


def describe(made: Made, column: str, counts: Mapping[str, int]) -> None:
    """Give the workers their sex or ethnicity, so many of each."""
    labels = deal((worker.worker_id for worker in made.record.workers), counts, made.dice("staff", column))
    made.record.workers = [worker._replace(**{column: labels[worker.worker_id]}) for worker in made.record.workers]


def allocate(made: Made, role: str, workers: Sequence[str], courses: Iterable[tuple[str, Course]]) -> None:
    """Each child to a worker in turn, from the start of the course to its end."""
    for place, (child, course) in enumerate(courses):
        made.record.allocations.append(
            Allocation(child, workers[place % len(workers)], role, course.began_on, course.ends_on)
        )
