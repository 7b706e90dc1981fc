"""Logos, made anew from their points: whatever else was in the file, and whatever it claimed to be, is gone.

PNG and JPEG only. A drawing (SVG) may hold scripts and addresses elsewhere, so none is taken.
"""

from base64 import b64decode, b64encode
from collections.abc import Mapping
from io import BytesIO
from typing import Any

from PIL import Image

from handrail.profiles import ProfileError, Written, parse
from handrail.profiles.logo import MOST_BYTES

KINDS = ("PNG", "JPEG")
LARGEST = 1024 * 1024
"""Bytes of a file that is given."""
_MOST_POINTS = 16_000_000
_SIZES = ((480, 120), (320, 80), (240, 60))
"""Points across and down, at most: the first that fits into what a profile may hold; the last does, whatever it shows."""


class NoLogo(ValueError):
    """It cannot be a logo; the message says why and what to give."""


def made_anew(given: bytes) -> bytes:
    """The picture as a small PNG of nothing but its points; the same again for what this gave. Raises NoLogo."""
    if len(given) > LARGEST:
        raise NoLogo(f"The picture is too large. Give a file of at most {LARGEST // 1024 // 1024} MB.")
    picture = _points(given)
    return next(png for size in _SIZES if len(png := _png(picture, size)) <= MOST_BYTES)


def checked(text: str, file: str = "") -> Written:
    """The profile in this text, its logos made anew. Raises ProfileError."""
    written = parse(text, file)
    try:
        data = {key: _anew(one) if key == "report" else one for key, one in written.data.items()}
    except NoLogo as error:
        raise ProfileError("report.logo.image", "cannot be shown", str(error).rstrip("."), file) from None
    return Written(data, file)


def _points(given: bytes) -> Image.Image:
    try:
        with Image.open(BytesIO(given), formats=KINDS) as picture:
            if picture.width * picture.height <= _MOST_POINTS:
                return picture.convert("RGBA")
    except Exception as error:  # a broken file may fail anywhere inside the decoder
        raise NoLogo("It is no PNG or JPEG picture that can be read. Save it anew as PNG.") from error
    raise NoLogo("The picture has too many points. Make it smaller: 480 across is enough.")


def _png(picture: Image.Image, size: tuple[int, int]) -> bytes:
    small, out = picture.copy(), BytesIO()
    small.thumbnail(size)
    small.info = {}
    small.save(out, "PNG", optimize=True)
    return out.getvalue()


def _anew(data: Mapping[str, Any]) -> dict[str, Any]:
    """A section with its logos made anew, those of later days too."""
    return {key: _of(key, value) for key, value in data.items()}


def _of(key: str, value: Any) -> Any:
    if isinstance(value, Mapping):
        return _anew(value)
    return b64encode(made_anew(b64decode(value))).decode() if key == "image" else value
