"""The work on files, once through: make the fictional authority, check its returns, measure them, write the report."""

import subprocess
import sys
from pathlib import Path

HANDRAIL = str(Path(sys.executable).with_name("handrail"))
YEAR = ["--from", "2025-04-01", "--to", "2026-03-31"]


def main(out: Path) -> int:
    """Do it, saying in plain words what is happening and where the results lie."""
    returns = [str(out / "authority/ssda903"), str(out / "authority/cin")]
    say("Making the fictional authority of Fairlea: 1,000 children, three years of returns. Nobody in it is real.")
    handrail("fictional", "--children", "1000", "--seed", "1", "--out", str(out / "authority"))
    say("Checking its returns…")
    handrail("check", *returns, "--format", "csv", into=out / "problems.csv", allowed=(0, 1))
    say("Measuring its year 2025/26…")
    handrail("measure", *returns, *YEAR, "--format", "csv", into=out / "figures.csv")
    handrail("measure", *returns, *YEAR)
    say("Writing its annual report, from its record: the same years with the service's own work…")
    record = str(out / "authority/record")
    handrail("report", record, "--year", "2025-26", "--authority", "Fairlea", "--out", str(out / "report"))
    say(
        f"\nThe report lies in {out / 'report'}: open index.html in a browser, report.docx in Word, report.pdf, "
        "or report.xlsx for the tables.\n"
        f"What is wrong with the returns is in {out / 'problems.csv'}, the figures are in {out / 'figures.csv'}.\n"
        f"To see the children behind a figure: .venv/bin/handrail rows reviews_held_on_time {' '.join(returns)} "
        f"{' '.join(YEAR)}"
    )
    return 0


def say(line: str) -> None:
    """Tell the person what is happening, at once."""
    print(line, flush=True)


def handrail(*arguments: str, into: Path | None = None, allowed: tuple[int, ...] = (0,)) -> None:
    """Run one command of Handrail, its output to a file or to the screen."""
    if into is None:
        code = subprocess.run([HANDRAIL, *arguments], check=False).returncode
    else:
        into.parent.mkdir(parents=True, exist_ok=True)
        with into.open("w", encoding="utf-8") as file:
            code = subprocess.run([HANDRAIL, *arguments], check=False, stdout=file).returncode
    if code not in allowed:
        sys.exit(f"That did not work: handrail {' '.join(arguments)}")


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1] if len(sys.argv) > 1 else "out")))
