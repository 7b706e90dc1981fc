"""Each component: what it prints from plain values, and that it believes no text."""

import re
from collections.abc import Callable
from datetime import date

import pytest
from django.template import engines
from jinja2 import UndefinedError
from tests.service.design.conftest import DESIGN

from handrail.service.design.words import ABSENCES, STATUSES

HOSTILE = "<script>alert('x')</script>\"'&"
NAME = "Maximilian-Alexander Fotheringham-Cholmondeley Featherstonehaugh-Wolfeschlegel D'Ar"
ARABIC = "ليلى بنت عبد الرحمن"
TODAY = date(2026, 4, 2)
LINK = "[{'text': x, 'href': x, 'current': True}]"
CALLS = {
    "buttons.button": "button(x, name=x, value=x)",
    "buttons.button_link": "button_link(x, x)",
    "buttons.link": "link(x, x, x)",
    "fields.text_field": "text_field('a', x, x, x, [x])",
    "fields.text_area": "text_area('a', x, x, x, [x], limit=9)",
    "fields.select": "select('a', x, [{'value': x, 'text': x}], x, x, [x])",
    "fields.radios": "radios('a', x, [{'value': x, 'text': x, 'hint': x}], x, x, [x])",
    "fields.checkboxes": "checkboxes('a', x, [{'value': x, 'text': x, 'hint': x}], [x], x, [x])",
    "fields.date_field": "date_field('a', x, x, x, x, x, [x])",
    "fields.file_field": "file_field('a', x, x, [x])",
    "fields.password_field": "password_field('a', x, x, [x])",
    "finding.search": "search(x, x, x)",
    "finding.tabs": "tabs(x, [{'id': 'a', 'text': x, 'content': x}])",
    "frame.header": "header(x, x, x, x, x, [{'text': x, 'href': x, 'posts': True}], x, x)",
    "frame.navigation": f"navigation({LINK}, x)",
    "frame.breadcrumbs": f"breadcrumbs({LINK})",
    "frame.back_link": "back_link(x, x)",
    "frame.heading": "heading(x, x)",
    "frame.footer": f"footer({LINK})",
    "lists.summary_list": "summary_list([{'key': x, 'value': x, 'actions': [{'text': x, 'href': x}]}])",
    "lists.task_list": "task_list([{'text': x, 'href': x, 'hint': x, 'status': x}])",
    "lists.timeline": "timeline([{'on': day, 'title': x, 'text': x, 'href': x}])",
    "lists.file_list": "file_list([{'name': x, 'href': x, 'kind': x, 'size': 9, 'about': x}])",
    "notices.error_summary": "error_summary([{'text': x, 'href': x}], x)",
    "notices.inset": "inset(x)",
    "notices.warning": "warning(x)",
    "notices.notification": "notification(x, x)",
    "notices.panel": "panel(x, x)",
    "notices.empty": "empty(x, x)",
    "tables.table": "table(x, [{'text': x, 'sort': x}, {'text': x}], [[x, x]], '-due', {'q': x})",
    "tables.pagination": "pagination(2, 9, {'q': x})",
    "words.tag": "tag(x)",
    "words.progress": "progress('a', x, 1, 2, x)",
}
WITH_CONTENT = {
    "buttons.button_group": "button_group()",
    "finding.filter_form": "filter_form(x, x, x)",
    "group.fieldset": "fieldset(x)",
    "notices.details": "details(x)",
    "words.why": "why(x, x, {'text': x, 'href': x})",
}


def drawing(of: str, call: str) -> str:
    file, macro = of.split(".")
    start = f'{{% from "components/{file}.html" import {macro} %}}'
    return start + (f"{{% call {call} %}}{{{{ x }}}}{{% endcall %}}" if of in WITH_CONTENT else f"{{{{ {call} }}}}")


@pytest.mark.parametrize("of", [*CALLS, *WITH_CONTENT])
def test_text_stays_text(drawn: Callable[..., str], of: str) -> None:
    made = drawn(drawing(of, {**CALLS, **WITH_CONTENT}[of]), x=HOSTILE, day=TODAY)
    assert "<script" not in made
    assert not re.search(r"=\"[^\"]*<", made)
    assert "&lt;script&gt;" in made or "%3Cscript%3E" in made


