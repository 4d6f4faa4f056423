"""The rows of the coverage files name tests that exist, each its own, and the results shipped are of these tests."""

from __future__ import annotations

import ast
from functools import lru_cache
from pathlib import Path

import pytest

from yifa.docket.world import the_law
from yifa.server.cli import yifa
from yifa.server.cli_coverage import rows_of
from yifa.server.coverage.results import read_results, standing
from yifa.server.coverage.rows import TOTAL, Row

HOUSE = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def rows() -> list[Row]:
    return rows_of(yifa)


@lru_cache
def found_in(path: str) -> dict[str, str]:
    """The tests of a file with their docstrings; none where there is no such file."""
    file = HOUSE / path
    tree = ast.parse(file.read_text(encoding="utf-8")) if file.exists() else ast.Module([], [])
    return {node.name: ast.get_docstring(node) or "" for node in tree.body if isinstance(node, ast.FunctionDef)}


def test_every_row_of_the_reports_is_there(rows: list[Row]) -> None:
    assert len(rows) == TOTAL == 346


def test_each_row_names_a_test_of_its_own_that_exists_and_says_its_name(rows: list[Row]) -> None:
    for row in rows:
        if not row.test:
            continue
        path, _, name = row.test.partition("::")
        known = found_in(path)
        assert name in known, f"{row.where}: there is no test {row.test}"
        assert row.name.split(" / ")[0] in known[name], f"{row.where}: the docstring of {name} does not say {row.name}"
        assert row.id.split("-")[1].lower() in name, f"{row.where}: {name} is not called after {row.id}"


def test_no_test_of_the_rows_stands_without_a_row(rows: list[Row]) -> None:
    named = {row.test for row in rows}
    for file in sorted((HOUSE / "tests/coverage").rglob("test_*.py")):
        path = file.relative_to(HOUSE).as_posix()
        for name in found_in(path):
            assert not name.startswith("test_") or f"{path}::{name}" in named, f"no row names {path}::{name}"


def test_the_results_shipped_are_of_these_rows(rows: list[Row]) -> None:
    folder = the_law().folder
    found = standing(folder, rows, read_results(folder))
    assert found.problems == (), "run ./run coverage"
    assert {row.id for row in rows if row.test} == set(found.working), "a row's test failed, or passed without its feature: ./run coverage"
