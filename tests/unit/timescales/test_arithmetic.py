"""Months clamp as the law has them, checked against dateutil."""

from datetime import date

from dateutil.relativedelta import relativedelta
from hypothesis import given
from hypothesis import strategies as st

from handrail.timescales.arithmetic import months_after, years_after


@given(st.dates(date(1990, 1, 1), date(2040, 1, 1)), st.integers(-36, 36))
def test_months_agree_with_dateutil(day: date, months: int) -> None:
    assert months_after(day, months) == day + relativedelta(months=months)


@given(st.dates(date(1990, 1, 1), date(2020, 1, 1)), st.integers(0, 20))
def test_years_agree_with_dateutil(day: date, years: int) -> None:
    assert years_after(day, years) == day + relativedelta(years=years)
