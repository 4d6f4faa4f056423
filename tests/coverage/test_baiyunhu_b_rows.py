"""Baiyunhu 2020: companies, disputes, deputies, lawsuits, audits, study (rows S-B48 to S-B92)."""

from __future__ import annotations

from typing import Any

from .office import Office


def test_b48_law_hotline(office: Office) -> None:
    """法律服务热线电话"""
    call = office.open(
        "legalaid.consultation", channel="phone", adviser="duty", topic="labour", parties={"asker": 1}
    )
    call.act("advise", people=1, question="拖欠工资", advice="可以申请法律援助", aid_told=True, charged=0)
    assert "同意" in call.refused("pass_on", where="aid", consent=False)
    call.act("pass_on", where="aid", consent=True)
    assert (call.cover["channel"], call.cover["topic"], call.said("pass_on")["where"]) == (
        "phone",
        "labour",
        "aid",
    )
    answer = office.post(
        "reveal",
        {"seq": str(call.entries("advise")[0]["seq"]), "why": "核对答复（示例）"},
        "liu",
        case_id=call.id,
    )
    assert "可以申请法律援助" in answer.content.decode() and call.number in office.page("referrals", "liu")
    assert "没有约定的回访" in call.refused("call_back", result="settled")
    call.act("plan_call_back", call_on="2026-03-04", what="是否已申请（示例）")
    assert call.due("call_back_by") == "2026-03-04"
    office.day("2026-03-05")
    assert "legalaid.consultation/call_back_by" in office.terms("overdue")
    call.act("call_back", result="settled", note="已受理（示例）")
    assert "legalaid.consultation/call_back_by" not in office.terms("overdue") and "问题已解决" in call.page()
    topics = office.command("trace", "law_hotline_calls", "--year", "2026", "--by", "case.topic", "--json")
    assert "labour" in str(topics) and (office.figure("law_hotline_calls"), office.figure("law_hotline_followed_up")) == (1, 1)


def test_b51_rent_relief(office: Office) -> None:
    """减免物业租金"""
    lease = office.open(
        "enterprise.rent",
        kind="collective",
        place="示例路5号",
        from_day="2026-02-01",
        to_day="2026-03-31",
        parties={"landlord": 1, "tenant": 1},
    )
    lease.act("record", waived=9000, voluntary=True)
    lease.act("tenant_receives", party="tenant1", received=6000)
    assert "说明差额" in lease.refused("reconcile", outcome="agreed")
    lease.act("reconcile", outcome="explained", why="kept", reason="二房东留存（示例）")
    same = office.open(
        "enterprise.rent",
        kind="state",
        place="示例路6号",
        from_day="2026-02-01",
        to_day="2026-03-31",
        parties={"landlord": 1, "tenant": 1},
    )
    same.act("record", waived=5000, voluntary=True)
    same.act("tenant_receives", party="tenant1", received=5000)
    same.act("reconcile", outcome="agreed")
    assert (lease.stage, same.stage) == ("explained", "agreed")
    assert (office.figure("rent_waived_by_landlords"), office.figure("rent_relief_received")) == (
        14000,
        11000,
    )


def test_b56_kinds_of_dispute(office: Office) -> None:
    """人民调解委员会和劳动争议调解组织"""
    for number, (kind, community) in enumerate((("labour", 0), ("family", 1), ("family", 1))):
        case = office.open(
            "mediation.case",
            kind=kind,
            source="request",
            people_involved=2,
            where={"division": office.communities[community]},
        )
        case.act("register")
        case.act("accept", mediators=["liang"], chosen="named", consent=True, interested="none")
        case.act("tell_rights", told=True)
        case.act("mediate", held_on="2026-03-02")
        if number < 2:
            case.act("conclude", outcome="agreed_oral", fee=0, perform_by="2026-03-20")
        else:
            case.act("conclude", outcome="failed", fee=0, ways_told=True)
    assert (office.figure("disputes_on_labour"), office.figure("disputes_on_family")) == (1, 2)
    assert [office.figure("disputes_accepted", division=office.communities[n]) for n in (0, 1)] == [1, 2]
    assert [c.stage for c in office.find("mediation.case")] == ["agreed", "agreed", "failed"]


