"""What went wrong is what was owed: a right that was not used is no lateness."""

from __future__ import annotations

from datetime import date
from functools import partial

from street import Sample
from yifa.annual.build import build
from yifa.annual.lapses import slips
from yifa.annual.listing import LIST
from yifa.annual.page import as_html
from yifa.docket.bulk import bulk
from yifa.docket.models import Act, TermSpan
from yifa.indicators.figures import figures_between
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


def test_what_was_sent_back_and_done_again_is_listed_by_procedure_and_leads_to_its_cases(law: Law, standing: Sample) -> None:
    for script, count in (("grid_reworked", 2), ("grid_closed", 1)):
        _, rejected = bulk(standing.lives(law, script, count, {"category": "city"}), standing.id("feng"))
        assert not rejected, rejected[0].error
    body = Body.objects.get(kind="outpost")
    made = build(law, "2023", body.pk, partial(figures_between, law))
    grid = made.grids[LIST]
    [row] = [each for each in grid.table.lines() if each.row == "grid.event"]
    told = {column.column: grid.value(row, column) for column in grid.table.columns}
    assert told["reworked"] == 2 and told["acts_put_right"] == 0 and grid.key(row, grid.table.columns[2]) == "reworked[grid.event]"
    assert len(slips(law, "reworked", YEAR, body.division.path)) == 2
    page = as_html(made)
    assert "/reports/2023/law_based_government/lapses/reworked/grid.event/" in page and "退回、返工、更正、逾期情况" in page
    assert "Sent back, done again, put right and late" in as_html(made.in_("en"))


def test_where_nothing_went_wrong_and_no_points_are_kept_the_report_says_so(law: Law, standing: Sample) -> None:
    made = build(law, "2023", Body.objects.get(kind="outpost").pk, partial(figures_between, law))
    page = as_html(made)
    assert LIST not in made.grids and "案卷中没有退回、返工、更正、逾期的记录" in page
    assert "登记册中没有登记2023年的年度工作要点" in page and "年度工作要点共" not in page
