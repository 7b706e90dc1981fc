"""Time and memory at the sizes promised, each beside its limit; the exit code is 1 if a limit is exceeded.

A figure is the processor time (user and system) of the installed command `handrail`, run as a child process,
less what the same command takes on an empty folder; memory is the peak of the larger process. `--full` adds 200,000 children.
HANDRAIL_PEER_903, the path of a Python that has csc-validator-be-903, has that validator run on the same files.
"""

import argparse
import csv
import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import NamedTuple

HERE = Path(__file__).resolve().parent
HANDRAIL = str(Path(sys.executable).with_name("handrail"))
PUBLIC = HERE.parent.parent / "shared/data/public/d2i-csc-validator-be-903"
CHILDREN = 20_000
MEMORY = 400.0
SIZE_PROMISED = "middlesbrough"  # the shipped profile whose annual report has about 60 tables
YEAR = ("--from", "2025-04-01", "--to", "2026-03-31")
PUBLIC_YEAR = ("--from", "2017-04-01", "--to", "2018-03-31")
MEASURES_903 = (
    "reviews_held",
    "reviews_held_on_time",
    "reviews_due_held_on_time",
    "reviews_overdue",
    "children_all_reviews_on_time",
    "child_participation",
    "child_attendance",
    "looked_after_children",
    "periods_of_care_started",
    "periods_of_care_ceased",
    "children_who_became_looked_after",
    "children_who_ceased_to_be_looked_after",
)
MEASURES_CIN = (
    "icpc_held",
    "icpc_within_15_working_days",
    "rcpc_held",
    "rcpc_held_on_time",
    "cp_plans_open",
    "cp_plans_reviewed_on_time",
)


class Cost(NamedTuple):
    """What one child process took."""

    cpu: float
    wall: float
    mebibytes: float


class Figure(NamedTuple):
    """One line of the table."""

    what: str
    limit: float
    ours: float
    unit: str

    @property
    def ok(self) -> bool:
        """Whether the limit is kept."""
        return self.ours < self.limit


def main() -> int:
    """Run every case and print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--full", action="store_true", help="also 200,000 children (or HANDRAIL_BENCH_FULL=1)")
    full = parser.parse_args().full or os.environ.get("HANDRAIL_BENCH_FULL") == "1"
    with tempfile.TemporaryDirectory(prefix="handrail-bench-") as name:
        folder = Path(name)
        start_up = starting(folder)
        print(f"Start-up of check and measure on an empty folder, taken off: {start_up:.2f} s for the two together")
        figures = [
            *generated(folder, start_up),
            *public(folder, start_up),
            *census(folder, start_up),
            *report(folder),
            *full_report(folder),
            *six_years(folder, start_up, full),
            *in_the_database(folder),
            *small_numbers(),
            *helping(),
        ]
        table(figures)
        growth(folder, start_up, full)
        peer(folder, start_up)
    return int(not all(figure.ok for figure in figures))


def run(*command: str | Path, allowed: tuple[int, ...] = (0, 1)) -> Cost:
    """Run a command to its end, its output to a file nobody reads, and say what it took."""
    with tempfile.TemporaryFile() as told:
        began = time.perf_counter()
        process = subprocess.Popen([str(part) for part in command], stdout=subprocess.DEVNULL, stderr=told)
        _, status, used = os.wait4(process.pid, 0)
        wall = time.perf_counter() - began
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode not in allowed:
            told.seek(0)
            sys.exit(f"{' '.join(process.args)} ended in {process.returncode}:\n{told.read().decode()}")
    return Cost(used.ru_utime + used.ru_stime, wall, used.ru_maxrss / 1024)


def starting(folder: Path) -> float:
    """What both commands take before there is anything to do: starting Python and the libraries."""
    empty = folder / "empty"
    empty.mkdir()
    checked = min(run(HANDRAIL, "check", empty).cpu for _ in range(3))
    return checked + min(run(HANDRAIL, "measure", empty, *YEAR).cpu for _ in range(3))


def check_and_measure(path: Path, start_up: float, year: tuple[str, ...], measures: tuple[str, ...]) -> Cost:
    """Both commands on one set: processor time beyond their start-up, the larger memory."""
    only = [part for name in measures for part in ("--only", name)]
    checked = run(HANDRAIL, "check", path, "--format", "csv")
    measured = run(HANDRAIL, "measure", path, *year, *only, "--format", "csv", allowed=(0,))
    cpu = checked.cpu + measured.cpu - start_up
    return Cost(cpu, checked.wall + measured.wall, max(checked.mebibytes, measured.mebibytes))


def make(script: str, out: Path, children: int) -> Path:
    """Have a generator write a set, in a process of its own so that ours stays small; say what it wrote."""
    command = [sys.executable, str(HERE / script), "--children", str(children), "--out", str(out)]
    wrote = subprocess.run(command, check=True, capture_output=True, text=True).stdout.strip()
    print(f"{script}: {wrote}")
    return out


def generated(folder: Path, start_up: float) -> list[Figure]:
    """One year's 903 set, as an authority might hold it."""
    path = make("make_903.py", folder / "903", CHILDREN)
    cost = check_and_measure(path, start_up, YEAR, MEASURES_903)
    return pair("903, 20,000 children: check and measure", 3, cost)


