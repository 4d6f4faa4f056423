"""Baiyunhu 2020: grids, their heads, teams and events, volunteers (rows S-B62 to S-B70, S-B88)."""

from __future__ import annotations

from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from .case_at import CaseAt
from .office import Office

HEADS = ("grid_head", "grid_party", "grid_supervisor", "grid_police", "grid_worker")


def grid(office: Office, key: str, **more: Any) -> CaseAt:
    """A base grid of the list."""
    told = {"kind": "base", "community": "示例社区", "micro_grids": 4, "posts_due": 5, "boundary": "东至示例路，西至示例河", **more}
    return office.enter("grid_area", key, name=f"示例网格{key}", drawn_on="2026-01-05", **told)


def post(office: Office, of: str, kind: str, **more: Any) -> CaseAt:
    """A post of a grid, held by somebody."""
    told = {"vacant": False, "holder": "示例甲某", **more}
    return office.enter("roster_post", f"{of}-{kind}", name=f"{of}{kind}", kind=kind, area=of, grid=of, hours="全天", **told)


def test_b62_a_team_for_each(office: Office) -> None:
    """“一村居一队伍”"""
    for key in ("村甲", "村乙"):
        office.enter("community", key, name=f"示例{key}", kind="village", founded_on="2018-01-01", model="none")
    for key in ("物流", "餐饮"):
        office.enter("trade", key, name=f"示例{key}业", responsible="示例科室", businesses=10)
    words = {"kind": "order", "members": 20}
    office.enter("volunteer_team", "D-1", name="村甲队", formed_by="community", home="村甲", community="村甲", **words)
    team = office.enter("volunteer_team", "D-2", name="物流队", formed_by="trade", home="物流", trade="物流", **words)
    trades = office.page("register", name="trade", query={"short": "1"})
    assert "示例餐饮业" in trades and "示例物流业" not in trades and "0 / 1 不足" in trades
    villages = office.page("register", name="community", query={"q": "村乙", "short": "1"})
    assert "示例村乙" in villages and "一村居一队伍" in villages
    assert office.page("register", name="community", query={"q": "村甲"}).count("1 / 1") == 1
    team.act("remove")
    assert "示例物流业" in office.page("register", name="trade", query={"short": "1"})


def test_b68_base_grids(office: Office) -> None:
    """基础网格"""
    first = grid(office, "W-1", division=office.communities[0])
    post(office, "W-1", "grid_worker", holder="示例网格员甲")
    page = office.page("register", name="grid_area")
    assert "东至示例路" in page and "2026年1月5日" in page and "在岗网格员" in page
    office.day("2026-04-01")
    first.act("change", boundary="东至示例新路，西至示例河", drawn_on="2026-04-01")
    (changed,) = office.compared("grid_area", "2026-03-02", "2026-04-01").changed
    assert changed.key == "W-1" and "boundary" in changed.fields and office.figure("base_grids") == 1
    assert "示例网格员甲" in office.page("register", name="roster_post", query={"q": "W-1"})


def test_b69_five_heads(office: Office) -> None:
    """网格“五长”"""
    for key in ("W-1", "W-2"):
        grid(office, key)
    for kind in HEADS:
        post(office, "W-1", kind)
    post(office, "W-2", "grid_head")
    post(office, "W-2", "grid_party", vacant=True, holder=None)
    short = office.page("register", name="grid_area", query={"short": "1"})
    assert "示例网格W-2" in short and "2 / 5 不足" in short and "1 / 5 不足" in short and "示例网格W-1" not in short
    vacant = office.page("register", name="roster_post", query={"q": "grid_party"})
    assert "W-2grid_party" in vacant and "示例甲某" in vacant
    assert [office.figure(f"grid_heads_{what}") for what in ("posts", "due", "vacant", "set_rate")] == [7, 10, 1, 70]


