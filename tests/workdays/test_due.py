"""Asking when something is due: statutes, rolling, provisional days, refusals, text in and data out."""

import json
from datetime import UTC, date, datetime, timedelta

import pytest

from yifa.clock import ZONE
from yifa.errors import BadInput, CalendarError, LawError
from yifa.statutes import Statutes
from yifa.workdays import Calendar, Exclude, Length, OfficeHours, answer, due, reproject, surcharge


def test_seven_days_under_the_penalty_law_are_working_days_and_say_so(
    calendar: Calendar, statutes: Statutes
) -> None:
    found = due(date(2026, 9, 28), "七日", under="行政处罚法", statutes=statutes, calendar=calendar)
    assert found.due == date(2026, 10, 13)
    step = next(step for step in found.explanation.steps if step.rule == "workdays")
    assert (step.ground, step.mark) == ("行政处罚法/85", "V")
    assert "“7日”按工作日计算" in found.explanation.zh


def test_before_july_2021_the_same_seven_days_were_natural(calendar: Calendar, statutes: Statutes) -> None:
    found = due(date(2021, 7, 5), "7 days", under="行政处罚法", statutes=statutes, calendar=calendar)
    assert found.due == date(2021, 7, 12)


def test_before_2021_the_general_rule_was_that_of_the_general_provisions(
    calendar: Calendar, statutes: Statutes
) -> None:
    for start, name in ((date(2020, 12, 31), "民法总则"), (date(2021, 1, 1), "民法典")):
        step = due(start, "5 days", calendar=calendar).explanation.steps[0]
        assert step.ground == f"{name}/201"
        assert statutes.cite(step.ground, start).facts


def test_the_loader_can_ask_what_a_length_means(statutes: Statutes) -> None:
    parsed = Length.parse("5 days", under="行政处罚法/64", statutes=statutes, on=date(2022, 1, 1))
    assert str(parsed) == "5 workdays"
    assert str(Length.parse("15 days", under="行政处罚法/67", statutes=statutes)) == "15 days"
    with pytest.raises(CalendarError, match="statutes are needed"):
        Length.parse("5 days", under="行政处罚法")


def test_an_unknown_instrument_or_one_not_yet_in_force_is_refused(
    calendar: Calendar, statutes: Statutes
) -> None:
    with pytest.raises(LawError, match="no instrument"):
        due(date(2026, 3, 2), "7 days", under="行政惩罚法", statutes=statutes, calendar=calendar)
    with pytest.raises(LawError, match="not in force"):
        due(date(2026, 3, 2), "7 days", under="生态环境法典", statutes=statutes, calendar=calendar)


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("7 workdays", "7 workdays"),
        ("1 workday", "1 workdays"),
        ("15 working days", "15 workdays"),
        ("7个工作日", "7 workdays"),
        ("十五个工作日", "15 workdays"),
        ("15日", "15 days"),
        ("15天", "15 days"),
        ("二十日", "20 days"),
        ("3个月", "3 months"),
        ("六个月", "6 months"),
        ("两年", "2 years"),
        ("2 years", "2 years"),
        ("24小时", "24 hours"),
        ("二十四小时", "24 hours"),
        ("4 workhours", "4 workhours"),
        ("4个工作小时", "4 workhours"),
        ("４ 工作时", "4 workhours"),
    ],
)
def test_lengths_are_read_as_the_law_writes_them(text: str, written: str) -> None:
    assert str(Length.parse(text)) == written
    assert Length.parse(written) == Length.parse(text)


@pytest.mark.parametrize(
    "text", ["", "7", "days", "0 days", "零日", "-3 days", "7 fortnights", "一一日", "1.5 days", "七", "soon"]
)
def test_what_no_law_could_mean_is_refused(text: str) -> None:
    with pytest.raises(CalendarError, match="is not a period"):
        Length.parse(text)


def test_hours_need_a_moment_with_a_zone(calendar: Calendar) -> None:
    with pytest.raises(CalendarError, match="only a day"):
        due(date(2026, 3, 2), "24 hours", calendar=calendar)
    with pytest.raises(CalendarError, match="no time zone"):
        due(datetime(2026, 3, 2, 9), "24 hours", calendar=calendar)  # noqa: DTZ001


def test_a_moment_counts_on_the_official_day(calendar: Calendar) -> None:
    late = datetime(2026, 3, 1, 17, 0, tzinfo=UTC)
    assert due(late, "1 day", calendar=calendar).due == date(2026, 3, 3)


def test_periods_outside_the_calendar_are_refused(calendar: Calendar) -> None:
    for start, length in (
        (date(2017, 12, 1), "5 workdays"),
        (date(2067, 12, 30), "5 workdays"),
        (date(2026, 1, 1), "90 years"),
    ):
        with pytest.raises(CalendarError, match="outside the calendar"):
            due(start, length, calendar=calendar)
    with pytest.raises(CalendarError, match="leave the calendar"):
        due(date(2026, 1, 1), "9000 years", calendar=calendar)


def test_when_no_working_day_lies_in_the_period_the_body_acts_by_the_raw_day(calendar: Calendar) -> None:
    found = due(date(2026, 10, 1), "3 days", calendar=calendar, roll="authority")
    assert (found.due, found.raw, found.safe) == (date(2026, 10, 8), date(2026, 10, 4), date(2026, 10, 4))


