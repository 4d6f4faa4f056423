"""Divisions come into being under their parent, end after their children, and never share a code."""

from datetime import date
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from yifa.errors import BadInput, Conflict, Missing
from yifa.places.codes import ADMINISTRATIVE, Level
from yifa.places.lookup import grid_index, locate
from yifa.places.models import Division, Overlap
from yifa.places.tree import Draft, abolish, create, create_many, map_layers, redraw

START = date(2020, 1, 1)
COMMUNITY = "990101003007"

pytestmark = pytest.mark.django_db


def box(west: float, south: float, east: float, north: float) -> dict[str, Any]:
    ring = [[west, south], [east, south], [east, north], [west, north], [west, south]]
    return {"type": "Polygon", "coordinates": [ring]}


def grid(
    number: str, geometry: dict[str, Any] | None = None, layer: str = "urban", since: date = START
) -> Draft:
    return Draft(COMMUNITY + number, f"网格{number}", Level.GRID, since, COMMUNITY, layer, geometry)


@pytest.fixture
def tree() -> dict[str, Division]:
    drafts = [
        Draft("990101", "滨海区（示例）", Level.COUNTY, START),
        Draft("990101003", "示例街道", Level.TOWNSHIP, START, "990101"),
        Draft(COMMUNITY, "示例社区", Level.COMMUNITY, START, "990101003"),
        grid("001", box(117.0, 39.0, 117.1, 39.1)),
        grid("002", box(117.1, 39.0, 117.2, 39.1)),
    ]
    return {division.code: division for division in create_many(drafts)}


def test_the_path_is_the_codes_from_the_root(tree: dict[str, Division]) -> None:
    assert tree[f"{COMMUNITY}001"].path == f"990101/990101003/{COMMUNITY}/{COMMUNITY}001"
    below = Division.objects.within("990101/990101003")
    assert below.count() == 4
    assert not Division.objects.within("990101/99010100").exists()


def test_a_code_is_never_used_again_not_even_after_abolition(tree: dict[str, Division]) -> None:
    abolish(tree[f"{COMMUNITY}001"], date(2025, 12, 31))
    with pytest.raises(Conflict):
        create(grid("001", since=date(2026, 1, 1)))


def test_many_are_created_all_or_none(tree: dict[str, Division]) -> None:
    with pytest.raises(Conflict):
        create_many([grid("003"), grid("003")])
    assert not Division.objects.filter(code=f"{COMMUNITY}003").exists()


def test_a_division_ends_after_everything_below_it(tree: dict[str, Division]) -> None:
    with pytest.raises(Conflict):
        abolish(tree[COMMUNITY], date(2025, 12, 31))
    for number in ("001", "002"):
        abolish(tree[COMMUNITY + number], date(2025, 12, 31))
    abolish(tree[COMMUNITY], date(2025, 12, 31))
    assert Division.objects.standing_on(date(2025, 12, 31)).count() == 5
    assert Division.objects.standing_on(date(2026, 1, 1)).count() == 2
    with pytest.raises(BadInput):
        create(grid("003", since=date(2026, 1, 1)))


def test_a_division_does_not_end_before_it_begins(tree: dict[str, Division]) -> None:
    with pytest.raises(BadInput):
        abolish(tree[f"{COMMUNITY}001"], date(2019, 12, 31))
    with pytest.raises(IntegrityError), transaction.atomic():
        Division.objects.filter(code=f"{COMMUNITY}001").update(valid_to=date(2019, 12, 31))


def test_a_division_needs_its_parent_before_it(tree: dict[str, Division]) -> None:
    with pytest.raises(Missing):
        create(Draft("990102003", "某街道", Level.TOWNSHIP, START, "990102"))
    with pytest.raises(BadInput):
        create(grid("003", since=date(2019, 12, 31)))
    with pytest.raises(BadInput):
        create(Draft("990101003008001", "某网格", Level.GRID, START, "", "urban"))
    with pytest.raises(BadInput):
        create(Draft(f"{COMMUNITY}001001", "某微网格", Level.MICRO_GRID, START, f"{COMMUNITY}001", "safety"))


