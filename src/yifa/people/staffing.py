"""Who comes, holds a post, carries a certificate, stands in, goes: each change with its days, its ground and its record."""

from __future__ import annotations

from datetime import date, timedelta

from django.contrib.auth.validators import UnicodeUsernameValidator
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q

from yifa import clock
from yifa.errors import BadInput, Conflict, Text
from yifa.people.administration import By, checked_ground, record
from yifa.people.models import Body, Holding, Office, Officer, Post
from yifa.people.models.dated import overlapping
from yifa.people.vocabulary import vocabulary
from yifa.places.models import Division

__all__ = [
    "add_body",
    "add_office",
    "add_officer",
    "close_account",
    "end_post",
    "give_post",
    "reopen_account",
]

_USERNAME = UnicodeUsernameValidator()


@transaction.atomic
def add_body(
    by: By, name: str, short_name: str, kind: str, capacities: list[str], division: Division, first: date,
    ground: str, superior: Body | None = None,
) -> Body:  # fmt: skip
    """Enter a body. Raises `Conflict` for a short name in use (document numbers carry it), `BadInput` for unknown words."""
    ground = checked_ground(ground)
    if not name.strip() or not short_name.strip():
        raise BadInput("people.name", Text("机构须有名称和机关代字。", "A body has a name and a short name."))
    if Body.objects.filter(short_name=short_name.strip()).exists():
        text = f"机关代字“{short_name}”已被使用。", f"The short name '{short_name}' is in use."
        raise Conflict("people.short_name", Text(*text))
    body = Body.objects.create(
        name=name.strip(), short_name=short_name.strip(), kind=kind, capacities=capacities, division=division,
        superior=superior, valid_from=first,
    )  # fmt: skip
    record(by, "body", ground, body=body, name=body.name, short_name=body.short_name, first=first)
    return body


@transaction.atomic
def add_office(by: By, body: Body, name: str, first: date, ground: str) -> Office:
    """Enter an office of a body. Raises `Conflict` where one of that name stands on or after that day."""
    ground = checked_ground(ground)
    if not name.strip():
        raise BadInput("people.name", Text("科室须有名称。", "An office has a name."))
    if Office.objects.filter(overlapping(first, None), body=body, name=name.strip()).exists():
        raise Conflict("people.office_there", Text(f"已有科室“{name}”。", f"There is an office '{name}'."))
    office = Office.objects.create(body=body, name=name.strip(), valid_from=first)
    record(by, "office", ground, office=office, name=office.name, first=first)
    return office


@transaction.atomic
def add_officer(by: By, username: str, name: str, body: Body, ground: str) -> Officer:
    """Enter a person, who gets no password: an invitation lets them set it. Raises `BadInput`, `Conflict`."""
    ground = checked_ground(ground)
    try:
        _USERNAME(username)
    except ValidationError as problem:
        text = Text(
            "用户名只用字母、数字和 . _ @ + -。", "A user name has letters, digits and . _ @ + - only."
        )
        raise BadInput("people.username", text) from problem
    if not name.strip() or len(username) > 64 or len(name) > 64:
        text = Text("姓名必填；姓名、用户名不超过 64 字。", "A name is needed; at most 64 characters each.")
        raise BadInput("people.name", text)
    if (known := Officer.objects.filter(username=username).first()) is not None:
        text = Text(
            f"用户名 {username} 已属于{known.name}。", f"User name {username} belongs to {known.name}."
        )
        raise Conflict("people.username_taken", text)
    officer = Officer.objects.create_user(username, name.strip(), body)
    record(by, "officer", ground, officer=officer, username=username, name=officer.name, body=body)
    return officer


