"""The acts behind a figure: opened by who handles the cases, masked for who answers for the figure, counted for everyone else."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from street import Sample
from yifa.docket.models import Case
from yifa.docket.world import the_law
from yifa.indicators.worker import answer
from yifa.people.models import Officer


def page_of(name: str, address: str) -> str:
    client = Client()
    client.force_login(
        Officer.objects.get(username=name), backend="django.contrib.auth.backends.ModelBackend"
    )
    return client.get(address).content.decode()


@pytest.fixture
def fined(standing: Sample, monkeypatch: pytest.MonkeyPatch) -> Sample:
    """A street with two penalties; the worker answers in this process."""
    monkeypatch.setattr("yifa.indicators.client.ask", answer)
    standing.decided()
    standing.decided()
    the_law()
    return standing


FINES = "/figures/penalty_fines_amount/?year=2023"


def test_the_list_says_day_act_number_and_yuan(fined: Sample) -> None:
    page = page_of("zhang", FINES)
    number = Case.objects.order_by("pk").first().number  # type: ignore[union-attr]
    assert "2023-05-04" in page and "50.00" in page and number in page and 'href="/cases/' in page
    assert "只计数" not in page and "下一页" not in page


def test_who_answers_for_a_figure_sees_what_another_body_did_masked(fined: Sample) -> None:
    Case.objects.update(body_id=fined.street.cast["bodies"]["committee"].pk, title="某某案（不应显示）")
    page = page_of("liu", FINES)
    assert (
        "不在您的案件中" in page
        and "2023-05-04" in page
        and "某某案" not in page
        and 'href="/cases/' not in page.split("背后的行为")[1]
    )


def test_a_shielded_case_is_counted_and_not_listed(fined: Sample) -> None:
    Case.objects.update(body_id=fined.street.cast["bodies"]["committee"].pk, shielded=True)
    page = page_of("liu", FINES).split("背后的行为")[1]
    assert "只计数的行为： 2" in page and "2023-05-04" not in page


def test_everyone_else_is_told_how_many_there_are_and_gets_no_pager_over_nothing(fined: Sample) -> None:
    page = page_of("liang", FINES).split("背后的行为")[1]
    assert "只计数的行为：" in page and "下一页" not in page and "没有可以显示的行为" in page


def test_a_figure_is_shown_as_it_was_at_a_watermark(fined: Sample) -> None:
    first: Any = answer(
        {
            "what": "trace",
            "indicator": "penalty_fines_amount",
            "first": "2023-01-01",
            "last": "2023-12-31",
            "offset": 0,
            "limit": 1,
        }
    )
    page = page_of("zhang", f"{FINES}&at={first['acts'][0][0]}")
    assert "定稿当时" in page and "<b>50</b>" in page


def test_a_figure_is_told_apart_on_its_page(fined: Sample) -> None:
    page = page_of("zhang", "/figures/legal_publicity_events/?year=2023")
    assert "分列：" in page
    assert "分列：" not in page_of("zhang", FINES)
