"""The tables filled from a docket: every case in one column and one row, so that they balance."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from table_samples import counted, printed

from street import Sample
from yifa.docket.bulk import bulk
from yifa.docket.models import Case
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


def test_requests_for_information_by_result_and_kind_of_applicant(law: Law, standing: Sample) -> None:
    person, company = {"kind": "person", "party": "person"}, {"kind": "company", "party": "organisation"}
    enter(standing, law, "request_given", 2, **person)
    enter(standing, law, "request_given", 1, **company)
    enter(standing, law, "request_no_such_information", 1, **person)
    enter(standing, law, "request_withdrawn", 1, **company)
    grid = counted(law, "foi_requests")
    everyone = ("person", "company", "research", "all")
    assert printed(grid, "received", *everyone) == [3, 2, 0, 5]
    assert printed(grid, "given", *everyone) == [2, 1, 0, 3]
    assert printed(grid, "unable_not_held", *everyone) == [1, 0, 0, 1]
    assert printed(grid, "other", *everyone) == [0, 1, 0, 1], "who withdraws is counted under 其他"
    assert printed(grid, "results", *everyone) == [3, 2, 0, 5]
    assert printed(grid, "carried_in", "all") == printed(grid, "carried_out", "all") == [0]
    assert grid.faults() == []


def test_a_request_without_a_result_is_carried_into_the_next_period_and_balances_in_both(law: Law, standing: Sample) -> None:
    # Received on days of June, answered eight working days later: at the end of the first of these days one waits or more.
    enter(standing, law, "request_given", 3, kind="person", party="person")
    busy = min(Case.objects.filter(procedure="disclosure.request").values_list("opened_on", flat=True)).isoformat()
    waiting = printed(counted(law, "foi_requests", busy), "carried_out", "person")[0] or 0
    assert waiting >= 1
    first = counted(law, "foi_requests", f"2023-06-01..{busy}")
    second = counted(law, "foi_requests", f"{next_day(busy)}..2023-12-31")
    assert printed(first, "carried_out", "person", "all") == [waiting] * 2
    assert printed(second, "carried_in", "person", "all") == [waiting] * 2, "the last line of one is the second of the next"
    both = [printed(each, "given", "all")[0] for each in (first, second)]
    assert sum(number or 0 for number in both) == 3 and printed(second, "carried_out", "all") == [0]
    assert first.faults() == second.faults() == []


def next_day(day: str) -> str:
    return (date.fromisoformat(day) + timedelta(days=1)).isoformat()
