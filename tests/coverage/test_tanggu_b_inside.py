"""Tanggu 2023: credit, audit, purchase, training inside the house (rows S-T33, S-T34, S-T58 to S-T63)."""

from __future__ import annotations

from .case_at import CaseAt
from .office import Office


def shown(office: Office) -> CaseAt:
    """A decision shown on the credit platform."""
    office.day("2026-05-06")
    case = office.open("credit.disclosure", kind="penalty", document="示例罚决〔2026〕1号", decided_on="2026-05-06", parties={"subject": 1})
    case.act("prepare", content="占道经营，罚款（示例）", grade="general", has_personal=False)
    case.act("tell_repair", by="han")
    case.act("show", necessary=False)
    return case


def test_t33_credit_platform(office: Office) -> None:
    """信用共享平台"""
    case = shown(office)
    assert case.due("push_within") > "2026-05-06"
    case.act("push", receipt="回执1（示例）")
    assert "同一决定只推送一次" in case.refused("push", receipt="回执2（示例）")
    case.act("push_failed")
    office.day("2026-06-30")
    assert "credit.disclosure/push_within" in office.terms("overdue")
    case.act("push", receipt="回执3（示例）")
    assert [entry["form"]["receipt"] for entry in case.entries("push")] == ["回执1（示例）", "回执3（示例）"]
    assert case.page().count("信用信息推送单") >= 2 and "credit.disclosure/push_within" not in office.terms("overdue")


def test_t34_objection_and_repair(office: Office) -> None:
    """信用信息异议处理"""
    case, wrong = shown(office), shown(office)
    for each, result in ((case, "corrected"), (wrong, "removed")):
        each.act("object", party="subject1")
        assert each.due("objection_within") > "2026-05-06"
        each.act("answer_objection", result=result, correction="示例", reason="示例")
    office.day("2026-06-01")
    assert office.terms("overdue").count("credit.disclosure/corrected_within") == 2
    case.act("correct_shown", shown_now="占道经营，警告（示例）", has_personal=False)
    assert "没有异议处理决定撤下" in case.refused("take_down", places_down="示例")
    wrong.act("take_down", places_down="网站、平台（示例）")
    assert wrong.stage == "withdrawn" and "占道经营，警告（示例）" in case.page() and "credit.disclosure/corrected_within" not in office.terms("overdue")
    office.day("2026-08-10")
    case.act("ask_repair", party="subject1", ground="ordinary", papers="凭证（示例）")
    case.act("accept_repair", determined_here=True)
    case.act("decide_repair", outcome="repair", duties_done=True, corrected=True, promise=True)
    assert case.stage == "repaired" and "信用修复决定书" in case.page() and case.due("ended_within") > "2026-08-10"
    case.act("end_everywhere", places="网站（示例）", lifted=True)


def test_t58_every_object_audited(office: Office) -> None:
    """审计全覆盖"""
    for key, day in (("SJ-1", "2026-12-31"), ("SJ-2", "2027-12-31")):
        office.enter("audit_object", key, name=f"{key}单位（示例）", kind="unit", every_years=3, next_audit=day)
    assert office.figure("audit_coverage_rate", first="2024-01-01", last="2027-12-31") == 0
    case = office.open("audit.project", kind="budget", object="SJ-1单位（示例）", listed="SJ-1", year=2025)
    case.act("open")
    case.act("hear_object", accepted=True)
    case.act("report", findings=1, amount=3000)
    assert office.figure("audit_coverage_rate", first="2024-01-01", last="2027-12-31") == 50
    case.act("note_finding")
    (finding,) = case.children("audit.finding")
    finding.act("note", amount=3000, due_on="2026-04-01", unit_named="示例单位")
    office.day("2026-04-02")
    assert "audit.finding/correct_by" in office.terms("overdue")
    finding.act("report_corrected", recovered=3000)
    finding.act("check", outcome="accepted")
    assert finding.stage == "corrected" and "2026年12月31日" in office.page("register", name="audit_object", query={"q": "SJ-1"})
    office.day("2028-01-03")
    assert "register.audit_object/expires_on" in office.terms("overdue")


def purchase(office: Office, **told: object) -> CaseAt:
    """A purchase requested."""
    case = office.open("procurement.check", name="保洁服务（示例）", kind="service", method="tender", in_catalogue=False)
    facts = {"amount": 4500000, "budget": 5000000, "earlier": 0, "approved_way": False, "agency": "agent", **told}
    case.act("request", by="luo", **facts)
    return case


def test_t59_purchase_by_steps(office: Office) -> None:
    """街道内控管理制度"""
    draft = office.open("procurement.check", name="保洁服务（示例）", kind="service", method="tender", in_catalogue=False)
    words = {"budget": 5000000, "earlier": 0, "approved_way": False, "agency": "agent"}
    assert "超出批准的预算" in draft.refused("request", amount=5500000, **words)
    split = office.open("procurement.check", name="保洁服务（示例）", kind="service", method="enquiry", in_catalogue=False)
    assert "化整为零" in split.refused("request", amount=2500000, **{**words, "earlier": 2500000})
    case = purchase(office)
    assert "没有通过公平竞争审查" in case.refused("prepare_papers", by="luo", deposit=90000)
    assert case.refused("check_request", by="luo", passed=True)
    case.act("check_request", by="zhao", passed=True)
    assert "百分之二" in case.refused("prepare_papers", by="luo", deposit=110000)
    case.act("prepare_papers", by="luo", deposit=90000)
    case.act("draft_notice", by="luo")
    case.act("check_papers", by="zhao", passed=True)
    case.act("check_notice", by="zhao", passed=True)
    days = {"published_on": "2026-03-02", "where": "政府采购网（示例）", "budget_told": True}
    assert "不得少于二十日" in case.refused("release", bids_until="2026-03-10", **days)
    case.act("release", by={"buyer": "luo", "head": "liu"}, bids_until="2026-03-30", **days)
    assert case.stage == "published" and "采购公平竞争审查表" in case.page()


