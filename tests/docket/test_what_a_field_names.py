"""A field that names an entry or a case (`of`) takes no other, at the door, on the page and in a sheet."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse

from street import Sample
from yifa import clock
from yifa.docket.door import Command, perform
from yifa.docket.models import Case
from yifa.docket.officers import actor_now
from yifa.docket.opening import PartyIn
from yifa.errors import LawError, Refused
from yifa.files.sheets import read_rows, write_xlsx
from yifa.people.models import Officer
from yifa.procedures import Law
from yifa.procedures.law import _check_cases
from yifa.registers.keeping import enter
from yifa.registers.reading import items
from yifa.registers.sheets import as_xlsx, import_sheet

pytestmark = pytest.mark.django_db
DONE = {"came": "no"}


def _sitting(sample: Sample) -> int:
    """An examination with two people on its roster (entries 2 and 3) and a sitting (4)."""
    facts = {"kind": "yearly", "name": "示例", "bank": "示例", "pass_mark": 60}
    case = sample.open_as("luo", "study.exam", facts, [], clock.now())
    film = "a" * 64
    steps = [
        ("announce", {"roster": [film], "scope": "示例"}),
        ("enrol", {"sitter": str(sample.id("zhang"))}),
        ("enrol", {"sitter": str(sample.id("wang"))}),
        ("sitting", {"held_on": clock.today().isoformat(), "mode": "online", "group": "staff", "due": 2, "present": 2, "passed": 2, "results": [film]}),
    ]  # fmt: skip
    for act, form in steps:
        _do(sample, case, act, form)
    return case


def _do(sample: Sample, case: int, act: str, form: dict[str, object]) -> None:
    perform(case, Command(act, {"organiser": [sample.id("luo")]}, form, paper="示例"), sample.id("luo"))


@pytest.fixture
def luo(sample: Sample) -> Client:
    """Luo's browser."""
    client = Client()
    client.force_login(
        Officer.objects.get(username="luo"), backend="django.contrib.auth.backends.ModelBackend"
    )
    return client


def test_the_door_refuses_an_entry_of_another_act(sample: Sample) -> None:
    case = _sitting(sample)
    with pytest.raises(Refused) as told:
        _do(sample, case, "enter_result", {"of": 1, **DONE})
    (reason,) = told.value.reasons
    assert reason.field == "of" and "可选：2、3" in reason.text.zh and "choose from: 2, 3" in reason.text.en
    with pytest.raises(Refused) as none:
        _do(sample, case, "ask_again", {"outcome": "wrong", "of": 2})
    assert "请先办理" in none.value.reasons[0].text.zh
    _do(sample, case, "enter_result", {"of": 2, **DONE})


def test_the_page_lists_the_entries_and_those_done_stand_last(sample: Sample, luo: Client) -> None:
    case = _sitting(sample)
    _do(sample, case, "enter_result", {"of": 2, **DONE})
    whole = luo.get(reverse("act", args=[case, "enter_result"])).content.decode()
    page = whole.partition('name="f-of"')[2].partition("</select>")[0]
    assert 'value="1"' not in page and 'value="4"' not in page
    assert page.index("尚未办理") < page.index('value="3"') < page.index("已经办理过") < page.index('value="2"')
    assert "3 列入应考名册" in page


def _recognition(sample: Sample) -> Case:
    facts = {"kind": "trade_secret", "ask": "first"}
    party = PartyIn("unit", "p1", "organisation")
    return Case.objects.get(pk=sample.open_as("luo", "benchmark.recognition", facts, [party], clock.now()))


def test_a_case_is_listed_by_its_number_and_no_other_is_taken(
    law: Law, sample: Sample, luo: Client
) -> None:
    case, other = _recognition(sample), Case.objects.get(pk=_sitting(sample))
    page = luo.get(reverse("register-add", args=["model_unit"])).content.decode()
    assert f'value="{case.number}"' in page and other.number not in page
    form = {"f-item": "示例—商密", "f-name": "示例", "f-kind": "trade_secret", "f-until": "2099-12-31"}
    refused = luo.post(
        reverse("register-add", args=["model_unit"]), {**form, "f-recognised_in": other.number}
    )
    assert refused.status_code == 409 and "示范单位申报、认定和复核" in refused.content.decode()
    luo.post(reverse("register-add", args=["model_unit"]), {**form, "f-recognised_in": case.number})
    (item,) = items(law.registers["model_unit"])
    assert item.values["recognised_in"] == case.pk
    values = {"name": "示例", "kind": "trade_secret", "recognised_in": other.pk, "until": "2099-12-31"}
    with pytest.raises(Refused) as told:
        enter(law, law.registers["model_unit"], actor_now(sample.id("luo")), "乙", values, clock.now())
    assert {reason.field for reason in told.value.reasons} == {"recognised_in"}


def test_a_sheet_names_cases_by_their_numbers(law: Law, sample: Sample, tmp_path: Path) -> None:
    register, keeper, case = law.registers["model_unit"], actor_now(sample.id("luo")), _recognition(sample)
    values = {"name": "示例", "kind": "trade_secret", "recognised_in": case.pk, "until": "2099-12-31"}
    enter(law, register, keeper, "甲", values, clock.now())
    path = tmp_path / "名册.xlsx"
    path.write_bytes(as_xlsx(register, items(register)))
    header, row = list(read_rows(path))[:2]
    assert row[header.index("认定案卷")] == case.number
    assert import_sheet(law, register, keeper, path).same == 1
    new, strange = list(row), list(row)
    new[0], strange[0], strange[header.index("认定案卷")] = "乙", "丙", "没有这个号"
    path.write_bytes(write_xlsx("名册", header, [new, strange]))
    done = import_sheet(law, register, keeper, path)
    assert done.entered == 1 and "没有编号为“没有这个号”的案件" in done.rejected[0].error.text.zh
    assert {item.values["recognised_in"] for item in items(register)} == {case.pk}


def test_an_unknown_family_is_refused_when_the_law_is_loaded(law: Law) -> None:
    with pytest.raises(LawError) as told:
        _check_cases(law.in_force("inspection.random", clock.today()), ["inspection.random"])
    assert "inspection.ordinary" in told.value.text.zh
