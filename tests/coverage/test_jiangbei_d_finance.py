"""Jiangbei 2024: firms, assets, disputes of finance and credit (rows S-J26, …)."""

from __future__ import annotations

from pathlib import Path

from .office import Office


def test_j26_trade_secret_units(office: Office) -> None:
    """“重庆市商业秘密保护示范单位”"""
    first = office.open(
        "benchmark.recognition", kind="trade_secret", ask="first", parties={"unit": ["示例科技"]}
    )
    first.act("apply", party="unit1")
    first.act("check", points=10, points_met=9, by="luo")
    assert "没有全部达到" in first.refused("decide", outcome="recognise", valid_until="2026-06-30", charged=0)
    again = office.open(
        "benchmark.recognition", kind="trade_secret", ask="first", parties={"unit": ["示例科技"]}
    )
    again.act("apply", party="unit1")
    again.act("check", points=10, points_met=10, by="luo")
    again.act("decide", outcome="recognise", valid_until="2026-06-30", charged=0)
    listed = office.enter(
        "model_unit",
        "示例码—商密",
        name="示例科技",
        kind="trade_secret",
        recognised_in=again,
        until="2026-06-30",
    )
    office.day("2026-07-01")
    assert "register.model_unit/expires_on" in office.terms("overdue") and office.figure("model_units_listed") == 0
    renewal = office.open(
        "benchmark.recognition",
        kind="trade_secret",
        ask="renewal",
        listed_as="示例码—商密",
        parties={"unit": ["示例科技"]},
    )
    renewal.act("apply", party="unit1")
    assert renewal.due("decide_within") > "2026-07-01"
    renewal.act("check", points=10, points_met=10, by="luo")
    renewal.act("decide", outcome="recognise", valid_until="2028-06-30", charged=0)
    listed.act("renew", until="2028-06-30")
    assert "2028年6月30日" in office.page("register", name="model_unit") and "结果告知书" in renewal.page()
    assert office.figure("model_units_listed") == 1
    listed.act("remove")
    removed = office.open(
        "benchmark.recognition", kind="trade_secret", ask="first", parties={"unit": ["示例科技"]}
    )
    removed.act("apply", party="unit1")
    assert "示例科技" not in office.page("register", name="model_unit")


def test_j27_firms_and_assets(office: Office) -> None:
    """“三攻坚一盘活”"""
    office.enter(
        "state_asset",
        "Z-1",
        name="示例公司",
        kind="firm",
        task="deregister",
        owner="示例集团",
        book_value=100000,
        state="under_way",
    )
    plant = office.enter(
        "state_asset",
        "Z-2",
        name="示例厂房",
        kind="building",
        task="revive",
        owner="示例集团",
        book_value=500000,
        state="listed",
    )
    revival = office.open("assets.revival", asset="示例厂房", kind="building", listed_as="Z-2")
    revival.act("list_asset")
    revival.act("approve_way", way="lease", valued=True)
    revival.act("record", put_to_use_on="2026-03-02", value=500000, recovered=200000)
    revival.act("check", outcome="agreed")
    office.day("2026-03-03")
    plant.act("change", state="done", recovered=200000)
    change = office.compared("state_asset", "2026-03-02", "2026-03-03")
    assert [(each.key, each.fields["state"]) for each in change.changed] == [("Z-2", ("listed", "done"))]
    shown = office.page("register", name="state_asset")
    assert "示例公司" in shown and "40%" in shown and "推进中" in shown
    assert (office.figure("state_assets_recovered"), office.figure("state_asset_recovered")) == (
        200000,
        200000,
    )
    assert revival.number in plant.page()


def test_j28_cases_of_lenders(office: Office, tmp_path: Path) -> None:
    """西部金融法律服务中心"""
    sheet = tmp_path / "cases.csv"
    head = "送案编号,送案时间,社区编码,出借机构,联系电话,纠纷类型,争议金额,债务人,纠纷情况"
    code = office.communities[0].rsplit("/", 1)[-1]
    rows = [
        f"J-{n},2026-03-02 08:30,{code},示例银行,02300000000,金融借款,{n}0000,示例债务人{n},逾期（示例）"
        for n in (1, 2)
    ]
    sheet.write_text("\n".join([head, *rows]), encoding="utf-8")
    told = office.command("intake", str(sheet), "--channel", "lender_cases", "--json")
    assert told["received"] == 2
    assert office.command("intake", str(sheet), "--channel", "lender_cases", "--json")["known"] == 2
    for case in office.find("mediation.commercial"):
        office.enter("fee_rule", f"F-{case.id}", name="金融借款", mode="free", ceiling=0, payer="nobody")
        case.act("tell_fee", rule=f"F-{case.id}", mode="free", fee=0, by="luo")
        case.join("debtor_agrees", "debtor", "示例债务人")
        case.act("agree_fee", party="p1")
        case.act("begin", by="luo")
        case.act("mediate", by="luo")
    first, second = office.find("mediation.commercial")
    first.act("agree", settled=9000, charged=0, by="luo")
    second.act("pass_to_court", court="示例法院", charged=0, by="luo")
    assert (first.stage, second.stage) == ("agreed", "to_court")
    assert (office.figure("finance_cases_received"), office.figure("finance_cases_amount")) == (2, 30000)
    assert (office.figure("finance_cases_agreed"), office.figure("finance_cases_to_court")) == (1, 1)


