"""The shipped calendar and statutes, read once."""

from pathlib import Path

import pytest

from yifa.statutes import Statutes
from yifa.workdays import Calendar

LAW = Path(__file__).parents[2] / "law"


@pytest.fixture(scope="session")
def calendar() -> Calendar:
    return Calendar.load(LAW / "workdays")


@pytest.fixture(scope="session")
def statutes() -> Statutes:
    return Statutes.load(LAW / "statutes")
