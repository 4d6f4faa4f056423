"""What a page offers before an act is begun: a rule that asks a look-up is left to the moment of the act, not told as broken."""

from __future__ import annotations

from shipped_law import LAW
from yifa.procedures import World, opening
from yifa.procedures.judge import options
from yifa.procedures.steps import next_steps

AT = "2026-11-28T10:00:00+08:00"


def offered(family: str, world: World) -> dict[str, tuple[bool, int, int]]:
    """Of every act: whether it is open, how many reasons shut it, how many are left to the act."""
    procedure = next(p for p in reversed(LAW.versions.values()) if p.family == family)
    found = options(procedure, opening({"item": "B-01"}, {}), AT, world, LAW.calendar)
    return {one.branch.act: (one.open, len(one.reasons), len(one.depends)) for one in found}


def test_an_item_that_nobody_has_looked_up_may_be_entered() -> None:
    assert offered("register.duty_block", World())["enter"] == (True, 0, 1)


def test_once_looked_up_the_answer_counts() -> None:
    assert offered("register.duty_block", World(lookups={"listed_already": 1}))["enter"] == (False, 1, 0)
    assert offered("register.duty_block", World(lookups={"listed_already": 0}))["enter"] == (True, 0, 0)


def test_a_term_that_waits_for_one_outcome_makes_no_step_of_the_others() -> None:
    procedure = next(p for p in reversed(LAW.versions.values()) if p.family == "aid.assistance")
    state = opening({"kind": "temporary"}, {})
    state["stage"], state["terms"] = "granted", {"review_within": {"": {"st": "running", "due": "2027-05-01"}}}
    world = World(params={"aid_review": "6 months"})
    found = next_steps(procedure, state, options(procedure, state, AT, world, LAW.calendar))
    steps = {(option.branch.act, option.branch.outcome) for option, is_step in found if is_step}
    assert ("review", None) in steps and ("adjust", "raise") not in steps


def test_where_nothing_leads_on_what_it_waits_for_is_the_next_step() -> None:
    procedure = next(p for p in reversed(LAW.versions.values()) if p.family == "enterprise.measure")
    state = opening({}, {})
    state["stage"] = "granted"
    state["done"]["decide"] = {"at": AT, "seq": 1, "n": 1, "form": {"outcome": "grant", "amount": 100000}}
    world = World(params={"measure_show": "5 workdays", "measure_pay": "10 workdays"})
    found = next_steps(procedure, state, options(procedure, state, AT, world, LAW.calendar))
    assert [option.branch.act for option, is_step in found if is_step] == ["show"]


def test_a_detour_is_no_step_where_another_act_leads_on() -> None:
    procedure = next(p for p in reversed(LAW.versions.values()) if p.family == "disclosure.request")
    state = opening({"channel": "in_person"}, {})
    state["stage"] = "received"
    found = next_steps(procedure, state, options(procedure, state, AT, World(), LAW.calendar))
    steps = {option.branch.act for option, is_step in found if is_step}
    assert "answer" in steps and "ask_correction" not in steps and "charge" not in steps


def test_while_a_third_party_is_waited_for_neither_a_detour_nor_what_may_be_left_undone_is_a_step() -> None:
    procedure = next(p for p in reversed(LAW.versions.values()) if p.family == "disclosure.request")
    state = opening({"channel": "in_person"}, {})
    running = {"": {"st": "running", "due": "2026-12-08"}}
    state["stage"], state["terms"] = "received", {"correct_notice_within": running, "answer_within": {"": {"st": "paused", "due": None}}}
    state["done"]["ask_third"] = {"at": AT, "seq": 1, "n": 1, "form": {}}
    found = next_steps(procedure, state, options(procedure, state, AT, World(), LAW.calendar))
    steps = {option.branch.act for option, is_step in found if is_step}
    assert not steps & {"ask_correction", "charge", "ask_reasons", "ask_third"}
