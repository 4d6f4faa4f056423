"""Cuntan 2022: devices, cameras, the police post and its partners (rows S-C16, S-C43 to S-C46)."""

from __future__ import annotations

import json
from datetime import timedelta

from yifa import clock
from yifa.people.models import Officer
from yifa.people.tokens import issue

from .office import CaseAt, Office

CAMERA = {
    "place": "示例路口",
    "owner": "示例街道",
    "basis": "公共安全视频图像信息系统管理条例",
    "filed_on": "2026-01-05",
    "alive_on": "2026-03-01",
    "check_by": "2027-03-01",
}


def test_c44_cameras(office: Office) -> None:
    """人脸识别摄像监控"""
    assert "图像保存天数" in office.not_entered(
        "device", "D-0002", name="示例摄像机", kind="camera", purpose="维护公共安全", **CAMERA
    )
    office.enter(
        "device",
        "D-0001",
        name="示例路口1号摄像机",
        kind="camera",
        purpose="维护公共安全",
        days_kept=30,
        **CAMERA,
    )
    camera = office.listed("device")["D-0001"]
    assert (camera["place"], camera["purpose"], camera["basis"][:6], camera["days_kept"]) == (
        "示例路口",
        "维护公共安全",
        "公共安全视频",
        30,
    )
    hint = office.open(
        "grid.event",
        category="safety",
        grade="ordinary",
        channel="video",
        place="示例路口",
        reference="D-0001",
        where={"division": office.communities[0]},
    )
    hint.act("received", party=None, content="画面提示人群聚集")
    assert "由人核实" in hint.refused("file", not_enforcement="yes")
    hint.act("verify_report", confirmed="yes")
    hint.act("locate", division=office.communities[0])
    hint.act("file", not_enforcement="yes")
    assert hint.entries("verify_report")[0]["by"]["verifier"]
    answer = office.post(
        "reveal",
        {"seq": str(hint.entries("received")[0]["seq"]), "why": "核对画面提示"},
        "he",
        case_id=hint.id,
    )
    assert answer.status_code == 200 and office.views("核对画面提示") == 1


def test_c46_partners_of_the_post(office: Office) -> None:
    """政企警企合作、警企共创共建"""
    office.enter(
        "partner",
        "HZ-01",
        name="示例保税企业",
        kind="firm",
        circle="security",
        duty="园区巡逻和视频维护",
        contact="某经理 13800000000",
        until="2027-12-31",
    )
    partner = office.listed("partner")["HZ-01"]
    assert (partner["duty"], partner["until"]) == (
        "园区巡逻和视频维护",
        "2027-12-31",
    ) and "contact" not in partner
    event = office.open(
        "grid.event",
        category="safety",
        grade="ordinary",
        channel="grid_worker",
        place="示例园区",
        where={"division": office.communities[0]},
    )
    event.act("report", by="gao", content="围栏破损", division=office.communities[0])
    dispute = office.open("mediation.case", kind="neighbour", source="request", people_involved=2, by="liang")
    token = issue(
        Officer.objects.get(username="liu"),
        "示例保税企业",
        ["see"],
        ["grid.*"],
        clock.now() + timedelta(days=30),
    )
    asked = {"HTTP_AUTHORIZATION": f"Bearer {token}"}
    mine, theirs = (office.client("").get(f"/api/v1/cases/{case.id}", **asked) for case in (event, dispute))
    assert (
        mine.status_code == 200
        and json.loads(mine.content)["number"] == event.number
        and theirs.status_code == 404
    )


def event_at(office: Office, community: int, **facts: str) -> CaseAt:
    """An urgent alarm of a device, received and filed."""
    event = office.open(
        "grid.event",
        category="safety",
        grade="ordinary",
        where={"division": office.communities[community]},
        **facts,
    )
    event.act("report", by="he", content="示例", division=office.communities[community])
    return event


