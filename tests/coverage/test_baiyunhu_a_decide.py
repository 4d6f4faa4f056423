"""Baiyunhu 2020: leading and deciding by law (rows S-B01 to S-B06, S-B33 to S-B38)."""

from __future__ import annotations

from .office import Office


def test_b01_leading_group(office: Office) -> None:
    """白云湖街依法治街工作领导小组"""
    group = office.open("decision.group", by="liu", name="依法治街工作领导小组（示例）")
    group.act("set_up")
    group.act("appoint", member="liu", place="head", from_on="2026-03-02")
    group.act("appoint", member="zhou", place="deputy", from_on="2026-03-02")
    group.act("meet", present=11, heard="议定两项（示例）")
    group.act("set_task", what="修订议事规则（示例）", owner="luo", due_on="2026-03-20")
    group.act("set_task", what="清理合同（示例）", owner="he", due_on="2026-03-31")
    assert [e["form"]["place"] for e in group.entries("appoint")] == ["head", "deputy"] and group.said(
        "meet"
    )["present"] == 11
    rules, contracts = group.children("decision.task")
    rules.act("give", handler="luo", unit="党政综合办公室")
    contracts.act("give", handler="he", unit="城市管理办公室")
    rules.act("report_done", result="已经修订（示例）")
    rules.act("check", outcome="agreed")
    assert (rules.stage, contracts.stage) == ("done", "running") and group.said("task_over")[
        "result"
    ] == "done"
    assert (
        contracts.due("due") == "2026-03-31"
        and rules.number in group.page()
        and contracts.number in group.page()
    )
    group.refused("dissolve")


def test_b03_points_of_work(office: Office) -> None:
    """《白云湖街法治建设工作要点》 / 《白云湖街依法行政工作要点》 / 《白云湖街2020年普法依法治理工作要点》"""
    point = office.enter(
        "plan",
        "要点-2026-03",
        name="开展宪法宣传（示例）",
        kind="points",
        year=2026,
        owner="司法所（示例）",
        due_on="2026-03-20",
        state="planned",
    )
    group = office.open("decision.group", by="liu", name="依法治街工作领导小组（示例）")
    group.act("set_up")
    group.act("set_task", what="要点-2026-03 开展宪法宣传（示例）", owner="luo", due_on="2026-03-20")
    (task,) = group.children("decision.task")
    task.act("give", handler="luo", unit="司法所（示例）")
    assert task.due("due") == "2026-03-20" and task.said("give")["unit"] == "司法所（示例）"
    task.act("report_done", result="已经开展（示例）", evidence="film")
    task.act("check", outcome="agreed")
    point.act("change", state="done", proof=task.number)
    office.day("2026-03-23")
    office.enter(
        "plan",
        "要点-2026-04",
        name="修订制度（示例）",
        kind="points",
        year=2026,
        due_on="2026-06-30",
        state="planned",
    )
    done = {key: (row["state"], row.get("proof")) for key, row in office.listed("plan").items()}
    assert done == {"要点-2026-03": ("done", task.number), "要点-2026-04": ("planned", None)}
    assert task.number in office.page("register", name="plan")


def test_b33_rules_of_procedure(office: Office) -> None:
    """“三重一大”决策制度 / 《白云湖街党工委议事规则》 / 《白云湖街道办事处议事规则》"""
    ayes = {
        "justice_present": "yes",
        "interested_left": "yes",
        "members": 9,
        "votes_against": 0,
        "abstained": 0,
        "meeting_on": "2026-03-05",
    }

    def tabled(kind: str) -> object:
        item = office.open("decision.meeting", matter="示例议题", forum="party", kind=kind)
        item.act("propose", budget=900_000)
        assert item.said("propose")["budget"] == 900_000 * 100 and "900,000.00" in item.page()
        item.act("check", outcome="accept", legal="yes", no_legal_reason=None)
        assert "法律顾问" in item.refused("table", meeting_on="2026-03-05")
        item.act("advise", outcome="no_objection")
        item.act("table", meeting_on="2026-03-05")
        return item

    five = ["liu", "zhou", "luo", "he", "zhang"]
    del ayes["meeting_on"]
    ordinary, important = tabled("ordinary"), tabled("funds")
    assert "三分之二" in important.refused(
        "discuss", outcome="adopt", present=five, spoke=["zhou", "liu"], votes_for=5, **ayes
    )
    important.refused(
        "discuss", outcome="adopt_important", present=five, spoke=["zhou", "liu"], votes_for=5, **ayes
    )
    ordinary.act(
        "discuss",
        outcome="adopt",
        present=five,
        spoke=["zhou", "luo", "he", "zhang", "liu"],
        votes_for=5,
        **ayes,
    )
    six = [*five, "wang"]
    important.act(
        "discuss",
        outcome="adopt_important",
        present=six,
        spoke=["zhou", "luo", "he", "zhang", "wang", "liu"],
        votes_for=6,
        **ayes,
    )
    assert ordinary.stage == important.stage == "decided"


