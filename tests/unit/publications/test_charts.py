from xml.etree import ElementTree

from hypothesis import given
from hypothesis import strategies as st
from tests.unit.publications.made_up import inputs

from handrail.publications.annual_report import build
from handrail.publications.charts import HEIGHT, WIDTH, svg
from handrail.publications.document import Chart, Series, Text

SVG = "{http://www.w3.org/2000/svg}"
ACCENT = "#0b5457"


def drawn(chart: Chart) -> ElementTree.Element:
    return ElementTree.fromstring(svg(chart, ACCENT))


def a_chart(*series: Series, unit: str = "share") -> Chart:
    labels = tuple(f"Month {n}" for n in range(len(series[0].values)))
    return Chart("chart-x", (Text("A < B & C"),), 'Words "for" it', unit, "Axis", labels, series, "table-x")


def charts() -> list[Chart]:
    return [block for block in build(inputs()).blocks() if isinstance(block, Chart)]


def test_a_chart_is_a_picture_with_a_title_and_words() -> None:
    root = drawn(a_chart(Series("On time", "line", (0.9, 0.8))))
    assert root.get("role") == "img"
    assert root.get("aria-labelledby") == "chart-x-title chart-x-desc"
    assert root.findtext(f"{SVG}title") == "A < B & C"
    assert root.findtext(f"{SVG}desc") == 'Words "for" it'


def test_no_style_and_no_script() -> None:
    for chart in charts():
        for element in drawn(chart).iter():
            assert not {"style", "class", "onload"} & set(element.attrib)
            assert element.tag.removeprefix(SVG) in {"svg", "title", "desc", "path", "circle", "rect", "text"}


def test_a_hidden_point_is_a_cross_and_a_gap() -> None:
    whole = svg(a_chart(Series("On time", "line", (0.9, 0.8, 0.85))), ACCENT)
    gap = svg(a_chart(Series("On time", "line", (0.9, None, 0.85))), ACCENT)
    assert "No value shown" not in whole
    assert "No value shown" in gap
    assert whole.count("<circle") - gap.count("<circle") == 1


def test_a_scale_that_does_not_start_at_nought_says_so() -> None:
    assert "the scale starts at 80%" in svg(a_chart(Series("On time", "line", (0.95, 0.86))), ACCENT)
    assert "the scale starts" not in svg(a_chart(Series("On time", "line", (0.95, 0.3))), ACCENT)


def test_bars_always_start_at_nought() -> None:
    assert "the scale starts" not in svg(a_chart(Series("Held", "bar", (95, 96)), unit="count"), ACCENT)


def test_series_differ_without_colour() -> None:
    made = svg(a_chart(Series("One", "bar", (5, 6)), Series("Two", "bar", (7, 8)), unit="count"), ACCENT)
    assert f'fill="{ACCENT}"' in made
    assert 'fill="#ffffff"' in made


values = st.one_of(st.none(), st.floats(0, 1))


@given(st.lists(values, min_size=1, max_size=12), st.booleans())
def test_everything_is_drawn_inside_the_picture(numbers: list[float | None], is_count: bool) -> None:
    kind, unit = ("bar", "count") if is_count else ("line", "share")
    scaled = tuple(value if value is None else round(value * 900) if is_count else value for value in numbers)
    for element in drawn(a_chart(Series("Some", kind, scaled), unit=unit)).iter():
        across = float(element.get("cx") or element.get("x") or 0)
        down = float(element.get("cy") or element.get("y") or 0)
        assert 0 <= across <= WIDTH
        assert 0 <= down <= HEIGHT
