"""Jiangbei 2024: task forces, plans, model cases, letters, meetings, hearings, joint opinions (rows S-J06 to S-J12)."""

from __future__ import annotations

from typing import Any

from yifa import clock

from .case_at import NAMES, CaseAt
from .office import Office


def opened(office: Office, case: CaseAt, act: str, why: str) -> str:
    """What is private of the latest entry of an act, opened with a reason by whoever may see the case."""
    form = {"seq": str(case.entries(act)[-1]["seq"]), "why": why}
    answers = (office.post("reveal", form, reader, case_id=case.id) for reader in ("liu", *NAMES))
    return next((str(answer.content.decode()) for answer in answers if answer.status_code == 200), "")


def measure(office: Office, key: str, **words: Any) -> CaseAt:
    """An item of the plan for the model title."""
    facts: dict[str, Any] = {
        "kind": "model",
        "year": 2026,
        "owner": "司法局（示例）",
        "due_on": "2026-06-30",
        "state": "planned",
    }
    return office.enter("plan", key, name=f"{key}（示例）", **(facts | words))


def test_j06_task_force_and_its_dispatches(office: Office) -> None:
    """全区工作专班"""
    goal = measure(office, "指标1", owner="信访办（示例）")
    force = office.open("decision.group", by="liu", name="创建工作专班（示例）")
    force.act("set_up")
    force.act("meet", present=9, heard="调度指标1（示例）")
    (meeting,) = force.entries("meet")
    words: dict[str, Any] = {"what": "补齐指标1佐证（示例）", "point": "指标1", "owner": "luo"}
    assert "不能早于" in force.refused("dispatch", of=meeting["seq"], due_on="2026-02-28", **words)
    force.act("dispatch", of=meeting["seq"], due_on="2026-03-20", **words)
    (task,) = force.children("decision.task")
    task.act("give", handler="luo", unit="信访办（示例）")
    assert task.due("due") == "2026-03-20" and force.said("dispatch")["of"] == meeting["seq"]
    assert "补齐指标1佐证" in goal.page() and "会议议定" in task.page()
    office.day("2026-03-23")
    assert "decision.task/due" in office.terms("overdue")
    goal.act("change", state="done", proof="指标1佐证清单（示例）", papers="film")
    listed = office.page("register", name="plan", query={"q": "指标1"})
    assert "信访办（示例）" in listed and "已完成" in listed and "指标1佐证清单" in listed


def test_j07_plan_as_a_tree(office: Office) -> None:
    """“一个指标提升行动+八项创新举措”"""
    root = measure(office, "方案")
    for key in ("行动一", "行动二"):
        measure(office, key, parent="方案")
    leaf = measure(office, "举措一", parent="行动一", due_on="2026-04-30")
    assert "无此项" in office.not_entered("plan", "举措二", name="示例", kind="model", year=2026, parent="无此项", due_on="2026-04-30", state="planned")  # fmt: skip
    assert "佐证" in office.not_entered("plan", "举措三", name="示例", kind="model", year=2026, parent="行动一", due_on="2026-04-30", state="done", owner="示例")  # fmt: skip
    leaf.act("change", state="done", proof="示例通报", papers="film")
    office.find("register.plan")[1].act("change", state="done", proof="示例报告")
    page = office.page("register", name="plan", query={"q": "方案（示例）"})
    assert (
        '<td data-label="下级措施">2</td>' in page
        and '<td data-label="下级已完成">1</td>' in page
        and ">50%</td>" in page
    )
    below = office.page("register", name="plan", query={"q": "行动一（示例）"})
    assert ">100%</td>" in below and "司法局（示例）" in below and "2026年6月30日" in below
    assert "行动一" in root.page() and "举措一" in office.find("register.plan")[1].page()
    assert "还有项目写着它" in root.refused("remove")
    assert "不能连成一圈" in root.refused("change", parent="举措一") and "不能连成一圈" in root.refused("change", parent="方案")
    offered = office.page("act", case_id=root.id, name="change")
    assert 'value="行动一"' in offered and 'value="方案"' not in offered