def test_b59_risk_before_deciding(office: Office) -> None:
    """重大决策社会风险评估机制"""
    case = office.open("decision.major", matter="停车设施规划（示例）", kind="plan")
    case.act("propose", excluded="none")
    case.act("study", recommended="yes")
    case.act("decide_start", outcome="start", handler="he", unit="城市管理办公室")
    no: dict[str, Any] = dict.fromkeys(
        ("concerns_units", "special_group", "hearing_required", "technical", "market", "congress"), "no"
    )
    case.act(
        "draft",
        not_public="yes",
        risky="yes",
        risk_assessed="no",
        law_checked="yes",
        plans=2,
        goal="示例",
        **no,
    )
    office.day("2026-03-03")
    for track in ("participation", "experts", "competition"):
        case.act("excuse", track=track, reason="依法不予公开，事项简单（示例）")
    ask: dict[str, Any] = {
        "basis": "yes",
        "steps": "yes",
        "exploratory": "no",
        "opinion_by": "2026-03-20",
        "short": "no",
    }
    assert "应当评估风险" in case.refused("excuse", track="risk", reason="示例")
    assert "风险评估尚未完成" in case.refused("submit_review", **ask)
    told: dict[str, Any] = {
        "assessor": "third",
        "asked": 120,
        "points": "停车费（示例）",
        "measures": "分期收费（示例）",
    }
    assert "听取有关部门" in case.refused(
        "assess", outcome="controllable", grade="low", departments_heard="no", **told
    )
    case.act("assess", outcome="controllable", grade="low", departments_heard="yes", **told)
    assert "决策风险评估报告" in case.page() and (
        case.said("assess")["grade"],
        case.said("assess")["asked"],
    ) == ("low", 120)
    answer = office.post(
        "reveal",
        {"seq": str(case.entries("assess")[-1]["seq"]), "why": "核对措施（示例）"},
        "liu",
        case_id=case.id,
    )
    assert "分期收费（示例）" in answer.content.decode()
    case.act("submit_review", **ask)
    assert case.stage == "sent"


def test_b65_legal_aid_station(office: Office) -> None:
    """法律援助工作站"""
    turn = office.open("emergency.shift", post="法律援助工作站", kind="duty")
    turn.act("plan_shift", shift_on="2026-03-04", hours="9时至17时", leader="shen", first="luo", second="he")
    day = office.open(
        "legalaid.session", adviser="duty", lawyer="陈律师（示例）", contract_until="2026-12-31"
    )
    day.act("record", held_on="2026-03-02", minutes=240, consultations=5, mediations=2, lectures=0, papers=1)
    assert (day.said("record")["consultations"], day.said("record")["mediations"]) == (5, 2)
    assert (
        office.figure("adviser_mediations_duty") == 2
        and turn.said("plan_shift")["shift_on"] == "2026-03-04"
        and "法律援助工作站" in turn.page()
    )
    late = office.open(
        "legalaid.session", adviser="duty", lawyer="陈律师（示例）", contract_until="2026-12-31"
    )
    assert "还没有开展" in late.refused(
        "record", held_on="2026-03-09", minutes=1, consultations=0, mediations=0, lectures=0, papers=0
    )


def test_b71_suggestions_of_deputies(office: Office) -> None:
    """承办各级人大代表建议"""
    case = office.open(
        "proposal.deputies",
        kind="suggestion",
        level="district",
        part="sole",
        number_given="第9号",
        handed_on="2026-03-02",
        parties={"proposer": 1},
    )
    case.act("receive", subject="增设路灯（示例）")
    assert case.due("reply_within") == "2026-06-02"
    case.act("take_up", handler="luo", leader="zhou")
    told: dict[str, Any] = {
        "mark": "a",
        "proof": "竣工照片（示例）",
        "proved": "yes",
        "joint_used": "yes",
        "open": "yes",
    }
    assert "没有与代表" in case.refused("reply", **told)
    case.act("contact", how="visit")
    letter = case.act("reply", **told)
    assert letter.documents["reply_letter"] and case.stage == "answered"
    case.act("feedback", party="proposer1", view="satisfied")
    case.act("close")
    assert case.stage == "closed" and case.said("feedback")["view"] == "satisfied"


