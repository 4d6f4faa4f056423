"""A law comes into force while a case runs: what was done stays done under the old text, what follows is judged by the new."""

from __future__ import annotations

from typing import Any

import orjson
import pytest

from street import Sample, moment
from yifa.docket.bulk import Life, bulk
from yifa.docket.cases import open_case
from yifa.docket.door import Command, Receipt, perform
from yifa.docket.models import Act, Case
from yifa.docket.succession import new_law_entry
from yifa.docket.verify import rebuild, verify
from yifa.errors import Refused
from yifa.procedures import Law, fold, opening

BEFORE, ON = "2021-07-14", "2021-07-15"


def acts(sample: Sample, last_day: str, fine: int = 100) -> list[Command]:
    """Littering found on the eve of the new law, decided on `last_day`."""
    officer = {"officer": sample.two()}
    # The law before did not ask for the recording of the whole process.
    find = {name: value for name, value in sample.find().form.items() if name != "recording"}
    tell = {"proposed_kinds": ["fine"], "proposed_fine": fine, "told_all": "yes"}
    decide = {"outcome": "penalise", "kinds": ["fine"], "fine": fine, "tier": "ordinary", "correction": "done"}
    return [
        Command("find", officer, find, at=moment(f"{BEFORE} 10:00"), paper="示例"),
        Command("tell", officer, tell, at=moment(f"{BEFORE} 10:10"), paper="示例"),
        Command("decide", officer, decide, at=moment(f"{last_day} 10:20"), paper="示例"),
    ]


def cover(sample: Sample) -> Any:
    facts = {"violation": "littering", "act_date": BEFORE, "channel": "patrol"}
    return sample.cover(facts=facts, capacity="entrusted", opened_at=moment(f"{BEFORE} 10:00"))


def lived(sample: Sample, last_day: str) -> Receipt:
    first, *rest = acts(sample, last_day)
    receipt = open_case(cover(sample), first, sample.id("zhang"))
    for command in rest:
        receipt = perform(receipt.case_id, command, sample.id("zhang"))
    return receipt


def test_a_hundred_yuan_on_the_spot_was_too_much_on_the_eve_and_is_not_the_day_after(law: Law, sample: Sample) -> None:
    with pytest.raises(Refused) as caught:
        lived(sample, BEFORE)
    assert any("33" in reason.ground for reason in caught.value.reasons)
    case = Case.objects.get(pk=lived(sample, ON).case_id)
    old, new = law.families["penalty.summary"][-2:]
    assert (case.version, case.stage) == (new.version, "decided")
    entries = [orjson.loads(text) for text in Act.objects.filter(case_id=case.pk).order_by("seq").values_list("entry", flat=True)]
    assert [e["version"] for e in entries] == [old.version] * 3 + [new.version] * 2
    assert [e["kind"] for e in entries] == ["opening", "act", "act", "newlaw", "act"]
    assert (entries[3]["at"][:10], entries[3]["ground"]) == (ON, new.text.transition.procedure.ground)


def test_the_docket_verifies_and_is_rebuilt_across_the_change(sample: Sample) -> None:
    lived(sample, ON)
    assert verify().broken == ()
    assert rebuild().broken == () and verify().broken == ()


def test_a_term_of_the_body_that_only_the_new_text_knows_begins_with_it(law: Law, sample: Sample) -> None:
    old, new = law.families["penalty.ordinary"][-2:]
    fresh = set(new.terms) - set(old.terms)
    assert fresh == {"fast_within", "withdraw_within"}
    state = opening({"capacity": "entrusted"}, {})
    state["done"]["revoke"] = {"n": 1, "seq": 3, "at": f"{BEFORE}T10:00:00+08:00", "form": {}}
    state["done"]["publish"] = {"n": 1, "seq": 2, "at": f"{BEFORE}T09:00:00+08:00", "form": {}}
    entry = new_law_entry(old, new, {**state, "at": f"{BEFORE}T10:00:00+08:00"}, {"id": 1}, 4, moment("2021-07-16 09:00"))
    fold(new, state, entry, law.calendar_of(entry))
    assert state["terms"]["withdraw_within"][""]["due"] == "2021-07-20"
    assert state["version"] == new.version


def test_an_act_recorded_late_is_judged_by_the_law_of_its_own_day(sample: Sample) -> None:
    case_id = lived(sample, ON).case_id
    statement = Command("defend", {}, {"content": "陈述（示例）"}, at=moment(f"{BEFORE} 10:15"), party="p1")
    perform(case_id, statement, sample.id("zhang"))
    entry = orjson.loads(Act.objects.filter(case_id=case_id, act="defend").values_list("entry", flat=True)[0])
    first = orjson.loads(Act.objects.filter(case_id=case_id, seq=1).values_list("entry", flat=True)[0])
    assert entry["version"] == first["version"] and verify().broken == ()


def test_in_bulk_the_verdicts_are_the_same(sample: Sample) -> None:
    done, rejected = bulk([Life(cover(sample), acts(sample, BEFORE)), Life(cover(sample), acts(sample, ON))], sample.id("zhang"))
    assert ([each.place for each in rejected], Case.objects.count()) == ([0], 1)
    assert done == 4 and verify().broken == ()
