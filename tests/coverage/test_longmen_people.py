"""Longmen 2023: leading, study, publicity and training (rows S-L01, S-L04, S-L06, S-L09, S-L38, S-L42, S-L43)."""

from __future__ import annotations

from typing import Any

from .case_at import CaseAt
from .office import Office


def plan(office: Office, key: str, name: str, **more: Any) -> CaseAt:
    """A point of a yearly list."""
    told: dict[str, Any] = {
        "kind": "points",
        "year": 2026,
        "owner": "示例科室",
        "due_on": "2026-06-30",
        "state": "planned",
        **more,
    }
    return office.enter("plan", key, name=name, **told)


def test_l01_leading_group(office: Office) -> None:
    """法治政府建设工作领导小组"""
    group = office.open("decision.group", by="liu", name="法治政府建设工作领导小组（示例）")
    group.act("set_up")
    group.act("appoint", member="liu", place="head", from_on="2026-03-02")
    group.act("appoint", member="zhou", place="office", from_on="2026-03-02")
    group.act("release", member="zhou", until_on="2026-03-02")
    first = plan(office, "法组-1", "清理文件（示例）", owner="示例一村", list="法治领导小组")
    plan(office, "法组-2", "公开清单（示例）", owner="示例办公室", list="法治领导小组")
    first.act("change", state="done", proof="清理结果公告（示例）")
    of_village = office.page("register", name="plan", query={"q": "示例一村"})
    assert "清理结果公告（示例）" in of_village and "公开清单（示例）" not in of_village
    assert "公开清单（示例）" in office.page("register", name="plan", query={"q": "示例办公室"})
    assert [(e["form"]["place"], e["form"]["from_on"]) for e in group.entries("appoint")] == [
        ("head", "2026-03-02"),
        ("office", "2026-03-02"),
    ]
    assert group.said("release")["until_on"] == "2026-03-02"


def test_l04_monthly_party_days(office: Office) -> None:
    """“主题党日”"""
    march, april = (
        plan(
            office,
            f"党日-{n}",
            f"{n}月主题党日议程（示例）",
            kind="study",
            due_on=f"2026-0{n}-28",
            list="主题党日",
        )
        for n in (3, 4)
    )
    held = office.open(
        "study.session",
        kind="party_day",
        topic="party_rules",
        unit="示例支部",
        subject="党章（示例）",
        plan_item="党日-3",
    )
    held.act("record", due=20, present=18, leaders=1, minutes=60)
    march.act("change", state="done", proof=held.number)
    office.day("2026-05-06")
    april.act("change", state="missed", proof="四月没有开展（示例）")
    assert (held.cover["plan_item"], held.cover["topic"], held.said("record")["present"]) == (
        "党日-3",
        "party_rules",
        18,
    )
    without = office.page("register", name="plan", query={"q": "没有开展"})
    assert "4月主题党日议程" in without and "3月主题党日议程" not in without


def test_l06_warning_lessons(office: Office) -> None:
    """廉政警示教育活动"""
    for case_shown, present in (("王某受贿案（示例）", 30), ("李某挪用案（示例）", 25)):
        office.open(
            "study.session", kind="warning", topic="integrity", unit="街道机关", subject=case_shown
        ).act("record", due=32, present=present, leaders=3, minutes=50)
    log = [
        (s.cover["kind"], s.cover["subject"], s.said("record")["present"])
        for s in office.find("study.session")
    ]
    assert log == [("warning", "王某受贿案（示例）", 30), ("warning", "李某挪用案（示例）", 25)]
    again = office.open("study.session", kind="warning", topic="integrity", unit="街道机关", subject="示例")
    assert "实到人数" in again.refused("record", due=10, present=11, leaders=1, minutes=50)


def test_l09_yard_meetings(office: Office) -> None:
    """院坝会"""
    meeting = office.open("talk.session", kind="yard", subject="反诈宣传（示例）")
    meeting.act("hold", division=office.communities[0], people=35, leaders=1, mediated=0)
    for kind in ("help", "dispute"):
        meeting.act("note_matter", kind=kind, content="示例问题")
    asked = meeting.children("talk.matter")
    assert [matter.cover["kind"] for matter in asked] == ["help", "dispute"] and all(
        matter.number in meeting.page() for matter in asked
    )
    assert (meeting.cover["subject"], meeting.said("hold")["people"], meeting.said("hold")["division"]) == (
        "反诈宣传（示例）",
        35,
        office.communities[0],
    )
    assert office.figure("yard_meetings") == 1


def test_l38_meetings_and_talks(office: Office) -> None:
    """干部职工会议"""
    staff = office.open(
        "study.session", kind="staff", topic="other", unit="街道机关", subject="年度工作（示例）"
    )
    staff.act("record", due=40, present=38, leaders=5, minutes=60)
    talk = office.open("talk.session", kind="heart", subject="谈心谈话（示例）")
    talk.act("hold", people=1, leaders=1, mediated=0, content="个人困难甲乙丙")
    assert "个人困难甲乙丙" not in talk.page() and "content" not in talk.said("hold")
    answer = office.post(
        "reveal",
        {"seq": str(talk.entries("hold")[0]["seq"]), "why": "核对谈话（示例）"},
        "liu",
        case_id=talk.id,
    )
    assert "个人困难甲乙丙" in answer.content.decode() and office.views("核对谈话（示例）") > 0
    assert "不公开" in talk.refused("note_matter", kind="help", content="示例")
    assert (office.figure("staff_meetings"), office.figure("heart_to_heart_talks")) == (1, 1)


def test_l42_publicity_per_law(office: Office) -> None:
    """重大主题宣传活动"""
    office.enter(
        "law_owner", "示例宪法", owner="司法所（示例）", audience="学生、村民（示例）", yearly_sessions=2
    )
    event = office.open(
        "publicity.event", kind="fair", quarter="q1", theme="宪法宣传", law="示例宪法", owner="司法所（示例）"
    )
    told: dict[str, Any] = {
        "setting": "school",
        "sessions": 1,
        "audience": ["pupils"],
        "people": 200,
        "people_online": 0,
        "counted_elsewhere": "no",
    }
    assert "还没有举办" in event.refused("record", held_on="2026-12-04", **told)
    event.act("record", **told)
    assert office.listed("law_owner")["示例宪法"][
        "yearly_sessions"
    ] == 2 and "学生、村民（示例）" in office.page("register", name="law_owner")
    assert event.said("record")["audience"] == ["pupils"] and event.said("record")["held_on"] == "2026-03-02"
    assert office.command(
        "trace", "legal_publicity_events", "--year", "2026", "--by", "case.law", "--json"
    ) == [{"value": "示例宪法", "number": 1}]


def test_l43_education_and_training(office: Office) -> None:
    """教育和培训"""
    point = plan(office, "培-1", "执法人员培训（示例）", kind="training")
    training = office.open(
        "study.training", kind="enforcement", form_of="lecture", subject="行政处罚法（示例）"
    )
    training.act("record", due=3, present=2, hours=8)
    training.act("attend", trainee="zhang", hours=8, result="passed")
    training.act("attend", trainee="wang", hours=6, result="failed")
    assert "参训人数" in training.refused("attend", trainee="qian", hours=8, result="passed")
    point.act("change", state="done", proof=training.number)
    per_person = [
        (e["form"]["trainee"], e["form"]["hours"], e["form"]["result"]) for e in training.entries("attend")
    ]
    assert per_person == [(office.who("zhang"), 8, "passed"), (office.who("wang"), 6, "failed")]
    assert (
        office.listed("plan")["培-1"]["proof"] == training.number and training.said("record")["present"] == 2
    )
