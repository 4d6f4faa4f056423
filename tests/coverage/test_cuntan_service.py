"""Cuntan 2022: services to residents and firms (rows S-C02, S-C04, S-C06 to S-C10, S-C19 to S-C24)."""

from __future__ import annotations

from .office import CaseAt, Office

DEVICE = {
    "owner": "示例街道",
    "purpose": "体测",
    "basis": "示例",
    "alive_on": "2026-03-01",
    "check_by": "2027-03-01",
}


def test_c02_online_services(office: Office) -> None:
    """“互联网+政务服务”"""
    for key, name in (("F-001", "老年人优待证办理（示例）"), ("F-002", "示例窗口事项")):
        office.enter("service_item", key, name=name, online="full" if key == "F-001" else "no_online")
    page = office.page("apply-online", "")
    assert "老年人优待证办理" in page and "示例窗口事项" not in page
    sent = {
        "division": office.communities[0].rpartition("/")[2],
        "item": "F-001",
        "content": "申请表、照片",
        "name": "某申请人",
        "phone": "13800000000",
    }
    assert "请填写" in office.post("apply-online", {**sent, "item": ""}, "").content.decode()
    assert office.post("apply-online", sent, "").status_code == 302
    (case,) = office.find("permit.application")
    assert case.stage == "received" and case.cover["channel"] == "online"
    case.act("judge", outcome="accept", by="qin", fixed_on_spot="no")
    case.act("plan_review", by="qin", substance="no", interests="no", hearing="none")
    case.act("decide", outcome="grant", fee=0, on_time="yes", met="yes", on_promise="no", certificate="yes")
    case.act("issue_certificate", by="qin", certificate_number="示例证1号", electronic="yes")
    case.act(
        "serve",
        by="qin",
        document="certificate",
        party="p1",
        means="electronic",
        consent="同意电子送达",
        reached_on="2026-03-02",
    )
    case.act(
        "complete",
        by="qin",
        delivery="electronic",
        visits=0,
        days_used=1,
        first_time="yes",
        rating_offered="yes",
    )
    assert case.stage == "issued"
    parts = {
        name: office.command("trace", name, "--year", "2026", "--by", "case.item", "--json")
        for name in ("applications_days_used", "applications_visits")
    }
    assert parts == {
        "applications_days_used": [{"value": "F-001", "number": 1}],
        "applications_visits": [{"value": "F-001", "number": 0}],
    }


def test_c04_service_points(office: Office) -> None:
    """街道公共服务中心 / 社区便民服务站"""
    office.enter("service_item", "F-001", name="示例服务事项", reach="district")
    office.enter(
        "service_point",
        "WD-01",
        name="示例社区便民服务站",
        kind="station",
        counters=2,
        hours="工作日9时至17时",
        offers="F-001",
    )
    case = office.open("permit.service", by="qin", item="F-001", parties={"visitor": 1})
    case.act("arrive", party="visitor1", ticket="A001")
    assert "没有“WD-99”" in case.refused(
        "begin", outcome="cross_region", waited=3, competent="区政务服务中心", point="WD-99"
    )
    case.act("begin", outcome="cross_region", waited=3, competent="区政务服务中心", point="WD-01")
    case.act("finish", outcome="pass_on", fee=0, papers="申请表", sent_on="2026-03-02")
    assert (
        case.stage == "handed_on" and case.said("begin")["point"] == "WD-01" and "WD-01" in case.page("qin")
    )
    case.act("result_back", granted="yes")
    case.act("deliver_result", how="window")
    point = office.listed("service_point")["WD-01"]
    assert case.stage == "done" and (point["counters"], point["hours"], point["offers"]) == (
        2,
        "工作日9时至17时",
        "F-001",
    )


def published(office: Office, **words: str) -> CaseAt:
    """An item of information through its three reviews."""
    item = office.open(
        "disclosure.publication",
        category="services",
        formed_on="2026-03-02",
        source="own",
        speed="general",
        by="luo",
    )
    item.act("draft", by="luo", **words)
    reviews(item)
    item.act(
        "publish", outcome="new", same_text="yes", channels=["website"], link="https://example.invalid/1"
    )
    return item


