"""Tanggu 2023: suits, reports, orders, petitions, information (rows S-T33 to S-T36, S-T47, S-T48, S-T56, S-T57)."""

from __future__ import annotations

from pathlib import Path

import pytest

from yifa.indicators.loading import load_indicators
from yifa.places.models import Division

from .case_at import CaseAt
from .office import Office


def test_t35_reviews_and_suits(office: Office) -> None:
    """诉讼、复议工作"""
    case = office.open("review.respondent", kind="penalty", parties={"applicant": 1})
    case.act("copy_received", received_on="2026-03-02", mode="ordinary")
    assert case.due("answer_within") == "2026-03-16"
    case.act("decision", outcome="annulled", received_on="2026-03-02", corrected=True, dated=False)
    case.act("review_lessons", cause=["procedure"], measures="告知书模板已改（示例）", remedy_by="2026-03-20")
    assert office.figure("reconsideration_satisfaction_rate") is None
    case.act("rated", party="applicant1", satisfied="satisfied")
    assert office.figure("reconsideration_satisfaction_rate") == 100
    suit = office.open("suit.response", kind="penalty", after_review=False)
    suit.act("complaint_received", received_on="2026-03-02", mode="ordinary", **{"as": "sole"})
    assert suit.due("answer_within") == "2026-03-17"
    suit.act("judgment", outcome="annulled", served_on="2026-03-02", lost=True, kind="judgment", perform_by="2026-04-01")
    suit.act("review_lessons", cause=["facts"], measures="补充培训（示例）", remedy_by="2026-03-20")
    office.day("2026-03-23")
    assert {"review.respondent/remedy_within", "suit.response/remedy_within"} <= set(office.terms("overdue"))
    assert office.figure("first_instance_lost") == 1 and "证据不足" in suit.page()


def test_t36_reports_and_appeals(office: Office) -> None:
    """举报与申诉类案件"""
    letter = office.open("mailbox.letter", box="public", kind="complaint", parties={"writer": 1})
    letter.act("register")
    letter.act("assign", office="general", concerned=False)
    told = {"solved": "solved", "in_time": True, "kept": True}
    assert letter.due("reply_within") > "2026-03-02" and letter.refused("reply", by={"handler": "liu", "leader": "liu"}, **told)
    letter.act("reply", **told)
    assert letter.stage == "answered" and "来信（留言）答复" in letter.page()
    assert len({name for names in letter.entries("reply")[0]["by"].values() for name in names}) == 2
    appeal = office.open("petition.matter", channel="letter", first="first", kind="claim", group=False)
    appeal.act("register", identity_clear=True, representatives=1, oral=False)
    assert appeal.due("tell_within") == "2026-03-17" and office.figure("letters_of_complaint_handled") == 1


SHEET = "工单编号,反映时间,社区编码,诉求类别,紧急程度,事项领域,重复诉求,诉求内容,诉求人,联系电话\n"


def order(case: CaseAt) -> None:
    """One order from dispatch to its close."""
    case.act("dispatch", office="general", on_list=True, departments=False)
    case.act("sign")
    case.act("contact", reached=True, how="phone")
    case.act("handle", outcome_of="solved", identity_kept=True)
    case.act("answer", outcome="told", how="phone")
    case.act("check", outcome="passed")
    case.act("call_back", reached="reached", solved="solved", satisfied="satisfied", has_recording=True, recording="示例")
    case.act("close")


