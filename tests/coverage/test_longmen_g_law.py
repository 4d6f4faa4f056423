"""Longmen 2023: the pilot, tasks assessed, examinations, law at the door, the calendar of days (rows S-L02, S-L03, S-L05, S-L07, S-L08)."""

from __future__ import annotations

from .office import Office


def test_l02_pilot(office: Office) -> None:
    """党建统领基层治理全市第三批试点镇街"""
    pilot = office.open(
        "works.pilot",
        name="基层治理试点（示例）",
        level="province",
        named_by="示例〔2026〕1号",
        begins_on="2026-03-02",
        ends_on="2026-12-31",
    )
    pilot.act("start")
    for goal, due in (("建成治理中心", "2026-06-30"), ("建成议事点3处", "2026-12-31")):
        pilot.act("set_goal", goal=goal, measure="挂牌运行（示例）", due_on=due)
    pilot.act("grant_money", amount=50000, paper="示例财〔2026〕2号")
    pilot.act("spend", spent=20000, what="装修（示例）")
    assert pilot.said("spend")["left"] == 3000000 and "不能超过已经到账" in pilot.refused(
        "spend", spent=30001
    )
    first, second = (entry["seq"] for entry in pilot.entries("set_goal"))
    pilot.act("prove", of=first, built="治理中心已运行（示例）", proof="film")
    assert "还有目标没有登记建成情况" in pilot.refused("accept", outcome="met")
    office.day("2027-01-04")
    assert {"works.pilot/goal_by", "works.pilot/pilot_ends"} <= set(office.terms("overdue"))
    pilot.act("prove", of=second, built="议事点3处（示例）", proof="film")
    pilot.act("accept", outcome="met", by="zhou")
    assert (
        pilot.stage == "accepted"
        and "治理中心已运行（示例）" in pilot.page()
        and "建成议事点3处" in pilot.page()
    )


def test_l03_tasks_assessed_on_evidence(office: Office) -> None:
    """考评机制"""
    task = office.open(
        "decision.task", by="liu", matter="清理河道（示例）", source="yearly", due_on="2026-03-20"
    )
    task.act("give", handler="luo", by="zhou")
    task.act("report_done", by="luo", result="已清理（示例）", evidence="film")
    task.act("check", outcome="agreed", by="shen")
    assert "还没有评定" in task.refused("appeal", by="luo")
    task.act("assess", by="shen", result="done_late", grounds="报告迟（示例）", proof="film")
    assert (
        "评定" in task.refused("assess", by="shen", result="done_in_time")
        and task.due("appeal_within") == "2026-03-16"
    )
    task.act("appeal", by="luo", reason="二日已完成（示例）")
    assert task.due("decide_appeal_within") and not {"assess", "appeal"} & task.lawful()
    task.act("decide_appeal", outcome="changed", by="zhou", new_result="done_in_time")
    assert (task.said("assess")["result"], task.said("decide_appeal")["new_result"]) == (
        "done_late",
        "done_in_time",
    )
    assert "改变评定" in task.page("luo") and "按时完成" in task.page("luo")


def test_l05_exam_by_roster(office: Office) -> None:
    """法治理论学习考试"""
    exam = office.open("study.exam", kind="yearly", name="法治理论考试（示例）", pass_mark=60)
    exam.act("announce")
    for who in ("zhang", "wang", "qian", "luo"):
        exam.act("enrol", sitter=who)
    exam.act("sitting", group="staff", mode="onsite", due=4, present=3, passed=2)
    people = [entry["seq"] for entry in exam.entries("enrol")]
    for person, (came, passed) in zip(
        people, ((True, True), (True, True), (True, False), (False, None)), strict=True
    ):
        exam.act("enter_result", of=person, came=came, passed=passed, mark=70 if came else None)
    assert "名册上的人都已登记" in exam.refused("enter_result", of=people[0], came=False)
    exam.act("finish")
    exam.act("check", outcome="agreed", by="feng")
    assert [e["form"].get("passed") for e in exam.entries("enter_result")] == [True, True, False, None]
    assert (office.figure("exam_roster_attendance_rate"), office.figure("exam_roster_pass_rate")) == (
        75,
        66.67,
    )


def test_l07_law_at_the_door(office: Office) -> None:
    """送法上门"""
    visit = office.open("publicity.doorstep", topic="civil", parties={"household": ["示例户"]})
    visit.act("visit", division=office.communities[0], law="民法典（示例）", people=3, left=2)
    visit.act("note_question", kind="law", asked="遗嘱怎么立", answered="there", answer="自书并签名")
    visit.act("note_question", kind="dispute", asked="邻居占道", answered="later")
    assert visit.due("answer_within") == "2026-03-09" and "没有答复" in visit.refused("close")
    asked = visit.entries("note_question")
    assert "遗嘱怎么立" not in visit.page() and "民法典（示例）" in visit.page()
    shown = office.post(
        "reveal", {"seq": str(asked[0]["seq"]), "why": "核对问题（示例）"}, "liu", case_id=visit.id
    )
    assert "遗嘱怎么立" in shown.content.decode()
    visit.act("answer_later", of=asked[1]["seq"], answer="已请社区协调（示例）")
    visit.act("close")
    assert (office.figure("doorstep_visits"), office.figure("doorstep_questions"), visit.stage) == (
        1,
        2,
        "closed",
    )
    assert visit.number in office.page("referrals", "shen")


def test_l08_calendar_of_days_and_stock(office: Office) -> None:
    """法治宣传月"""
    for key, name, due in (("日-1", "世界禁毒日宣传周", "2026-06-26"), ("日-2", "宪法宣传周", "2026-12-04")):
        office.enter(
            "plan",
            key,
            name=name,
            kind="publicity",
            list="宣传日历",
            year=2026,
            owner="司法所（示例）",
            due_on=due,
            state="planned",
        )
    calendar = office.page("register", name="plan", query={"q": "宣传日历"})
    assert "世界禁毒日宣传周" in calendar and "2026年12月4日" in calendar
    stock = office.open("publicity.material", name="禁毒折页（示例）", kind="leaflet")
    stock.act("stock_in", came=500)
    assert "库存不足" in stock.refused("draw", pieces=501)
    event = office.open(
        "publicity.event",
        kind="fair",
        quarter="q2",
        theme="禁毒（示例）",
        law="禁毒法",
        owner="司法所（示例）",
        day="日-1",
    )
    event.act("record", setting="community", sessions=1, people=80, leaflets=260, counted_elsewhere=False)
    stock.act("draw", pieces=300, for_day="日-1", event=event)
    stock.act("give_back", returned=40)
    stock.act("count_stock", by="feng", counted=240)
    assert (stock.said("draw")["left"], stock.said("count_stock")["on_paper"], event.cover["day"]) == (
        200,
        240,
        "日-1",
    )
    assert office.figure("materials_drawn") == 300 and "日-1" in event.page()
