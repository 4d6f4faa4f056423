"""Jiangbei 2024: disputes with the administration, decisions, documents and petitions (rows S-J48, …)."""

from __future__ import annotations

from .office import Office


def test_j50_lost_cases_looked_at_again(office: Office) -> None:
    """对败诉案件、复议纠错案件进行复盘分析"""
    suit = office.open("suit.response", kind="penalty", original_number="示例罚字1号")
    suit.act("complaint_received", received_on="2026-03-02", mode="ordinary", **{"as": "sole"})
    suit.act(
        "judgment",
        outcome="annulled",
        served_on="2026-03-02",
        lost=True,
        kind="judgment",
        perform_by="2026-04-01",
    )
    suit.act("review_lessons", cause=["procedure"], measures="案前法制审核（示例）", remedy_by="2026-03-20")
    review = office.open("review.respondent", kind="penalty")
    review.act("copy_received", mode="ordinary", received_on="2026-03-02")
    review.act("decision", outcome="annulled", corrected=True, received_on="2026-03-02", dated=False)
    review.act("review_lessons", cause=["facts"], measures="补强取证（示例）", remedy_by="2026-03-20")
    office.day("2026-03-23")
    assert {"suit.response/remedy_within", "review.respondent/remedy_within"} <= set(office.terms("overdue"))
    suit.act("remedy_done")
    review.act("remedy_done")
    assert not {"suit.response/remedy_within", "review.respondent/remedy_within"} & set(
        office.terms("overdue")
    )


def test_j51_fast_lane_with_mediation(office: Office) -> None:
    """涉企复议“快车道”"""
    case = office.open("review.authority", kind="penalty", respondent_kind="street")
    case.act("apply", channel="fast", received_on="2026-03-02")
    case.act(
        "accept",
        mode="simple",
        simple_why="small",
        amount=2000,
        clear=True,
        ours=True,
        reviewable=True,
        in_time=True,
    )
    assert case.due("decide_within") == "2026-04-01"
    case.act("send_copy")
    office.day("2026-03-09")
    case.act("suspend", why="mediation")
    assert "review.authority/decide_within" in office.terms("paused")
    office.day("2026-03-19")
    case.act("resume")
    assert case.due("decide_within") == "2026-04-13"
    case.act("mediate", free=True, signed=True)
    assert case.stage == "mediated"


def test_j52_catalogue_of_decisions(office: Office) -> None:
    """重大行政决策目录"""
    case = office.open("decision.major", matter="示例停车管理办法", kind="policy")
    case.act("propose", excluded="none")
    case.act("enter_catalogue", year=2026, consent=True, plan_by="四月征求意见，六月审查，七月决定（示例）")
    assert case.due("catalogue_published") == "2026-03-30"
    case.act("publish_catalogue")
    case.act("adjust_catalogue", what="改为九月决定（示例）", consent=True)
    office.day("2026-03-31")
    assert "decision.major/catalogue_published" in office.terms("overdue")
    case.act("publish_catalogue")
    assert "decision.major/catalogue_published" not in office.terms("overdue")
    assert len(case.entries("publish_catalogue")) == 2 and "改为九月决定" in case.page()


def test_j53_goals_before_values_after(office: Office) -> None:
    """重大行政决策事前绩效评估和后评估制度"""
    case = office.open("decision.major", matter="示例停车管理办法", kind="policy")
    case.act("propose", excluded="none")
    case.act("study", recommended=True)
    case.act("decide_start", outcome="start", handler="luo")
    case.act(
        "draft", goal="违停投诉年内降到300件（示例）", goal_value="300", law_checked=True, plans=1, concerns_units=False, not_public=False,
        special_group=False, hearing_required=False, technical=False, risky=False, market=False, congress=False,
    )  # fmt: skip
    case.act("open_comment", until="2026-04-02")
    office.day("2026-04-03")
    case.act("sort_opinions", received=5, adopted=2)
    case.act("excuse", track="risk")
    case.act("excuse", track="experts")
    case.act("excuse", track="competition")
    case.act("submit_review", basis=True, steps=True, exploratory=False, opinion_by="2026-04-24", short=False)
    office.day("2026-04-16")
    case.act("receive_papers", outcome="complete")
    case.act("advise", objection=False)
    case.act("review", outcome="lawful", power=True, procedure=True, content=True)
    case.act("table")
    people = ["liu", "zhou"]
    case.act(
        "decide", outcome="adopt", meeting="executive", legal_present=True, against_majority=False, members=2, votes_for=2, votes_against=0,
        abstained=0, present=[office.who(n) for n in people], spoke=[office.who(n) for n in reversed(people)],
    )  # fmt: skip
    case.act("report_party", outcome="not_required")
    case.act("publish", outcome="public", where=["website"], concern=False)
    office.day("2026-12-28")
    case.act("report_execution", progress="全年违停投诉340件（示例）", value="340")
    case.act("order_evaluation", because="missed", main_before=False)
    assert "差距原因" in case.refused(
        "evaluate", public_heard=True, value="340", goal_met=False, proposal="change"
    )
    case.act(
        "evaluate",
        public_heard=True,
        value="340",
        goal_met=False,
        gap="夜间巡查不足（示例）",
        proposal="change",
    )
    goal, after = case.said("draft")["goal_value"], case.said("evaluate")["value"]
    assert (goal, after) == ("300", "340") and not case.said("evaluate")["goal_met"]


