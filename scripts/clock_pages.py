"""The reference pages of the clocks: one a chapter, each clock with its law, a drawn timeline and worked examples."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from html import escape
from zoneinfo import ZoneInfo

from handrail.timescales.clocks import BACKGROUND, CHAPTERS, EVIDENCE, GATE, KINDS, Clock, NoFigure, clocks
from handrail.timescales.deadlines import NEXT_DUE, Deadline, Ways, deadline, options_of
from handrail.timescales.school_terms import SchoolTerms, Term
from handrail.timescales.working_days import england

# An ordinary Monday, a day before Christmas, and the end of a long month.
EXAMPLES = (
    (date(2026, 11, 2), "an ordinary Monday"),
    (date(2026, 12, 14), "before Christmas"),
    (date(2027, 8, 31), "the end of a long month"),
)
TERMS = SchoolTerms(
    [
        Term("Autumn 2026", date(2026, 9, 2), date(2026, 12, 18)),
        Term("Spring 2027", date(2027, 1, 4), date(2027, 3, 25)),
        Term("Summer 2027", date(2027, 4, 12), date(2027, 7, 21)),
        Term("Autumn 2027", date(2027, 9, 2), date(2027, 12, 17)),
    ],
    [],
    england(),
)
NINE, DRAWN = 9, 1


def pages() -> dict[str, str]:
    """Every page and drawing of the clocks by its name below docs/reference."""
    found = {"clocks.md": "\n".join(index())}
    for chapter in CHAPTERS:
        found[f"clocks/{chapter}.md"] = "\n".join(chapter_page(chapter))
    for clock in clocks().values():
        worked = examples(clock)
        if worked:
            found[f"clocks/timelines/{clock.id}.svg"] = timeline(worked[DRAWN][0])
    return found


def index() -> Iterator[str]:
    """The list of all clocks."""
    yield from ("# Clocks", "", "What is due after what, by which law, and how surely we know it. ")
    yield from ("`handrail clocks` prints the same; `handrail due CLOCK --from DATE` works a date out.", "")
    for chapter, title in CHAPTERS.items():
        yield from (
            f"## [{title}](clocks/{chapter}.md)",
            "",
            "| clock | limit | binds as | evidence |",
            "|---|---|---|---|",
        )
        for clock in of_chapter(chapter):
            latest = clock.bases[clock.strongest][-1]
            name = f"[{clock.title}](clocks/{chapter}.md#{clock.id})"
            yield f"| {name} | {latest.limit} | {latest.certainty} | {latest.evidence} |"
        yield ""


def of_chapter(chapter: str) -> list[Clock]:
    """The clocks of a chapter, in order of id."""
    return [clock for clock in clocks().values() if clock.chapter == chapter]


def chapter_page(chapter: str) -> Iterator[str]:
    """One chapter."""
    yield from (f"# {CHAPTERS[chapter]}", "", "[All clocks](../clocks.md)", "")
    for clock in of_chapter(chapter):
        yield from one_clock(clock)


def one_clock(clock: Clock) -> Iterator[str]:
    """One clock: its duty, its law, a drawing and worked examples."""
    yield from (f'## <a id="{clock.id}"></a>{clock.title}', "", clock.duty, "")
    yield f"`{clock.id}` is {KINDS[clock.kind]}. It counts from {clock.trigger}, and is met by {clock.met_by}."
    if clock.repeats_as:
        yield f"Then: [`{clock.repeats_as}`]({clocks()[clock.repeats_as].chapter}.md#{clock.repeats_as})."
    if clock.stops_on:
        yield f"Stops on: {', '.join(stop.replace('_', ' ') for stop in clock.stops_on)}."
    yield ""
    if clock.note:
        yield from (clock.note, "")
    if clock.is_background:
        yield from (f"**{BACKGROUND}**", "")
    yield from requirements(clock)
    yield from law(clock)
    worked = examples(clock)
    if worked:
        found = worked[DRAWN][0]
        yield from (f"![{escape(in_words(found))}](timelines/{clock.id}.svg)", "")
        yield from ("| from | | due | last practical day |", "|---|---|---|---|")
        for found, what in worked:
            yield f"| {start_of(found)} | {what} | {end_of(found)} | {found.latest_practical_on or ''} |"
        yield from (
            "",
            "Settings: " + "; ".join(f"`{name}` {meaning}" for name, meaning in options_of(clock).items()) + ".",
            "",
        )


def requirements(clock: Clock) -> Iterator[str]:
    """What a gate asks for, and who may go on without."""
    if clock.kind == GATE:
        yield from ("First:", "", *(f"- {words}" for words in clock.requires.values()), "")
        never = (
            "No one may override it."
            if clock.override == "never"
            else "It may be overridden by name and with a reason."
        )
        yield from (never, "")


def law(clock: Clock) -> Iterator[str]:
    """The figures of every basis."""
    yield from ("| basis | from | limit | law | binds as | evidence |", "|---|---|---|---|---|---|")
    for basis, figures in clock.bases.items():
        for figure in figures:
            source = f"[{figure.law}]({figure.link})" if figure.link else figure.law
            evidence = f"{figure.evidence}: {EVIDENCE[figure.evidence]}"
            cells = (
                basis,
                figure.holds_from,
                figure.limit,
                f"{source} (read {figure.read_on})",
                figure.certainty,
                evidence,
            )
            yield f"| {' | '.join(str(cell) for cell in cells)} |"
    for easing in clock.eased:
        yield f"| eased | {easing.first} to {easing.last} | {easing.words} | {easing.law} | statute | |"
    yield ""


def examples(clock: Clock) -> list[tuple[Deadline, str]]:
    """Worked examples, where the clock gives a date."""
    found = []
    for day, what in EXAMPLES:
        try:
            found.append((worked_out(clock, day), what))
        except NoFigure:
            return []
    return found


def worked_out(clock: Clock, day: date) -> Deadline:
    """The deadline from a day; a clock of hours counts from nine in the morning."""
    figure = clock.bases[clock.strongest][-1]
    days = {NEXT_DUE: day + timedelta(days=182)} if NEXT_DUE in clock.options else {}
    from_ = (
        datetime(day.year, day.month, day.day, NINE, tzinfo=ZoneInfo("Europe/London"))
        if figure.span and figure.unit == "hour"
        else day
    )
    return deadline(clock.id, from_, ways=Ways(days=days, terms=TERMS))


def start_of(found: Deadline) -> str:
    """The day or moment it counts from."""
    return found.from_at.isoformat(" ", "minutes")[:16] if found.from_at else found.from_on.isoformat()


def end_of(found: Deadline) -> str:
    """The day or moment it is due."""
    return found.due_at.isoformat(" ", "minutes")[:16] if found.due_at else str(found.due_on)


def in_words(found: Deadline) -> str:
    """The example in words, for those who do not see the drawing."""
    where = "before" if found.clock.direction == "before" else "after"
    return f"Timeline: {found.figure.limit} {where} {start_of(found)} is {end_of(found)}."


WIDTH, LEFT, RIGHT = 720, 40, 40


def timeline(found: Deadline) -> str:
    """The example as a drawing: the days between, weekends and holidays shaded, start and due day marked."""
    due = found.due_on or found.from_on
    first, last = sorted((found.from_on, due))
    days = max((last - first).days, 1)

    def across(day: date) -> float:
        return LEFT + (WIDTH - LEFT - RIGHT) * (day - first).days / days

    body = [*shades(first, last, across)] if days <= 400 else []
    body.append(f'<path d="M{across(first):.1f} 46H{across(last):.1f}" stroke="#0b5457" stroke-width="3"/>')
    body.append(
        f'<circle cx="{across(found.from_on):.1f}" cy="46" r="6" fill="#ffffff" stroke="#0b5457" stroke-width="3"/>'
    )
    body.append(f'<circle cx="{across(due):.1f}" cy="46" r="7" fill="#0b5457"/>')
    body.append(label(across(found.from_on), 80, start_of(found), found.from_on == first))
    body.append(label(across(due), 80, f"due {end_of(found)}", due == first))
    body.append(f'<text x="{WIDTH / 2:.0f}" y="20" text-anchor="middle">{escape(found.figure.limit)}</text>')
    words = escape(in_words(found))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} 96" role="img" font-family="sans-serif" '
        f'font-size="15" fill="#1a1a1a"><title>{words}</title><rect width="{WIDTH}" height="96" fill="#ffffff"/>'
        f"{''.join(body)}</svg>"
    )


def shades(first: date, last: date, across) -> Iterator[str]:  # type: ignore[no-untyped-def]
    """Each run of days that are no working days, as one shaded stretch."""
    calendar, day, began = england(), first, None
    while day <= last + timedelta(days=1):
        off = day <= last and not calendar.is_working_day(day)
        if off and began is None:
            began = day
        if not off and began is not None:
            wide = max(across(day) - across(began), 1.0)
            yield f'<rect x="{across(began):.1f}" y="32" width="{wide:.1f}" height="28" fill="#d0d4d4"/>'
            began = None
        day += timedelta(days=1)


def label(x: float, y: int, words: str, leftmost: bool) -> str:
    """A label under one end of the line, kept inside the drawing."""
    anchor, x = ("start", LEFT - 10) if leftmost else ("end", WIDTH - RIGHT + 10)
    return f'<text x="{x:.0f}" y="{y}" text-anchor="{anchor}">{escape(words)}</text>'
