"""Cuntan 2022: work in the field: rivers and forests, places put right, joint enforcement, complaints, work in the street."""

from __future__ import annotations

from .office import CaseAt, Office


def patrol(office: Office, due: str | None, **facts: str) -> CaseAt:
    """A patrol planned for a day, or none planned."""
    case = office.open("patrol.river", extra="no" if due else "yes", **facts)
    if due:
        case.act("plan_patrol", due_on=due)
    return case


def test_c11_river_chiefs(office: Office) -> None:
    """河长制"""
    done = patrol(office, "2026-03-06", kind="river", level="street", point="示例河段1", chief="单江")
    missed = patrol(office, "2026-03-06", kind="river", level="street", point="示例河段2", chief="单江")
    extra = patrol(office, None, kind="river", level="community", point="示例河段1", chief="单江")
    done.act("patrol_planned", started="2026-03-02T08:00", minutes=60, metres=2000, checked=["dumping"])
    done.act("note_problem", kind="dumping")
    done.act("finish", finds=1)
    extra.act("patrol_extra", started="2026-03-02T08:00", minutes=60, metres=2000, checked=["outlets"])
    assert done.said("patrol_planned")["minutes"] == 60 and len(done.children("patrol.problem")) == 1
    assert (
        office.figure("river_patrol_plan_rate") == 50
        and office.figure("river_patrols_as_planned") == 1
        and office.figure("river_patrols") == 2
    )
    office.day("2026-03-09")
    assert "逾期" in missed.refused(
        "patrol_planned", started="2026-03-09T08:00", minutes=60, metres=2000, checked=["dumping"]
    )
    missed.act("report_missed")
    assert missed.stage == "missed" and office.figure("river_patrol_plan_rate") == 50


def test_c12_forest_chiefs(office: Office) -> None:
    """林长制"""
    office.enter("patrol_point", "LB-01", name="示例林班", kind="forest", chief="单江", per_month=2)
    case = patrol(office, "2026-03-06", kind="forest", level="street", point="LB-01", chief="单江")
    case.act("patrol_planned", started="2026-03-02T08:00", minutes=90, metres=3000, checked=["fire", "trees"])
    case.act("note_problem", kind="fire")
    assert "没有逐件登记" in case.refused("finish", finds=2)
    case.act("finish", finds=1)
    (problem,) = case.children("patrol.problem")
    problem.act("register_problem", content="林边焚烧", photos="film")
    problem.act("dispatch", office="safety")
    problem.act("handle", by={"handler": ["luo"]}, photos="film")
    problem.act("recheck", outcome="passed", photos="film")
    assert problem.stage == "closed" and case.said("problem_over")["result"] == "solved"


def test_c14_joint_enforcement(office: Office) -> None:
    """联合执法"""
    case = office.open(
        "inspection.ordinary", kind="industry", way="special", cause="complaint", item="入河排污检查"
    )
    case.act(
        "propose",
        scheme="与区生态环境局联合",
        how="site",
        published="yes",
        joint="yes",
        bodies="区生态环境局、街道",
        bodies_number=2,
        one_form="yes",
        other_planned="no",
    )
    case.act("approve", outcome="allow")
    case.act(
        "enter",
        outcome="exempt",
        certificates_shown="yes",
        scanned="yes",
        told="yes",
        people_sent=6,
        out_of_area="no",
        owner_demanded="no",
    )
    case.act("record_site", findings="私设排口", problems=1, signed="signed", recording="film")
    assert case.said("propose")["bodies_number"] == 2 and case.row["topic"] == "industry"
    case.act("conclude", outcome="violation")
    assert case.stage == "to_penalty" and case.number in office.page("referrals", "li")
    other = office.open(
        "inspection.ordinary", kind="industry", way="special", cause="complaint", item="入河排污检查"
    )
    other.act(
        "propose",
        how="site",
        published="yes",
        joint="yes",
        bodies="区生态环境局、街道",
        bodies_number=2,
        one_form="yes",
        other_planned="no",
    )
    other.act("approve", outcome="allow")
    other.act(
        "enter",
        outcome="exempt",
        certificates_shown="yes",
        scanned="yes",
        told="yes",
        out_of_area="no",
        owner_demanded="no",
    )
    other.act("record_site", problems=1, signed="signed", recording="film")
    other.act("conclude", outcome="other_body", organ="区生态环境局", record_sent="yes")
    assert other.stage == "passed_on" and other.said("conclude")["organ"] == "区生态环境局"


