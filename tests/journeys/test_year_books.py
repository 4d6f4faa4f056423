"""The years of two published reports, replayed through the door: the figures come out, and decoys move none of them."""

from __future__ import annotations

from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from street import Sample
from yifa import clock
from yifa.annual.build import build
from yifa.annual.freeze import freeze
from yifa.annual.freeze import replay as replay_report
from yifa.annual.page import as_html
from yifa.annual.paper import as_docx, as_pdf
from yifa.docket.bulk import bulk
from yifa.docket.models import Case
from yifa.docket.verify import verify
from yifa.errors import BadInput
from yifa.indicators.figures import figures, figures_between
from yifa.people.models import Body
from yifa.procedures import Law
from yifa.server.yearbooks import replay

TANGGU = {
    "correction_orders": 1425, "criticism_education": 480, "penalties_imposed": 339, "penalties_imposed_general": 6, "penalties_imposed_simple": 333,
    "penalty_fines_amount": 57600, "penalty_fines_amount_general": 2100, "penalty_fines_amount_simple": 55500, "case_files_reviewed": 340,
    "disputes_resolved": 1387,
}  # fmt: skip
"""What the report of Tanggu for 2023 states: n18 to n25, n27 and n43."""

FINE = {"violation": "littering", "fine": 50, "tier": "light", "party": "person"}


def values(law: Law, year: int = 2023) -> dict[str, Any]:
    return {figure.indicator: figure.value for figure in figures(law, year)}


def test_tanggu_2023_comes_out_as_published(law: Law, db: None, fresh_data: Path) -> None:
    replay(law, "tanggu-2023")
    found = values(law)
    assert {name: found[name] for name in TANGGU} == TANGGU
    assert verify().broken == ()


def test_a_year_book_names_no_total_of_the_reports(law: Law) -> None:
    for path in law.folder.find("years/*.yaml"):
        words = path.read_text(encoding="utf-8").replace(",", " ").replace("[", " ").replace("]", " ").split()
        assert not {"1425", "339", "57600", "55500", "1387", "1048"} & set(words)


def enter(sample: Sample, law: Law, script: str, count: int, values_: dict[str, Any], **words: Any) -> None:
    acts, rejected = bulk(sample.lives(law, script, count, values_, **words), sample.id("feng"))
    assert not rejected, rejected[0].error
    assert acts


def test_one_penalty_moves_exactly_its_figures(standing: Sample, law: Law) -> None:
    enter(standing, law, "summary_penalty", 3, FINE)
    before = values(law)
    enter(standing, law, "summary_penalty", 1, FINE)
    after = values(law)
    moved = {name: after[name] - before[name] for name in after if after[name] != before[name]}
    assert moved == {
        "penalties_imposed_simple": 1,
        "penalties_imposed": 1,
        "penalty_fines_amount_simple": 50,
        "penalty_fines_amount": 50,
        "penalties_published": 1,
        "cases_fined_city_management": 1,
        "fines_city_management": 50,
        "fines_paid_city_management": 50,
        "fines_paid_city_management_direct": 50,
        "penalty_amount": 50,
        "penalty_heaviest_fine": 1,
        "penalty_heaviest_fine_summary": 1,
    }


@pytest.mark.parametrize(
    ("script", "words"),
    [
        ("summary_penalty", {"year": 2022}),
        ("summary_penalty", {"year": 2024}),
        ("summary_penalty", {"training": True}),
        ("summary_revoked", {}),
        ("summary_not_punished", {}),
    ],
)
def test_a_decoy_moves_no_figure_of_penalties(
    standing: Sample, law: Law, script: str, words: dict[str, Any]
) -> None:
    enter(standing, law, "summary_penalty", 2, FINE)
    before = values(law)
    enter(standing, law, script, 2, FINE, **words)
    after = values(law)
    for name in ("penalties_imposed", "penalty_fines_amount", "case_files_reviewed", "correction_orders"):
        assert after[name] == before[name]


def test_a_frozen_report_holds_whatever_is_entered_later(standing: Sample, law: Law) -> None:
    enter(standing, law, "summary_penalty", 2, FINE)
    body = Body.objects.get(kind="outpost")
    source = partial(figures_between, law)
    draft = build(law, "2023", body.pk, source)
    with pytest.raises(BadInput):
        freeze(law, draft, standing.id("liu"))
    prose = dict.fromkeys(("shortcomings", "leaders", "plans", "other"), "示例文字。")
    frozen = freeze(law, build(law, "2023", body.pk, source, prose=prose), standing.id("liu"))
    enter(standing, law, "summary_penalty", 1, FINE)
    assert values(law)["penalties_imposed"] == 3
    assert replay_report(law, frozen.pk, source) == []
    with pytest.raises(BadInput):
        freeze(law, build(law, "2023", body.pk, source, prose=prose), standing.id("liu"))
    second = freeze(law, build(law, "2023", body.pk, source, prose=prose), standing.id("liu"), "补录一件处罚")
    assert second.version == 2 and second.hash != frozen.hash


def test_every_figure_of_the_report_is_a_link_in_all_three_forms(
    standing: Sample, law: Law, tmp_path: Path
) -> None:
    enter(standing, law, "summary_penalty", 2, FINE)
    report = build(law, "2023", Body.objects.get(kind="outpost").pk, partial(figures_between, law))
    page, paper = as_html(report), as_pdf(report)
    named = {p.name for block in report.form.blocks if report.prints(block) for p in block.pieces if p.name in report.figures}
    assert all(f"/figures/{name}/?year=2023" in page for name in named)
    assert paper == as_pdf(report) and paper.startswith(b"%PDF")
    assert paper.count(b"/URI") >= len(named)
    word = tmp_path / "report.docx"
    word.write_bytes(as_docx(report))
    assert word.stat().st_size > 10_000


def test_longmen_2023_comes_out_as_published_and_as_a_demonstration_has_cases_that_stand_open(
    law: Law, db: None, fresh_data: Path
) -> None:
    replay(law, "longmen-2023", today=True)
    assert values(law)["grid_events_reported"] == 1048
    body = Body.objects.get(kind="outpost")
    assert build(law, "2023", body.pk, partial(figures_between, law)).title.startswith(
        "龙门街道办事处（示例）2023"
    )
    begun = Case.objects.filter(opened_on__gte=clock.today() - timedelta(days=90))
    assert begun.count() == 11 and begun.filter(ended=False).count() >= 9
    assert {case.stage for case in begun.filter(procedure="penalty.ordinary")} >= {"clue", "filed"}
    assert verify().broken == ()
