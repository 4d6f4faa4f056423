"""A ledger lists so many cases and no more, and never lets a part pass for the whole."""

from __future__ import annotations

import re

import pytest
from django.test import Client

from street import Sample
from yifa.people.models import Officer

_CASE = re.compile(r'href="/cases/\d+/"')


@pytest.fixture
def liu(sample: Sample) -> Client:
    client = Client()
    client.force_login(
        Officer.objects.get(username="liu"), backend="django.contrib.auth.backends.ModelBackend"
    )
    return client


def test_a_ledger_that_is_cut_says_how_many_there_are(
    liu: Client, sample: Sample, monkeypatch: pytest.MonkeyPatch
) -> None:
    sample.decided()
    newest = sample.decided()
    whole = liu.get("/ledger/penalty.summary/").content.decode()
    assert "<b>2</b>" in whole and "只列出" not in whole and len(_CASE.findall(whole)) == 2
    monkeypatch.setattr("yifa.web.ledgers.MOST", 1)
    cut = liu.get("/ledger/penalty.summary/").content.decode()
    assert "<b>2</b>" in cut and "只列出" in cut and _CASE.findall(cut) == [f'href="/cases/{newest.case_id}/"']


def test_only_facts_that_some_case_has_are_columns(liu: Client, sample: Sample) -> None:
    sample.decided()
    page = liu.get("/ledger/penalty.summary/").content.decode()
    assert "违法行为日期" in page and "专项行动" not in page


def test_a_ledger_names_the_parties_as_their_cases_do(liu: Client, sample: Sample) -> None:
    sample.decided()
    page = liu.get("/ledger/penalty.summary/").content.decode()
    assert "<th>当事人</th>" in page and '<td data-label="当事人">某某某</td>' in page
