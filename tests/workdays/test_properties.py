"""What must hold for every period, whatever the day and the length."""

from datetime import date, datetime, time, timedelta

from hypothesis import assume, given
from hypothesis import strategies as st

from yifa.clock import ZONE
from yifa.workdays import Calendar, Exclude, Extend, Length, Pause, Unit, due
from yifa.workdays.counting import add_months

DAY = timedelta(days=1)
days = st.dates(date(2018, 1, 2), date(2029, 12, 31))
in_days = st.sampled_from([Unit.DAYS, Unit.WORKDAYS, Unit.MONTHS, Unit.YEARS])
counts = st.integers(1, 120)
short_spans = st.tuples(st.integers(0, 60), st.integers(0, 30))


def lengths(unit: Unit, count: int) -> Length:
    return Length(count if unit in {Unit.DAYS, Unit.WORKDAYS} else count % 10 + 1, unit)


@given(days, st.integers(0, 400), in_days, counts, st.sampled_from(["next", "none", "authority"]))
def test_a_later_start_is_never_due_earlier(
    calendar: Calendar, start: date, later: int, unit: Unit, count: int, roll: str
) -> None:
    length = lengths(unit, count)
    first = due(start, length, calendar=calendar, roll=roll).due  # type: ignore[arg-type]
    second = due(start + later * DAY, length, calendar=calendar, roll=roll).due  # type: ignore[arg-type]
    assert first is not None
    assert second is not None
    assert first <= second


@given(days, in_days, counts, st.integers(1, 20))
def test_a_longer_period_is_never_due_earlier(
    calendar: Calendar, start: date, unit: Unit, count: int, more: int
) -> None:
    length = lengths(unit, count)
    shorter = due(start, length, calendar=calendar)
    longer = due(start, Length(length.count + more, unit), calendar=calendar)
    assert shorter.due is not None
    assert longer.due is not None
    assert shorter.due <= longer.due
    assert start < shorter.due


@given(days, in_days, counts, st.sampled_from(["next", "authority"]))
def test_what_rolls_never_ends_on_a_rest_day(
    calendar: Calendar, start: date, unit: Unit, count: int, roll: str
) -> None:
    answer = due(start, lengths(unit, count), calendar=calendar, roll=roll)  # type: ignore[arg-type]
    assert answer.due is not None
    assert answer.raw is not None
    assert answer.safe is not None
    assert calendar.is_workday(answer.due)
    assert answer.rolled == (answer.raw < answer.due)
    assert not any(calendar.is_workday(answer.raw + n * DAY) for n in range((answer.due - answer.raw).days))
    assert answer.safe <= answer.due
    assert answer.safe <= answer.raw or answer.raw == answer.due


@given(days, in_days, counts)
def test_what_does_not_roll_ends_on_its_raw_day(
    calendar: Calendar, start: date, unit: Unit, count: int
) -> None:
    answer = due(start, lengths(unit, count), calendar=calendar, roll="none")
    assert answer.due == answer.raw
    assert not answer.rolled


@given(days, st.integers(1, 60))
def test_a_working_day_period_holds_exactly_its_working_days(
    calendar: Calendar, start: date, count: int
) -> None:
    answer = due(start, Length(count, Unit.WORKDAYS), calendar=calendar)
    assert answer.due is not None
    assert len(calendar.workdays(start + DAY, answer.due)) == count


@given(days, st.integers(1, 60))
def test_the_explanation_lists_exactly_the_days_left_out(calendar: Calendar, start: date, count: int) -> None:
    answer = due(start, Length(count, Unit.WORKDAYS), calendar=calendar)
    assert answer.due is not None
    every = {start + n * DAY for n in range(1, (answer.due - start).days + 1)}
    assert answer.explanation.skipped == {day for day in every if not calendar.is_workday(day)}


@given(days, st.integers(1, 40), st.lists(short_spans, max_size=4))
def test_with_pauses_the_explanation_still_lists_every_day_left_out_once(
    calendar: Calendar, start: date, count: int, pauses: list[tuple[int, int]]
) -> None:
    ledger = [Pause(start + a * DAY, start + (a + n) * DAY, "", "") for a, n in pauses]
    answer = due(start, Length(count, Unit.WORKDAYS), calendar=calendar, ledger=ledger)
    assert answer.due is not None
    every = {start + n * DAY for n in range(1, (answer.due - start).days + 1)}
    assert len(every - answer.explanation.skipped) == count
    listed = [
        day
        for step in answer.explanation.steps
        if step.rule in {"excluded", "weekend", "holiday", "projected"}
        for day in step.dates
    ]
    assert len(listed) == len(set(listed))


