"""Tanggu 2023: enforcement whose sums follow from its records (rows S-T26, S-T30 to S-T32)."""

from __future__ import annotations

import pytest

from yifa.errors import Refused

from .office import Office


def test_t26_three_systems(office: Office) -> None:
    """行政执法公示、执法全过程记录、重大执法决定法制审核制度"""
    office.enter("recording_step", "X-01", name="当场查明事实", family="行政处罚", extent="throughout", months_kept=60)
    on_the_spot = office.open("penalty.summary", violation="littering", act_date="2023-05-04", where={"capacity": "handed_over"})
    with pytest.raises(Refused, match="recording|全过程|音像|填写"):
        on_the_spot.act("find", certificates_shown=True, age="adult", recording=None)
    assert "当场查明事实" in office.page("register", name="recording_step")
    office.play("penalty.ordinary", "review", "discuss")
    (major,) = office.find("penalty.ordinary")
    assert major.stage == "notified" and "decide" in major.lawful()
    small = office.play("penalty.ordinary", "performed", "decide")
    assert small.due("publish_within") == "2023-06-06"
    small.act("publish", site="示例政务网", at="2023-06-06 09:00")
    assert office.figure("penalties_published", 2023) == 1 and "示例政务网" in small.page()
