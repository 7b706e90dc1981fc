"""Whatever an author or a profile writes, it is printed or refused in words: never a traceback, never half an edition."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.unit.publications.exhibits.record import scene
from tests.unit.publications.made_up import inputs
from tests.unit.publications.made_up import scene as made_up_scene

from handrail.profiles.outline import Chapter
from handrail.publications.chapters import chapter
from handrail.publications.document import Table
from handrail.publications.exhibits import ExhibitError, Exhibits
from handrail.publications.exhibits.declared import KEYS, SHOWS
from handrail.publications.library import publication
from handrail.publications.prose import ChapterError
from handrail.publications.references import KINDS

WORDS = st.sampled_from(
    [*KINDS, "reviews_held", "reviews_held_on_time", "where", "in", "with", "per", "from", "because", "sex=F", "last_year",
     "basis=x", "\"", "“", "=", "{", "}", "#", "|", "\ue000", "\ue003", "<b>", "12", "because \"\"", "lac_review_1"]
)  # fmt: skip


@given(st.lists(WORDS, max_size=7).map(" ".join), st.text(max_size=40))
def test_any_reference_is_filled_in_or_refused_at_its_line(written: str, words: str) -> None:
    assert "01-x" in said_of(f"# Title\n\nBefore.\n\n{{{{ {written} }}}} {words}\n")


@given(st.text(alphabet=st.characters(exclude_categories=["Cs"]), max_size=300))
def test_any_text_is_a_chapter_or_refused(source: str) -> None:
    assert "01-x" in said_of(source)


def said_of(source: str) -> str:
    """What a chapter is refused with; or its name."""
    try:
        chapter("01-x", source, made_up_scene(inputs()))
    except ChapterError as refused:
        return str(refused)
    return "01-x"


ANY = st.recursive(
    st.one_of(
        st.none(), st.booleans(), st.integers(-3, 30), st.text(max_size=8), st.sampled_from(["month", "reason", *SHOWS])
    ),
    lambda inner: st.one_of(
        st.lists(inner, max_size=3), st.dictionaries(st.sampled_from([*KEYS, "odd"]), inner, max_size=3)
    ),
    max_leaves=8,
)
TABLES = st.fixed_dictionaries(
    {"caption": st.just("Reasons"), "measure": st.just("dispute_reasons_given")},
    optional={"rows": ANY, "columns": ANY, "total": ANY, "note": ANY, "also_units": ANY, "where": ANY, "odd": ANY},
)


@given(TABLES)
def test_any_table_is_drawn_or_refused(declared: dict[str, Any]) -> None:
    assert drawn_or_refused(declared)


def drawn_or_refused(declared: dict[str, Any]) -> Table | str:
    """The table, or in words why there is none."""
    try:
        made = scene({"tables": {"t": declared}})
        return made.tables.draw(made.exhibits.table("t")) or "nothing is loaded"
    except (ValueError, KeyError) as refused:
        return str(refused.args[0])


@given(ANY, ANY)
def test_any_sections_of_a_profile_are_read_or_refused(tables: Any, charts: Any) -> None:
    try:
        Exhibits({"tables": tables, "charts": charts})
    except ExhibitError:
        return


def test_a_chapter_that_is_no_text_or_too_large_is_refused(tmp_path: Any) -> None:
    (tmp_path / "reviews.md").write_bytes(b"# T\n\n\xff\xfe\n")
    with pytest.raises(ChapterError, match="UTF-8"):
        publication("annual_report", [Chapter("reviews")], tmp_path)
    (tmp_path / "reviews.md").write_bytes(b"# T\n" + b"x" * 1_100_000)
    with pytest.raises(ChapterError, match="larger than a chapter"):
        publication("annual_report", [Chapter("reviews")], tmp_path)
    with pytest.raises(ChapterError, match="no folder"):
        publication("annual_report", [], tmp_path / "none")
