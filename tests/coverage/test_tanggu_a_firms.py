"""Tanggu 2023: the window and the companies (rows S-T10 to S-T12, S-T15 to S-T20)."""

from __future__ import annotations

from .case_at import CaseAt
from .office import Office


def item(office: Office) -> None:
    """An item that the window offers."""
    office.enter(
        "service_item",
        "F-001",
        name="示例事项",
        configured="yes",
        guide="2026年第1版",
        responsible="便民服务中心",
    )


def test_t10_window(office: Office) -> None:
    """政务服务窗口"""
    item(office)
    for ticket, waited, visits in (("A001", 4, 1), ("A002", 8, 2)):
        case = office.open("permit.service", by="qin", item="F-001", parties={"visitor": 1})
        case.act("arrive", party="visitor1", ticket=ticket)
        assert case.stage == "waiting" and "没有“WD-9”" in case.refused(
            "begin", outcome="window", waited=waited, window="1", point="WD-9"
        )
        case.act("begin", outcome="window", waited=waited, window="1")
        case.act(
            "finish",
            outcome="application",
            visits=visits,
            minutes=9,
            fee=0,
            rating_offered=True,
            matter="new",
            nature="other",
            way="own",
            period="general",
            channel="window",
            safety=False,
        )
    (application,) = case.children("permit.application")
    application.act("apply")
    application.act("judge", outcome="accept", fixed_on_spot="no")
    assert application.entries("judge")[0]["documents"]
    rating = office.open(
        "permit.rating", item="F-001", of_case=case, channel="on_site", handlers=[office.who("qin")]
    )
    rating.act("rate", grade="satisfied", real_name=False, forced=False)
    rating.act("record_good")
    assert rating.cover["of_case"] == case.id and office.figure("window_ratings") == 1
    assert (office.figure("window_minutes_waited_each"), office.figure("window_visits_each")) == (6, 1.5)


def test_t11_any_window_of_the_district(office: Office) -> None:
    """滨海通办"""
    item(office)
    first, second = office.communities[:2]
    for key, place in (("WD-1", first), ("WD-2", second)):
        office.enter("service_point", key, name=f"示例网点{key}", division=place)
    case = office.open("permit.service", by="qin", item="F-001", parties={"visitor": 1})
    case.act("arrive", party="visitor1", ticket="A001")
    case.act("begin", outcome="cross_region", waited=3, competent="示例乙街道便民服务中心", point="WD-1")
    assert case.due("hand_on_within") > "2026-03-02"
    case.act(
        "finish",
        outcome="pass_on",
        visits=1,
        fee=0,
        papers="申请表、身份证复印件（示例）",
        file="film",
        sent_on="2026-03-02",
        division=second,
        to_point="WD-2",
    )
    assert (
        case.row["division"] == second
        and "跨域通办收件转送单" in case.page()
        and "file" in case.entries("finish")[0]["sealed"]
    )
    assert "尚未收到" in case.refused("deliver_result", how="window")
    case.act("result_back", granted=True)
    case.act("deliver_result", how="window")
    assert case.stage == "done" and case.said("finish")["to_point"] == "WD-2"


def test_t12_booking_calendar(office: Office) -> None:
    """业务办理预约登记服务"""
    item(office)
    for key, day, hour, when in (
        ("3号-0306-12", "2026-03-06", "12时至13时", "noon"),
        ("3号-0307-9", "2026-03-07", "9时至10时", "day_off"),
    ):
        office.enter(
            "window_slot", key, window="3号窗口", service="F-001", slot_on=day, hour=hour, when=when, seats=1
        )
    for _ in range(2):
        case = office.open("permit.service", by="qin", item="F-001", parties={"visitor": 1})
        case.act(
            "book",
            party="visitor1",
            slot_on="2026-03-06",
            slot_hour="12时至13时",
            slot_listed="3号-0306-12",
            outside_hours="noon",
        )
    calendar, full = (
        office.page("register", name="window_slot"),
        office.page("register", name="window_slot", query={"short": "1"}),
    )
    assert "休息日" in calendar and "0 / 1" in calendar and "2 / 1 超出" in full and "3号-0307-9" not in full
    assert case.due("slot") == "2026-03-06" and case.number in office.page("desk", as_="qin")
    case.act("leave", party="visitor1")
    assert "超出" not in office.page("register", name="window_slot", query={"q": "0306"}).split("<tbody>")[1]
    office.find("permit.service")[0].act("remind", how="message")
    assert office.find("permit.service")[0].said("remind")["how"] == "message" and case.stage == "cancelled"


def test_t15_carriers(office: Office) -> None:
    """\"双百\"载体"""
    office.enter("building", "ZT-1", name="示例载体", kind="carrier", total_area=1000, let_area=700, firms=2)
    words = {"building": "ZT-1", "floor": 1, "since": "2026-03-02", "state": "in"}
    office.enter("tenancy", "ZL-1", tenant="示例甲公司", area=300, **words)
    second = office.enter("tenancy", "ZL-2", tenant="示例乙公司", area=400, **words)
    page = office.page("register", name="building")
    assert "700 / 1000" in page and '<td data-label="在册租户">2</td>' in page and "70%" in page
    office.day("2026-06-01")
    second.act("change", state="left", left_on="2026-06-01")
    page, tenants = (
        office.page("register", name="building"),
        office.page("register", name="tenancy", query={"compare": "2026-05-31"}),
    )
    assert "300 / 1000" in page and '<td data-label="在册租户">1</td>' in page
    assert "2026年3月2日" in tenants and "2026年6月1日" in tenants and "已退租" in tenants
    assert [each.key for each in office.compared("tenancy", "2026-05-31", "2026-06-01").changed] == ["ZL-2"]


