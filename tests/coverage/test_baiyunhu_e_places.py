"""Baiyunhu 2020: businesses, places, boards and gates (rows S-B26, S-B28, S-B31, S-B46, S-B49, S-B50, S-B53)."""

from __future__ import annotations

from pathlib import Path

from yifa.people.models import VaultItem

from .office import Office

COMPANY = "91990101MA0000001Y"


def test_b26_training_base(office: Office) -> None:
    """高标准电竞实训基地"""
    words = {"kind": "base", "waterside": False, "area": 3000, "budget": 2000000, "owner": "示例公司", "plot": "示例地块3号", "promised_on": "2026-06-30"}
    site = office.enter("project_site", "JD-1", name="示例实训基地", state="under_way", **words)
    office.enter("venue", "CD-1", name="示例教室", kind="room", seats=40)
    office.day("2026-05-06")
    site.act("change", state="done", result="built", done_on="2026-05-06")
    for came in (30, 25):
        course = office.open("activity.course", venue="CD-1", site="JD-1", name="电竞裁判课（示例）", day="2026-05-06")
        course.act("schedule", seats=40)
        course.act("hold", came=came, booked_came=0)
    listed = office.listed("project_site", "2026-05-05")["JD-1"]
    assert (listed["plot"], listed["budget"], listed["promised_on"], listed["state"]) == ("示例地块3号", 200000000, "2026-06-30", "under_way")
    page = office.page("register", name="project_site", query={"q": "JD-1"})
    assert '<td data-label="本年举办课程（期）">2</td>' in page and '<td data-label="本年培训（人次）">55</td>' in page
    assert "建成" in page and "示例地块3号" in page and "2,000,000" in page


def test_b28_licence_and_permit(office: Office) -> None:
    """“证照分离”改革 / 调整经营范围库"""
    office.enter("business_scope", "H6210", name="餐饮服务", kind="after", permits_due=1)
    office.enter("business_scope", "O8010", name="美容服务", kind="after", permits_due=1)
    for key, scope in (("H6210—食品", "H6210"), ("O8010—卫生", "O8010")):
        if scope == "H6210":
            office.enter("scope_permit", key, name="食品经营许可", scope=scope, organ="示例市场监管局", way="promise", basis="示例")
    assert "0 / 1 不足" in office.page("register", name="business_scope", query={"short": "1"})
    assert "H6210" not in office.page("register", name="business_scope", query={"short": "1"})
    office.enter("scope_permit", "O8010—卫生", name="公共场所卫生许可", scope="O8010", organ="示例卫健局", way="service", basis="示例")
    assert "不在可选范围内" in office.not_opened("permit.linkage", scope="H6210", permit="O8010—卫生", parties={"business": 1})
    case = office.open("permit.linkage", scope="H6210", permit="H6210—食品", registered_on="2026-03-02", parties={"business": 1})
    assert case.act("tell_applicant", promised=True).documents["told_notice"] and case.due("push_within") == "2026-03-05"
    assert case.act("push", how="platform", answer_by="2026-03-31").documents["task_letter"]
    assert case.due("sign_within") == "2026-03-09"
    office.day("2026-03-10")
    assert "permit.linkage/sign_within" in office.terms("overdue")
    case.act("signed_for", signed_by="示例市场监管局")
    case.act("organ_answers", outcome="licensed", permit_number="示例证1号")
    assert case.stage == "licensed" and "示例证1号" in case.page()


def test_b31_letters_about_a_business(office: Office) -> None:
    """商事主体自主申报事项 / 群众来信来访投诉事宜"""
    firm = office.enter("enterprise", COMPANY, name="示例餐饮有限公司", kind="company", address="示例路1号")
    complaint = office.open("mailbox.letter", kind="complaint", box="public", business=COMPANY)
    declared = office.open("mailbox.letter", kind="declaration", box="public", business=COMPANY)
    assert "登记册中没有" in office.not_opened("mailbox.letter", kind="complaint", box="public", business="不在册")
    for case in (complaint, declared):
        case.act("register", content="示例")
        case.act("assign", concerned=False)
        assert case.due("reply_within") > "2026-03-02"
    letter = complaint.act("reply", in_time=True, solved="solved", kept=True, answer="已责令改正（示例）")
    assert letter.documents["reply_letter"] and complaint.stage == "answered" and COMPANY in complaint.page()
    assert '<td data-label="本年涉及的来信（投诉、举报、申报）">2</td>' in office.page("register", name="enterprise")
    office.day("2026-06-01")
    assert office.terms("overdue").count("mailbox.letter/reply_within") == 1 and firm.number


