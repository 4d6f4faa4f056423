"""Changes of the register of people: who may make them, on what ground, and the record that each one leaves.

Three posts administer and exclude one another: `MANAGES` keeps people and posts and never sees a case, `GUARDS`
sees sign-ins and second factors, `WATCHES` reads the record of what the others did.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from django.conf import settings

from yifa import clock
from yifa.errors import BadInput, Forbidden, LawError, Text
from yifa.people.actors import Actor
from yifa.people.models import AdminRecord, Body, Office, Officer
from yifa.procedures.folder import LawFolder, shipped
from yifa.statutes import Statutes
from yifa.statutes.citations import parse

__all__ = [
    "ADMINISTRATORS",
    "CHANGES",
    "GUARDS",
    "MANAGES",
    "WATCHES",
    "By",
    "bodies_of",
    "checked_ground",
    "record",
]

MANAGES, GUARDS, WATCHES = ADMINISTRATORS = ("system_admin", "security_admin", "audit_admin")

CHANGES: dict[str, Text] = {
    "body": Text("设立机构", "Body entered"),
    "office": Text("设立科室", "Office entered"),
    "officer": Text("登记人员", "Officer entered"),
    "post": Text("任职", "Post given"),
    "end_post": Text("免职", "Post ended"),
    "certificate": Text("登记证件", "Certificate entered"),
    "renew": Text("证件延期", "Certificate renewed"),
    "revoke": Text("吊销、收回证件", "Certificate revoked"),
    "deputy": Text("指定代理人", "Deputy named"),
    "end_deputy": Text("结束代理", "Deputy ended"),
    "hand_over": Text("移交在办案件", "Queue handed over"),
    "dissolve": Text("撤销科室", "Office dissolved"),
    "invite": Text("发出登录邀请", "Invitation to sign in"),
    "close": Text("停用账号", "Account closed"),
    "reopen": Text("恢复账号", "Account reopened"),
}
"""Every change of administration, by its word in the record."""

_MARKS = re.compile(r"[\w一-鿿]")


@dataclass(frozen=True, slots=True)
class By:
    """Who makes a change: an officer, or, without an id, whoever keeps the machine at its command line."""

    name: str
    officer_id: int | None = None

    @classmethod
    def officer(cls, officer: Officer | Actor) -> By:
        """An officer signed in."""
        return cls(officer.name, officer.id)


def record(
    by: By, change: str, ground: str, *, officer: Officer | None = None, office: Office | None = None,
    body: Body | None = None, **facts: Any,
) -> AdminRecord:  # fmt: skip
    """Add one line to the record, inside the caller's transaction; facts are plain words and days."""
    assert change in CHANGES, change
    told = {name: str(value) for name, value in facts.items() if value not in (None, "")}
    return AdminRecord.objects.create(
        at=clock.now(), by_id=by.officer_id, by_name=by.name, change=change, officer=officer, office=office,
        body=body or (office.body if office else officer.body if officer else None), facts=told, ground=ground,
    )  # fmt: skip


def checked_ground(text: str) -> str:
    """The ground of a change, tidied. Raises `BadInput` where there is none, or where it cites what is not there.

    A change of people rests on an appointment document of the body (任命文件), which no folder of law holds: its number
    or title is kept as written. What names an article (`NAME/NUMBER`) is a citation and must exist.
    """
    ground = text.strip()
    if len(ground) > 200 or len(_MARKS.findall(ground)) < 2:
        raise BadInput(
            "people.ground", Text("须写明依据。", "A ground is needed."),
            hint=Text("任命文件的文号，如 塘街办〔2026〕5号；或者条文，如 行政处罚法/42。",
                      "The number of the appointment document, such as 塘街办〔2026〕5号, or an article, such as 行政处罚法/42."),
        )  # fmt: skip
    if not any(provisions for _, provisions in _parsed(ground)):
        return ground
    try:
        _statutes(str(settings.LAW_OVERLAY or "")).cite(ground)
    except LawError as problem:
        raise BadInput("people.ground", problem.text) from problem
    return ground


def bodies_of(actor: Actor, kind: str) -> list[int]:
    """The bodies that the actor administers in a post of `kind`: its own, and those in the post's division.

    Raises `Forbidden` for whoever holds no such post; nobody stands in for an administrator's own post unless it is named.
    """
    posts = [post for post in actor.posts if post.kind == kind]
    if not posts:
        raise Forbidden(
            "people.administration",
            Text("您的岗位不管理人员与岗位。", "Your posts do not administer people."),
            "个人信息保护法/51",
        )
    found = Body.objects.values_list("pk", "division__path")
    return [
        pk
        for pk, path in found
        if any(pk == p.body_id or path == p.division or path.startswith(f"{p.division}/") for p in posts)
    ]


def _parsed(ground: str) -> list[tuple[str, tuple[Any, ...]]]:
    try:
        return list(parse(ground))
    except ValueError:  # a number or title that reads like no citation
        return []


@lru_cache(maxsize=2)
def _statutes(overlay: str) -> Statutes:
    """The instruments of this installation; read once."""
    folder = LawFolder(shipped(), Path(overlay) if overlay else None)
    return Statutes.load(*folder.layers("statutes"))
