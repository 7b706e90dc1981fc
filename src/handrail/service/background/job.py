"""Jobs: what can be done in the background, each declared by its name.

    @job("ledger", "Work out what is due")
    def work_out(authority, progress, **arguments): ...

A job is called outside the wall and opens it for each of its steps, so that pages stay usable meanwhile. It may be cut
off at any moment and called again with the same arguments: then it does what is left, and nothing twice.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

Progress = Callable[[int, int, str], None]
"""Told how far a job is: how many are done, how many there are, of what. What it says holds no personal data."""

Does = Callable[..., str | None]
"""What a job does: given the authority, progress and its own arguments; what came of it, in a sentence."""


class JobRefused(ValueError):
    """The job cannot be done, in plain words for whoever began it, without personal data. It is not tried again."""


class Later(Exception):
    """The job did what could be done now and goes on at a later moment; why, in plain words without personal data."""

    def __init__(self, words: str, at: datetime) -> None:
        super().__init__(words)
        self.at = at


class UnknownJob(LookupError):
    """No job of this name was declared."""


@dataclass(frozen=True)
class Job:
    """One kind of work: its name, its title on a page, and what does it.

    `page` names the page that shows what came of it; its arguments are the authority's key and those of the job.
    """

    name: str
    title: str
    does: Does
    page: str = ""


_JOBS: dict[str, Job] = {}


def job(name: str, title: str, page: str = "") -> Callable[[Does], Does]:
    """Declare a job, in the module `jobs` of its app."""

    def declare(does: Does) -> Does:
        _JOBS[name] = Job(name, title, does, page)
        return does

    return declare


def named(name: str) -> Job:
    """The job of a name. Raises UnknownJob."""
    if name not in _JOBS:
        raise UnknownJob(f"No job is called '{name}'. There are: {', '.join(sorted(_JOBS))}.")
    return _JOBS[name]


def title_of(name: str) -> str:
    """What a job is called on a page; one that is no longer declared by its name."""
    return _JOBS[name].title if name in _JOBS else name


def page_of(name: str) -> str:
    """The name of the page that shows what came of a job; blank where there is none."""
    return _JOBS[name].page if name in _JOBS else ""
