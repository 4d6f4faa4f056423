"""What went wrong is what was owed: a right that was not used is no lateness."""

from __future__ import annotations

from datetime import date

from street import Sample
from yifa.annual.lapses import slips
from yifa.docket.bulk import bulk
from yifa.docket.models import Act, TermSpan
from yifa.people.models import Body
from yifa.procedures import Law

YEAR = (date(2023, 1, 1), date(2023, 12, 31))
NOTICE = "correct_notice_within"


def test_a_clear_request_answered_in_time_is_not_late_because_nobody_asked_for_its_correction(law: Law, standing: Sample) -> None:
    """政府信息公开条例 30: seven working days to ask for correction, where the request is unclear; 33: twenty to answer."""
    lives = standing.lives(law, "request_given", 3, {"kind": "person", "party": "person"})
    _, rejected = bulk(lives, standing.id("feng"))
    assert not rejected, rejected[0].error
    assert TermSpan.objects.filter(name=NOTICE, late=True).exists(), "the right had gone by before the answer"
    place = Body.objects.get(kind="outpost").division.path
    newest = Act.objects.order_by("-id").values_list("id", flat=True)[0]
    for watermark in (None, newest - 1):  # as it stands, and folded again up to a record before the last
        told = slips(law, "late_terms", YEAR, place, watermark)
        assert NOTICE not in {each.name for each in told}
        assert "answer_within" not in {each.name for each in told if each.case != Act.objects.get(pk=newest).case_id}
