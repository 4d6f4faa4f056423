"""The rows' tests: each run as it is and, asked with --taken-away, once without each feature its row names, when it has to fail."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Any

import pytest

from coverage_results import Results
from street import Sample
from yifa.docket.world import the_law
from yifa.indicators import breaking, figures
from yifa.indicators.definition import Indicator
from yifa.indicators.loading import load_indicators
from yifa.server.cli import yifa
from yifa.server.cli_coverage import rows_of
from yifa.server.coverage.features import Feature
from yifa.server.coverage.rows import Row

from .office import Office, offices
from .taking import take_away

AS_IS = "as_is"


@lru_cache(maxsize=1)
def by_test() -> dict[str, Row]:
    """Each row by its test."""
    return {row.test: row for row in rows_of(yifa) if row.test}


def pytest_addoption(parser: pytest.Parser) -> None:
    """The options of `./run coverage`."""
    parser.addoption("--taken-away", action="store_true", help="Run each row's test without each of its features too: it must fail.")
    parser.addoption("--results", action="store_true", help="Write what was found into the law folder.")


def pytest_configure(config: pytest.Config) -> None:
    """What was found is gathered where there is one process of all."""
    if config.getoption("--results", default=False) and not hasattr(config, "workerinput"):
        config.pluginmanager.register(Results(by_test), "coverage-results")


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """One run as it is, one without each feature."""
    if "office" not in metafunc.fixturenames or not metafunc.config.getoption("--taken-away", default=False):
        return
    row = by_test().get(f"{metafunc.definition.nodeid}")
    features = list(row.by) if row else []
    metafunc.parametrize("without", [None, *features], ids=[AS_IS, *map(str, features)], indirect=True)


@pytest.fixture(scope="session", autouse=True)
def _law_read() -> None:
    """The law is read before any test has a data folder of its own, so that what was remembered of it is found."""
    the_law()


@pytest.fixture
def without(request: pytest.FixtureRequest) -> Feature | None:
    """The feature this run does without."""
    found: Feature | None = getattr(request, "param", None)
    return found


@lru_cache(maxsize=1)
def _indicators() -> Mapping[str, Indicator]:
    """The indicators as loaded with the whole law: without an act a figure counts none, and does not break the others."""
    return load_indicators(the_law())


@pytest.fixture
def office(sample: Sample, without: Feature | None, monkeypatch: pytest.MonkeyPatch) -> Iterator[Office]:
    """The office at work, perhaps without a feature."""
    known = _indicators()
    for module in (figures, breaking):
        monkeypatch.setattr(module, "load_indicators", lambda _: known)
    for made in offices(sample):
        if without is not None:
            take_away(monkeypatch, the_law(), without)
        yield made


@pytest.hookimpl(wrapper=True)
def pytest_pyfunc_call(pyfuncitem: pytest.Function) -> Any:
    """Without one of its features a row's test has to fail; then this run of it passes."""
    feature = pyfuncitem.callspec.params.get("without") if hasattr(pyfuncitem, "callspec") else None
    if feature is None:
        return (yield)
    try:
        yield
    except (Exception, pytest.fail.Exception):  # noqa: BLE001  # whatever breaks: the row does not work without it
        return True
    pytest.fail(f"passes although “{feature}” is taken away", pytrace=False)
