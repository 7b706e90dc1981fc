"""What stands around a page, as plain values: the layout reads nothing else of the service."""

from dataclasses import dataclass, field
from datetime import date


@dataclass(frozen=True)
class Link:
    """Somewhere to go. `current` marks the page one is on; `posts` makes it a button that sends a form."""

    text: str
    href: str = ""
    current: bool = False
    posts: bool = False


@dataclass(frozen=True)
class Frame:
    """The council, the ways through the service, and whether this is a demonstration.

    `logo` is the address of the council's logo and `logo_says` what it shows, `stylesheet` the address of its colours
    (`brand.stylesheet`), `made_up_today` the day of a made-up authority, `direction` "rtl" for a language written from
    right to left.
    """

    council: str = ""
    service: str = "Handrail"
    home: str = "/"
    logo: str = ""
    logo_says: str = ""
    stylesheet: str = ""
    search: str = ""
    navigation: tuple[Link, ...] = field(default=())
    account: tuple[Link, ...] = field(default=())
    footer: tuple[Link, ...] = field(default=())
    made_up_today: date | None = None
    language: str = "en-GB"
    direction: str = "ltr"
