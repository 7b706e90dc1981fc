"""Run the validator csc-validator-be-903 on a folder of CSV files, by a Python that has the package."""

import logging
import sys
from pathlib import Path

from lac_validator.lac_validator import LacValidator, create_issue_df
from lac_validator.report import Report
from lac_validator.rules.ruleset_utils import get_year_ruleset


def main(folder: Path) -> None:
    """Validate, list the issues, and print how many rules ran and how many issues they found."""
    logging.disable(logging.CRITICAL)
    rules = get_year_ruleset("2026")
    files = [
        {"name": path.name, "file_content": path.read_bytes(), "description": "This year"}
        for path in sorted(folder.glob("*.csv"))
    ]
    about = {"collectionYear": "2026", "localAuthority": "E09000027"}
    validator = LacValidator(metadata=about, files=files, registry=rules)
    report = Report(validator.ds_results, rules)
    issues = create_issue_df(report.report, report.error_report)
    done, skipped, failed = len(validator.dones), len(validator.skips), len(validator.fails)
    print(f"{done} rules ran, {skipped} skipped for want of tables, {failed} failed; {len(issues):,} issues")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
