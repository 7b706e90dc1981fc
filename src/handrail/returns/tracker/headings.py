"""Headings: compared without case, signs and line breaks; over one row or two; numbered or not."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import lru_cache

NUMBER = "{n}"
MOST_REPEATS = 40
_TOKEN = re.compile(r"\{n\}|\d+(?:st|nd|rd|th)(?![^\W_])|\d+|[^\W\d_]+|[✓%#£]")
_INITIALS = re.compile(r"(?<![^\W\d_]{2})(?<=[^\W\d_])\.(?=[^\W\d_](?![^\W\d_]))")  # the points in D.O.B.
_ORDINALS = [
    "first",
    "second",
    "third",
    "fourth",
    "fifth",
    "sixth",
    "seventh",
    "eighth",
    "ninth",
    "tenth",
    "eleventh",
    "twelfth",
    "thirteenth",
    "fourteenth",
    "fifteenth",
]
_CARDINALS = ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"]
_IN_WORDS = {word: number for words in (_ORDINALS, _CARDINALS) for number, word in enumerate(words, 1)}


def clean(text: str) -> str:
    """The heading on one line: no control characters, no doubled spaces, no braces of its own."""
    printable = "".join(sign if sign.isprintable() else " " for sign in text)
    return " ".join(printable.replace("{", "(").replace("}", ")").split())[:200]


@lru_cache(maxsize=20_000)
def key(text: str) -> str:
    """What two headings, or two wordings, have in common if they are the same: lower-case words and numbers only."""
    joined = _INITIALS.sub("", text.replace("’", "'").replace("'", ""))
    return " ".join(_TOKEN.findall(joined.casefold()))


def first_word(text: str) -> str:
    """The letters and digits a text begins with, up to a sign or space: PN1 in "PN1 - attended"."""
    end = next((at for at, sign in enumerate(text) if not sign.isalnum()), len(text))
    return text[:end]


def number_of(word: str) -> int | None:
    """The number in 3, 3rd, third or three; None for another word."""
    if word[:1].isdigit():
        digits = re.match(r"\d+", word)
        number = int(digits[0][:9]) if digits else 0
    else:
        number = _IN_WORDS.get(word, 0)
    return number if 1 <= number <= MOST_REPEATS else None


def numbered(heading: str) -> Iterator[tuple[str, int]]:
    """Each way this heading can be one of a numbered series: the heading with {n} in place of a number, and the number."""
    for match in re.finditer(_TOKEN, heading.casefold()):
        number = number_of(match[0])
        if number is not None and len(heading.casefold()) == len(heading):
            yield heading[: match.start()] + NUMBER + heading[match.end() :], number


def of_rows(rows: Sequence[Sequence[str]]) -> list[str]:
    """The heading of each column, written over one row or several.

    In every row but the last a heading also covers the blank columns to its right, as merged cells do. A heading that
    stands more than once is numbered from the left: Review (1), Review (2).
    """
    width = max((len(row) for row in rows), default=0)
    parts = [_spread(row, width) for row in rows[:-1]] + [[*rows[-1], *[""] * (width - len(rows[-1]))]]
    joined = [clean(" ".join(part[column] for part in parts)) for column in range(width)]
    joined = [heading if key(heading) else "" for heading in joined]
    return _told_apart(joined)


def _spread(row: Sequence[str], width: int) -> list[str]:
    spread, last = [], ""
    for text in [*row, *[""] * (width - len(row))]:
        last = text if text.strip() else last
        spread.append(last)
    return spread


def _told_apart(headings: list[str]) -> list[str]:
    often = Counter(key(heading) for heading in headings if heading)
    taken = {name for name, count in often.items() if count == 1}
    seen: Counter[str] = Counter()
    found = []
    for heading in headings:
        name = key(heading)
        if heading and often[name] > 1:
            seen[name] += 1
            while key(f"{heading} ({seen[name]})") in taken:
                seen[name] += 1
            heading = f"{heading} ({seen[name]})"
            taken.add(key(heading))
        found.append(heading)
    return found
