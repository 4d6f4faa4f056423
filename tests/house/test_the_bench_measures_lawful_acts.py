"""What the bench measures is lawful: a guard added to the law must not turn a measurement into one of refusals."""

from __future__ import annotations

from bench.decision import attempts, case_to_decide
from bench.street import lives, make_street

from yifa.docket.bulk import bulk
from yifa.procedures import Law, judge


def test_the_decision_measured_is_accepted_and_a_fen_more_is_refused(law: Law) -> None:
    procedure = law.families["penalty.ordinary"][-1]
    state, world, calendar = case_to_decide(procedure)
    lawful, heavier = attempts()
    assert judge(procedure, state, lawful, world, calendar).reasons == ()
    assert not judge(procedure, state, heavier, world, calendar).accepted


def test_the_lives_measured_are_accepted(db: None, fresh_data: object) -> None:
    street = make_street()
    acts, rejected = bulk(list(lives(street, 4)), street.cast["officers"]["zhang"].pk)
    assert (acts, rejected) == (4 * 6, [])
