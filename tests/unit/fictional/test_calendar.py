from datetime import date

import pytest

from handrail.fictional import calendar


@pytest.mark.parametrize(
    ("day", "count", "expected"),
    [
        (date(2024, 12, 11), 15, date(2025, 1, 6)),  # over Christmas Day, Boxing Day and New Year's Day
        (date(2025, 4, 17), 1, date(2025, 4, 22)),  # Maundy Thursday to the Tuesday after Easter
        (date(2025, 5, 31), 20, date(2025, 6, 27)),  # a Saturday: the count begins on the Monday
    ],
)
def test_working_days_leave_out_the_first_day_weekends_and_bank_holidays(day, count, expected):
    assert calendar.working_days_after(day, count) == expected


def test_counting_back_undoes_counting_on():
    assert calendar.working_days_before(calendar.working_days_after(date(2025, 12, 8), 20), 20) == date(2025, 12, 8)


def test_a_month_clamps_to_a_shorter_one_and_does_not_remember():
    february = calendar.months_after(date(2023, 11, 30), 3)
    assert february == date(2024, 2, 29)
    assert calendar.months_after(february, 6) == date(2024, 8, 29)


def test_a_bank_holiday_moves_to_the_working_day_on_either_side():
    good_friday = date(2024, 3, 29)
    assert not calendar.is_working_day(good_friday)
    assert calendar.this_or_last_working_day(good_friday) == date(2024, 3, 28)
    assert calendar.this_or_next_working_day(good_friday) == date(2024, 4, 2)