def public(folder: Path, start_up: float) -> list[Figure]:
    """The public set of the open validator, copied with new child ids up to the size promised."""
    if not PUBLIC.is_dir():
        print(f"\n*** NOT MEASURED: the public set is absent: {PUBLIC} ***\n")
        return []
    path = folder / "public"
    problems = subprocess.run(
        [HANDRAIL, "check", str(replicate(path, CHILDREN)), "--format", "csv"],
        capture_output=True,
        check=False,
    ).stdout.count(b"\n")
    print(f"public set, copied to {CHILDREN:,} children: {problems - 1:,} problems")
    cost = check_and_measure(path, start_up, PUBLIC_YEAR, MEASURES_903)
    return pair("public 903 copied to 20,000: check and measure", 8, cost)


def replicate(out: Path, children: int) -> Path:
    """Copy every file of the public set as often as it takes, each copy with its own child ids."""
    out.mkdir(parents=True)
    with (PUBLIC / "header.csv").open(encoding="utf-8-sig", newline="") as file:
        ids = [row[0] for row in list(csv.reader(file))[1:]]
    new: dict[str, list[str]] = {}
    for number in range(children):
        copy, place = divmod(number, len(ids))
        new.setdefault(ids[place], []).append(f"{copy + 1}{ids[place]:0>7}")
    for source in sorted(PUBLIC.glob("*.csv")):
        with (
            source.open(encoding="utf-8-sig", newline="") as file,
            (out / source.name).open("w", encoding="utf-8", newline="") as target,
        ):
            rows, writer = csv.reader(file), csv.writer(target)
            writer.writerow(next(rows))
            writer.writerows([child, *row[1:]] for row in rows for child in new.get(row[0], [row[0]]))
    return out


def census(folder: Path, start_up: float) -> list[Figure]:
    """A CIN census with enquiries, plans and reviews."""
    path = make("make_cin.py", folder / "cin.xml", CHILDREN)
    return pair("CIN, 20,000 children: check and measure", 6, check_and_measure(path, start_up, YEAR, MEASURES_CIN))


def report(folder: Path) -> list[Figure]:
    """The annual report of a made-up authority, from its files to every output."""
    made, out = folder / "authority", folder / "report"
    run(HANDRAIL, "fictional", "--children", "2000", "--out", made, allowed=(0,))
    words = ("--year", "2025-26", "--authority", "Fairlea", "--out", out)
    cost = run(HANDRAIL, "report", made / "ssda903", made / "cin", *words, allowed=(0,))
    print(f"report: {', '.join(sorted(path.name for path in out.iterdir()))}; {cost.mebibytes:.0f} MiB")
    return [Figure("report, 2,000 children, every output: wall", 8, cost.wall, "s")]


