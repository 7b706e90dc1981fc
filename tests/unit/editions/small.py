"""A small publication of a small record, made for real: measured, bound, examined and written. And people to sign it."""

import re
import tomllib
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.builders import write_set

from handrail.editions import actions
from handrail.editions.actions import Who
from handrail.editions.folder import Editions
from handrail.editions.making import Made, Maker, Source
from handrail.measures.definitions import all_measures
from handrail.measures.engine import measure_all
from handrail.measures.figures import Figure
from handrail.measures.periods import Period
from handrail.publications.document import Document, Inline, Number, Paragraph, Section, Text
from handrail.publications.inputs import ProblemCount, RuleText
from handrail.publications.numbers import percentage, whole
from handrail.publications.safeguards import examine
from handrail.publications.writers import html, xlsx
from handrail.record.record import Record
from handrail.returns.load import load

AT = datetime(2026, 11, 22, 9, 30, tzinfo=UTC)
ADA, BEN, CAI, DOT = "Ada Author", "Ben Checker", "Cai Approver", "Dot Board"
YEAR, NEXT_YEAR = Period(date(2023, 4, 1), date(2024, 3, 31)), Period(date(2024, 4, 1), date(2025, 3, 31))
PLAIN = {"01-children.md": b"On the last day {looked_after_children} children were looked after.\n"}
ASKING = {"01-children.md": b"The number of {looked_after_children} children is explained by a new team.\n"}
REFUSED = {"01-children.md": b"The number of children rose to {looked_after_children}.\n"}
BOTH = {
    "01-children.md": PLAIN["01-children.md"],
    "02-reviews.md": b"Reviews were on time in {reviews_held_on_time} of all.\n",
}
AUTHORITY = "Fairlea"


def who(by: str, hours: int = 0, role: str = "a role") -> Who:
    return Who(by, role, AT + timedelta(hours=hours))


@cache
def a_record(children: int = 30, late: int = 1) -> Record:
    """Children looked after from May 2023 on, each reviewed once, the last `late` of them too late."""
    ids = range(1, children + 1)
    days = {each: "20/09/2023" if each > children - late else "26/05/2023" for each in ids}
    with TemporaryDirectory() as folder:
        returns = write_set(
            Path(folder) / "set",
            [f"{each},01/01/2015" for each in ids],
            [f"{each},09/05/2023,S,C2,U6,," for each in ids],
            [f"{each},01/01/2015,{days[each]},PN1" for each in ids],
        )
        return load([returns]).record


def a_source(**more: object) -> Source:
    source = Source(
        publication="annual_report",
        period=YEAR,
        audience="public",
        settings={"basis": "statutory"},
        record=a_record(),
        profile=f'authority = "{AUTHORITY}"\n'.encode(),
        chapters=PLAIN,
        problems=(ProblemCount("903-SW01", "error", "A date of birth is missing", 3),),
        not_run=(RuleText("HR-LAC-5", "A review was late"),),
    )
    return replace(source, **more)  # type: ignore[arg-type]


def make(source: Source) -> Made:
    """The publication: each `{measure}` of a chapter is a number of the whole period."""
    used: list[Figure] = []
    sections = tuple(
        Section(Path(name).stem, "What we found", tuple(_paragraphs(text.decode(), source, used)))
        for name, text in source.chapters.items()
    )
    first, last = source.period.first, source.period.last
    authority = tomllib.loads(source.profile.decode())["authority"]
    document = Document("Report", f"{first} to {last}", authority, first, last, "#0b5457", sections)
    files = {"index.html": html.render(document).encode(), "report.xlsx": xlsx.render(document)}
    return Made(files, (*used, *source.earlier), tuple(examine(document)))


def _paragraphs(text: str, source: Source, used: list[Figure]) -> list[Paragraph]:
    return [Paragraph(tuple(_parts(line, source, used))) for line in text.splitlines() if line.strip()]


def _parts(line: str, source: Source, used: list[Figure]) -> list[Inline]:
    found: list[Inline] = []
    for place, part in enumerate(re.split(r"\{(\w+)\}", line)):
        if place % 2 == 0:
            found.append(Text(part))
            continue
        figure = measure_all(source.record, [all_measures()[part]], [source.period], dict(source.settings))[0]
        used.append(figure)
        top, base = figure.numerator or 0, figure.denominator
        share = f"{percentage(top, base)} ({whole(top)} of {whole(base)})" if base else whole(top)
        found.append(Number(share, figure, "share" if base else "numerator"))
    return found


def drafted(root: Path, **more: object) -> Path:
    return actions.draft(Editions(root), AUTHORITY, a_source(**more), make, who(ADA))


def published(root: Path, earlier: tuple[Path, ...] = (), maker: Maker = make, **more: object) -> Path:
    """An edition that four people have brought all the way."""
    place = actions.draft(Editions(root), AUTHORITY, a_source(**more), maker, who(ADA), earlier)
    actions.check(place, who(BEN, 1))
    actions.approve(place, who(CAI, 2))
    actions.publish(place, who(DOT, 3))
    return place
