"""Longmen 2023: mediation, joint checks, one desk, the yearly account (rows S-L14, S-L34, S-L36, S-L37)."""

from __future__ import annotations

from .office import Office


def test_l14_village_mediation(office: Office) -> None:
    """村居调解委员会"""
    village = office.communities[0]
    office.enter(
        "mediation_committee",
        "TJ-1",
        name="示例村人民调解委员会",
        kind="people",
        level="community",
        members=5,
        women=2,
        mediators=5,
    )
    case = office.open(
        "mediation.case", kind="neighbour", source="request", people_involved=2, where={"division": village}
    )
    case.act("register")
    case.act("accept", mediators=["liang"], chosen="named", consent=True, interested="none")
    case.act("tell_rights", told=True)
    case.act("mediate", held_on="2026-03-02")
    paper = case.act(
        "conclude", outcome="agreed_written", fee=0, signed=True, sealed=True, perform_by="2026-03-20"
    )
    assert (
        paper.documents["agreement"] and case.stage == "agreed" and case.due("perform_within") == "2026-03-20"
    )
    assert (
        office.figure("disputes_accepted", division=village) == 1
        and office.listed("mediation_committee")["TJ-1"]["members"] == 5
    )


def test_l34_joint_safety_checks(office: Office) -> None:
    """联合联动安全执法机制"""
    case = office.open(
        "inspection.ordinary", kind="industry", way="special", cause="complaint", item="烟花爆竹检查（示例）"
    )
    words = {
        "how": "site",
        "published": "yes",
        "bodies": "消防（牵头）、公安、街道（示例）",
        "bodies_number": 3,
        "one_form": "yes",
    }
    case.act("propose", joint="yes", other_planned="no", **words)
    for body, part in (("示例消防大队", "lead"), ("示例公安分局", "police"), ("示例街道", "escort")):
        case.act("join_body", body=body, part=part, checks="烟花爆竹储存（示例）", sent=2)
    case.act("approve", outcome="allow")
    entered = {
        "certificates_shown": "yes",
        "scanned": "yes",
        "told": "yes",
        "people_sent": 6,
        "out_of_area": "no",
        "owner_demanded": "no",
    }
    case.act("enter", outcome="exempt", **entered)
    assert "没有现场检查笔录" in case.refused("hand_finding", to_body="示例公安分局", answer_by="2026-03-20")
    case.act("record_site", findings="无证储存", problems=2, signed="signed", recording="film")
    for finding, body in (("无证储存烟花", "示例公安分局"), ("灭火器过期", "示例消防大队")):
        case.act("hand_finding", finding=finding, to_body=body, answer_by="2026-03-20")
    first, second = (entry["seq"] for entry in case.entries("hand_finding"))
    case.act("finding_answered", of=first, outcome_there="case_opened")
    assert [(e["form"]["body"], e["form"]["part"]) for e in case.entries("join_body")] == [
        ("示例消防大队", "lead"),
        ("示例公安分局", "police"),
        ("示例街道", "escort"),
    ]
    assert "牵头" in case.page() and case.due("finding_answer_by") == "2026-03-20" and second
    assert "无证储存烟花" not in case.page()


def test_l36_one_desk(office: Office) -> None:
    """平安办"""
    tasks = []
    for unit, owner, due in (("平安办公室", "luo", "2026-03-10"), ("城市管理办公室", "he", "2026-04-30")):
        task = office.open(
            "decision.task", by="liu", matter=f"{unit}任务（示例）", source="leader", due_on=due
        )
        task.act("give", handler=owner, unit=unit)
        tasks.append(task)
    office.day("2026-03-11")
    desk = office.page("desk", "liu", {"procedure": "decision.task", "state": "all"})
    late = office.page("terms", query={"kind": "overdue"})
    assert (
        all(task.number in desk for task in tasks) and tasks[0].number in late and tasks[1].number not in late
    )
    assert office.terms("overdue") == ["decision.task/due"]


def test_l37_yearly_account_of_duties(office: Office) -> None:
    """年度述职报告"""
    duty = office.enter(
        "plan",
        "职-1",
        name="主持研究法治工作（示例）",
        kind="head_duty",
        year=2026,
        owner="刘建国",
        due_on="2026-12-31",
        state="planned",
    )
    duty.act("change", state="done", proof="会议纪要5号（示例）")
    training = office.open(
        "study.training", kind="officials", form_of="lecture", subject="行政复议法（示例）"
    )
    training.act("record", due=9, present=9, hours=6)
    training.act("attend", trainee="liu", hours=6, result="passed")
    made = office.command("people", "duty", "liu", "--year", "2026", "--json")
    assert (
        made["hours"] == 6
        and "法治培训 6 学时" in made["text"]
        and office.listed("plan")["职-1"]["proof"] == "会议纪要5号（示例）"
    )
    account = office.open("duty.account", year=2026, leader="liu", due_on="2026-12-20", oral="no")
    account.act("call")
    account.act(
        "hand_in", by="liu", covers=["study", "decisions", "problems"], studied=made["hours"], report="film"
    )
    assert account.said("hand_in")["studied"] == 6 and account.stage == "handed_in"
