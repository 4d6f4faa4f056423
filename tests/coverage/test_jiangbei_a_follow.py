"""Jiangbei 2024: draws, clues, proposals, messages and contracts followed to their end (rows S-J25, …)."""

from __future__ import annotations

from hashlib import sha256

from .case_at import NAMES, CaseAt
from .office import Office


def opened(office: Office, case: CaseAt, act: str, why: str) -> str:
    """What is private of the latest entry of an act, opened with a reason by whoever may see the case."""
    form = {"seq": str(case.entries(act)[-1]["seq"]), "why": why}
    answers = (office.post("reveal", form, reader, case_id=case.id) for reader in ("liu", *NAMES))
    return next((str(answer.content.decode()) for answer in answers if answer.status_code == 200), "")


def test_j36_items_under_the_district_teams(office: Office) -> None:
    """执法事项划入区级5支综合行政执法队伍"""
    for number, hands in enumerate(("district_team", "district_team", "street", "department"), 1):
        office.enter(
            "power_item",
            f"ZF-{number}",
            name=f"示例事项{number}",
            kind="penalty",
            source="law",
            responsible=f"示例单位{number}",
            exercised_by=hands,
        )
    office.enter(
        "power_item",
        "XK-1",
        name="示例许可",
        kind="licence",
        source="law",
        responsible="示例单位",
        exercised_by="department",
    )
    assert "示例单位3" in office.page("register", name="power_item")
    assert (office.figure("enforcement_items_total"), office.figure("enforcement_items_transferred")) == (
        4,
        2,
    )
    assert office.figure("enforcement_items_integration_rate") == 50


def test_j44_suggestions_and_proposals(office: Office) -> None:
    """办理人大代表建议"""
    case = office.open(
        "proposal.deputies",
        kind="suggestion",
        level="district",
        part="lead",
        number_given="12",
        handed_on="2026-03-02",
        key=False,
    )
    case.act("receive", subject="示例道路照明")
    assert case.due("reply_within") == "2026-06-02"
    case.act("take_up", handler="luo", leader="zhou")
    case.act("contact", how="visit")
    words = {"mark": "a", "proof": "已装灯（示例）", "proved": True, "open": True, "answer": "已装灯（示例）"}
    assert "协办" in case.refused("reply", joint_used=False, **words)
    case.act("joint_opinion", unit="示例供电公司")
    case.act("reply", joint_used=True, **words)
    assert "还没有反馈" in case.refused("close")
    case.act("feedback", party="proposer1", view="satisfied")
    case.act("close")
    assert "示例供电公司" in case.page() and (
        office.figure("npc_suggestions"),
        office.figure("npc_suggestion_satisfaction_rate"),
    ) == (1, 100)
    joint = office.open(
        "proposal.deputies",
        kind="proposal",
        level="district",
        part="joint",
        number_given="13",
        handed_on="2026-03-02",
        key=False,
    )
    joint.act("receive")
    joint.act("take_up", handler="luo", leader="zhou")
    joint.act("give_opinion")
    assert joint.stage == "joint_done" and office.figure("cppcc_proposals") == 1


def test_j46_messages_answered_in_time(office: Office) -> None:
    """网民留言"""
    first, late = (office.open("mailbox.letter", kind="help", box=box) for box in ("netizen", "public"))
    for case in (first, late):
        case.act("register")
        case.act("assign", concerned=False)
    due = late.due("reply_within")
    assert "应为：是" in first.refused("reply", in_time=False, solved="solved", kept=True)
    first.act("reply", solved="solved", kept=True)
    assert first.said("reply")["in_time"] is True
    assert first.due("publish_within")
    first.act("publish", site="示例网站", masked=True)
    office.day("2026-11-30")
    assert due < "2026-11-30" and "mailbox.letter/reply_within" in office.terms("overdue")
    assert "应为：否" in late.refused("reply", in_time=True, solved="solved", kept=True)
    late.act("reply", solved="solved", kept=True)
    assert (
        office.figure("online_messages"),
        office.figure("mailbox_letters"),
        office.figure("message_on_time_rate"),
    ) == (1, 1, 50)


def test_j47_contracts_watched(office: Office) -> None:
    """政府合同履约智能预警监管"""
    words = {
        "procured": False,
        "sme": True,
        "direction": "pay",
        "value": 100000,
        "signed_on": "2026-03-02",
        "ends_on": "2026-12-31",
        "pay_days": 30,
    }
    case = office.open(
        "contract.performance",
        name="绿化养护合同（示例）",
        kind="service",
        inspection_agreed=False,
        advance_agreed=True,
        rate_agreed=False,
        **words,
    )
    case.act("watch", handler="luo")
    case.act("set_milestone", duty="完成春季补植（示例）", whose="theirs", due_on="2026-04-30")
    case.act("payment_due", amount=20000, basis="advance", counted_from="2026-03-02", pay_by="2026-04-01")
    office.day("2026-03-31")
    assert "contract.performance/pay_within" in office.terms("near")
    case.act(
        "pay",
        of=case.entries("payment_due")[0]["seq"],
        amount=20000,
        due_on="2026-04-01",
        paid_on="2026-03-31",
    )
    office.day("2026-04-29")
    assert "contract.performance/milestone_by" in office.terms("near")
    case.act("warn", kind="due_soon", done="电话提醒相对方（示例）", by="luo")
    assert "电话提醒相对方" in opened(office, case, "warn", "合同检查（示例）") and "完成春季补植" in opened(
        office, case, "set_milestone", "合同检查（示例）"
    )
    case.act("meet_milestone", of=case.entries("set_milestone")[0]["seq"], proof="交付单（示例）")
    assert "contract.performance/milestone_by" not in office.terms("near")


