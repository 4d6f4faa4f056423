"""An act lies after its case was opened and not in the future; a cover lies within the calendar."""

from __future__ import annotations

import pytest

from street import Sample, moment
from yifa.docket.door import Command, perform
from yifa.docket.models import Act
from yifa.errors import BadInput


@pytest.mark.parametrize(
    ("at", "code"),
    [
        ("1159-05-26 14:03", "docket.calendar"),
        ("2023-05-03 09:00", "docket.before"),
        ("2999-01-01 09:00", "docket.future"),
    ],
)
def test_an_act_outside_the_life_of_its_case_is_refused_and_nothing_is_written(
    sample: Sample, at: str, code: str
) -> None:
    case_id = sample.opened().case_id
    before = Act.objects.count()
    command = Command("tell", {"officer": sample.two()}, {"told_all": "yes"}, at=moment(at), paper="示例")
    with pytest.raises(BadInput) as caught:
        perform(case_id, command, sample.id("zhang"))
    assert caught.value.code == code and Act.objects.count() == before
