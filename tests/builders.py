"""Small returns written by hand in a test: rows in, files out."""

from pathlib import Path

HEADER = "CHILD,SEX,DOB,ETHNIC,UPN,MOTHER,MC_DOB"
EPISODES = "CHILD,DECOM,RNE,LS,CIN,PLACE,PLACE_PROVIDER,DEC,REC,REASON_PLACE_CHANGE,HOME_POST,PL_POST,URN"
REVIEWS = "CHILD,DOB,REVIEW,REVIEW_CODE"


def write_set(
    folder: Path,
    header: list[str] | None = None,
    episodes: list[str] | None = None,
    reviews: list[str] | None = None,
    prefix: str = "",
) -> Path:
    """Write an SSDA903 set. Episode rows are `child,decom,rne,ls,place,dec,rec`; the rest of the columns is filled in."""
    folder.mkdir(parents=True, exist_ok=True)
    if header is not None:
        rows = [f"{child},M,{dob},WBRI,,," for child, dob in (row.split(",") for row in header)]
        write(folder / f"{prefix}header.csv", HEADER, rows)
    if episodes is not None:
        rows = []
        for row in episodes:
            child, decom, rne, status, place, dec, rec = row.split(",")
            rows.append(f"{child},{decom},{rne},{status},N1,{place},PR1,{dec},{rec},,,,")
        write(folder / f"{prefix}episodes.csv", EPISODES, rows)
    if reviews is not None:
        write(folder / f"{prefix}reviews.csv", REVIEWS, reviews)
    return folder


def write(path: Path, header: str, rows: list[str]) -> Path:
    """Write one CSV file."""
    path.write_text("\n".join([header, *rows]) + "\n", encoding="utf-8")
    return path