def test_j08_model_cases_scored_and_published(office: Office) -> None:
    """“优秀案例”"""
    case = office.open("benchmark.award", kind="rule_of_law", name="示例案例", unit_named="示例街道")
    assert "隐去个人信息" in case.refused("hand_in", by="luo", masked=False)
    case.act("hand_in", by="luo", masked=True)
    case.act("name_judges", by="shen", judges=["liu", "zhou"], full_marks=100, score_by="2026-03-20")
    assert case.due("score_within") == "2026-03-20"
    case.act("score", by="liu", points=90)
    assert "已任评委" in case.refused("score", by="liu", points=90)
    assert "没有打分" in case.refused("choose", by="shen", outcome="model")
    case.act("score", by="zhou", points=85)
    case.act("choose", by="shen", outcome="model")
    assert case.said("choose")["total"] == 175 and office.figure("model_cases") == 1
    assert "再次核对" in case.refused("publish", masked_again=False)
    case.act("publish", site="https://example.org/case", summary="示例做法", masked_again=True)
    assert (
        case.stage == "model"
        and "https://example.org/case" in case.page()
        and "优秀（提名）案例公布稿" in case.page()
    )


def test_j09_reminder_letters(office: Office) -> None:
    """法治建设专项督察"""
    case = office.open("supervision.letter", kind="building", way="inspection", source="inspection")
    case.act("take_up", content="督察线索（示例）", pending=False)
    words: dict[str, Any] = {"type": "reminder", "ground_found": "task", "demand": "补公示（示例）"}
    assert "晚于今天" in case.refused("issue", facts="示例", answer_by="2026-03-02", **words)
    case.act("issue", facts="三件案卷未公示（示例）", answer_by="2026-03-16", **words)
    assert case.due("answer_within") == "2026-03-16" and "执督〔2026〕" in case.page("deng")
    assert "三件案卷未公示" in opened(office, case, "issue", "督察复查（示例）")
    assert office.figure("supervision_letters") == 1 and "check_answer" not in case.lawful()
    assert "supervision.letter/answer_within" in office.terms("others", as_="deng")
    case.act("answer", what="已补公示（示例）")
    writer = next(n for n in NAMES if str(office.id(n)) in case.entries("issue")[0]["by"]["supervisor"])
    assert "不得再任" in case.refused(
        "check_answer", outcome="corrected", proof_seen=True, by={"office_head": writer}
    )
    assert "佐证" in case.refused("check_answer", outcome="corrected", proof_seen=False)
    case.act("check_answer", outcome="corrected", proof_seen=True)
    assert case.stage == "corrected" and case.said("check_answer")["proof_seen"]
    assert str(office.id(writer)) not in case.entries("check_answer")[0]["by"]["office_head"]


def discussed(office: Office, topics: list[str], forum: str = "office") -> None:
    """An item tabled for today and discussed."""
    item = office.open("decision.meeting", kind="ordinary", forum=forum, topics=topics)
    item.act("propose")
    item.act("check", outcome="accept", legal=False, no_legal_reason="示例")
    item.act("table", meeting_on=clock.today().isoformat())
    item.act("discuss", outcome="postpone", interested_left=True, justice_present=True)


def test_j10_meetings_by_topic(office: Office) -> None:
    """区政府常务会"""
    for topics in (["rule_of_law"], ["rule_of_law", "business"], ["safety"]):
        discussed(office, topics)
    discussed(office, ["rule_of_law"], "party")
    names = ("held", "on_rule_of_law", "on_business", "on_environment")
    assert [office.figure(f"executive_meetings_{name}") for name in names] == [1, 1, 1, 0]
    office.day("2026-03-09")
    discussed(office, ["rule_of_law"])
    assert [office.figure(f"executive_meetings_{name}") for name in names] == [2, 2, 1, 0]
    item = office.find("decision.meeting")[0]
    assert "主题标签" in item.page() and item.said("discuss")["meeting_day"] == "2026-03-02"


def hearing(office: Office, sued: str, **words: Any) -> CaseAt:
    """A suit that was answered and came to a hearing."""
    case = office.open("suit.response", kind="penalty", act_date="2026-02-02", sued=sued, after_review=False)
    case.act("complaint_received", received_on="2026-03-02")
    case.act("list_evidence", latest_made_on="2026-02-02")
    case.act("answer", all_attached=True)
    case.act("hearing_notified", hearing_on="2026-03-02", without_hearing=False, who_due="liu", **words)
    return case


