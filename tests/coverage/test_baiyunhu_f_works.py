"""Baiyunhu 2020: companies, bodies, tenants, audits, leases, contracts, review in four steps, publicity (rows S-B54 to S-B85)."""

from __future__ import annotations

from yifa.deadlines.silence import deem_all

from .case_at import CaseAt
from .office import Office


def request(office: Office, kind: str) -> CaseAt:
    """A company's request, handed on to an office."""
    case = office.open("enterprise.request", kind=kind, source="window", parties={"enterprise": ["示例公司"]})
    case.act("request_received", content="示例诉求")
    case.act("hand_on")
    return case


def test_b54_work_restarts(office: Office) -> None:
    """“广州市企业复工复产平台”"""
    case = request(office, "restart")
    assert case.due("answer_within") == "2026-03-09" and "没有核查相符" in case.refused("answer", outcome="solved")
    case.act("check_report", way="papers", workers=30, restart_on="2026-03-09", found="incomplete")
    assert "没有核查相符" in case.refused("answer", outcome="solved")
    case.act("check_report", way="site", workers=30, restart_on="2026-03-09", found="as_reported")
    case.act("answer", outcome="solved", answer="可以复工（示例）")
    assert case.stage == "answered" and "企业诉求答复函" in case.page() and case.said("check_report")["workers"] == 30


def test_b55_loan_passed_on(office: Office) -> None:
    """“新易贷”"""
    case = request(office, "finance")
    assert "企业同意" in case.refused("contact_bank", institution="示例银行", agreed=False)
    assert not case.act("bank_answer", outcome="waiting").valid
    case.act("contact_bank", institution="示例银行", agreed=True, result="已送（示例）")
    assert case.due("bank_within") == "2026-03-16"
    case.act("bank_answer", outcome="refused", why="papers")
    assert "银行没有同意" in case.refused("answer", outcome="solved", financed=5000, proof="示例")
    case.act("bank_answer", outcome="granted", sum=500000, product="新易贷（示例）")
    assert "新易贷（示例）" in case.page() and "500,000" in case.page()
    case.act("answer", outcome="solved", financed=500000, proof="放款凭证（示例）", answer="已放款（示例）")
    assert case.stage == "answered"


def test_b60_bodies_and_hand_over(office: Office) -> None:
    """司法所、综治信访维稳中心、人民调解委员会、法律援助工作站、公共法律服务中心、劳监中队"""
    for key, kind in (("司法所", "station"), ("劳监中队", "station"), ("街道人民调解委员会", "committee")):
        office.enter("partner", key, name=f"示例{key}", kind=kind, circle="dispute", duty="接收移交、出具回执（示例）", until="2027-12-31")
    matter = office.open("centre.matter", source="window", kind="labour", people=1, listed="yes")
    matter.act("register", risk="low")
    matter.act("route", way="arbitration", body="劳监中队", one_clock=False, centre_decides=False)
    office.day("2026-03-03")
    assert "centre.matter/taken_within" in office.terms("others")
    matter.act("taken_up", receipt="劳监收〔2026〕1号")
    assert "劳监收〔2026〕1号" in matter.page() and matter.stage == "running"
    row = office.page("register", name="partner", query={"q": "示例劳监中队"})
    assert "出具回执" in row and "本年移交的矛盾纠纷" in row and "<td data-label=\"本年移交的矛盾纠纷\">1</td>" in row


def test_b66_station_for_newcomers(office: Office) -> None:
    """来穗人员和出租屋服务管理站"""
    office.enter("service_point", "FW-1", name="示例管理站", kind="station", address="示例路1号", counters=2, hours="9时至17时", offers="示例")
    tenant = office.open("grid.tenant", station="FW-1", local="newcomer", parties={"tenant": 1})
    words = {"house": "示例路8号（示例）", "purpose_told": True, "biometrics": False, "lives_since": "2026-03-01"}
    assert "没有本人同意" in tenant.refused("register", consent=False, **words)
    assert "不得采集" in tenant.refused("register", consent=True, **{**words, "biometrics": True})
    tenant.act("register", consent=True, **words)
    for kind in ("permit", "safety"):
        tenant.act("serve", kind=kind, served_on="2026-03-02", result="示例")
    row = office.page("register", name="service_point", query={"q": "示例管理站"})
    assert "本年登记住户" in row and "本年住户服务次数" in row and office.figure("tenant_services") == 2
    tenant.act("withdraw")
    assert tenant.due("delete_within") == "2026-03-09" and tenant.stage == "to_delete"
    tenant.act("delete", erased=True)
    assert tenant.stage == "deleted" and office.figure("tenants_registered") == 1 and tenant.page().count("已依法删除") == 3


