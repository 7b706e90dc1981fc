"""What a publication says of the data it was made from: problems, rules that could not run, corrections."""

from handrail.measures.figures import COUNT, Figure
from handrail.publications.document import Block, Column, Inline, Number, Paragraph, Row, Table, Text
from handrail.publications.inputs import ProblemCount
from handrail.publications.numbers import whole
from handrail.publications.scene import Scene


def problems(scene: Scene) -> list[Block]:
    """How often each rule about the data was found broken."""
    if not scene.problems:
        said = (
            "No problem was found by the rules that could run."
            if scene.not_run
            else "No problem was found in the data."
        )
        return [Paragraph((Text(said),))]
    found = sorted(scene.problems, key=lambda one: (one.severity != "error", one.severity, one.rule))
    number = sum(one.count for one in scene.problems)
    rows = [Row(one.message, (Text(one.rule, code=True), Text(one.severity), _of_rule(scene, one))) for one in found]
    total = Row("All problems", (Text(""), Text(""), _bound(scene, "problems_found", "row", number)), total=True)
    return [
        Paragraph(
            (
                Text("The number of problems found is "),
                _bound(scene, "problems_found", "row", number),
                Text(
                    ". Each is listed, with its file, its row and what to do about it, in the list of problems that data "
                    "officers work from. That list names rows; this table only counts them."
                ),
            )
        ),
        Table(
            id="table-problems",
            caption="Problems found in the data",
            columns=(
                Column("What is wrong", numeric=False),
                Column("Rule", numeric=False),
                Column("How serious", numeric=False),
                Column("Times found"),
            ),
            rows=(*rows, total),
            unit="row",
            note=(Text("Counted: rows of the files. One row may break several rules."),),
        ),
    ]


def rules_not_run(scene: Scene) -> list[Block]:
    """The rules about the data that could not run on all that was loaded."""
    if not scene.not_run:
        return []
    return [
        Paragraph(
            (
                Text("The number of rules that could not run on all that was loaded is "),
                _bound(scene, "rules_not_run", "rule", len(scene.not_run)),
                Text(". What they look for may be there all the same."),
            )
        ),
        Table(
            id="table-rules-not-run",
            caption="Rules that could not run on all that was loaded",
            columns=(Column("What the rule looks for", numeric=False), Column("Rule", numeric=False)),
            rows=tuple(Row(one.meaning, (Text(one.rule, code=True),)) for one in scene.not_run),
            unit="rule",
            note=(Text("What each of them lacked is said in the list of problems."),),
        ),
    ]


def corrections(scene: Scene) -> tuple[Inline, ...]:
    """How many corrections stand between the two views of the record, where both are printed."""
    if scene.corrections is None:
        return ()
    if not scene.corrections:
        both = Text("The two views of the record are the same: the number of corrections between them is ")
        return both, _bound(scene, "corrections", "correction", 0), Text(".")
    return (
        Text(
            "Some recorded values are known to be wrong. They are not changed; each correction stands beside what was "
            "recorded, with a reason, an author and a date. The number of corrections between the two views of the record is "
        ),
        _bound(scene, "corrections", "correction", scene.corrections),
        Text("."),
    )


def _of_rule(scene: Scene, one: ProblemCount) -> Number:
    group = {"rule": one.rule, "severity": one.severity, "meaning": one.message}
    return _bound(scene, "problems_found", "row", one.count, group)


def _bound(scene: Scene, name: str, unit: str, number: int, group: dict[str, str] | None = None) -> Number:
    """A count about the data themselves, which no measure defines."""
    own = scene.shown.facts.times.own
    figure = Figure(name, COUNT, unit, own.first, own.last, number, None, None, None, {}, "", None, group or {})
    return Number(whole(number), figure, "numerator")
