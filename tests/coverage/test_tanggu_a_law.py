"""Tanggu 2023: measures, tenders, decisions, advisers and contracts held to the law (rows S-T13, S-T14, S-T21 to S-T25)."""

from __future__ import annotations

from .case_at import CaseAt
from .office import Office

ASK = {"basis": True, "steps": True, "exploratory": False, "opinion_by": "2026-03-20", "short": False}
COUNCIL = {
    "members": 5,
    "present": ["liu", "zhou", "shen"],
    "spoke": ["shen", "zhou", "liu"],
    "votes_for": 2,
    "votes_against": 1,
    "abstained": 0,
}
QUESTIONS = [
    "powers",
    "capacity",
    "content",
    "procurement",
    "competition",
    "budget",
    "liability",
    "guarantee",
    "favours",
    "payment",
]
SIGN = {
    "signatory": "head", "sealed": True, "pay_days": 30, "pay_days_agreed": False, "inspection_agreed": True, "inspection_clear": True,
    "advance_agreed": False, "rate_agreed": False, "audit_condition": False, "forced_bills": False, "guarantee": False,
}  # fmt: skip


def test_t13_measures_reviewed_for_fair_competition(office: Office) -> None:
    """《塘沽街道公平竞争审查制度》"""
    measures = {}
    for verdict in ("clean", "restricts"):
        case = measures[verdict] = office.open(
            "competition.review", kind="measure", issuer="own", public_interest=False
        )
        case.act("put_forward", name="扶持措施（示例）", fields=["industry"], touches=True, by="luo")
        assert "issue" not in case.lawful() and "听取" in case.refused(
            "assess", outcome="clean", checked=["entry", "flow", "cost", "conduct"]
        )
        case.act("consult", heard=["operators"], number=3)
        assert "逐项对照" in case.refused("assess", outcome="clean", checked=["entry", "flow"])
        checked = ["entry", "flow", "cost", "conduct"]
        assert "指明违反哪一类标准" in case.refused("assess", outcome="restricts", checked=checked)
        named = {"flow": ["branch"]} if verdict == "restricts" else {}
        case.act("assess", outcome=verdict, checked=checked, **named)
        assert case.refused("issue", outcome="plain", reference="示例1号", issued_day="2026-03-02")
    good, bad = measures["clean"], measures["restricts"]
    assert "只能修改、适用例外或者不出台" in bad.refused(
        "conclude", outcome="passed", reason="示例", by="zhao"
    )
    bad.act("conclude", outcome="failed", reason="限定本地企业（示例）", by="zhao")
    good.act("conclude", outcome="passed", reason="没有限制竞争的内容（示例）", by="zhao")
    assert (bad.stage, "公平竞争审查结论书" in good.page()) == (
        "not_issued",
        True,
    ) and "issue" not in bad.lawful()
    good.act("issue", outcome="plain", reference="示例1号", issued_day="2026-03-02")
    assert good.stage == "issued"


def test_t14_tender_held_back_until_three_checks(office: Office) -> None:
    """将政府采购与公平竞争审查联查联动"""
    case = office.open(
        "procurement.check", name="保洁服务（示例）", kind="service", method="tender", in_catalogue=False
    )
    case.act(
        "request", by="luo", amount=4500000, budget=5000000, earlier=0, approved_way=False, agency="agent"
    )
    case.act("check_request", by="zhao", passed=False, problems=["region"])
    assert "采购需求没有通过公平竞争审查" in case.refused("prepare_papers", by="luo", deposit=90000)
    case.act("check_request", by="zhao", passed=True)
    case.act("prepare_papers", by="luo", deposit=90000)
    case.act("draft_notice", by="luo")
    days = {
        "by": {"buyer": "luo", "head": "liu"},
        "published_on": "2026-03-02",
        "bids_until": "2026-03-30",
        "where": "政府采购网（示例）",
        "budget_told": True,
    }
    told = case.refused("release", **days)
    assert "采购文件没有通过公平竞争审查" in told and "采购公告没有通过公平竞争审查" in told
    case.act("check_papers", by="zhao", passed=True)
    case.act("check_notice", by="zhao", passed=True)
    case.act("draft_notice", by="luo")
    assert "采购公告没有通过公平竞争审查" in case.refused("release", **days)
    case.act("check_notice", by="zhao", passed=True)
    case.act("release", **days)
    assert case.stage == "published" and "采购公平竞争审查表" in case.page()


