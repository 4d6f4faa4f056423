"""Lives entered together get the verdicts they would get one after another at the door: what an earlier one said of the same party counts."""

from __future__ import annotations

import orjson
import pytest

from street import RECORDING, Sample, moment
from yifa.docket.bulk import Life, bulk
from yifa.docket.door import Command
from yifa.docket.models import Act, CaseParty
from yifa.docket.opening import Cover, PartyIn
from yifa.docket.verify import verify
from yifa.people.parties import Identity, NumberKind, kind_of, prepare

FORM = {"certificates_shown": "yes", "age": "adult", "facts": "乱扔烟头（示例）", "evidence": "照片（示例）"}


def life(sample: Sample, day: str, number: str) -> Life:
    """A person of this number fined on the spot."""
    name = Identity(kind_of("person"), "赵小明（示例）", number, NumberKind.RESIDENT_ID if number else NumberKind.NONE)
    made, by = prepare(name), {"officer": sample.two()}
    party = PartyIn("respondent", "p1", "person", identity=made.party.identity_key, party_id=str(made.party.pk))
    cover: Cover = sample.cover(
        facts={"violation": "littering", "act_date": day, "channel": "patrol"}, parties=[party], opened_at=moment(f"{day} 10:00")
    )
    told = {"proposed_kinds": ["fine"], "proposed_fine": 50, "told_all": "yes"}
    fined = {"outcome": "penalise", "kinds": ["fine"], "fine": 50, "tier": "light", "correction": "done"}
    steps = [("find", "10:00", {**FORM, "recording": [RECORDING]}), ("tell", "10:05", told), ("decide", "10:10", fined)]
    acts = [Command(act, by, form, at=moment(f"{day} {at}"), paper="示例") for act, at, form in steps]
    return Life(cover, acts, [made])


@pytest.mark.parametrize("size", [1, 500])
def test_a_second_penalty_of_the_same_person_is_known_whether_written_together_or_not(sample: Sample, size: int) -> None:
    days = [("2023-05-04", "11010519491231002X"), ("2023-05-05", ""), ("2023-05-08", "11010519491231002X")]
    lives = [life(sample, day, number) for day, number in days]
    done, rejected = bulk(lives, sample.id("zhang"), size=size)
    assert (done, rejected) == (9, [])
    found = [orjson.loads(text)["lookups"] for text in Act.objects.filter(act="find").order_by("case_id").values_list("entry", flat=True)]
    assert [each["earlier"] for each in found] == [0, 0, 1]
    assert CaseParty.objects.count() == 3 and verify().broken == ()