def full_report(folder: Path) -> list[Figure]:
    """An annual report of the size promised (60 tables), of 3,000 children, in every format, and its figures once all is warm.

    The whole library, every chapter there is, has more than twice as much in it: it is measured beside, without a limit.
    """
    made = folder / "authority-3000"
    run(HANDRAIL, "fictional", "--children", "3000", "--out", made, allowed=(0,))
    whole = annual_report(made / "record", folder / "whole-report", "--authority", "Fairlea")
    warm = warm_figures(made / "record")
    print(f"every chapter there is: {whole.wall:.1f} s, {whole.mebibytes:.0f} MiB; its figures warm {warm:.2f} s")
    cost = annual_report(made / "record", folder / "full-report", "--profile", SIZE_PROMISED)
    return [
        Figure("full report, 3,000 children, every output: wall", 15, cost.wall, "s"),
        Figure("full report, 3,000 children: memory", 700, cost.mebibytes, "MiB"),
        Figure(
            "full report, 3,000 children, its figures warm: CPU", 2, warm_figures(made / "record", SIZE_PROMISED), "s"
        ),
    ]


def annual_report(record: Path, out: Path, *whose: str) -> Cost:
    """Write the annual report of a record, and say how much is in it."""
    cost = run(HANDRAIL, "report", record, "--year", "2025-26", *whose, "--out", out, allowed=(0,))
    page = (out / "index.html").read_text(encoding="utf-8")
    print(f"annual report ({whose[1]}): {page.count('<table>')} tables, {page.count('<svg ')} charts")
    return cost


def warm_figures(record: Path, *profile: str) -> float:
    """Seconds of processor time for every figure of the report, the record read and the libraries started."""
    command = [sys.executable, str(HERE / "report_figures.py"), str(record), *profile]
    seconds, figures = subprocess.run(command, check=True, capture_output=True, text=True).stdout.split()
    print(f"{figures} figures in {seconds} s")
    return float(seconds)


def six_years(folder: Path, start_up: float, full: bool) -> list[Figure]:
    """Six years of care and protection from Parquet to ledger and all measures, beside a bare scan and sort."""
    print("\nSix years from Parquet to ledger and every measure of each year:")
    found: list[Figure] = []
    for children in (2_000, CHILDREN, *((200_000,) if full else ())):
        path = make("make_record.py", folder / f"record-{children}", children)
        years = ("--from", "2020-04-01", "--to", "2026-03-31", "--by", "year")
        cost = run(HANDRAIL, "measure", path, *years, "--format", "csv", allowed=(0,))
        scan = run(sys.executable, HERE / "scan.py", path, allowed=(0,))
        cpu = cost.cpu - start_up / 2
        print(
            f"{children:>9,} children: {cpu:.2f} s, {cpu / children * 1e6:.0f} µs a child, {cost.wall:.2f} s by the clock, "
            f"{cost.mebibytes:.0f} MiB; a bare scan and sort {scan.cpu:.2f} s: {cpu / scan.cpu:.1f} times"
        )
        if children == CHILDREN:
            found = [
                Figure("six years, 20,000 children: CPU", 15, cpu, "s"),
                Figure("six years, 20,000 children: memory", 1024, cost.mebibytes, "MiB"),
            ]
    return found


def in_the_database(folder: Path) -> list[Figure]:
    """Six years with the service's whole work, into the service's database and out of it, on both that it runs on."""
    print("\nThe record in the database, seconds by the clock:")
    found: list[Figure] = []
    for children in (3_000, CHILDREN):
        made = folder / f"six-years-{children}"
        run(HANDRAIL, "fictional", "--children", str(children), "--years", "6", "--out", made, allowed=(0,))
        command = [sys.executable, str(HERE / "record_in_database.py"), str(made / "record")]
        for line in subprocess.run(command, check=True, capture_output=True, text=True).stdout.splitlines():
            said = json.loads(line)
            print(
                f"{children:>9,} children, {said['rows']:,} rows, {said['engine']}: in {said['in']}, the same again "
                f"{said['again']}, out {said['out']}, thirty children {said['thirty']}"
            )
            if children != CHILDREN:
                what = f"record of 3,000 children, {said['engine']}"
                found += [Figure(f"{what}: in", 20, said["in"], "s"), Figure(f"{what}: out", 10, said["out"], "s")]
    return found


