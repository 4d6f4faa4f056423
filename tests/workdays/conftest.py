"""The shipped calendar and statutes, read once."""

from pathlib import Path

import pytest

from yifa.workdays import Calendar

LAW = Path(__file__).parents[2] / "law"


@pytest.fixture(scope="session")
def calendar() -> Calendar:
    return Calendar.load(LAW / "workdays")
