import re
from dataclasses import replace
from xml.etree import ElementTree

from hypothesis import given
from hypothesis import strategies as st
from tests.unit.publications.made_up import build, inputs

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


def level(kind: str, value: float, months: int, name: str = "Usual variation") -> Series:
    return Series(name, kind, (value,) * months)


def test_the_limits_are_two_dashed_lines_and_the_mean_is_a_whole_one() -> None:
    limits = (level("mean", 0.9, 3, "Mean"), level("limit", 0.8, 3), level("limit", 1.0, 3))
    chart = a_chart(Series("On time", "line", (0.9, 0.85, 0.95)), *limits)
    lines = [one for one in drawn(chart).iter(f"{SVG}path") if one.get("stroke-width") == "1" and one.get("fill")]
    dashed = [one for one in lines if one.get("stroke-dasharray")]
    assert (len(lines), len(dashed)) == (3 + 2, 2 + 1), "the lines of the chart and those of the legend"
    assert all(one.get("stroke") == "#595959" for one in lines)
    words = [one.text for one in drawn(chart).iter(f"{SVG}text")]
    assert (words.count("Mean"), words.count("Usual variation")) == (1, 1)


def test_each_series_of_bars_has_its_own_panel_and_limits() -> None:
    chart = a_chart(
        Series("One", "bar", (5, 6)),
        level("mean", 5.5, 2),
        Series("Two", "bar", (7, 8)),
        level("mean", 7.5, 2),
        unit="count",
    )
    paths = [one.get("d", "") for one in drawn(chart).iter(f"{SVG}path") if one.get("fill") == "none"]
    upper, lower = (float(path.split("H")[0].split()[1]) for path in paths[-2:])
    bars = [float(one.get("y", "")) for one in drawn(chart).iter(f"{SVG}rect")][2:]
    assert max(bars[:2]) < min(bars[2:])
    assert min(bars[:2]) < upper < max(bars[:2])
    assert min(bars[2:]) < lower < max(bars[2:])


def test_the_limits_lie_behind_the_bars() -> None:
    made = svg(a_chart(Series("One", "bar", (5, 6)), level("limit", 5.5, 2), unit="count"), ACCENT)
    assert made.rindex("stroke-dasharray") < made.rindex("<rect")


def test_a_legend_too_long_for_a_line_goes_on_in_the_next() -> None:
    long = [Series(f"A series with a long name, number {n}", "line", (0.5, 0.6)) for n in range(4)]
    keys = [one for one in drawn(a_chart(*long)).iter(f"{SVG}text") if "number" in str(one.text)]
    assert len({one.get("y") for one in keys}) > 1
    assert all(float(one.get("x", "")) + 7.4 * len(str(one.text)) < WIDTH for one in keys)


def test_a_note_stands_under_the_drawing() -> None:
    made = svg(replace(a_chart(Series("One", "line", (0.5, None))), note="No limits < why"), ACCENT)
    assert "No limits &lt; why" in made


values = st.one_of(st.none(), st.floats(0, 1))


@given(st.lists(values, min_size=1, max_size=12), st.booleans(), st.floats(0, 1))
def test_everything_is_drawn_inside_the_picture(numbers: list[float | None], is_count: bool, limit: float) -> None:
    kind, unit = ("bar", "count") if is_count else ("line", "share")
    scaled = tuple(value if value is None else round(value * 900) if is_count else value for value in numbers)
    lines = level("limit", limit * 1500 if is_count else limit, len(numbers))
    for element in drawn(a_chart(Series("Some", kind, scaled), lines, unit=unit)).iter():
        across = float(element.get("cx") or element.get("x") or 0)
        down = float(element.get("cy") or element.get("y") or 0)
        assert 0 <= across <= WIDTH
        assert 0 <= down <= HEIGHT
        for move in re.findall(r"[ML]([0-9.-]+) ([0-9.-]+)", element.get("d") or ""):
            assert 0 <= float(move[0]) <= WIDTH
            assert 0 <= float(move[1]) <= HEIGHT


def test_months_are_short_in_every_layout_and_other_points_are_named_whole() -> None:
    chart = replace(a_chart(Series("Open", "line", (3.0, 4.0)), unit="count"), layout="points")
    months = [one.text for one in drawn(replace(chart, labels=("December 2025", "January 2026"))).iter(f"{SVG}text")]
    years = [one.text for one in drawn(replace(chart, labels=("2024/25", "2025/26"))).iter(f"{SVG}text")]
    assert {"Dec", "2025", "Jan", "2026"} <= set(months)
    assert {"2024/25", "2025/26"} <= set(years)
