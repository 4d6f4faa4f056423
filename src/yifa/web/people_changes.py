"""Changes of administration from their pages: a form, its reading, the change, its record; a refusal keeps what was written.

Nobody changes their own record, and an administrator's post is given at the command line only (decision 0011).
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect

from yifa import clock
from yifa.docket.handing_over import apply_due
from yifa.errors import BadInput, Forbidden, Missing, Text
from yifa.people import changes, credentials, staffing
from yifa.people.administration import CHANGES, By
from yifa.people.models import Certificate, Deputy, Holding, Office, Officer
from yifa.people.vocabulary import vocabulary
from yifa.places.models import Division

from .people import managed, managing
from .people_forms import (
    FIRST,
    GROUND,
    LAST,
    Choice,
    Field,
    Form,
    Posted,
    answered,
    choices_of,
    day_in,
    day_of_form,
    first_day,
    last_day,
    pick,
    today_in,
)

__all__ = ["change"]


@managing
def change(request: Any, officer_id: int, what: str) -> HttpResponse:
    """One change of one officer; `what` is a word of `FORMS`."""
    officer = managed(request, officer_id)
    if what not in FORMS:
        raise Missing("people.change", Text("没有这种变动。", "There is no such change."))
    if officer.pk == request.actor.id:
        raise Forbidden(
            "people.own",
            Text(
                "不得变更本人的人事记录，请由另一位系统管理员办理。",
                "Nobody changes their own record: another administrator does.",
            ),
        )
    form = FORMS[what](request, officer, By.officer(request.actor))
    return answered(request, form, lambda _: redirect("person", officer.pk), officer.name)


def _post(request: Any, officer: Officer, by: By) -> Form:
    offices = (
        Office.objects.filter(body__in=request.bodies, valid_to=None)
        .select_related("body")
        .order_by("body_id", "pk")
    )
    barred = [key for key, post in vocabulary().posts.items() if post.excludes]
    fields = (
        Field("kind", Text("岗位", "Post"), "select", choices=choices_of(vocabulary().posts, barred)),
        Field("office", Text("科室", "Office"), "select", False, tuple(Choice(str(o.pk), f"{o.name}（{o.body.short_name}）") for o in offices)),
        Field("division", Text("区划代码", "Division code"), required=False, hint=Text("网格员填写其网格；留空为机构全辖区。", "A grid worker's grid; empty: all of the body's.")),
        today_in(FIRST), LAST, GROUND,
    )  # fmt: skip

    def do(posted: Posted) -> object:
        if posted["kind"] in barred:
            raise Forbidden(
                "people.admin_post",
                Text(
                    "管理员岗位只能由系统维护人员在命令行登记。",
                    "An administrator's post is given at the command line only.",
                ),
            )
        office = _one(offices, posted.get("office", ""), Text("科室", "office"))
        code = posted.get("division", "").strip()
        division = Division.objects.filter(code=code).first() if code else None
        if code and division is None:
            raise BadInput("people.division", Text(f"没有区划代码 {code}。", f"There is no division {code}."))
        return staffing.give_post(
            by,
            officer,
            posted["kind"],
            first_day(posted),
            posted["ground"],
            office=office,
            division=division,
            last=day_in(posted, "last"),
        )

    return Form(CHANGES["post"], fields, do)


def _end_post(request: Any, officer: Officer, by: By) -> Form:
    held = [
        h
        for h in Holding.objects.filter(officer=officer, post__body__in=request.bodies).select_related(
            "post__office"
        )
        if _open(h.valid_to)
    ]
    listed = tuple(
        Choice(
            str(h.pk), f"{vocabulary().post(h.post.kind).title.zh} {h.post.office or ''}（{h.valid_from} 起）"
        )
        for h in held
    )
    fields = (
        Field("holding", Text("岗位", "Post"), "select", choices=listed, value=request.GET.get("of", "")),
        today_in(last_day()),
        GROUND,
    )
    return Form(
        CHANGES["end_post"],
        fields,
        lambda posted: staffing.end_post(
            by, pick(held, posted["holding"]), day_of_form(posted, "last"), posted["ground"]
        ),
    )


def _certificate(request: Any, officer: Officer, by: By) -> Form:
    fields = (
        Field("kind", Text("证件种类", "Kind"), "select", choices=choices_of(vocabulary().certificates)),
        Field("number", Text("证件编号", "Number"), length=40), Field("issuer", Text("发证机关", "Issuer")),
        Field("first", Text("有效期自", "Valid from"), "date"), Field("last", Text("有效期至（含当日；留空为长期）", "Valid until (that day included; empty: open)"), "date", False), GROUND,
    )  # fmt: skip
    lead = Text(
        "同一编号再次登记即为延期：有效期须前后衔接。",
        "The same number again is a renewal: its days must follow without a gap.",
    )

    def do(posted: Posted) -> object:
        first, last = first_day(posted), day_in(posted, "last")
        return credentials.add_certificate(
            by, officer, posted["kind"], posted["number"], posted["issuer"], first, last, posted["ground"]
        )

    return Form(CHANGES["certificate"], fields, do, lead)


def _revoke(request: Any, officer: Officer, by: By) -> Form:
    cards = list(Certificate.objects.filter(officer=officer, revoked_on=None))
    listed = tuple(
        Choice(str(c.pk), f"{vocabulary().certificate(c.kind).title.zh} {c.number}") for c in cards
    )
    fields = (Field("card", Text("证件", "Certificate"), "select", choices=listed, value=request.GET.get("of", "")),
              today_in(Field("first", Text("自何日起无效", "From which day"), "date")), GROUND)  # fmt: skip
    return Form(
        CHANGES["revoke"],
        fields,
        lambda p: credentials.revoke_certificate(by, pick(cards, p["card"]), first_day(p), p["ground"]),
    )


def _deputy(request: Any, officer: Officer, by: By) -> Form:
    fields = (_people(request, officer, "deputy", Text("代理人", "Deputy")), today_in(FIRST), LAST, GROUND)
    lead = Text(
        "代理其全部岗位；执法证件不能代用，管理员岗位不得代理。",
        "For all their posts; certificates are never lent, nor administrators' posts.",
    )
    return Form(CHANGES["deputy"], fields, lambda p: credentials.name_deputy(by, officer, _officer(request, p["deputy"]), first_day(p), day_in(p, "last"), p["ground"]), lead)  # fmt: skip


def _end_deputy(request: Any, officer: Officer, by: By) -> Form:
    rows = [
        d
        for d in Deputy.objects.filter(principal=officer).select_related("officer", "principal")
        if _open(d.valid_to)
    ]
    listed = tuple(Choice(str(d.pk), f"{d.officer.name}（{d.valid_from} 起）") for d in rows)
    fields = (
        Field("row", Text("代理", "Deputy"), "select", choices=listed, value=request.GET.get("of", "")),
        today_in(last_day()),
        GROUND,
    )
    return Form(
        CHANGES["end_deputy"],
        fields,
        lambda p: credentials.end_deputy(by, pick(rows, p["row"]), day_of_form(p, "last"), p["ground"]),
    )


def _hand_over(request: Any, officer: Officer, by: By) -> Form:
    fields = (_people(request, officer, "to", Text("移交给", "To")), today_in(FIRST), GROUND)
    lead = Text(
        "其名下全部在办案件自该日起由承接人经办，每个案卷各记一笔。",
        "From that day all their open cases are the taker's; each docket says so.",
    )

    def do(posted: Posted) -> object:
        made = changes.hand_over(
            by, officer, _officer(request, posted["to"]), ["*"], first_day(posted), posted["ground"]
        )
        apply_due(clock.now())
        return made

    return Form(CHANGES["hand_over"], fields, do, lead)


def _close(request: Any, officer: Officer, by: By) -> Form:
    lead = Text(
        "账号不能再登录，岗位自今日起终止；此前办理的行为仍在其名下。",
        "No sign-in and no posts from today; what they did stays theirs.",
    )
    return Form(CHANGES["close"], (GROUND,), lambda p: staffing.close_account(by, officer, p["ground"]), lead)


def _reopen(request: Any, officer: Officer, by: By) -> Form:
    lead = Text(
        "恢复后须重新邀请登录、重新登记岗位。", "They are then invited again, and posts are given anew."
    )
    return Form(
        CHANGES["reopen"], (GROUND,), lambda p: staffing.reopen_account(by, officer, p["ground"]), lead
    )


FORMS: dict[str, Callable[[Any, Officer, By], Form]] = {
    "post": _post, "end-post": _end_post, "certificate": _certificate, "revoke": _revoke, "deputy": _deputy, "end-deputy": _end_deputy,
    "hand-over": _hand_over, "close": _close, "reopen": _reopen,
}  # fmt: skip


def _people(request: Any, officer: Officer, name: str, title: Text) -> Field:
    others = (
        Officer.objects.filter(body__in=request.bodies, is_active=True)
        .exclude(pk=officer.pk)
        .order_by("name", "pk")
    )
    return Field(
        name, title, "select", choices=tuple(Choice(str(o.pk), f"{o.name}（{o.username}）") for o in others)
    )


def _officer(request: Any, pk: str) -> Officer:
    return managed(request, int(pk) if pk.isdigit() else 0)


def _open(last: date | None) -> bool:
    return last is None or last >= clock.today()


def _one(rows: Any, pk: str, what: Text) -> Any:
    return pick(rows, pk) if pk else None
