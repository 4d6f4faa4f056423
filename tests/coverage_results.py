"""What the rows' tests found, gathered in the one process that sees them all, and written into the law folder."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import pytest

from yifa.docket.world import the_law
from yifa.server.coverage.results import write_results
from yifa.server.coverage.rows import Row

AS_IS = "as_is"


class Results:
    """A plugin: every report of a row's test is kept, and written at the end."""

    def __init__(self, by_test: Callable[[], Mapping[str, Row]]) -> None:
        self.by_test = by_test
        self.outcomes: dict[str, dict[str, bool]] = {}

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """A run counts as passed when nothing of it failed."""
        test, _, variant = report.nodeid.partition("[")
        runs = self.outcomes.setdefault(test, {})
        name = variant.removesuffix("]") or AS_IS
        runs[name] = runs.get(name, True) and report.passed

    def pytest_sessionfinish(self) -> None:
        """Write the rows that were run."""
        rows = self.by_test()
        found: dict[str, dict[str, Any]] = {}
        for test, runs in self.outcomes.items():
            if test in rows and AS_IS in runs:
                noticed = {name: passed for name, passed in sorted(runs.items()) if name != AS_IS}
                found[rows[test].id] = {"test": test, "digest": rows[test].digest, "passed": runs[AS_IS], "without": noticed}
        if found:
            write_results(the_law().folder, rows.values(), found)