def test_backward_hours_and_months(calendar: Calendar) -> None:
    power_cut = datetime(2026, 10, 3, 8, 0, tzinfo=ZONE)
    assert due(power_cut, "24 hours", calendar=calendar, backward=True).due == power_cut - timedelta(hours=24)
    assert due(date(2026, 3, 31), "1 month", calendar=calendar, backward=True).due == date(2026, 2, 28)
    with pytest.raises(CalendarError, match="not counted backward"):
        due(power_cut, "2 workhours", calendar=calendar, backward=True)


def test_the_notice_of_2026_settled_what_was_provisional(calendar: Calendar) -> None:
    early = calendar.known(date(2025, 11, 3))
    before = due(date(2025, 12, 26), "4 workdays", calendar=early)
    change = reproject(before.asked, early, calendar)
    assert before.provisional
    assert (change.before.due, change.after.due) == (date(2026, 1, 2), date(2026, 1, 4))
    assert change.moved
    assert change.settled
    assert change.ground == "国办发明电〔2025〕7号"
    assert (
        change.text.zh
        == "根据国办发明电〔2025〕7号，最后一日由2026年1月2日（周五）改为2026年1月4日（周日）。"
    )


def test_the_lengthened_festival_of_2020_moved_a_running_period(calendar: Calendar) -> None:
    early = calendar.known(date(2020, 1, 26))
    change = reproject(due(date(2020, 1, 22), "5 workdays", calendar=early).asked, early, calendar)
    assert (change.before.due, change.after.due) == (date(2020, 2, 4), date(2020, 2, 6))
    assert change.ground == "国办发明电〔2020〕1号"


def test_a_notice_that_changes_nothing_says_so(calendar: Calendar) -> None:
    change = reproject(due(date(2026, 3, 2), "5 workdays", calendar=calendar).asked, calendar, calendar)
    assert not change.moved
    assert change.ground == ""
    assert change.text.en == "It is still due Mon 9 Mar 2026."


def test_no_surcharge_runs_while_a_review_is_pending() -> None:
    pending = Exclude(date(2026, 10, 12), date(2026, 10, 20), "行政处罚法/73", "复议")
    found = surcharge(300_000, date(2026, 10, 9), date(2026, 10, 21), excluded=[pending])
    assert (found.days, found.amount) == (4, 36_000)


def test_a_surcharge_not_yet_begun_is_nothing_and_a_negative_one_is_refused() -> None:
    assert surcharge(300_000, date(2026, 10, 9), date(2026, 10, 8)).amount == 0
    for fine, last in ((-1, date(2026, 10, 20)), (300_000, date(2026, 10, 1))):
        with pytest.raises(CalendarError):
            surcharge(fine, date(2026, 10, 9), last)


def test_a_lower_cap_holds_and_part_of_a_fen_is_dropped() -> None:
    capped = surcharge(300_000, date(2026, 10, 9), date(2026, 10, 20), cap=50_000)
    assert (capped.amount, capped.capped_on) == (50_000, date(2026, 10, 14))
    assert surcharge(33, date(2026, 10, 9), date(2026, 10, 9)).amount == 0


def test_a_question_in_text_is_answered_as_data(calendar: Calendar, statutes: Statutes) -> None:
    data = answer("2026-09-28T16:40", "7 workdays", "行政处罚法", calendar=calendar, statutes=statutes)
    assert list(data) == ["due", "raw", "rolled", "safe", "provisional", "explanation"]
    assert (data["due"], data["raw"], data["safe"]) == ("2026-10-13", "2026-10-13", "2026-10-13")
    assert (data["rolled"], data["provisional"]) == (False, False)
    assert list(data["explanation"]) == ["zh", "en", "steps"]
    assert {"rule", "dates", "zh", "en", "ground", "mark"} == set(data["explanation"]["steps"][0])
    assert data["explanation"]["zh"].startswith(
        "2026年9月28日（周一）当日不计，自次日起算（民法典第二百零一条）；"
    )
    assert json.loads(json.dumps(data, ensure_ascii=False)) == data


def test_hours_in_text_run_in_official_time(calendar: Calendar) -> None:
    assert answer("2026-10-02T16:30", "24 hours", calendar=calendar)["due"] == "2026-10-03T16:30:00+08:00"
    local = answer("2026-09-30T16:30", "4 workhours", calendar=calendar, office="8:30-12:00, 14:00-18:00")
    assert local["due"] == "2026-10-08T11:00:00+08:00"


@pytest.mark.parametrize("text", ["", "soon", "2026-02-30", "2026-09-28T25:00", "28/09/2026"])
def test_a_day_that_cannot_be_read_is_refused(calendar: Calendar, text: str) -> None:
    with pytest.raises(BadInput, match="neither a day nor a moment"):
        answer(text, "7 workdays", calendar=calendar)


def test_an_unknown_roll_or_office_is_refused(calendar: Calendar) -> None:
    with pytest.raises(BadInput, match="no roll 'sideways'"):
        answer("2026-09-28", "7 days", calendar=calendar, roll="sideways")
    with pytest.raises(CalendarError, match="no roll"):
        due(date(2026, 9, 28), "7 days", calendar=calendar, roll="sideways")  # type: ignore[arg-type]
    for hours in ("", "12:00-9:00", "9-17 daily", "9:00-12:00, 11:00-17:00"):
        with pytest.raises(CalendarError, match="no office hours"):
            OfficeHours.parse(hours)
