"""What the commands about people ask for: an officer, an office, a body, a day, a post, and who is asking."""

from __future__ import annotations

import os
import pwd
from collections.abc import Mapping
from datetime import date, datetime

import click

from yifa import clock
from yifa.errors import BadInput, Missing, Text
from yifa.people.administration import By
from yifa.people.models import Body, Office, Officer
from yifa.people.rosterrow import word_key
from yifa.people.vocabulary import Word, vocabulary
from yifa.places.models import Division

__all__ = [
    "DAY", "body_named", "by_option", "by_whom", "certificate_kind", "day_given", "division_coded", "ground_option", "office_named", "officer_named",
    "post_kind",
]  # fmt: skip

DAY = click.DateTime(["%Y-%m-%d"])
ground_option = click.option(
    "--ground", required=True, help="Number of the appointment document, or an article (行政处罚法/42)."
)
by_option = click.option(
    "--by", default="", help="User name of the officer responsible; else the account of this machine."
)


def by_whom(username: str) -> By:
    """Who makes the change: the officer named, or the machine's own account."""
    if username:
        return By.officer(officer_named(username))
    try:
        login = pwd.getpwuid(os.getuid()).pw_name
    except KeyError:
        login = str(os.getuid())
    return By(f"命令行 {login}")


def officer_named(username: str) -> Officer:
    """The officer of a user name. Raises `Missing`."""
    found = Officer.objects.filter(username=username).first()
    if found is None:
        raise Missing("no_officer", Text(f"没有工作人员“{username}”。", f"There is no officer '{username}'."))
    return found


def body_named(name: str) -> Body:
    """The body of a name or short name. Raises `Missing`."""
    found = Body.objects.filter(name=name).first() or Body.objects.filter(short_name=name).first()
    if found is None:
        raise Missing("no_body", Text(f"没有机构“{name}”。", f"There is no body '{name}'."))
    return found


def office_named(name: str, body: str = "") -> Office:
    """The office of a name that is not dissolved. Raises `Missing`, `BadInput` where several bodies have one."""
    found = Office.objects.filter(name=name, valid_to=None)
    if body:
        found = found.filter(body=body_named(body))
    offices = list(found[:2])
    if not offices:
        raise Missing("no_office", Text(f"没有科室“{name}”。", f"There is no office '{name}'."))
    if len(offices) > 1:
        text = (
            f"不止一个机构有科室“{name}”，请用 --body 指明。",
            f"Several bodies have an office '{name}': say which by --body.",
        )
        raise BadInput("office_of_several", Text(*text))
    return offices[0]


def division_coded(code: str) -> Division | None:
    """The division of a code; None for none. Raises `Missing`."""
    if not code:
        return None
    found = Division.objects.filter(code=code).first()
    if found is None:
        raise Missing("no_division", Text(f"没有区划代码 {code}。", f"There is no division {code}."))
    return found


def post_kind(text: str) -> str:
    """The key of a kind of post by its name in either language. Raises `BadInput`."""
    return _key(vocabulary().posts, text, "岗位")


def certificate_kind(text: str) -> str:
    """The key of a kind of certificate by its name in either language. Raises `BadInput`."""
    return _key(vocabulary().certificates, text, "证件种类")


def day_given(day: datetime | None) -> date:
    """The day asked for, or today."""
    return day.date() if day else clock.today()


def _key(words: Mapping[str, Word], text: str, what: str) -> str:
    try:
        return word_key(words, text, what)
    except ValueError as problem:
        raise BadInput("unknown_word", problem.args[0]) from problem
