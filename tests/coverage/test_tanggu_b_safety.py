"""Tanggu 2023: emergencies and hazards (rows S-T37 to S-T41)."""

from __future__ import annotations

from .case_at import CaseAt
from .office import Office


def contacts(office: Office) -> None:
    """Two places of the emergency list: for floods and for fires."""
    for key, matter, name in (("LL-1", "flood", "转移安置组"), ("LL-2", "fire", "灭火组")):
        office.enter("emergency_contact", key, name=name, matter=matter, duty=f"{name}职责（示例）", holder="科长（示例）", checked_by="2026-06-30")


def test_t37_emergency_frame(office: Office) -> None:
    """大安全大应急框架"""
    contacts(office)
    flood = office.page("register", name="emergency_contact", query={"q": "防汛洪涝"})
    assert "转移安置组职责" in flood and "灭火组" not in flood and "0 / 1 不足" in flood
    drill = office.open("emergency.drill", matter="flood")
    drill.act("hold", held_on="2026-03-02", how="table")
    drill.act("test_contact", contact="LL-1", reached=False, minutes=10)
    assert "转移安置组" in office.page("register", name="emergency_contact", query={"short": "1"})
    drill.act("test_contact", contact="LL-1", reached=True, minutes=3)
    short = office.page("register", name="emergency_contact", query={"short": "1"})
    assert "转移安置组" not in short and "灭火组" in short
    flooded = office.open("emergency.incident", category="natural", level="general")
    flooded.act("take_in", happened="2026-03-02T09:00", source="grid")
    flooded.act("call_out", teams="转移安置组", people=8)
    flooded.act("call_contact", contact="LL-1", reached=True)
    assert '<td data-label="本年实战调集次数">1</td>' in office.page("register", name="emergency_contact", query={"q": "转移安置组"})
    office.day("2026-07-01")
    assert "register.emergency_contact/expires_on" in office.terms("overdue")


def plan(office: Office) -> CaseAt:
    """A plan for floods, issued and filed."""
    case = office.open("emergency.plan", name="防汛应急预案（示例）", kind="special", matter="flood")
    case.act("draft", roles_listed=True, risk_assessed=True)
    case.act("consult", whom=["departments", "experts", "public"], opinions=1, adopted=1)
    case.act("approve_plan")
    case.act("issue", version="第1版", published=True)
    return case


def test_t38_emergency_plans(office: Office) -> None:
    """《塘沽街自然灾害救助应急预案》"""
    contacts(office)
    case = plan(office)
    assert case.due("first_drill") > "2026-12-31"
    office.enter("emergency_plan", "YA-1", name="防汛应急预案（示例）", kind="single", matter="flood", version="第1版", issued_on="2026-03-02")
    for place in (1, 2):
        office.enter("plan_step", f"BZ-{place}", name=f"第{place}步（示例）", plan="YA-1", version="第1版", place_in_order=place, role="LL-1", minutes=30)
    drill = office.open("emergency.drill", matter="flood")
    drill.act("hold", held_on="2026-03-02", how="field")
    drill.act("tick_step", step="BZ-1", done_well=True)
    open_steps = office.page("register", name="plan_step", query={"short": "1"})
    assert "第2步" in open_steps and "第1步" not in open_steps and "转移安置组" in office.page("register", name="emergency_contact")
    real = office.open("emergency.incident", category="natural", level="general")
    real.act("take_in", happened="2026-03-02T09:00", source="grid")
    assert "步骤（任务卡）" in office.page("act", case_id=real.id, name="tick_step")
    real.act("tick_step", step="BZ-2", done_well=True)
    assert '<td data-label="本年实战勾记">1</td>' in office.page("register", name="plan_step", query={"q": "第2步"})
    case.act("revise", why="drill")
    case.act("consult", whom=["departments", "experts", "public"], opinions=0, adopted=0)
    case.act("approve_plan")
    case.act("issue", version="第2版", published=True)
    assert [entry["form"]["version"] for entry in case.entries("issue")] == ["第1版", "第2版"]


def test_t39_campaigns(office: Office) -> None:
    """专项整治行动"""
    case = office.open("hazard.campaign", kind="safety", name="燃气安全专项整治（示例）", census=True)
    case.act("propose", from_on="2026-03-02", until="2026-04-30", quotas=False)
    case.act("launch", outcome="allow")
    case.act("survey_place", kind="restaurant", place_number="C-1", waterside=False, found_on="2026-03-02")
    case.act("complete_census", counted=1)
    assert case.due("finish_by") == "2026-04-30" and "没有整治结果" in case.refused("close", findings="示例")
    (place,) = case.children("hazard.premises")
    place.act("check_place", state="没有报警器（示例）")
    place.act("nothing")
    case.act("record_action", held_on="2026-03-02", people_sent=6, places_visited=1, coercion=False)
    case.act("record_action", held_on="2026-03-02", people_sent=4, places_visited=1, coercion=False)
    case.act("close", findings="已全部安装报警器（示例）")
    assert case.stage == "closed" and "专项整治行动总结" in case.page()
    assert (office.figure("safety_campaigns"), office.figure("campaign_people_sent")) == (1, 10)


def test_t40_experts_list_closing(office: Office) -> None:
    """"专家诊断+隐患清单+闭环销号\""""
    case = office.open("hazard.ordinary", kind="gas", found_by="expert", found_on="2026-03-02", place="示例饭店后厨", parties={"responsible": ["示例饭店"]})
    case.act("register")
    case.act("diagnose", experts=3, hazards=2, opinion="软管老化（示例）")
    case.act("grade", outcome="general")
    case.act("order", how="by_date", remove_by="2026-03-10")
    assert case.due("remove_within") == "2026-03-10" and "没有复查合格的记录" in case.refused("pass_recheck")
    case.act("recheck", removed=True, on_site=True, photos=["film"])
    case.act("pass_recheck")
    case.act("strike_off", items=2)
    assert (case.stage, office.figure("hazards_rectified")) == ("struck_off", 2) and case.said("diagnose")["hazards"] == 2
    assert "责令限期整改指令书" in case.page() and "一般隐患" in case.page()


def test_t41_publicity_training_drills(office: Office) -> None:
    """应急大宣传、大培训、大演练"""
    for kind, target in (("publicity", 1), ("training", 1), ("drill", 2)):
        office.enter("plan", f"应急-{kind}", name=f"应急{kind}（示例）", kind=kind, year=2026, list="应急三大", owner="应急管理办公室", due_on="2026-06-30", target=target, state="planned")
    told = office.open("publicity.event", kind="safety")
    told.act("record", held_on="2026-03-02", sessions=1, people=80, counted_elsewhere=False)
    taught = office.open("study.training", kind="safety", from_faults=False)
    taught.act("record", held_on="2026-03-02", due=20, present=18, hours=2)
    drill = office.open("emergency.drill", matter="fire")
    drill.act("hold", held_on="2026-03-02", how="field", people=60)
    drill.act("evaluate", faults=1, plan_to_change=False)
    assert "全部整改" in drill.refused("check", outcome="agreed")
    drill.act("fix_fault", done="补配灭火毯（示例）")
    drill.act("check", outcome="agreed")
    assert [office.figure(name) for name in ("safety_publicity_events", "trainings_held", "drills_held")] == [1, 1, 1]
    page = office.page("register", name="plan", query={"q": "应急三大"})
    assert page.count("应急三大") >= 3 and (told.said("record")["people"], taught.said("record")["present"], drill.said("hold")["people"]) == (80, 18, 60)
