"""The shipped instruments, read once."""

from pathlib import Path

import pytest

from yifa.statutes import Statutes

LAW = Path(__file__).parents[2] / "law"


@pytest.fixture(scope="session")
def statutes() -> Statutes:
    return Statutes.load(LAW / "statutes")
