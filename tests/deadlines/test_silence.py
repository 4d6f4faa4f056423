"""Silence has effect only where the law says so, from the end of the last day, and is recorded once."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from street import Sample, moment
from yifa import clock
from yifa.deadlines.silence import deem_all
from yifa.docket.door import Command, perform
from yifa.docket.models import Act, Case
from yifa.docket.verify import verify
from yifa.errors import BadInput


@pytest.fixture
def asked_to_correct(request_received: Callable[[str], int], sample: Sample) -> int:
    """A request whose applicant was asked to put it right by 1 June 2023."""
    case_id = request_received("2023-05-08 09:00")
    form = {"what": "写明文件名称（示例）", "until": "2023-06-01"}
    with clock.at(moment("2023-05-10 09:00")):
        sample.do(case_id, "ask_correction", "2023-05-10 09:00", {"clerk": [sample.id("luo")]}, form, "liu")
    return case_id


def test_on_the_last_day_itself_nothing_is_deemed(asked_to_correct: int) -> None:
    with clock.at(moment("2023-06-01 23:59")):
        assert deem_all() == (0, 0)
    assert Case.objects.get(pk=asked_to_correct).stage == "correcting"


def test_after_the_last_day_the_request_counts_as_given_up_from_the_end_of_that_day(
    asked_to_correct: int,
) -> None:
    with clock.at(moment("2023-06-05 09:00")):
        assert deem_all() == (1, 0)
        assert deem_all() == (0, 0)
    case = Case.objects.get(pk=asked_to_correct)
    last = Act.objects.get(case_id=asked_to_correct, seq=case.length - 1)
    assert (case.stage, case.ended) == ("given_up", True)
    assert (last.act, last.kind, last.at) == ("deemed_given_up", "deemed", "2023-06-02T00:00:00+08:00")
    assert last.recorded.startswith("2023-06-05T09:00")
    assert verify().broken == ()


def test_what_silence_brings_about_is_entered_by_nobody(asked_to_correct: int, sample: Sample) -> None:
    with clock.at(moment("2023-06-05 09:00")), pytest.raises(BadInput) as caught:
        perform(asked_to_correct, Command("deemed_given_up"), sample.id("liu"))
    assert caught.value.code == "docket.deemed"


def test_an_answer_in_time_leaves_silence_without_effect(asked_to_correct: int, sample: Sample) -> None:
    with clock.at(moment("2023-05-31 16:00")):
        command = Command("corrected", at=moment("2023-05-31 15:00"), party="shenqing")
        perform(asked_to_correct, command, sample.id("liu"))
    with clock.at(moment("2023-07-05 09:00")):
        assert deem_all() == (0, 0)
    assert Case.objects.get(pk=asked_to_correct).stage == "received"
