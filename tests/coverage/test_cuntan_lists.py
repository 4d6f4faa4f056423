"""Cuntan 2022: lists and registers: the network, powers and services, the chamber, buildings, advisers, publicists."""

from __future__ import annotations

from .office import Office


def test_c03_internal_network(office: Office) -> None:
    """电子政务内网"""
    office.enter(
        "connected_unit",
        "内网-示例社区",
        name="示例社区",
        platform="电子政务内网",
        kind="community",
        connected="yes",
        connected_on="2026-03-01",
    )
    station = office.enter(
        "connected_unit",
        "内网-示例站",
        name="示例便民服务站",
        platform="电子政务内网",
        kind="station",
        connected="no",
    )
    assert office.figure("intranet_coverage_rate") == 50
    unconnected = [key for key, unit in office.listed("connected_unit").items() if not unit["connected"]]
    assert unconnected == ["内网-示例站"]
    assert "示例便民服务站" in office.page("register", name="connected_unit") and "否" in office.page(
        "register", name="connected_unit"
    )
    station.act("change", connected="yes", connected_on="2026-03-02")
    assert office.figure("intranet_coverage_rate") == 100


def test_c05_list_of_powers_and_services(office: Office) -> None:
    """行政权力和公共服务事项清单"""
    power = office.enter(
        "power_item", "QL-001", name="示例权力事项", kind="penalty", source="law", review_by="2026-12-31"
    )
    service = office.enter("service_item", "FW-001", name="示例服务事项", days=5)
    dropped = office.enter("service_item", "FW-002", name="示例停办事项")
    office.day("2026-04-01")
    power.act("change", basis="新的依据（示例）")
    service.act("change", days=3)
    office.enter("power_item", "QL-002", name="示例新增事项", source="law", review_by="2026-12-31")
    dropped.act("remove")
    powers = office.compared("power_item", "2026-03-31", "2026-04-01")
    assert [i.key for i in powers.added] == ["QL-002"] and powers.changed[0].fields["basis"] == (
        "示例",
        "新的依据（示例）",
    )
    services = office.compared("service_item", "2026-03-31", "2026-04-01")
    assert [i.key for i in services.dropped] == ["FW-002"] and services.changed[0].fields["days"] == (5, 3)
    assert "移出 <b>1</b>" in office.page(
        "register", name="service_item", query={"on": "2026-04-01", "compare": "2026-03-31"}
    )
    assert set(office.listed("service_item", "2026-03-31")) == {"FW-001", "FW-002"}
    office.open("permit.service", item="FW-001")
    assert "没有“FW-002”" in office.not_opened("permit.service", item="FW-002")


def test_c34_enforcement_brigade(office: Office) -> None:
    """综合行政执法大队"""
    team = office.enter(
        "team",
        "Q-01",
        name="综合行政执法大队",
        kind="enforcement",
        level="street",
        members=54,
        formed_on="2021-01-01",
    )
    office.day("2026-06-01")
    team.act("change", members=56)
    assert (
        office.figure("enforcement_staff", last="2026-05-31") == 54
        and office.figure("enforcement_staff") == 56
    )
    office.enter("pool_officer", "示例-zhang", name="张伟（示例）", team="street", until="2028-12-31")
    assert office.listed("pool_officer")["示例-zhang"]["until"] == "2028-12-31"
    case = office.open(
        "penalty.summary", violation="littering", act_date="2026-06-01", where={"capacity": "handed_over"}
    )
    told = case.refused("find", by={"officer": ["zhang", "sun_expired"]}, recording="film", age="adult")
    assert "证" in told and "行政处罚法/42" in told
    case.act("find", by={"officer": ["zhang", "wang"]}, recording="film", age="adult")
    assert "张伟" in office.page("people", "sysadmin") and "孙立" in office.page("people", "sysadmin")


def test_c41_legal_publicists(office: Office) -> None:
    """居民法治宣传队 / 居民小组法治宣传员 / “法律明白人”"""
    guides = office.enter(
        "volunteer_team",
        "Z-01",
        name="示例社区法律明白人",
        kind="guide",
        formed_by="community",
        home="示例社区",
        members=27,
    )
    office.enter(
        "volunteer_team",
        "Z-02",
        name="示例社区法治宣传队",
        kind="publicity",
        formed_by="community",
        home="示例社区",
        members=12,
    )
    kinds = {key: (team["kind"], team["home"]) for key, team in office.listed("volunteer_team").items()}
    assert (
        kinds == {"Z-01": ("guide", "示例社区"), "Z-02": ("publicity", "示例社区")}
        and office.figure("legal_publicists") == 27
    )
    training = office.open("study.training", kind="publicists", form_of="lecture", subject="法律明白人培训")
    training.act("record", due=27, present=25, hours=4)
    guides.act("change", trained_on="2026-03-02")
    assert office.listed("volunteer_team")["Z-01"]["trained_on"] == "2026-03-02"
    event = office.open("volunteer.activity", kind="legal", subject="入户讲法", squad="示例社区法律明白人")
    event.act("recruit", minors=0, consents=0, policy="示例保单")
    event.act("record", people=6, served=80)
    assert "入户讲法" in event.page() and office.figure("volunteer_services") == 1
