"""What holds over the whole repository."""

import re
import subprocess

from tests.conftest import ROOT

from handrail.record.problems import catalogue

FILES = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True).stdout.split()
RULE = re.compile(r'"((?:903|CIN|HR|FILE|ROW|VALUE|RECORD)-[A-Z0-9-]*[A-Z0-9])"')


def test_every_rule_is_in_the_catalogue_and_every_entry_is_a_rule() -> None:
    source = "".join(path.read_text(encoding="utf-8") for path in (ROOT / "src").rglob("*.py"))
    assert set(RULE.findall(source)) == set(catalogue())


def test_no_file_grows_beyond_a_page_or_two() -> None:
    long = [path.name for path in (ROOT / "src").rglob("*.py") if len(path.read_text().splitlines()) > 400]
    assert long == []


def test_no_data_of_others_and_no_built_asset_is_committed() -> None:
    assert not [name for name in FILES if name.endswith((".xlsx", ".docx", ".pdf", ".parquet", ".ttf", ".woff2"))]


def test_lock_files_pin_by_hash_and_name_no_host() -> None:
    for path in (ROOT / "requirements").glob("*.txt"):
        text = path.read_text(encoding="utf-8")
        assert "--hash=sha256:" in text
        assert "://" not in text


def test_every_dependency_says_what_it_is_for() -> None:
    for path in (ROOT / "requirements").glob("*.in"):
        lines = [
            line for line in path.read_text(encoding="utf-8").splitlines() if line and not line.startswith(("#", "-c"))
        ]
        assert all(" # " in line for line in lines), path.name
