"""A body above looks at its streets: the same figure by street, the sum, and each down to its acts; a street sees no other."""

from __future__ import annotations

from functools import partial

import pytest
from django.test import Client

from street import Sample
from yifa.annual.streets import by_street, streets_below
from yifa.docket.world import the_law
from yifa.indicators.figures import figures_between
from yifa.people.models import Body, Officer
from yifa.places.models import Division


def client_of(name: str) -> Client:
    client = Client()
    client.force_login(Officer.objects.get(username=name), backend="django.contrib.auth.backends.ModelBackend")
    return client


@pytest.fixture
def two(standing: Sample, monkeypatch: pytest.MonkeyPatch) -> tuple[Sample, Body]:
    """A street with one penalty in 2023, and a second one without any."""
    source = partial(figures_between, the_law())
    for module in ("reports", "report_streets"):
        monkeypatch.setattr(f"yifa.web.{module}.client.figures_between", source)
    standing.decided()
    first = standing.street.cast["bodies"]["street"]
    above = first.division.parent
    place = Division.objects.create(
        code="990101002", name="第二街道（示例）", level=first.division.level, layer=first.division.layer, parent=above,
        path=f"{above.path}/990101002", valid_from=first.valid_from,
    )  # fmt: skip
    second = Body.objects.create(
        name="第二街道办事处（示例）", short_name="二街办", kind="outpost", capacities=["own"], division=place, superior=first.superior, valid_from=first.valid_from
    )
    return standing, second


def test_the_justice_bureau_sees_each_figure_by_street_with_the_sum_down_to_the_acts(two: tuple[Sample, Body]) -> None:
    deng = client_of("deng")
    told = deng.get("/reports/2023/law_based_government/streets/").content.decode()
    assert "第二街道办事处（示例）" in told and "/figures/penalties_imposed/?year=2023&amp;division=990000/990100/990101/990101001" in told
    one = deng.get("/reports/2023/law_based_government/streets/?figure=penalties_imposed")
    assert one.context["one"]["sum"] == "1" and [cell["told"] for cell in one.context["one"]["cells"]] == ["1", "0"]
    assert "各街道" in deng.get("/reports/2023/").content.decode()
    assert deng.get("/reports/2023/law_based_government/streets/?figure=none").status_code == 404


def test_the_draft_of_a_street_shows_figures_and_not_its_authors_words(two: tuple[Sample, Body]) -> None:
    zhao, deng = client_of("zhao"), client_of("deng")
    zhao.post("/reports/2023/law_based_government/passages/plans/", {"text": "街道自己的话", "seen": "0"})
    street = Body.objects.get(short_name="二街办")
    first = Body.objects.filter(kind="outpost").exclude(pk=street.pk).get()
    told = deng.get(f"/reports/2023/law_based_government/streets/{first.pk}/").content.decode()
    assert "街道自己的话" not in told and "/figures/penalties_imposed/" in told
    assert deng.get("/reports/2023/law_based_government/streets/99999/").status_code == 404


@pytest.mark.parametrize("name", ["liu", "zhao", "gao", "sysadmin"])
def test_a_street_looks_at_no_other(two: tuple[Sample, Body], name: str) -> None:
    client = client_of(name)
    assert client.get("/reports/2023/law_based_government/streets/").status_code == 403
    assert client.get(f"/reports/2023/law_based_government/streets/{two[1].pk}/").status_code == 403
    assert "各街道" not in client.get("/reports/2023/").content.decode()


def test_a_rate_of_all_streets_is_that_of_the_sums_and_no_sum_of_rates(two: tuple[Sample, Body]) -> None:
    bodies = streets_below("990000/990100/990101")
    assert [body.short_name for body in bodies][1] == "二街办", "in the order of codes"
    found = by_street(the_law(), "law_based_government", "2023", bodies, partial(figures_between, the_law()))
    lines = {line.name: line for line in found.lines}
    assert lines["mediation_success_rate"].sum is None and lines["penalties_imposed"].as_data()["streets"] == [1, 0]
