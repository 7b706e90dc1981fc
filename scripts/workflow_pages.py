"""The reference page of the workflows: each table drawn, its states, and who may move what on which conditions."""

from collections.abc import Iterator
from typing import Any

from handrail.workflows.editions import EDITION
from handrail.workflows.table import Workflow

WORKFLOWS: tuple[Workflow[Any], ...] = (EDITION,)


def page() -> Iterator[str]:
    """Every workflow."""
    yield from ("# Workflows", "", "Who may move what to where. What is not in a table cannot be done.", "")
    for workflow in WORKFLOWS:
        yield from (f"## {workflow.title}", "", "```mermaid", *diagram(workflow), "```", "")
        yield from ("| state | meaning |", "|---|---|")
        yield from (f"| {state.name} | {state.meaning} |" for state in workflow.states)
        yield from ("", "| move | from | to | who | only if | leaves behind |", "|---|---|---|---|---|---|")
        for move in workflow.moves:
            only_if = "; ".join(condition.says for condition in move.conditions) or "-"
            start = move.start or "nothing"
            yield f"| {move.name} | {start} | {move.end} | {move.who} | {only_if} | {move.leaves} |"
        yield ""


def diagram(workflow: Workflow[Any]) -> Iterator[str]:
    """The table as a Mermaid state diagram."""
    yield "stateDiagram-v2"
    for move in workflow.moves:
        yield f"    {move.start or '[*]'} --> {move.end}: {move.name}"
    for state in workflow.states:
        if not any(move.start == state.name for move in workflow.moves):
            yield f"    {state.name} --> [*]"
