"""The pages of the service on PostgreSQL, six years of data: how long each takes, and a mix of all at ten a second.

    .venv/bin/python bench/service_pages.py [CHILDREN …] [--requests N] [--seconds N] [--without-figures]

The time of a page is the server's own, from its log. Each stands beside its limit and beside the trivial signed-in page
of the same run. The mix is an open loop: a request goes off at its moment whether or not those before it have come back.
"""

import argparse
import gzip
import random
import re
import statistics
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from typing import NamedTuple

import requests
from a_service import Service, service, signed_in

YEARS, A_SECOND, SEED = 6, 10, 1
TRIVIAL = "more"
TIMES_TRIVIAL = 6
HEAVIEST, HEAVIEST_STYLE = 150_000, 25_000  # bytes
SLOWEST_IN_MIX = 500  # milliseconds, p95
CHILD = re.compile(r'href="(/fairlea/children/[0-9a-f]{32}/)"')
WORKER = re.compile(r"worker=([^\"&]+)")


class Case(NamedTuple):
    """A page, who opens it, its limit in milliseconds, how often it comes in the mix, and what is sent to it, if anything."""

    route: str
    path: str
    role: str
    limit: int
    weight: int
    sent: tuple[tuple[str, str], ...] = ()


CASES = (
    Case(TRIVIAL, "/fairlea/more/", "service_manager", 150, 0),
    Case("desk", "/fairlea/", "reviewing_officer", 150, 6),
    Case("child", "{child}", "reviewing_officer", 150, 8),
    Case("children", "/fairlea/children/", "reviewing_officer", 250, 3),
    Case("find", "/fairlea/find/", "service_manager", 250, 2, (("q", "an"),)),
    Case("news", "/fairlea/news/", "reviewing_officer", 250, 2),
    Case("hand-over", "{child}hand-over/", "reviewing_officer", 250, 1),
    Case("board", "/fairlea/board/", "service_manager", 250, 2),
    Case("due-list", "/fairlea/list/due/", "service_manager", 250, 4),
    Case("allocation", "/fairlea/allocation/", "service_manager", 250, 1),
    Case("choose-officer", "{child}allocation/", "service_manager", 250, 1),
    Case("leaving", "/fairlea/allocation/leaving/?worker={worker}", "service_manager", 250, 1),
    Case("hand-over-caseload", "/fairlea/hand-over/?worker={worker}", "service_manager", 250, 0),
    Case("cover", "/fairlea/cover/", "service_manager", 250, 1),
    Case("workload", "/fairlea/workload/", "service_manager", 250, 1),
    Case("workers", "/fairlea/workers/", "service_manager", 250, 1),
    Case("corrections", "/fairlea/corrections/", "service_manager", 250, 1),
    Case("scorecard", "/fairlea/scorecard/", "service_manager", 400, 1),
)


class Taken(NamedTuple):
    """What a page took: the median and the slow end in milliseconds, and what it weighs."""

    case: Case
    median: float
    p95: float
    weight: int


