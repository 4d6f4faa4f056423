"""Every register of the law folder: its example rows are entered or refused, listed, compared, and survive a sheet."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from shipped_law import LAW
from street import Sample
from yifa import clock
from yifa.docket.door import Command, perform
from yifa.docket.opening import PartyIn
from yifa.docket.verify import verify
from yifa.errors import Forbidden, Refused
from yifa.people.actors import Actor, actor_for
from yifa.people.models import Holding
from yifa.procedures import Law, Register
from yifa.registers.comparing import compare
from yifa.registers.keeping import enter
from yifa.registers.reading import items
from yifa.registers.sheets import as_xlsx, import_sheet

REGISTERS = sorted(LAW.registers)
EARLIER = datetime(2024, 3, 1, 9, tzinfo=clock.ZONE)


@pytest.fixture(params=REGISTERS)
def register(request: pytest.FixtureRequest, law: Law) -> Register:
    return law.registers[request.param]


@pytest.fixture
def keeper(register: Register, sample: Sample) -> Actor:
    """Someone of the street who may keep this register."""
    body = sample.street.cast["bodies"]["street"].pk
    held = (
        Holding.objects.filter(post__kind__in=register.text.kept_by, post__body_id=body)
        .order_by("pk")
        .first()
    )
    assert held is not None, f"nobody of the sample street holds any of {register.text.kept_by}"
    return actor_for(held.officer_id, clock.now())


def _enter_named(law: Law, register: Register, sample: Sample) -> None:
    """The items that the example rows of a register name, entered in their own registers first."""
    for _, values in rows(register):
        for name, value in values.items():
            spec = register.text.fields[name]
            if (
                spec.type == "item"
                and (other := law.registers[str(spec.of)])
                and value not in {item.key for item in items(other)}
            ):
                _enter_named(law, other, sample)
                held = (
                    Holding.objects.filter(
                        post__kind__in=other.text.kept_by,
                        post__body_id=sample.street.cast["bodies"]["street"].pk,
                    )
                    .order_by("pk")
                    .first()
                )
                assert held is not None
                enter(
                    law,
                    other,
                    actor_for(held.officer_id, clock.now()),
                    str(value),
                    dict(rows(other))[str(value)],
                    EARLIER,
                )


def _case_of(law: Law, family: str, sample: Sample) -> int:
    """A case of a family whose cover asks for nothing but choices and one party."""
    text = law.in_force(family, EARLIER.date()).text
    facts = {
        name: next(iter(spec.of))
        for name, spec in text.case.items()
        if spec.required and isinstance(spec.of, dict)
    }
    role, party = next(iter(text.parties.items()))
    return sample.open_as("luo", family, facts, [PartyIn(role, "p1", party.kinds[0])], EARLIER)


@pytest.fixture(autouse=True)
def _what_it_names(law: Law, register: Register, sample: Sample, monkeypatch: pytest.MonkeyPatch) -> None:
    _enter_named(law, register, sample)
    for name, spec in register.text.fields.items():
        naming = [row for row in register.text.examples if name in row]
        if naming and spec.type == "case" and isinstance(spec.of, list):
            case = _case_of(law, spec.of[0], sample)
            for row in naming:
                monkeypatch.setitem(row, name, case)


def rows(register: Register) -> list[tuple[str, dict[str, Any]]]:
    """The lawful example rows."""
    good = [dict(row) for row in register.text.examples if "refused" not in row]
    return [(str(row.pop("item")), row) for row in good]


def test_its_example_rows_are_entered_and_the_faulty_ones_refused_by_field(
    law: Law, register: Register, keeper: Actor
) -> None:
    assert rows(register), "a register shows at least one lawful row"
    for row in register.text.examples:
        values = dict(row)
        key, refused = str(values.pop("item")), values.pop("refused", None)
        if refused is None:
            enter(law, register, keeper, key, values, EARLIER)
            continue
        with pytest.raises(Refused) as told:
            enter(law, register, keeper, key, values, EARLIER)
        assert refused in {reason.field for reason in told.value.reasons}
    assert [item.key for item in items(register)] == sorted(key for key, _ in rows(register))
    assert verify().broken == ()


def test_what_stood_on_a_day_is_told_for_any_day(law: Law, register: Register, keeper: Actor) -> None:
    key, values = rows(register)[0]
    case = enter(law, register, keeper, key, values, EARLIER).case_id
    assert items(register, EARLIER.date() - timedelta(days=1)) == []
    perform(
        case,
        Command(
            "remove", {"keeper": [keeper.id]}, {"why": "不再经营（示例）"}, at=EARLIER + timedelta(days=30)
        ),
        keeper.id,
    )
    listed = items(register, EARLIER.date() + timedelta(days=29))
    assert [item.key for item in listed] == [key]
    assert items(register, EARLIER.date() + timedelta(days=30)) == []
    assert [item.key for item in compare(listed, items(register)).dropped] == [key]


def test_nobody_but_its_keepers_enters_an_item(law: Law, register: Register, sample: Sample) -> None:
    key, values = rows(register)[0]
    for name in ("sysadmin", "gao", "deng"):
        stranger = actor_for(sample.id(name), clock.now())
        assert not set(register.text.kept_by) & {post.kind for post in stranger.posts}
        with pytest.raises((Forbidden, Refused)):
            enter(law, register, stranger, key, values, EARLIER)
    assert items(register) == []


def test_the_same_key_is_not_listed_twice_but_may_come_back(
    law: Law, register: Register, keeper: Actor
) -> None:
    key, values = rows(register)[0]
    case = enter(law, register, keeper, key, values, EARLIER).case_id
    with pytest.raises(Refused):
        enter(law, register, keeper, key, values, EARLIER + timedelta(days=1))
    perform(
        case,
        Command("remove", {"keeper": [keeper.id]}, {"why": "移出（示例）"}, at=EARLIER + timedelta(days=2)),
        keeper.id,
    )
    enter(law, register, keeper, key, values, EARLIER + timedelta(days=3))
    assert [item.since for item in items(register)] == [(EARLIER + timedelta(days=3)).date().isoformat()]


def test_a_sheet_written_out_and_read_in_again_changes_nothing(
    law: Law, register: Register, keeper: Actor, tmp_path: Path
) -> None:
    for key, values in rows(register):
        enter(law, register, keeper, key, values, EARLIER)
    path = tmp_path / "register.xlsx"
    path.write_bytes(as_xlsx(register, items(register)))
    done = import_sheet(law, register, keeper, path)
    assert (done.entered, done.changed, done.same, done.absent, done.rejected) == (
        0,
        0,
        len(rows(register)),
        (),
        (),
    )


def test_a_sheet_fills_an_empty_register(law: Law, register: Register, keeper: Actor, tmp_path: Path) -> None:
    given = rows(register)
    for key, values in given:
        enter(law, register, keeper, key, values, EARLIER)
    path = tmp_path / "register.xlsx"
    path.write_bytes(as_xlsx(register, items(register)))
    before = items(register)
    for item in before:
        perform(item.case_id, Command("remove", {"keeper": [keeper.id]}, {"why": "清空（示例）"}), keeper.id)
    assert items(register) == []
    with clock.at(clock.now() + timedelta(minutes=1)):
        done = import_sheet(law, register, keeper, path)
    assert (done.entered, done.rejected) == (len(given), ())
    with clock.at(clock.now() + timedelta(minutes=2)):
        difference = compare(before, items(register))
    assert (difference.added, difference.dropped, difference.changed) == ((), (), ())