@transaction.atomic
def give_post(
    by: By, officer: Officer, kind: str, first: date, ground: str, *, body: Body | None = None,
    office: Office | None = None, division: Division | None = None, last: date | None = None, title: str = "",
) -> Holding:  # fmt: skip
    """Let an officer hold a post from `first`, in a body (their own unless named), an office, a division.

    Raises `Refused` where it excludes another post, `Conflict` where the same one is held, `BadInput` for days or
    places that do not fit.
    """
    ground, word = checked_ground(ground), vocabulary().post(kind)
    body = office.body if office else body or officer.body
    division = division or body.division
    _check_days(first, last)
    _check_place(body, office, division, first, last)
    same = Holding.objects.filter(
        overlapping(first, last), officer=officer, post__kind=kind, post__body=body, post__office=office, post__division=division,
    )  # fmt: skip
    if (held := same.first()) is not None:
        text = (
            f"{officer.name}自 {held.valid_from} 起已任该岗位。",
            f"{officer.name} holds it since {held.valid_from}.",
        )
        raise Conflict("people.post_held", Text(*text))
    post = Post.objects.create(
        kind=kind, title=title, body=body, office=office, division=division, valid_from=first, valid_to=last
    )
    holding = Holding.objects.create(officer=officer, post=post, valid_from=first, valid_to=last)
    record(by, "post", ground, officer=officer, office=office, body=body, post=word.title.zh, division=division.name, first=first, last=last)  # fmt: skip
    return holding


@transaction.atomic
def end_post(by: By, holding: Holding, last_day: date, ground: str) -> None:
    """Let an officer hold a post until `last_day`; a post nobody holds longer ends with it. Raises `Conflict`."""
    ground, post = checked_ground(ground), holding.post
    if holding.valid_to is not None and holding.valid_to <= last_day:
        raise Conflict(
            "people.post_ended",
            Text(f"该岗位已于 {holding.valid_to} 结束。", f"It ended on {holding.valid_to}."),
        )
    _check_days(holding.valid_from, last_day)
    holding.valid_to = last_day
    holding.save(update_fields=["valid_to"])
    others = Holding.objects.exclude(pk=holding.pk).filter(
        Q(valid_to=None) | Q(valid_to__gt=last_day), post=post
    )
    if not others.exists() and (post.valid_to is None or post.valid_to > last_day):
        post.valid_to = last_day
        post.save(update_fields=["valid_to"])
    record(by, "end_post", ground, officer=holding.officer, office=post.office, body=post.body, post=vocabulary().post(post.kind).title.zh, last_day=last_day)  # fmt: skip


@transaction.atomic
def close_account(by: By, officer: Officer, ground: str) -> None:
    """Close an account: it signs in no more and its open posts end yesterday or, begun today, today. Its past stays."""
    ground = checked_ground(ground)
    if not officer.is_active:
        raise Conflict("people.closed", Text("该账号已停用。", "This account is closed."))
    today = clock.today()
    for holding in Holding.objects.filter(Q(valid_to=None) | Q(valid_to__gt=today), officer=officer):
        end_post(by, holding, max(holding.valid_from, today - timedelta(days=1)), ground)
    officer.is_active = False
    officer.save(update_fields=["is_active"])
    record(by, "close", ground, officer=officer)


@transaction.atomic
def reopen_account(by: By, officer: Officer, ground: str) -> None:
    """Open a closed account again; posts are given anew."""
    ground = checked_ground(ground)
    if officer.is_active:
        raise Conflict("people.open", Text("该账号没有停用。", "This account is not closed."))
    officer.is_active = True
    officer.set_unusable_password()
    officer.save(update_fields=["is_active", "password"])
    record(by, "reopen", ground, officer=officer)


def _check_days(first: date, last: date | None) -> None:
    """Raise `BadInput` if the last day stands before the first."""
    if last is not None and last < first:
        text = f"终止日 {last} 早于起始日 {first}。", f"It would end ({last}) before it begins ({first})."
        raise BadInput("people.days", Text(*text))


def _check_place(
    body: Body, office: Office | None, division: Division, first: date, last: date | None
) -> None:
    """Raise `BadInput` unless the office stands then and the division lies in the body's."""
    if office is not None and (
        first < office.valid_from
        or (office.valid_to is not None and (last is None or last > office.valid_to))
    ):
        until = office.valid_to or "—"
        text = (
            f"科室“{office.name}”存续于 {office.valid_from} 至 {until}。",
            f"The office '{office.name}' stands from {office.valid_from} to {until}.",
        )
        raise BadInput("people.office_days", Text(*text))
    path = body.division.path
    if division.path != path and not division.path.startswith(f"{path}/"):
        text = (
            f"{division} 不在{body.name}的辖区（{body.division}）内。",
            f"{division} is not within {body.division}, where the body acts.",
        )
        raise BadInput("people.division", Text(*text))
