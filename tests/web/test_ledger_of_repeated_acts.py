"""A ledger tells acts done several times by how often, and overwrites nothing with the latest of them."""

from __future__ import annotations

from yifa.procedures import Law
from yifa.web.facts import Reading
from yifa.web.ledgers import _recorded


def test_people_entered_one_by_one_do_not_take_the_place_of_the_record(law: Law) -> None:
    training = law.families["study.training"][-1]
    done = {
        "record": {"n": 1, "seq": 1, "form": {"due": 3, "present": 2, "hours": 8}},
        "attend": {"n": 2, "seq": 3, "form": {"hours": 6, "result": "failed"}},
    }
    said = {title.zh: told for title, told in _recorded(Reading("zh", training), {"done": done})}
    assert said["学时"] == "8" and said["登记个人学时"].startswith("2 次；最近一次：学时 6")
