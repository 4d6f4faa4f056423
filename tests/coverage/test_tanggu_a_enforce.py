"""Tanggu 2023: enforcement whose sums follow from its records (rows S-T26 to S-T32)."""

from __future__ import annotations

import pytest

from yifa.errors import Refused

from .case_at import CaseAt
from .office import Office

DECISION = {
    "outcome": "penalise",
    "kinds": ["fine"],
    "fine": 1000,
    "tier": "ordinary",
    "discretion": "示例",
    "correction": "示例",
}


def test_t26_three_systems(office: Office) -> None:
    """行政执法公示、执法全过程记录、重大执法决定法制审核制度"""
    office.enter(
        "recording_step", "X-01", name="当场查明事实", family="行政处罚", extent="throughout", months_kept=60
    )
    on_the_spot = office.open(
        "penalty.summary", violation="littering", act_date="2026-03-02", where={"capacity": "handed_over"}
    )
    with pytest.raises(Refused) as told:
        on_the_spot.act("find", certificates_shown=True, age="adult", recording=None)
    assert {reason.field for reason in told.value.reasons} == {"recording"} and "当场查明事实" in office.page(
        "register", name="recording_step"
    )
    major = office.play("penalty.ordinary", "review", "discuss")
    assert "应当法制审核" in major.refused("decide", by={"head": "liu"}, at="2023-06-09 09:00", **DECISION)
    major.act("review", passed=True, at="2023-06-09 10:00")
    major.act("decide", by={"head": "liu"}, at="2023-06-09 11:00", **DECISION)
    major.act("publish", site="示例政务网", at="2023-06-12 09:00")
    assert office.figure("penalties_published", 2023) == 1 and "示例政务网" in major.page()


def test_t27_cameras_and_a_person(office: Office) -> None:
    """\"云巡逻\"\"云盯守\""""
    for day, number in (("2025-03-03", 2), ("2026-03-02", 3)):
        office.day(day)
        for _ in range(number):
            office.open("grid.event", category="safety", grade="ordinary", channel="video").act("received")
    event = office.find("grid.event")[-1]
    assert "应当由人核实" in event.refused("file", not_enforcement=True)
    event.act("verify_report", confirmed=True)
    event.act("locate", division=office.communities[0])
    event.act("file", not_enforcement=True)
    assert event.stage == "filed" and office.figure("camera_reports_checked") == 1
    assert (office.figure("camera_reports_safety"), office.figure("camera_reports_city")) == (3, 0)
    assert office.figure("camera_reports_safety_change") == 50
    told = {each["indicator"]: each for each in office.command("figures", "--year", "2026", "--json")}
    assert told["camera_reports_safety_change"]["base"]["zh"] == "上年同期同一类别、同一渠道的上报"


def test_t28_training_by_officer(office: Office) -> None:
    """行政执法人员能力提升工程"""
    for who in ("甲", "乙"):
        office.enter(
            "training_duty",
            f"{who}—执法",
            name=f"{who}（示例）",
            kind="enforcement",
            post="执法大队",
            per_year=1,
            hours_per_year=8,
            next_by="2026-06-30",
        )
    training = office.open("study.training", kind="enforcement", form_of="practice")
    training.act("record", held_on="2026-03-02", due=2, present=2, hours=8)
    training.act("attend", trainee="zhang", listed="甲—执法", hours=8, result="passed")
    training.act("attend", trainee="wang", listed="乙—执法", hours=6, result="failed")
    assert "不能多于" in office.open("study.training", kind="enforcement").refused(
        "record", held_on="2026-03-02", due=1, present=2, hours=1
    )
    everyone, short = (
        office.page("register", name="training_duty"),
        office.page("register", name="training_duty", query={"short": "1"}),
    )
    assert (
        "8 / 8" in everyone and "6 / 8 不足" in short and "乙（示例）" in short and "甲（示例）" not in short
    )
    assert '<td data-label="本年培训合格">0</td>' in short and training.said("attend")["result"] == "failed"


