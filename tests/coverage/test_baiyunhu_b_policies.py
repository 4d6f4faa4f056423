"""Baiyunhu 2020: policies for companies (row S-B52)."""

from __future__ import annotations

from .office import Office


def test_b52_six_policies(office: Office) -> None:
    """六项惠企政策"""
    for n in range(1, 7):
        office.enter(
            "support_measure",
            f"惠企-{n}",
            name=f"第{n}项政策（示例）",
            kind="award",
            conditions=f"条件{n}（示例）",
            papers="申请表",
            ceiling=50000,
            document="示例文件",
            until="2027-12-31",
        )
    assert (
        "条件6（示例）" in office.page("register", name="support_measure")
        and len(office.listed("support_measure")) == 6
    )
    for company, met in (("甲企业", True), ("乙企业", False)):
        case = office.open(
            "enterprise.measure",
            measure="第3项政策（示例）",
            kind="award",
            ceiling=50000,
            listed_measure="惠企-3",
            parties={"applicant": [company]},
        )
        case.act("apply", party="applicant1", content="同意享受")
        case.act(
            "check",
            published="yes",
            reviewed="yes",
            conditions_met=met,
            amount=30000 if met else 0,
            **({} if met else {"not_met": "未升规（示例）"}),
        )
        if met:
            case.act("decide", outcome="grant", amount=30000)
        else:
            assert "不符合" in case.refused("decide", outcome="grant", amount=0)
            case.act("decide", outcome="refuse", why="conditions")
        assert company in case.page() and case.cover["listed_measure"] == "惠企-3"
    assert [c.stage for c in office.find("enterprise.measure")] == ["granted", "refused"]
    told = office.page("register", name="support_measure", query={"q": "惠企-3"})
    assert '<td data-label="本年申请（户）">2</td>' in told and '<td data-label="本年予以兑现（户）">1</td>' in told
    ledger = office.page("ledger", family="enterprise.measure")
    assert "甲企业" in ledger and "乙企业" in ledger
