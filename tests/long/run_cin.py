"""Run by the Python of the open CIN census validator: one census in, what its rules found out, as JSON."""

import contextlib
import io
import json
import sys
import warnings
import xml.etree.ElementTree as ElementTree
from collections import Counter
from pathlib import Path

from cin_validator import cin_validator
from cin_validator.rules.ruleset_utils import get_year_ruleset


def main(year: str, rules: str, path: Path) -> None:
    """Run these rules of the collection year on this census. The validator only prints that a rule broke down."""
    warnings.simplefilter("ignore")
    tables = cin_validator.convert_data(ElementTree.parse(path).getroot())
    rows = {name: len(table) for name, table in tables.items()}
    registry = get_year_ruleset(year)
    said = io.StringIO()
    with contextlib.redirect_stdout(said):
        validator = cin_validator.CinValidator(cin_validator.process_data(tables), registry, rules.split(","))
    issues = validator.full_issue_df.drop_duplicates(["rule_code", "tables_affected", "row_id"])
    found = Counter(str(rule) for rule in issues["rule_code"])
    if len(validator.la_rule_issues):
        found.update(str(rule) for rule in validator.la_rule_issues["rule_code"])
    failed = [line for line in said.getvalue().splitlines() if line.startswith("Error with rule")]
    ran = [rule for rule in rules.split(",") if rule in registry]
    print(json.dumps({"ran": ran, "failed": failed, "found": found, "rows": rows}))


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], Path(sys.argv[3]))