def test_c15_ozone_notices(office: Office) -> None:
    """臭氧污染控制告知书"""
    complaint = office.open(
        "grid.event",
        category="environment",
        grade="ordinary",
        channel="hotline",
        place="示例路9号",
        parties={"reporter": ["某居民"]},
        where={"division": office.communities[0]},
    )
    complaint.act("received", party="reporter1", content="露天焚烧")
    complaint.act("verify_report", confirmed="yes")
    complaint.act("pass_on", outcome=None, where="enforcement")
    stop = office.open(
        "penalty.correction",
        violation="open_burning_straw",
        act_date="2026-03-02",
        channel="grid",
        place="示例路9号",
        parties={"respondent": ["某居民乙"]},
        where={"capacity": "handed_over"},
    )
    stop.act("find", certificates_shown="yes", facts="当场制止焚烧")
    notice = stop.act("order", how="at_once", what="熄灭并清理")
    assert notice.documents["order_notice"]
    stop.act("serve", document="order_notice", party="respondent1", means="in_person", receipt="本人签收")
    assert stop.state["docs"]["order_notice"]["served"]
    told = office.open("publicity.notice", kind="ozone", place="示例路9号", arose_from=complaint.id, parties={"recipient": ["某店"]})
    printed = told.act("issue", law="臭氧污染控制（示例）", advice="避开高温时段（示例）", demands=False)
    assert printed.documents["notice"] and "没有送达" in told.refused("file_proof")
    told.act("serve", document="notice", party="recipient1", means="in_person", receipt="店长签收")
    told.act("file_proof")
    assert told.stage == "served" and office.figure("notices_served") == 1 and complaint.number in told.page() and "某店" in office.page("ledger", family="publicity.notice")


def test_c18_work_in_the_street(office: Office) -> None:
    """“马路办公”"""
    session = office.open("talk.session", kind="street", subject="马路办公")
    session.act("hold", division=office.communities[0], people=12, leaders=2, mediated=0)
    session.act("note_matter", kind="help", content="路灯不亮")
    (matter,) = session.children("talk.matter")
    matter.act("register", content="路灯不亮", urgent="no")
    matter.act("assign", office="general")
    assert matter.due("answer_within")
    matter.act("solve", how="solved", result="已修复")
    matter.act("report_back", reached="told", answer="已修复")
    matter.act("close")
    assert session.said("hold")["leaders"] == 2 and matter.stage == "closed"
    assert office.figure("road_office_sessions") == 1 and office.figure("deliberation_matters_handled") == 1


def test_c13_scattered_polluters(office: Office) -> None:
    """“散乱污”整治"""
    place = office.open(
        "hazard.premises", kind="polluting", place_number="SLW-01", waterside="yes", found_on="2026-03-02"
    )
    place.act("check_place", photos="film", area="2000", put_right_on="2026-03-20")
    place.act("treat", photos="film", voluntary="agreed")
    late = office.open(
        "hazard.premises", kind="polluting", place_number="SLW-02", waterside="no", found_on="2026-03-02"
    )
    late.act("check_place", photos="film", area="300", put_right_on="2026-03-20")
    assert place.said("check_place")["area"] == "2000" and place.due("put_right_by") == "2026-03-20"
    place.act("settle", outcome="demolished", seen="yes", area_demolished="2000")
    office.day("2026-03-23")
    assert (place.stage, late.stage) == (
        "demolished",
        "checked",
    ) and "hazard.premises/put_right_by" in office.terms("overdue")
    assert (
        office.figure("polluting_premises_found") == 2 and office.figure("polluting_premises_rectified") == 1
    )
    assert "SLW-02" in late.page()


