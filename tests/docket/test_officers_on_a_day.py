"""Officers are found once for the time between two changes: on every day they are who the people register says."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from yifa import clock
from yifa.docket.officers import ACTORS, _Life
from yifa.people.actors import Career, Dates, PostHeld
from yifa.people.scopes import scope_for

FIRST, LAST = date(2022, 12, 20), date(2023, 1, 20)
DAYS = st.dates(FIRST, LAST)
PAIRS = st.tuples(st.none() | DAYS, st.none() | DAYS)
HELD = st.lists(PAIRS, min_size=1, max_size=2).map(lambda pairs: Dates(tuple(pairs)))


@st.composite
def careers(draw: Any) -> Career:
    """Up to three posts and certificates, each with its days."""
    posts = tuple((PostHeld(n, "clerk", 1, None, "99"), dates) for n, dates in enumerate(draw(st.lists(HELD, max_size=3))))
    papers = tuple((f"paper{n}", dates) for n, dates in enumerate(draw(st.lists(HELD, max_size=3))))
    return Career(7, "示例", 1, posts, papers)


@given(careers(), st.lists(DAYS, min_size=1, max_size=8))
def test_between_two_changes_an_officer_is_who_the_register_says(career: Career, days: list[date]) -> None:
    life = _Life(career)
    for day in days:
        at = datetime.combine(day, datetime.min.time(), clock.ZONE)
        assert life.on(at).actor == career.on(at)


def test_the_day_is_the_official_one_wherever_the_moment_was_written() -> None:
    """23:30 of 31 December in London is the morning of 1 January here."""
    career = Career(7, "示例", 1, ((PostHeld(1, "clerk", 1, None, "99"), Dates(((date(2023, 1, 1), None),))),), ())
    life, utc = _Life(career), datetime.fromisoformat("2022-12-31T23:30:00+00:00")
    assert life.on(utc).actor.posts and not life.on(utc - timedelta(hours=8)).actor.posts


def test_the_engine_and_the_scope_are_those_of_the_same_officer(standing: Any) -> None:
    officer, now = standing.id("zhang"), clock.now()
    known = ACTORS.get(officer, now, 0)
    assert ACTORS.engine(officer, now, 0).id == str(known.id) and ACTORS.engine(officer, now, 0).certificates == known.certificates
    assert ACTORS.scope(officer, now, 0, "act") == scope_for(known, "act") != ACTORS.scope(officer, now, 0, "open")
