"""Ten figures: as many filled as is said, and words alone where nothing can be said."""

from xml.etree import ElementTree

from handrail.publications.charts import svg
from handrail.publications.charts.tenths import WIDTH
from handrail.publications.document import Chart, Series, Text

SVG = "{http://www.w3.org/2000/svg}"


def drawn(*values: float | None, label: str = "On time") -> ElementTree.Element:
    labels = tuple(f"{label} {place}" for place in range(len(values)))
    series = (Series("On time", "line", values),)
    chart = Chart(
        "chart-x", (Text("A < B"),), "Words", "share", "On time", labels, series, "table-x", layout="tenths"
    )  # fmt: skip
    return ElementTree.fromstring(svg(chart, "#0b5457"))


def widths(root: ElementTree.Element) -> list[float]:
    """How far from the left each row is filled."""
    return [float(one.get("width") or 0) for one in root.iter(f"{SVG}rect")]


def heads(root: ElementTree.Element) -> list[float]:
    """The middle of each head drawn in outline."""
    return [float(one.get("cx") or 0) for one in root.iter(f"{SVG}circle") if one.get("fill") == "#ffffff"]


def test_as_many_figures_are_filled_as_are_said() -> None:
    root = drawn(0.7)
    (filled,) = widths(root)
    assert len(heads(root)) == 10
    assert sum(middle < filled for middle in heads(root)) == 7


def test_nearly_all_fills_half_of_the_last_figure_and_all_fills_it() -> None:
    (nearly,), (whole,) = widths(drawn(0.95)), widths(drawn(1.0))
    last = heads(drawn(1.0))[-1]
    assert nearly == last
    assert whole > last + 8.5


def test_none_fills_nothing() -> None:
    assert widths(drawn(0.0)) == []
    assert len(heads(drawn(0.0))) == 10


def test_what_cannot_be_said_is_words_alone_and_takes_less_room() -> None:
    def high(root: ElementTree.Element) -> int:
        return int((root.get("viewBox") or "").split()[3])

    assert heads(drawn(None)) == []
    assert [one.text for one in drawn(None).iter(f"{SVG}text")] == ["On time 0"]
    assert high(drawn(None)) < high(drawn(0.5))


def test_each_row_has_its_own_mask_and_long_words_are_broken() -> None:
    root = drawn(0.2, 0.4, label="How far it makes a difference to your life, from none to ten, as you told us")
    masks = [one.get("id") for one in root.iter(f"{SVG}clipPath")]
    assert len(set(masks)) == 2
    words = [one.text or "" for one in root.iter(f"{SVG}text")]
    assert len(words) == 4
    assert all(9.2 * len(one) < WIDTH for one in words)
