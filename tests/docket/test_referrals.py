"""A matter passed on waits for the office it concerns, is taken up in one transaction, or given back with a reason."""

from __future__ import annotations

from typing import Any

import pytest

from street import Sample, moment
from yifa import clock
from yifa.docket.cases import open_case
from yifa.docket.door import Command
from yifa.docket.models import Act, Case, Referral
from yifa.docket.opening import Cover, PartyIn
from yifa.docket.referrals import count_waiting, give_back, read_waiting, waiting
from yifa.docket.verify import rebuild, verify
from yifa.errors import BadInput, Missing, Refused
from yifa.people.actors import Actor, actor_for


@pytest.fixture
def passed_on(sample: Sample) -> int:
    """A grid event passed on to enforcement."""
    gao, he = sample.id("gao"), sample.id("he")
    cover = sample.cover(
        procedure="grid.event", facts={"category": "environment", "grade": "ordinary", "channel": "grid_worker", "place": "示例路6号"},
        parties=[], capacity="own", field="", office_id=None, division=sample.street.communities[0],
    )  # fmt: skip
    report = Command(
        "report",
        {"finder": [gao]},
        {"content": "随意倾倒（示例）"},
        at=moment("2023-05-04 10:00"),
        paper="示例",
    )
    case_id = open_case(cover, report, he).case_id
    sample.do(case_id, "pass_on", "2023-05-04 10:30", {"acceptor": [he]}, {"where": "enforcement"}, "he")
    return case_id


def someone(sample: Sample, name: str) -> Actor:
    return actor_for(sample.id(name), clock.now())


def take_up(sample: Sample, parent: int, officer: str = "zhang", **words: Any) -> int:
    cover: Cover = sample.cover(
        parent_id=parent, opened_at=None, parties=[PartyIn("respondent", "p1", "person")], **words
    )
    return open_case(cover, None, sample.id(officer)).case_id


def test_only_offices_that_may_open_such_a_case_see_the_matter(passed_on: int, sample: Sample) -> None:
    assert [w.case_id for w in waiting(someone(sample, "zhang"))] == [passed_on]
    assert waiting(someone(sample, "liang")) == [] and waiting(someone(sample, "gao")) == []
    assert [count_waiting(someone(sample, name)) for name in ("zhang", "liang", "gao", "sysadmin")] == [
        1,
        0,
        0,
        0,
    ]
    with pytest.raises(Missing):
        read_waiting(passed_on, "to_enforcement", someone(sample, "liang"))


def test_facts_are_carried_and_nobody_types_them_twice(passed_on: int, sample: Sample) -> None:
    matter, said = read_waiting(passed_on, "to_enforcement", someone(sample, "zhang"))
    assert matter.facts == {"channel": "grid", "act_date": "2023-05-04", "found_on": "2023-05-04"}
    assert set(said) == {"地点", "情况描述"} and set(matter.cover) == {"place"}


def test_taking_it_up_links_both_cases_and_the_matter_waits_no_more(passed_on: int, sample: Sample) -> None:
    child = take_up(sample, passed_on)
    assert Case.objects.get(pk=child).parent_id == passed_on
    assert Act.objects.filter(case_id=passed_on, act="taken_up").count() == 1
    assert waiting(someone(sample, "zhang")) == []
    assert verify().broken == ()
    rebuild()
    assert Referral.objects.get(case_id=passed_on).status == "taken"


def test_one_event_may_become_two_cases(passed_on: int, sample: Sample) -> None:
    first, second = take_up(sample, passed_on), take_up(sample, passed_on)
    assert {c.pk for c in Case.objects.filter(parent_id=passed_on)} == {first, second}
    assert verify().broken == ()


def test_a_case_of_which_nothing_was_passed_on_is_no_source(sample: Sample) -> None:
    other = sample.opened().case_id
    before = Case.objects.count()
    with pytest.raises(Refused) as caught:
        take_up(sample, other)
    assert caught.value.code == "docket.not_referred" and Case.objects.count() == before


def test_another_office_does_not_take_it_up(passed_on: int, sample: Sample) -> None:
    facts = {"kind": "neighbour", "source": "grid", "people_involved": 2}
    parties = [PartyIn("party", "a", "person"), PartyIn("party", "b", "person")]
    liang = someone(sample, "liang")
    cover = sample.cover(
        procedure="mediation.case", facts=facts, parties=parties, capacity="committee", field="", parent_id=passed_on, opened_at=None,
        body_id=liang.posts[0].body_id, office_id=None,
    )  # fmt: skip
    with pytest.raises(Refused) as caught:
        open_case(cover, None, liang.id)
    assert caught.value.code == "docket.not_referred"


def test_it_is_given_back_with_a_reason_and_stands_with_the_grid_again(
    passed_on: int, sample: Sample
) -> None:
    zhang = someone(sample, "zhang")
    with pytest.raises(BadInput):
        give_back(passed_on, "to_enforcement", zhang, " ")
    give_back(passed_on, "to_enforcement", zhang, "不属执法事项（示例）")
    case = Case.objects.get(pk=passed_on)
    assert (case.stage, case.ended) == ("reported", False)
    assert Referral.objects.get(case_id=passed_on).status == "returned" and waiting(zhang) == []
    assert verify().broken == ()


def test_what_was_taken_up_is_not_given_back(passed_on: int, sample: Sample) -> None:
    take_up(sample, passed_on)
    with pytest.raises(Refused):
        give_back(passed_on, "to_enforcement", someone(sample, "zhang"), "不属执法事项（示例）")


def test_what_is_passed_on_in_training_waits_in_training_only(
    passed_on: int, sample: Sample, settings: Any
) -> None:
    settings.TRAINING = True
    assert waiting(someone(sample, "zhang")) == []
    settings.TRAINING = False
    assert len(waiting(someone(sample, "zhang"))) == 1


def test_the_matter_of_another_street_is_not_seen(passed_on: int, sample: Sample) -> None:
    Case.objects.filter(pk=passed_on).update(division="990000/990100/990102/990102001")
    assert waiting(someone(sample, "zhang")) == [] and count_waiting(someone(sample, "zhang")) == 0
