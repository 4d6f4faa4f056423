"""Calendars arrive late and change: open terms are counted again, with the notice as the reason."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import orjson
import pytest

from street import Sample, moment
from yifa import clock
from yifa.docket.models import Act, Case, TermSpan
from yifa.docket.reprojecting import reproject, reproject_all
from yifa.docket.verify import rebuild, verify
from yifa.docket.world import the_law
from yifa.errors import LawError
from yifa.procedures import load_law

NOTICE_2027 = """year: 2027
feasts: {spring: 2027-02-06, qingming: 2027-04-05, dragon_boat: 2027-06-09, mid_autumn: 2027-09-15}
ground: 全国年节及纪念日放假办法/2
mark: D
notices:
  - ground: 国办发明电〔2026〕0号（示例）
    published: 2026-11-10
    mark: D
    holidays:
      - name: {zh: 元旦, en: "New Year's Day"}
        off: {from: 2027-01-01, to: 2027-01-03}
        work: []
      - name: {zh: 春节, en: Spring Festival}
        off: {from: 2027-02-05, to: 2027-02-12}
        work: [2027-01-31, 2027-02-20]
"""


def due(case_id: int) -> tuple[str, bool]:
    """The day by which the request is to be answered, and whether it is provisional."""
    span = TermSpan.objects.get(case_id=case_id, name="answer_within")
    return span.due, span.provisional


def test_the_spring_festival_of_2020_was_lengthened_while_a_request_waited(
    request_received: Callable[[str], int],
) -> None:
    case_id = request_received("2020-01-16 09:00")
    assert due(case_id) == ("2020-02-18", False)
    with clock.at(moment("2020-01-27 20:00")):
        changes = reproject(case_id)
    assert due(case_id) == ("2020-02-20", False)
    assert [
        (c["term"], c["was"]["due"], c["now"]["due"]) for c in changes if c["term"] == "answer_within"
    ] == [("answer_within", "2020-02-18", "2020-02-20")]
    entry = orjson.loads(Act.objects.get(case_id=case_id, act="reproject").entry)
    assert entry["kind"] == "reprojection" and "2020" in entry["ground"] and entry["entered_by"] is None
    assert verify().broken == ()


def test_where_nothing_moves_nothing_is_written(request_received: Callable[[str], int]) -> None:
    case_id = request_received("2023-05-08 09:00")
    with clock.at(moment("2023-05-20 09:00")):
        assert reproject_all() == (1, 0)
    assert Case.objects.get(pk=case_id).length == 2


def test_a_notice_the_district_enters_settles_provisional_days(
    request_received: Callable[[str], int], overlay: Path
) -> None:
    case_id = request_received("2026-11-20 09:00")
    provisional = request_received("2026-12-28 09:00")
    assert due(provisional)[1] is True
    before = due(provisional)[0]
    (overlay / "workdays").mkdir()
    (overlay / "workdays" / "2027.yaml").write_text(NOTICE_2027, encoding="utf-8")
    the_law.cache_clear()
    with clock.at(moment("2026-12-29 09:00")):
        assert reproject_all() == (2, 1)
    assert due(case_id) == ("2026-12-18", False)
    assert due(provisional) != (before, True) and due(provisional)[1] is False


def test_the_docket_verifies_though_the_notice_was_published_before_it_was_entered(
    request_received: Callable[[str], int], overlay: Path, sample: Sample
) -> None:
    """The acts recorded between publication and entry keep the calendar they were recorded under."""
    case_id = request_received("2026-12-28 09:00")
    with clock.at(moment("2026-12-28 10:00")):
        form = {"reason": "检索量大（示例）", "told": "yes"}
        people = {"clerk": [sample.id("luo")], "head": [sample.id("liu")]}
        sample.do(case_id, "extend", "2026-12-28 10:00", people, form, "liu")
    (overlay / "workdays").mkdir()
    (overlay / "workdays" / "2027.yaml").write_text(NOTICE_2027, encoding="utf-8")
    the_law.cache_clear()
    assert verify().broken == ()
    with clock.at(moment("2026-12-29 09:00")):
        assert reproject_all() == (1, 1)
    after = due(case_id)
    assert verify().broken == ()
    rebuild()
    assert due(case_id) == after


@pytest.mark.parametrize("bad", ["off: {from: 2027-01-03, to: 2027-01-01}", "of: {from: 2027-01-01}"])
def test_a_broken_notice_is_refused_with_its_line(overlay: Path, bad: str) -> None:
    (overlay / "workdays").mkdir()
    text = NOTICE_2027.replace("off: {from: 2027-01-01, to: 2027-01-03}", bad)
    (overlay / "workdays" / "2027.yaml").write_text(text, encoding="utf-8")
    with pytest.raises(LawError) as caught:
        load_law(overlay=overlay)
    assert "2027.yaml:" in str(caught.value)
