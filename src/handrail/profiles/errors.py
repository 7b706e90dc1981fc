"""What is wrong with a profile, said so that its author can mend it."""

from difflib import get_close_matches


class ProfileError(ValueError):
    """A setting that cannot be used: `key` names it, `wrong` says what it is, `remedy` what to write, `file` where.

    `key` and `file` are blank where the profile as a whole cannot be read, or came from no file.
    """

    def __init__(self, key: str, wrong: str, remedy: str, file: str = "") -> None:
        self.key, self.wrong, self.remedy, self.file = map(_on_one_line, (key, wrong, remedy, file))
        where = f"{self.file}: " if file else ""
        super().__init__(f"{where}{self.key}{' ' if key else ''}{self.wrong}. {self.remedy}.")

    def in_file(self, name: str) -> "ProfileError":
        """The same, naming the file."""
        return ProfileError(self.key, self.wrong, self.remedy, name)


def shown(value: object) -> str:
    """A value as it stands in a message: short, and never over several lines."""
    text = repr(value)
    return text if len(text) <= 60 else f"{text[:57]}..."


def there_are(known: list[str], asked: str) -> str:
    """The remedy for a name that is not there: the nearest one, and all there are."""
    near = get_close_matches(asked, known, 1)
    hint = f"Did you mean '{near[0]}'? " if near else ""
    return f"{hint}There are: {', '.join(known)}" if known else "There are none"


def _on_one_line(text: str) -> str:
    return "".join(sign if sign.isprintable() else " " for sign in text)