@pytest.mark.parametrize("of", [*CALLS, *WITH_CONTENT])
@pytest.mark.parametrize("text", [NAME, ARABIC], ids=["long", "arabic"])
def test_a_name_is_printed_whole(drawn: Callable[..., str], of: str, text: str) -> None:
    made = drawn(drawing(of, {**CALLS, **WITH_CONTENT}[of]), x=text, day=TODAY)
    assert text.replace("'", "&#39;") in made or of == "tables.pagination"


def test_every_macro_that_takes_text_is_tried() -> None:
    tried = set(CALLS) | set(WITH_CONTENT)
    takes_none = {"frame.skip_link", "frame.demo_banner", "frame.account_item", "words.status", "words.absent"}
    takes_none |= {
        "words.day",
        "words.distance_from",
        "words.share",
        "tables.heading_of",
        "tables.cell_of",
        "fields.many",
    }
    files = list((DESIGN / "jinja2" / "components").glob("*.html"))
    inner = {"attributes", "controls", "group", "shapes"}
    macros = {f"{file.stem}.{name}" for file in files if file.stem not in inner for name in macros_of(file.name)}
    assert macros - takes_none == tried - {"group.fieldset"}


def macros_of(name: str) -> list[str]:
    module = engines.all()[0].env.get_template(f"components/{name}").module
    return [name for name, found in vars(module).items() if type(found).__name__ == "Macro" and found.name == name]


@pytest.mark.parametrize("state", STATUSES)
def test_a_state_is_a_word_beside_a_shape(drawn: Callable[..., str], state: str) -> None:
    made = drawn('{% from "components/words.html" import status %}{{ status(state) }}', state=state)
    assert state.capitalize() in made
    assert 'aria-hidden="true"' in made


def test_no_two_states_and_no_two_absences_share_a_shape() -> None:
    assert len({one.shape for one in STATUSES.values()}) == len(STATUSES) == 6
    assert len({one.shape for one in ABSENCES.values()}) == len(ABSENCES)


def test_late_says_by_how_much() -> None:
    assert STATUSES["late"].said(2) == "Late by 2 days"
    assert STATUSES["met late"].said(1, working=True) == "Met late by 1 working day"


@pytest.mark.parametrize("call", ["status('overdue')", "absent('n/a')"])
def test_a_word_that_is_none_of_ours_is_refused(drawn: Callable[..., str], call: str) -> None:
    with pytest.raises(UndefinedError):
        drawn(f'{{% from "components/words.html" import absent, status %}}{{{{ {call} }}}}')


def test_a_value_nobody_gave_may_be_asked_for_and_not_printed(drawn: Callable[..., str]) -> None:
    assert drawn("{{ nobody or 'none' }}") == "none"
    with pytest.raises(UndefinedError):
        drawn("{{ nobody }}")


def test_a_share_has_its_counts(drawn: Callable[..., str]) -> None:
    made = drawn('{% from "components/words.html" import share %}{{ share(111, 119, 5) }}|{{ share(0, 0) }}')
    words = " ".join(re.sub(r"<[^>]*>", "", made.split("|")[0]).split())
    assert words == "93.3% (111 of 119; 5 cannot be judged)"
    assert "None to count" in made.split("|")[1]


def test_sorting_turns_round_and_goes_back_to_the_first_page(drawn: Callable[..., str]) -> None:
    made = drawn(
        """{% from "components/tables.html" import table %}
        {{ table("Due", [{"text": "Child", "sort": "name"}, {"text": "Due", "sort": "due"}], [], sort, {"page": 4, "team": "n"}) }}""",
        sort="due",
    )
    assert 'href="?team=n&amp;sort=-due"' in made
    assert 'href="?team=n&amp;sort=name"' in made
    assert made.count("aria-sort") == 1


def test_pages_left_out_are_marked(drawn: Callable[..., str]) -> None:
    made = drawn('{% from "components/tables.html" import pagination %}{{ pagination(6, 42) }}')
    assert re.findall(r"aria-label=\"Page (\d+)\"", made) == ["1", "5", "6", "7", "42"]
    assert made.count("ellipsis") == 2
    assert drawn('{% from "components/tables.html" import pagination %}{{ pagination(1, 1) }}') == ""
