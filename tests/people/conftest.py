from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest
from people_staff import START, Staff
from pytest_django import Settings

from yifa import clock
from yifa.clock import ZONE
from yifa.people.models import Body, Office
from yifa.places.codes import Level
from yifa.places.tree import Draft, create_many

NOW = datetime(2026, 3, 2, 10, 0, tzinfo=ZONE)


@pytest.fixture(autouse=True)
def data_folder(settings: Settings, tmp_path: Path) -> Path:
    """Every test has keys of its own."""
    settings.DATA = tmp_path
    return tmp_path


@pytest.fixture(autouse=True)
def march_2026() -> Iterator[datetime]:
    with clock.at(NOW):
        yield NOW


@pytest.fixture
def street(db: None) -> Body:
    county, town = create_many(
        [
            Draft("990101", "滨海区（示例）", Level.COUNTY, START),
            Draft("990101001", "塘沽街道（示例）", Level.TOWNSHIP, START, "990101"),
        ]
    )
    assert county.path == "990101"
    return Body.objects.create(
        name="塘沽街道办事处（示例）",
        short_name="塘沽街办",
        kind="outpost",
        capacities=["own", "handed_over"],
        division=town,
        valid_from=START,
    )


@pytest.fixture
def office(street: Body) -> Office:
    return Office.objects.create(body=street, name="综合行政执法大队", valid_from=START)


@pytest.fixture
def staff(street: Body, office: Office) -> Staff:
    return Staff(street, office)
