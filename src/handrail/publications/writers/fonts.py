"""The font of every report: Atkinson Hyperlegible, from the package that carries it."""

from base64 import b64encode
from functools import cache
from pathlib import Path

import typst
from fontpkg_atkinson_hyperlegible import FAMILY, ROOT

FONT_FAMILY = str(FAMILY)
FOLDER = Path(ROOT) / "files"


@cache
def for_typst() -> typst.Fonts:
    """The same faces for typst, which may use no font of the machine it runs on."""
    return typst.Fonts(include_system_fonts=False, font_paths=[str(FOLDER)])


_FACES = {"Regular": (400, "normal"), "Bold": (700, "normal")}


@cache
def css() -> str:
    """The faces of the font as CSS, each with its file inside, so that a page asks nobody for it."""
    return "\n".join(_face(name, weight, style) for name, (weight, style) in _FACES.items())


def _face(name: str, weight: int, style: str) -> str:
    data = b64encode((FOLDER / f"AtkinsonHyperlegible-{name}.ttf").read_bytes()).decode("ascii")
    return (
        f'@font-face {{ font-family: "{FONT_FAMILY}"; font-weight: {weight}; font-style: {style}; '
        f'font-display: swap; src: url("data:font/ttf;base64,{data}") format("truetype"); }}'
    )
