"""The recipe for a profile works as it stands."""

import re

from tests.conftest import ROOT

from handrail.profiles import parse

RECIPE = ROOT / "docs/how-to/write-a-profile.md"


def test_the_profile_of_the_recipe_is_sound() -> None:
    blocks = re.findall(r"```toml\n(.*?)```", RECIPE.read_text(encoding="utf-8"), flags=re.DOTALL)
    profile = parse("\n".join(['authority = "Fernshire"', *blocks]), "write-a-profile.md").on()
    assert profile.words.children == "cared-for children"
    assert [target.unit for target in profile.targets] == ["share", "count"]
    assert [kind.in_the_balance for kind in profile.disputes.kinds] == [True, True, False]
    assert [chapter.name for chapter in profile.outline_of("annual_report").chapters] == [
        "summary",
        "reviews",
        "disputes",
    ]
