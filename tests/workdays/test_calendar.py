"""Which days are working days, who says so, and when it was known."""

import re
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import chinese_calendar
import pytest

from yifa.errors import CalendarError, LawError
from yifa.workdays import Calendar

LAW = Path(__file__).parents[2] / "law" / "workdays"


def days(first: date, last: date) -> Iterator[date]:
    return (first + timedelta(days=n) for n in range((last - first).days + 1))


def test_every_day_agrees_with_an_independent_data_set(calendar: Calendar) -> None:
    different = [
        day
        for day in days(date(2018, 1, 1), date(2026, 12, 31))
        if calendar.is_workday(day) != chinese_calendar.is_workday(day)
    ]
    assert different == []


@pytest.mark.parametrize(("year", "count"), [(2023, 249), (2024, 251), (2025, 248), (2026, 248)])
def test_working_days_of_a_year(calendar: Calendar, year: int, count: int) -> None:
    assert len(calendar.workdays(date(year, 1, 1), date(year, 12, 31))) == count


def test_spring_festival_eve_became_a_holiday_only_in_2025(calendar: Calendar) -> None:
    assert calendar.is_workday(date(2024, 2, 9))
    assert not calendar.is_workday(date(2025, 1, 28))


def test_labour_day_2019_was_one_day_until_the_amendment(calendar: Calendar) -> None:
    before, after = calendar.known(date(2019, 3, 21)), calendar.known(date(2019, 3, 22))
    for day in (date(2019, 5, 2), date(2019, 5, 3)):
        assert before.is_workday(day)
        assert not after.is_workday(day)
    for day in (date(2019, 4, 28), date(2019, 5, 5)):
        assert not before.is_workday(day)
        assert after.is_workday(day)
    assert after.day(date(2019, 5, 2)).ground == "国办发明电〔2019〕3号"


def test_spring_festival_2020_was_lengthened_while_it_ran(calendar: Calendar) -> None:
    before, after = calendar.known(date(2020, 1, 26)), calendar.known(date(2020, 1, 27))
    assert before.is_workday(date(2020, 1, 31))
    assert before.is_workday(date(2020, 2, 1))
    assert not after.is_workday(date(2020, 1, 31))
    assert not after.is_workday(date(2020, 2, 1))
    assert after.is_workday(date(2020, 1, 19))


def test_the_same_knowledge_is_the_same_calendar(calendar: Calendar) -> None:
    assert calendar.known(date(2026, 2, 1)) is calendar.known(date(2026, 11, 24))
    assert calendar.known(date(2026, 2, 1)).known(date(2019, 1, 1)) is calendar.known(date(2019, 1, 1))


def test_a_year_without_a_notice_has_statutory_days_only_and_says_so(calendar: Calendar) -> None:
    off = [day for day in days(date(2027, 1, 1), date(2027, 12, 31)) if calendar.day(day).kind == "projected"]
    statutory = "01-01 02-05 02-06 02-07 02-08 04-05 05-01 05-02 06-09 09-15 10-01 10-02 10-03"
    made_up = "02-09 02-10 05-03 05-04 10-04 10-05"
    assert {f"{day:%m-%d}" for day in off} == {*statutory.split(), *made_up.split()}
    assert all(calendar.is_provisional(day) for day in off)
    assert "暂定" in calendar.explain(date(2027, 10, 1), "zh")
    assert "provisional" in calendar.explain(date(2027, 10, 1), "en")


def test_far_years_have_fixed_days_and_no_feasts(calendar: Calendar) -> None:
    off = [day for day in days(date(2040, 1, 1), date(2040, 12, 31)) if calendar.day(day).kind == "projected"]
    assert {day.month for day in off} == {1, 5, 10}


def test_before_the_2024_revision_was_published_2025_was_projected_with_eleven_days(
    calendar: Calendar,
) -> None:
    early = calendar.known(date(2024, 6, 1))
    assert early.is_workday(date(2025, 1, 28))
    assert early.is_workday(date(2025, 5, 2))
    assert early.is_provisional(date(2025, 1, 28))


