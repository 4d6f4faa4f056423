"""What the commands of `yifa report` ask for: which report, by whom, in which format."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass
from functools import partial, wraps
from typing import Any
from urllib.parse import urlparse

import click
from django.conf import settings
from django.utils.html import escape

from yifa import clock
from yifa.annual.annex import as_annex
from yifa.annual.approval import FAMILY
from yifa.annual.build import REPORT, Report, build, forms
from yifa.annual.models import FrozenReport
from yifa.annual.page import as_figure, as_html
from yifa.annual.paper import as_docx, as_pdf
from yifa.annual.prose import prose_of, rounded_of
from yifa.annual.text import Form
from yifa.docket.world import the_law
from yifa.errors import BadInput, Forbidden, Missing, Text
from yifa.indicators.figures import figures_between
from yifa.people.actors import Actor, actor_for
from yifa.people.models import Body
from yifa.people.scopes import scope_for

from .cli_figures import street_body
from .people_words import officer_named

__all__ = [
    "Which",
    "acting",
    "by_officer",
    "drafted",
    "form_of",
    "rendered",
    "require_may",
    "site_address",
    "version_of",
    "which",
]

by_officer = click.option(
    "--by", required=True, help="User name of the officer who does it, whose posts are asked."
)


@dataclass(frozen=True, slots=True)
class Which:
    """Which report a command is about."""

    name: str
    period: str
    body_id: int


def which(command: Callable[..., None]) -> Callable[..., None]:
    """The options that say which report; the command is given a `Which`."""

    @click.option("--year", type=click.IntRange(2018, 2100), required=True)
    @click.option("--month", type=click.IntRange(1, 12), help="For a report that is made by the month.")
    @click.option("--report", "name", default=REPORT, show_default=True, help="Which report.")
    @click.option("--body", type=int, help="Id of the body; the only street office if not given.")
    @wraps(command)
    def asked(year: int, month: int | None, name: str, body: int | None, **words: Any) -> None:
        period = str(year) if month is None else f"{year}-{month:02}"
        command(which=Which(name, period, street_body().pk if body is None else body), **words)

    return asked


def drafted(
    name: str, period: str, body_id: int, *, every: bool = False, also: Collection[str] = ()
) -> Report:
    """The draft of a report as it stands, with its author's words."""
    source, prose = partial(figures_between, the_law()), prose_of(name, period, body_id)
    rounded = rounded_of(name, period, body_id)
    return build(
        the_law(), period, body_id, source, report=name, prose=prose, rounded=rounded, every=every, also=also
    )  # fmt: skip


def form_of(name: str) -> Form:
    """The form of a report. Raises `Missing`."""
    found = forms(the_law()).get(name)
    if found is None:
        raise Missing("annual.report", Text(f"没有“{name}”这种报告。", f"There is no report '{name}'."))
    return found


def acting(username: str) -> Actor:
    """The officer of a user name with the posts held now. Raises `Missing`."""
    return actor_for(officer_named(username).pk, clock.now())


def require_may(actor: Actor, body_id: int, action: str) -> None:
    """Raise `Forbidden` unless the officer may write (`act`) or freeze (`export`) reports of this body."""
    division = Body.objects.select_related("division").get(pk=body_id).division.path
    row = {
        "body_id": body_id,
        "division": division,
        "office_id": None,
        "handler_id": None,
        "procedure": FAMILY,
        "shielded": False,
    }
    if not scope_for(actor, action).allows(row):
        text = Text("您的岗位不起草（定稿）这份报告。", "Your post does not write (or freeze) this report.")
        raise Forbidden("report.post", text)


def version_of(one: Which, number: int | None) -> FrozenReport:
    """A frozen version by its number, the newest without. Raises `Missing`."""
    found = FrozenReport.objects.filter(report=one.name, period=one.period, body_id=one.body_id).order_by(
        "-version"
    )
    version = (found if number is None else found.filter(version=number)).first()
    if version is None:
        raise Missing("annual.none", Text("没有这份定稿。", "There is no such frozen report."))
    return version


def site_address(given: str | None) -> str:
    """Where links lead: as given, as set, or the site on this machine. Raises `BadInput` for no address."""
    address = (given or settings.SITE or "http://localhost:8000").rstrip("/")
    if not address.startswith(("http://", "https://")) or not urlparse(address).netloc:
        raise BadInput(
            "report.site",
            Text(f"“{address}”不是网址。", f"'{address}' is no address of a site."),
            hint=Text("例如：https://yifa.street.example", "Such as: https://yifa.street.example"),
        )
    return address


STYLE = (
    "body{max-width:44rem;margin:2rem auto;padding:0 1rem;font:16px/1.8 serif}h1{text-align:center}p{text-indent:2em}figure{margin:1.5rem 0}svg{max-width:100%}"
    "table{border-collapse:collapse;font-size:13px}th,td{border:1px solid #777;padding:.2rem .4rem;font-weight:normal}caption,thead th{font-weight:bold}"
    "tbody th{text-align:left}td{text-align:center}tbody th.l1{padding-left:1em}tbody th.l2{padding-left:2em}"
)


def rendered(made: Report, suffix: str, site: str) -> bytes:
    """The report in the format of a file ending, its links leading to `site`. Raises `BadInput` for any other."""
    if suffix == ".pdf":
        return as_pdf(made, site)
    if suffix == ".docx":
        return as_docx(made, site)
    if suffix == ".json":
        return as_annex(made, site)
    if suffix == ".html":
        title, inner = escape(made.title), f"{as_html(made, site)}\n{as_figure(made, site)}"
        head = f'<meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>{title}</title><style>{STYLE}</style>'
        return f'<!doctype html><html lang="zh-CN">{head}<h1>{title}</h1>\n{inner}\n</html>\n'.encode()
    raise BadInput(
        "report.format",
        Text("只能输出 .html、.pdf、.docx、.json。", "Only .html, .pdf, .docx and .json can be written."),
    )
