"""A value the law works out and somebody writes otherwise is refused with what it comes to, as people read it."""

from __future__ import annotations

from datetime import datetime

from yifa.clock import ZONE
from yifa.procedures import Actor, Attempt, Law, World, fold, judge, opening


def test_a_class_that_is_not_what_the_record_gives_is_told_by_its_label(law: Law) -> None:
    procedure = law.families["credit.grading"][-1]
    state = opening({"firm": "示例商贸有限公司", "capacity": "own"}, {"subject": [{"key": "p1", "kind": "organisation", "party_id": "1"}]})
    at = datetime(2024, 5, 6, 9, tzinfo=ZONE)
    world = World(law.params(procedure, "binhai-example", "", at.date()))
    by = {"handler": (Actor("1", frozenset({"handler"}), frozenset()),)}
    record = {"penalties": 0, "abnormal": "no", "serious": "yes", "source": "公示系统（示例）"}
    gathered = judge(procedure, state, Attempt("gather", at, by, record), world, None)
    assert gathered.accepted, gathered.reasons
    fold(procedure, state, {**gathered.entry, "seq": 1, "recorded": at.isoformat(), "values": {}}, law.calendar_on("2024-05-06"))
    graded = judge(procedure, state, Attempt("grade", at.replace(hour=10), by, {"rule": "示例规则", "tier": "a"}), world, None)
    told = [reason.text.zh for reason in graded.reasons if reason.code == "law.computed"]
    assert any("应为：严重失信。" in text for text in told), graded.reasons
