"""Reading a file of people: good rows are kept, and each bad one says its row, its field and what to do."""

from datetime import date

import pytest

from handrail.service.access.people_file import COLUMNS, BadFile, read

HEADING = ",".join(COLUMNS)
GOOD = "amina@fairlea.example,Amina Farrow,reviewing_officer,care_and_protection,North,W1,01/03/2027,"


def file(*rows: str) -> bytes:
    return "\n".join((HEADING, *rows)).encode("utf-8-sig")


def test_a_good_row_is_read_as_it_was_meant() -> None:
    (line,) = read(file(GOOD.replace("amina@", " Amina@"))).lines
    assert (line.email, line.name, line.team, line.worker_id) == (
        "amina@fairlea.example",
        "Amina Farrow",
        "North",
        "W1",
    )
    assert (line.holds_from, line.holds_until) == (date(2027, 3, 1), None)


@pytest.mark.parametrize(
    ("was", "becomes", "field", "said"),
    [
        ("amina@fairlea.example", "amina", "email", "is not an e-mail address"),
        ("Amina Farrow", " ", "name", "It is empty"),
        ("Amina Farrow", "A" * 201, "name", "longer than 200"),
        ("reviewing_officer", "iroo", "role", "There are: reviewing_officer"),
        ("care_and_protection", "caring", "stream", "There are: care_and_protection"),
        ("care_and_protection", "fostering", "stream", "reviewing_officer"),
        ("01/03/2027", "31/02/2027", "from", "'31/02/2027' is not a day"),
        ("01/03/2027,", "01/03/2027,2027-02-01", "until", "before 'from'"),
    ],
)
def test_a_bad_row_is_named_and_the_good_ones_are_kept(was: str, becomes: str, field: str, said: str) -> None:
    other = GOOD.replace("amina", "sam")
    people = read(file(GOOD.replace(was, becomes, 1), other))
    assert [line.email for line in people.lines] == ["sam@fairlea.example"]
    (wrong,) = people.wrong
    assert (wrong.row, wrong.field) == (2, field)
    assert said in str(wrong)


def test_the_same_role_twice_is_refused() -> None:
    (wrong,) = read(file(GOOD, GOOD)).wrong
    assert str(wrong).startswith("Row 3, role: The same person holds this role")


def test_nobody_is_gone_who_may_stand_in_a_bad_row() -> None:
    people = read(file(GOOD, GOOD.replace("amina", "sam").replace("reviewing_officer", "iroo")))
    assert not people.may_go("sam@fairlea.example")
    assert people.may_go("lee@fairlea.example")
    assert not read(file(GOOD, GOOD.replace("amina@", "who"))).may_go("lee@fairlea.example")


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "does not name email"),
        (b"email,name\n", "does not name role"),
        (HEADING.encode(), "no row that can be used"),
        (file(GOOD.replace("reviewing_officer", "x")), "Row 2, role"),
        (HEADING.encode() + b"\n\xff\xfe", "not UTF-8"),
    ],
)
def test_a_file_that_cannot_be_used_says_why(content: bytes, said: str) -> None:
    with pytest.raises(BadFile, match=said):
        read(content)