def reviews(item: CaseAt) -> None:
    item.act("first_review", outcome="pass", by="shen", accurate="yes")
    item.act("second_review", outcome="pass", by="zhao", secrecy="clear", private="none", organs="none")
    item.act("third_review", outcome="pass", by="liu")


def test_c06_published_information(office: Office) -> None:
    """更新政府公开信息"""
    first, second = published(office, name="办事指南一"), published(office, name="办事指南二")
    office.day("2026-04-01")
    first.act("revise", by="luo", changed_on="2026-04-01")
    reviews(first)
    first.act(
        "publish",
        outcome="update",
        by="han",
        same_text="yes",
        channels=["website"],
        link="https://example.invalid/2",
    )
    latest = first.entries("publish")[-1]
    assert (
        first.cover["category"],
        latest["at"][:10],
        latest["by"]["publisher"],
        latest["form"]["link"],
    ) == ("services", "2026-04-01", [office.who("han")], "https://example.invalid/2")
    march, april = (
        {"first": "2026-03-01", "last": "2026-03-31"},
        {"first": "2026-04-01", "last": "2026-04-30"},
    )
    assert [office.figure("gov_info_items_published", **month) for month in (march, april)] == [
        2,
        0,
    ] and second.stage == "published"
    assert [office.figure("gov_info_items_updated", **month) for month in (march, april)] == [0, 1]


def test_c07_business_measures(office: Office) -> None:
    """《寸滩街道优化营商环境9条具体办法》 / 补贴帮扶政策"""
    measure = {
        "kind": "award",
        "conditions": "首次升规",
        "papers": "申请表",
        "ceiling": 50000,
        "document": "街道办法第三条",
        "until": "2027-12-31",
    }
    office.enter("support_measure", "YS-03", name="首次升规奖励", **measure)
    assert "没有“YS-99”" in office.not_opened(
        "enterprise.measure",
        measure="示例",
        kind="award",
        ceiling=50000,
        listed_measure="YS-99",
        parties={"applicant": 1},
    )
    case = office.open(
        "enterprise.measure",
        measure="首次升规奖励",
        kind="award",
        ceiling=50000,
        listed_measure="YS-03",
        parties={"applicant": ["示例企业"]},
    )
    case.act("match", by_data="统计名录", told_how="电话")
    case.act("apply", party="applicant1", content="同意享受")
    assert "上限" in case.refused(
        "check", published="yes", reviewed="yes", conditions_met="yes", amount=60000
    )
    case.act("check", published="yes", reviewed="yes", conditions_met="yes", amount=50000)
    case.act("decide", outcome="grant", amount=50000)
    case.act("show", where="政府网站")
    office.day("2026-04-15")
    case.act("pay", amount=50000)
    assert (
        office.figure("support_paid") == 50000
        and office.figure("support_measures_listed") == 1
        and "首次升规" in office.page("register", name="support_measure")
    )


def test_c09_chamber_of_commerce(office: Office) -> None:
    """寸滩商会"""
    member = office.enter(
        "enterprise",
        "91990101MA0000001Y",
        name="示例餐饮有限公司",
        kind="company",
        address="示例路1号",
        chamber_member="yes",
        member_since="2021-05-06",
        contact="某经理 13800000000",
    )
    assert (
        office.figure("chamber_members") == 1
        and office.listed("enterprise")["91990101MA0000001Y"]["member_since"] == "2021-05-06"
    )
    sheet = office.client("luo").get("/registers/enterprise/list.xlsx")
    assert sheet.status_code == 200 and sheet.content[:2] == b"PK"
    visit = office.open(
        "enterprise.request", kind="policy", source="visit", parties={"enterprise": ["示例餐饮有限公司"]}
    )
    visit.act("visit", planned="yes", willing="yes", inspected="no", asked_papers="no", levied="no")
    visit.act("take_request", content="用工（示例）", hard="no")
    assert visit.stage == "received" and office.figure("entities_visited_singly") == 1
    office.day("2027-01-04")
    member.act("change", chamber_member="no")
    assert office.figure("chamber_members", 2026) == 1 and office.figure("chamber_members", 2027) == 0