def test_b46_restaurants_by_the_water(office: Office) -> None:
    """《白云湖街餐饮业专项清理整治工作方案》"""
    campaign = office.open("hazard.campaign", kind="catering", name="餐饮业专项清理整治（示例）", census=True)
    campaign.act("propose", from_on="2026-03-02", until="2026-12-31", quotas=False)
    campaign.act("launch", outcome="allow")
    for number in ("C-1", "C-2"):
        campaign.act("survey_place", kind="restaurant", place_number=number, waterside=False)
    by_water, inland = campaign.children("hazard.premises")
    spot = {"longitude": "117.7", "latitude": "39.0", "area": "80", "put_right_on": "2026-06-30"}
    assert "距离" in by_water.refused("check_place", water_distance=20, near_water=False, **spot)
    by_water.act("check_place", water_distance=20, **spot)
    inland.act("check_place", water_distance=400, **{**spot, "longitude": "117.71"})
    assert [case.said("check_place")["near_water"] for case in (by_water, inland)] == [True, False]
    told = office.page("map")
    assert "#0a7c8c" in told and "#8a5a00" in told and f"/cases/{by_water.id}/" in told
    by_water.act("treat", voluntary="agreed")
    by_water.act("settle", outcome="converted", seen=True)
    by_water.refused("settle", outcome="closed", seen=True)
    assert (office.figure("restaurants_near_water"), office.figure("restaurants_near_water_settled")) == (1, 1)
    assert by_water.stage == "converted" and "还有场所没有整治结果" in campaign.refused("close")


def test_b49_boards_and_screens(office: Office) -> None:
    """社区法治宣传栏、LED屏、微信公众号"""
    for key, kind in (("X-1", "board"), ("X-2", "led"), ("X-3", "wechat")):
        office.enter("display_board", key, name=f"示例{key}", kind=kind, owner="示例社区", yearly=1)
    board, screen = (office.open("publicity.display", board=key, theme="民法典（示例）") for key in ("X-1", "X-2"))
    for case in (board, screen):
        case.act("plan_display", by="luo", content="民法典图解（示例）", from_on="2026-03-04", until_on="2026-03-31")
        case.act("review_content", by="zhao", outcome="passed")
    board.act("show", by="luo", shown_at="2026-03-02T09:30", proof="film")
    office.day("2026-03-05")
    assert "publicity.display/up_by" in office.terms("overdue")
    office.day("2026-04-01")
    assert "publicity.display/down_by" in office.terms("overdue")
    board.act("take_down", by="luo", down_at="2026-04-01T09:00", views=120)
    assert board.said("show")["shown_at"].startswith("2026-03-02T09:30") and "民法典图解" in board.page()
    short = office.page("register", name="display_board", query={"short": "1"})
    assert "X-2" in short and "X-3" in short and "示例X-1" not in short and board.stage == "over"


def test_b50_gates_of_an_estate(office: Office) -> None:
    """围院式管理"""
    estate = office.open("emergency.enclosure", estate="示例花园", order_number="示例通告〔2026〕1号")
    estate.act("impose", from_on="2026-03-02", until_on="2026-03-15", why="示例")
    assert "消防通道" in estate.refused("open_gate", gate="东门", state="closed", fire_lane=False)
    estate.act("open_gate", gate="东门", state="open", fire_lane=True)
    gate = estate.entries("open_gate")[0]["seq"]
    estate.act("post_staff", of=gate, on_day="2026-03-03", staff=["luo", "gao"], volunteers=2)
    for number, holder in (("P-1", "张三（示例）1栋"), ("P-2", "李四（示例）2栋")):
        estate.act("issue_pass", pass_number=number, use="resident", valid_to="2026-03-15", holder=holder)
    passes = [entry["sealed"]["holder"]["ref"] for entry in estate.entries("issue_pass")]
    seen = office.post("reveal", {"seq": str(estate.entries("issue_pass")[0]["seq"]), "why": "核对（示例）"}, case_id=estate.id)
    assert "张三（示例）1栋" in seen.content.decode() and estate.said("post_staff")["on_day"] == "2026-03-03"
    office.day("2026-03-16")
    assert "emergency.enclosure/end_by" in office.terms("overdue")
    assert "应为：2" in estate.refused("lift", lifted_on="2026-03-16", passes=1)
    estate.act("lift", lifted_on="2026-03-16", passes=None)
    assert estate.said("lift")["passes"] == 2 and estate.stage == "lifted" and "已依法删除" in estate.page()
    assert all(item.erased_at is not None for item in VaultItem.objects.filter(pk__in=passes))
    gone = office.post("reveal", {"seq": str(estate.entries("issue_pass")[0]["seq"]), "why": "核对（示例）"}, case_id=estate.id)
    assert "张三" not in gone.content.decode() and "东门" in estate.page()


def test_b53_outside_platform(office: Office, tmp_path: Path) -> None:
    """“平安白云”"""
    unit = office.enter("connected_unit", "平安-综治办", name="综治办（示例）", platform="“平安”平台（示例）", kind="office", connected=True, connected_on="2026-01-05", last_used_on="2026-01-05")
    office.enter("platform_account", "平安-luo", holder="罗平", platform="governance", level="office", opened_on="2026-01-05")
    sheet = tmp_path / "转办.csv"
    place = office.communities[0].rsplit("/", 1)[-1]
    rows = [["平台编号", "登记时间", "社区编码", "事件类别", "地点", "事件内容"], ["PA-1", "2026-03-01 09:00", place, "安全隐患", "示例路", "堵塞通道（示例）"]]
    sheet.write_text("\n".join(",".join(row) for row in rows), encoding="utf-8")
    done = office.command("intake", str(sheet), "--channel", "outside_platform", "--json")
    (event,) = office.find("grid.event")
    assert done and event.cover["reference"] == "PA-1" and event.stage == "reported" and event.due("file_within")
    unit.act("change", last_used_on="2026-03-02")
    told = office.page("register", name="connected_unit")
    assert "2026年3月2日" in told and "“平安”平台" in told and "罗平" in office.page("register", name="platform_account")
