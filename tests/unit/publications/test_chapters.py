"""A chapter whose numbers were not loaded says so once, and keeps what it says in words alone."""

from tests.unit.publications.exhibits.record import a_record, scene

from handrail.publications.chapters import chapter
from handrail.publications.document import Paragraph, Subheading, plain
from handrail.record.record import Missing, Record

TEXT = """# Staff

The number of people in post is {{ number staff_in_post }}.

## Posts

The number of posts is {{ number posts }}.

## In words

{{ missing "why" because "nobody wrote it" }}

"""


def said(record: Record) -> list[str]:
    blocks = chapter("staff", TEXT, scene(record=record)).blocks
    return [
        plain(one.parts) if isinstance(one, Paragraph) else one.text
        for one in blocks
        if isinstance(one, Paragraph | Subheading)
    ]


def test_what_is_in_words_alone_stays_where_no_number_was_loaded() -> None:
    gone = [Missing(table, "No workforce list was loaded.") for table in ("workers", "posts")]
    assert said(Record(missing=gone)) == [
        "No workforce list was loaded. There are no numbers here until it is loaded.",
        "In words",
        "Not in this report: why. The reason: nobody wrote it.",
    ]


def test_a_part_without_numbers_says_so_under_its_heading() -> None:
    record = a_record()
    record.missing.append(Missing("posts", "No list of posts was loaded."))
    words = said(record)
    assert words[:3] == [
        "The number of people in post is 2.",
        "Posts",
        "No list of posts was loaded. There are no numbers here until it is loaded.",
    ]