def test_the_last_days_of_a_year_wait_for_the_next_notice(calendar: Calendar) -> None:
    assert calendar.known(date(2018, 11, 1)).is_workday(date(2018, 12, 31))
    assert calendar.known(date(2018, 11, 1)).is_provisional(date(2018, 12, 31))
    assert not calendar.is_workday(date(2018, 12, 31))
    assert calendar.is_workday(date(2018, 12, 29))
    assert not calendar.is_provisional(date(2018, 12, 31))
    assert calendar.horizon == date(2026, 12, 29)


@pytest.mark.parametrize("day", [date(2017, 12, 31), date(2068, 1, 1)])
def test_days_outside_the_calendar_are_refused(calendar: Calendar, day: date) -> None:
    with pytest.raises(CalendarError, match="2018-01-01"):
        calendar.is_workday(day)
    with pytest.raises(CalendarError):
        calendar.explain(day)


def test_a_day_explains_itself(calendar: Calendar) -> None:
    assert (
        calendar.explain(date(2026, 10, 10))
        == "2026年10月10日（周六）国庆节调休上班（国办发明电〔2025〕7号）"
    )
    assert calendar.explain(date(2026, 10, 1), "en").startswith("Thu 1 Oct 2026 National Day, off")
    assert calendar.explain(date(2026, 11, 24), "en") == "Tue 24 Nov 2026 a working day"


def test_ranks_and_days_are_inverse(calendar: Calendar) -> None:
    for day in calendar.workdays(date(2026, 1, 1), date(2026, 12, 31)):
        assert calendar.at_rank(calendar.rank(day)) == day
        assert calendar.on_or_before(day) == calendar.on_or_after(day) == day


def copied(folder: Path) -> Path:
    for source in LAW.glob("*.yaml"):
        (folder / source.name).write_text(source.read_text(encoding="utf-8"), encoding="utf-8")
    return folder


def test_a_region_may_have_its_own_holiday(tmp_path: Path) -> None:
    (copied(tmp_path) / "regions").mkdir()
    (tmp_path / "regions" / "990000.yaml").write_text(
        "region: 990000\nname: {zh: 示例自治区, en: Example region}\nholidays:\n"
        "  - name: {zh: 示例节, en: Example feast}\n    off: {from: 2026-03-19, to: 2026-03-20}\n"
        "    published: 2026-01-05\n    ground: 示例自治区少数民族习惯节日放假办法/2\n    mark: L\n",
        encoding="utf-8",
    )
    calendar = Calendar.load(tmp_path, region="990000")
    assert not calendar.is_workday(date(2026, 3, 19))
    assert calendar.known(date(2026, 1, 4)).is_workday(date(2026, 3, 19))
    assert Calendar.load(tmp_path).is_workday(date(2026, 3, 19))
    with pytest.raises(LawError, match="cannot be read"):
        Calendar.load(tmp_path, region="980000")


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("year: 2026", "year: 2025", "not named after"),
        ("mark: V", "mark: X", "no 'X'"),
        ("work: [2026-01-04]", "work: [2026-01-05]", "not a rest day"),
        ("from: 2026-01-01, to: 2026-01-03", "from: 2026-01-03, to: 2026-01-01", "ends before it begins"),
        ("work: [2026-01-04]", "work: [2026-01-03]", "arranged twice"),
        ("published: 2025-11-04", "published: soon", "'notices.0.published' is str"),
        ("holidays:", "holiday:", "unknown key 'holiday'"),
    ],
)
def test_a_broken_notice_is_refused_with_its_line(tmp_path: Path, old: str, new: str, words: str) -> None:
    broken = copied(tmp_path) / "2026.yaml"
    text = broken.read_text(encoding="utf-8")
    assert old in text
    broken.write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(LawError, match=re.escape(words)) as caught:
        Calendar.load(tmp_path)
    assert re.search(r"2026\.yaml:\d+$", caught.value.where)
