"""The page that sets three published reports beside what is measured; it needs the printed tables beside the project."""

import sys
from collections.abc import Iterable
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SHARED = ROOT.parent / "shared"


def pages() -> dict[str, Iterable[str]]:
    """The page by its name; none, said aloud, where the printed tables are not there. A test holds it to be fresh."""
    sys.path.insert(0, str(ROOT))
    from tests.spec.published import page

    if not SHARED.is_dir():
        print(f"LEFT AS IT IS: docs/reference/{page.NAME}. The published tables (../shared) are not beside this clone.")
        return {}
    return {page.NAME: page.lines(SHARED)}
