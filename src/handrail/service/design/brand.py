"""The council's colour, as a small stylesheet of its own: a page carries no style."""

from handrail.profiles.colours import contrast, is_colour

_INK, _PAPER = "#1a1a1a", "#ffffff"


def stylesheet(colour: str) -> str:
    """The band at the top in the council's colour, with the text that reads better on it. Raises ValueError."""
    if not is_colour(colour):
        raise ValueError(f"{colour!r} is not a colour. Write one such as #0b5457.")
    text = max(_INK, _PAPER, key=lambda ink: contrast(ink, colour))
    return f":root {{ --council-colour: {colour}; --council-text-colour: {text}; }}\n"
