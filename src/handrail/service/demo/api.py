"""Tokens in the demonstration: two in use, one withdrawn. Nobody knows their secrets."""

from dataclasses import dataclass
from datetime import timedelta

from handrail.service.access import tokens
from handrail.service.access.models import Token
from handrail.service.authorities.models import Authority
from handrail.service.demo.visiting import visit_as


@dataclass(frozen=True)
class _Made:
    """A token: by whom, for what, what it may do, and how many days ago it was made and, perhaps, withdrawn."""

    role: str
    name: str
    may: tuple[tuple[str, str], ...]
    days_ago: int
    withdrawn: int = 0


_TOKENS = (
    _Made("performance_analyst", "Nightly hand-over from the case system", (("write", "import"), ("list", "problem_list")), 60),
    _Made("service_manager", "Figures for the board's wall", (("list", "figure"),), 20),
    _Made("service_manager", "Trial of the new reporting tool", (("list", "due"), ("list", "child")), 90, withdrawn=75),
)  # fmt: skip
_LASTS = timedelta(days=300)


def make_tokens(authority: Authority) -> None:
    """Make them, where there is none."""
    if Token.objects.exists():
        return
    for one in _TOKENS:
        visit = visit_as(authority, one.role, "write", tokens.KIND, one.days_ago)
        made, _ = tokens.make(visit, one.name, one.may, visit.today + _LASTS)
        if one.withdrawn:
            tokens.withdraw(visit_as(authority, one.role, "write", tokens.KIND, one.withdrawn), made)
