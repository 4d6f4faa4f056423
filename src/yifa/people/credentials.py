"""Certificates entered, renewed, revoked; deputies named by office or by the officer; and how long a certificate still holds."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Q, QuerySet

from yifa import clock
from yifa.errors import BadInput, Conflict, Refused, Text
from yifa.people.administration import By, checked_ground, record
from yifa.people.models import Certificate, Deputy, Holding, Officer
from yifa.people.models.dated import overlapping, valid_on
from yifa.people.vocabulary import vocabulary

__all__ = [
    "OWN_DAYS", "SOON", "STANDINGS", "add_certificate", "end_deputy", "may_stand_in", "name_deputy", "name_own_deputy", "revoke_certificate",
    "standing",
]  # fmt: skip

SOON = timedelta(days=60)
"""A certificate with no more than this left is named as running out."""
OWN_DAYS = 31
"""The longest an officer names a deputy for themselves."""
STANDINGS: dict[str, Text] = {
    "valid": Text("有效", "valid"),
    "soon": Text("即将到期", "runs out soon"),
    "expired": Text("已过期", "expired"),
    "revoked": Text("已收回", "revoked"),
    "ahead": Text("尚未生效", "not yet valid"),
}


def standing(certificate: Certificate, on: date) -> str:
    """How a certificate stands on a day: a word of `STANDINGS`."""
    if certificate.revoked_on is not None and certificate.revoked_on <= on:
        return "revoked"
    if certificate.valid_from > on:
        return "ahead"
    if certificate.valid_to is None or certificate.valid_to - on > SOON:
        return "valid"
    return "soon" if certificate.valid_to >= on else "expired"


@transaction.atomic
def add_certificate(
    by: By, officer: Officer, kind: str, number: str, issuer: str, first: date, last: date | None, ground: str
) -> bool:
    """Enter a certificate, or renew the one of that number; whether anything changed.

    A renewal follows without a gap and only moves the last day. Raises `Conflict` for a number that is another
    officer's or was revoked, `BadInput` for what is missing or out of order.
    """
    ground, word = checked_ground(ground), vocabulary().certificate(kind)
    if not number.strip() or not issuer.strip() or len(number) > 40 or len(issuer) > 100:
        raise BadInput(
            "people.certificate",
            Text("证件须有编号和发证机关。", "A certificate has a number and an issuer."),
        )
    if last is not None and last < first:
        text = f"有效期至 {last} 早于有效期自 {first}。", f"It would end ({last}) before it begins ({first})."
        raise BadInput("people.days", Text(*text))
    known = Certificate.objects.filter(kind=kind, number=number.strip()).select_related("officer").first()
    if known is not None:
        return _renew(by, known, officer, first, last, ground)
    Certificate.objects.create(
        officer=officer,
        kind=kind,
        number=number.strip(),
        issuer=issuer.strip(),
        valid_from=first,
        valid_to=last,
    )
    record(by, "certificate", ground, officer=officer, kind=word.title.zh, number=number.strip(), issuer=issuer.strip(), first=first, last=last)  # fmt: skip
    return True


def _renew(by: By, known: Certificate, officer: Officer, first: date, last: date | None, ground: str) -> bool:
    """Move the last day of a certificate that is there; False where it says the same."""
    if known.officer_id != officer.pk:
        text = (
            f"证件 {known.number} 已登记在{known.officer.name}名下。",
            f"Certificate {known.number} is {known.officer.name}'s.",
        )
        raise Conflict("people.certificate_of_another", Text(*text))
    if known.valid_to == last and known.valid_from <= first:
        return False
    follows = known.valid_to is not None and first <= known.valid_to + timedelta(days=1)
    if (
        known.revoked_on is not None
        or first < known.valid_from
        or (first != known.valid_from and not follows)
    ):
        text = (f"证件 {known.number} 登记的有效期为 {known.valid_from} 至 {known.valid_to or '长期'}，不能接续为 {first} 起；新发证件用新编号。",
                f"Certificate {known.number} holds from {known.valid_from} to {known.valid_to or 'ever'}; it cannot go on from {first}.")  # fmt: skip
        raise Conflict("people.certificate_gap", Text(*text))
    was, known.valid_to = known.valid_to, last
    known.save(update_fields=["valid_to"])
    record(by, "renew", ground, officer=officer, number=known.number, was=was, now=last or "长期")
    return True


@transaction.atomic
def revoke_certificate(by: By, certificate: Certificate, on: date, ground: str) -> None:
    """Revoke a certificate: from that day it counts no more; acts done before stand as they were."""
    ground = checked_ground(ground)
    if certificate.revoked_on is not None:
        raise Conflict("people.revoked", Text("该证件此前已收回。", "This certificate was revoked before."))
    certificate.revoked_on = on
    certificate.save(update_fields=["revoked_on"])
    record(by, "revoke", ground, officer=certificate.officer, number=certificate.number, day=on)


@transaction.atomic
def name_deputy(
    by: By, principal: Officer, deputy: Officer, first: date, last: date | None, ground: str
) -> Deputy:
    """Let `deputy` stand in for `principal` in the posts that one holds. Raises `BadInput`, `Conflict`, `Refused`."""
    ground = checked_ground(ground)
    if principal.pk == deputy.pk or not deputy.is_active:
        raise BadInput(
            "people.deputy", Text("代理人须为另一位在职人员。", "The deputy is another officer, and active.")
        )
    if last is not None and last < first:
        text = f"终止日 {last} 早于起始日 {first}。", f"It would end ({last}) before it begins ({first})."
        raise BadInput("people.days", Text(*text))
    if Deputy.objects.filter(overlapping(first, last), principal=principal, officer=deputy).exists():
        raise Conflict(
            "people.deputy_there",
            Text("该期间内已由其代理。", "They stand in on some of these days already."),
        )
    made = Deputy.objects.create(
        officer=deputy, principal=principal, valid_from=first, valid_to=last, ground=ground
    )
    record(by, "deputy", ground, officer=principal, deputy=deputy.name, first=first, last=last)
    return made


def name_own_deputy(principal: Officer, deputy: Officer, first: date, last: date, ground: str) -> Deputy:
    """Let an officer on leave name who stands in; only someone who holds the same posts in the same office, for a month.

    Nobody gives away a power they were given: a deputy who holds the like gains the queue and nothing else. Raises
    `Refused` for anyone else, `BadInput` for days gone by or too many.
    """
    if first < clock.today() or (last - first).days >= OWN_DAYS:
        text = (
            f"本人指定代理须自今日起、不超过 {OWN_DAYS} 日。",
            f"From today on and for {OWN_DAYS} days at most.",
        )
        raise BadInput("people.own_deputy_days", Text(*text))
    if deputy.pk not in {each.pk for each in may_stand_in(principal, first, last)}:
        raise Refused(
            "people.own_deputy",
            Text("本人只能指定在同一科室、同一辖区任同类岗位的人员代理；其他情形由任免机关发文、系统管理员登记。",
                 "An officer names only someone with the same posts in the same office and division; otherwise a document appoints the deputy and the system administrator enters it."),
        )  # fmt: skip
    return name_deputy(By.officer(principal), principal, deputy, first, last, ground)


def may_stand_in(principal: Officer, first: date, last: date) -> list[Officer]:
    """Whom an officer may name: active, holding on all these days every kind of post that one holds, in the same offices and divisions."""
    where = ("post__body_id", "post__office_id", "post__division_id", "post__kind")
    own = set(_held(principal, first).values_list(*where))
    if not own or any(vocabulary().post(kind).excludes for *_, kind in own):
        return []
    found: dict[int, set[tuple[Any, ...]]] = {}
    lasting = Holding.objects.filter(Q(valid_to=None) | Q(valid_to__gte=last), Q(post__valid_to=None) | Q(post__valid_to__gte=last), valid_from__lte=first)  # fmt: skip
    for pk, *post in lasting.values_list("officer_id", *where):
        found.setdefault(pk, set()).add(tuple(post))
    able = [pk for pk, posts in found.items() if own <= posts and pk != principal.pk]
    return list(Officer.objects.filter(pk__in=able, is_active=True).order_by("name", "pk"))


@transaction.atomic
def end_deputy(by: By, deputy: Deputy, last_day: date, ground: str) -> None:
    """Let the standing in end after `last_day`. Raises `Conflict` where it has ended, `BadInput` before its first day."""
    ground = checked_ground(ground)
    if deputy.valid_to is not None and deputy.valid_to <= last_day:
        raise Conflict(
            "people.deputy_ended",
            Text(f"代理已于 {deputy.valid_to} 结束。", f"It ended on {deputy.valid_to}."),
        )
    if last_day < deputy.valid_from:
        raise BadInput("people.days", Text("终止日早于起始日。", "It would end before it begins."))
    deputy.valid_to = last_day
    deputy.save(update_fields=["valid_to"])
    record(by, "end_deputy", ground, officer=deputy.principal, deputy=deputy.officer.name, last_day=last_day)


def _held(officer: Officer, on: date) -> QuerySet[Holding]:
    return Holding.objects.filter(valid_on(on), valid_on(on, "post__"), officer=officer)
