"""A party is known to the work by a mask, and found again without opening the vault."""

import json

import pytest
from django.db import connection
from people_staff import Staff

from yifa.clock import now
from yifa.errors import BadInput
from yifa.people import vault
from yifa.people.actors import actor_for
from yifa.people.models import Party
from yifa.people.parties import Identity, NumberKind, identity_key, prepare

ID = "990101199003071237"


def person(**changes: object) -> Identity:
    given = {"kind": Party.Kind.PERSON, "name": "张三", "number": ID, "number_kind": NumberKind.RESIDENT_ID}
    return Identity(**{**given, **changes})  # type: ignore[arg-type]


def test_a_person_is_masked_and_the_identity_lies_in_the_vault(staff: Staff) -> None:
    prepared = prepare(person(phone="13800001234", address="某市某区某路1号"))
    with connection.cursor() as cursor:
        vault.insert_rows(cursor, [prepared.row])
    prepared.party.save()
    party = Party.objects.get()
    assert party.mask == "张某"
    assert ID not in party.identity_key
    opened = vault.open_(party.identity, actor_for(staff.hire("luo", "handler").id, now()), "送达")
    assert json.loads(opened)["number"] == ID


def test_an_organisation_keeps_its_public_name() -> None:
    code = "91990101MA01AB2C3C"
    prepared = prepare(Identity(Party.Kind.ORGANISATION, "示例有限公司", code, NumberKind.CREDIT_CODE))
    assert prepared.party.mask == "示例有限公司"


def test_the_same_number_gives_the_same_key_however_it_is_written() -> None:
    assert identity_key("11010519491231002x") == identity_key(" 1101 0519 4912 31002X")
    assert identity_key("91990101MA01AB2C3C") == identity_key("91990101-MA01AB2C3C".lower())
    assert identity_key(ID) != identity_key("990101201202290045")


def test_without_a_number_nothing_is_said_about_sameness() -> None:
    assert prepare(person(number="", number_kind=NumberKind.NONE)).party.identity_key == ""


@pytest.mark.parametrize(
    "identity",
    [
        person(name=" "),
        person(number="990102201002290012"),
        person(number_kind=NumberKind.CREDIT_CODE, number="91990101MA01AB2C3C"),
        person(kind=Party.Kind.ORGANISATION),
        person(number=""),
        person(number_kind=NumberKind.NONE),
    ],
)
def test_what_cannot_be_a_party_is_refused(identity: Identity) -> None:
    with pytest.raises(BadInput):
        prepare(identity)


def test_a_foreign_document_and_a_sole_trader_by_identity_number_are_taken() -> None:
    assert prepare(person(number_kind=NumberKind.OTHER, number="E12345678")).party.identity_key
    assert prepare(person(kind=Party.Kind.INDIVIDUAL_BUSINESS)).party.kind == "individual_business"
