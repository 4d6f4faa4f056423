"""Longmen 2023: petitions, posts, teams, grid events, hazards and works (rows S-L10 to S-L35)."""

from __future__ import annotations

from typing import Any

from .office import Office


def test_l10_leaders_receive_visitors(office: Office) -> None:
    """党政主要领导定期接访和班子成员每周轮流带班接访制度"""
    for week, leader in (("2026-03-04", "liu"), ("2026-03-11", "zhou")):
        turn = office.open("emergency.shift", post="接访室", kind="leader_visit")
        turn.act("plan_shift", shift_on=week, hours="9时至12时", leader=leader, first="luo", second="he")
    assert [t.said("plan_shift")["leader"] for t in office.find("emergency.shift")] == [
        office.who("liu"),
        office.who("zhou"),
    ]
    visit = office.open(
        "petition.matter", channel="visit", kind="claim", field="housing", people=2, parties={"petitioner": 1}
    )
    visit.act("register", representatives=0, identity_clear=True)
    visit.act("lead_reception", by="zhou", how="reception", held_on="2026-03-02", people=2)
    visit.act("take_charge", by="zhou", plan="约谈双方（示例）", listed=True)
    assert visit.due("charge_within") and visit.entries("take_charge")[0]["by"]["leader"] == [
        office.who("zhou")
    ]
    visit.act("charge_report", by="zhou", solved=True, report="已解决（示例）")
    assert (
        visit.entries("charge_report")[0]["by"]["leader"] == [office.who("zhou")]
        and visit.said("charge_report")["solved"] is True
    )
    assert "领导接访" in visit.page() and visit.number in office.page(
        "desk", "liu", {"procedure": "petition.matter", "state": "all"}
    )


def test_l12_three_years_on_petitions(office: Office) -> None:
    """“信访突出问题化解三年攻坚战”"""
    matter = office.open(
        "petition.matter", channel="letter", kind="claim", field="land", people=1, parties={"petitioner": 1}
    )
    matter.act("register", representatives=0)
    words: dict[str, Any] = {
        "kind": "petition",
        "list": "信访攻坚战",
        "year": 2026,
        "due_on": "2026-06-30",
        "state": "planned",
    }
    point = office.enter(
        "plan", "攻坚-1", name=f"{matter.number} 征地补偿：逐户核算（示例）", owner="周某（示例）", **words
    )
    office.enter("plan", "攻坚-2", name="劳资旧案（示例）", owner="罗某（示例）", **words)
    assert "没有领导包案" in matter.refused("charge_report", by="zhou", solved=True)
    matter.act("take_charge", by="zhou", plan="逐户核算补偿（示例）", listed=True)
    assert matter.due("charge_within") and matter.said("take_charge")["listed"] is True
    matter.act("charge_report", by="zhou", solved=True)
    point.act("change", state="done", proof="包案化解报告（示例）")
    assert [v["state"] for v in office.listed("plan").values()] == ["done", "planned"]
    listed = office.page("register", name="plan", query={"q": "信访攻坚战"})
    assert "周某（示例）" in listed and "逐户核算" in listed and "劳资旧案" in listed


def test_l16_posts_not_persons(office: Office) -> None:
    """“以岗定人”"""
    post = office.enter(
        "roster_post",
        "GW-1",
        name="应急岗（示例）",
        kind="centre",
        sector="平安法治",
        area="全街道",
        hours="全天",
        vacant="no",
        holder="甲某（示例）",
        deputy="乙某（示例）",
    )
    event = office.open(
        "grid.event",
        category="city",
        grade="ordinary",
        channel="grid_worker",
        place="示例路3号",
        where={"division": office.communities[0]},
    )
    event.act("report", by="gao", content="占道", division=office.communities[0])
    event.act("file", not_enforcement="yes")
    assert "没有“GW-9”" in event.refused("dispatch", office="grid", post="GW-9")
    event.act("dispatch", office="grid", post="GW-1")
    post.act("change", holder="丙某（示例）")
    now = office.listed("roster_post")["GW-1"]
    assert event.said("dispatch")["post"] == "GW-1" and (now["sector"], now["holder"], now["deputy"]) == (
        "平安法治",
        "丙某（示例）",
        "乙某（示例）",
    )


def test_l17_rapid_team(office: Office) -> None:
    """应急快反小组"""
    office.enter("team", "KF-1", name="快反小组（示例）", kind="rapid", members=12)
    incident = office.open("emergency.incident", category="accident", level="below", matter="示例路树木倒伏")
    incident.act("take_in", source="resident", division=office.communities[0])
    assert "没有“KF-9”" in incident.refused("call_out", teams="示例", team="KF-9", people=6)
    incident.act("call_out", teams="快反小组（示例）", team="KF-1", people=6, order="清障（示例）")
    incident.act("acknowledge")
    incident.act("arrive", people=6)
    incident.act("written_report", deaths=0, injured=0, moved=0)
    assert incident.said("call_out")["team"] == "KF-1" and office.listed("team")["KF-1"]["members"] == 12
    assert (
        incident.entries("acknowledge")
        and incident.said("arrive")["arrived"]
        and incident.stage == "handling"
    )