def test_t60_models_of_requests(office: Office) -> None:
    """需求书模板"""
    for version in (1, 2):
        must = {f"must_{part}": version == 2 for part in ("quantity", "quality", "delivery", "acceptance", "payment")}
        days = {"version_on": "2026-03-02", "review_by": "2027-03-02"}
        office.enter("contract_model", f"XQ-F-{version}", name=f"服务需求书第{version}版（示例）", kind="request_service", must_fill="验收等（示例）", **days, **must)
    case = purchase(office)
    told = {"quantity": "12人（示例）", "quality": "示例", "delivery": "示例", "payment": "按月（示例）"}
    assert "验收标准和方法，不能空着" in case.refused("fill_in_model", model="XQ-F-2", by="luo", **told)
    assert "数量和规格，不能空着" in case.refused("fill_in_model", model="XQ-F-2", by="luo", acceptance="示例", quality="示例", delivery="示例", payment="示例")
    case.act("fill_in_model", model="XQ-F-2", by="luo", acceptance="每月考核（示例）", **told)
    assert case.said("fill_in_model")["model"] == "XQ-F-2" and "每月考核（示例）" in case.page()
    assert "第1版" in office.page("register", name="contract_model") and "第2版" in office.page("register", name="contract_model")
    office.day("2027-03-03")
    assert "register.contract_model/expires_on" in office.terms("overdue")


def test_t61_bidders_compared(office: Office) -> None:
    """《企业资格审查及关联性审查结果说明》"""
    case = office.play("procurement.check", "tender_contracted", until="release")
    for name in ("甲公司", "乙公司", "丙公司"):
        place = "示例路九号" if name == "丙公司" else "示例路1号"
        case.join("register_bidder", role="supplier", who=name, head=f"{name}负责人", owners=f"{name}股东", addresses=place, contacts=f"{name}联系人")
    assert len(case.state["parties"]["supplier"]) == 3 and len(case.entries("register_bidder")) == 3
    seq = case.entries("register_bidder")[0]["seq"]
    compared = office.post("reveal", {"seq": seq, "why": "审查关联关系（示例）"}, "liu", case_id=case.id).content.decode()
    assert compared.count("该条登记") == 1 and "示例路1号" in compared.split("登记相同的内容")[1] and office.views("审查关联关系（示例）") >= 8
    told = {"qualified": True, "related": True, "hints": ["address"], "findings": "甲乙控股关系（示例）"}
    assert "应当逐项比对" in case.refused("examine", by="yuan", compared=["heads", "addresses", "contacts", "services"], **told)
    case.act("report_received")
    assert case.stage == "published"
    case.act("examine", by="yuan", compared=["heads", "owners", "addresses", "contacts", "services"], **told)
    assert "企业资格审查及关联性审查结果说明" in case.page() and "地址相同或者相近" in case.page()


def test_t62_leaders_learning(office: Office) -> None:
    """将领导干部学法用法工作列入培训计划"""
    office.enter("training_duty", "刘—学法", name="刘（示例）", kind="law", post="主任（示例）", per_year=2, next_by="2026-06-30")
    case = office.open("study.training", kind="officials", from_faults=False)
    case.act("record", held_on="2026-03-02", due=9, present=8, hours=4)
    case.act("attend", trainee="liu", hours=4, result="passed", listed="刘—学法")
    assert "1 / 2 不足" in office.page("register", name="training_duty", query={"q": "刘（示例）"})
    assert "4 学时" in office.command("people", "duty", "liu", "--year", "2026")
    office.day("2026-07-01")
    assert "register.training_duty/expires_on" in office.terms("overdue")


def test_t63_training_from_faults(office: Office) -> None:
    """执法能力培养"""
    for fault in ("procedure", "papers"):
        office.enter("fault_training", fault, name=f"{fault}培训（示例）", fault=fault, owner="法制审核室", hold_by="2026-06-30")
    review = office.open("penalty.filereview", file_kind="summary", file_number="示例罚1号", handlers=[office.who("zhang")])
    review.act("submit")
    review.act("review", passed=False, faults=["procedure"], not_mine=True)
    need = office.page("register", name="fault_training", query={"q": "procedure培训", "short": "1"})
    assert '<td data-label="本年案卷审核发现">1</td>' in need and "0 / 1 不足" in need
    case = office.open("study.training", kind="enforcement", from_faults=True, fault="procedure")
    case.act("record", held_on="2026-03-02", due=2, present=1, hours=4)
    case.act("attend", trainee="zhang", hours=4, result="passed")
    assert case.said("attend")["trainee"] == office.who("zhang")
    still = office.page("register", name="fault_training", query={"short": "1"})
    assert "papers培训" in still and "procedure培训" not in still
