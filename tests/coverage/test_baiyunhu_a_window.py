"""Baiyunhu 2020: the window and its items (rows S-B12 to S-B19)."""

from __future__ import annotations

from .office import Office

APPLY = {
    "item": "示例-100",
    "matter": "new",
    "nature": "licence",
    "way": "own",
    "period": "general",
    "safety": "no",
}


def test_b15_papers_may_follow(office: Office) -> None:
    """容缺受理模式"""
    office.enter("service_item", "示例-100", name="示例事项")
    cases = [office.open("permit.application", channel="window", **APPLY) for _ in range(2)]
    for case in cases:
        case.act("apply")
        lacking = {
            "outcome": "accept_gaps",
            "gaps": "房产证明复印件（示例）",
            "gaps_until": "2026-03-10",
            "in_guide": "yes",
            "main_complete": "yes",
        }
        assert "书面承诺" in case.refused("judge", **lacking, promised="no")
        case.act("judge", **lacking, promised="yes")
        case.act("plan_review", substance="no", interests="no", hearing="none")
        assert case.due("gaps_by") == "2026-03-10"
    late, supplied = cases
    grant = {
        "outcome": "grant",
        "fee": 0,
        "on_time": "yes",
        "met": "yes",
        "on_promise": "no",
        "certificate": "yes",
    }
    assert "容缺材料尚未补齐" in supplied.refused("decide", **grant)
    supplied.act("gaps_supplied", content="房产证明复印件（示例）")
    supplied.act("decide", **grant)
    assert "补交期限未到" in late.refused("close_gaps")
    office.day("2026-03-11")
    late.act("close_gaps")
    assert (supplied.stage, late.stage) == ("granted", "withdrawn")


def test_b16_check_online_first(office: Office) -> None:
    """网上预审"""
    office.enter("service_item", "示例-100", name="示例事项")
    case = office.open("permit.application", channel="online", **APPLY)
    case.act("ask_pre_review", papers="申请表、场地图（示例）", uploads="film")
    assert (
        "permit.application/pre_review_within" in office.terms("near") + office.terms("overdue")
        or case.due("pre_review_within") > "2026-03-02"
    )
    case.act("pre_review", outcome="faults", told="yes", faults="场地图没有比例（示例）")
    case.act("supplement", papers="场地图（改，示例）", uploads="film")
    assert "告知" in case.refused("pre_review", outcome="passed", told="no", booked_on="2026-03-05T09:30")
    case.act("pre_review", outcome="passed", told="yes", booked_on="2026-03-05T09:30")
    assert [e["form"]["outcome"] for e in case.entries("pre_review")] == [
        "faults",
        "passed",
    ] and "09:30" in case.page()
    assert case.said("pre_review")["booked_on"].startswith("2026-03-05T09:30")


def test_b17_listed_items(office: Office) -> None:
    """街道政务服务事项"""
    item = office.enter(
        "service_item",
        "示例-100",
        name="示例事项",
        configured="yes",
        guide="2026年第1版",
        responsible="便民服务中心",
    )
    visit = office.open("permit.service", item="示例-100")
    office.not_opened("permit.service", item="示例-999")
    item.act("remove")
    visit.act("arrive", ticket="A001")
    assert "事项目录" in visit.refused("begin", outcome="window", waited=3, window="1")
    office.enter(
        "service_item",
        "示例-101",
        name="示例事项二",
        configured="yes",
        guide="2026年第2版",
        responsible="便民服务中心",
    )
    other = office.open("permit.service", item="示例-101")
    other.act("arrive", ticket="A002")
    other.act("begin", outcome="window", waited=3, window="1")
    assert other.stage == "serving" and office.listed("service_item")["示例-101"]["guide"] == "2026年第2版"
    page = office.page("register", name="service_item")
    assert "便民服务中心" in page and "2026年第2版" in page and "示例-100" not in page
