"""A change of an item is judged by the item as it would stand: what makes a field necessary is refused without it, what makes it void lets it fall."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import pytest
from django.test import Client

from street import Sample
from yifa import clock
from yifa.docket.door import Command, perform
from yifa.docket.models import Act
from yifa.docket.verify import verify
from yifa.errors import Refused
from yifa.people.actors import actor_for
from yifa.people.models import Officer
from yifa.procedures import Law
from yifa.registers.keeping import enter
from yifa.registers.reading import items

EARLIER = datetime(2024, 3, 1, 9, tzinfo=clock.ZONE)
PLAN = {"name": "示例任务", "kind": "points", "year": 2024, "owner": "司法所", "due_on": "2024-12-10", "state": "planned"}
POST = {"name": "示例网格员", "kind": "grid_worker", "area": "示例一网格", "vacant": "no", "holder": "罗某某（示例）"}


def entered(law: Law, sample: Sample, register: str, values: dict[str, Any]) -> int:
    return enter(law, law.registers[register], actor_for(sample.id("luo"), clock.now()), "S-1", values, EARLIER).case_id


def changed(sample: Sample, case: int, **values: Any) -> None:
    perform(case, Command("change", {"keeper": [sample.id("luo")]}, {"why": "示例", **values}), sample.id("luo"))


def missing(sample: Sample, case: int, **values: Any) -> set[str]:
    with pytest.raises(Refused) as told:
        changed(sample, case, **values)
    return {reason.field for reason in told.value.reasons}


def stands(law: Law, register: str) -> dict[str, Any]:
    (item,) = items(law.registers[register])
    return dict(item.values)


def test_what_a_change_makes_necessary_is_asked_for_and_what_stands_already_is_not(law: Law, sample: Sample) -> None:
    case = entered(law, sample, "plan", PLAN)
    assert missing(sample, case, state="done") == {"proof"}
    assert missing(sample, case, state="missed", owner="综治办") == {"proof"}
    assert stands(law, "plan")["state"] == "planned"
    changed(sample, case, owner="综治办")
    changed(sample, case, state="moved", proof="因汛情改期（示例）", due_on="2025-01-10")
    changed(sample, case, owner="司法所")  # nothing new is necessary: the proof stands
    assert stands(law, "plan") | {"why": ""} == {**PLAN, "state": "moved", "proof": "因汛情改期（示例）", "due_on": "2025-01-10", "why": ""}
    assert verify().broken == ()


def test_what_is_no_longer_so_falls_away_and_has_to_be_told_anew(law: Law, sample: Sample) -> None:
    case = entered(law, sample, "plan", {**PLAN, "state": "done", "proof": "会议记录（示例）"})
    changed(sample, case, state="planned")
    assert "proof" not in stands(law, "plan")
    assert missing(sample, case, state="done") == {"proof"}
    assert verify().broken == ()


def test_a_vacant_post_is_held_by_nobody(law: Law, sample: Sample) -> None:
    needed = {n for n, spec in law.registers["roster_post"].text.fields.items() if spec.required and spec.when is None}
    plain = {"text": "示例", "number": 1, "date": "2024-03-01"}
    fields = law.registers["roster_post"].text.fields
    values = {n: POST.get(n, plain.get(fields[n].type, "")) for n in needed} | POST
    case = entered(law, sample, "roster_post", {n: v for n, v in values.items() if n in fields})
    changed(sample, case, vacant="yes")
    assert stands(law, "roster_post")["vacant"] is True and "holder" not in stands(law, "roster_post")
    assert missing(sample, case, vacant="no") == {"holder"}


def test_the_page_of_a_change_shows_what_stands_and_records_only_what_is_new(law: Law, sample: Sample) -> None:
    case = entered(law, sample, "plan", PLAN)
    client = Client()
    client.force_login(Officer.objects.get(pk=sample.id("luo")), backend="django.contrib.auth.backends.ModelBackend")
    page = client.get(f"/cases/{case}/acts/change/").content.decode()
    assert "只改要变更的项目" in page and "示例任务" in page and 'value="2024-12-10"' in page and 'value="planned" selected' in page
    shown = {f"f-{name}": value for name, value in PLAN.items()}
    sent = {**shown, "f-state": "done", "f-why": "办完（示例）", "by-keeper": str(sample.id("luo"))}
    refused = client.post(f"/cases/{case}/acts/change/", sent)
    assert refused.status_code == 409 and "请填写“佐证或者说明”" in refused.content.decode()
    emptied = client.post(f"/cases/{case}/acts/change/", {**sent, "f-proof": "照片（示例）", "f-owner": " "})
    assert emptied.status_code == 409 and "不能改为空" in emptied.content.decode()
    assert client.post(f"/cases/{case}/acts/change/", {**sent, "f-proof": "照片（示例）"}).status_code == 302
    entry = Act.objects.get(case_id=case, act="change").entry
    assert "照片" in entry and "示例任务" not in entry
