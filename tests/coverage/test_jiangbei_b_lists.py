"""Jiangbei 2024: registers, lists and goals (rows S-J48, …)."""

from __future__ import annotations

from .office import Office


def test_j48_yearly_reports_and_abnormal_list(office: Office) -> None:
    """经营异常名录"""
    filed = office.enter("annual_report", "示例码甲-2025", name="示例甲公司", year=2025, due_on="2026-06-30")
    office.enter("annual_report", "示例码乙-2025", name="示例乙公司", year=2025, due_on="2026-06-30")
    filed.act("remove", why="2026-03-02已报（示例）")
    office.day("2026-07-01")
    assert office.terms("overdue") == ["register.annual_report/expires_on"] and list(office.listed("annual_report")) == ["示例码乙-2025"]
    case = office.open("credit.abnormal", kind="annual_report", parties={"company": ["示例乙公司"]})
    case.act("find")
    case.act("list_company", published=True)
    assert case.entries("list_company")[-1]["at"].startswith("2026-07-01") and office.figure("abnormal_list_entries") == 1
    case.act("ask_removal")
    assert case.due("take_off_within") == "2026-07-08"
    case.act("take_off", verified=True)
    assert case.stage == "removed" and "未按" in case.page()


def test_j64_justice_office_standard(office: Office) -> None:
    """“枫桥式”司法所"""
    items = [office.open("benchmark.item", standard="office", name=f"指标{n}", object=f"示例{n}司法所", due_on="2026-06-30") for n in (1, 2)]
    for item in items:
        item.act("begin", by="shen")
    assert "没有证明材料" in items[0].refused("self_check")
    items[0].act("add_proof", what="调解室照片（示例）", by="luo")
    items[0].act("self_check", by="luo")
    items[0].act("review", outcome="met", by="shen")
    assert office.figure("justice_office_items") == 1 and [item.stage for item in items] == ["met", "open"]
    office.day("2026-07-01")
    assert "benchmark.item/met_by" in office.terms("overdue") and "示例1司法所" in items[0].page()


def test_j70_valid_devices(office: Office) -> None:
    """有效感知设备"""
    first = office.enter("device", "SB-1", name="示例水位计", kind="water", place="示例河口", owner="示例单位", alive_on="2026-03-02", alive="alive", check_by="2026-04-01")
    office.enter("device", "SB-2", name="示例感烟器", kind="smoke", place="示例楼", owner="示例单位", alive_on="2026-03-02", alive="alive", check_by="2026-12-31")
    assert office.figure("devices_valid") == 2
    office.day("2026-04-02")
    assert "register.device/expires_on" in office.terms("overdue") and office.figure("devices_valid") == 1
    valid = office.page("register", name="device", query={"valid": "1"})
    assert "SB-2" in valid and "SB-1" not in valid and "无效" in office.page("register", name="device")
    first.act("renew", check_by="2026-12-31")
    assert office.figure("devices_valid") == 2
    first.act("change", alive="silent")
    told = office.listed("device")["SB-1"]
    assert (told["place"], told["owner"], told["alive_on"]) == ("示例河口", "示例单位", "2026-03-02")
    assert (office.figure("devices_listed"), office.figure("devices_valid")) == (2, 1)


def test_j73_catalogue_of_data(office: Office) -> None:
    """数据编目"""
    office.enter("data_set", "SJ-1", name="示例数据", owner="示例单位", cycle="monthly", rules="统一社会信用代码18位；每月5日前更新（示例）", catalogued="passed", governed="failed")
    office.enter("data_set", "SJ-2", name="示例数据二", owner="示例单位", cycle="yearly", rules="日期为年月日（示例）", catalogued="failed", governed="failed")
    assert "18位" in office.page("register", name="data_set")
    assert (office.figure("data_catalogue_pass_rate"), office.figure("data_governance_pass_rate")) == (50, 0)


def plan(office: Office, key: str, of: str, **more: object) -> None:
    """A point of a list."""
    told = {"kind": "campaign", "year": 2026, "owner": "示例科室", "due_on": "2026-06-30", "state": "planned", **more}
    office.enter("plan", key, name=f"{of}措施（示例）", list=of, **told)


def test_j80_six_lists_of_points(office: Office) -> None:
    """“六个到位”"""
    for number, of in enumerate(("责任到位", "排查到位", "整改到位", "培训到位", "宣传到位", "督查到位"), 1):
        plan(office, f"六-{number}", of, **({"state": "done", "proof": "示例佐证"} if number == 1 else {}))
    still = office.page("register", name="plan", query={"q": "待开展"})
    assert "排查到位" in still and "督查到位" in still and "责任到位" not in still and "示例科室" in still and "2026年6月30日" in still
    assert len({values["list"] for values in office.listed("plan").values()}) == 6


def test_j84_five_lists_of_measures(office: Office) -> None:
    """“五个领先”"""
    for number in range(1, 6):
        plan(office, f"五-{number}", f"领先{number}")
    office.day("2026-05-06")
    (item,) = [case for case in office.find("register.plan") if case.row["number"] == office.find("register.plan")[2].number]
    item.act("change", state="missed", proof="经费未到位（示例）")
    change = office.compared("plan", "2026-05-05", "2026-05-06")
    assert [each.key for each in change.changed] == ["五-3"] and "示例科室" in office.page("register", name="plan", query={"q": "领先3"})


