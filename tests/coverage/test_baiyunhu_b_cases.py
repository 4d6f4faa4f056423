"""Baiyunhu 2020: supervision, searches for disputes, volunteers, lawsuits and reviews, events, open books (rows S-B47 to S-B82)."""

from __future__ import annotations

from .office import Office


def test_b58_search_for_disputes(office: Office) -> None:
    """矛盾纠纷排查机制"""
    for n, area in enumerate(("示例一社区", "示例二社区"), 1):
        office.enter(
            "plan",
            f"排查-{n}",
            name=f"{area}三月排查",
            kind="other",
            list="矛盾纠纷排查",
            year=2026,
            owner=area,
            due_on="2026-03-31",
            state="planned",
        )
    for kind in ("neighbour", "labour"):
        found = office.open(
            "centre.matter",
            source="screening",
            kind=kind,
            people=2,
            listed="yes",
            where={"division": office.communities[0]},
        )
        found.act("register", risk="low")
        assert found.due("route_within")
    office.find("register.plan")[0].act("change", state="done", proof="排查记录（示例）")
    assert [office.figure("screened_disputes_found", division=d) for d in office.communities[:2]] == [2, 0]
    still = office.page("register", name="plan", query={"q": "待开展"})
    assert "示例二社区三月排查" in still and "示例一社区三月排查" not in still


def test_b61_volunteers(office: Office) -> None:
    """“红棉侠”群防共治品牌队伍"""
    words = {"kind": "order", "formed_by": "community", "home": "示例社区", "members": 30}
    office.enter("volunteer_team", "HM-1", name="示例群防队", **words)
    members = [office.open("volunteer.member", wish="patrol", age="adult", parties={"volunteer": 1}) for _ in range(2)]
    for member in members:
        member.act("register", content="示例")
        member.act("accept", team="HM-1", risks_told=True, trained=True)
    facts = {"kind": "security", "subject": "夜间巡逻（示例）", "squad": "HM-1", "team": "HM-1", "risky": "no"}
    activity = office.open("volunteer.activity", **facts)
    activity.act("recruit", risks_told="yes", minors=0, consents=0)
    activity.act("record", people=2, hours=5, served=100)
    activity.act("take_part", member=members[0], hours=3)
    assert "不能多于活动总时长" in activity.refused("take_part", member=members[1], hours=3)
    activity.act("take_part", member=members[1], hours=2)
    assert "不能多于活动记录" in activity.refused("certify", hours=6, fee=0, volunteer="甲某（示例）")
    activity.act("certify", hours=3, fee=0, volunteer="甲某（示例）")
    assert members[0].number in activity.page() and office.figure("volunteer_hours") == 5
    row = office.page("register", name="volunteer_team", query={"q": "示例群防队"})
    assert "本年注册编队" in row and "本年服务时长（小时）" in row and ">30<" in row and ">5<" in row and ">2<" in row
    assert office.figure("joint_prevention_activities") == 1 and office.figure("volunteers_taken_in") == 2


def test_b72_lawsuits(office: Office) -> None:
    """行政应诉案件备案制度"""
    for n, outcome in enumerate(("claims_rejected", "annulled")):
        suit = office.open("suit.response", kind="penalty", original_number=f"示例{n}号")
        suit.act("complaint_received", received_on="2026-03-02", mode="ordinary", **{"as": "sole"})
        suit.act("list_evidence", pieces=1, latest_made_on="2026-03-02")
        suit.act("answer", all_attached=True)
        suit.act(
            "hearing_notified",
            hearing_on="2026-03-02",
            head_called=False,
            field="none",
            without_hearing=False,
        )
        suit.act(
            "appear",
            outcome="head",
            staff_present=True,
            lawyer_present=True,
            who="zhou",
            rank="deputy",
            spoke=True,
        )
        suit.act(
            "judgment",
            outcome=outcome,
            served_on="2026-03-02",
            lost=outcome == "annulled",
            kind="judgment",
            **({"perform_by": "2026-04-01"} if n else {}),
        )
        assert (
            suit.stage == "judged"
            and suit.said("appear")["who"] == office.who("zhou")
            and suit.said("hearing_notified")["hearing_on"] == "2026-03-02"
        )
    office.open("suit.response", kind="permit", original_number="示例9号").act(
        "complaint_received", received_on="2026-03-02", mode="ordinary", **{"as": "sole"}
    )
    sums = [office.figure(f"first_instance_{what}") for what in ("suits", "decided", "won", "lost")]
    assert sums == [3, 2, 1, 1] and office.figure("heads_in_court") == 2
    assert office.figure("suits_open") == 3 and sums[1] == sums[2] + sums[3]
    told = {"area": "全街", "hours": "工作日", "vacant": False, "holder": "示例甲某"}
    office.enter("roster_post", "YS-1", name="应诉专管员", kind="litigation", **told)
    first, second, third = office.find("suit.response")
    assert office.figure("litigation_officers") == 1 and "示例甲某" in office.page("register", name="roster_post")
    assert "2026年3月2日" in first.page() and "周敏" in first.page() and "驳回诉讼请求" in first.page() and "撤销" in second.page()
    office.day("2026-03-18")
    assert third.stage == "received" and "suit.response/answer_within" in office.terms("overdue")


