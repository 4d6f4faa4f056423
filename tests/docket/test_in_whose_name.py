"""An entrusted street acts in the name of the organ that entrusted it: number, name and seal are that organ's."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from django.db import connection

from street import Sample, moment
from yifa import clock
from yifa.docket.cases import case_for, open_case
from yifa.docket.door import Receipt
from yifa.docket.models import Case, IssuedDocument, Series
from yifa.docket.numbers import Issuer, number_for
from yifa.docket.verify import verify
from yifa.documents.papers import context_of, template_of
from yifa.documents.pdf import render_pdf
from yifa.documents.published import text_of
from yifa.documents.sources import source_of
from yifa.errors import Refused
from yifa.people.actors import actor_for
from yifa.people.models import Body
from yifa.people.scopes import scope_for

ORGAN, STREET = "滨海区城市管理委员会（示例）", "塘沽街道办事处（示例）"


def decided(sample: Sample, day: str = "2019-05-07", **words: Any) -> Receipt:
    cover: dict[str, Any] = {
        "capacity": "entrusted",
        "opened_at": moment(f"{day} 10:00"),
        "facts": {"violation": "littering", "act_date": day, "channel": "patrol"},
    }
    at = {"find": 0, "tell": 5, "decide": 10}
    times = {name: f"{day} 10:{minute:02}" for name, minute in at.items()}
    find = sample.find()
    form = {name: value for name, value in find.form.items() if name != "recording"}  # not asked for in 2019
    first = replace(find, form=form, at=moment(times["find"]))
    case_id = open_case(sample.cover(**{**cover, **words}), first, sample.id("zhang")).case_id
    sample.tell(case_id, times["tell"])
    return sample.decide(case_id, times["decide"])


def test_numbers_run_in_one_series_of_the_entrusting_organ(sample: Sample) -> None:
    first, second = decided(sample), decided(sample)
    assert first.documents == {"decision": "滨海城管当罚决〔2019〕1号"}
    assert second.documents == {"decision": "滨海城管当罚决〔2019〕2号"}
    assert set(Case.objects.values_list("number", flat=True)) == {
        "滨海城管当罚案〔2019〕1号",
        "滨海城管当罚案〔2019〕2号",
    }
    other = Issuer(sample.street.cast["bodies"]["justice"].pk, "entrusted", "binhai-example", "城管")
    with connection.cursor() as cursor:
        third = number_for(cursor, other, "{body}当罚决〔{year}〕{seq}号", "2019-05-08T09:00:00+08:00", False)
    assert third == "滨海城管当罚决〔2019〕3号"
    assert verify().broken == ()


def test_an_organ_that_keeps_cases_here_shares_its_series_with_whom_it_entrusts(sample: Sample) -> None:
    district = sample.street.cast["bodies"]["district"]
    organ = Body.objects.create(name=ORGAN, short_name="滨海城管", kind="organ", capacities=["own"], division=district.division, valid_from="2018-01-01")  # fmt: skip
    pattern, at = "{body}当罚决〔{year}〕{seq}号", "2019-05-06T09:00:00+08:00"
    with connection.cursor() as cursor:
        own = number_for(cursor, Issuer(organ.pk, "own", "binhai-example", "城管"), pattern, at, False)
    assert own == "滨海城管当罚决〔2019〕1号"
    assert decided(sample).documents == {"decision": "滨海城管当罚决〔2019〕2号"}
    assert Series.objects.get(body_id=organ.pk, kind=pattern).last == 2


def test_the_paper_is_in_the_organs_name_and_says_who_handles_it(sample: Sample) -> None:
    receipt = decided(sample)
    actor = actor_for(sample.id("zhang"), clock.now())
    row = case_for(receipt.case_id, scope_for(actor, "see"))
    source = source_of(row, receipt.seq, actor, "示例")
    template = template_of(source.procedure, "decision")
    assert template is not None
    context = context_of(source, "decision", template)
    sheet = template.compose(context)
    seal = sheet.fence("seal")
    assert seal is not None and seal.rows[0][0][0].text == ORGAN
    assert sheet.body == ORGAN
    text = text_of(sheet, str)
    assert f"本文书由受委托的{STREET}承办，以委托机关{ORGAN}的名义作出。" in text
    assert text.index("本文书由") < text.rindex(ORGAN)
    assert render_pdf(template, context).startswith(b"%PDF")


def test_a_street_in_its_own_name_keeps_its_own(sample: Sample) -> None:
    receipt = sample.decided()
    actor = actor_for(sample.id("zhang"), clock.now())
    source = source_of(case_for(receipt.case_id, scope_for(actor, "see")), receipt.seq, actor, "示例")
    assert (source.body, source.handled_by) == (STREET, "")
    assert IssuedDocument.objects.get(name="decision").number == "塘沽街办当罚决〔2023〕1号"


def test_without_an_organ_to_act_for_no_entrusted_case_is_opened(sample: Sample) -> None:
    with pytest.raises(Refused) as caught:
        decided(sample, field="住建")
    assert ("cover.entrusted", "行政处罚法/20") in {(r.code, r.ground) for r in caught.value.reasons}
    assert not Case.objects.exists()
