"""Cuntan 2022: legality of what is decided, issued, contracted and enforced."""

from __future__ import annotations

from yifa.procedures.lots import commitment_of

from .office import CaseAt, Office

COUNCIL = {
    "members": 5,
    "present": ["liu", "zhou", "shen"],
    "spoke": ["shen", "zhou", "liu"],
    "votes_for": 3,
    "votes_against": 0,
    "abstained": 0,
}
CHECKED = [
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


def test_c29_steps_of_a_decision(office: Office) -> None:
    """行政决策程序"""
    item = office.open("decision.meeting", matter="示例采购议题", forum="office", kind="funds", by="luo")
    item.act("propose", by="luo")
    item.act("check", outcome="accept", legal="yes")
    assert "书面意见" in item.refused("table", meeting_on="2026-03-09")
    item.act("advise", outcome="no_objection", by="fang")
    item.act("table", meeting_on="2026-03-09")
    item.act(
        "discuss",
        outcome="adopt_important",
        justice_present="yes",
        interested_left="yes",
        **{**COUNCIL, "members": 4},
    )
    assert item.stage == "decided" and item.said("discuss")["justice_present"]
    major = office.play("decision.major", "meeting", "draft")
    told = major.refused(
        "submit_review", basis="yes", steps="yes", exploratory="no", opinion_by="2026-04-30", short="no"
    )
    assert "公众参与尚未完成，也没有说明理由" in told and "专家论证" in told and "风险评估" in told
    major.act("excuse", track="experts", reason="不涉及专业技术（示例）")
    assert "专家论证" not in major.refused(
        "submit_review", basis="yes", steps="yes", exploratory="no", opinion_by="2026-04-30", short="no"
    )


def test_c30_one_register_one_number(office: Office) -> None:
    """统一登记、统一编号、统一公布制度和有效期制度"""
    document = office.play("norm.document", "whole_way", "publish")
    assert document.stage == "in_force"
    numbers = [paper["number"] for entry in document.entries("register") for paper in entry["documents"]]
    assert len(numbers) == 1 and "号" in numbers[0]
    assert (
        document.said("publish")["where"] == "政府网站（示例）"
        and document.due("valid_until") == "2029-12-04"
    )
    office.day("2029-06-01")
    assert "norm.document/evaluate_before" in office.terms("near")
    office.enter(
        "normative_document",
        numbers[0],
        name="沿街商户门前秩序管理规定（示例）",
        document=numbers[0],
        state="in_force",
        valid_until="2029-12-04",
    )
    assert "已经在册" in office.not_entered(
        "normative_document", numbers[0], name="另一件（示例）", state="in_force"
    )


def test_c31_filing_and_review(office: Office) -> None:
    """规范性文件备案审查制度"""
    document = office.play("norm.document", "whole_way", "file_upward")
    assert document.entries("review")[-1]["form"]["outcome"] == "lawful" and document.entries("file_upward")
    assert (
        office.figure("normative_doc_review_rate", 2024) == 100
        and office.figure("normative_docs_filed", 2024) == 1
    )
    document.act("filing_answer", outcome="filed", number="滨规备1号（示例）")
    assert document.said("filing_answer")["number"] == "滨规备1号（示例）" and "滨规备1号（示例）" in document.page()
    assert office.figure("normative_doc_issued_publication_rate", 2024) == 100
    assert office.figure("normative_docs_filing_received", 2026) == 1
    ids = office.command("trace", "normative_docs_filing_received", "--year", "2026", "--json")
    assert str(document.id) in str(ids)
    office.enter("normative_document", "示规1", name="示例一", state="in_force", published="yes", filed="yes", review_number="示规审1号", receipt="示备1号")
    office.enter("normative_document", "示规2", name="示例二", state="in_force", published="yes", filed="no")
    assert (
        office.figure("normative_doc_publication_rate") == 100
        and office.figure("normative_doc_filing_rate") == 50
    )


def test_c32_clearing_of_documents(office: Office) -> None:
    """规范性文件长效清理机制"""
    round_ = office.open("norm.cleanup", name="2026年清理（示例）", kind="regular")
    round_.act("open_round", documents_in_force=2, finish_on="2026-06-30")
    for number in ("示规1", "示规2"):
        round_.act("add_document", name=f"文件{number}", number=number, issued_on="2019-05-06")
    first, second = round_.children("norm.verdict")
    verdict(first, "keep")
    assert "每件都应当有一个结论" in round_.refused("decide_result", **COUNCIL)
    verdict(second, "repeal")
    round_.act("decide_result", **COUNCIL)
    assert "之和" in round_.refused("publish_result", kept=2, changed=0, repealed=1)
    round_.act("publish_result", where="政府网站", kept=1, changed=0, repealed=1)
    assert round_.stage == "published" and [
        e["form"]["verdict"] for e in round_.entries("verdict_given")
    ] == ["keep", "repeal"]


def verdict(item: CaseAt, kind: str) -> None:
    """One document examined, reviewed and judged."""
    item.act("examine", conflict="no", run_out="no", outlived="no", overlaps="no", competition="no")
    item.act("review", proposal=kind)
    item.act("give_verdict", outcome=kind)


def test_c33_legal_adviser(office: Office) -> None:
    """法律顾问制度"""
    office.enter(
        "adviser",
        "示例0001-街道",
        name="方正平（示例）",
        kind="office",
        firm="示例律师事务所",
        until="2027-12-31",
    )
    for value in (42000, 8000):
        contract = office.open("contract.review", kind="service", procured="no", by="luo")
        contract.act(
            "draft",
            by="luo",
            name="示例合同",
            value=value,
            direction="pay",
            budget=50000,
            starts="2026-03-02",
            ends="2026-12-31",
            beyond_year="no",
            years_approved="no",
            template="own",
        )
        contract.act(
            "check_counterpart", by="luo", capacity="yes", signatory="yes", credit="clean", sme="yes"
        )
        contract.act("submit", urgent="no")
        contract.act("assign", handler="fang")
        assert contract.due("review_within") > "2026-03-02" and contract.row["handler_id"] == office.id(
            "fang"
        )
        contract.act("review", outcome="passed", by="fang", value=value, checked=CHECKED, risk="low")
        contract.act("write_opinion", by="fang", opinion="合同内容合法（示例）")
        assert (
            contract.entries("write_opinion")[0]["documents"]
            and contract.said("review")["value"] == value * 100
        )
    assert (
        office.figure("contracts_reviewed") == 2
        and office.figure("contracts_reviewed_above_threshold") == 1
        and office.figure("legal_advisers_engaged") == 1
    )


def test_c36_steps_to_be_filmed(office: Office) -> None:
    """行政执法全过程音像记录清单"""
    office.enter(
        "recording_step", "X-01", name="现场检查", family="行政检查", extent="throughout", months_kept=60
    )
    assert office.listed("recording_step")["X-01"]["extent"] == "throughout"
    case = office.open(
        "penalty.summary", violation="littering", act_date="2026-03-02", where={"capacity": "handed_over"}
    )
    assert "音像" in case.refused("find", recording=None, age="adult")
    case.act("find", recording="film", age="adult")
    assert case.stage == "found"


def test_c40_mediation_committees(office: Office) -> None:
    """人民调解委员会"""
    for number, level in enumerate(["community"] * 2 + ["street"]):
        office.enter(
            "mediation_committee",
            f"TJ-{number}",
            name="示例调委会",
            kind="people",
            level=level,
            members=5,
            women=2,
            until="2028-12-31",
        )
    assert (
        office.figure("mediation_committees_community"),
        office.figure("mediation_committees_street"),
    ) == (2, 1)
    settled, failed = dispute(office), dispute(office)
    settled.act("conclude", outcome="agreed_oral", fee=0, perform_by="2026-03-20")
    failed.act("conclude", outcome="failed", fee=0, ways_told="yes")
    assert office.figure("mediation_success_rate") == 50 and settled.due("perform_within") == "2026-03-20"
    assert "回访记录" in settled.refused("close", outcome="performed")
    settled.act("visit", performed="yes_all")
    settled.act("close", outcome="performed")
    assert (
        settled.stage == "fulfilled"
        and failed.stage == "failed"
        and office.figure("mediation_success_rate") == 50
    )


def dispute(office: Office) -> CaseAt:
    """A dispute as far as a session of mediation."""
    case = office.open("mediation.case", kind="neighbour", source="request", people_involved=2)
    case.act("register")
    case.act("accept", mediators=["liang"], chosen="named", consent="yes", interested="none")
    case.act("tell_rights", by="liang", told="yes")
    case.act("mediate", by="liang")
    return case


def test_c54_lawful_decisions(office: Office) -> None:
    """依法决策机制"""
    decision = office.play("decision.major", "whole_way")
    proposed, reviewed, decided = (decision.entries(act)[-1]["by"] for act in ("propose", "review", "decide"))
    assert (
        proposed["drafter"] == [office.who("li")]
        and reviewed["reviewer"] == [office.who("zhao")]
        and decided["head"] == [office.who("liu")]
    )
    assert decision.entries("evaluate") and "决策后评估报告" in decision.page()
    assert decision.stage == "completed"


def test_c37_review_of_files(office: Office) -> None:
    """案卷评查工作"""
    review = office.open("penalty.sampling", period="2026年第一季度", by="zhao")
    committed = commitment_of("s")
    review.act("list_files", files_closed=6, sample=2, seed_hash=committed, list="film")
    assert "哈希不符" in review.refused("draw", seed="t") and "应为：1、2" in review.refused("draw", seed="s", places="3, 4")
    review.act("draw", seed="s")
    assert review.said("draw")["places"] == [1, 2]
    each = {"checked": ["competence", "facts", "basis", "discretion", "procedure", "papers"]}
    assert "没有抽中" in review.refused("score", place=5, file_number="5号", points=90, **each)
    assert "不能漏项" in review.refused("score", place=1, file_number="1号", points=90, checked=["facts"])
    review.act("score", place=1, file_number="1号", points=96, **each)
    review.act("score", place=2, file_number="4号", points=80, faults=["papers", "procedure"], **each)
    assert "都已评查" in review.refused("score", place=2, file_number="4号", points=90, **each)
    sent = review.act("send_back", file_number="4号", to_officer="zhang", correct_by="2026-03-20", what="送达回证缺日期")
    assert [e["form"]["points"] for e in review.entries("score")] == [96, 80] and review.due("correct_by") == "2026-03-20"
    assert "还有问题没有整改" in review.refused("finish")
    office.day("2026-03-23")
    assert "penalty.sampling/correct_by" in office.terms("overdue")
    review.act("correct", by="zhang", of=sent.seq)
    review.act("finish")
    assert review.stage == "finished"


def test_c35_checks_in_key_fields(office: Office) -> None:
    """重点领域的监督执法力度"""
    for n in (1, 2):
        office.enter(
            "pool_object",
            f"DX-{n}",
            name=f"示例对象{n}",
            kind="enterprise",
            risk="high",
            credit="none",
            per_year=4,
        )
    draw = office.open("inspection.random", kind="general", item="危化品经营", plan_number="JH-1", joint="no")
    draw.act("announce", objects=1, officers=2, full_cover="no")
    draw.act(
        "publish_pools", pool="film", pool_size=2, staff="film", staff_size=8, excluded="无", recused="无", all_certified="yes"
    )  # fmt: skip
    draw.act("commit", commitment=commitment_of("示例种子"))
    assert "哈希不符" in draw.refused("draw", seed="别的种子", added="六点")
    draw.act("draw", seed="示例种子", added="六点")
    assert draw.said("draw")["objects_order"] in ([1], [2])
    for findings, problems in (("消防通道堆物", 1), ("复核无问题", 0)):
        check = office.open(
            "inspection.ordinary",
            kind="chemicals",
            way="daily",
            cause="complaint",
            item="危化品",
            parties={"inspected": ["示例对象1"]},
        )
        check.act("propose", how="site", published="yes", joint="no", other_planned="no")
        check.act("approve", outcome="allow")
        check.act(
            "enter",
            outcome="exempt",
            certificates_shown="yes",
            scanned="yes",
            told="yes",
            people_sent=2,
            out_of_area="no",
            owner_demanded="no",
        )
        check.act("record_site", findings=findings, problems=problems, signed="signed", recording="film")
        check.act(
            "conclude",
            outcome="on_the_spot" if problems else "clean",
            told="yes",
            **({"fixed": 1} if problems else {}),
        )
        assert check.said("record_site")["problems"] == problems
    assert (
        office.figure("entities_inspected_chemicals") == 1
        and office.figure("inspections_conducted") == 2
        and set(office.listed("pool_object")) == {"DX-1", "DX-2"}
    )
