"""The council's logo as a profile holds it."""

from base64 import b64decode
from binascii import Error
from dataclasses import dataclass

from handrail.profiles.errors import ProfileError, shown
from handrail.profiles.settings import TEXT, Kind, setting

MOST_BYTES = 64 * 1024
_BEGINS = b"\x89PNG\r\n\x1a\n"


def _read_image(value: object, at: str) -> bytes:
    text: str = TEXT.read(value, at)
    try:
        image = b64decode(text, validate=True)
    except (Error, ValueError):
        raise ProfileError(at, f"is {shown(text)}", "Write a PNG picture in base64") from None
    if not image.startswith(_BEGINS):
        raise ProfileError(at, "is no PNG picture", "Write a PNG picture in base64")
    if len(image) > MOST_BYTES:
        wrong = f"is a picture of {len(image):,} bytes"
        raise ProfileError(at, wrong, f"Write one of at most {MOST_BYTES:,}")
    return image


@dataclass(frozen=True)
class Logo:
    """The council's logo, which stands beside its name."""

    image: bytes = setting(
        Kind("a PNG picture of at most 64 KiB, in base64", _read_image, short="picture"), "The picture"
    )
    says: str = setting(TEXT, "What it shows, in words, for whoever does not see it")
