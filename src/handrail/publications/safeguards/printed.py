"""How a bound number must be printed: as its figure says, rounded once, with both counts (G01, G08, G11, G12)."""

import re
from collections.abc import Iterator
from decimal import ROUND_HALF_UP, Decimal

from handrail.measures.figures import SHARE, Figure
from handrail.publications.document import Number
from handrail.publications.numbers import (
    ABSENT,
    about,
    at_least,
    in_plain_words,
    percentage,
    small,
    whole,
    whole_percentage,
)
from handrail.publications.safeguards.findings import Finding, Spot, Standing
from handrail.publications.safeguards.values import ABOUT, PLAIN, PUBLISHED, as_printed, exact, value_of
from handrail.publications.safeguards.words.proportions import proportions
from handrail.publications.safeguards.words.roundings import roundings

_COUNTS = ("numerator", "denominator", "not_assessable", "not_recorded")
_PERCENT = re.compile(r"^(?P<head>\d[\d,]*(?:\.\d+)?)\s?%(?P<bound> or more)?(?: \((?P<inside>.*)\))?$")
_OF = re.compile(r"^(?:(?P<top>\d[\d,]*) )?of (?P<base>\d[\d,]*)$")
_NUMBER = re.compile(r"^(?P<number>\d[\d,]*(?:\.\d+)?)(?P<percent>%?)$")
_MEAN = re.compile(r"^(?P<head>[\d,.]+)(?: \((?P<top>[\d,.]+) for (?P<base>[\d,.]+)\))?$")
_SIGNS = "+-−"
_LEFT_OUT = re.compile(r"^(?P<count>\d[\d,]*) (?P<what>cannot be judged|not recorded)$")


def printed_as_it_is(
    spot: Spot, number: Number, counts_beside: bool, standing: Standing, decimals: int = 1
) -> Iterator[Finding]:
    """A number is what its figure says, rounded once, half away from zero, with both counts (G01, G08, G11, G12)."""
    figure, text = number.figure, number.text.strip()
    if text.partition(" (")[0].partition(":")[0] in ABSENT or text.startswith("not applicable"):
        return
    if figure is None:
        yield spot.refuse(
            "G11", f"'{text}' is bound to no figure.", "Bind it to its measure, or write why it is typed."
        )
    elif number.shows == "share" and (figure.numerator is None or not figure.denominator):
        yield from _share_without_counts(spot, number, text, figure)
    elif number.shows == "share":
        yield from _share(spot, text, figure, counts_beside, standing, decimals)
    elif number.shows in (PLAIN, ABOUT):
        yield from _in_words(spot, number, text, figure)
    elif number.shows == "mean" and (figure.numerator is None or not figure.denominator):
        wrong = f"The average {text} stands without the counts it was made from."
        yield spot.refuse("G01", wrong, "Give what was counted and what it was divided by.")
    elif number.shows == PUBLISHED:
        yield from _published(spot, text, figure)
    elif number.shows != "target":
        yield from _plain(spot, number, text, figure, standing, decimals)


def _published(spot: Spot, text: str, figure: Figure) -> Iterator[Finding]:
    """What another area published stands as it was published."""
    value, found = exact(figure), _NUMBER.match(text)
    if value is None or not found:
        return
    step = Decimal(1).scaleb(min(0, int(Decimal(found["number"].replace(",", "")).as_tuple().exponent)))
    right = ((100 if found["percent"] else 1) * value).quantize(step, rounding=ROUND_HALF_UP)
    if Decimal(found["number"].replace(",", "")) != right:
        right_text = f"{right:,}{'%' if found['percent'] else ''}"
        yield spot.refuse("G11", f"'{text}' is not what was published.", f"Write {right_text}.", (text, right_text))


def _in_words(spot: Spot, number: Number, text: str, figure: Figure) -> Iterator[Finding]:
    """Plain words and rounded numbers are true of the figure they are bound to."""
    value = value_of(number)
    if value is None:
        yield spot.refuse(
            "G11",
            f"'{text}' is printed, but its figure has no number.",
            "Print 'not measured'.",
            (text, "not measured"),
        )
        return
    if number.shows == PLAIN:
        claims = [one for one in proportions(f"{text} of them") if one.said.lower() in f"the {text.lower()}"]
        true, right = (
            any(one.holds(value) for one in claims),
            in_plain_words(figure.numerator or 0, figure.denominator or 1),
        )
    else:
        rounded = [one.holds(value) for one in roundings(text)]
        true, right = any(rounded) or text == whole(int(value)), about(int(value))
    if not true:
        yield spot.refuse("G11", f"'{text}' is not what '{figure.measure}' says.", f"Write {right}.", (text, right))


def _plain(
    spot: Spot, number: Number, text: str, figure: Figure, standing: Standing, decimals: int
) -> Iterator[Finding]:
    value, right = value_of(number), as_printed(number, decimals)
    if right is None or value is None:
        yield spot.refuse(
            "G11",
            f"'{text}' is printed, but its figure has no number.",
            "Print 'not measured'.",
            (text, "not measured"),
        )
    elif text.startswith(tuple(_SIGNS)) and (text[0] == "+") == (value < 0):
        sign = "+" if value > 0 else "−" if value else ""
        yield spot.refuse("G03", f"'{text}' has the wrong sign.", f"Write {sign}{right}.", (text, f"{sign}{right}"))
    elif number.shows == "points" or (number.shows == "difference" and figure.kind == SHARE):
        if text.lstrip(_SIGNS) != right:
            wrong = f"'{text}' is a difference of percentages."
            yield spot.refuse("G05", wrong, f"Write {right}.", (text, right))
    elif number.shows == "mean":
        yield from _mean(spot, text, value, right)
    elif text.lstrip(_SIGNS) != right and not _is_rounded(text, value) and not _is_small(text, number, value, standing):
        code = {"relative": "G05", "difference": "G03"}.get(number.shows, "G11")
        yield spot.refuse(code, f"'{text}' is not what '{figure.measure}' says.", f"Write {right}.", (text, right))


