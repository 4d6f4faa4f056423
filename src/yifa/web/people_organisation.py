"""A person, an office, an office's end, one's own deputy: the forms that belong to no other officer's page."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect

from yifa import clock
from yifa.docket.handing_over import apply_due
from yifa.errors import Text
from yifa.people import changes, credentials, staffing
from yifa.people.administration import CHANGES, By
from yifa.people.credentials import OWN_DAYS
from yifa.people.models import Body, Office, Officer

from .access import Reader, signed_in
from .people import managing
from .people_forms import (
    FIRST,
    GROUND,
    Choice,
    Field,
    Form,
    Posted,
    answered,
    day_of_form,
    first_day,
    last_day,
    pick,
    today_in,
)

__all__ = ["dissolve", "new_office", "new_person", "own_deputy"]


@managing
def new_person(request: Any) -> HttpResponse:
    """Enter a person; posts and certificates follow on their page."""
    bodies = Body.objects.filter(pk__in=request.bodies).order_by("pk")
    fields = (
        Field("name", Text("姓名", "Name"), length=64),
        Field("username", Text("用户名", "User name"), length=64, hint=Text("字母、数字，用于登录。", "Letters and digits, for the sign-in.")),
        Field("body", Text("机构", "Body"), "select", choices=tuple(Choice(str(b.pk), b.name) for b in bodies)), GROUND,
    )  # fmt: skip
    form = Form(CHANGES["officer"], fields, lambda p: staffing.add_officer(By.officer(request.actor), p["username"].strip(), p["name"], pick(bodies, p["body"]), p["ground"]))  # fmt: skip
    return answered(request, form, lambda made: redirect("person", getattr(made, "pk", 0)), "")


@managing
def new_office(request: Any) -> HttpResponse:
    """Enter an office of a body."""
    bodies = Body.objects.filter(pk__in=request.bodies).order_by("pk")
    fields = (Field("body", Text("机构", "Body"), "select", choices=tuple(Choice(str(b.pk), b.name) for b in bodies)),
              Field("name", Text("科室名称", "Name of the office")), today_in(FIRST), GROUND)  # fmt: skip
    form = Form(
        CHANGES["office"],
        fields,
        lambda p: staffing.add_office(
            By.officer(request.actor), pick(bodies, p["body"]), p["name"], first_day(p), p["ground"]
        ),
    )
    return answered(request, form, lambda _: redirect("offices"), "")


@managing
def dissolve(request: Any, office_id: int) -> HttpResponse:
    """Dissolve an office into another of the bodies administered."""
    standing = (
        Office.objects.filter(body__in=request.bodies, valid_to=None)
        .select_related("body")
        .order_by("body_id", "pk")
    )
    office = pick(standing, str(office_id))
    others = standing.exclude(pk=office.pk)
    fields = (
        Field("into", Text("承接科室", "Successor"), "select", choices=tuple(Choice(str(o.pk), f"{o.name}（{o.body.short_name}）") for o in others)),
        last_day(), Field("carry", Text("科室人员的岗位随之转入承接科室", "Those with posts in it hold the like in the successor"), "check", False), GROUND,
    )  # fmt: skip

    def do(posted: Posted) -> object:
        carry = bool(posted.get("carry"))
        made = changes.dissolve_office(
            By.officer(request.actor),
            office,
            day_of_form(posted, "last"),
            pick(others, posted["into"]),
            posted["ground"],
            carry_posts=carry,
        )
        apply_due(clock.now())
        return made

    lead = Text(
        "科室的岗位于该日终止，在办案件自次日起转入承接科室。",
        "Its posts end on that day; its open cases go to the successor from the next.",
    )
    return answered(
        request, Form(CHANGES["dissolve"], fields, do, lead), lambda _: redirect("offices"), office.name
    )


@signed_in
def own_deputy(request: Reader) -> HttpResponse:
    """On leave: name someone of the same post, in the same office, for a month at most."""
    officer = Officer.objects.select_related("body").get(pk=request.actor.id)
    today = clock.today()
    able = credentials.may_stand_in(officer, today, today)
    fields = (Field("deputy", Text("代理人", "Deputy"), "select", choices=tuple(Choice(str(o.pk), o.name) for o in able)),
              today_in(FIRST), Field("last", Text("至（含当日）", "Until (that day included)"), "date"), GROUND)  # fmt: skip
    lead = Text(f"只能指定与您在同一科室任同类岗位的人员，不超过 {OWN_DAYS} 日；证件不能代用。其他情形由系统管理员按任命文件登记。",
                f"Only someone with the same posts in the same office, for {OWN_DAYS} days at most; certificates are not lent. Otherwise a document appoints.")  # fmt: skip
    form = Form(CHANGES["deputy"], fields, lambda p: credentials.name_own_deputy(officer, pick(able, p["deputy"]), first_day(p), day_of_form(p, "last"), p["ground"]), lead)  # fmt: skip
    return answered(request, form, lambda _: redirect("me"), officer.name)
