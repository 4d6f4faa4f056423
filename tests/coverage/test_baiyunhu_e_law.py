"""Baiyunhu 2020: law work that is seen whole: the legal desk, who publicises what, advisers, lectures (rows S-B02, …)."""

from __future__ import annotations

from .case_at import CaseAt
from .office import Office


def test_b02_legal_desk(office: Office) -> None:
    """依法治街办"""
    suit = office.open("suit.response", kind="penalty")
    suit.act("complaint_received", received_on="2026-03-02", mode="ordinary", **{"as": "sole"})
    review = office.open("review.respondent", kind="penalty")
    review.act("copy_received", mode="ordinary", received_on="2026-03-02", paper="示例复议1号")
    request = office.open("disclosure.request")
    request.act("apply", content="示例")
    request.act("confirm_receipt")
    task = office.open("decision.task", matter="修订议事规则（示例）", source="meeting", due_on="2026-03-20")
    task.act("give", handler="luo", unit="司法所（示例）")
    desk = office.page("desk")
    rows = [desk.index(case.number) for case in sorted((suit, review, request, task), key=lambda case: str(case.row["next_due"]))]
    assert rows == sorted(rows) and task.due("due") == "2026-03-20" and "2026年3月20日" in desk
    for case, page in ((suit, desk), (review, desk), (request, request.page())):
        year, month, day = (int(part) for part in case.due("answer_within")[:10].split("-"))
        assert f"{year}年{month}月{day}日" in page
    office.day("2026-03-23")
    assert "decision.task/due" in office.terms("overdue") and "已逾期" in office.page("desk", query={"q": "修订议事规则"})


def event(office: Office, **facts: object) -> CaseAt:
    """An event of legal publicity held in the first community."""
    case = office.open("publicity.event", **{"kind": "lecture", **facts})
    told = {"held_on": "2026-03-02", "division": office.communities[0], "sessions": 1, "counted_elsewhere": False}
    case.act("record", **told)
    return case


def test_b07_who_enforces_publicises(office: Office) -> None:
    """“谁执法谁普法”普法责任制"""
    office.enter("law_owner", "示例市容条例", owner="综合行政执法大队", audience="商户", yearly_sessions=1)
    office.enter("law_owner", "示例消防条例", owner="应急管理办公室", audience="居民", yearly_sessions=2)
    office.not_opened("publicity.event", kind="lecture", law_listed="不在清单的法")
    event(office, law_listed="示例市容条例", law="示例市容条例", owner="综合行政执法大队")
    struck = event(office, law_listed="示例消防条例", law="示例消防条例", owner="应急管理办公室")
    struck.act("check", outcome="disagreed", reason="没有照片（示例）")
    everything, short = office.page("register", name="law_owner"), office.page("register", name="law_owner", query={"short": "1"})
    assert "1 / 1" in everything and "0 / 2 不足" in everything and "综合行政执法大队" in everything
    assert "示例消防条例" in short and "应急管理办公室" in short and "示例市容条例" not in short
    office.day("2027-01-04")
    assert "示例市容条例" in office.page("register", name="law_owner", query={"short": "1"})


def test_b08_an_adviser_for_each_community(office: Office) -> None:
    """社区法律顾问 / 一社区一法律顾问"""
    first, second = office.communities[:2]
    for key, place in (("J-1", first), ("J-2", second)):
        office.enter("community", key, name=f"示例社区{key}", model="none", division=place)
    contract = {"kind": "community", "firm": "示例律师事务所", "contract": "顾合〔2026〕1号", "since": "2026-01-01", "until": "2026-06-30"}
    office.enter("adviser", "A1—J-1", name="陈律师（示例）", serves="示例社区J-1", community="J-1", **contract)
    short = office.page("register", name="community", query={"q": "示例社区J-2", "short": "1"})
    assert "0 / 1 不足" in short and "1 / 1" in office.page("register", name="community", query={"q": "示例社区J-1"})
    day = office.open("legalaid.session", adviser="community", lawyer="陈律师（示例）", contract="A1—J-1", contract_until="2026-06-30")
    day.act("record", held_on="2026-03-02", place=first, minutes=90, consultations=3, mediations=1, lectures=0, papers=1)
    told = office.page("register", name="adviser")
    assert "顾合〔2026〕1号" in told and "<td data-label=\"本年服务次数\">1</td>" in told
    assert "<td data-label=\"本年法律顾问服务次数\">1</td>" in office.page("register", name="community", query={"q": "示例社区J-1"})
    office.day("2026-07-01")
    assert "register.adviser/expires_on" in office.terms("overdue")
    assert "0 / 1 不足" in office.page("register", name="community", query={"q": "示例社区J-1"})


def test_b09_a_lecture_every_quarter(office: Office) -> None:
    """每季度开展一场法律讲座"""
    first, second = office.communities[:2]
    for key, place in (("J-1", first), ("J-2", second)):
        office.enter("community", key, name=f"示例社区{key}", model="none", division=place)
    for quarter in ("q1", "q2", "q3", "q4"):
        event(office, quarter=quarter)
    other = office.open("publicity.event", kind="consultation")
    other.act("record", held_on="2026-03-02", division=second, sessions=1, counted_elsewhere=False)
    assert office.figure("legal_lectures", division=first) == 4 and office.figure("legal_lectures", division=second) == 0
    page = office.page("register", name="community")
    assert "4 / 4" in page and "0 / 4 不足" in page


def test_b43_examinations_by_roster(office: Office) -> None:
    """任职法律考试 / 年度学法考试 / 执法证考试"""
    exam = office.open("study.exam", kind="certificate", name="执法证考试（示例）", pass_mark=60)
    exam.act("announce")
    for who in ("zhang", "wang", "qian", "ma"):
        exam.act("enrol", sitter=who)
    seats = [entry["seq"] for entry in exam.entries("enrol")]
    assert "没有登记考场" in exam.refused("enter_result", of=seats[0], came=True, mark=80, passed=True)
    exam.act("sitting", held_on="2026-03-02", mode="onsite", group="officers", due=4, present=3, passed=2)
    for seat, mark in zip(seats[:3], (88, 75, 40), strict=True):
        exam.act("enter_result", of=seat, came=True, mark=mark, passed=mark >= 60)
    assert "还有人没有登记结果" in exam.refused("finish")
    exam.act("enter_result", of=seats[3], came=False)
    exam.act("finish")
    told = {entry["form"]["of"]: entry["form"].get("passed") for entry in exam.entries("enter_result")}
    assert told == dict(zip(seats, (True, True, False, None), strict=True)) and exam.said("enrol")["sitter"] == office.who("ma")
    assert (office.figure("exam_roster_attendance_rate"), office.figure("exam_roster_pass_rate")) == (75, 66.67)
    exam.act("check", outcome="agreed")
    assert "执法证考试（示例）" in exam.page() and office.figure("exam_roster_listed") == 4