def test_b76_reviews_against_the_street(office: Office) -> None:
    """行政复议监督"""
    case = office.open(
        "review.respondent", kind="penalty", original_number="示例1号", parties={"applicant": 1}
    )
    case.act("copy_received", mode="ordinary", received_on="2026-03-02", paper="示例复议1号")
    assert case.due("answer_within") == "2026-03-16"
    assert "证据" in case.refused("answer", all_attached=True)
    case.act("list_evidence", pieces=1, latest_made_on="2025-03-02")
    case.act("answer", all_attached=True)
    case.act(
        "decision",
        outcome="ordered",
        paper="示例决定1号",
        received_on="2026-03-02",
        corrected=True,
        dated=True,
        perform_by="2026-04-01",
    )
    assert case.due("perform_by") == "2026-04-01" and case.stage == "to_perform"
    case.act("perform", done="已经履行（示例）")
    assert case.stage == "performed"


def test_b78_events_of_the_grid(office: Office) -> None:
    """网格化管理系统"""
    event = office.open(
        "grid.event",
        category="city",
        grade="ordinary",
        channel="grid_worker",
        place="示例路3号",
        where={"division": office.communities[0]},
    )
    states = []
    for name, words in (
        ("report", {"by": "gao", "content": "占道", "division": office.communities[0]}),
        ("file", {"not_enforcement": "yes"}),
        ("dispatch", {"office": "grid"}),
        ("handle", {"by": {"handler": ["jiang"]}, "in_time": "yes"}),
        ("verify", {"passed": "yes"}),
        ("close", {"in_time": "yes"}),
    ):
        event.act(name, **words)
        states.append(event.stage)
    assert states == ["reported", "filed", "dispatched", "handled", "handled", "closed"]
    assert (office.figure("grid_events_received"), office.figure("grid_closed")) == (1, 1)


def test_b82_open_books(office: Office) -> None:
    """三务公开"""
    office.enter(
        "disclosure_item",
        "三务-1",
        name="财务收支（示例）",
        basis="示例办法",
        state="gap",
        due_on="2026-03-31",
    )
    shown = office.enter(
        "disclosure_item",
        "三务-2",
        name="低保名单（示例）",
        basis="示例办法",
        state="gap",
        due_on="2026-03-31",
    )
    shown.act("change", state="published", published_as="社区公开栏3月2日（示例）")
    office.day("2026-04-01")
    page = office.page("register", name="disclosure_item")
    assert (
        "社区公开栏3月2日（示例）" in page
        and office.terms("overdue").count("register.disclosure_item/expires_on") >= 1
    )
    letter = office.open("mailbox.letter", box="public", kind="consultation", parties={"writer": 1})
    letter.act("register", content="财务收支何时公开")
    letter.act("assign", office="general", concerned=False)
    assert letter.due("reply_within")
    answer = letter.act("reply", answer="四月公开", in_time=True, solved="explained", kept=True)
    letter.act("publish", masked=True)
    assert letter.stage == "answered" and answer.documents["reply_letter"]


def test_b47_guidance_to_enforcing_bodies(office: Office) -> None:
    """疫情防控行政执法监督"""
    letter = office.open(
        "supervision.letter",
        kind="procedure",
        way="daily",
        source="inspection",
        enforcement_field="防疫（示例）",
        parties={"supervised": ["示例执法队"]},
    )
    letter.act("take_up", pending=False, content="示例")
    letter.act("measure", how=["check", "talk"], units=1)
    letter.act("issue", type="opinion", ground_found="unlawful", answer_by="2026-03-20")
    assert letter.due("answer_within") == "2026-03-20"
    letter.act("answer", party="supervised1", what="已改（示例）")
    letter.act("check_answer", outcome="corrected", proof_seen=True)
    assert (
        letter.stage == "corrected"
        and letter.entries("issue")[0]["at"].startswith("2026-03-02")
        and "示例执法队" in letter.page("deng")
    )
    assert letter.said("measure")["how"] == ["check", "talk"]


def test_b57_disputes_handed_on(office: Office) -> None:
    """“矛盾纠纷多元化解平台”"""
    case = office.open("centre.matter", source="window", kind="labour", people=3, listed="no", parties={"concerned": 1})
    case.act("register", risk="low")
    case.act("route", way="arbitration", body_to="示例仲裁院", road_map="先仲裁（示例）", one_clock="no", centre_decides="no")
    assert case.due("taken_within") and case.stage == "routed"
    case.act("taken_up")
    case.act("result", solved="next_way", paper="示例")
    case.act("reroute", reason="转诉讼（示例）")
    case.act("route", way="suit", body_to="示例法院", road_map="示例", one_clock="no", centre_decides="no")
    office.day("2026-03-03")
    assert "centre.matter/taken_within" in office.terms("others")
    case.act("taken_up")
    assert [e["form"]["way"] for e in case.entries("route")] == ["arbitration", "suit"] and len(case.entries("taken_up")) == 2
    assert case.stage == "running"
