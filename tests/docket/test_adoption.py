"""A version of the law is adopted by an act of two people, and no longer once that act is repealed."""

from __future__ import annotations

from typing import Any

import pytest

from street import make_sample
from yifa.docket.door import Command, perform
from yifa.errors import Missing, Refused
from yifa.procedures import Law
from yifa.server.adoption import adopt, adopted_versions

pytestmark = pytest.mark.django_db


def test_a_version_read_and_adopted_counts_until_it_is_repealed(law: Law, fresh_data: Any) -> None:
    sample = make_sample()
    procedure = law.families["penalty.summary"][-1]
    assert procedure.version not in adopted_versions()
    receipt = adopt(procedure, "zhao", "deng", "示例文号", 3, [])
    assert procedure.version in adopted_versions()
    repeal = Command("repeal", {"adopter": [sample.id("deng")]}, {"reason": "法律修改（示例）"}, paper="示例")
    perform(receipt.case_id, repeal, sample.id("deng"))
    assert procedure.version not in adopted_versions()


def test_what_is_not_proved_or_not_read_by_another_is_not_adopted(law: Law, fresh_data: Any) -> None:
    make_sample()
    procedure = law.families["penalty.summary"][-1]
    with pytest.raises(Refused):
        adopt(procedure, "zhao", "deng", "示例文号", 3, ["一项未证明"])
    with pytest.raises(Refused):
        adopt(procedure, "deng", "deng", "示例文号", 3, [])
    with pytest.raises(Missing):
        adopt(procedure, "nobody", "deng", "示例文号", 3, [])
    assert adopted_versions() == frozenset()
