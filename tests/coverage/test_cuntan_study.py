"""Cuntan 2022: study, plans, duties of the heads, training (rows S-C47 to S-C53)."""

from __future__ import annotations

from .office import CaseAt, Office


def session(office: Office, **facts: str) -> CaseAt:
    """A study session held and recorded."""
    case = office.open("study.session", **facts)
    case.act("record", due=20, present=18, leaders=5, minutes=90)
    return case


def test_c47_three_meetings_one_lesson(office: Office) -> None:
    """“三会一课” / “党工委党校”"""
    first = session(office, kind="committee", topic="doctrine", unit="党工委", subject="习近平法治思想")
    session(office, kind="committee", topic="law", unit="党工委", subject="行政处罚法")
    struck = session(office, kind="committee", topic="doctrine", unit="党工委", subject="习近平法治思想")
    struck.act("check", outcome="disagreed")
    assert first.said("record")["present"] == 18 and office.figure("rule_of_law_study_sessions") == 1


def test_c48_study_plan(office: Office) -> None:
    """各级党组织理论学习中心组学习计划"""
    held, moved, missed = (
        office.enter(
            "plan",
            f"XX-{n}",
            name=f"第{n}次学习",
            kind="study",
            year=2026,
            owner="党工委",
            due_on=f"2026-0{n}-28",
            state="planned",
        )
        for n in (3, 4, 5)
    )
    office.day("2026-06-01")
    held.act("change", state="done", proof="会议记录")
    moved.act("change", state="moved", proof="改至六月")
    missed.act("change", state="missed", proof="防汛")
    assert {key: item["state"] for key, item in office.listed("plan").items()} == {
        "XX-3": "done",
        "XX-4": "moved",
        "XX-5": "missed",
    }
    assert office.listed("plan", "2026-05-31")["XX-3"]["state"] == "planned" and "改至六月" in office.page(
        "register", name="plan"
    )


def test_c49_series_on_the_congress(office: Office) -> None:
    """党的二十大精神宣贯会"""
    for unit, present in (("党政综合办公室", 12), ("示例社区", 30)):
        case = office.open(
            "study.session", kind="discussion", topic="congress", unit=unit, subject="党的二十大精神"
        )
        case.act("record", held_on="2026-03-02", due=30, present=present, leaders=1, minutes=60)
    found = [
        (case.cover["unit"], case.cover["kind"], case.said("record")["present"])
        for case in office.find("study.session")
    ]
    assert found == [("党政综合办公室", "discussion", 12), ("示例社区", "discussion", 30)]
    assert [case.said("record")["held_on"] for case in office.find("study.session")] == ["2026-03-02"] * 2
    assert office.figure("congress_study_sessions") == 2 and office.figure("congress_study_people") == 42


def test_c50_first_responsible_person(office: Office) -> None:
    """第一责任人职责"""
    duty = office.enter(
        "plan",
        "ZR-01",
        name="主持研究法治工作",
        kind="head_duty",
        year=2026,
        owner="刘建国",
        due_on="2026-12-31",
        state="planned",
    )
    office.day("2026-06-01")
    duty.act("change", state="done", proof="办公会纪要〔2026〕5号")
    assert office.listed("plan")["ZR-01"]["proof"] == "办公会纪要〔2026〕5号"
    account = office.open("duty.account", year=2026, leader="liu", due_on="2026-12-20", oral="no")
    account.act("call")
    assert account.due("hand_in_by") == "2026-12-20"
    assert "学法情况" in account.refused("hand_in", by="liu", covers=["decisions"], studied=4, report="film")
    account.act("hand_in", by="liu", covers=["study", "decisions", "problems"], studied=4, report="film")
    account.act("read_report")
    account.act("close")
    assert account.stage == "closed"


def test_c53_training_of_officers(office: Office) -> None:
    """执法人员培训长效机制"""
    office.enter(
        "plan",
        "PX-01",
        name="执法实训",
        kind="training",
        year=2026,
        owner="综合行政执法大队",
        due_on="2026-06-30",
        state="planned",
    )
    training = office.open("study.training", kind="enforcement", form_of="practice", subject="现场检查模拟")
    training.act("record", due=10, present=2, hours=8)
    training.act("attend", trainee="zhang", hours=8, result="passed")
    training.act("attend", trainee="wang", hours=6, result="failed")
    assert "参训人数" in training.refused("attend", trainee="qian", hours=8, result="passed")
    hours = {
        entry["form"]["trainee"]: (entry["form"]["hours"], entry["form"]["result"])
        for entry in training.entries("attend")
    }
    assert (
        hours == {office.who("zhang"): (8, "passed"), office.who("wang"): (6, "failed")}
        and office.figure("enforcement_staff_trained") == 2
    )
    office.enter("pool_officer", "示例-zhang", name="张伟（示例）", team="street", until="2026-05-29")
    office.day("2026-05-27")
    assert (
        "register.pool_officer/expires_on" in office.terms("near")
        and office.listed("plan")["PX-01"]["state"] == "planned"
    )


def test_c52_who_enforces_publicises(office: Office) -> None:
    """“谁执法谁普法”"""
    for law, owner in (("示例市容管理条例", "综合行政执法大队"), ("示例消防条例", "应急管理办公室")):
        office.enter("law_owner", law, owner=owner, audience="商户", yearly_sessions=2)
    for sessions in (1, 2):
        event = office.open(
            "publicity.event",
            kind="visit",
            quarter="q1",
            theme="市容",
            law="示例市容管理条例",
            owner="综合行政执法大队",
        )
        event.act(
            "record",
            setting="public_place",
            sessions=sessions,
            audience=["firms"],
            people=30,
            people_online=0,
            counted_elsewhere="no",
        )
    by_owner = office.command(
        "trace", "legal_publicity_events", "--year", "2026", "--by", "case.owner", "--json"
    )
    by_law = office.command("trace", "legal_publicity_events", "--year", "2026", "--by", "case.law", "--json")
    assert by_owner == [{"value": "综合行政执法大队", "number": 3}] and by_law == [
        {"value": "示例市容管理条例", "number": 3}
    ]
    silent = {entry["owner"] for entry in office.listed("law_owner").values()} - {
        row["value"] for row in by_owner
    }
    assert silent == {"应急管理办公室"} and "应急管理办公室" in office.page("register", name="law_owner")


def test_c51_leaders_account_of_law(office: Office) -> None:
    """领导干部学法用法述法"""
    training = office.open("study.training", kind="officials", form_of="lecture", subject="行政复议法")
    training.act("record", due=9, present=9, hours=6)
    training.act("attend", trainee="liu", hours=6, result="passed")
    check = office.open("inspection.ordinary", kind="site", way="daily", cause="complaint", item="工地检查")
    check.act("propose", how="site", published="yes", joint="no", other_planned="no")
    check.act("approve", outcome="allow", by="liu")
    decision = office.play("decision.major", "whole_way", "decide")
    made = office.command("people", "duty", "liu", "--year", "2026", "--json")
    assert (made["hours"], made["tests"], made["cases"], made["decisions"]) == (
        6,
        [[training.number, "passed"]],
        [check.number],
        [],
    )
    assert "法治培训 6 学时" in made["text"] and "合格 1 次" in made["text"] and "案件 1 件" in made["text"]
    assert office.command("people", "duty", "liu", "--year", "2024", "--json")["decisions"] == [
        decision.number
    ]
    account = office.open("duty.account", year=2026, leader="liu", due_on="2026-12-20", oral="no")
    account.act("call")
    account.act("hand_in", by="liu", covers=["study", "problems"], studied=made["hours"], report="film")
    assert account.said("hand_in")["studied"] == 6