def test_c10_light_index(office: Office) -> None:
    """“灯光指数”"""
    tower = office.enter(
        "building",
        "L-01",
        name="示例商务大厦",
        kind="office",
        floors=20,
        total_area=1000,
        let_area=800,
        firms=2,
        counted_on="2026-03-02",
    )
    office.enter(
        "building",
        "L-02",
        name="示例园区",
        kind="park",
        floors=3,
        total_area=1000,
        let_area=400,
        firms=1,
        counted_on="2026-03-02",
    )
    for number, (floor, area) in enumerate([(3, 500), (4, 300)]):
        office.enter(
            "tenancy",
            f"ZL-{number}",
            building="L-01",
            floor=floor,
            tenant="示例商贸有限公司",
            area=area,
            since="2026-01-01",
        )
    assert (
        sum(t["area"] for t in office.listed("tenancy").values() if t["building"] == "L-01")
        == office.listed("building")["L-01"]["let_area"]
    )
    assert office.figure("building_occupancy_rate") == 60
    page = office.page("register", name="building")
    assert "80%" in page and "40%" in page
    office.day("2026-06-01")
    tower.act("change", let_area=920, counted_on="2026-06-01")
    assert "92%" in office.page("register", name="building") and "80%" in office.page(
        "register", name="building", query={"on": "2026-05-31"}
    )
    assert (
        office.figure("building_occupancy_rate", last="2026-05-31") == 60
        and office.figure("building_occupancy_rate") == 66
    )


def test_c19_employment_and_aid(office: Office) -> None:
    """就业服务和兜底保障工作"""
    office.day("2026-07-06")
    aid = office.open(
        "aid.assistance", kind="subsistence", found="applied", parties={"applicant": ["某居民"]}
    )
    aid.act("receive", household=3, consent="yes")
    aid.act("visit_home", how=["home"])
    aid.act("opine", proposal="grant", amount=1500)
    aid.act("county_decides", outcome="grant", amount=1500)
    for month in ("2026-08-01", "2026-09-01"):
        office.day(month.replace("-01", "-10"))
        aid.act("pay", amount=1500, month=month, way="money")
    assert "已经登记过发放" in aid.refused("pay", amount=1500, month="2026-09-30", way="money")
    assert [e["form"]["month"] for e in aid.entries("pay")] == ["2026-08-01", "2026-09-01"] and office.figure(
        "subsistence_allowance_paid"
    ) == 3000
    for way in ("contract", "flexible"):
        job = office.open("aid.employment", way=way, parties={"worker": ["某求职者"]})
        job.act("record", employed_on="2026-09-01", helped="yes")
    assert len(office.find("aid.employment")) == 2 and office.figure("people_newly_employed") == 1


def test_c20_allotting_flats(office: Office) -> None:
    """春江丽苑安置房项目分房准备工作"""
    for number, kind in ((101, "two"), (102, "three"), (103, "two")):
        office.enter("resettlement_flat", f"示例苑1-{number}", project="示例苑", building="1号楼", kind=kind, area=80)
    first, second = (office.open("works.resettlement", project="示例苑", people=3, by="luo") for _ in range(2))
    for household in (first, second):
        household.act("entitle", kind="two", area=80)
    drawing = {"order": 1, "list": "film", "list_size": 2, "gone": "无", "seed": "S1", "recording": "film"}
    assert "户型" in first.refused("draw", flat="示例苑1-102", **drawing)
    assert "应为：1" in first.refused("draw", flat="示例苑1-101", place="2", **drawing)
    first.act("draw", flat="示例苑1-101", **drawing)
    assert (first.said("draw")["seed"], first.said("draw")["place"]) == ("S1", [1]) and first.entries("draw")[0]["by"]["witness"]
    again = drawing | {"order": 2, "gone": "1", "seed": "S2"}
    assert "已经分给别的安置户" in second.refused("draw", flat="示例苑1-101", **again)
    second.act("draw", flat="示例苑1-103", **again)
    assert second.said("draw")["place"] == [2] and "1 / 1" in office.page("register", name="resettlement_flat", query={"q": "1-101"})
    first.act("move_in", people=3)
    assert office.figure("people_resettled") == 3 and office.figure("households_resettled") == 1


