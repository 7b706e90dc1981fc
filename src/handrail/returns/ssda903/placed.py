"""Where a placement lies, in the two columns some local extracts add: PL_DISTANCE in miles, PL_LOCATION IN or OUT.

The DfE works both out from the postcodes; a return as handed in does not have them.
"""

from collections.abc import Callable

from handrail.returns.values import whole_miles

DISTANCE, LOCATION = "PL_DISTANCE", "PL_LOCATION"
RULE = "HR-LAC-14"
_IN_AREA = {"IN": True, "OUT": False}
Wrong = Callable[[str, str, str], None]


def read(distance: str, location: str, wrong: Wrong) -> tuple[int | None, bool | None]:
    """Whole miles, rounded up, and whether within the area. `wrong` is told the column, text and fault of a bad cell."""
    if not distance and not location:
        return None, None
    return _miles(distance, wrong), _within(location, wrong)


def _miles(text: str, wrong: Wrong) -> int | None:
    if not text:
        return None
    try:
        return whole_miles(text)
    except ValueError:
        wrong(DISTANCE, text, f"is {text}, which is no distance in miles. It was read as blank.")
        return None


def _within(text: str, wrong: Wrong) -> bool | None:
    if text and text.upper() not in _IN_AREA:
        wrong(LOCATION, text, f"is {text}, which is neither IN nor OUT. It was read as blank.")
    return _IN_AREA.get(text.upper())