def test_t29_inspections_and_what_became_of_each_act(office: Office) -> None:
    """街道综合执法大队"""
    case = office.open(
        "inspection.ordinary",
        kind="trade",
        way="single",
        cause="complaint",
        item="示例-02",
        where={"capacity": "handed_over"},
        parties={"inspected": ["示例店"]},
    )
    case.act("propose", published=True, how="site", joint=False, other_planned=False)
    case.act("approve", outcome="allow")
    case.act(
        "enter",
        outcome="exempt",
        by={"officer": ["zhang", "wang"]},
        certificates_shown=True,
        scanned="yes",
        told=True,
        people_sent=2,
        out_of_area=False,
        owner_demanded=False,
    )
    case.act("record_site", problems=2, signed="signed")
    for disposition in ("criticised", "penalty"):
        case.act("note_act", what="示例行为", disposition=disposition)
    assert "不能多于" in case.refused("note_act", what="第三项", disposition="ordered")
    case.act("conclude", outcome="violation", told=True)
    waiting = office.page("referrals", as_="zhang")
    assert case.number in waiting and case.entries("enter")[0]["by"]["officer"] == [
        office.who("zhang"),
        office.who("wang"),
    ]
    figures = (
        "inspection_people_sent",
        "acts_found",
        "acts_found_criticised",
        "acts_found_penalty",
        "acts_found_ordered",
    )
    assert [office.figure(name) for name in figures] == [2, 2, 1, 1, 0]
    words = {"violation": "road_occupation", "channel": "inspection", "act_date": "2026-03-02", "parties": {"respondent": 0}}
    office.open("penalty.ordinary", by="zhang", where={"parent_id": case.id, "capacity": "handed_over"}, **words)
    (penalty,) = case.children("penalty.ordinary")
    assert penalty.number in case.page() and penalty.state["parties"]["respondent"] and case.said("case_opened") is not None
    assert office.figure("inspections_to_penalty_cases") == 1


def test_t30_two_procedures(office: Office) -> None:
    """一般程序 / 简易程序"""
    case = office.play("penalty.summary", "cap_person", "tell")
    case.act("reconsider", accepted="rejected", at="2023-09-26 10:06")
    decision = {"outcome": "penalise", "kinds": ["fine"], "tier": "ordinary", "correction": "done"}
    assert "应当适用普通程序" in case.refused("decide", fine=201, at="2023-09-26 10:10", **decision)
    case.act("move_to_ordinary", at="2023-09-26 10:20", reason="超过二百元（示例）")
    (ordinary,) = case.children("penalty.ordinary")
    ordinary.act("register_clue", at="2023-09-26 11:00")
    ordinary.act("file", age="adult", jurisdiction=True, at="2023-09-27 09:00")
    assert ordinary.stage == "filed" and "decide" not in ordinary.lawful()
    assert ordinary.due("decide_within") == "2023-12-26" and case.stage == "to_ordinary"


def reviewed_file(office: Office, kind: str, number: str) -> CaseAt:
    """A file that passed its review."""
    review = office.open(
        "penalty.filereview", file_kind=kind, file_number=number, handlers=[office.who("zhang")]
    )
    review.act("submit")
    review.act("review", passed=True, not_mine=True)
    return review


def test_t31_one_case_one_review(office: Office) -> None:
    """一案一审"""
    case = office.play("penalty.ordinary", "one_case_one_review", "serve")
    assert "review_every" in {entry["act"] for entry in case.entries("review_every")}
    assert "应当法制审核" in case.refused("decide", by={"head": "liu"}, at="2023-05-26 09:00", **DECISION)
    case.act("review", passed=True, at="2023-05-26 10:00")
    case.act("decide", by={"head": "liu"}, at="2023-05-26 11:00", **DECISION)
    office.day("2023-06-01")
    for kind, number in (
        ("ordinary", case.number),
        ("summary", "示例简罚1号"),
        ("unpunished", "示例不罚1号"),
    ):
        reviewed_file(office, kind, number)
    assert (
        office.figure("penalties_decided_general", 2023),
        office.figure("penalties_reviewed_before", 2023),
        office.figure("case_files_reviewed", 2023),
    ) == (1, 1, 3)
    told = office.command(
        "trace", "case_files_reviewed", "--year", "2023", "--by", "case.file_kind", "--json"
    )
    assert all(kind in str(told) for kind in ("ordinary", "summary", "unpunished"))


def test_t32_published_in_time(office: Office) -> None:
    """行政处罚\"双公示\""""
    first = office.play("penalty.ordinary", "performed", "decide")
    second = office.play("penalty.ordinary", "review", "discuss")
    second.act("review", passed=True, at="2023-06-09 10:00")
    second.act("decide", by={"head": "liu"}, at="2023-06-09 11:00", **DECISION)
    assert (first.due("publish_within"), second.due("publish_within")) == ("2023-06-06", "2023-06-20")
    first.act("publish", site="示例政务网", at="2023-06-05 09:00")
    office.day("2023-06-21")
    late = office.page("terms", query={"kind": "overdue"})
    assert (
        "penalty.ordinary/publish_within" in office.terms("overdue")
        and second.number in late
        and "公示处罚决定" in late
    )
    assert office.figure("penalties_published", 2023) == 1
