"""The reference pages of publications: what a text may bind to, and every table and chart there is."""

from collections.abc import Iterator
from datetime import date

from handrail.measures.periods import Period
from handrail.publications.exhibits.declared import KEYS, SHAPES, SHOWS, Exhibits
from handrail.publications.library import names, publication
from handrail.publications.notes import NOTES
from handrail.publications.references import KINDS
from handrail.publications.times import Times


def writing() -> Iterator[str]:
    """What a chapter may hold."""
    yield from ("# Writing a publication", "")
    yield from (
        "A chapter is plain Markdown: a title, headings, paragraphs, lists and links to places in the document. A number,",
        "a date, a limit of law, a table or a chart is a reference, `{{ kind … }}`, whole on one line. There is no logic in",
        "a text: what depends on the data or on a setting is a note. A paragraph, a point or a heading that has nothing to",
        "say is left out, and a part whose numbers were not loaded says so once.",
        "",
    )
    yield from ("## References", "", "| kind | written | gives | example |", "|---|---|---|---|")
    for name, kind in KINDS.items():
        yield f"| `{name}` | {_cell(kind.written)} | {_cell(kind.gives)} | `{{{{ {_cell(kind.example)} }}}}` |"
    yield from ("", "## Periods", "", "A text never names a date of its own. For a report of the year 2025/26:", "")
    yield from ("| name | days |", "|---|---|")
    for name, period in Times(Period(date(2025, 4, 1), date(2026, 3, 31))).by_name.items():
        yield f"| `{name}` | {period.first:%-d %B %Y} to {period.last:%-d %B %Y} |"
    yield from ("", "## Notes", "", "| note | says |", "|---|---|")
    for name, note in NOTES.items():
        yield f"| `{name}` | {_first_line(note.__doc__)} |"
    yield from ("", "## The publications that ship", "")
    for name in names():
        found = publication(name)
        yield from (f"### `{name}`", "", found.about, "")
        yield from (
            f"Of a {found.period}, for the audience `{found.audience}`. Chapters: {_listed(found.chapters)}.",
            "",
        )


def exhibits() -> Iterator[str]:
    """How tables and charts are declared, and those that ship."""
    yield from ("# Tables and charts", "")
    yield from (
        "A table is rows by columns. Each row and each column says a part of what its cells show; a cell is what the two say",
        "together, and what both say must be the same. The library's tables stand in `publications/exhibits/*.toml`; an",
        "authority adds its own, or replaces one, under `[tables.NAME]` and `[charts.NAME]` of its profile.",
        "",
        "```toml",
        "[tables.late_reasons]",
        'caption = "Why {reviews} were late"',
        'measure = "late_reasons_given"',
        'where = { meeting = "review" }',
        'rows = [{ by = "reason", labels = "review_late_reasons" }]',
        'total = "All reasons"',
        'columns = [{ each = "year", of = 2 }, { heading = "Change", part = "difference" }]',
        "```",
        "",
        "A table has a `caption`, `rows` and `columns`; `first` heads its first column, `total` adds a row of the whole,",
        "`decimals` (0, 1 or 2) says how its percentages are printed, and `note` is printed under it. One with an",
        "`audience` is for that audience only. Any other key is one of the entries below and holds for every cell.",
        "",
    )
    yield from ("## Entries of rows and columns", "", "| key | meaning |", "|---|---|")
    yield from (f"| `{name}` | {_cell(meaning)} |" for name, meaning in KEYS.items())
    yield from ("", "## What a cell may show", "", "| part | meaning |", "|---|---|")
    yield from (f"| `{name}` | {_cell(meaning)} |" for name, meaning in SHOWS.items())
    yield from (
        "",
        "## Shapes of charts",
        "",
        "A chart has a `shape`, its `table`, and `of`: what its title speaks of.",
        "",
    )
    yield from ("| shape | draws |", "|---|---|")
    yield from (f"| `{name}` | {_cell(meaning)} |" for name, meaning in SHAPES.items())
    found = Exhibits()
    yield from ("", "## Tables that ship", "", "| table | caption | measures |", "|---|---|---|")
    for name, table in sorted(found.tables.items()):
        measures = dict.fromkeys(one.measure for one in (table.base, *table.rows, *table.columns) if one.measure)
        yield f"| `{name}` | {_cell(table.caption)} | {', '.join(f'`{one}`' for one in measures)} |"
    yield from ("", "## Charts that ship", "", "| chart | shape | table |", "|---|---|---|")
    for name, chart in sorted(found.charts.items()):
        yield f"| `{name}` | {chart.shape} | `{chart.table}` |"


def _cell(words: str) -> str:
    return words.replace("|", "\\|")


def _first_line(doc: str | None) -> str:
    return (doc or "").strip().splitlines()[0]


def _listed(chapters: dict[str, str]) -> str:
    return ", ".join(f"`{name}`" for name in chapters)