def test_c17_duty_posts(office: Office) -> None:
    """城市管理执勤点"""
    office.enter(
        "roster_post",
        "ZQ-01",
        name="示例路执勤点",
        kind="duty_post",
        area="示例路沿线",
        hours="7时至21时",
        vacant="no",
        holder="张某某（示例）",
        division=office.communities[0],
    )
    shift = office.open("emergency.shift", post="ZQ-01", kind="post")
    shift.act(
        "plan_shift", shift_on="2026-03-04", hours="7时至21时", leader="zhou", first="luo", second="zhang"
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
    assert "没有“ZQ-99”" in event.refused("dispatch", office="grid", post="ZQ-99")
    event.act("dispatch", office="grid", post="ZQ-01")
    assert event.said("dispatch")["post"] == "ZQ-01" and office.figure("duty_posts") == 1
    office.day("2026-03-05")
    assert "emergency.shift/come_on" in office.terms("overdue")
    shift.act("report_empty")
    assert shift.stage == "not_staffed"


def test_c38_duty_patrol(office: Office) -> None:
    """义务巡防队"""
    office.enter(
        "volunteer_team",
        "Z-01",
        name="示例社区义务巡防队",
        kind="patrol",
        formed_by="community",
        home="示例社区",
        members=27,
    )
    office.enter(
        "plan",
        "XF-2026-03",
        name="三月巡防排班",
        kind="patrol",
        year=2026,
        owner="示例社区",
        due_on="2026-03-31",
        state="planned",
        target=31,
    )
    patrol_ = office.open("patrol.team", kind="duty", squad="Z-01", route="示例路—示例街")
    assert "盘查" in patrol_.refused(
        "record",
        hours="19-21时",
        minutes=120,
        people=6,
        seen=1,
        dissuaded=0,
        to_police=0,
        checked_persons="yes",
        insured="yes",
    )
    patrol_.act(
        "record",
        division=office.communities[0],
        hours="19-21时",
        minutes=120,
        people=6,
        seen=1,
        dissuaded=0,
        to_police=0,
        checked_persons="no",
        insured="yes",
    )
    patrol_.act("report_find", category="facility", place="示例路5号", content="井盖破损")
    assert (patrol_.said("record")["people"], patrol_.said("record")["hours"]) == (6, "19-21时")
    assert (
        patrol_.number in office.page("referrals", "he")
        and office.figure("patrol_person_times") == 6
        and office.listed("plan")["XF-2026-03"]["target"] == 31
    )


def test_c42_public_order_volunteers(office: Office) -> None:
    """公益性治安志愿者巡逻队"""
    office.enter(
        "volunteer_team",
        "Z-02",
        name="治安志愿者巡逻队",
        kind="order",
        formed_by="street",
        home="示例街道",
        members=40,
    )
    for kind, squad, to_police in (("order", "Z-02", 2), ("duty", "Z-01", 0)):
        listed = {"team": squad} if kind == "order" else {}
        case = office.open("patrol.team", kind=kind, squad=squad, route="示例路环线", **listed)
        assert case.cover.get("team") == listed.get("team")
        case.act(
            "record",
            hours="20-22时",
            minutes=120,
            people=8,
            seen=3,
            dissuaded=1,
            to_police=to_police,
            checked_persons="no",
            insured="yes",
        )
        assert case.cover["route"] == "示例路环线"
    assert (
        office.figure("order_patrols"),
        office.figure("duty_patrols"),
        office.figure("patrol_incidents_to_police"),
    ) == (1, 1, 2)
    assert [team["name"] for team in office.listed("volunteer_team").values() if team["kind"] == "order"] == [
        "治安志愿者巡逻队"
    ]


def test_c39_monthly_meeting_on_disputes(office: Office) -> None:
    """矛盾纠纷排查会"""
    first, second = office.communities[:2]
    old = office.open(
        "centre.matter",
        source="screening",
        kind="neighbour",
        people=2,
        listed="yes",
        where={"division": first},
    )
    old.act("register", risk="low")
    office.day("2026-04-01")
    new = office.open(
        "centre.matter", source="screening", kind="labour", people=9, listed="yes", where={"division": second}
    )
    new.act("register", risk="group")
    april = {"first": "2026-04-01", "last": "2026-04-30"}
    assert [
        (
            office.figure("disputes_listed", division=d, **april),
            office.figure("disputes_open", division=d, **april),
        )
        for d in (first, second)
    ] == [(0, 1), (1, 1)]
    group = office.open("decision.group", by="liu", name="矛盾纠纷排查化解专班（示例）")
    group.act("set_up")
    group.act("set_task", what="召开四月矛盾纠纷排查会", owner="luo", due_on="2026-04-30")
    group.act("meet", present=14, heard="听取各社区排查情况")
    meeting = office.open(
        "decision.meeting", matter="四月矛盾纠纷排查会", forum="other", kind="ordinary", by="luo"
    )
    meeting.act("propose", by="luo")
    meeting.act("check", outcome="accept", legal="no", no_legal_reason="不涉法")
    meeting.act("table", meeting_on="2026-04-01")
    meeting.act(
        "discuss",
        outcome="adopt",
        justice_present="yes",
        interested_left="yes",
        members=5,
        present=["liu", "zhou", "shen"],
        spoke=["shen", "zhou", "liu"],
        votes_for=3,
        votes_against=0,
        abstained=0,
    )
    meeting.act("assign", what="包案化解劳资纠纷", owner="luo", due_on="2026-04-20")
    assert len(meeting.children("decision.task")) == 1
    (monthly,) = group.children("decision.task")
    monthly.act("give", handler="luo", unit="党政综合办公室")
    assert monthly.due("due") == "2026-04-30"
