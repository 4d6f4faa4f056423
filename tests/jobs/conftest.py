"""A registry of its own for each test, and a clock that stands still until it is moved."""

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta

import pytest

from yifa import clock
from yifa.jobs import HANDLERS

NOON = datetime(2026, 9, 28, 12, 0, tzinfo=clock.ZONE)


@pytest.fixture(autouse=True)
def own_handlers(monkeypatch: pytest.MonkeyPatch) -> None:
    for kind in list(HANDLERS):
        monkeypatch.delitem(HANDLERS, kind)


@pytest.fixture
def later() -> Iterator[Callable[[timedelta], datetime]]:
    """Call it to move the clock on from noon."""
    moment = NOON
    contexts = [clock.at(moment)]
    contexts[0].__enter__()

    def move(by: timedelta) -> datetime:
        nonlocal moment
        moment += by
        contexts.append(clock.at(moment))
        contexts[-1].__enter__()
        return moment

    yield move
    for context in reversed(contexts):
        context.__exit__(None, None, None)