def test_j82_three_years_for_quality(office: Office) -> None:
    """提升行政执法质量三年行动"""
    office.enter("plan", "质-2026", name="处罚案卷合格率", list="提升执法质量三年行动", kind="audit", year=2026, owner="法制科", due_on="2026-12-31", target=95, state="planned")
    for passed in (True, False):
        review = office.open("penalty.filereview", file_kind="summary", file_number="示例罚1号", handlers=[office.who("zhang")])
        review.act("submit")
        review.act("review", passed=passed, not_mine=True, **({} if passed else {"faults": ["procedure"]}))
    suit = office.open("suit.response", kind="penalty")
    suit.act("complaint_received", received_on="2026-03-02", mode="ordinary", **{"as": "sole"})
    suit.act("judgment", outcome="annulled", served_on="2026-03-02", lost=True, kind="judgment", perform_by="2026-04-01")
    letter = office.open("mailbox.letter", kind="complaint")
    letter.act("register")
    letter.act("assign", concerned=False)
    letter.act("reply", in_time=True, solved="solved", kept=True)
    assert office.listed("plan")["质-2026"]["target"] == 95
    assert (office.figure("case_files_pass_rate"), office.figure("first_instance_lost")) == (50, 1)
    assert office.figure("letters_of_complaint_handled") == 1


def test_j90_buildings_in_the_grid(office: Office) -> None:
    """融网进楼专项行动"""
    office.enter("grid_area", "WG-1", name="示例网格", kind="base", community="示例社区", micro_grids=4)
    words = {"kind": "residential", "floors": 20, "total_area": 9000, "let_area": 0}
    office.enter("building", "L-1", name="示例一号楼", firms=12, flats=180, linked="linked", grid="WG-1", house_head="示例楼长", **words)
    second = office.enter("building", "L-2", name="示例二号楼", firms=3, flats=90, linked="unlinked", **words)
    missing = office.page("register", name="building", query={"q": "未纳入网格"})
    assert "示例二号楼" in missing and "示例一号楼" not in missing and office.figure("buildings_unlinked") == 1
    second.act("change", linked="linked", grid="WG-1")
    assert office.figure("buildings_unlinked") == 0 and office.listed("building")["L-1"]["flats"] == 180


def test_j92_head_appears_and_speaks(office: Office) -> None:
    """“出庭并出声”"""
    office.enter("plan", "出庭-2026", name="行政机关负责人出庭率", kind="head_duty", year=2026, owner="法制科", due_on="2026-12-31", target=100, state="planned")
    for spoke in (True, False):
        suit = office.open("suit.response", kind="penalty")
        suit.act("complaint_received", received_on="2026-03-02", mode="ordinary", **{"as": "sole"})
        suit.act("list_evidence", pieces=1, latest_made_on="2026-03-02")
        suit.act("answer", all_attached=True)
        suit.act("hearing_notified", hearing_on="2026-03-02", head_called=True, field="none", without_hearing=False)
        suit.act("appear", outcome="head", staff_present=True, lawyer_present=True, who="zhou", rank="deputy", spoke=spoke)
    assert (office.figure("head_appearance_target"), office.figure("head_appearance_rate"), office.figure("head_speech_rate")) == (100, 100, 50)


def check(office: Office, cause: str, joint: bool = False, plan_number: str | None = None) -> None:
    """A check of a firm proposed."""
    facts = {"plan_number": plan_number} if plan_number else {}
    case = office.open("inspection.ordinary", kind="food", way="daily", cause=cause, item="食品安全检查（示例）", **facts)
    told = {"bodies": "消防、食药（示例）", "bodies_number": 3, "one_form": True} if joint else {}
    case.act("propose", how="site", published=True, joint=joint, other_planned=joint, **told)


def test_j83_company_checks_with_plan_and_reason(office: Office) -> None:
    """严格规范涉企行政检查"""
    case = office.open("inspection.ordinary", kind="food", way="daily", cause="plan", item="食品安全检查（示例）")
    assert "备案的计划编号" in case.refused("propose", how="site", published=True, joint=False, other_planned=False)
    check(office, "plan", plan_number="2026检1号")
    check(office, "complaint")
    assert (office.figure("company_checks_planned"), office.figure("company_checks_unplanned")) == (1, 1)


def test_j88_lawyers_meet_companies(office: Office) -> None:
    """“法企对接”活动"""
    met = office.open("enterprise.round", way="meeting")
    met.act("record", held_on="2026-03-02", entities=8, first_time=8, registered=True, inspected=False, levied=False, evidence=["film"])
    case = office.open("enterprise.request", kind="finance", source="meeting", parties={"enterprise": 1})
    case.act("take_request", hard=False)
    case.act("hand_on")
    assert case.due("answer_within") > "2026-03-02" and office.figure("entities_visited_by_list") == 8
    case.act("answer", outcome="solved", proof="贷款合同（示例）", financed=100000)
    case.act("confirm", settled=True, view="satisfied")
    case.act("close", outcome="settled")
    assert office.figure("enterprise_requests_received") == 1 and office.figure("enterprise_requests_solved") == 1
