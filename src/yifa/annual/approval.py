"""How far a report's approval has come: the case of `report.statutory` on which it is reviewed, approved and published."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

import orjson

from yifa import clock
from yifa.docket.cases import open_case
from yifa.docket.door import Command, Receipt
from yifa.docket.models import Case, TermSpan
from yifa.docket.opening import Cover
from yifa.docket.world import the_law
from yifa.errors import Text
from yifa.indicators.periods import named
from yifa.people.models import Body
from yifa.procedures import Actor, Attempt, World, fold, judge, opening

from .build import forms

__all__ = ["FAMILY", "Day", "ReportCase", "begin", "cases_of", "days_of"]

FAMILY = "report.statutory"
"""The procedure by which a report is reviewed, approved and published, and of which grants speak."""


@dataclass(frozen=True, slots=True)
class ReportCase:
    """The case of a report: where it stands, and the next day by which something is due."""

    id: int
    number: str
    stage: Text
    due: str
    published: bool = False


def cases_of(body_id: int, period: str) -> dict[tuple[str, str], ReportCase]:
    """The cases of a body's reports for a period or a year's months, by report and period; the latest of each."""
    found = {}
    rows = (
        Case.objects.filter(procedure=FAMILY, body_id=body_id, training=False)
        .exclude(stage="struck")
        .order_by("pk")
    )
    for pk, number, version, stage, state in rows.values_list("pk", "number", "version", "stage", "state"):
        facts = orjson.loads(state)["case"]
        if not str(facts["period"]).startswith(period):
            continue
        text = the_law().version(version).text
        label = text.stages.get(stage) or text.ends.get(stage)
        due = (
            TermSpan.objects.filter(case_id=pk, status="running", due__isnull=False)
            .order_by("due")
            .values_list("due", flat=True)
            .first()
        )
        name = Text(label.zh, label.en) if label else Text("尚未开始", "Not begun")
        found[facts["report"], facts["period"]] = ReportCase(
            pk, number, name, str(due)[:10] if due else "", stage == "published"
        )
    return found


@dataclass(frozen=True, slots=True)
class Day:
    """By which day the law wants something of a report, and where it says so."""

    title: Text
    day: str
    ground: str


def days_of(report: str, period: str, locality: str) -> list[Day]:
    """The terms that a docket of this report will have, reckoned before there is one; earliest first."""
    law, last = the_law(), named(period)[1]
    procedure = law.in_force(FAMILY, clock.today())
    params = law.params(procedure, locality, None, clock.today())
    state = opening({"report": report, "period": period}, {})
    state["values"] = dict(params)
    drafter = Actor("", frozenset(procedure.roles["drafter"].posts), frozenset())
    attempt = Attempt("begin", clock.now(), {"drafter": (drafter,)}, {"period_end": last.isoformat()})
    entry = judge(procedure, state, attempt, World(params), law.calendar).entry
    if entry is None:
        return []
    fold(procedure, state, {**entry, "seq": 1}, law.calendar)
    found = [
        Day(procedure.terms[name].title, span["due"][:10], procedure.terms[name].ground)
        for name, spans in state["terms"].items()
        for span in spans.values()
        if span["due"]
    ]
    return sorted(found, key=lambda each: each.day)


def _title(report: str, period: str) -> str:
    """What the docket is called: the report and its period."""
    form = forms(the_law()).get(report)
    told = f"{period[:4]}年{int(period[5:])}月" if len(period) > 4 else period
    return f"{told}{form.title.zh}" if form else ""


def begin(
    report: str, period: str, body_id: int, command: Command, actor_id: int, office_id: int | None, at: datetime | None = None
) -> Receipt:  # fmt: skip
    """A docket for a report, opened with its first act. Raises `Refused` where the law is against it."""
    division = Body.objects.select_related("division").get(pk=body_id).division.path
    cover = Cover(
        procedure=FAMILY, body_id=body_id, division=division, locality=the_law().locality_of(division), facts={"report": report, "period": period},
        office_id=office_id, handler_id=actor_id, capacity="own", opened_at=at, title=_title(report, period),
    )  # fmt: skip
    return open_case(cover, command, actor_id)
