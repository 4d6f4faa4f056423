"""Tanggu 2023: enforcement whose sums follow from its records (row S-T26)."""

from __future__ import annotations

import pytest

from yifa.errors import Refused

from .office import Office

DECISION = {"outcome": "penalise", "kinds": ["fine"], "fine": 1000, "tier": "ordinary", "discretion": "示例", "correction": "示例"}


def test_t26_three_systems(office: Office) -> None:
    """行政执法公示、执法全过程记录、重大执法决定法制审核制度"""
    office.enter("recording_step", "X-01", name="当场查明事实", family="行政处罚", extent="throughout", months_kept=60)
    on_the_spot = office.open("penalty.summary", violation="littering", act_date="2026-03-02", where={"capacity": "handed_over"})
    with pytest.raises(Refused) as told:
        on_the_spot.act("find", certificates_shown=True, age="adult", recording=None)
    assert {reason.field for reason in told.value.reasons} == {"recording"} and "当场查明事实" in office.page("register", name="recording_step")
    major = office.play("penalty.ordinary", "review", "discuss")
    assert "应当法制审核" in major.refused("decide", by={"head": "liu"}, at="2023-06-09 09:00", **DECISION)
    major.act("review", passed=True, at="2023-06-09 10:00")
    major.act("decide", by={"head": "liu"}, at="2023-06-09 11:00", **DECISION)
    major.act("publish", site="示例政务网", at="2023-06-12 09:00")
    assert office.figure("penalties_published", 2023) == 1 and "示例政务网" in major.page()
