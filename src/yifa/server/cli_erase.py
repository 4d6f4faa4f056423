"""`yifa erase`: personal information erased by law, the docket staying whole."""

from __future__ import annotations

from uuid import UUID

import click
from django.db.models import QuerySet

from yifa import clock
from yifa.docket.models import Case, CaseParty
from yifa.docket.world import the_law
from yifa.errors import BadInput, Forbidden, LawError, Missing, Text
from yifa.people.actors import Actor, actor_for
from yifa.people.models import Officer, VaultItem
from yifa.people.scopes import scope_for
from yifa.people.vault import erase as erase_item

from .output import as_json, print_json
from .setup import ready_database

__all__ = ["erase"]


@click.command(epilog='Example: yifa erase 5f0c… --ground "个人信息保护法/47" --by feng')
@click.argument("reference", type=click.UUID)
@click.option("--ground", required=True, help="The article or decision that asks for it.")
@click.option("--by", "username", required=True, help="User name of the officer responsible.")
@as_json
def erase(reference: UUID, ground: str, username: str, as_json: bool) -> None:
    """Erase one sealed value for good; its place, its ground and who did it remain."""
    ready_database()
    officer = Officer.objects.filter(username=username).first()
    if officer is None:
        raise Missing("no_officer", Text(f"没有工作人员“{username}”。", f"There is no officer '{username}'."))
    actor = actor_for(officer.pk, clock.now())
    _require_ground(ground)
    _require_grant(reference, actor)
    erase_item(reference, ground, actor)
    if as_json:
        print_json({"erased": str(reference), "ground": ground})
    else:
        click.echo(f"已删除 {reference}，依据 {ground} / erased, on the ground of {ground}")


def _require_ground(ground: str) -> None:
    """Raise `BadInput` unless the ground is an article that the law folder knows."""
    try:
        the_law().statutes.cite(ground, on=clock.today())
    except LawError as problem:
        raise BadInput("erasure_ground", problem.text, hint=Text("例如：个人信息保护法/47", "Such as: 个人信息保护法/47")) from problem  # fmt: skip


def _require_grant(reference: UUID, actor: Actor) -> None:
    """Raise `Forbidden` unless the officer's posts may erase in the case that the value belongs to."""
    item = VaultItem.objects.filter(pk=reference).first()
    if item is None:
        raise Missing("vault_missing", Text("保险库中没有这一项。", "The vault has no such item."))
    cases = (
        Case.objects.filter(pk=item.subject.partition(":")[2])
        if item.owner_kind == "case"
        else _of_party(item)
    )
    found = list(cases.values("body_id", "division", "office_id", "handler_id", "procedure", "shielded"))
    scope = scope_for(actor, "erase")
    if not scope or not all(scope.allows(row) for row in found):
        raise Forbidden("out_of_scope", Text("您的岗位不能删除该项个人信息。", "Your posts do not let you erase this."),
                        "个人信息保护法/47")  # fmt: skip


def _of_party(item: VaultItem) -> QuerySet[Case]:
    """The cases in which a party stands whose identity the value is."""
    cases = CaseParty.objects.filter(party_id=str(UUID(hex=item.subject))).values("case_id")
    return Case.objects.filter(pk__in=cases)
