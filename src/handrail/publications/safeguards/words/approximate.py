"""About, nearly, just over: how near a value must be to what is said of it."""

import re
from decimal import Decimal

ABOUT = r"about|around|roughly|approximately|some|close to|in the region of|broadly"
NEARLY = (
    r"nearly|almost|just under|just short of|not quite|a little under|slightly (?:less|fewer) than|a little less than"
)
BARELY = r"just over|slightly (?:more|over)(?: than)?|a little (?:over|more than)|just above"
OVER = r"more than|over|above|upwards of|in excess of|better than|not less than"
UNDER = r"(?:fell |falls |falling )?short of|less than|fewer than|under|below|not as many as"
WELL_OVER, WELL_UNDER = (
    r"well over|well above|far more than|much more than",
    r"well under|well below|far less than|far fewer than",
)
AT_LEAST, AT_MOST = r"at least|no (?:fewer|less) than|as many as", r"at most|no more than|up to"
EXACTLY = r"exactly|precisely"
ANY = "|".join((ABOUT, NEARLY, BARELY, WELL_OVER, WELL_UNDER, AT_LEAST, AT_MOST, OVER, UNDER, EXACTLY))
_KINDS = {
    kind: re.compile(rf"(?:{kind})$", re.IGNORECASE)
    for kind in (WELL_OVER, WELL_UNDER, BARELY, NEARLY, AT_LEAST, AT_MOST, OVER, UNDER, ABOUT, EXACTLY)
}


def holds(said: str, value: Decimal, of: Decimal, about: Decimal, near: Decimal) -> bool:
    """Whether "nearly" (or whatever is said) is true of a value beside what it is measured against.

    `about` is how far off it may be where it is about so much, `near` how far off where it is nearly or just over.
    """
    kind = next((one for one, pattern in _KINDS.items() if pattern.match(said.strip())), "")
    return {
        WELL_OVER: value > of + near,
        WELL_UNDER: value < of - near,
        BARELY: of < value <= of + near,
        NEARLY: of - near <= value < of,
        AT_LEAST: value >= of,
        AT_MOST: value <= of,
        OVER: value > of,
        UNDER: value < of,
        ABOUT: abs(value - of) <= about,
        EXACTLY: value == of,
        "": abs(value - of) <= about,
    }[kind]


def times(said: str, ratio: Decimal, factor: Decimal) -> bool:
    """Whether a ratio is so many times, within a twentieth; about so many, within a tenth; nearly so, three twentieths."""
    return holds(said, ratio, factor, about=factor / (10 if said else 20), near=3 * factor / 20)