def test_c16_smart_city_management(office: Office) -> None:
    """智慧城管"""
    office.enter(
        "roster_post",
        "ZQ-01",
        name="示例路执勤点",
        kind="duty_post",
        area="示例路",
        hours="全天",
        vacant="no",
        holder="张某某（示例）",
        division=office.communities[0],
    )
    seen = event_at(office, 0, channel="video", place="示例路1号")
    found = event_at(office, 1, channel="grid_worker", place="示例路2号")
    told = {
        "division": office.communities[2].rpartition("/")[2],
        "category": "city",
        "place": "示例路3号",
        "content": "占道堆物",
    }
    assert office.post("report-matter", told, "").status_code == 302
    reported = office.find("grid.event")[-1]
    assert reported.cover["channel"] == "resident"
    page = office.page("map")
    assert (
        all(f"<title>{case.number}</title>" in page for case in (seen, found, reported))
        and page.count("<rect") >= 12
    )
    found.act("file", not_enforcement="yes")
    found.act("dispatch", office="grid", post="ZQ-01")
    found.act("handle", by={"handler": ["jiang"]}, in_time="yes")
    found.act("verify", passed="yes")
    found.act("close", in_time="yes")
    assert (
        found.stage == "closed"
        and found.said("dispatch")["post"] == "ZQ-01"
        and found.number not in office.page("map")
    )


def test_c43_radios_of_the_patrol(office: Office) -> None:
    """GPS对话机"""
    for key, name in (("LD-01", "示例路"), ("LD-02", "示例街")):
        office.enter(
            "patrol_point", key, name=name, kind="street", level="street", chief="巡逻队", per_month=30
        )
    office.enter(
        "device",
        "DJ-01",
        name="对讲机",
        kind="radio",
        place="巡逻队",
        owner="示例街道",
        purpose="巡逻联络",
        basis="示例",
        alive_on="2026-03-01",
        check_by="2027-03-01",
    )
    patrol = office.open("patrol.team", kind="order", squad="Z-02", route="示例路环线")
    patrol.act(
        "record",
        hours="20-22时",
        minutes=120,
        people=8,
        seen=0,
        dissuaded=0,
        to_police=0,
        checked_persons="no",
        insured="yes",
    )
    assert "没有“LD-99”" in patrol.refused("cover", road="LD-99")
    patrol.act("cover", road="LD-01")
    covered = office.command("trace", "roads_covered", "--year", "2026", "--by", "road", "--json")
    assert covered == [{"value": "LD-01", "number": 1}]
    assert (
        set(office.listed("patrol_point")) - {row["value"] for row in covered} == {"LD-02"}
        and office.listed("device")["DJ-01"]["kind"] == "radio"
    )


def test_c45_smart_police_post(office: Office) -> None:
    """智慧警务站"""
    for number, community in enumerate((0, 3)):
        office.enter(
            "roster_post",
            f"XL-{number}",
            name=f"巡逻点{number}",
            kind="duty_post",
            area="保税区",
            hours="全天",
            vacant="no",
            holder="示例",
            division=office.communities[community],
        )
    office.enter(
        "device",
        "D-0001",
        name="园区摄像机",
        kind="camera",
        purpose="维护公共安全",
        days_kept=30,
        division=office.communities[0],
        **CAMERA,
    )
    alarm = event_at(office, 3, channel="device", place="示例园区")
    page = office.page("map", "lei")
    assert "XL-0 巡逻点0" in page and "D-0001 园区摄像机" in page
    row = page[page.rindex(alarm.number) :]
    assert "XL-1 巡逻点1" in row[: row.index("</tr>")]
    alarm.act("file", not_enforcement="yes")
    alarm.act("dispatch", office="grid", post="XL-1")
    office.day("2026-03-02 09:30")
    alarm.act("arrive", by={"handler": ["jiang"]}, post="XL-1")
    minutes = (
        office.moment(alarm.entries("arrive")[0]["at"][:19])
        - office.moment(alarm.entries("dispatch")[0]["at"][:19])
    ).seconds // 60
    row = office.page("map", "lei")
    row = row[row.rindex(alarm.number) :]
    assert f'<td class="number">{minutes}</td>' in row[: row.index("</tr>")] and minutes > 15