@given(days, st.integers(1, 90), st.integers(0, 80), st.integers(1, 60))
def test_a_pause_shifts_the_end_by_its_length(
    calendar: Calendar, start: date, count: int, into: int, length: int
) -> None:
    assume(into < count)
    pause = Pause(start + into * DAY, start + (into + length) * DAY, "", "")
    plain = due(start, Length(count, Unit.DAYS), calendar=calendar, roll="none")
    paused = due(start, Length(count, Unit.DAYS), calendar=calendar, roll="none", ledger=[pause])
    assert plain.due is not None
    assert paused.due == plain.due + length * DAY


@given(days, st.integers(1, 60), st.lists(short_spans, min_size=1, max_size=5), st.randoms())
def test_overlapping_pauses_count_once_in_any_order(
    calendar: Calendar, start: date, count: int, pauses: list[tuple[int, int]], random: object
) -> None:
    spans = [(start + a * DAY, start + (a + n) * DAY) for a, n in pauses]
    left_out = {a + n * DAY for a, b in spans for n in range(1, (b - a).days + 1)}
    together = [Exclude(day, day, "") for day in sorted(left_out)]
    separate = [Pause(a, b, "", "") for a, b in reversed(spans)]
    for unit in (Unit.DAYS, Unit.WORKDAYS, Unit.MONTHS):
        length = Length(count if unit is not Unit.MONTHS else count % 6 + 1, unit)
        one = due(start, length, calendar=calendar, ledger=together)
        other = due(start, length, calendar=calendar, ledger=separate)
        assert (one.due, one.raw) == (other.due, other.raw)


@given(days, st.integers(1, 60))
def test_backward_and_forward_agree(calendar: Calendar, event: date, count: int) -> None:
    assume(event > date(2018, 6, 1))
    for unit in (Unit.DAYS, Unit.WORKDAYS):
        length = Length(count, unit)
        last = due(event, length, calendar=calendar, backward=True)
        assert last.due is not None
        assert last.safe is not None
        back = due(last.due, length, calendar=calendar, roll="none").due
        first = calendar.on_or_after(event) if unit is Unit.WORKDAYS else event
        assert back == first
        assert last.safe < last.due


@given(days, st.times(), st.integers(1, 200))
def test_hours_never_roll(calendar: Calendar, day: date, clock: time, count: int) -> None:
    start = datetime.combine(day, clock, ZONE)
    answer = due(start, Length(count, Unit.HOURS), calendar=calendar)
    assert answer.due == start + timedelta(hours=count)
    assert not answer.rolled
    assert not answer.provisional


@given(days, st.times(), st.integers(1, 60))
def test_working_hours_end_in_office_hours_of_a_working_day(
    calendar: Calendar, day: date, clock: time, count: int
) -> None:
    answer = due(datetime.combine(day, clock, ZONE), Length(count, Unit.WORKHOURS), calendar=calendar).due
    assert isinstance(answer, datetime)
    assert calendar.is_workday(answer.date())
    assert time(9) < answer.time() <= time(12) or time(13, 30) < answer.time() <= time(17, 30)


@given(days, st.integers(1, 60), st.integers(1, 60), st.sampled_from([Unit.DAYS, Unit.WORKDAYS]))
def test_an_extension_in_the_same_unit_adds_up(
    calendar: Calendar, start: date, count: int, more: int, unit: Unit
) -> None:
    extended = due(start, Length(count, unit), calendar=calendar, ledger=[Extend(Length(more, unit), "")])
    assert extended.due == due(start, Length(count + more, unit), calendar=calendar).due


@given(days, st.integers(1, 240))
def test_months_end_on_the_corresponding_day_or_the_last(start: date, months: int) -> None:
    end = add_months(start, months)
    assert (end.year * 12 + end.month) - (start.year * 12 + start.month) == months
    assert end.day == start.day or (end.day < start.day and (end + DAY).day == 1)


@given(days, in_days, counts)
def test_an_answer_that_is_not_provisional_survives_every_later_notice(
    calendar: Calendar, start: date, unit: Unit, count: int
) -> None:
    early = calendar.known(date(2024, 12, 31))
    length = lengths(unit, count)
    before = due(start, length, calendar=early)
    if not before.provisional:
        assert before.due == due(start, length, calendar=calendar).due