def test_t16_incubator(office: Office) -> None:
    """社区新媒体孵化基地"""
    office.enter(
        "building", "FH-1", name="示例孵化基地", kind="incubator", total_area=500, let_area=80, firms=1
    )
    office.enter(
        "tenancy",
        "FH-1-1",
        building="FH-1",
        tenant="示例传媒公司",
        area=80,
        since="2025-09-01",
        state="in",
        contract="孵合〔2025〕3号",
    )
    support = office.open(
        "enterprise.measure",
        measure="孵化补贴（示例）",
        kind="premises",
        ceiling=2_000_000,
        tenancy="FH-1-1",
        parties={"applicant": ["示例传媒公司"]},
    )
    support.act("apply")
    support.act("check", published=True, reviewed=True, conditions_met=True, amount=10_000)
    support.act("decide", outcome="grant", amount=10_000)
    support.act("show", where="街道网站（示例）")
    office.day("2026-03-31")
    support.act("pay", amount=10_000)
    page = office.page("register", name="tenancy")
    assert (
        "孵合〔2025〕3号" in page
        and "2025年9月1日" in page
        and '<td data-label="本年获得的政策支持（次）">1</td>' in page
    )
    assert office.figure("tenant_support_paid") == 10_000
    assert "FH-1-1" in str(
        office.command("trace", "tenant_support_paid", "--year", "2026", "--by", "case.tenancy", "--json")
    )


def met(office: Office, kind: str, company: str, **guest: object) -> CaseAt:
    """A meeting with one company that raises a request."""
    case = office.open("enterprise.meeting", kind=kind, subject="政策问题（示例）")
    case.act(
        "book", day="2026-03-02", hours="上午", **({"venue": "CG-1"} if kind in ("parlour", "salon") else {})
    )
    guest_words = {"on_day": "2026-03-02", "people": 2, **guest}
    assert case.join("note_guest", "company", company, willing=True, **guest_words)
    case.act("raise_request", asker="company1", kind="policy", brief="政策兑现（示例）")
    case.act(
        "record", held_on="2026-03-02", topics="惠企政策（示例）", people=6, inspected=False, levied=False
    )
    return case


def close(request: CaseAt) -> None:
    """A request handled to its end by its owner."""
    request.act("take_request", hard=False)
    request.act("hand_on", handler="luo")
    request.act("answer", outcome="solved")
    request.act("confirm", party="company1", settled=True)
    request.act("close", outcome="settled")


def followed(office: Office, kind: str) -> CaseAt:
    """A meeting whose request is followed until it is over, and counted apart."""
    case = met(office, kind, "示例甲公司")
    (request,) = case.children("enterprise.request")
    figures = [f"{kind}_companies", f"{kind}_requests", f"{kind}_requests_over"]
    assert [office.figure(name) for name in figures] == [1, 1, 0] and request.number in case.page()
    close(request)
    assert [office.figure(name) for name in figures] == [1, 1, 1] and case.said("request_over")[
        "result"
    ] == "settled"
    assert request.row["handler_id"] == office.id("luo") and request.stage == "settled"
    return case


def test_t17_service_week(office: Office) -> None:
    """\"服务企业周\""""
    case = followed(office, "week")
    case.join("note_guest", "company", "示例乙公司", on_day="2026-03-02", people=1, willing=True)
    assert (
        office.figure("week_companies") == 2
        and case.children("enterprise.request")[0].cover["source"] == "week"
    )


def test_t18_meeting_place(office: Office) -> None:
    """\"塘商会客厅\""""
    office.enter("venue", "CG-1", name="塘商会客厅（示例）", kind="meeting", seats=20, hours="9时至18时")
    case = followed(office, "parlour")
    assert (
        '<td data-label="本年企业活动预约">1</td>' in office.page("register", name="venue")
        and case.said("note_guest")["people"] == 2
    )
    assert "没有“CG-9”" in office.open("enterprise.meeting", kind="parlour").refused(
        "book", day="2026-03-03", venue="CG-9"
    )


def test_t19_salon(office: Office) -> None:
    """\"企业家沙龙\""""
    office.enter("venue", "CG-1", name="示例沙龙", kind="meeting", seats=20, hours="9时至18时")
    case = followed(office, "salon")
    assert case.said("record")["topics"] == "惠企政策（示例）" and case.said("note_guest")["people"] == 2
    assert case.children("enterprise.request")[0].cover["source"] == "meeting" and "示例甲公司" in case.page()


def test_t20_one_visit_a_quarter(office: Office) -> None:
    """\"一对一\"服务"""
    for company in ("示例甲公司", "示例乙公司"):
        office.enter(
            "visit_plan",
            f"{company}-Q1",
            company=company,
            quarter="q1",
            visitor="罗某（示例）",
            due_on="2026-03-31",
        )
    case = met(office, "one_to_one", "示例甲公司", plan="示例甲公司-Q1")
    (request,) = case.children("enterprise.request")
    close(request)
    missing = office.page("register", name="visit_plan", query={"short": "1"})
    assert (
        "示例乙公司" in missing
        and "示例甲公司" not in missing
        and case.said("request_over")["result"] == "settled"
    )
    assert request.row["handler_id"] == office.id("luo") and office.figure("one_to_one_requests_over") == 1
    office.find("register.visit_plan")[0].act("remove")
    office.day("2026-04-01")
    assert office.terms("overdue").count("register.visit_plan/expires_on") == 1
