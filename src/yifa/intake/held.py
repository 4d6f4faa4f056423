"""A sheet held between its preview and its taking in: sealed in the vault, since it names people, and erased when it is done with."""

from __future__ import annotations

from uuid import UUID

from yifa.errors import BadInput, Text
from yifa.people.actors import Actor
from yifa.people.models import VaultItem
from yifa.people.vault import Plain, erase, open_, seal

from .channels import Channel

__all__ = ["hold", "let_go", "opened"]

OWNER, ERASED = "sheet", "个人信息保护法/47"
"""The purpose of the copy is fulfilled once the sheet is taken in, or another is shown in its place."""


def hold(channel: Channel, content: bytes, suffix: str, actor: Actor) -> UUID:
    """Seal a sheet for its reader; one of this channel that they held before is erased."""
    subject = f"{channel.name}:{actor.id}"
    for item in VaultItem.objects.filter(owner_kind=OWNER, subject=subject, erased_at=None):
        erase(item.pk, ERASED, actor)
    return seal(Plain(content, OWNER, subject, f"intake{suffix}")).ref


def opened(channel: Channel, ref: UUID, actor: Actor) -> tuple[bytes, str]:
    """The sheet held and its suffix; the view is logged. Raises `BadInput` for one that is another's, or done with."""
    held = VaultItem.objects.filter(
        pk=ref, owner_kind=OWNER, subject=f"{channel.name}:{actor.id}", erased_at=None
    )
    item = held.first()
    if item is None:
        text = Text("这份表格已经登记或者换过，请重新上传。", "This sheet was taken in or replaced: upload it again.")  # fmt: skip
        raise BadInput("intake.held", text)
    return open_(ref, actor, "按表登记"), item.purpose.removeprefix("intake")


def let_go(ref: UUID, actor: Actor) -> None:
    """Erase a sheet that is taken in."""
    erase(ref, ERASED, actor)
