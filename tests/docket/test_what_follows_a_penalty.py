"""What follows a penalty: another case enforces it, and its end is known to the penalty case."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from street import Sample, moment
from yifa.docket.bulk import bulk
from yifa.docket.door import Command, perform
from yifa.docket.models import Case
from yifa.docket.verify import verify
from yifa.errors import Refused
from yifa.procedures import Law

FINE = {"violation": "road_occupation", "fine": 450, "tier": "light", "party": "organisation"}


@pytest.fixture
def decided(sample: Sample, law: Law) -> int:
    """A fine of the ordinary procedure, served on 14 July 2023 or thereabouts and not paid."""
    (life,) = sample.lives(law, "ordinary_penalty", 1, FINE)
    unpaid = [command for command in life.acts if command.act not in ("pay", "close", "publish")]
    acts, rejected = bulk([replace(life, acts=unpaid)], sample.id("feng"))
    assert acts and not rejected, rejected[0].error
    return Case.objects.get(procedure="penalty.ordinary").pk


def test_enforcement_by_the_body_itself_tells_the_penalty_case_how_it_ended(
    decided: int, sample: Sample
) -> None:
    li, liu, two = sample.id("li"), sample.id("liu"), sample.two()

    def close(outcome: str, at: str, **form: Any) -> Any:
        return sample.do(
            decided, "close", at, {"office_head": [li], "head": [liu]}, {"outcome": outcome, **form}, "li"
        )

    opened = sample.do(decided, "enforce_self", "2023-09-01 09:00", {"office_head": [li], "head": [liu]}, {"due_on": "2023-08-25"}, "li")  # fmt: skip
    (child,) = opened.opened
    form = {"decision": "示例", "content": "fine", "principal": 450, "power": "law"}
    sample.do(child, "register", "2023-09-01 10:00", {"officer": two}, form)
    with pytest.raises(Refused):
        close("enforced", "2023-09-04 09:00")
    perform(child, Command("perform", {}, {"proof": "示例回单"}, at=moment("2023-09-05 09:00"), party="p1"), sample.id("zhang"))  # fmt: skip
    with pytest.raises(Refused):
        close("enforced", "2023-09-06 09:00")
    assert close("performed", "2023-09-06 09:00").state["stage"] == "performed"
    assert verify().broken == ()
