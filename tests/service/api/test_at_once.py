"""One write that arrives many times in the same moment, from threads of several processes, is done once."""

import json

import pytest
from tests.service.audit.own import Own, Process, done, migrated, own

__all__ = ["migrated", "own"]

_DO = "import django; django.setup(); from tests.service.api import at_once; at_once.do()"


def begun(own: Own, act: str) -> Process:
    return own._begin("-c", _DO, act)


@pytest.mark.slow
def test_one_key_does_the_work_once(own: Own) -> None:
    done(begun(own, "begin"))
    answers = [
        one for said in done(begun(own, "write"), begun(own, "write")) for one in json.loads(said.splitlines()[-1])
    ]
    assert {status for status, _, _ in answers} == {201}, answers
    assert sorted(replayed for _, replayed, _ in answers) == [False, *[True] * 7]
    assert [json.loads(body) for _, _, body in answers] == [json.loads(answers[0][2])] * 8
    assert done(begun(own, "count"))[0].split()[-3:] == ["1", "1", "1"]