def test_j31_fee_shown_before_agreed(office: Office) -> None:
    """“公益性+市场化”模式"""
    office.enter(
        "fee_rule",
        "F-1",
        name="小额金融借款",
        mode="free",
        rate="不收费",
        ceiling=0,
        payer="nobody",
        published_as="示例公示",
    )
    office.enter(
        "fee_rule",
        "F-2",
        name="买卖货款",
        mode="paid",
        rate="标的额1%",
        ceiling=5000,
        payer="halves",
        published_as="示例公示",
    )
    rules = office.page("register", name="fee_rule")
    assert "标的额1%" in rules and "5,000.00" in rules
    case = office.open("mediation.commercial", kind="sale", parties={"claimant": ["示例公司"]}, by="luo")
    case.act("register", amount=80000, by="luo")
    assert "begin" not in case.lawful() and "没有“无此规则”" in case.refused(
        "tell_fee", rule="无此规则", mode="paid", fee=800, by="luo"
    )
    case.act("tell_fee", rule="F-2", mode="paid", fee=800, worked_out="80000×1%", by="luo")
    case.join("debtor_agrees", "debtor", "示例相对方")
    assert "告知收费以后" in case.refused("begin", by="luo")
    case.act("agree_fee", party="claimant1")
    case.act("begin", by="luo")
    case.act("mediate", by="luo")
    assert "不得高于事前告知" in case.refused("agree", settled=70000, charged=900, by="luo")
    case.act("agree", settled=70000, charged=800, by="luo")
    assert "调解收费告知书" in case.page("luo") and "标的额1%" not in case.refused(
        "tell_fee", rule="F-1", by="luo"
    )


def court_case(office: Office) -> object:
    """A dispute that a court sent, agreed on."""
    words = {"referred_by": "示例区人民法院", "referred_on": "2026-03-02", "referral_number": "示例诉前调1号"}
    case = office.open(
        "mediation.case",
        kind="debt",
        source="court",
        people_involved=2,
        parties={"party": ["示例甲", "示例乙"]},
        by="tang",
    )
    case.act("register", **words)
    case.act("accept", mediators=["liang"], consent=True, interested="none")
    case.act("tell_rights", told=True, by="liang")
    case.act("mediate", by="liang")
    case.act(
        "conclude",
        outcome="agreed_written",
        fee=0,
        amount=8000,
        signed=True,
        sealed=True,
        perform_by="2026-08-31",
        by={"mediator": "liang", "clerk": "tang"},
    )
    return case


def test_j29_court_mediation_notary(office: Office) -> None:
    """三大协同服务平台"""
    office.enter(
        "partner", "GZ-1", by="tang", name="示例公证处", kind="legal", circle="finance", takes=["notary"]
    )
    case = court_case(office)
    case.act("report_back", result="agreed", by="liang")
    case.act("to_confirmation", joint=True, by="tang")
    case.act("to_notary", willing=True, by="tang")
    (court,) = case.children("mediation.confirmation")
    (notary,) = case.children("mediation.notary")
    assert (
        notary.cover["agreed_on"] == "2026-03-02" == court.cover["agreed_on"]
        and len(notary.state["parties"]["applicant"]) == 2
    )
    notary.act("send", notary="GZ-1", consent=True)
    notary.act("result", outcome="certified", paper="示例证字1号")
    court.act("prepare", excluded="none")
    court.act("apply", all_signed=True)
    assert (
        case.said("notary_ended")["certified"] and case.said("register")["referral_number"] == "示例诉前调1号"
    )
    assert all(number in notary.page("tang") for number in (case.number, court.number))


def test_j30_partners_and_hand_over(office: Office) -> None:
    """八大川渝法治资源"""
    office.enter(
        "partner",
        "P-1",
        name="示例仲裁委员会",
        kind="legal",
        circle="finance",
        takes=["arbitration", "contract"],
        hand_over="合同、送达地址确认书，专窗当面移交",
        hand_over_days=3,
    )
    office.enter(
        "partner",
        "P-2",
        name="示例公证处",
        kind="legal",
        circle="finance",
        takes=["notary"],
        hand_over="协议和身份证明，网上移交",
        hand_over_days=2,
    )
    found = office.page("register", name="partner", query={"q": "仲裁"})
    assert "专窗当面移交" in found and "示例公证处" not in found
    assert (
        "网上移交" in office.page("register", name="partner", query={"q": "公证"})
        and office.figure("legal_resources_connected") == 2
    )
    assert office.listed("partner")["P-1"]["hand_over_days"] == 3
