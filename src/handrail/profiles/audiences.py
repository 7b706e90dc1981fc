"""Who a publication is for, and what small numbers it may print for them."""

from dataclasses import dataclass

from handrail.profiles.settings import FLAG, one_of, part, setting, whole


@dataclass(frozen=True)
class Audience:
    """What is protected for one audience."""

    threshold: int = setting(
        whole(0), "Counts from 1 to this number are not printed; 0 prints every count. Zero is printed"
    )
    round_to: int = setting(
        one_of(1, 5, 10), "Counts are rounded to a multiple of this; 1 leaves them as they are", default=1
    )
    secondary: bool = setting(
        FLAG, "Whether further counts are hidden until no small one can be worked out from the others", default=True
    )


@dataclass(frozen=True)
class Audiences:
    """The audiences publications are made for."""

    public: Audience = setting(part(Audience), "Anyone: what is published")
    board: Audience = setting(part(Audience), "Members of the board, in confidence")
    internal: Audience = setting(part(Audience), "Those who run the service")
    child: Audience = setting(part(Audience), "Children and young people")


NAMES = ("public", "board", "internal", "child")
