"""Pauses, exclusions, extensions and restarts; suspended periods; hours with a pause."""

from datetime import date, datetime

import pytest

from yifa.clock import ZONE
from yifa.errors import CalendarError
from yifa.workdays import Calendar, Exclude, Extend, Length, Pause, Restart, due


def on(month: int, day: int, hour: int = 0, minute: int = 0) -> datetime:
    return datetime(2026, month, day, hour, minute, tzinfo=ZONE)


def test_an_open_pause_suspends_the_period(calendar: Calendar) -> None:
    pause = Pause(date(2026, 3, 5), None, "hearing", "行政许可法/45")
    answer = due(date(2026, 3, 2), "20 workdays", calendar=calendar, ledger=[pause])
    assert answer.suspended
    assert (answer.due, answer.raw, answer.safe) == (None, None, None)
    assert answer.as_data()["due"] is None
    assert answer.explanation.steps[-1].rule == "suspended"
    assert "中止" in answer.explanation.zh


def test_a_pause_after_the_end_suspends_nothing(calendar: Calendar) -> None:
    pause = Pause(date(2026, 3, 6), None, "late", "")
    assert due(date(2026, 3, 2), "3 workdays", calendar=calendar, ledger=[pause]).due == date(2026, 3, 5)


def test_the_day_of_asking_is_used_and_the_day_of_the_answer_is_not(calendar: Calendar) -> None:
    pause = Pause(date(2026, 3, 4), date(2026, 3, 6), "", "")
    assert due(date(2026, 3, 2), "10 days", calendar=calendar, roll="none", ledger=[pause]).due == date(
        2026, 3, 14
    )


def test_asked_and_answered_on_one_day_leaves_nothing_out(calendar: Calendar) -> None:
    pause = Pause(date(2026, 3, 4), date(2026, 3, 4), "", "")
    assert due(date(2026, 3, 2), "10 days", calendar=calendar, ledger=[pause]).due == date(2026, 3, 12)


def test_days_left_out_lengthen_months_too(calendar: Calendar) -> None:
    ledger = [Exclude(date(2026, 4, 1), date(2026, 4, 10), "行政处罚法/73", "review pending")]
    answer = due(date(2026, 3, 16), "3 months", calendar=calendar, roll="none", ledger=ledger)
    assert answer.due == date(2026, 6, 26)
    assert "4月1日至4月10日不计入（review pending）" in answer.explanation.zh


def test_after_a_restart_earlier_entries_are_spent(calendar: Calendar) -> None:
    ledger = [
        Extend(Length.parse("10 workdays"), "行政许可法/42"),
        Pause(date(2026, 3, 5), None, "提级", ""),
        Restart(date(2026, 4, 7), "行政复议法实施条例/40"),
        Extend(Length.parse("5 workdays"), "示例"),
    ]
    answer = due(date(2026, 3, 2), "5 workdays", calendar=calendar, ledger=ledger)
    assert answer.due == due(date(2026, 4, 7), "10 workdays", calendar=calendar).due
    assert [step.rule for step in answer.explanation.steps][:2] == ["restarted", "start"]


def test_an_extension_in_another_unit_runs_on_from_the_unrolled_end(calendar: Calendar) -> None:
    ledger = [Extend(Length.parse("1 month"), "示例")]
    answer = due(date(2026, 8, 2), "60 days", calendar=calendar, roll="none", ledger=ledger)
    assert answer.due == date(2026, 11, 1)


def test_days_and_hours_are_not_mixed(calendar: Calendar) -> None:
    with pytest.raises(CalendarError, match="cannot be extended by hours"):
        due(date(2026, 3, 2), "5 days", calendar=calendar, ledger=[Extend(Length.parse("24 hours"), "")])


def test_hours_pause_at_the_minute(calendar: Calendar) -> None:
    pause = Pause(on(3, 2, 12), on(3, 2, 15, 30), "appraisal", "")
    assert due(on(3, 2, 9), "24 hours", calendar=calendar, ledger=[pause]).due == on(3, 3, 12, 30)


def test_hours_paused_by_days_lose_the_days_after_the_first(calendar: Calendar) -> None:
    pause = Pause(date(2026, 3, 2), date(2026, 3, 3), "", "")
    assert due(on(3, 2, 9), "24 hours", calendar=calendar, ledger=[pause]).due == on(3, 4, 9)


def test_an_open_pause_suspends_hours(calendar: Calendar) -> None:
    pause = Pause(on(3, 2, 12), None, "", "")
    assert due(on(3, 2, 9), "24 hours", calendar=calendar, ledger=[pause]).suspended
    assert due(on(3, 2, 9), "3 hours", calendar=calendar, ledger=[pause]).due == on(3, 2, 12)


def test_working_hours_skip_lunch_nights_and_rest_days(calendar: Calendar) -> None:
    assert due(on(3, 2, 11), "2 workhours", calendar=calendar).due == on(3, 2, 14, 30)
    assert due(on(3, 6, 16, 30), "2 workhours", calendar=calendar).due == on(3, 9, 10)
    assert due(on(3, 7, 11), "1 workhour", calendar=calendar).due == on(3, 9, 10)
    assert due(on(5, 9, 11), "1 workhour", calendar=calendar).due == on(5, 9, 12)


def test_working_hours_pause_too(calendar: Calendar) -> None:
    pause = Pause(on(3, 2, 10), on(3, 2, 14), "", "")
    assert due(on(3, 2, 9), "2 workhours", calendar=calendar, ledger=[pause]).due == on(3, 2, 15)


@pytest.mark.parametrize("entry", [Pause, Exclude])
def test_a_span_that_ends_before_it_begins_is_refused(entry: type[Pause | Exclude]) -> None:
    with pytest.raises(CalendarError, match="before it begins"):
        entry(date(2026, 3, 2), date(2026, 3, 1), "", "")


def test_a_backward_period_is_not_paused(calendar: Calendar) -> None:
    with pytest.raises(CalendarError, match="not paused"):
        due(
            date(2026, 3, 2),
            "7 workdays",
            calendar=calendar,
            backward=True,
            ledger=[Extend(Length.parse("1 day"), "")],
        )
