"""Office files are zip files, and a zip file says when each part was made. Here all say the same."""

import io
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

_EPOCH = (1980, 1, 1, 0, 0, 0)  # the earliest a zip file can say: the same document gives the same bytes


def without_the_time_of_day(file: bytes) -> bytes:
    """The same zip file, every part dated alike."""
    made = io.BytesIO()
    with ZipFile(io.BytesIO(file)) as old, ZipFile(made, "w", ZIP_DEFLATED) as new:
        for part in old.infolist():
            new.writestr(ZipInfo(part.filename, _EPOCH), old.read(part), ZIP_DEFLATED)
    return made.getvalue()
