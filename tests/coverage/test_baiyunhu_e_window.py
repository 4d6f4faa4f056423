"""Baiyunhu 2020: the window: visits, guides, papers, training (rows S-B12 to S-B14, S-B18, S-B19)."""

from __future__ import annotations

import re

from django.core.files.uploadedfile import SimpleUploadedFile

from yifa.files.sheets import write_xlsx

from .case_at import CaseAt
from .office import Office

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
GUIDE = {
    "version": "2026年第1版", "issued_on": "2026-01-05", "conditions": "年满六十周岁（示例）", "papers": "申请表",
    "steps": "申请—受理—发证", "days": 3, "fee": "不收费", "where": "便民服务中心（示例）",
}  # fmt: skip
COPY = {name: value for name, value in GUIDE.items() if name != "issued_on"}


def completed(office: Office, visits: int, channel: str = "window") -> CaseAt:
    """An application granted and handed out, with this many visits."""
    words = {
        "item": "示例-100",
        "matter": "new",
        "nature": "other",
        "way": "own",
        "period": "general",
        "safety": "no",
    }
    case = office.open("permit.application", channel=channel, **words)
    case.act("apply")
    for _ in range(visits):
        case.act("visit", waited=5, why="hand_in")
    case.act("judge", outcome="accept", fixed_on_spot="no")
    case.act("plan_review", substance="no", interests="no", hearing="none")
    case.act("decide", outcome="grant", fee=0, on_time="yes", met="yes", on_promise="no", certificate="no")
    case.act("serve", party="applicant1", document="decision", means="in_person", receipt="签收（示例）")
    return case


def test_b12_at_most_one_visit(office: Office) -> None:
    """“最多跑一次” / 网上办理"""
    office.enter("service_item", "示例-100", name="示例事项", visits=1)
    cases = [completed(office, 0, "online"), completed(office, 1), completed(office, 3)]
    told = {"delivery": "window", "days_used": 1, "rating_offered": True}
    assert "到场次数与案卷记录不符" in cases[2].refused("complete", visits=1, first_time=True, **told)
    for case, visits in zip(cases, (0, 1, 3), strict=True):
        case.act("complete", visits=visits, first_time=visits < 2, **told)
    assert office.figure("applications_visits") == 4
    assert (office.figure("applications_one_visit"), office.figure("applications_more_visits")) == (2, 1)
    listed = office.command("trace", "applications_more_visits", "--year", "2026", "--json")
    assert [act["case"] for act in listed] == [cases[2].id]


def test_b13_one_guide_an_item(office: Office) -> None:
    """办事指南"""
    office.enter("service_item", "示例-100", name="示例事项")
    guide = office.enter("service_guide", "示例-100", name="示例事项", **GUIDE)
    office.not_entered("service_guide", "示例-100", name="又一份", **GUIDE)
    visit = office.open("permit.service", item="示例-100")
    link = re.search(r'href="([^"]*guide/\?item=[^"]*)"', visit.page())
    assert link, "the window's page does not lead to the guide"
    public = office.client("han").get(link[1]).content.decode()
    assert "年满六十周岁" in public and "2026年第1版" in public and "/guide/" in office.page("apply-online")
    office.day("2026-04-01")
    guide.act("change", version="2026年第2版", days=2)
    office.enter("guide_copy", "示例-100—公众号", guide="示例-100", channel="wechat", name="示例事项", **COPY)
    page = office.page("guides", query={"differs": "1"})
    assert (
        "2026年第2版" in office.page("guide", query={"item": "示例-100"})
        and "不一致" in page
        and "公众号" in page
    )
    assert office.listed("service_guide", "2026-03-31")["示例-100"]["version"] == "2026年第1版"