def test_j54_three_gates(office: Office) -> None:
    """“意见征集关”"""
    paper = office.open("norm.document", name="示例停车管理办法", kind="ordinary", issuer="office", aim="new")
    paper.act("propose", needed=True)
    paper.act("classify", outcome="normative")
    paper.act("draft", business=False, market=False, secret=False, urgent="none")
    words = {"to_whom": "own", "papers": True, "own_opinion": True, "opinion_by": "2026-05-20"}
    assert "征求意见尚未完成" in paper.refused("submit_review", **words)
    paper.act("open_comment", until="2026-04-10")
    office.day("2026-04-13")
    paper.act(
        "sort_comments", received=3, adopted=1, feedback=True, explanation="采纳一条，其余说明理由（示例）"
    )
    paper.act("excuse", track="competition")
    paper.act("submit_review", **words)
    assert "table" not in paper.lawful()
    paper.act("receive_papers", outcome="complete")
    sound = {"sound": True, "own_power": True} | dict.fromkeys(
        ["penalty", "licence", "coercion", "levy", "rights", "entry"], False
    )
    paper.act("review", outcome="change", opinions=2, opinion="删去第三条（示例）", **sound)
    paper.act("adopt_opinion", fully=False, reasons="第五条有上位法依据（示例）")
    assert paper.said("sort_comments")["adopted"] == 1 and paper.said("review")["opinions"] == 2
    cleaning = office.open("norm.verdict", name="示例旧办法")
    cleaning.act("examine", conflict=True)
    cleaning.act("review", proposal="repeal", opinion="与上位法不一致（示例）")
    cleaning.act("give_verdict", outcome="repeal", carry_out_by="2026-05-29")
    assert cleaning.due("carried_out_by") == "2026-05-29" and cleaning.stage == "repealed"


def test_j55_petition_tasks(office: Office) -> None:
    """《江北区着力推进信访工作法治化重点任务项目清单》"""
    group = office.open("decision.group", by="liu", name="信访工作法治化专班（示例）")
    group.act("set_up")
    group.act("set_task", what="初次信访事项全部回访（示例）", owner="luo", due_on="2026-03-20")
    group.act("set_task", what="信访代办制（示例）", owner="luo", due_on="2026-03-20")
    first, second = group.children("decision.task")
    for task in (first, second):
        task.act("give", handler="luo", unit="信访办")
    first.act("report_done", result="已全部回访（示例）", evidence=["film"])
    first.act("check", outcome="agreed")
    office.day("2026-03-23")
    assert office.terms("overdue").count("decision.task/due") == 1 and first.stage == "done"
    assert "初次信访事项全部回访" in first.page() and second.row["handler_id"] == office.id("luo")


def test_j56_petition_matters(office: Office) -> None:
    """信访事项"""
    case = office.open("petition.matter", channel="visit", first="first", kind="claim", group=False)
    case.act("register", identity_clear=True, representatives=1, visits=2, oral=True)
    case.act("accept", ours=True, same_after_final=False, in_time=True, pending_elsewhere=False)
    case.act("sort", outcome="petition")
    assert case.due("decide_within") == "2026-05-06"
    case.act("hear_statement", how="meeting")
    case.act("investigate")
    office.day("2026-03-20")
    case.act("opinion", outcome="support", in_time=True, review_told=True)
    case.act("again", channel="letter", people=1)
    case.act("serve", document="opinion_paper", means="in_person", receipt="本人签收（示例）")
    case.act("follow_up", solved=True, performed="performed")
    case.act("close")
    case.act("rated", satisfied="satisfied")
    assert [e["at"][:10] for e in case.entries("accept") + case.entries("opinion")] == [
        "2026-03-02",
        "2026-03-20",
    ]
    assert office.figure("petition_matters_handled") == 2
    for rate in (
        "petition_timely_acceptance_rate",
        "petition_on_time_closure_rate",
        "petition_first_time_resolution_rate",
        "petition_satisfaction_rate",
    ):
        assert office.figure(rate) == 100
