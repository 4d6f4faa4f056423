"""The tables filled from a docket: every case in one column and one row, so that they balance."""

from __future__ import annotations

from typing import Any

from table_samples import counted, printed

from street import Sample
from yifa.docket.bulk import bulk
from yifa.procedures import Law


def enter(sample: Sample, law: Law, script: str, count: int, **values: Any) -> None:
    _, rejected = bulk(sample.lives(law, script, count, values), sample.id("feng"))
    assert not rejected, rejected[0].error


def test_penalties_under_their_heaviest_kind(law: Law, standing: Sample) -> None:
    enter(standing, law, "summary_penalty", 3, violation="littering", fine=50, tier="light", party="person")
    enter(standing, law, "ordinary_penalty", 2, violation="road_occupation", fine=200, tier="light", party="organisation")
    enter(standing, law, "ordinary_minor", 1, violation="road_occupation", fine=200, party="organisation")
    grid = counted(law, "enforcement_penalties")
    assert printed(grid, "body", "warning", "fine", "confiscation", "all", "amount") == [0, 5, 0, 5, 550]
    assert grid.faults() == []


def test_suits_by_matter_and_the_disputes_about_information(law: Law, standing: Sample) -> None:
    head = str(standing.id("zhou"))
    enter(standing, law, "suit_heard_lost", 2, kind="information", after_review="yes", head_id=head)
    enter(standing, law, "suit_pending", 1, kind="information", after_review="no")
    enter(standing, law, "suit_heard_won", 1, kind="penalty", after_review="no", head_id=head)
    suits = counted(law, "suit_statistics")
    assert printed(suits, "received", "information", "penalty", "all") == [3, 1, 4]
    assert printed(suits, "annulled", "information", "all") == [2, 2] and printed(suits, "pending", "all") == [1]
    assert suits.faults() == []
    disputes = counted(law, "foi_disputes")
    assert printed(disputes, "cases", "direct_pending", "direct_all", "after_corrected", "after_all") == [1, 1, 2, 2]
    instances = counted(law, "suit_instances")
    assert printed(instances, "first", "lost", "not_lost", "all", "judged") == [2, 1, 3, 3] and instances.faults() == []
    appearance = counted(law, "suit_appearance")
    assert printed(appearance, "body", "due", "all", "heads") == [0, 3, 3] and appearance.faults() == []


def test_a_month_of_the_grid_is_settled_or_open(law: Law, standing: Sample) -> None:
    enter(standing, law, "grid_closed", 3, category="city")
    enter(standing, law, "grid_reworked", 1, category="city")
    enter(standing, law, "grid_refused", 1, category="other")
    enter(standing, law, "grid_passed_on", 1, category="environment")
    year, june = counted(law, "grid_bulletin"), counted(law, "grid_bulletin", "2023-06")
    assert printed(year, "received", "all") == [6] and printed(year, "refused", "other") == [1]
    assert printed(year, "reworked", "city") == [1]
    assert year.faults() == june.faults() == counted(law, "grid_bulletin", "2023-07").faults() == []
