"""Cuntan 2022: companies and residents: finance, works, volunteers, publicity."""

from __future__ import annotations

from .office import Office


def test_c08_finance_harbour(office: Office) -> None:
    """“1+5+N金融服务港湾”平台"""
    for amount in (500000, 300000):
        case = office.open(
            "enterprise.request", kind="finance", source="window", parties={"enterprise": ["示例小微企业"]}
        )
        case.act("take_request", content="流动资金", hard="no", amount_wanted=amount)
        case.act("hand_on", office="general")
        assert "同意" in case.refused("contact_bank", institution="示例银行", agreed="no")
        case.act("contact_bank", institution="示例银行", agreed="yes")
        case.act("answer", outcome="solved", financed=amount, lender="示例银行", proof="放款凭证")
        assert case.said("answer")["financed"] == amount * 100
    assert (
        office.figure("companies_financed") == 1
        and office.figure("entities_financed") == 2
        and office.figure("financing_amount_secured") == 800000
    )


def test_c25_removal_sealing_mending(office: Office) -> None:
    """“拆违、补漏、维修”"""
    project = office.open(
        "works.project", name="示例小区拆违补漏维修", kind="estate", budget=500000, promised_on="2026-09-30"
    )
    project.act("approve_project")
    assert project.stage == "approved"
    project.act("begin")
    assert "没有登记完成面积" in project.refused("accept", spent=1, report="film")
    for line, area in (("removal", 4000), ("sealing", 9000), ("mending", 3000), ("sealing", 1000)):
        project.act("progress", line=line, area=area, photos="film")
    done: dict[str, int] = {}
    for entry in project.entries("progress"):
        done[entry["form"]["line"]] = done.get(entry["form"]["line"], 0) + entry["form"]["area"]
    assert done == {"removal": 4000, "sealing": 10000, "mending": 3000} and project.stage == "begun"
    project.act("accept", spent=480000, report="film")
    assert project.stage == "done"


def test_c26_small_matters(office: Office) -> None:
    """群众身边小事"""
    road = office.open(
        "works.project",
        name="打通断头路（示例）",
        kind="road",
        place="示例支路",
        budget=200000,
        promised_on="2026-06-30",
        by="luo",
    )
    late = office.open(
        "works.project",
        name="公厕改造（示例）",
        kind="toilet",
        place="示例公厕",
        budget=50000,
        promised_on="2026-06-30",
        by="luo",
    )
    for work in (road, late):
        work.act("approve_project")
        work.act("begin", by="luo")
    road.act("progress", line="building", area=800, photos="film")
    office.day("2026-06-20")
    road.act("accept", spent=190000, report="film")
    road.act("feedback", good=18, fair=2, bad=1)
    assert (
        road.said("feedback")["good"] == 18
        and road.entries("accept")[0]["at"].startswith("2026-06-20")
        and late.due("done_by") == "2026-06-30"
    )
    office.day("2026-07-01")
    desk = office.page("desk", "liu", {"procedure": "works.project", "state": "all"})
    assert road.number in desk and late.number in desk
    assert "works.project/done_by" in office.terms("overdue")


def test_c27_volunteer_services(office: Office) -> None:
    """平安法治社区志愿服务"""
    for kind, people, served in (("health", 5, 120), ("science", 4, 60), ("legal", 3, 30), ("legal", 2, 20)):
        session = office.open(
            "volunteer.activity", kind=kind, subject="示例服务", squad="示例志愿队", risky="no"
        )
        session.act("recruit", risks_told="yes", minors=0, consents=0)
        session.act("record", division=office.communities[0], people=people, served=served)
        assert session.said("record")["division"] == office.communities[0]
    assert office.figure("volunteer_services") == 4 and office.figure("volunteer_services_legal") == 2
    assert (
        office.figure("volunteer_services_health") == 1 and office.figure("volunteer_services_science") == 1
    )
    assert office.figure("volunteer_people_served") == 230 and office.figure("volunteers_sent") == 14


def test_c28_one_theme_a_quarter(office: Office) -> None:
    """一季度一主题"""
    office.enter(
        "plan",
        "PF-2026-Q1",
        name="民法典",
        kind="publicity",
        year=2026,
        owner="司法所",
        due_on="2026-03-31",
        state="planned",
    )
    event = office.open(
        "publicity.event", kind="fair", quarter="q1", theme="民法典", law="民法典", owner="司法所"
    )
    event.act(
        "record",
        division=office.communities[0],
        setting="community",
        sessions=2,
        audience=["residents"],
        people=300,
        people_online=0,
        leaflets=500,
        goods=0,
        reports=1,
        counted_elsewhere="no",
    )
    assert event.said("record")["leaflets"] == 500 and office.listed("plan")["PF-2026-Q1"]["name"] == "民法典"
    assert office.figure("publicity_themes", first="2026-01-01", last="2026-03-31") == 1
    assert (
        office.figure("legal_publicity_events", first="2026-01-01", last="2026-03-31") == 2
        and office.figure("publicity_audience") == 300
    )
    assert office.figure("legal_publicity_events", first="2026-04-01", last="2026-06-30") == 0
