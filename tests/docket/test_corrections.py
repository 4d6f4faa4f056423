"""A slip of the pen put right: read like the field it corrects, private where that is private, refused where it is none."""

from __future__ import annotations

from typing import Any

import orjson
import pytest

from street import Sample, moment
from yifa.docket.cases import case_for
from yifa.docket.models import Act, Case
from yifa.docket.verify import verify
from yifa.documents.sources import source_of
from yifa.errors import BadInput
from yifa.people.actors import actor_for
from yifa.people.models import VaultItem
from yifa.people.scopes import scope_for


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
        (3, {"correction": ""}, "docket.corrected_to_nothing"),
        (3, {"kinds": []}, "docket.corrected_to_nothing"),
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


def test_a_paper_issued_before_stays_as_it_was_and_a_later_one_says_what_is_right(sample: Sample) -> None:
    case_id = sample.decided().case_id
    receipt = put_right(sample, case_id, 1, {"facts": "乱扔果皮"})
    actor = actor_for(sample.id("zhang"), moment("2023-05-05 10:00"))
    row = case_for(case_id, scope_for(actor, "see"))

    def facts(seq: int) -> str:
        found = source_of(row, seq, actor, "核对补正").entries[1]["form"]["facts"]
        return str(found)

    assert (facts(3), facts(receipt.seq)) == ("乱扔烟头", "乱扔果皮")
