"""What stands on a cover and is not public lies in the vault: the chain holds its commitment, erasure leaves the chain whole."""

from __future__ import annotations

import uuid

import orjson

from street import Sample
from yifa import clock
from yifa.docket.bulk import bulk
from yifa.docket.models import Act, Case
from yifa.docket.verify import verify
from yifa.people.actors import actor_for
from yifa.people.vault import erase, open_
from yifa.procedures import Law

PLACE = "某小区三号楼二单元（示例）"


def test_the_place_of_an_act_is_sealed_and_the_violation_is_not(sample: Sample) -> None:
    facts = {"violation": "littering", "act_date": "2023-05-04", "channel": "patrol", "place": PLACE}
    case_id = sample.opened(facts=facts).case_id
    text = Act.objects.get(case_id=case_id, seq=0).entry
    assert PLACE not in text and PLACE not in Case.objects.get(pk=case_id).state
    entry = orjson.loads(text)
    assert entry["case"]["violation"] == "littering"
    ref = uuid.UUID(entry["sealed"]["place"]["ref"])
    liu = actor_for(sample.id("liu"), clock.now())
    assert orjson.loads(open_(ref, liu, "查看地点")) == PLACE
    erase(ref, "个人信息保护法/47", liu)
    assert verify().broken == ()


def test_the_bulk_path_seals_the_cover_in_the_same_way(sample: Sample, law: Law) -> None:
    lives = sample.lives(law, "grid_closed", 2, {"category": "city"})
    assert bulk(lives, sample.id("liu"))[1] == []
    for text in Act.objects.filter(seq=0).values_list("entry", flat=True):
        entry = orjson.loads(text)
        assert "place" not in entry["case"] and "place" in entry["sealed"]
    assert verify().broken == ()
