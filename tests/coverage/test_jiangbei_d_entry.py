"""Jiangbei 2024: one entry for all, an assessment scored from the dockets (rows S-J74, S-J76)."""

from __future__ import annotations

from .office import Office


def test_j76_one_entry(office: Office) -> None:
    """“小江都能办”"""
    office.enter(
        "service_item",
        "F-1",
        name="示例老年人优待证",
        kind="public_service",
        online="full",
        configured=True,
        reach="local",
        visits=0,
        legal_days=10,
        days=3,
        guide="六十周岁以上申请（示例）",
    )
    office.enter(
        "service_item",
        "F-2",
        name="示例窗口事项",
        kind="confirmation",
        online="no_online",
        configured=True,
        reach="local",
        visits=1,
        legal_days=10,
        days=5,
        guide="到窗口（示例）",
    )
    office.enter("service_point", "W-1", name="示例便民服务站", kind="station", address="示例路1号")
    shown = office.page("services", as_="")
    assert all(
        word in shown for word in ("示例老年人优待证", "示例窗口事项", "示例便民服务站", "/apply/?item=F-1")
    )
    assert "示例窗口事项" not in office.page("services", as_="", query={"q": "优待证"})
    assert '<option value="F-1" selected>' in office.page("apply-online", as_="", query={"item": "F-1"})
    place = office.communities[0].rsplit("/", 1)[-1]
    lines = []
    for name, told in (
        ("apply-online", {"item": "F-1", "name": "示例居民"}),
        ("report-matter", {"category": "city", "place": "示例路"}),
    ):
        assert office.post(name, {"division": place, "content": "示例", **told}, as_="").status_code == 302
        given = office.client("").get("/report/received/").context
        lines.append(f"{given['number']} {given['code']}")
    own = office.post(
        "services", {"receipts": "\n".join([*lines, "不存在的编号 AAAAA"])}, as_=""
    ).content.decode()
    assert (
        all(line.split(" ")[0] in own for line in lines)
        and own.count("<td><b>") == 2
        and "编号与查询码不符" in own
    )


def test_j74_scored_from_records(office: Office) -> None:
    """法治政府建设成效评估体系"""
    words = {"target": "100", "better": "more", "full": 10, "document": "示例评估方案"}
    office.enter("assessment_point", "PG-1", name="处罚案卷合格率", indicator="case_files_pass_rate", **words)
    office.enter(
        "assessment_point",
        "PG-2",
        name="一审败诉",
        indicator="first_instance_lost",
        **{**words, "target": "0", "better": "less"},
    )
    office.enter("assessment_point", "PG-3", name="写错的指标", indicator="no_such_figure", **words)
    for passed in (True, False):
        review = office.open(
            "penalty.filereview", file_kind="summary", file_number="示例罚1号", handlers=[office.who("zhang")]
        )
        review.act("submit")
        review.act("review", passed=passed, not_mine=True, **({} if passed else {"faults": ["procedure"]}))
    told = office.command("assess", "--year", "2026", "--json")
    points = {point["item"]: point for point in told["points"]}
    assert (
        (points["PG-1"]["value"], points["PG-1"]["score"]) == (50, 5)
        and points["PG-1"]["formula"]
        and points["PG-1"]["source"]
    )
    assert (
        points["PG-2"]["score"] == 10
        and points["PG-3"]["known"] is False
        and (told["score"], told["full"]) == (15, 30)
    )
    assert "处罚案卷合格率" in office.page("register", name="assessment_point")
