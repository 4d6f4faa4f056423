"""Personal values are sealed apart, every view is logged, and erasure by law leaves the chain whole."""

import json
import stat
import uuid
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from django.db import IntegrityError, connection, transaction
from hypothesis import given
from hypothesis import strategies as st
from people_staff import Staff
from pytest_django import DjangoAssertNumQueries

from yifa.clock import now
from yifa.errors import BadInput, Conflict, Damaged, Forbidden, Missing
from yifa.people import ciphers, keys, vault
from yifa.people.actors import Actor, PostHeld, actor_for
from yifa.people.models import VaultItem, ViewLog
from yifa.people.vault import Plain, Standing


@pytest.fixture
def handler(staff: Staff) -> Actor:
    return actor_for(staff.hire("luo", "handler").id, now())


def plain(value: bytes | str = "张三", subject: str = "p1") -> Plain:
    return Plain(value, "party", subject, "identity")


def test_a_sealed_value_is_not_in_the_row_and_opens_for_a_reason(handler: Actor) -> None:
    sealed = vault.seal(plain("990101199003071237"))
    item = VaultItem.objects.get(pk=sealed.ref)
    assert b"990101" not in bytes(item.ciphertext)
    assert vault.open_(sealed.ref, handler, "制作处罚决定书") == b"990101199003071237"


def test_each_view_is_logged_with_who_when_and_why_and_not_the_value(handler: Actor) -> None:
    sealed = vault.seal(plain())
    vault.open_(sealed.ref, handler, "电话核实")
    vault.open_(sealed.ref, handler, "送达")
    views = ViewLog.objects.order_by("id").values_list("item_id", "officer_id", "at", "why")
    assert list(views) == [(sealed.ref, handler.id, now(), why) for why in ("电话核实", "送达")]


def test_a_view_without_a_reason_is_refused(handler: Actor) -> None:
    sealed = vault.seal(plain())
    with pytest.raises(BadInput):
        vault.open_(sealed.ref, handler, " ")
    with pytest.raises(IntegrityError), transaction.atomic():
        ViewLog.objects.create(item_id=sealed.ref, officer_id=handler.id, at=now(), why="")


@pytest.mark.parametrize("kind", ["system_admin", "security_admin", "audit_admin"])
def test_an_administrator_opens_nothing(db: None, kind: str) -> None:
    sealed = vault.seal(plain())
    admin = Actor(1, "管理员（示例）", 1, (PostHeld(1, kind, 1, None, "99"),))
    with pytest.raises(Forbidden):
        vault.open_(sealed.ref, admin, "排查故障")
    assert not ViewLog.objects.exists()


def test_whoever_holds_no_post_opens_nothing(db: None) -> None:
    with pytest.raises(Forbidden):
        vault.open_(vault.seal(plain()).ref, Actor(1, "无岗（示例）", 1), "好奇")


def test_erasure_by_law_takes_bytes_and_salt_and_leaves_the_commitment_whole(handler: Actor) -> None:
    sealed, kept = vault.seal(plain("张三")), vault.seal(plain("李四"))
    chain = {sealed.ref: sealed.commitment, kept.ref: kept.commitment}
    vault.erase(sealed.ref, "个人信息保护法/47", handler)
    item = VaultItem.objects.get(pk=sealed.ref)
    assert (bytes(item.ciphertext), bytes(item.nonce), bytes(item.salt)) == (b"", b"", b"")
    assert (item.erased_at, item.erased_by_id) == (now(), handler.id)
    assert vault.check(chain) == {sealed.ref: Standing.ERASED, kept.ref: Standing.WHOLE}
    with pytest.raises(Missing, match="依法删除"):
        vault.open_(sealed.ref, handler, "查阅")
    assert vault.open_many([sealed.ref, kept.ref], handler, "查阅") == {kept.ref: "李四".encode()}


def test_erasure_needs_a_ground_an_item_and_happens_once(handler: Actor) -> None:
    sealed = vault.seal(plain())
    with pytest.raises(BadInput):
        vault.erase(sealed.ref, " ", handler)
    with pytest.raises(Missing):
        vault.erase(uuid.uuid4(), "个人信息保护法/47", handler)
    vault.erase(sealed.ref, "个人信息保护法/47", handler)
    with pytest.raises(Conflict):
        vault.erase(sealed.ref, "个人信息保护法/47", handler)


def test_an_unknown_reference_is_missing_and_in_a_chain_it_is_damage(handler: Actor) -> None:
    ref = uuid.uuid4()
    with pytest.raises(Missing):
        vault.open_(ref, handler, "查阅")
    assert vault.check({ref: "sha256:00"}) == {ref: Standing.DAMAGED}


@pytest.mark.parametrize("column", ["ciphertext", "nonce", "salt"])
def test_a_changed_byte_is_seen(handler: Actor, column: str) -> None:
    sealed = vault.seal(plain())
    item = VaultItem.objects.get(pk=sealed.ref)
    raw = bytearray(getattr(item, column))
    raw[0] ^= 1
    VaultItem.objects.filter(pk=sealed.ref).update(**{column: bytes(raw)})
    assert vault.check({sealed.ref: sealed.commitment}) == {sealed.ref: Standing.DAMAGED}


def test_bytes_moved_to_another_persons_row_do_not_open(handler: Actor) -> None:
    one, two = vault.seal(plain(subject="p1")), vault.seal(plain(subject="p2"))
    stolen = VaultItem.objects.filter(pk=two.ref).values("ciphertext", "nonce", "salt", "key_id").get()
    VaultItem.objects.filter(pk=one.ref).update(**stolen)
    with pytest.raises(Damaged):
        vault.open_(one.ref, handler, "查阅")