def test_t47_orders_of_12345(office: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """"12345"工单"""
    monkeypatch.setattr("yifa.server.cli_intake.ready_database", lambda: None)
    place = Division.objects.get(path=office.communities[0]).code
    for year, number in ((2026, 1), (2027, 2)):
        office.day(f"{year}-03-02")
        sheet = tmp_path / f"{year}.csv"
        rows = (f"{year}-{n},{year}-03-02 08:00,{place},投诉,一般,市容环卫,否,路灯不亮（示例）,示例,13800000000\n" for n in range(number))
        sheet.write_text(SHEET + "".join(rows), encoding="utf-8")
        assert office.command("intake", str(sheet), "--channel", "hotline_orders", "--json")["received"] == number
    first = office.find("hotline.order")
    for case in first:
        office.day(f"{case.cover.get('reference', '2027')[:4]}-03-02 10:00")
        order(case)
    assert first[0].stage == "closed" and office.figure("hotline_orders_change_yoy", year=2027) == 100


def test_t48_petitions(office: Office) -> None:
    """信访事项"""
    for year, views in ((2026, ("satisfied", "not")), (2027, ("satisfied", None))):
        office.day(f"{year}-03-02")
        for view in views:
            case = office.open("petition.matter", channel="letter", first="first", kind="claim", group=False)
            case.act("register", identity_clear=True, representatives=1, oral=False)
            assert case.due("tell_within") == f"{year}-03-17"
            case.act("accept", ours=True, same_after_final=False, in_time=True, pending_elsewhere=False)
            case.act("sort", outcome="duty", law="示例法第一条")
            assert case.due("duty_within") > f"{year}-04-30"
            case.act("answer_duty", in_time=True, done="performed")
            if view:
                case.act("rated", party="petitioner1", satisfied=view) if case.state["parties"].get("petitioner") else case.act("rated", satisfied=view)
    assert (office.figure("petition_satisfaction_rate"), office.figure("petition_satisfaction_rate", year=2027)) == (50, 100)
    assert office.figure("petition_satisfaction_rate_change_yoy", year=2027) == 50
    assert load_indicators(office.law)["petition_satisfaction_rate_change_yoy"].unit.zh == "个百分点"


def test_t56_disclosure(office: Office) -> None:
    """政务公开"""
    case = office.open("disclosure.publication", category="budget", formed_on="2026-03-02", source="own", speed="general")
    case.act("draft", by="luo", name="预算（示例）")
    assert "不在可以办理的阶段" in case.refused("publish", outcome="new", same_text=True, channels=["website"], link="示例")
    case.act("first_review", outcome="pass", by="shen", accurate=True)
    case.act("second_review", outcome="pass", by="zhao", secrecy="clear", private="none", organs="none")
    case.act("third_review", outcome="pass", by="liu")
    case.act("publish", outcome="new", same_text=True, channels=["website"], link="示例")
    assert "无痕" in case.refused("correct_item", error="数字有误（示例）", link="示例", noted=False)
    case.act("correct_item", error="数字有误（示例）", link="示例", noted=True)
    log = [(entry["at"][:10], entry["form"]["noted"]) for entry in case.entries("correct_item")]
    assert log == [("2026-03-02", True)] and office.figure("gov_info_items_published") == 1
    assert "更正已公开信息的错误" in case.page() and "预算" in office.page("desk", query={"q": "预算"}) and case.cover["category"] == "budget"


def test_t57_information_on_request(office: Office) -> None:
    """依申请公开信息"""
    for outcome, told in (("public_already", {"where": "网站（示例）"}), ("unavailable", {"why": "needs_making"}), ("", {})):
        case = office.open("disclosure.request", kind="person", channel="in_person")
        case.act("apply", content="示例")
        case.act("confirm_receipt", received_on="2026-03-02")
        assert case.due("answer_within") == "2026-03-30"
        if outcome:
            case.act("legal_check", passed=True)
            remedies = "free_choice" if outcome == "public_already" else "not_for_suit"
            case.act("answer", outcome=outcome, remedies=remedies, renewed=False, **told)
    assert "合法性审核" in case.refused("answer", outcome="unavailable", why="needs_making", remedies="not_for_suit", renewed=False)
    parts = [office.figure(f"foi_{name}") for name in ("given", "partly", "refused_third", "unable_to_make", "unable_not_held", "other", "carried")]
    assert parts == [1, 0, 0, 1, 0, 0, 1] and sum(parts) == office.figure("foi_received")
    office.day("2026-04-01")
    assert "disclosure.request/answer_within" in office.terms("overdue")