def test_b14_no_copies_of_what_the_state_holds(office: Office) -> None:
    """不再收取身份证等个人证明文件、营业执照等企业证明文件的复印件"""
    office.enter("service_item", "示例-100", name="示例事项")
    office.enter(
        "item_paper",
        "示例-100—1",
        name="申请表（示例）",
        service="示例-100",
        source="applicant",
        original="original",
    )
    office.enter(
        "item_paper",
        "示例-100—2",
        name="营业执照复印件",
        service="示例-100",
        source="register",
        from_register="企业登记（示例）",
    )
    form = office.page("register-add", name="item_paper")
    assert 'name="f-item"' in form and 'name="f-service"' in form
    visit = office.open("permit.service", by="qin", item="示例-100")
    visit.act("arrive", ticket="A001")
    visit.act("begin", outcome="window", waited=3, window="1")
    form = office.page("act", "qin", case_id=visit.id, name="list_missing")
    assert "申请表（示例）" in form and "营业执照复印件" not in form
    assert "来源为“登记册" in visit.refused("list_missing", paper="示例-100—2")
    visit.act("list_missing", paper="示例-100—1")
    assert visit.said("list_missing")["paper"] == "示例-100—1"
    page = office.page("register", name="item_paper")
    assert "不再收取" in page and "企业登记（示例）" in page
    assert '<td data-label="免提交材料（份）">1</td>' in office.page("register", name="service_item")


def test_b18_provincial_guide_imported(office: Office) -> None:
    """广东省政务服务网"""
    office.enter("service_guide", "示例-100", name="示例事项", **GUIDE)
    office.enter("service_guide", "示例-101", name="示例事项二", **GUIDE)
    head = [
        "事项编码—渠道",
        "事项名称",
        "本街道指南",
        "渠道",
        "版次",
        "受理条件",
        "申请材料",
        "办理流程",
        "承诺时限（工作日）",
        "收费",
        "办理地点和时间",
        "取得日期",
    ]
    rows = [
        [
            f"{key}—省",
            name,
            key,
            "省政务服务网",
            "2026年第1版",
            "年满六十周岁（示例）",
            "申请表",
            "申请—受理—发证",
            days,
            "不收费",
            "便民服务中心（示例）",
            "2026-03-02",
        ]
        for key, name, days in (("示例-100", "示例事项", 5), ("示例-101", "示例事项二", 3))
    ]
    upload = SimpleUploadedFile("省指南.xlsx", write_xlsx("渠道指南", head, rows), XLSX)
    preview = office.post("register-sheet", {"file": upload}, "luo", name="guide_copy").content.decode()
    token = re.search(r'name="sheet" value="([^"]+)"', preview)
    assert token and not office.listed("guide_copy")
    office.post("register-sheet", {"sheet": token[1]}, "luo", name="guide_copy")
    assert set(office.listed("guide_copy")) == {"示例-100—省", "示例-101—省"}
    page = office.page("guides", query={"differs": "1"})
    assert "示例-100" in page and "示例-101" not in page and "省政务服务网" in page
    assert "承诺时限" in page and '<td data-label="本街道">3</td><td data-label="该渠道">5</td>' in page


def test_b19_training_of_window_staff(office: Office) -> None:
    """政务窗口工作人员专项业务培训和纪律教育"""
    due = {"kind": "window", "post": "便民服务中心3号窗口", "per_year": 1, "next_by": "2026-06-30"}
    office.enter("training_duty", "秦岚—业务", name="秦岚", **due)
    office.enter("training_duty", "甲—业务", name="甲（示例）", **due)
    office.enter("training_duty", "甲—纪律", name="甲（示例）", **{**due, "kind": "discipline"})
    training = office.open(
        "study.training", kind="window", form_of="lecture", subject="窗口业务（示例）", from_faults=False
    )
    training.act("record", held_on="2026-03-02", due=2, present=1, hours=4)
    training.act("attend", trainee="qin", listed="秦岚—业务", hours=4, result="passed")
    assert training.said("attend")["trainee"] == office.who("qin") and training.said("attend")["hours"] == 4
    short = office.page("register", name="training_duty", query={"short": "1"})
    assert "甲—业务" in short and "甲—纪律" in short and "秦岚" not in short and "纪律作风教育" in short
    assert "1 / 1" in office.page("register", name="training_duty", query={"q": "秦岚"})
    done = next(case for case in office.find("register.training_duty") if case.cover["item"] == "秦岚—业务")
    done.act("renew", next_by="2027-06-30")
    office.day("2026-07-01")
    assert office.terms("overdue").count("register.training_duty/expires_on") == 2