def test_b73_findings_of_audits(office: Office) -> None:
    """审计监督"""
    first, second = (office.open("audit.finding", source="audit", object=f"示例单位{n}") for n in (1, 2))
    for finding in (first, second):
        finding.act(
            "note",
            finding="账实不符（示例）",
            amount=1000,
            measure="补登（示例）",
            unit_named="示例单位",
            due_on="2026-03-31",
        )
    first.act("report_corrected", result="已补登", recovered=1000, proof="film")
    first.act("check", outcome="accepted")
    assert (first.stage, second.stage, second.due("correct_by")) == ("corrected", "open", "2026-03-31")
    office.day("2026-04-01")
    assert office.terms("overdue") == ["audit.finding/correct_by"]
    open_ones = office.page("desk", "liu", {"procedure": "audit.finding", "state": "open"})
    assert second.number in open_ones and first.number not in open_ones


def test_b74_audit_of_collectives(office: Office) -> None:
    """对各集体经济组织2019年财务收支进行专项审计"""
    audit = office.open("audit.project", kind="collective", object="示例经济联社", year=2025)
    audit.act("open", plan="2026年审计计划（示例）")
    assert "听取被审计单位意见" in audit.refused("report", findings=1, amount=500)
    audit.act("hear_object", accepted="yes")
    audit.act("report", findings=1, amount=500)
    assert "逐件登记" in audit.refused("complete")
    audit.act("note_finding")
    audit.act("complete")
    (finding,) = audit.children("audit.finding")
    finding.act(
        "note", finding="白条入账（示例）", amount=500, due_on="2026-06-30", unit_named="示例经济联社"
    )
    assert (audit.cover["object"], audit.cover["year"], audit.stage, finding.due("correct_by")) == (
        "示例经济联社",
        2025,
        "completed",
        "2026-06-30",
    )
    assert office.figure("audits_completed") == 1


def test_b91_study_plan_of_the_year(office: Office) -> None:
    """街党工委理论学习中心组年度学习计划"""
    held, missed = (
        office.enter(
            "plan",
            f"中心组-{n}",
            name=f"第{n}次学习",
            kind="study",
            year=2026,
            owner="党工委",
            due_on=f"2026-0{n}-28",
            state="planned",
        )
        for n in (3, 4)
    )
    office.day("2026-05-06")
    held.act("change", state="done", proof="会议记录（示例）")
    missed.act("change", state="missed", proof="防汛（示例）")
    assert {key: item["state"] for key, item in office.listed("plan").items()} == {
        "中心组-3": "done",
        "中心组-4": "missed",
    }
    assert office.listed("plan", "2026-05-05")["中心组-4"][
        "state"
    ] == "planned" and "防汛（示例）" in office.page("register", name="plan")


def test_b92_training_per_person(office: Office) -> None:
    """法治培训和业务培训"""
    office.enter(
        "plan",
        "培训-1",
        name="法治培训（示例）",
        kind="training",
        year=2026,
        owner="司法所",
        due_on="2026-06-30",
        state="planned",
    )
    training = office.open("study.training", kind="officials", form_of="lecture", subject="民法典（示例）")
    training.act("record", due=2, present=2, hours=4)
    training.act("attend", trainee="luo", hours=4, result="passed")
    training.act("attend", trainee="he", hours=3, result="failed")
    assert "个人学时" in training.refused("attend", trainee="qian", hours=5, result="passed")
    rows = {
        e["form"]["trainee"]: (e["form"]["hours"], e["form"]["result"]) for e in training.entries("attend")
    }
    assert rows == {office.who("luo"): (4, "passed"), office.who("he"): (3, "failed")}
    assert list(office.listed("plan")) == ["培训-1"] and "法治培训（示例）" in office.page(
        "register", name="plan"
    )