def event(office: Office, end: str) -> CaseAt:
    """A grid event reported, and closed in place or passed on to a department."""
    made = office.open("grid.event", category="city", grade="ordinary", channel="grid_worker", place="示例路", where={"division": office.communities[0]})
    made.act("report", by="gao", content="示例", division=office.communities[0])
    if end == "passed_on":
        made.act("pass_on", where="department")
    elif end == "closed":
        made.act("file", not_enforcement="yes")
        made.act("dispatch", office="grid")
        made.act("handle", by={"handler": ["jiang"]}, in_time="yes")
        made.act("verify", passed="yes")
        made.act("close", in_time="yes")
    return made


def test_b70_events_passed_on(office: Office) -> None:
    """有效流转事件(流转至部门处置)"""
    made = [event(office, end) for end in ("closed", "passed_on", "open", "open")]
    assert [each.stage for each in made] == ["closed", "passed_on", "reported", "reported"]
    assert "转其他程序" in made[1].page() and "结案" in made[0].page()
    names = ("grid_events_received", "grid_closed_in_place", "grid_events_to_departments", "grid_passed_rate")
    assert [office.figure(name) for name in names] == [4, 1, 1, 25]


def test_b64_events_from_the_app(office: Office) -> None:
    """“云湖智芯”系统"""
    told = {"division": office.communities[0].rpartition("/")[2], "category": "city", "place": "示例路3号", "content": "井盖破损（示例）"}
    assert office.post("report-matter", told, "").status_code == 302
    receipt = office.page("received", "")
    (case,) = office.find("grid.event")
    assert case.stage == "reported" and case.number in receipt
    code = receipt.rpartition('<b class="big">')[2].partition("</b>")[0]
    case.act("locate", division=office.communities[0])
    case.act("verify_report", by="gao", confirmed="yes")
    case.act("file", not_enforcement="yes")
    case.act("answer", answer="已更换井盖（示例）")
    shown = office.post("followed", {"number": case.number, "code": code}, "").content.decode()
    assert "已立案" in shown and "已更换井盖（示例）" in shown


def picture() -> SimpleUploadedFile:
    """A photograph, as small as one can be."""
    return SimpleUploadedFile("a.jpg", bytes.fromhex("ffd8ffe000104a46494600010100000100010000ffd9"), "image/jpeg")


def portal_code(office: Office, number: str) -> str:
    """The word on the receipt just given."""
    receipt = office.page("received", "")
    assert number in receipt
    return receipt.rpartition('<b class="big">')[2].partition("</b>")[0]


def test_b63_volunteers_on_the_phone(office: Office) -> None:
    """“红棉侠盟”App"""
    for key in ("LD-1", "LD-2"):
        office.enter("patrol_point", key, name=f"示例路{key}", kind="street", level="street", chief="示例", per_month=4)
    office.enter("volunteer_team", "HM-1", name="示例群防队", kind="order", formed_by="community", home="示例社区", members=30)
    place = office.communities[0].rpartition("/")[2]
    told = {"division": place, "wish": "patrol", "age": "adult", "content": "周末可服务（示例）", "name": "甲某（示例）"}
    assert office.post("volunteer", told, "").status_code == 302
    (member,) = office.find("volunteer.member")
    receipt = {"number": member.number, "code": portal_code(office, member.number)}
    member.act("accept", team="HM-1", risks_told=True, trained=True, told="欢迎加入（示例）")
    mine = office.post("followed", receipt, "").content.decode()
    assert "欢迎加入（示例）" in mine and "领取巡防任务" in mine and '<option value="LD-1">示例路LD-1</option>' in mine
    for name, point in (("take_round", "LD-1"), ("check_in", "LD-2"), ("check_in", "LD-1")):
        office.tick()
        office.post("followed", {**receipt, "event": name, "f-point": point}, "")
    assert [(e["form"]["point"], e["valid"]) for e in member.entries("check_in")] == [("LD-2", False), ("LD-1", True)]
    assert member.entries("check_in")[1]["at"].startswith("2026-03-02T09:") and office.figure("volunteers_taken_in") == 1
    seen = {"division": place, "category": "city", "place": "示例路3号", "content": "井盖破损（示例）", "photos": [picture()]}
    assert office.post("report-matter", seen, "").status_code == 302
    (event,) = office.find("grid.event")
    assert "photos" in event.entries("received")[0]["sealed"] and event.cover["channel"] == "resident"