def test_c21_culture_centre(office: Office) -> None:
    """寸滩综合文化服务中心"""
    office.enter("venue", "CG-01", name="综合文化服务中心舞蹈室", kind="room", seats=30, hours="9时至21时")
    course = office.open("activity.course", by="luo", venue="CG-01", name="书法课（示例）", day="2026-03-06")
    assert "没有“CG-99”" in office.not_opened("activity.course", venue="CG-99", name="示例", day="2026-03-06")
    course.act("schedule", from_hour="9时至11时", seats=1)
    booked = office.post("act", {"p-visitor-kind": "person", "p-visitor-name": "某学员"}, "luo", case_id=course.id, name="book")
    assert booked.status_code == 302 and "某学员" not in course.page() and not course.join("book", "visitor", "另一学员")
    assert '<td data-label="本年课程（活动）">1</td>' in office.page("register", name="venue")
    assert course.due("on_the_day") == "2026-03-06" and course.number in office.page(
        "desk", "liu", {"procedure": "activity.course"}
    )
    office.day("2026-03-06")
    course.act("hold", came=12, booked_came=1)
    assert office.figure("course_bookings") == 1 and office.figure("course_attendance") == 12


def test_c22_fitness_device(office: Office) -> None:
    """户外智能体测仪"""
    for key in ("TC-01", "TC-02"):
        office.enter("device", key, name=f"体测仪{key}", kind="sport", place="滨江公园", **DEVICE)
    for key, uses in (("TC-01", 2), ("TC-02", 1)):
        month = office.open("activity.measurement", device=key, month="2026-03-01")
        month.act("begin", notice="只用于体测")
        for _ in range(uses):
            month.act("measured", consent="yes", value="示例")
        refused = month.act("measured", consent="no")
        assert not refused.valid and "次数" in month.refused("close_month", uses=uses + 1)
        month.act("close_month", uses=uses)
    assert [
        (m.cover["device"], m.said("close_month")["uses"]) for m in office.find("activity.measurement")
    ] == [("TC-01", 2), ("TC-02", 1)]
    assert office.figure("device_measurements", first="2026-03-01", last="2026-03-31") == 3


def care(office: Office, **facts: str) -> CaseAt:
    """An elder in care."""
    case = office.open("aid.care", parties={"elder": ["某老人"]}, by="yuan", **facts)
    case.act("plan", by="yuan", consent="yes", services="助餐、探访", per_month=20, until="2026-12-31")
    return case


def test_c23_care_centre(office: Office) -> None:
    """茅溪社区智能养老服务中心"""
    elder = care(office)
    elder.act("give", kind="meal", by_whom="示例食堂")
    elder.act("give", kind="visit", by_whom="示例社工")
    elder.act("alarm", by_what="call", kind="help")
    shift = office.open("emergency.shift", post="养老服务中心", kind="duty")
    shift.act("plan_shift", shift_on="2026-03-02", hours="全天", leader="zhou", first="luo", second="yuan")
    assert elder.said("plan")["until"] == "2026-12-31" and [
        e["form"]["kind"] for e in elder.entries("give")
    ] == ["meal", "visit"]
    assert (
        office.figure("care_services_given") == 2
        and office.figure("care_alarms") == 1
        and shift.said("plan_shift")["first"] == office.who("luo")
    )


def test_c24_care_robot(office: Office) -> None:
    """智能养老机器人"""
    office.enter("device", "YL-01", name="养老机器人", kind="care", place="示例社区", **DEVICE)
    elder = care(office, device="YL-01")
    elder.act("measured", kind="pulse", value="88")
    assert "value" not in elder.said("measured")
    elder.act("alarm", by_what="device", kind="fall")
    assert "还有报警没有确认" in elder.refused("end", by="yuan", why="wish")
    office.day("2026-03-02 12:00")
    assert "aid.care/acknowledge_within" in office.terms("overdue")
    elder.act("acknowledge", by="yuan", found="real", done="上门查看")
    assert "aid.care/acknowledge_within" not in office.terms("overdue") and elder.entries("acknowledge")[0][
        "by"
    ]["watch"] == [office.who("yuan")]
