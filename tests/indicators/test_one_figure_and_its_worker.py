"""One figure with what stands behind it, and the process that answers for the web."""

from __future__ import annotations

import time
from datetime import date
from pathlib import Path

import pytest
from django.conf import settings

from street import Sample
from yifa.indicators import client
from yifa.indicators.compute import Question
from yifa.indicators.figures import figures, shown, trace
from yifa.indicators.worker import answer
from yifa.procedures import Law

YEAR = Question(date(2023, 1, 1), date(2023, 12, 31))


def test_one_figure_computed_alone_equals_the_same_among_all(law: Law, standing: Sample) -> None:
    standing.decided()
    standing.decided()
    for name in ("penalties_imposed_simple", "penalties_imposed", "penalty_fines_amount"):
        among_all = next(f for f in figures(law, 2023) if f.indicator == name)
        alone = shown(law, name, YEAR)
        assert alone is not None and alone.figure == among_all and among_all.value
        assert alone.acts == trace(law, name, YEAR)
        assert {part.indicator for part in alone.parts} == set(among_all.trace.get("parts", {}))


def test_a_figure_that_no_indicator_defines_is_not_made_up(law: Law, standing: Sample) -> None:
    assert shown(law, "no_such_indicator", YEAR) is None
    request = {"what": "figure", "indicator": "no_such_indicator", "first": "2023-01-01", "last": "2023-12-31", "offset": 0, "limit": 50}
    assert answer(request) == {"figure": None}


def test_the_worker_comes_when_started_and_goes_when_stopped(fresh_data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("YIFA_SECRET", settings.SECRET_KEY)
    client.start()
    until = time.monotonic() + 60
    while not client._says({"what": "here"}) and time.monotonic() < until:
        time.sleep(0.1)
    assert client._says({"what": "here"})
    client.stop()
    while client._says({"what": "here"}) and time.monotonic() < until:
        time.sleep(0.1)
    assert not client._says({"what": "here"})