def main() -> int:
    """Print the tables; 1 where a limit is exceeded."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("children", nargs="*", type=int, default=[3_000])
    parser.add_argument("--requests", type=int, default=40, help="of each page")
    parser.add_argument("--seconds", type=int, default=120, help="of the mix")
    parser.add_argument("--without-figures", action="store_true", help="do not count the scorecard first")
    told = parser.parse_args()
    return max([_measured(children, told) for children in told.children])


def _measured(children: int, told: argparse.Namespace) -> int:
    with tempfile.TemporaryDirectory() as name, service(Path(name)) as made:
        began = time.monotonic()
        made.manage("demo", "--children", str(children), "--years", str(YEARS))
        if not told.without_figures:
            made.manage("work", "--once")
        print(f"\n{children:,} children, {YEARS} years, made in {time.monotonic() - began:.0f} s", flush=True)
        with made.answering() as address:
            people = {role: signed_in(address, role) for role in dict.fromkeys(case.role for case in CASES)}
            cases = list(_ready(address, people))
            failed = _pages(made, address, people, cases, told.requests)
            return failed | _style(address, people) | _mix(made, address, people, cases, told.seconds)


def _ready(address: str, people: dict[str, requests.Session]) -> Iterator[Case]:
    """The pages that are there, with an own child of the officer and the officer with most children in their addresses."""
    own = CHILD.findall(people["reviewing_officer"].get(f"{address}/fairlea/children/", timeout=60).text)
    busy = WORKER.findall(people["service_manager"].get(f"{address}/fairlea/workload/", timeout=60).text)
    for case in CASES:
        ready = case._replace(path=case.path.format(child=own[0], worker=busy[0]))
        answer = _asked(address, people[case.role].cookies.get_dict(), ready)
        if answer.ok:
            yield ready
        else:
            print(f"{case.route}: {answer.status_code}, left out")


def _pages(made: Service, address: str, people: dict[str, requests.Session], cases: list[Case], times: int) -> int:
    taken = [_page(made, address, people[case.role], case, times) for case in cases]
    trivial = next(one.median for one in taken if one.case.route == TRIVIAL)
    median = statistics.median(one.median for one in taken if one.case.route != TRIVIAL)
    print(f"{'page':18} {'median':>8} {'p95':>8} {'limit':>6} {'x trivial':>10} {'weight':>9}")
    for one in taken:
        said = f"{one.median:>6.0f}ms {one.p95:>6.0f}ms {one.case.limit:>6} {one.median / trivial:>10.1f} {one.weight:>8,}B"
        print(f"{one.case.route:18} {said}{'' if _is_well(one) else '  TOO MUCH'}", flush=True)
    print(f"the median page takes {median / trivial:.1f} times the trivial one, of {TIMES_TRIVIAL}")
    return int(not all(map(_is_well, taken)) or median > TIMES_TRIVIAL * trivial)


def _is_well(one: Taken) -> bool:
    return one.p95 <= one.case.limit and one.weight <= HEAVIEST


def _page(made: Service, address: str, person: requests.Session, case: Case, times: int) -> Taken:
    for _ in range(4):  # every worker has opened it before
        weight = len(_asked(address, person.cookies.get_dict(), case).content)
    place = made.place()
    for _ in range(times):
        _asked(address, person.cookies.get_dict(), case).raise_for_status()
    took = made.answered(case.route, place)
    return Taken(case, statistics.median(took), _p95(took), weight)


def _style(address: str, people: dict[str, requests.Session]) -> int:
    page = people["service_manager"].get(f"{address}/fairlea/more/", timeout=60).text
    found = re.findall(r'<link[^>]+href="(/static/[^"]+\.css)"', page)
    heavy = sum(len(gzip.compress(requests.get(f"{address}{path}", timeout=60).content)) for path in found)
    print(f"style: {heavy:,} bytes compressed, of {HEAVIEST_STYLE:,}")
    return int(heavy > HEAVIEST_STYLE)


def _mix(made: Service, address: str, people: dict[str, requests.Session], cases: list[Case], seconds: int) -> int:
    """So many requests a second, at their moments."""
    drawn = random.Random(SEED)
    wanted = drawn.choices(cases, [case.weight for case in cases], k=seconds * A_SECOND)
    cookies = {role: person.cookies.get_dict() for role, person in people.items()}
    with ThreadPoolExecutor(max_workers=64) as pool:
        began, going = time.monotonic(), list[Future[tuple[int, float]]]()
        for number, case in enumerate(wanted):
            time.sleep(max(0.0, began + number / A_SECOND - time.monotonic()))
            going.append(pool.submit(_one, address, cookies[case.role], case))
        answers = [each.result() for each in going]
    statuses, took = Counter(status for status, _ in answers), [each for _, each in answers]
    print(
        f"mix of {len(answers):,} at {A_SECOND} a second: {dict(statuses)}, p95 {_p95(took):.0f} ms of {SLOWEST_IN_MIX}"
    )
    return int(set(statuses) != {200} or _p95(took) > SLOWEST_IN_MIX)


def _asked(address: str, cookies: dict[str, str], case: Case) -> requests.Response:
    """The answer: of a page that is opened, or of one to which a form is sent."""
    page = f"{address}{case.path}"
    if not case.sent:
        return requests.get(page, cookies=cookies, timeout=60)
    token = {"Referer": page, "X-CSRFToken": cookies["csrf"]}
    return requests.post(page, dict(case.sent), cookies=cookies, headers=token, timeout=60)


def _one(address: str, cookies: dict[str, str], case: Case) -> tuple[int, float]:
    began = time.monotonic()
    try:
        status = _asked(address, cookies, case).status_code
    except requests.RequestException:
        status = 0
    return status, 1000 * (time.monotonic() - began)


def _p95(took: list[int] | list[float]) -> float:
    return statistics.quantiles(took, n=20)[-1] if len(took) > 1 else float(took[0])


if __name__ == "__main__":
    sys.exit(main())
