"""How the pages of the service and publications look."""

from dataclasses import dataclass

from handrail.profiles.colours import contrast, is_colour
from handrail.profiles.errors import ProfileError, shown
from handrail.profiles.logo import Logo
from handrail.profiles.settings import TEXT, Kind, part, setting

_PAPER = "#ffffff"
_LEAST_CONTRAST = 7.0


def _read_accent(value: object, at: str) -> str:
    accent: str = TEXT.read(value, at)
    if not is_colour(accent):
        raise ProfileError(at, f"is {shown(accent)}", "Write a colour such as #0b5457")
    ratio = contrast(accent, _PAPER)
    if ratio < _LEAST_CONTRAST:
        wrong = f"is {accent}, too pale to read on white: its contrast is {ratio:.1f} to 1"
        raise ProfileError(at, wrong, f"Write a darker colour, of {_LEAST_CONTRAST:.0f} to 1 or more")
    return accent


@dataclass(frozen=True)
class Report:
    """How the pages of the service and publications look."""

    accent: str = setting(
        Kind("a colour such as #0b5457, dark enough to read on white (contrast 7 to 1)", _read_accent),
        "The colour of the header and the headings",
    )
    logo: Logo | None = setting(
        part(Logo), "The logo at the top of the pages of the service; left out, there is none", default=None
    )
