"""The sample street: whole, synthetic, and able to work from the first minute."""

from datetime import datetime

import pytest

from yifa.clock import ZONE
from yifa.errors import BadInput, Conflict
from yifa.people.actors import actor_for
from yifa.people.cast import Cast, make_cast
from yifa.people.models import Certificate, Officer, Post
from yifa.people.scopes import scope_for
from yifa.people.vocabulary import vocabulary
from yifa.places.codes import URBAN, Level
from yifa.places.lookup import locate
from yifa.places.models import Division
from yifa.places.sample import SINCE

DAY = datetime(2026, 3, 2, 10, tzinfo=ZONE)


@pytest.fixture
def cast(db: None) -> Cast:
    return make_cast("990101001")


def test_the_street_has_its_communities_grids_and_micro_grids(cast: Cast) -> None:
    levels = [division.level for division in cast["divisions"].values()]
    counts = {
        level: levels.count(level)
        for level in (Level.TOWNSHIP, Level.COMMUNITY, Level.GRID, Level.MICRO_GRID)
    }
    assert list(counts.values()) == [1, 12, 51, 102]


def test_every_point_of_a_grid_lies_in_that_grid_and_no_two_grids_overlap(cast: Cast) -> None:
    grids = Division.objects.filter(level=Level.GRID)
    for grid in grids:
        assert grid.west is not None and grid.east is not None
        assert grid.south is not None and grid.north is not None
        middle = (grid.west + grid.east) / 2, (grid.south + grid.north) / 2
        assert locate(URBAN, *middle, SINCE) == grid


def test_the_posts_that_the_work_needs_are_filled(cast: Cast) -> None:
    kinds = list(Post.objects.values_list("kind", flat=True))
    assert set(kinds) == set(vocabulary().posts)
    assert [
        kinds.count(kind) for kind in ("enforcement_officer", "grid_worker", "mediator", "legal_reviewer")
    ] == [
        8,
        6,
        6,
        2,
    ]


def test_one_enforcement_certificate_has_expired(cast: Cast) -> None:
    officers = [
        o for o in cast["officers"].values() if o.holdings.filter(post__kind="enforcement_officer").exists()
    ]
    expired = [o.username for o in officers if "enforcement" not in actor_for(o.id, DAY).certificates]
    assert expired == ["sun_expired"]


def test_everyone_is_marked_as_made_up_and_nobody_can_log_in(cast: Cast) -> None:
    for officer in Officer.objects.all():
        assert officer.name.endswith("（示例）")
        assert not officer.has_usable_password()
    assert all(c.number.startswith("示例") for c in Certificate.objects.all())


def test_a_grid_worker_sees_the_own_grid_and_not_the_neighbours(cast: Cast) -> None:
    gao = actor_for(cast["officers"]["gao"].id, DAY)
    row = {
        "body_id": gao.body_id,
        "division": cast["divisions"]["990101001001001"].path,
        "office_id": None,
        "handler_id": None,
        "procedure": "grid.event",
        "shielded": False,
    }
    assert scope_for(gao, "see").allows(row)
    assert not scope_for(gao, "see").allows({**row, "division": cast["divisions"]["990101001001002"].path})


def test_the_sample_lies_only_in_the_area_that_does_not_exist(db: None) -> None:
    with pytest.raises(BadInput):
        make_cast("110101001")


def test_the_same_street_is_not_made_twice_and_nothing_is_left_behind(cast: Cast) -> None:
    people = Officer.objects.count()
    with pytest.raises(Conflict):
        make_cast("990101001")
    assert Officer.objects.count() == people