def test_b67_five_kinds_of_events(office: Office) -> None:
    """“五个一”融合社区活动"""
    for n in range(1, 6):
        office.enter("plan", f"融合-{n}", name=f"融合活动之{n}", kind="other", list="五个一", year=2026, owner="示例站", due_on="2026-12-31", state="planned")
    for item, people in (("融合-1", 120), ("融合-1", 30), ("融合-2", 50)):
        case = office.open("volunteer.activity", kind="integration", subject="示例活动", squad="示例队", risky="no", plan_item=item)
        case.act("recruit", risks_told="yes", minors=0, consents=0)
        case.act("record", people=5, hours=2, served=people)
    page = office.page("register", name="plan", query={"q": "五个一"})
    assert "活动惠及人次" in page and ">150<" in page and ">2<" in page and page.count("融合活动之") == 5
    assert (office.figure("integration_activities"), office.figure("integration_participants")) == (3, 200)


def test_b75_audits_before_elections(office: Office) -> None:
    """社区“两委”换届选举审计工作"""
    for key in ("甲村—主任", "乙村—主任"):
        office.enter("term_holder", key, name=f"{key}（示例）", body=key[:2], post="committee", since="2021-05-01", term_ends="2026-04-30")
    audit = office.open("audit.project", kind="election", object="甲村主任", year=2026)
    words = {"plan": "示例通知", "holder": "甲村—主任", "term_ends": "2026-04-30"}
    assert "任期届满前" in audit.refused("open", report_by="2026-04-30", **words)
    audit.act("open", report_by="2026-04-10", **words)
    missing = office.page("register", name="term_holder", query={"short": "1"})
    assert "乙村—主任" in missing and "甲村—主任" not in missing and audit.due("report_before") == "2026-04-10"
    office.day("2026-04-13")
    assert "audit.project/report_before" in office.terms("overdue")
    office.day("2026-05-01")
    assert "register.term_holder/expires_on" in office.terms("overdue")


def device(office: Office, key: str, kind: str) -> CaseAt:
    """A device of the list, put to work."""
    words = {"filed_on": "2026-03-02", "days_kept": 31} if kind == "camera" else {}
    office.enter("device", key, name=f"示例{key}", kind=kind, place="示例路8号", owner="示例公寓", purpose="出入口管理", alive_on="2026-03-02", alive="alive", check_by="2026-12-31", **words)
    case = office.open("grid.device", device=key, kind=kind, place="示例路8号", owner="示例公寓", purpose="出入口管理", rented_home=True)
    assert "不超过三十日" in case.refused("start", keep_days=31, faces=False, sign_put_up=True) if kind == "door" else True
    case.act("start", keep_days=30 if kind == "door" else 31, faces=False, sign_put_up=True)
    return case


def test_b77_doors_and_permits(office: Office) -> None:
    """电子门禁管理系统"""
    door = device(office, "MJ-1", "door")
    permit = door.act("permit", holder="甲某（示例）", consent=True, until="2026-03-31", **{"class": "tenant"})
    assert door.due("permit_until") == "2026-03-31" and "保存天数" in door.refused("take_log", from_on="2026-03-01", to_on="2026-03-02", entries=40, delete_on="2026-04-30")
    log = door.act("take_log", from_on="2026-03-01", to_on="2026-03-02", entries=40, where_kept="门禁主机", delete_on="2026-03-31")
    office.day("2026-04-01")
    assert {"grid.device/delete_by", "grid.device/permit_until"} <= set(office.terms("overdue"))
    door.act("delete_log", of=log.seq, how="erased")
    door.act("end_permit", of=permit.seq)
    assert "grid.device/delete_by" not in office.terms("overdue")
    door.act("fault", what="stuck", repair_by="2026-04-03", note="门禁不能开启（示例）")
    (event,) = door.children("grid.event")
    assert event.cover["channel"] == "device" and door.due("repair_by") == "2026-04-03" and event.number in door.page()
    door.act("repaired", done="更换控制器（示例）")
    assert "已依法删除" not in door.page() and door.stage == "working"
    door.act("take_down", reason="示例")
    assert "已依法删除" in door.page() and "MJ-1" in office.page("register", name="device", query={"q": "示例公寓"})


