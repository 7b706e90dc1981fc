"""A migration that changes tables with rows in them comes with a test that has rows in them."""

from collections.abc import Iterator
from pathlib import Path

from tests.conftest import ROOT

FIRST = "0001_initial"


def untested(root: Path) -> Iterator[str]:
    """The migrations after an app's first that its `test_migrations.py` does not name."""
    for migration in sorted((root / "src/handrail/service").glob("*/migrations/[0-9]*.py")):
        app, test = migration.parts[-3], root / "tests/service" / migration.parts[-3] / "test_migrations.py"
        if migration.stem != FIRST and f'"{migration.stem}"' not in (test.read_text() if test.exists() else ""):
            yield f"{app}.{migration.stem}"


def test_every_migration_after_the_first_is_tried_with_data() -> None:
    assert list(untested(ROOT)) == [], "docs/decisions/0021 says what such a test does"


def test_one_without_a_test_is_found(tmp_path: Path) -> None:
    migrations, tests = tmp_path / "src/handrail/service/due/migrations", tmp_path / "tests/service/due"
    for folder in (migrations, tests):
        folder.mkdir(parents=True)
    for name in (FIRST, "0002_split", "0003_drop"):
        (migrations / f"{name}.py").touch()
    assert list(untested(tmp_path)) == ["due.0002_split", "due.0003_drop"]
    (tests / "test_migrations.py").write_text('BEFORE, AFTER = "0001_initial", "0002_split"\n')
    assert list(untested(tmp_path)) == ["due.0003_drop"]
