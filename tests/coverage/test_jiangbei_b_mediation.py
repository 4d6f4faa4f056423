"""Jiangbei 2024: mediators, lawyers and advisers (rows S-J60, …)."""

from __future__ import annotations

from .case_at import CaseAt
from .office import Office


def lawyer(office: Office, kind: str, by: str = "tang", key: str = "示例证号-1") -> str:
    """A lawyer on the roster."""
    office.enter(
        "adviser",
        key,
        name="示例律师",
        kind=kind,
        by=by,
        firm="示例律师事务所",
        serves="示例街道",
        since="2026-01-01",
        until="2026-12-31",
    )
    return key


def mediating(office: Office, kind: str, source: str = "own_motion", **told: str) -> CaseAt:
    """A dispute registered."""
    case = office.open("mediation.case", kind=kind, source=source, people_involved=2)
    case.act("register", **told)
    return case


def test_j60_police_and_lawyers(office: Office) -> None:
    """“警律调解中心”"""
    case = mediating(
        office,
        "damage",
        "police",
        referred_by="示例派出所",
        referred_on="2026-03-02",
        referral_number="示例警转1号",
    )
    case.act("assign_lawyer", lawyer=lawyer(office, "mediation"), paid_by="finance", allowance=200)
    case.act("accept", mediators=["liang"], chosen="named", consent=True, interested="none")
    assert case.said("register")["referral_number"] == "示例警转1号" and case.stage == "accepted"
    assert case.said("assign_lawyer")["lawyer"] == "示例证号-1" and "示例律师" in case.page("tang")


def test_j62_method_as_a_checklist(office: Office) -> None:
    """“五指解纷法”"""
    for place in range(1, 6):
        office.enter(
            "method_step",
            f"五指-{place}",
            by="tang",
            name=f"第{place}步（示例）",
            method="五指解纷法",
            place_in_order=place,
            detail="示例要点",
        )
    case = mediating(office, "neighbour")
    case.act("accept", mediators=["liang"], chosen="named", consent=True, interested="none")
    for place in range(1, 6):
        case.act("do_step", step=f"五指-{place}")
    ticked = [each["form"]["step"] for each in case.entries("do_step")]
    assert ticked == sorted(office.listed("method_step")) and len(ticked) == 5


def test_j85_lawyers_mediation_centre(office: Office) -> None:
    """律师调解中心"""
    key = lawyer(office, "mediation")
    case = mediating(office, "contract")
    case.act("assign_lawyer", lawyer=key, paid_by="court", allowance=300)
    case.act("accept", mediators=["liang"], chosen="named", consent=True, interested="none")
    case.act("tell_rights", told=True)
    case.act("mediate", held_on="2026-03-02")
    assert "不收取任何费用" in case.refused(
        "conclude", outcome="agreed_oral", fee=100, perform_by="2026-03-20"
    )
    case.act("conclude", outcome="agreed_oral", fee=0, perform_by="2026-03-20")
    given = case.said("assign_lawyer")
    assert (given["lawyer"], given["paid_by"], case.stage) == (key, "court", "agreed")
    assert int(given["allowance"]) in (300, 30000) and office.listed("adviser")[key]["kind"] == "mediation"


def test_j86_one_entry_for_debts(office: Office) -> None:
    """“金融‘枫桥经验’一件事”应用"""
    case = mediating(office, "debt")
    case.act("offer", party="party1", sort="claim", worth=50000)
    case.act("offer", party="party2", sort="offer", worth=42000)
    case.act("accept", mediators=["liang"], chosen="named", consent=True, interested="none")
    case.act("tell_rights", told=True)
    case.act("mediate", held_on="2026-03-02")
    case.act(
        "conclude",
        outcome="agreed_written",
        fee=0,
        amount=45000,
        signed=True,
        sealed=True,
        perform_by="2026-06-30",
    )
    case.act("to_confirmation", joint=True)
    (court,) = case.children("mediation.confirmation")
    court.act("prepare", excluded="none")
    court.act("apply", court_by="place", all_signed=True)
    court.act("court_accepts", outcome="accepted")
    court.act("ruling", outcome="valid")
    assert [each["form"]["sort"] for each in case.entries("offer")] == [
        "claim",
        "offer",
    ] and court.stage == "confirmed"
    assert (
        case.said("confirmation_ended")["confirmed"] is True
        and office.figure("finance_disputes_amount") == 45000
    )


def test_j87_yearly_figures_with_method(office: Office) -> None:
    """金融法治“年度发布”"""
    for amount in (30000, 12000):
        case = mediating(office, "debt")
        case.act("accept", mediators=["liang"], chosen="named", consent=True, interested="none")
        case.act("tell_rights", told=True)
        case.act("mediate", held_on="2026-03-02")
        case.act("conclude", outcome="agreed_oral", fee=0, amount=amount, perform_by="2026-03-20")
    told = {each["indicator"]: each for each in office.command("figures", "--year", "2026", "--json")}
    assert (
        told["finance_disputes_mediated"]["value"] == 2 and told["finance_disputes_amount"]["value"] == 42000
    )
    assert (
        told["finance_disputes_amount"]["formula"]["zh"] == "协议金额之和"
        and told["finance_disputes_amount"]["ground"] == "人民调解法/28"
    )


def test_j75_every_body_has_an_adviser(office: Office) -> None:
    """法律顾问全覆盖"""
    key = lawyer(office, "office", by="luo")
    office.enter(
        "advised_body",
        "PG-1",
        name="示例街道办",
        kind="office",
        provided="provided",
        adviser=key,
        until="2026-03-04",
    )
    office.enter(
        "advised_body", "PG-2", name="示例小学", kind="school", provided="without", until="2026-06-30"
    )
    without = office.page("register", name="advised_body", query={"q": "未配"})
    assert "示例小学" in without and "示例街道办" not in without
    assert office.figure("bodies_advised_rate") == 50 and "register.advised_body/expires_on" in office.terms(
        "near"
    )
