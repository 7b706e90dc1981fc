"""Pictures for the tests, drawn here."""

from io import BytesIO

from PIL import Image, ImageDraw, PngImagePlugin


def a_logo(kind: str = "PNG", size: tuple[int, int] = (600, 200), secret: str = "") -> bytes:
    """A tree over water as a file; `secret` is hidden in its notes."""
    picture = Image.new("RGB", size, "#ffffff")
    draw, (wide, high) = ImageDraw.Draw(picture), size
    draw.ellipse((wide * 0.3, 0, wide * 0.7, high * 0.6), fill="#2f6b3a")
    draw.rectangle((wide * 0.47, high * 0.5, wide * 0.53, high * 0.8), fill="#5c4033")
    draw.rectangle((0, high * 0.8, wide, high), fill="#1f6f9f")
    out, notes = BytesIO(), PngImagePlugin.PngInfo()
    notes.add_text("Comment", secret)
    picture.save(out, kind, **({"pnginfo": notes} if kind == "PNG" else {"comment": secret.encode()}))
    return out.getvalue()