def test_b34_catalogue_of_major_decisions(office: Office) -> None:
    """重大行政决策目录制度"""
    draft = office.open("decision.major", matter="停车设施规划（示例）", kind="plan")
    draft.act("propose", excluded="none")
    assert "同级党委" in draft.refused(
        "enter_catalogue", year=2026, standard="规划类标准第二项（示例）", consent="no"
    )
    draft.act(
        "enter_catalogue", year=2026, standard="规划类标准第二项（示例）", consent="yes", plan_by="2026-12-31"
    )
    assert (
        draft.due("catalogue_published") == "2026-03-30"
        and draft.said("enter_catalogue")["standard"] == "规划类标准第二项（示例）"
    )
    other = office.open("decision.major", matter="宏观调控（示例）", kind="policy")
    assert "不适用" in other.refused("propose", excluded="macro")
    draft.act("publish_catalogue", where="街道网站（示例）")
    assert "街道网站（示例）" in draft.page() and "重大行政决策事项目录" in draft.page()
    office.day("2026-04-01")
    assert "decision.major/catalogue_published" not in office.terms("overdue")


def test_b35_departments_together(office: Office) -> None:
    """重大行政决策管理的部门联动机制"""
    case = office.open("decision.major", matter="停车设施规划（示例）", kind="plan")
    case.act("propose", excluded="none")
    case.act("study", recommended="yes")
    case.act("decide_start", outcome="start", handler="he", unit="城市管理办公室")
    case.act(
        "draft",
        concerns_units="yes",
        not_public="yes",
        special_group="no",
        hearing_required="no",
        technical="no",
        risky="no",
        market="no",
        congress="no",
        law_checked="yes",
        plans=2,
        goal="示例",
    )
    office.day("2026-03-03")
    ask = {"basis": "yes", "steps": "yes", "exploratory": "no", "opinion_by": "2026-03-20", "short": "no"}
    assert "充分协商" in case.refused("submit_review", **ask)
    case.act(
        "consult",
        outcome="agreed",
        unit="公安分局（示例）",
        asked_on="2026-03-02",
        answered_on="2026-03-03",
        opinion="同意（示例）",
    )
    case.act(
        "consult",
        outcome="disputed",
        unit="规划局（示例）",
        asked_on="2026-03-02",
        answered_on="2026-03-03",
        opinion="示例",
    )
    told = [
        (e["form"]["unit"], e["form"]["asked_on"], e["form"]["answered_on"], e["form"]["outcome"])
        for e in case.entries("consult")
    ]
    assert told == [
        ("公安分局（示例）", "2026-03-02", "2026-03-03", "agreed"),
        ("规划局（示例）", "2026-03-02", "2026-03-03", "disputed"),
    ]
    for track in ("participation", "experts", "risk", "competition"):
        case.act("excuse", track=track, reason="依法不予公开，事项简单（示例）")
    case.act("submit_review", **ask)
    assert case.stage == "sent" and "规划局（示例）" in case.page()


def test_b36_legality_review(office: Office) -> None:
    """重大行政决策合法性审查机制"""
    item = office.open("decision.meeting", matter="示例议题", forum="office", kind="contract")
    item.act("propose")
    item.refused("check", outcome="accept", legal="no", no_legal_reason="示例")
    plain = office.open("decision.meeting", matter="示例一般议题", forum="office", kind="ordinary")
    plain.act("propose")
    plain.refused("check", outcome="accept", legal="no", no_legal_reason=None)
    plain.act("check", outcome="accept", legal="no", no_legal_reason="内部事务，不涉法律（示例）")
    plain.act("table", meeting_on="2026-03-05")
    item.act("check", outcome="accept", legal="yes", no_legal_reason=None)
    assert "书面意见" in item.refused("table", meeting_on="2026-03-05")
    item.act("advise", outcome="change", opinion="须修改第三条（示例）")
    assert "没有回应" in item.refused("table", meeting_on="2026-03-05")
    item.act("answer_advice", how="已修改（示例）")
    item.act("table", meeting_on="2026-03-05")
    assert item.stage == plain.stage == "tabled" and "议题法律意见书" in item.page()


def test_b37_street_adviser(office: Office) -> None:
    """驻街法律顾问"""
    office.enter(
        "adviser",
        "示例-A1",
        name="陈律师（示例）",
        kind="resident",
        firm="示例律师事务所",
        serves="街道",
        since="2026-01-01",
        until="2026-12-31",
    )
    day = office.open(
        "legalaid.session", adviser="resident", lawyer="陈律师（示例）", contract_until="2026-12-31"
    )
    day.act("record", minutes=90, consultations=4, mediations=2, lectures=0, papers=1)
    suit = office.open(
        "suit.response", kind="penalty", act_date="2026-01-10", original_number="示例1号", after_review="no"
    )
    suit.act(
        "complaint_received", received_on="2026-03-02", court_name="示例法院", paper="示例", mode="ordinary"
    )
    suit.act("name_agents", staff=["he"], lawyer="陈律师（示例）", by_adviser="yes")
    assert (
        office.figure("legal_consultations_resident") == 4
        and office.figure("adviser_mediations_resident") == 2
    )
    assert day.said("record")["minutes"] == 90 and office.figure("suits_with_agent") == 1
    assert "授权委托书" in suit.page() and "示例律师事务所" in office.page("register", name="adviser")