def _mean(spot: Spot, text: str, value: Decimal, right: str) -> Iterator[Finding]:
    """A mean is that of its counts: 82.7 (1,117 for 13.5)."""
    found = _MEAN.match(text)
    if not found or found["head"] != right:
        yield spot.refuse("G08", f"'{text}' is not what its counts make.", f"Write {right}.", (text, right))
    elif found["top"]:
        top, base = (Decimal(found[name].replace(",", "")) for name in ("top", "base"))
        if not base or top / base != value:
            yield spot.refuse(
                "G01", f"'{text}' does not have the counts it is made of.", f"Write {right}.", (text, right)
            )


def _is_rounded(text: str, value: Decimal) -> bool:
    """Whether it is the count rounded to the nearest five or ten, and says so."""
    steps = (int((value / to).quantize(Decimal(1), rounding=ROUND_HALF_UP)) * to for to in (5, 10))
    return text in {f"about {whole(step)}" for step in steps}


def _is_small(text: str, number: Number, value: Decimal, standing: Standing) -> bool:
    threshold = standing.small_number_threshold
    return number.shows in _COUNTS and text == small(threshold) and 0 < value <= threshold


def _share_without_counts(spot: Spot, number: Number, text: str, figure: Figure) -> Iterator[Finding]:
    found, base = _PERCENT.match(text), figure.denominator
    if figure.numerator is None and base and found:
        yield from impossible(spot, text, Decimal(found["head"].replace(",", "")), base)
    else:
        wrong = f"The share {text} of '{figure.measure}' stands without both counts."
        yield spot.refuse("G01", wrong, "Give its numerator and its denominator, or leave it out.")


def impossible(spot: Spot, text: str, head: Decimal, base: int) -> Iterator[Finding]:
    """Some whole number of cases must round to a percentage of this base (G12)."""
    step = Decimal(1).scaleb(min(0, int(head.as_tuple().exponent)))
    near = int(head * base / 100)

    def of(count: int) -> Decimal:
        return (Decimal(100 * count) / base).quantize(step, rounding=ROUND_HALF_UP)

    if head not in {of(count) for count in (near, near + 1)}:
        choices = " or ".join(f"{percentage(count, base)} ({count} of {base})" for count in (near, near + 1))
        yield spot.refuse("G12", f"{text} cannot come from {base}.", f"The nearest are {choices}: check the base.")


def _share(
    spot: Spot, text: str, figure: Figure, counts_beside: bool, standing: Standing, decimals: int
) -> Iterator[Finding]:
    top, base = figure.numerator or 0, figure.denominator or 1
    right = whole_percentage(top, base) if standing.rounds else percentage(top, base, decimals)
    found = _PERCENT.match(text)
    if standing.rounds and text.split(" (")[0] == right:
        return
    if not found:
        full = f"{right} ({whole(top)} of {whole(base)})"
        yield spot.refuse("G01", f"'{text}' is a share, not a number of them.", f"Write {full}.", (text, full))
        return
    head = f"{found['head']}%"
    if found["bound"]:
        least = at_least(base - standing.small_number_threshold, base)
        if f"{head} or more" != least:
            yield spot.refuse(
                "G08", f"'{head} or more' is not the bound.", f"Write {least}.", (f"{head} or more", least)
            )
    elif head != right:
        yield from impossible(spot, head, Decimal(found["head"].replace(",", "")), base)
        wrong = f"{head} is not {top} of {base} rounded to {'a whole number' if standing.rounds else 'one decimal'}."
        yield spot.refuse("G08", wrong, f"Write {right}.", (head, right))
    if not found["inside"] and not counts_beside:
        yield spot.refuse(
            "G01",
            f"{head} stands without its counts.",
            f"Write {right} ({whole(top)} of {whole(base)}).",
            (head, f"{right} ({whole(top)} of {whole(base)})"),
        )
    for piece in (found["inside"] or "").split("; "):
        yield from _inside(spot, piece, figure)


def _inside(spot: Spot, piece: str, figure: Figure) -> Iterator[Finding]:
    counts, left_out = _OF.match(piece), _LEFT_OUT.match(piece)
    top, base = whole(figure.numerator or 0), whole(figure.denominator or 0)
    if counts and (counts["base"] != base or counts["top"] not in (None, top)):
        full = f"{top} of {base}" if counts["top"] else f"of {base}"
        yield spot.refuse("G01", f"'{piece}' is not what was counted.", f"Write {full}.", (piece, full))
    if left_out:
        part = "not_assessable" if left_out["what"] == "cannot be judged" else "not_recorded"
        right = whole(getattr(figure, part) or 0)
        if left_out["count"] != right:
            full = f"{right} {left_out['what']}"
            yield spot.refuse("G01", f"'{piece}' is not what was left out.", f"Write {full}.", (piece, full))