def test_t21_no_agenda_without_opinion(office: Office) -> None:
    """决策前合法合规性审查制度"""
    item = office.open(
        "decision.meeting", matter="合同议题（示例）", forum="office", kind="contract", by="luo"
    )
    item.act("propose", by="luo")
    assert "均涉及法律问题" in item.refused("check", outcome="accept", legal=False, no_legal_reason="示例")
    item.act("check", outcome="accept", legal=True)
    assert "不得上会" in item.refused("table", meeting_on="2026-03-09")
    item.act("advise", outcome="no_objection", by="fang")
    item.act("revise", by="luo")
    assert "不得上会" in item.refused("table", meeting_on="2026-03-09")
    item.act("advise", outcome="no_objection", by="fang")
    item.act("table", meeting_on="2026-03-09")
    assert item.stage == "tabled" and "议题法律意见书" in item.page()


def test_t22_five_steps_of_a_major_decision(office: Office) -> None:
    """重大行政决策"""
    case = office.open("decision.major", matter="示例事项", kind="policy", source="leader", aim="new")
    case.act("propose", by="li", excluded="none")
    case.act("study", by="li", recommended=True)
    case.act("decide_start", outcome="start", unit="示例科室", handler="li")
    no = dict.fromkeys(
        ("concerns_units", "not_public", "special_group", "hearing_required", "congress"), False
    )
    case.act(
        "draft",
        by="li",
        **no,
        technical=True,
        risky=True,
        risk_assessed=False,
        market=False,
        law_checked=True,
        plans=1,
        goal="示例",
    )
    missing = ("公众参与尚未完成", "专家论证尚未完成", "风险评估尚未完成")
    assert all(step in case.refused("submit_review", by="li", **ASK) for step in missing)
    case.act("gather", by="li", way="meeting", people=12)
    case.act("sort_opinions", by="li", received=5, adopted=3)
    assert [step in case.refused("submit_review", by="li", **ASK) for step in missing] == [False, True, True]
    case.act("argue", by="li", way="meeting", experts=3, interest=False, differing=False, signed=True)
    case.act(
        "assess",
        by="li",
        outcome="controllable",
        assessor="own",
        grade="low",
        asked=20,
        departments_heard=True,
    )
    case.act("excuse", track="competition", reason="不涉及经营者（示例）")
    assert "专家论证意见" in case.page() and "discuss" not in case.lawful() and "decide" not in case.lawful()
    case.act("submit_review", by="li", **ASK)
    case.act("receive_papers", by="zhao", outcome="complete")
    case.act("advise", by="fang", objection=False)
    case.act("review", by="zhao", outcome="lawful", power=True, procedure=True, content=True)
    case.act("table", by="li")
    assert "不同意见" in case.refused(
        "decide",
        outcome="adopt",
        meeting="executive",
        legal_present=True,
        against_majority=False,
        **{**COUNCIL, "dissent": None},
    )
    case.act(
        "decide",
        outcome="adopt",
        meeting="executive",
        legal_present=True,
        against_majority=False,
        dissent="资金来源（示例）",
        **COUNCIL,
    )
    said, page = case.said("decide"), case.page()
    assert (said["votes_for"], said["votes_against"], case.stage) == (2, 1, "decided")
    assert all(
        paper in page for paper in ("公众意见采纳情况", "风险评估", "合法性审查意见书", "集体讨论决定记录")
    )


def drafted(office: Office, template: str, **more: object) -> CaseAt:
    """A contract with its counterpart checked."""
    case = office.open("contract.review", by="luo", kind="service", procured=False)
    words = {
        "direction": "pay",
        "budget": 50_000,
        "starts": "2026-03-02",
        "ends": "2026-12-31",
        "beyond_year": False,
        "years_approved": False,
    }
    case.act("draft", by="luo", name="示例合同", value=42_000, template=template, **words, **more)
    case.act("check_counterpart", by="luo", capacity=True, signatory=True, credit="clean", sme=True)
    return case


def adviser(office: Office) -> None:
    """An adviser of the street, as listed."""
    told = {
        "kind": "office",
        "firm": "示例律师事务所",
        "serves": "示例街办",
        "since": "2025-01-01",
        "until": "2026-06-30",
    }
    office.enter("adviser", "示例证0001—街道", name="方正平（示例）", **told)


