"""`handrail manage recompute`."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from tests.service.due.authority import load, made

from handrail.service.authorities.models import Authority


def said(*arguments: str) -> str:
    out = StringIO()
    call_command("recompute", *arguments, stdout=out)
    return out.getvalue()


def test_it_says_what_changed_how_far_it_is_and_what_came_of_it(fairlea: Authority) -> None:
    load(fairlea, made(60))
    first, again = said("fairlea"), said("fairlea")
    assert "Changed since the last time: the record, the rules and figures of law, the holidays" in first
    assert "60 of 60 children" in first
    assert "Changed since the last time: nothing.\n" in again
    assert "0 rows came out otherwise" in again
    assert said("fairlea", "--if-behind") == "Nothing has changed since the last time.\n"


def test_an_authority_that_is_not_there_is_named_with_those_that_are(fairlea: Authority, otherham: Authority) -> None:
    with pytest.raises(CommandError, match=r"There is no authority 'nowhere'\. There are: fairlea, otherham\."):
        said("nowhere")
