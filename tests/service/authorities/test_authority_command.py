"""An authority begins by a command, with its profile, or not at all."""

from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from tests.service.conftest import TODAY

from handrail.service.authorities.models import Authority
from handrail.service.authorities.profiles import profile_on
from handrail.service.authorities.walls import wall


def begin(*arguments: str) -> str:
    out = StringIO()
    call_command("authority", *arguments, stdout=out)
    return out.getvalue()


def test_it_begins_with_its_profile_and_says_what_to_do_next(db: None, tmp_path: Path) -> None:
    (tmp_path / "p.toml").write_text('authority = "Fairlea"\n[words]\nchild = "young person"\n', encoding="utf-8")
    assert "--authority fairlea --role administrator" in begin(
        "fairlea", "Fairlea", "--profile", str(tmp_path / "p.toml")
    )
    authority = Authority.objects.get(key="fairlea")
    with wall(authority):
        assert profile_on(authority, TODAY).words.child == "young person"


@pytest.mark.parametrize(
    ("key", "profile", "said"),
    [
        ("Fair Lea", "", "Small letters, digits and hyphens"),
        ("otherham", "", "already exists"),
        ("design", "", "Choose another key"),
        ("fairlea", "[words]\nchilds = 'x'\n", "p.toml"),
    ],
)
def test_what_cannot_be_is_refused_in_words_and_nothing_is_made(
    otherham: Authority, tmp_path: Path, key: str, profile: str, said: str
) -> None:
    (tmp_path / "p.toml").write_text(profile, encoding="utf-8")
    with pytest.raises(CommandError, match=said):
        begin(key, "Fairlea", *(["--profile", str(tmp_path / "p.toml")] if profile else []))
    assert Authority.objects.count() == 1
