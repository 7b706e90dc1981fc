import re
from html.parser import HTMLParser
from itertools import pairwise

from tests.unit.publications.made_up import build, inputs, only_cin, profile, small_council

from handrail.publications.document import Document, Table
from handrail.publications.writers import html


class Page(HTMLParser):
    """The tags of a page with their attributes, in order."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def of(self, tag: str) -> list[dict[str, str | None]]:
        return [attributes for name, attributes in self.tags if name == tag]


def document() -> Document:
    return build(inputs())


def test_the_page_asks_nobody_for_anything() -> None:
    text = html.render(document())
    assert not re.search(r"""(?:src|href)=["'](?!#)""", text)
    for address in re.findall(r"url\(([^)]{0,30})", text):
        assert address.startswith('"data:font/ttf;base64,')
    assert "@import" not in text
    page = Page(text)
    assert not page.of("script")
    assert not page.of("link")
    assert not page.of("img")
    assert not [tag for tag, attributes in page.tags if "style" in attributes]


def test_the_page_has_its_language_title_and_landmarks() -> None:
    page = Page(html.render(document()))
    assert page.of("html") == [{"lang": "en-GB"}]
    assert [len(page.of(tag)) for tag in ("header", "nav", "main", "footer", "h1")] == [1] * 5
    assert page.of("a")[0] == {"class": "skip", "href": "#main"}


def test_headings_never_skip_a_level() -> None:
    page = Page(html.render(document()))
    levels = [int(tag[1]) for tag, _ in page.tags if re.fullmatch("h[1-6]", tag)]
    assert levels[0] == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))


def test_every_table_has_a_caption_and_headings_with_a_scope() -> None:
    page = Page(html.render(document()))
    tables = [block for block in document().blocks() if isinstance(block, Table)]
    assert len(page.of("table")) == len(page.of("caption")) == len(tables) > 0
    assert {attributes["scope"] for attributes in page.of("th")} == {"col", "row"}


def test_every_link_leads_somewhere_and_every_place_is_one() -> None:
    for made in (inputs(), only_cin(), small_council()):
        page = Page(html.render(build(made)))
        ids = [attributes["id"] for _, attributes in page.tags if "id" in attributes]
        assert len(ids) == len(set(ids))
        assert {str(one["href"])[1:] for one in page.of("a")} <= set(ids)


def test_a_number_leads_to_its_definition() -> None:
    links = [one for one in Page(html.render(document())).of("a") if one.get("class") == "number"]
    assert {
        "class": "number",
        "href": "#def-reviews_held",
        "title": "What this counts: Reviews held",
    } in links


def test_what_an_authority_is_called_is_never_markup() -> None:
    text = html.render(build(inputs(profile=profile(authority="<script>alert(1)</script> & Sons"))))
    assert "<script>" not in text
    assert "&lt;script&gt;alert(1)&lt;/script&gt; &amp; Sons" in text


def test_the_same_report_is_the_same_page() -> None:
    assert html.render(document()) == html.render(document())
