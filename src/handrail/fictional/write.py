"""Writing a made-up authority as every return, as a record, and with the truth about it."""

import json
from pathlib import Path

from handrail.fictional import cin, ssda903
from handrail.fictional.as_record import record_of
from handrail.fictional.story import YEARS, Authority
from handrail.fictional.truth import truth


def write(authority: Authority, out: Path) -> list[str]:
    """Write the authority into a folder, the same bytes for the same seed; say in words what was written."""
    from handrail.returns import record_folder

    said = []
    for year in YEARS:
        care = ssda903.write(authority, out / "ssda903" / year.name, year)
        counts = f"{care.children:,} children, {care.episodes:,} episodes, {care.reviews:,} reviews"
        said.append(f"ssda903/{year.name}: {counts}")
    for year in YEARS:
        name = f"CIN_{year.name}.xml"
        census = cin.write(authority, out / "cin" / name, year)
        counts = f"{census.enquiries:,} enquiries, {census.plans:,} plans, {census.reviews:,} review conferences"
        said.append(f"cin/{name}: {census.children:,} children, {counts}")
    record_folder.write(record_of(authority), out / "record", format="csv")
    said.append("record: the same three years as a Handrail record")
    text = json.dumps(truth(authority), indent=1) + "\n"
    (out / "truth.json").write_text(text, encoding="utf-8", newline="\n")
    said.append("truth.json: the true figures for each year, loaded whole and one year alone")
    return said
