"""Jiangbei 2024: places on maps (rows S-J43, S-J71, S-J78)."""

from __future__ import annotations

from typing import Any

from .case_at import CaseAt
from .office import Office


def digging(office: Office, road: str, first: str, last: str) -> CaseAt:
    """A wish to dig."""
    case = office.open(
        "works.roadopening",
        road=road,
        urgent=False,
        asked_for=first,
        asked_until=last,
        where={"division": office.communities[0]},
    )
    case.act("note", units=1, who="示例管线单位", area=20)
    return case


def test_j43_diggings_merged(office: Office) -> None:
    """“马路拉链”应用"""
    first = digging(office, "示例路", "2026-04-01", "2026-04-20")
    second = digging(office, "示例路", "2026-04-15", "2026-04-30")
    other = digging(office, "别处路", "2026-04-15", "2026-04-30")
    shown = office.page("diggings")
    assert shown.count("<circle") == 3 and all(case.number in shown for case in (first, second, other))
    assert (
        "2026-04-15 – 2026-04-30" in shown
        and f"/cases/{second.id}/acts/merge/" in shown
        and f"/cases/{other.id}/acts/merge/" not in shown
    )
    second.act("merge", into=first)
    assert second.stage == "merged" and "没有日期重叠的需求" in office.page("diggings")
    first.act("set_window", starts_on="2026-05-06", ends_on="2026-05-15", offices_asked=["traffic", "pipes"])
    assert first.due("end_by") == "2026-05-15" and "2026-05-06 – 2026-05-15" in office.page("diggings")


def test_j71_risk_points_on_a_map(office: Office) -> None:
    """“韧性安全城市治理一张图”"""
    words: dict[str, Any] = {
        "field": "flood",
        "graded_why": "示例",
        "place": "示例路",
        "responsible": "应急管理办公室",
        "division": office.communities[0],
    }
    point = office.enter(
        "risk_point",
        "R-1",
        name="示例下穿通道",
        risk_class="城市内涝",
        grade="major",
        owner="示例市政单位",
        next_check="2026-04-01",
        **words,
    )
    office.enter(
        "risk_point",
        "R-2",
        name="示例边坡",
        risk_class="地质灾害",
        grade="low",
        owner="示例养护单位",
        next_check="2026-12-31",
        **words,
    )
    office.day("2026-04-02")
    shown = office.page("risks", query={"class": "城市内涝"})
    assert (
        shown.count("<circle") == 1
        and "示例市政单位" in shown
        and "重大" in shown
        and "逾期未查</span></td>" in shown
        and "示例养护单位" not in shown
    )
    assert office.page("risks").count("<circle") == 2 and "register.risk_point/expires_on" in office.terms(
        "overdue"
    )
    point.act("renew", next_check="2026-07-01")
    assert "逾期未查</span></td>" not in office.page("risks")


def test_j78_within_fifteen_minutes(office: Office) -> None:
    """城市15分钟便民生活圈"""
    home = {"kind": "residential", "floors": 20, "total_area": 9000, "let_area": 0, "firms": 0}
    office.enter("building", "L-1", name="近楼", flats=150, longitude="117.600", latitude="39.000", **home)
    office.enter("building", "L-2", name="远楼", flats=50, longitude="117.640", latitude="39.000", **home)
    office.enter(
        "service_point", "S-1", name="示例便利店", kind="shop", longitude="117.605", latitude="39.000"
    )
    office.enter(
        "service_point", "S-2", name="示例菜市场", kind="market", longitude="117.900", latitude="39.500"
    )
    shown = office.page("circle")
    assert shown.count("<circle") == 4 and "示例便利店" in shown and "75%" in shown and "0%" in shown
    office.enter("service_point", "S-3", name="示例远店", kind="shop", longitude="117.641", latitude="39.000")
    assert "100%" in office.page("circle")


def test_j69_eight_blocks_on_one_screen(office: Office) -> None:
    """区治理中心“八大板块”"""
    blocks = ("grid", "hotline", "emergency", "hazard", "inspection", "petition", "enterprise", "aid")
    for n, area in enumerate(blocks, 1):
        office.enter("duty_block", f"B-{n}", name=f"板块{n}（示例）", areas=[area], leader=f"牵头单位{n}（示例）")
    office.enter("roster_post", "Z-1", name="示例值守岗", kind="duty_post", block="B-1", area="示例", hours="全天", vacant=False, holder="示例")
    event = office.open("grid.event", category="facility", grade="ordinary", channel="grid_worker", place="示例路")
    assert event.number not in office.page("duty", "luo")
    event.act("report")
    event.act("file", not_enforcement=True)
    order = office.open("hotline.order", kind="demand", urgency="ordinary", channel="phone", field="city", repeated=False)
    order.act("register")
    shown = office.page("duty")
    assert shown.count("牵头单位") >= 8 and event.number in shown and "示例值守岗" in shown and shown.count("本月受理 1") == 2
    event.act("dispatch", office="general")
    assert event.number in office.page("duty", "luo") and order.number not in office.page("duty", "luo")


def test_j72_scenario_on_the_map(office: Office) -> None:
    """数图融合工具"""
    here, there = office.communities[:2]
    risk = {"risk_class": "城市内涝", "field": "flood", "grade": "larger", "graded_why": "示例", "place": "示例路", "owner": "示例", "responsible": "示例", "next_check": "2026-12-31"}
    office.enter("risk_point", "R-1", name="示例下穿通道", division=here, **risk)
    office.enter("risk_point", "R-2", name="别处边坡", division=there, **risk)
    office.enter("building", "L-1", name="示例楼", kind="residential", floors=6, total_area=900, let_area=0, firms=0, flats=60, division=here)
    office.enter("team", "Q-1", name="应急快反小组", kind="rapid", level="street", duty="示例", responsible="示例", members=12)
    office.enter("emergency_plan", "YA-1", name="示例防汛预案", kind="single", matter="flood", version="第1版")
    office.enter("emergency_contact", "LL-1", name="转移安置组", matter="flood", phone="示例", call_order=1, checked_by="2026-12-31")
    for n, what in enumerate(("敲门通知", "转移安置"), 1):
        office.enter("plan_step", f"BZ-{n}", name=what, plan="YA-1", version="第1版", place_in_order=n, role="LL-1", minutes=30)
    case = office.open("emergency.incident", category="natural", level="general", matter="路面积水（示例）")
    case.act("take_in", division=here)
    shown = office.page("scenario", case_id=case.id, query={"plan": "YA-1"})
    assert shown.count("<circle") == 2 and "<b>60</b>" in shown and "别处边坡" not in shown and "敲门通知" in shown and "已选取" not in shown
    assert 'value="R-1" selected' in office.client("liu").get(f"/cases/{case.id}/acts/pick_point/?point=R-1").content.decode()
    case.act("pick_point", point="R-1", homes=60)
    case.act("pick_team", team="Q-1", task="围挡")
    case.act("tick_step", step="BZ-1", done_well=True)
    shown = office.page("scenario", case_id=case.id, query={"plan": "YA-1"})
    assert shown.count("已选取") == 2 and shown.count("已完成") == 1 and "?step=BZ-2" in shown