def test_b79_cameras_and_pictures(office: Office) -> None:
    """治安视频监控系统"""
    camera = device(office, "SX-1", "camera")
    assert "SX-1" in office.page("register", name="device") and "没有为案件提出的书面请求" in camera.refused("release", of=1, span="示例")
    assert not camera.act("ask_pictures", body="示例单位", case_number="无", paper=False, span="全部").valid
    camera.act("look", why="event", case_number="示例事件1号", minutes=5)
    asked = camera.act("ask_pictures", body="示例派出所", case_number="示例案1号", paper=True, span="3月1日8时至9时")
    assert camera.due("answer_pictures") == "2026-03-05"
    camera.act("release", of=asked.seq, span="3月1日8时至9时", received_by="示例民警")
    assert "画面（日志）调取登记单" in camera.page() and "示例事件1号" in camera.page()
    assert "没有为案件提出的书面请求" in camera.refused("release", of=asked.seq, span="示例")
    camera.act("fault", what="blurred", repair_by="2026-03-04", note="示例")
    assert (office.figure("pictures_given_out"), office.figure("device_faults"), camera.stage) == (1, 1, "faulty")


def test_b90_devices_of_rented_homes(office: Office) -> None:
    """出租屋电子门禁系统建设和高清视频建设"""
    camera = device(office, "SX-2", "camera")
    row = office.page("register", name="device", query={"q": "SX-2"})
    assert "示例公寓" in row and "出入口管理" in row and ">31<" in row and "出租屋" in camera.page()
    office.day("2026-03-10")
    deem_all()
    assert camera.stage == "silent" and camera.due("task_within") == "2026-03-10"
    camera.act("fault", what="silent", repair_by="2026-03-12", note="失联（示例）")
    (task,) = camera.children("grid.event")
    task.act("received", content="设备失联（示例）")
    assert task.stage == "reported" and camera.due("repair_by") == "2026-03-12"
    office.day("2026-03-13")
    assert "grid.device/repair_by" in office.terms("overdue")


def test_b80_assets_and_leases(office: Office) -> None:
    """“三资”管理"""
    office.enter("collective_asset", "ZC-1", name="示例商铺", owner="示例经济联社", kind="building", area=300, state="vacant", lowest=60000)
    lease = office.open("assets.lease", asset="ZC-1")
    told = {"present": 50, "lowest": 60000, "closes_on": "2026-03-09", "where": "三资平台（示例）"}
    assert "没有经过半数表决" in lease.refused("put_up", voted_for=25, **told)
    lease.act("put_up", voted_for=26, **told)
    assert "低于底价" in lease.refused("bid", bidder="甲公司", rent=50000)
    for bidder, rent in (("甲公司", 60000), ("乙公司", 66000)):
        lease.act("bid", bidder=bidder, rent=rent)
    office.day("2026-03-10")
    assert "最高报价" in lease.refused("award", bidder="甲公司", rent=66000)
    lease.act("award", bidder="乙公司", rent=66000)
    lease.act("sign", contract="示例租1号", from_on="2026-04-01", until="2029-03-31", rent=66000)
    due = lease.act("rent_due", amount=66000, due_on="2026-04-10")
    assert (lease.due("ends_on"), lease.due("rent_by")) == ("2029-03-31", "2026-04-10") and "成交公示" in lease.page()
    lease.act("rent_paid", outcome="part", of=due.seq, amount=30000, receipt="示例票0")
    assert lease.due("rent_by") == "2026-04-10"
    lease.act("rent_paid", outcome="full", of=due.seq, amount=36000, receipt="示例票1")
    assert (office.figure("lease_rent_due"), office.figure("lease_rent_paid")) == (66000, 66000)
    assert "本年公开竞价次数" in office.page("register", name="collective_asset") and "示例经济联社" in office.page("register", name="collective_asset")


def test_b81_contracts_gone_through(office: Office) -> None:
    """合同清理"""
    words = {"owner": "示例联社", "counterpart": "示例公司", "kind": "lease", "starts_on": "2016-05-01", "ends_on": "2026-04-30", "value": 120000, "handled_by": "示例科室"}
    bad = office.enter("contract_list", "HT-1", name="示例市场租赁合同", fault="too_cheap", action="open", act_by="2026-03-31", **words)
    office.enter("contract_list", "HT-2", name="示例鱼塘租赁合同", fault="none", action="keep", done_on="2026-03-02", **words)
    assert [office.figure(f"contracts_{what}") for what in ("gone_through", "at_fault", "fault_open")] == [2, 1, 1]
    still = office.page("register", name="contract_list", query={"q": "尚未处理"})
    assert "示例市场租赁合同" in still and "价格明显偏低" in still and "2026年4月30日" in still and "示例鱼塘租赁合同" not in still
    bad.act("change", action="renegotiate", done_on="2026-03-02")
    assert office.figure("contracts_fault_open") == 0
    office.day("2026-05-06")
    assert office.terms("overdue").count("register.contract_list/expires_on") == 2


