"""Figures looked at after every act leave few segments: small ones are taken in by the next, and count nowhere twice."""

from __future__ import annotations

import os
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from indicator_samples import activity

from street import Sample
from yifa import clock
from yifa.indicators import segments, worker
from yifa.indicators.compute import Question, wanted
from yifa.indicators.figures import figures_for
from yifa.indicators.loading import load_indicators
from yifa.indicators.periods import named
from yifa.procedures import Law

DRILLS = 8
SOME = ("drills_recorded", "drills_conducted", "penalties_imposed", "penalty_fines_amount", "penalty_fines_amount_simple")


def said(law: Law) -> dict[str, Any]:
    """What some figures of the year say."""
    return {figure.indicator: figure.value for figure in figures_for(law, Question(*named("2023")), names=SOME)}


def files(kind: str = "acts") -> list[Path]:
    """Every file of a kind of segment, whether it counts or not."""
    return sorted(segments.folder().glob(f"{kind}-*.parquet"))


@pytest.fixture
def looked_at(standing: Sample, law: Law) -> Callable[[], None]:
    """Brings the segments up to date, as a figure's page does."""
    asked = wanted(load_indicators(law).values())
    return lambda: segments.export(asked) and None


@pytest.fixture
def busy(standing: Sample, looked_at: Callable[[], None]) -> Sample:
    """A street that looked at its figures after each of a dozen drills."""
    for people in range(10, 10 * (DRILLS + 1), 10):
        activity(standing, "drill", people)
        looked_at()
    return standing


def test_a_look_after_every_act_leaves_few_segments_and_the_same_figures(busy: Sample, law: Law) -> None:
    found = said(law)
    assert found["drills_recorded"] == DRILLS and len(segments.segments()) <= DRILLS // 2 and len(files()) == DRILLS
    assert [len(segments.segments(kind)) for kind in segments.KINDS] == [len(segments.segments())] * 3
    for path in segments.folder().glob("*.parquet"):
        path.unlink()
    assert said(law) == found and len(segments.segments()) == 1


def test_what_was_taken_in_lies_on_for_an_hour_and_goes_then(
    busy: Sample, looked_at: Callable[[], None]
) -> None:
    counting = segments.segments()
    before = clock.now() - timedelta(seconds=segments.LINGER + 1)
    for path in counting:
        os.utime(path, (before.timestamp(), before.timestamp()))
    looked_at()
    assert files() == counting


def test_no_more_is_taken_in_at_once_than_someone_would_wait_for(
    standing: Sample, law: Law, looked_at: Callable[[], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(segments, "AT_ONCE", 4)
    for people in range(10, 10 * (DRILLS + 1), 10):
        activity(standing, "drill", people)
        looked_at()
    many, found = len(segments.segments()), said(law)
    assert many >= 4
    segments.tidy(wanted(load_indicators(law).values()))
    assert len(segments.segments()) < many and said(law) == found


def test_the_worker_tidies_when_it_is_left_alone_and_ends_when_it_still_is(
    law: Law, monkeypatch: pytest.MonkeyPatch
) -> None:
    done: list[Any] = []
    monkeypatch.setattr(segments, "tidy", done.append)
    monkeypatch.setattr(worker.signal, "signal", lambda number, handler: done.append(handler))
    monkeypatch.setattr(worker.signal, "alarm", done.append)
    worker.quiet()
    assert done == [wanted(load_indicators(law).values()), worker.signal.SIG_DFL, worker.IDLE - worker.QUIET]


def test_openings_left_by_a_killed_export_are_written_again(
    busy: Sample, law: Law, looked_at: Callable[[], None]
) -> None:
    found = said(law)
    last = segments.segments()[-1]
    for kind in ("cases", "parties"):  # it had written these, and the acts not yet
        twin = segments.segments(kind)[-1]
        twin.rename(twin.with_name(f"{kind}-{1:012d}-{segments.watermark() + 5:012d}.parquet"))
    last.unlink()
    assert said(law) == found


def test_figures_say_what_the_last_correction_says_and_no_more_is_asked_for_many(
    standing: Sample, law: Law
) -> None:
    cases = [standing.decided().case_id for _ in range(3)]
    before = said(law)
    for case_id, fine in ((cases[0], "45"), (cases[0], "40.50"), (cases[1], "30")):
        right = {"of": 3, "fields": {"fine": fine}, "reason": "笔误（示例）"}
        standing.do(case_id, "rectify", "2023-05-05 09:00", {"officer": standing.two()}, right)
    after = said(law)
    moved = {name: after[name] - before[name] for name in before if after[name] != before[name]}
    assert before["penalty_fines_amount"] == 150 and moved["penalty_fines_amount"] == -29.5
    assert moved.keys() == {"penalty_fines_amount", "penalty_fines_amount_simple"}