@pytest.mark.parametrize(
    "geometry",
    [
        {},
        {"type": "Point", "coordinates": [117, 39]},
        {"type": "Polygon", "coordinates": []},
        {"type": "Polygon", "coordinates": [[[117, 39], [118, 40], [118, 39], [117, 40], [117, 39]]]},
        {"type": "Polygon", "coordinates": [[["a", 39], [118, 40], [118, 39], ["a", 39]]]},
        {"type": "Circle"},
        box(500000, 4300000, 500100, 4300100),
        "POLYGON",
    ],
)
def test_a_boundary_that_cannot_be_used_is_refused(tree: dict[str, Division], geometry: Any) -> None:
    with pytest.raises(BadInput):
        create(grid("003", geometry))


def test_a_point_lies_in_one_grid_also_on_a_common_boundary(tree: dict[str, Division]) -> None:
    one, two = tree[f"{COMMUNITY}001"], tree[f"{COMMUNITY}002"]
    assert locate("urban", 117.05, 39.05, START) == one
    assert locate("urban", 117.15, 39.05, START) == two
    assert locate("urban", 117.1, 39.05, START) == one
    assert locate("urban", 117.3, 39.05, START) is None
    assert locate("safety", 117.05, 39.05, START) is None
    assert locate(ADMINISTRATIVE, 117.05, 39.05, START) is None


def test_a_point_lies_in_the_grid_that_stood_on_that_day(tree: dict[str, Division]) -> None:
    one = tree[f"{COMMUNITY}001"]
    abolish(one, date(2025, 12, 31))
    new = create(grid("003", box(117.0, 39.0, 117.1, 39.1), since=date(2026, 1, 1)))
    assert locate("urban", 117.05, 39.05, date(2025, 12, 31)) == one
    assert locate("urban", 117.05, 39.05, date(2026, 1, 1)) == new


def test_a_redrawn_boundary_counts_at_once(tree: dict[str, Division]) -> None:
    redraw(tree[f"{COMMUNITY}002"], box(117.1, 39.0, 117.4, 39.1))
    assert locate("urban", 117.3, 39.05, START) == tree[f"{COMMUNITY}002"]


def test_a_concave_grid_is_searched_by_its_boundary_and_not_by_its_box(tree: dict[str, Division]) -> None:
    corner = {"type": "Polygon", "coordinates": [[[118, 39], [119, 39], [118, 40], [118, 39]]]}
    create(grid("003", corner))
    assert locate("urban", 118.2, 39.2, START) is not None
    assert locate("urban", 118.9, 39.9, START) is None


def test_the_index_of_many_points_agrees_with_single_questions(tree: dict[str, Division]) -> None:
    index = grid_index("urban", START)
    for longitude in (116.95, 117.0, 117.05, 117.1, 117.15, 117.2, 117.25):
        found = locate("urban", longitude, 39.05, START)
        assert index.at(longitude, 39.05) == (found.code if found else None)


def test_two_layers_are_mapped_by_area(tree: dict[str, Division]) -> None:
    create(grid("501Z", box(117.05, 39.0, 117.2, 39.1), "safety"))
    map_layers("safety", "urban", START)
    map_layers("safety", "urban", START)
    shares = {o.other.code[-3:]: float(o.share) for o in Overlap.objects.all()}
    assert shares == {"001": pytest.approx(1 / 3, abs=1e-6), "002": pytest.approx(2 / 3, abs=1e-6)}


def test_grids_that_only_touch_do_not_overlap(tree: dict[str, Division]) -> None:
    create(grid("501Z", box(117.2, 39.0, 117.3, 39.1), "safety"))
    assert map_layers("safety", "urban", START) == []


def test_a_layer_is_not_mapped_on_itself(tree: dict[str, Division]) -> None:
    with pytest.raises(BadInput):
        map_layers("urban", "urban", START)
