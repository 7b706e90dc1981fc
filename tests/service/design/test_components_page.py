"""The page of components shows every component, and carries no style or script of its own."""

import re

import pytest
from django.template import engines
from django.test import Client
from jinja2 import nodes
from tests.service.design.conftest import DESIGN

TEMPLATES = DESIGN / "jinja2"
COMPONENTS = sorted((TEMPLATES / "components").glob("*.html"))
FRAME = {"skip_link", "header", "navigation", "demo_banner", "footer"}
"""What stands around the page itself."""
INNER = {"attributes", "controls", "shapes", "group"}
"""Files of parts that other components are made of."""


def parsed(path: object) -> nodes.Template:
    return engines.all()[0].env.parse(path.read_text(encoding="utf-8"))  # type: ignore[attr-defined]


def defined() -> dict[str, str]:
    return {macro.name: file.stem for file in COMPONENTS for macro in parsed(file).find_all(nodes.Macro)}


def test_every_macro_is_in_use() -> None:
    called = {
        call.node.name
        for file in TEMPLATES.rglob("*.html")
        for call in parsed(file).find_all(nodes.Call)
        if isinstance(call.node, nodes.Name)
    }
    assert set(defined()) <= called


def test_every_component_is_shown_under_its_name(page: str) -> None:
    helpers = {"many", "heading_of", "cell_of", "account_item"}
    components = {name for name, file in defined().items() if file not in INNER} | {"fieldset"}
    assert [name for name in components - helpers - FRAME if f'class="hr-shown" id="{name}"' not in page] == []
    for around in ("govuk-skip-link", "hr-header", "hr-demo", "govuk-service-navigation", "hr-footer"):
        assert f'class="{around}' in page


def test_no_style_and_no_script_stands_in_the_page(page: str) -> None:
    assert not re.search(r"<style|\sstyle=|\son\w+=\"|javascript:", page)
    assert re.findall(r"<script[^>]*>(?!</script>)", page) == []
    assert not re.search(r"(src|href)=\"(https?:)?//", page)


def test_the_policy_allows_only_what_is_ours() -> None:
    policy = Client().get("/design/")["Content-Security-Policy"]
    assert "default-src 'self'" in policy
    assert "unsafe" not in policy


@pytest.mark.parametrize("file", [path.relative_to(TEMPLATES).as_posix() for path in TEMPLATES.rglob("*.html")])
def test_templates_stay_small(file: str) -> None:
    assert len((TEMPLATES / file).read_text(encoding="utf-8").splitlines()) <= 100
