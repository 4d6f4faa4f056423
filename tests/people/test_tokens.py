"""A token can do less than its officer, for a time, and never says why it was refused."""

from datetime import timedelta

import pytest
from people_staff import Staff

from yifa import clock
from yifa.clock import now
from yifa.errors import BadInput, Forbidden
from yifa.people.models import Token
from yifa.people.tokens import authenticate, issue, revoke


def test_a_token_stands_for_its_officer_within_its_families(staff: Staff) -> None:
    luo = staff.hire("luo", "handler")
    text = issue(luo, "热线对接", ["see"], ["hotline.*"], now() + timedelta(days=30))
    actor, scope = authenticate(text, "see")
    row = {
        "body_id": luo.body_id,
        "division": "990101/990101001",
        "office_id": staff.office.id,
        "handler_id": None,
        "procedure": "hotline.order",
        "shielded": False,
    }
    assert actor.id == luo.id
    assert scope.allows(row)
    assert not scope.allows({**row, "procedure": "penalty.summary"})


def test_a_token_gives_its_officer_nothing_new(staff: Staff) -> None:
    admin = staff.hire("admin", "system_admin")
    text = issue(admin, "巡检", ["see"], ["*"], now() + timedelta(days=1))
    _, scope = authenticate(text, "see")
    assert not scope


def test_only_the_hash_is_kept(staff: Staff) -> None:
    text = issue(staff.hire("luo", "handler"), "对接", ["see"], ["*"], now() + timedelta(days=1))
    assert text.rpartition("_")[2] not in str(Token.objects.values_list("hash", "purpose").get())


def test_every_refusal_reads_the_same(staff: Staff) -> None:
    luo = staff.hire("luo", "handler")
    good = issue(luo, "对接", ["see"], ["*"], now() + timedelta(days=1))
    ended = issue(luo, "旧对接", ["see"], ["*"], now() + timedelta(days=1))
    revoke(Token.objects.get(purpose="旧对接"))
    unknown = good.replace(good[5:37], "0" * 32)
    told = set()
    for text in ("", "x", "yifa_x_y", good + "x", good.replace("yifa_", "else_"), unknown, ended):
        with pytest.raises(Forbidden) as refusal:
            authenticate(text, "see")
        told.add(str(refusal.value))
    with pytest.raises(Forbidden) as refusal:
        authenticate(good, "export")
    told.add(str(refusal.value))
    with clock.at(now() + timedelta(days=1)), pytest.raises(Forbidden) as refusal:
        authenticate(good, "see")
    assert told | {str(refusal.value)} == told
    assert len(told) == 1


def test_a_token_ends_at_once_though_it_was_read_a_moment_ago(staff: Staff) -> None:
    text = issue(staff.hire("luo", "handler"), "对接", ["see"], ["*"], now() + timedelta(days=1))
    assert authenticate(text, "see") and authenticate(text, "see")
    revoke(Token.objects.get())
    with pytest.raises(Forbidden):
        authenticate(text, "see")


def test_a_token_is_always_for_something_and_always_ends(staff: Staff) -> None:
    luo = staff.hire("luo", "handler")
    soon = now() + timedelta(days=1)
    for bad in (
        ("", ["see"], ["*"], soon),
        ("对接", [], ["*"], soon),
        ("对接", ["see"], [], soon),
        ("对接", ["fly"], ["*"], soon),
        ("对接", ["see"], ["pen*"], soon),
        ("对接", ["see"], ["*"], now()),
    ):
        with pytest.raises(BadInput):
            issue(luo, *bad)