def test_j11_heads_in_court_per_body(office: Office) -> None:
    """带头出庭应诉并发表答辩意见"""
    for key, name in (("BS-1", "示例街道"), ("BS-2", "示例局")):
        office.enter("sued_body", key, name=name)
    came = hearing(office, "BS-1", head_called=True, field="environment")
    came.act(
        "appear",
        outcome="head",
        who="liu",
        rank="principal",
        spoke=True,
        staff_present=True,
        lawyer_present=True,
    )
    said = came.said("appear")
    assert (
        (came.said("hearing_notified")["who_due"], said["who"]) == (office.who("liu"),) * 2
        and said["spoke"]
        and said["head_due"]
    )
    silent = hearing(office, "BS-1", head_called=False, field="none")
    silent.act(
        "appear",
        outcome="head",
        who="zhou",
        rank="deputy",
        spoke=False,
        staff_present=True,
        lawyer_present=False,
    )
    staff = hearing(office, "BS-2", head_called=True, field="none")
    assert "说明和证明材料" in staff.refused(
        "appear", outcome="staff_only", staff_present=True, lawyer_present=False
    )
    staff.act("explain_absence", reason="duty", proof=True)
    staff.act("appear", outcome="staff_only", staff_present=True, lawyer_present=False)
    first, second = (office.page("register", name="sued_body", query={"q": key}) for key in ("BS-1", "BS-2"))
    rates = ("负责人出庭率", "应出庭到庭率", "发声率")
    assert [
        f'<td data-label="{r}">{v}</td>' in first for r, v in zip(rates, ("100%", "100%", "50%"), strict=True)
    ] == [True] * 3
    assert [
        f'<td data-label="{r}">{v}</td>' in second for r, v in zip(rates, ("0%", "0%", "—"), strict=True)
    ] == [True] * 3
    assert (
        office.figure("head_appearance_rate"),
        office.figure("head_due_rate"),
        office.figure("head_speech_rate"),
    ) == (66.67, 50, 50)


def test_j12_joint_opinion_of_the_task_force(office: Office) -> None:
    """法务专班会商机制"""
    case = office.open("decision.consult", by="luo", kind="debt", matter="示例企业债务处置")
    case.act("ask", by="luo", question="可否以物抵债（示例）", papers="film")
    case.act("add_paper", by="luo", what="评估报告（示例）", paper="film")
    assert "至少由两名" in case.refused("convene", by="zhou", members=["zhao"], opinions_by="2026-03-10")
    case.act("convene", by="zhou", members=["zhao", "shen"], opinions_by="2026-03-10")
    assert case.due("opinions_within") == "2026-03-10"
    case.act("give_opinion", by="zhao", stance="change", opinion="应先评估（示例）")
    words: dict[str, Any] = {
        "stance": "change",
        "opinion": "评估后可行（示例）",
        "unanimous": True,
        "use_by": "2026-03-20",
        "handler": "luo",
    }
    assert "没有出具意见" in case.refused("conclude", by="zhou", **words)
    assert "已任专班成员" in case.refused("give_opinion", by="zhao", stance="lawful")
    case.act("give_opinion", by="shen", stance="lawful", opinion="可行（示例）")
    case.act("conclude", by="zhou", **words)
    assert "法务专班会商意见书" in case.page() and case.due("use_within") == "2026-03-20"
    assert (
        "可行（示例）" in opened(office, case, "give_opinion", "核对（示例）")
        and case.entries("give_opinion")[0]["form"]["stance"] == "change"
    )
    assert case.row["handler_id"] == office.id("luo") and "评估报告（示例）" in case.page()
    case.act("report_use", by="luo", used="partly", why="价格另议（示例）", done="已评估（示例）")
    case.act("check", by="feng", outcome="sent_back", again_by="2026-03-31")
    assert case.due("again_within") == "2026-03-31"
    case.act("report_use", by="luo", used="adopted", done="已签协议（示例）")
    case.act("check", by="feng", outcome="agreed")
    assert case.stage == "followed" and [e["form"]["used"] for e in case.entries("report_use")] == [
        "partly",
        "adopted",
    ]
