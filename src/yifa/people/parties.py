"""Parties: registered with their identity in the vault, found again by a keyed hash."""

from __future__ import annotations

import json
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from django.db.backends.utils import CursorWrapper

from yifa import clock
from yifa.errors import BadInput, Text
from yifa.people import ciphers
from yifa.people.actors import Actor
from yifa.people.keys import key_ring
from yifa.people.masking import mask_name
from yifa.people.models import Party
from yifa.people.vault import Plain, Row, erase, insert_rows, prepare_rows
from yifa.procedures.identifiers import check_credit_code, check_resident_id

__all__ = ["Identity", "NumberKind", "Prepared", "forget", "identity_key", "kind_of", "prepare", "save"]


class NumberKind(StrEnum):
    """What kind of number identifies a party."""

    RESIDENT_ID = "resident_id"
    CREDIT_CODE = "credit_code"
    OTHER = "other"
    NONE = "none"


_ALLOWED = {
    Party.Kind.PERSON: (NumberKind.RESIDENT_ID, NumberKind.OTHER, NumberKind.NONE),
    Party.Kind.ORGANISATION: (NumberKind.CREDIT_CODE, NumberKind.OTHER, NumberKind.NONE),
    Party.Kind.INDIVIDUAL_BUSINESS: tuple(NumberKind),
}


@dataclass(frozen=True, slots=True, repr=False)
class Identity:
    """Who a party is: a name, perhaps a number of some kind, perhaps phone and address."""

    kind: Party.Kind
    name: str
    number: str = ""
    number_kind: NumberKind = NumberKind.NONE
    phone: str = ""
    address: str = ""


@dataclass(frozen=True, slots=True)
class Prepared:
    """A party not yet written, and the vault row that must be written with it."""

    party: Party
    row: Row


def prepare(identity: Identity) -> Prepared:
    """Make a party of `identity` without touching the database.

    `save` writes it.
    Raises `BadInput` for a missing name, a number that fails its check, or a kind of number that
    does not fit the kind of party.
    """
    number = _checked_number(identity)
    party_id = uuid.uuid4()
    data = {
        "name": identity.name.strip(),
        "number": number,
        "number_kind": identity.number_kind.value,
        "phone": identity.phone.strip(),
        "address": identity.address.strip(),
    }
    plain = Plain(json.dumps(data, ensure_ascii=False, sort_keys=True), "party", party_id.hex, "identity")
    (row,) = prepare_rows([plain])
    is_person = identity.kind is Party.Kind.PERSON
    party = Party(
        id=party_id,
        kind=identity.kind,
        identity=row.sealed.ref,
        identity_key=identity_key(number) if number else "",
        mask=mask_name(data["name"]) if is_person else data["name"],
        created_at=clock.now(),
    )
    return Prepared(party, row)


def kind_of(word: str) -> Party.Kind:
    """The kind of party a procedure's word means: a public body is identified as an organisation is. Raises `ValueError` for an unknown word."""
    return Party.Kind.ORGANISATION if word == "body" else Party.Kind(word)


def save(cursor: CursorWrapper, made: Sequence[Prepared]) -> None:
    """Write prepared parties and their vault rows in the caller's transaction."""
    insert_rows(cursor, [each.row for each in made])
    Party.objects.bulk_create(each.party for each in made)


def forget(party_id: uuid.UUID, ground: str, by: Actor) -> None:
    """Erase the identity of a party that no case holds, on `ground`, and the party with its mask: it entered nothing.

    Whether a case holds it is the caller's to make sure of. A party that is not there is forgotten already.
    """
    party = Party.objects.filter(pk=party_id).first()
    if party is None:
        return
    erase(party.identity, ground, by)
    party.delete()


def identity_key(number: str) -> str:
    """The keyed hash of an identity number, the same for every way to write it.

    Two parties with the same key are the same person or organisation. Without the key file, it
    cannot be traced back by trying numbers.
    """
    key = key_ring().identity
    cleaned = "".join(number.split()).replace("-", "").upper()
    return f"{key.hash}:{ciphers.keyed_digest(key.hash, key.secret, cleaned.encode()).hex()}"


def _checked_number(identity: Identity) -> str:
    """The number in its normal form; raises `BadInput`."""
    if not identity.name.strip():
        raise BadInput("party_name", Text("当事人姓名（名称）不能为空。", "A party needs a name."))
    if identity.number_kind not in _ALLOWED[identity.kind]:
        text = Text("证件种类与当事人类型不符。", "This kind of number does not fit this kind of party.")
        raise BadInput("party_number_kind", text)
    if bool(identity.number.strip()) is (identity.number_kind is NumberKind.NONE):
        text = Text("证件号码与证件种类须同时填写。", "A number and its kind go together.")
        raise BadInput("party_number", text)
    if identity.number_kind is NumberKind.RESIDENT_ID:
        return check_resident_id(identity.number, clock.today()).number
    if identity.number_kind is NumberKind.CREDIT_CODE:
        return check_credit_code(identity.number)
    return identity.number.strip()
