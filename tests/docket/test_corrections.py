"""A slip of the pen put right: read like the field it corrects, private where that is private, refused where it is none."""

from __future__ import annotations

from typing import Any

import orjson
import pytest

from street import Sample
from yifa.docket.models import Act, Case
from yifa.docket.verify import verify
from yifa.errors import BadInput
from yifa.people.models import VaultItem


def put_right(sample: Sample, case_id: int, of: int, fields: dict[str, Any]) -> Any:
    return sample.do(
        case_id,
        "rectify",
        "2023-05-05 09:00",
        {"officer": sample.two()},
        {"of": of, "fields": fields, "reason": "笔误"},
    )


def test_a_private_fact_put_right_lies_in_the_vault_and_only_its_commitment_in_the_chain(
    sample: Sample,
) -> None:
    case_id = sample.decided().case_id
    put_right(sample, case_id, 1, {"facts": "李某某家住示例路7号，乱扔果皮"})
    entry = orjson.loads(Act.objects.filter(case_id=case_id, act="rectify").get().entry)
    assert entry["form"]["fields"] == {} and "示例路7号" not in orjson.dumps(entry).decode()
    assert set(entry["sealed"]) == {"fields.facts", "reason"}
    assert VaultItem.objects.filter(pk=entry["sealed"]["fields.facts"]["ref"]).exists()
    assert verify().broken == ()


def test_money_put_right_is_read_in_yuan_and_kept_in_fen(sample: Sample) -> None:
    case_id = sample.decided().case_id
    put_right(sample, case_id, 3, {"fine": "40.50"})
    assert orjson.loads(Case.objects.get(pk=case_id).state)["done"]["decide"]["form"]["fine"] == 4050


@pytest.mark.parametrize(
    ("of", "fields", "code"),
    [
        (3, {"fine": "四十"}, "docket.unreadable_correction"),
        (3, {"tier": "none_such"}, "docket.unreadable_correction"),
        (3, {"colour": "red"}, "docket.no_such_field"),
        (3, {"fine": "50"}, "docket.nothing_corrected"),
        (3, {"outcome": "warn"}, "docket.no_such_field"),
    ],
)
def test_what_the_corrected_act_cannot_say_is_no_correction(
    sample: Sample, of: int, fields: dict[str, Any], code: str
) -> None:
    case_id = sample.decided().case_id
    before = Act.objects.count()
    with pytest.raises(BadInput) as refused:
        put_right(sample, case_id, of, fields)
    assert refused.value.code == code and Act.objects.count() == before


def test_a_correction_is_not_corrected_but_its_entry_again(sample: Sample) -> None:
    case_id = sample.decided().case_id
    receipt = put_right(sample, case_id, 3, {"fine": "40"})
    with pytest.raises(BadInput) as refused:
        put_right(sample, case_id, receipt.seq, {"reason": "另有笔误"})
    assert refused.value.code == "docket.not_correctable"
    put_right(sample, case_id, 3, {"fine": "45"})
    assert orjson.loads(Case.objects.get(pk=case_id).state)["done"]["decide"]["form"]["fine"] == 4500
