"""Where a meeting may be said to be. What goes into a mail or a calendar never tells where somebody lives. Pure."""

import re
from collections.abc import Iterable, Iterator

_POSTCODE = re.compile(r"\b[a-z]{1,2}\d[a-z\d]? ?\d[a-z]{2}\b")
_NUMBERED = re.compile(r"\b\d+[a-z]? [a-z]+(?: [a-z]+)?")


def tells(place: str, addresses: Iterable[str]) -> bool:
    """Whether the words of a place hold one of these addresses: its postcode, or its house number with the street."""
    said = _plain(place)
    return any(f" {part} " in f" {said} " or part.replace(" ", "") in _postcodes(said) for part in _parts(addresses))


def _parts(addresses: Iterable[str]) -> Iterator[str]:
    """What of each address would tell where it is: a house number with the words after it, and every postcode."""
    for line in (_plain(line) for address in addresses for line in re.split(r"[\n,]", address)):
        for shape in (_POSTCODE, _NUMBERED):
            yield from (one.group() for one in shape.finditer(line))


def _postcodes(plain: str) -> set[str]:
    return {one.group().replace(" ", "") for one in _POSTCODE.finditer(plain)}


def _plain(text: str) -> str:
    """In small letters, every run of anything else one space."""
    return " ".join(re.findall(r"[^\W_]+", text.casefold()))
