"""The statutory reports beside the yearly one: listed, proved, printed cell by cell, approved on a docket."""

from __future__ import annotations

import json
from functools import partial

import pytest
from django.test import Client

from street import Sample, moment
from yifa.annual.approval import cases_of
from yifa.docket.cases import open_case
from yifa.docket.door import Command
from yifa.docket.world import the_law
from yifa.indicators.figures import figures_between
from yifa.people.models import Body, Officer


@pytest.fixture
def liu(standing: Sample, monkeypatch: pytest.MonkeyPatch) -> Client:
    """The head of a street with one penalty in 2023; figures computed here, not by the worker."""
    monkeypatch.setattr("yifa.web.reports.client.figures_between", partial(figures_between, the_law()))
    standing.decided()
    client = Client()
    client.force_login(Officer.objects.get(username="liu"), backend="django.contrib.auth.backends.ModelBackend")
    return client


def test_a_year_lists_its_reports_and_the_months_of_a_bulletin(liu: Client) -> None:
    page = liu.get("/reports/2023/").content.decode()
    for address in ("2023/information_disclosure", "2023/enforcement_data", "2023/review_and_suits", "2023-06/bulletin"):
        assert f"/reports/{address}/" in page
    assert liu.get("/reports/2023/bulletin/").status_code == 400, "a bulletin is of a month"
    assert liu.get("/reports/2023/none/").status_code == 404 and liu.get("/reports/2023-13/bulletin/").status_code == 404


def test_the_enforcement_table_counts_the_penalty_under_its_heaviest_kind_and_leads_to_it(liu: Client) -> None:
    page = liu.get("/reports/2023/enforcement_data/").content.decode()
    assert "各表勾稽关系均已核对" in page and "行政处罚实施情况统计表" in page
    annex = json.loads(liu.get("/reports/2023/enforcement_data/report.json").content)
    table = next(each for each in annex["tables"] if each["table"] == "enforcement_penalties")
    ones = {cell["column"]: cell["trace"] for cell in table["cells"] if cell["value"] == 1}
    assert ones.keys() == {"fine", "all"} and "/figures/" in ones["fine"]
    assert liu.get("/reports/2023/enforcement_data/report.pdf").content.startswith(b"%PDF")
    assert liu.get("/reports/2023/enforcement_data/report.docx").content.startswith(b"PK")


def test_the_disclosure_table_has_twenty_five_lines_of_seven_and_balances(liu: Client) -> None:
    page = liu.get("/reports/2023/information_disclosure/").content.decode()
    assert "四、结转下年度继续办理" in page and "各表勾稽关系均已核对" in page
    annex = json.loads(liu.get("/reports/2023/information_disclosure/report.json").content)
    cells = next(each["cells"] for each in annex["tables"] if each["table"] == "foi_requests")
    assert len(cells) == 25 * 7 and {cell["value"] for cell in cells} == {0}


def test_the_docket_of_a_report_stands_on_its_page_with_the_day_by_which_it_is_due(liu: Client, standing: Sample) -> None:
    cast = standing.street.cast
    begun = Command("begin", {"drafter": [standing.id("zhao")]}, {"period_end": "2023-12-31"}, at=moment("2024-01-08 09:00"), paper="示例")
    cover = standing.cover(
        procedure="report.statutory", parties=[], field="", capacity="own", opened_at=moment("2024-01-08 09:00"), office_id=cast["offices"]["enforcement"].pk,
        facts={"report": "enforcement_data", "period": "2023"},
    )  # fmt: skip
    open_case(cover, begun, standing.id("zhao"))
    street = Body.objects.get(kind="outpost")
    assert cases_of(street.pk, "2023")["enforcement_data", "2023"].due == "2024-01-31"
    assert "2024-01-31" in liu.get("/reports/2023/").content.decode()
    assert "起草中" in liu.get("/reports/2023/enforcement_data/").content.decode()