def test_equal_values_have_different_commitments(db: None) -> None:
    one, two = vault.prepare_rows([plain(), plain()])
    assert one.sealed.commitment != two.sealed.commitment


def test_many_values_are_written_by_one_statement(
    db: None, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    rows = vault.prepare_rows(plain(str(number), str(number)) for number in range(40))
    with django_assert_num_queries(1), connection.cursor() as cursor:
        vault.insert_rows(cursor, rows)
    assert VaultItem.objects.count() == 40
    stored = VaultItem.objects.get(pk=rows[7].sealed.ref)
    assert (stored.subject, stored.created_at, stored.erased_at) == ("7", now(), None)


def test_writing_no_rows_does_nothing(db: None, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    with django_assert_num_queries(0), connection.cursor() as cursor:
        vault.insert_rows(cursor, [])


def test_more_rows_than_one_statement_takes_are_all_written(db: None) -> None:
    rows = vault.prepare_rows(plain(str(number)) for number in range(2001))
    with connection.cursor() as cursor:
        vault.insert_rows(cursor, rows)
    assert VaultItem.objects.count() == 2001


def test_the_value_is_not_shown_by_accident(db: None) -> None:
    (row,) = vault.prepare_rows([plain("张三")])
    assert "张三" not in repr(plain("张三")) + repr(row) + repr(keys.key_ring())


def test_the_key_file_is_made_once_for_its_owner_only(data_folder: Path) -> None:
    first = keys.key_ring()
    assert stat.S_IMODE((data_folder / "vault.key").stat().st_mode) == 0o600
    assert keys.key_ring() == first
    assert [path.name for path in data_folder.iterdir()] == ["vault.key"]


def test_after_rotation_old_values_open_and_can_be_sealed_anew(handler: Actor) -> None:
    old = vault.seal(plain("张三"))
    before = keys.key_ring().current.id
    keys.rotate()
    assert keys.key_ring().current.id != before
    assert vault.open_(old.ref, handler, "查阅") == "张三".encode()
    assert (vault.reseal(), vault.reseal()) == (1, 0)
    assert not VaultItem.objects.filter(key_id=before).exists()
    assert vault.check({old.ref: old.commitment}) == {old.ref: Standing.WHOLE}


def test_two_processes_that_change_the_suite_at_once_add_one_key(monkeypatch: pytest.MonkeyPatch) -> None:
    before = keys.key_ring()
    monkeypatch.setenv("YIFA_CRYPTO", "sm")
    with ThreadPoolExecutor(4) as pool:
        rings = list(pool.map(lambda _: keys.key_ring(), range(8)))
    assert len({ring.current.id for ring in rings}) == 1
    assert set(keys.key_ring().keys) == {before.current.id, rings[0].current.id}


def test_keys_added_at_once_are_all_kept() -> None:
    keys.key_ring()
    with ThreadPoolExecutor(4) as pool:
        made = {ring.current.id for ring in pool.map(lambda _: keys.rotate(), range(8))}
    assert len(keys.key_ring().keys) == 9
    assert made <= set(keys.key_ring().keys)


def test_a_key_that_was_lost_is_damage_and_not_an_empty_value(handler: Actor, data_folder: Path) -> None:
    sealed = vault.seal(plain())
    (data_folder / "vault.key").unlink()
    with pytest.raises(Damaged):
        vault.open_(sealed.ref, handler, "查阅")


@pytest.mark.parametrize("content", ["", "{", "[]", '{"current": "x"}', json.dumps("text"), "密"])
def test_a_damaged_key_file_is_told_and_never_replaced(data_folder: Path, content: str) -> None:
    (data_folder / "vault.key").write_text(content, encoding="utf-8")
    with pytest.raises(Damaged):
        keys.key_ring()
    with pytest.raises(Damaged):
        keys.rotate()
    assert (data_folder / "vault.key").read_text(encoding="utf-8") == content


def test_the_national_suite_seals_with_sm4_and_commits_with_sm3(
    handler: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    old = vault.seal(plain("张三"))
    monkeypatch.setenv("YIFA_CRYPTO", "sm")
    new = vault.seal(plain("李四"))
    assert (old.commitment[:7], new.commitment[:4]) == ("sha256:", "sm3:")
    assert keys.key_ring().current.cipher == "sm4-gcm"
    assert vault.open_many([old.ref, new.ref], handler, "查阅") == {
        old.ref: "张三".encode(),
        new.ref: "李四".encode(),
    }
    chain = {old.ref: old.commitment, new.ref: new.commitment}
    assert set(vault.check(chain).values()) == {Standing.WHOLE}


def test_an_unknown_suite_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("YIFA_CRYPTO", "rot13")
    with pytest.raises(BadInput, match="rot13"):
        keys.key_ring()


def test_sm3_gives_the_standards_own_example_with_and_without_openssls(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    expected = "66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0"
    assert ciphers.digest("sm3", b"abc").hex() == expected
    monkeypatch.setattr("hashlib.algorithms_available", frozenset())
    assert ciphers.digest("sm3", b"abc").hex() == expected


def test_an_unknown_hash_is_refused() -> None:
    with pytest.raises(BadInput, match="md5"):
        ciphers.digest("md5", b"")


@given(value=st.binary(), bound=st.binary(), cipher=st.sampled_from(["aes-256-gcm", "sm4-gcm"]))
def test_what_is_sealed_opens_again_and_only_in_its_place(value: bytes, bound: bytes, cipher: str) -> None:
    key = bytes(32 if cipher.startswith("aes") else 16)
    nonce, sealed = ciphers.encrypt(cipher, key, value, bound)
    assert ciphers.decrypt(cipher, key, nonce, sealed, bound) == value
    with pytest.raises(Damaged):
        ciphers.decrypt(cipher, key, nonce, sealed, bound + b"x")
