"""Baiyunhu 2020: enforcing in the street: documents in force, cases with their fines, hints (rows S-B24, S-B38, S-B41, …)."""

from __future__ import annotations

from .case_at import CaseAt
from .office import Office


def test_b38_documents_in_force(office: Office) -> None:
    """行政规范性文件梳理"""
    document = office.play("norm.document", "whole_way", "publish")
    until = document.said("publish")["valid_until"]
    assert document.due("valid_until") == until and "有效期" in document.page()
    for key, state in (("GF-1", "in_force"), ("GF-2", "in_force")):
        office.enter("normative_document", key, name=f"示例办法{key}", document=f"示例规{key}", state=state, valid_until="2026-12-31", published=True)
    second = next(case for case in office.find("register.normative_document") if case.cover["item"] == "GF-2")
    office.day("2026-06-01")
    second.act("change", state="ended", decision="示例规〔2026〕3号")
    assert office.listed("normative_document", "2026-05-31")["GF-2"]["state"] == "in_force" and office.figure("normative_docs_listed") == 1
    page = office.page("register", name="normative_document")
    assert "已宣布失效" in page and "示例规〔2026〕3号" in page and "2026年12月31日" in page


def pay(case: CaseAt, amount: int) -> None:
    """The decision served on 26 May 2023, the fine paid on 1 June."""
    case.act("serve", party="respondent1", at="2023-05-26 10:00", document="decision", means="in_person", receipt="签收（示例）")
    case.act("pay", party="respondent1", at="2023-06-01 10:00", amount=amount, bank_receipt="示例收据")


def test_b41_city_management_cases(office: Office) -> None:
    """城管执法队"""
    office.play("penalty.ordinary", "deferred", "pay")
    office.play("penalty.summary", "paid_at_the_bank", "pay")
    office.play("penalty.ordinary", "collected", "start_collection")
    office.play("penalty.ordinary", "responsible_person")
    assert office.figure("cases_filed_city_management", year=2023) == 2 and office.figure("cases_fined_city_management", year=2023) == 3
    decided, paid = office.figure("fines_city_management", year=2023), office.figure("fines_paid_city_management", year=2023)
    assert (decided, paid) == (2050, 1050)
    kinds = {case.cover["violation"]: case.stage for case in (*office.find("penalty.ordinary"), *office.find("penalty.summary"))}
    assert kinds == {"road_occupation": "decided", "littering": "decided", "gas_alarm": "decided"}
    trace = office.command("trace", "fines_paid_city_management", "--year", "2023", "--json")
    assert len(str(trace)) > 100 and "擅自占用城市道路" in office.find("penalty.ordinary")[0].page()


def test_b42_work_safety_cases(office: Office) -> None:
    """安监中队"""
    first = office.play("penalty.ordinary", "responsible_person")
    office.play("penalty.ordinary", "responsible_person")
    office.play("penalty.summary", "paid_at_the_bank", "pay")
    pay(first, 15000)
    assert (office.figure("cases_filed_work_safety", year=2023), office.figure("cases_fined_work_safety", year=2023)) == (2, 2)
    assert (office.figure("fines_work_safety", year=2023), office.figure("fines_paid_work_safety", year=2023)) == (30000, 15000)
    assert (office.figure("fines_city_management", year=2023), office.figure("fines_paid_city_management", year=2023)) == (50, 50)
    assert "应急" in str(first.row["field"]) or "燃气" in first.page()


def test_b24_village_industrial_parks(office: Office) -> None:
    """村级工业园改造"""
    park = {"kind": "park", "waterside": False, "budget": 100000, "promised_on": "2026-12-31"}
    office.enter("project_site", "Y-1", name="示例一园", owner="示例经济联社", area=4000, plan="工改商方案（示例）", state="planned", **park)
    second = office.enter("project_site", "Y-2", name="示例二园", owner="示例二社", area=6000, plan="升级方案（示例）", state="under_way", **park)
    areas = lambda: tuple(office.figure(f"park_area_{state}") for state in ("planned", "under_way", "done", "all"))  # noqa: E731
    assert areas() == (4000, 6000, 0, 10000)
    office.day("2026-06-01")
    second.act("change", state="done", result="upgraded", done_on="2026-06-01")
    assert areas() == (4000, 0, 6000, 10000)
    page = office.page("register", name="project_site", query={"q": "升级方案"})
    assert "示例二社" in page and "升级改造" in page and "示例一园" not in page


def test_b32_hints_by_letter(office: Office) -> None:
    """函告扫黑除恶办"""
    hint = office.open("transfer.hint", kind="gang", source="report", found_on="2026-03-02", to_organ="区扫黑除恶办（示例）")
    hint.act("note_hint", by="luo", content="强揽沙石（示例）")
    sent = hint.act("send", by="liu", reply_by="2026-04-02")
    assert "函告〔2026〕" in sent.documents["letter"] and hint.due("receipt_within") == "2026-03-09" and hint.due("reply_due") == "2026-04-02"
    office.day("2026-03-10")
    assert "transfer.hint/receipt_within" in office.terms("overdue")
    hint.act("remind", how="phone")
    hint.act("receipt", receipt_number="示例回1号", received_on="2026-03-10")
    hint.act("reply", outcome="taken_up", reply_number="示例反1号", content="已立案核查（示例）")
    assert hint.stage == "taken_up" and hint.said("receipt")["receipt_number"] == "示例回1号" and "示例反1号" in hint.page()
    assert "强揽沙石" not in hint.page() and office.client("gao").get(f"/cases/{hint.id}/").status_code == 404


def test_b40_three_systems(office: Office) -> None:
    """行政执法公示制度、行政执法全过程记录制度、重大执法决定法制审核制度"""
    whole = office.play("penalty.summary", "paid_at_the_bank", "publish")
    bare = office.play("penalty.ordinary", "responsible_person")
    office.day("2026-03-02")
    everything, gaps = office.page("three-systems"), office.page("three-systems", query={"gap": "1"})
    assert whole.number in everything and bare.number in everything
    assert bare.number in gaps and whole.number not in gaps

    def row(page: str, number: str) -> list[str]:
        cells = page.split(number)[1].split("</tr>")[0].split("<td")[1:]
        return ["缺" if ">缺<" in cell else "不须审核" if "不须审核" in cell else "期限内" if "期限内" in cell else "有" for cell in cells]

    assert row(everything, whole.number) == ["有", "有", "不须审核"]
    assert row(everything, bare.number) == ["缺", "缺", "有"]
    bare.act("publish", at="2026-03-02 09:00", site="示例政务网")
    assert row(office.page("three-systems"), bare.number) == ["有", "缺", "有"]