def test_l22_five_states_of_an_event(office: Office) -> None:
    """事件发现、上报受理、调度指挥、协同处置、督办反馈"""
    event = office.open(
        "grid.event",
        category="city",
        grade="ordinary",
        channel="grid_worker",
        place="示例路3号",
        where={"division": office.communities[0]},
    )
    seen = []
    event.act("report", by="gao", content="占道", division=office.communities[0])
    seen.append((event.stage, bool(event.due("file_within"))))
    event.act("file", not_enforcement="yes")
    seen.append((event.stage, bool(event.due("dispatch_within"))))
    event.act("dispatch", office="grid")
    seen.append((event.stage, bool(event.due("handle_within"))))
    event.refused("supervise")
    office.day("2026-06-01")
    assert "grid.event/handle_within" in office.terms("overdue")
    event.act("supervise", note="请从速办理（示例）")
    event.act("handle", by={"handler": ["jiang"]}, in_time="no")
    seen.append((event.stage, bool(event.due("verify_within"))))
    assert "核查通过" in event.refused("close", in_time="no")
    event.act("verify", passed="yes")
    event.act("close", in_time="no")
    assert [*seen, event.stage] == [
        ("reported", True),
        ("filed", True),
        ("dispatched", True),
        ("handled", True),
        "closed",
    ]


def test_l32_hazards_found_and_put_right(office: Office) -> None:
    """事故风险隐患排查整治、研判管控机制"""
    hazard = office.open(
        "hazard.ordinary",
        kind="fire",
        found_by="inspection",
        found_on="2026-03-02",
        place="示例路8号",
        parties={"responsible": ["示例企业"]},
    )
    hazard.act("register", content="消防通道堵塞")
    hazard.act("grade", outcome="general")
    hazard.act("order", how="by_date", remove_by="2026-03-09")
    assert hazard.due("remove_within") == "2026-03-09" and "示例企业" in hazard.page()
    assert "没有复查合格" in hazard.refused("pass_recheck")
    hazard.act("recheck", removed="yes", on_site="yes", photos="film")
    hazard.act("pass_recheck")
    hazard.act("strike_off", items=1)
    assert hazard.stage == "struck_off" and office.figure("hazards_rectified") == 1


def test_l33_major_hazard_posted(office: Office) -> None:
    """重大事故风险隐患挂牌督办机制"""
    hazard = office.open(
        "hazard.major",
        kind="fire",
        found_by="inspection",
        found_on="2026-03-02",
        place="示例市场",
        parties={"responsible": ["示例市场"]},
    )
    hazard.act("identify", outcome="major", criterion="示例标准第一项", experts=2)
    hazard.act("enter_system", number_there="示例-1")
    posted = hazard.act("list", leader="zhou", remove_by="2026-04-01")
    assert (
        hazard.due("remove_within") == "2026-04-01"
        and hazard.said("list")["leader"] == office.who("zhou")
        and posted.documents["listing_notice"]
    )
    hazard.act("plan_handed_in", party="responsible1")
    hazard.act("check_plan", five=["measures", "money", "time", "people", "plan"])
    hazard.act("accept", passed="yes", experts=2)
    hazard.act("pass_acceptance")
    hazard.act("delist")
    lifted, found = hazard.entries("delist")[0], hazard.entries("identify")[0]
    assert hazard.stage == "delisted" and not {n for r in lifted["by"].values() for n in r} & {
        n for r in found["by"].values() for n in r
    }


def test_l35_works_and_hydrants(office: Office) -> None:
    """道路交通“安保工程”"""
    road = office.open(
        "works.project",
        name="示例村道护栏",
        kind="road",
        place="示例村道3公里",
        budget=200000,
        promised_on="2026-06-30",
    )
    pipes = office.open(
        "works.project",
        name="示例地下管网",
        kind="pipes",
        place="示例街",
        budget=900000,
        promised_on="2026-03-31",
    )
    for work in (road, pipes):
        work.act("approve_project")
    road.act("begin")
    office.enter(
        "device",
        "XHS-1",
        name="示例街消火栓",
        kind="hydrant",
        place="示例街口",
        division=office.communities[0],
        alive_on="2026-02-02",
        check_by="2026-05-01",
    )
    assert (
        "XHS-1 示例街消火栓" in office.page("map")
        and office.listed("device")["XHS-1"]["alive_on"] == "2026-02-02"
    )
    office.day("2026-05-06")
    assert {"works.project/done_by", "register.device/expires_on"} <= set(office.terms("overdue"))
    assert (
        (road.stage, pipes.stage) == ("begun", "approved")
        and "示例村道3公里" in road.page()
        and road.due("done_by") == "2026-06-30"
    )
    assert (road.cover["budget"], pipes.cover["budget"]) == (20000000, 90000000)