def test_j25_draws_of_two_regions(office: Office) -> None:
    """《川渝一体化“双随机、一公开”监管工作方案》"""
    seed = "示例种子"
    commitment = sha256(seed.encode()).hexdigest()
    draw = office.open("inspection.random", kind="general", item="示例检查", plan_number="川渝-1", joint=True)
    draw.act("announce", site="示例", objects=2, officers=2, full_cover=False)
    draw.act(
        "publish_pools",
        pool="film",
        pool_size=20,
        staff="film",
        staff_size=6,
        excluded="无",
        recused="无",
        all_certified=True,
    )
    draw.act("commit", commitment=commitment)
    assert "种子" in draw.refused("draw", seed="另一个", added="六点")
    draw.act("draw", seed=seed, added="六点")
    draw.act("replay", same=True)
    draw.act("approve")
    for result in ("clean", "problems"):
        draw.act("assign", staff_places=draw.said("draw")["officers_order"], officers=["zhang", "wang"], result_due="2026-03-20")
        assert draw.due("result_by") == "2026-03-20" and "没有检查结果" in draw.refused("finish")
        page = office.page("act", case_id=draw.id, name="record_result")
        assert f"{draw.entries('assign')[-1]['seq']} 把一个对象分派给抽中的执法人员" in page
        check = office.open(
            "inspection.ordinary", kind="trade", way="random", cause="plan", item="示例", plan_number="川渝-1"
        )
        draw.act("record_result", of=draw.entries("assign")[-1]["seq"], check=check, finished_on="2026-03-02", result=result)
        assert "没有公开" in draw.refused("finish")
        draw.act("publish_result", of=draw.entries("record_result")[-1]["seq"], site="示例网站")
    draw.act("finish")
    shown = office.page("draw", "", case_id=draw.id)
    assert "未发现问题" in shown and "发现问题已责令改正" in shown and "尚未公开" not in shown
    assert (
        draw.stage == "finished"
        and seed in draw.page()
        and "双随机抽取记录" in draw.page()
        and "抽查结果公示表" in draw.page()
    )


def test_j41_clues_of_the_grid(office: Office) -> None:
    """网格线索上报、研判、处置全流程线上办理"""
    filed, untrue, unlawful = (
        office.open("grid.event", category="city", grade="ordinary", channel="grid_worker") for _ in range(3)
    )
    for case in (filed, untrue, unlawful):
        case.act("report", content="示例线索")
        assert case.due("file_within")
    assert "转有权机关" in unlawful.refused("file", not_enforcement=False)
    untrue.act("refuse", why="untrue", reason="现场核实无此事（示例）")
    unlawful.act("pass_on", where="enforcement")
    filed.act("file", not_enforcement=True)
    filed.act("dispatch", office="general")
    filed.act("handle", in_time=True)
    filed.act("verify", passed=True)
    filed.act("close", in_time=True)
    for case, told in (
        (filed, "已清理（示例）"),
        (untrue, "不予立案（示例）"),
        (unlawful, "已转执法（示例）"),
    ):
        case.act("answer", answer=told)
        assert told in opened(office, case, "answer", "回访（示例）")
    assert [case.stage for case in (filed, untrue, unlawful)] == ["closed", "not_filed", "passed_on"]
    assert untrue.said("refuse")["why"] == "untrue" and office.figure("grid_events_refused") == 1


def test_j45_audits(office: Office) -> None:
    """经济责任审计项目"""
    words = {"kind": "responsibility", "object": "示例社区", "year": 2026}
    project, running = office.open("audit.project", **words), office.open("audit.project", **words)
    for each in (project, running):
        each.act("open", plan="示例计划")
    project.act("hear_object", accepted=True)
    project.act("report", findings=1, amount=5000)
    project.act("note_finding")
    (finding,) = project.children("audit.finding")
    finding.act("note", amount=5000, unit_named="示例社区", due_on="2026-04-30")
    finding.act("report_corrected", recovered=5000)
    finding.act("check", outcome="accepted")
    assert finding.stage == "corrected" and project.entries("finding_over")
    project.act("complete")
    assert (project.stage, running.stage) == ("completed", "opened")
    opened, completed = (office.figure(name) for name in ("audits_economic_responsibility", "audits_completed"))
    assert (opened, completed) == (2, 1)