def test_t23_advisers_and_their_matters(office: Office) -> None:
    """街道法律顾问团队"""
    adviser(office)
    told = {
        "kind": "government",
        "firm": "示例街办",
        "serves": "示例街办",
        "since": "2025-01-01",
        "until": "2027-12-31",
    }
    office.enter("adviser", "示例公职证0002—街道", name="赵静（示例）", **told)
    contract = drafted(office, "own")
    contract.act("submit", urgent=False)
    contract.act("assign", handler="fang", adviser="示例证0001—街道")
    suit = office.open("suit.response", kind="penalty")
    suit.act("complaint_received", received_on="2026-03-02", mode="ordinary", **{"as": "sole"})
    suit.act("name_agents", staff=["zhang"], adviser_listed="示例公职证0002—街道")
    page = office.page("register", name="adviser", query={"q": "0001"})
    assert (
        "2025年1月1日" in page
        and "2026年6月30日" in page
        and '<td data-label="本年审查的合同">1</td>' in page
    )
    assert '<td data-label="本年代理的诉讼">1</td>' in office.page(
        "register", name="adviser", query={"q": "0002"}
    )
    first, second = office.find("register.adviser")
    assert contract.number in first.page() and suit.number in second.page()
    assert (office.figure("adviser_contracts"), office.figure("adviser_suits")) == (1, 1)
    office.day("2026-07-01")
    assert "register.adviser/expires_on" in office.terms("overdue")


def test_t24_contracts_reviewed_before_signature(office: Office) -> None:
    """合同审核"""
    adviser(office)
    case = drafted(office, "own")
    assert case.refused("sign", by="liu", value=42_000, signed_on="2026-03-02", **SIGN)
    case.act("submit", urgent=False)
    case.act("assign", handler="fang", adviser="示例证0001—街道")
    office.day("2026-03-05")
    words = {"value": 42_000, "checked": QUESTIONS, "risk": "low"}
    case.act("review", outcome="passed", by="fang", **words)
    assert "没有本次审查的书面意见" in case.refused("decide", outcome="alone", by="liu")
    case.act("write_opinion", by="fang", opinion="合同内容合法（示例）")
    case.act("decide", outcome="alone", by="liu")
    assert "不一致" in case.refused("sign", by="liu", value=45_000, signed_on="2026-03-05", **SIGN)
    case.act("sign", by="liu", value=42_000, signed_on="2026-03-05", **SIGN)
    assert (case.cover["kind"], case.said("draft")["value"], case.said("review")["days_taken"]) == (
        "service",
        4_200_000,
        4,
    )
    assert case.said("assign")["adviser"] == "示例证0001—街道" and "合同合法性审查意见书" in case.page()
    assert office.figure("contract_review_days_each") == 4 and case.stage == "signed"


def test_t25_contract_and_its_model(office: Office) -> None:
    """采购类、服务类、工程类合同模板"""
    for version, day in ((1, "2025-01-01"), (2, "2026-01-01")):
        office.enter(
            "contract_model",
            f"HT-F-{version}",
            name=f"服务类合同范本第{version}版",
            kind="service",
            version_on=day,
            paper=["film"],
            review_by="2027-12-31",
        )
    assert "paper" in office.find("register.contract_model")[1].entries("enter")[0]["sealed"]
    office.find("register.contract_model")[0].act("remove")
    assert "登记册中没有“HT-F-1”" in drafted_refused(office, "HT-F-1")
    case = drafted(
        office,
        "changed",
        model="HT-F-2",
        template_version="服务类合同范本第2版",
        differences="付款期限（示例）",
    )
    assert "逐条登记与模板不同之处" in case.refused("submit", urgent=False)
    case.act(
        "note_change",
        clause="付款期限",
        model_says="三十日（示例）",
        contract_says="四十日（示例）",
        change="changed",
    )
    case.act("submit", urgent=False)
    page, models = case.page(), office.page("register", name="contract_model")
    assert (
        all(words in page for words in ("HT-F-2", "付款期限", "三十日（示例）", "四十日（示例）"))
        and case.said("draft")["model"] == "HT-F-2"
    )
    assert (
        '<td data-label="本年采用的合同">1</td>' in models
        and '<td data-label="其中有改动的">1</td>' in models
    )


def drafted_refused(office: Office, model: str) -> str:
    """Why a contract is not drafted from a model that is not listed."""
    case = office.open("contract.review", by="luo", kind="service", procured=False)
    words = {
        "direction": "pay",
        "budget": 50_000,
        "starts": "2026-03-02",
        "ends": "2026-12-31",
        "beyond_year": False,
        "years_approved": False,
    }
    return case.refused(
        "draft",
        by="luo",
        name="示例合同",
        value=42_000,
        template="model",
        template_version="示例",
        model=model,
        **words,
    )
