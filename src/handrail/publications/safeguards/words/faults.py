"""What is wrong with a word, the true wording, and the word that may stand in its place."""

from typing import NamedTuple

from handrail.publications.safeguards.words.bearing import Pair


class Fault(NamedTuple):
    """A word that is not true: what is so, what to write, and where words alone mend it, which and by what."""

    so: str
    remedy: str
    instead: tuple[str, str] | None = None


def as_said(said: str, other: str) -> str:
    """The other word with the capital of the first."""
    return other[:1].upper() + other[1:] if said[:1].isupper() else other


def it_did_otherwise(pair: Pair, said: str, other: str | None) -> Fault:
    """The change went the other way, or there was none."""
    if pair.way and other:
        return Fault(f"it {pair.said()}.", f"Write '{other}': it {pair.said()}.", (said, as_said(said, other)))
    return Fault(f"it {pair.said()}.", f"Write that it {pair.said()}.")