def test_b83_four_steps(office: Office) -> None:
    """“健全制度引领、推进依法决策、加强业务指导,强化内部监督”四步法"""
    contract = office.open("contract.review", kind="service", procured=False, parties={"counterpart": 1})
    contract.act("draft", value=1000, direction="receive", starts="2026-03-02", ends="2026-12-31", years_approved=True, beyond_year=False, template="own")
    contract.act("four_steps", subject="示例合同", by="luo")
    paper = office.open("norm.document", name="示例文件", kind="ordinary", issuer="office", aim="new")
    paper.act("propose", needed=True)
    paper.act("four_steps", subject="示例文件", by="luo")
    decision = office.play("decision.major", "whole_way", "draft")
    office.day("2026-03-02")
    decision.act("four_steps", subject="示例决策", by="luo")
    penalty = office.play("penalty.summary", "cap_person", "find")
    office.day("2026-03-02")
    penalty.act("four_steps", subject="示例处罚")
    for of, source in ((contract, "contract"), (paper, "paper"), (decision, "decision"), (penalty, "act")):
        (case,) = of.children("decision.legalcheck")
        assert case.cover["source"] == source and case.number in of.page()
        case.act("send", by="luo")
        assert "阶段" in case.refused("examine", by="zhao", power=True, procedure_kept=True, content=True, problems=0)
        assert "不得以四步法代替" in case.refused("look_up_rules", by="zhao", own_procedure=False)
        case.act("look_up_rules", by="zhao", basis="民法典", own_procedure=True)
        case.act("examine", by="zhao", power=True, procedure_kept=True, content=False, problems=1)
        case.act("guide", by="zhao", opinion="示例", handler="luo", done_by="2026-03-10")
        assert case.due("act_on_it") == "2026-03-10" and "法律审查（指导）意见书" in case.page()
        assert "没有全部改正" in case.refused("supervise", by="zhou", outcome="done", fixed=0)
        case.act("supervise", by="zhou", outcome="done", fixed=1)
        assert case.stage == "closed"
    assert office.figure("legal_checks_done") == 4


def test_b84_papers_filed(office: Office) -> None:
    """规范性文件备案工作"""
    words = {"kind": "ordinary", "issuer": "office", "aim": "new"}
    inner, doubtful = (office.open("norm.document", name=f"示例文件{n}", **words) for n in (1, 2))
    for paper in (inner, doubtful):
        paper.act("propose", needed=True)
    assert "不得当作内部文件" in inner.refused("classify", outcome="internal", reason="示例", touches_rights=True)
    inner.act("classify", outcome="internal", reason="工作方案（示例）", touches_rights=False)
    doubtful.act("classify", outcome="doubtful", reason="部分内容对外（示例）")
    assert (inner.stage, doubtful.stage) == ("not_normative", "asking")
    doubtful.act("upper_answers", outcome="normative")
    assert doubtful.stage == "drafting"
    paper = office.play("norm.document", "whole_way", "publish")
    last = paper.due("file_within")
    office.day("2025-03-03")
    assert "norm.document/file_within" in office.terms("overdue") and last < "2025-03-03"
    paper.act("file_upward", with_whom="government", papers="示例")
    assert "norm.document/file_within" not in office.terms("overdue") and "规范性文件备案报告" in paper.page()


def test_b85_groups_reached(office: Office) -> None:
    """扩大普法宣传范围"""
    for kind, size in (("pupils", 200), ("landlords", 100)):
        office.enter("audience_group", f"群-{kind}", name=f"示例{kind}", kind=kind, size=size, source="示例")
    event = office.open("publicity.event", kind="fair", quarter="q1", theme="民法典", law="民法典", owner="示例")
    event.act("record", audience=["pupils", "residents"], people=150, people_online=0, sessions=1, counted_elsewhere=False, division=office.communities[0])
    assert "没有设定这一受众群体" in event.refused("reach", group="landlords", people=10)
    assert "不能多于本场受众" in event.refused("reach", group="pupils", people=151)
    event.act("reach", group="pupils", people=50)
    page = office.page("register", name="audience_group", query={"short": "1"})
    assert "50 / 200 不足" in page and "0 / 100 不足" in page
    assert (office.figure("audience_pupils_share"), office.figure("audience_landlords_share")) == (25, 0)