def small_numbers() -> list[Figure]:
    """How long it takes to decide which of 6,900 counts a report hides."""
    said = subprocess.run([sys.executable, HERE / "big_report.py"], check=True, capture_output=True, text=True).stdout
    return [Figure("small numbers, 85 tables and series: CPU", 1, float(said), "s")]


def helping() -> list[Figure]:
    """How long the command takes to say what it does."""
    wall = min(run(HANDRAIL, "--help", allowed=(0,)).wall for _ in range(5))
    return [Figure("handrail --help: wall, best of 5", 0.3, wall, "s")]


def pair(what: str, seconds: float, cost: Cost) -> list[Figure]:
    """The two lines of a case: processor time and memory."""
    return [
        Figure(f"{what}: CPU", seconds, cost.cpu, "s"),
        Figure(f"{what}: memory", MEMORY, cost.mebibytes, "MiB"),
    ]


def table(figures: list[Figure]) -> None:
    """Print each figure beside its limit."""
    print(f"\n{'what':<56}{'limit':>11}{'ours':>11}{'ours/limit':>12}  ok")
    for figure in figures:
        limit, ours = (f"{value:,.4g} {figure.unit}" for value in (figure.limit, figure.ours))
        ratio = figure.ours / figure.limit
        print(f"{figure.what:<56}{limit:>11}{ours:>11}{ratio:>12.2f}  {'yes' if figure.ok else 'NO'}")


def growth(folder: Path, start_up: float, full: bool) -> None:
    """Print the cost a child at growing sizes: a straight line keeps it level."""
    print("\nCost a child, 903, check and measure:")
    for children in (2_000, 20_000, *((200_000,) if full else ())):
        path = folder / f"903-{children}"
        make("make_903.py", path, children)
        cost = check_and_measure(path, start_up, YEAR, MEASURES_903)
        each = cost.cpu / children * 1e6
        print(f"  {children:>7,} children: {cost.cpu:.2f} s, {each:.0f} µs a child, {cost.mebibytes:,.0f} MiB")
    if not full:
        print("  200,000 children: not run; it is with --full")


def peer(folder: Path, start_up: float) -> None:
    """Run the open validator on files Handrail runs on too, or say what it was measured to take."""
    print("\nPeer, which does a different amount of work: it checks all tables of the 903 by its own rules and has no")
    print("figures on timeliness; Handrail runs its rules on reviews and the measures.")
    python = os.environ.get("HANDRAIL_PEER_903")
    if not python:
        print("Not run here (HANDRAIL_PEER_903 is not set). Measured before: the open validator")
        print("csc-validator-be-903 runs about 300 rules in about 119 s and 1,062 MiB on 20,000 children; Handrail")
        print("runs its rules on reviews and the measures.")
        return
    sets = [("generated, 2,000 children", folder / "903-2000", YEAR)]
    if PUBLIC.is_dir():
        sets.append(("public, 2,675 children", replicate(folder / "public-once", 2_675), PUBLIC_YEAR))
    for what, path, year in sets:
        beside(python, what, path, year, start_up)


def beside(python: str, what: str, path: Path, year: tuple[str, ...], start_up: float) -> None:
    """Run both on the same files and print both costs."""
    script = HERE / "peer_903.py"
    said = subprocess.run([python, "-W", "ignore", script, path], check=True, capture_output=True, text=True).stdout
    theirs = run(python, "-W", "ignore", script, path, allowed=(0,))
    ours = check_and_measure(path, start_up, year, MEASURES_903)
    print(f"  {what}: csc-validator-be-903 {theirs.cpu:.1f} s, {theirs.mebibytes:,.0f} MiB, start-up included")
    print(f"    ({said.strip().splitlines()[-1]});")
    print(f"    Handrail {ours.cpu:.2f} s, {ours.mebibytes:,.0f} MiB; theirs/ours {theirs.cpu / ours.cpu:.0f}")


if __name__ == "__main__":
    sys.exit(main())
