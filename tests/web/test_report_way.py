"""How far a report is, on its page: what comes next, who may do it, where nobody could, by which day, and one press to begin."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.test import Client

from street import Sample
from web.report_pages import client_of, figures_here
from yifa.annual.approval import FAMILY, days_of
from yifa.docket.models import Case
from yifa.docket.officers import ACTORS
from yifa.people.models import Holding

REPORT = "/reports/2023/enforcement_data/"


@pytest.fixture
def zhao(standing: Sample, monkeypatch: pytest.MonkeyPatch) -> Client:
    """The legal reviewer; figures computed here, not by the worker."""
    figures_here(monkeypatch)
    return client_of("zhao")


def steps(client: Client) -> dict[str, Any]:
    """The steps on the page of the report, by name."""
    return {step.name: step for step in client.get(REPORT).context["way"]}


def test_the_law_says_by_which_day_before_anybody_has_begun(zhao: Client) -> None:
    assert [each.day for each in days_of("law_based_government", "2023", "binhai-example")] == ["2024-02-29", "2024-03-31"]
    page = zhao.get("/reports/2023/").content.decode()
    assert "2024-01-31" in page and "尚未开始编制" in page


def test_reports_stand_on_the_desk_before_anybody_has_begun(zhao: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("yifa.web.report_way.clock.today", lambda: date(2023, 11, 20))
    told = [(one.period, one.report, one.day.day) for one, _ in zhao.get("/").context["reports"]]
    assert ("2023", "information_disclosure", "2024-01-31") in told and told == sorted(told, key=lambda each: each[2])
    assert all(day <= "2024-02-20" for *_, day in told)  # a quarter of a year ahead, no farther
    assert "要编制的年度报告" in zhao.get("/").content.decode()
    zhao.post("/reports/2023/information_disclosure/begin/")
    assert "information_disclosure" not in [one.report for one, _ in zhao.get("/").context["reports"]]  # its terms stand there now


def test_who_does_not_write_reports_has_none_on_the_desk(zhao: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("yifa.web.report_way.clock.today", lambda: date(2023, 11, 20))
    assert zhao.get("/").context["reports"]
    assert not client_of("zhang").get("/").context["reports"]


def test_one_press_begins_and_a_second_says_so(zhao: Client) -> None:
    assert steps(zhao)["begin"].state == "here"
    assert client_of("gao").post(f"{REPORT}begin/").status_code == 403
    assert zhao.post(f"{REPORT}begin/").status_code == 302
    case = Case.objects.get(procedure=FAMILY)
    assert case.stage == "drafting" and case.title == "2023年行政执法总体情况有关数据"
    again = zhao.post(f"{REPORT}begin/")
    assert again.status_code == 409 and "已有审批案卷" in again.content.decode() and Case.objects.filter(procedure=FAMILY).count() == 1
    found = steps(zhao)
    assert found["begin"].state == "done" and found["write"].state == "here" and found["submit"].state == "ahead"


def test_where_the_only_other_reviewer_is_gone_the_page_says_nobody_could_check_and_what_to_do(zhao: Client) -> None:
    zhao.post(f"{REPORT}begin/")
    assert steps(zhao)["check"].who == ("吴昊（示例）",)
    Holding.objects.filter(officer__username="wu").delete()
    ACTORS.lives.clear()
    check = steps(zhao)["check"]
    assert check.who == () and check.nobody is not None and "起草人" in check.nobody.zh and "顶岗" in check.nobody.zh
    assert "目前没有人可以办理" in zhao.get(REPORT).content.decode()
