"""The making of the style: once for each state of its sources, and wholly or not at all."""

import shutil
from pathlib import Path

import pytest
from scripts import assets


@pytest.fixture
def made(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A design of its own whose style is made by a stand-in, which counts in `runs.txt` how often it ran."""
    sources = tmp_path / "assets"
    shutil.copytree(assets.SOURCES, sources)
    monkeypatch.setattr(assets, "SOURCES", sources)
    monkeypatch.setattr(assets, "BUILT", tmp_path / "built")
    monkeypatch.setattr(assets, "MARKER", tmp_path / "built" / "made-from.txt")
    monkeypatch.setattr(assets, "npm", lambda *_: None)

    def build(work: Path, made: Path) -> None:
        made.mkdir()
        (made / "handrail.css").write_text((work / "handrail.scss").read_text())
        with (tmp_path / "runs.txt").open("a") as runs:
            runs.write("once\n")

    monkeypatch.setattr(assets, "build", build)
    assets.main()
    return tmp_path


def runs(made: Path) -> int:
    return len((made / "runs.txt").read_text().splitlines())


def test_what_has_not_changed_is_left(made: Path) -> None:
    assets.main()
    assert runs(made) == 1


def test_what_has_changed_is_made_again(made: Path) -> None:
    (made / "assets" / "handrail.scss").write_text("changed")
    assets.main()
    assert runs(made) == 2
    assert (made / "built" / "handrail.css").read_text() == "changed"


def test_what_fails_says_so_and_leaves_what_was(
    made: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    before = (made / "built" / "handrail.css").read_text()
    (made / "assets" / "handrail.scss").write_text("changed")
    monkeypatch.setattr(assets, "npm", lambda folder, *_: assets.node(folder, "--no-such-option"))
    with pytest.raises(SystemExit, match="could not be made; the lines above say why"):
        assets.main()
    assert "no-such-option" in capfd.readouterr().err
    assert (made / "built" / "handrail.css").read_text() == before
