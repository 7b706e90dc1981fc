"""Run by the Python of the open SSDA903 validator: files of one year in, what its rules found out, as JSON."""

import json
import logging
import sys
from pathlib import Path

from lac_validator.lac_validator import LacValidator
from lac_validator.rules.ruleset_utils import get_year_ruleset


def main(year: str, rules: str, files: list[Path]) -> None:
    """Run these rules of the collection year on these files."""
    logging.disable(logging.CRITICAL)
    given = [{"name": path.name, "file_content": path.read_bytes(), "description": "This year"} for path in files]
    about = {"collectionYear": year, "localAuthority": "E09000027"}
    validator = LacValidator(about, given, get_year_ruleset(year), rules.split(","))
    found = {
        column.removeprefix("ERR_"): int(table[column].fillna(False).sum())
        for name, table in validator.ds_results.items()
        if name != "metadata"
        for column in table.columns
        if column.startswith("ERR_")
    }
    rows = {name: len(table) for name, table in validator.dfs.items()}
    ran, failed = [str(rule) for rule in validator.dones], [str(rule) for rule in validator.fails]
    print(json.dumps({"ran": ran, "failed": failed, "found": found, "rows": rows}))


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], [Path(path) for path in sys.argv[3:]])
