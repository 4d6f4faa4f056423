"""The way of a report from its first word to its publication: what is done, what comes next, who may do it, and where nobody could."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import orjson
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from yifa import clock
from yifa.annual.ahead import Ahead, not_begun
from yifa.annual.approval import FAMILY, ReportCase, begin, cases_of
from yifa.annual.build import Report, forms
from yifa.annual.models import FrozenReport
from yifa.annual.streets import KINDS
from yifa.annual.wordcheck import Finding
from yifa.docket.door import Command
from yifa.docket.models import Case
from yifa.docket.officers import ACTORS, actors_for
from yifa.docket.world import the_law
from yifa.errors import Conflict, Forbidden, Missing, Text
from yifa.indicators.periods import named
from yifa.people.families import matches
from yifa.people.grants import Reach, grants
from yifa.people.models import Body
from yifa.people.models.revision import current_revision
from yifa.people.scopes import post_for, scope_for
from yifa.people.vocabulary import vocabulary
from yifa.procedures import START, Branch, Procedure, World, fills, opening

from .access import Reader, may, signed_in
from .picking import holders

__all__ = ["Handed", "Step", "ahead_of", "begin_report", "filled", "handed_in", "way_of"]

ACTS = ("submit", "check", "approve", "report_up", "publish")
"""What is done on the docket, in this order, once a version is frozen; reported up only where the law sets a term for it."""


@dataclass(frozen=True, slots=True)
class Step:
    """One step: done, the next one, or ahead; what is left to do, who may do it, and where."""

    name: str
    title: Text
    state: str
    words: Text | None = None
    who: tuple[str, ...] = ()
    link: str = ""
    nobody: Text | None = None


@dataclass(frozen=True, slots=True)
class _Docket:
    """The docket of the report, or what it would be if the reader began it."""

    procedure: Procedure
    state: Mapping[str, Any]
    body_id: int
    row: Mapping[str, Any]
    """Its columns by which grants are asked."""
    id: int = 0

    def done(self, act: str) -> bool:
        """Whether the docket is past this act, or what moves no docket has been done."""
        if act == "report_up":
            return act in self.state["done"]
        order = [START, *self.procedure.text.stages, "published"]
        to = next(iter(self.procedure.branches[act].values())).to
        return (
            order.index(self.state["stage"]) >= order.index(str(to)) if self.state["stage"] in order else True
        )

    def has(self, act: str) -> bool:
        """Whether this report goes through an act at all."""
        return act != "report_up" or "up_within" in self.state["terms"]

    @property
    def handed_in(self) -> int:
        """The version last handed in."""
        entry = self.state["done"].get("submit")
        return int(entry["form"]["version"]) if entry else 0


def way_of(
    request: Reader, made: Report, versions: Sequence[FrozenReport], found: Iterable[Finding], case: ReportCase | None
) -> list[Step]:  # fmt: skip
    """The steps of a report as it stands; the first that is not done is the next one."""
    docket = _docket(request, made, case)
    asked = sum(1 for each in found if each.open)
    again = docket.state["stage"] == "published" and bool(versions) and versions[0].version > docket.handed_in
    fresh = bool(versions) and (docket.done("submit") or versions[0].version > docket.handed_in)
    steps = [
        (_begun(request, docket), case is not None),
        (_words(made), not made.missing),
        (_checked(asked), not asked and not made.missing),
        (_frozen(docket, made), fresh),
        *((_on(request, docket, act), docket.done(act)) for act in ACTS if docket.has(act)),
    ]
    if again:
        steps.append((_on(request, docket, "correct"), False))
    return _in_order(steps)


def _in_order(steps: Sequence[tuple[Step, bool]]) -> list[Step]:
    """Each with its state; what is done says no more who could do it."""
    found, here = list[Step](), False
    for step, is_done in steps:
        state = "done" if is_done else "ahead" if here else "here"
        here = here or not is_done
        nobody = None if is_done else step.nobody
        link = step.link if state == "here" else ""
        who, words = (() if is_done else step.who), (None if is_done else step.words)
        found.append(Step(step.name, step.title, state, words, who, link, nobody))
    return found


COLUMNS = ("body_id", "division", "office_id", "handler_id", "procedure", "shielded")


def _docket(request: Reader, made: Report, case: ReportCase | None) -> _Docket:
    if case is not None:
        version, text = Case.objects.values_list("version", "state").get(pk=case.id)
        row = Case.objects.values(*COLUMNS).get(pk=case.id)
        return _Docket(the_law().version(version), orjson.loads(text), made.body_id, row, case.id)
    procedure = the_law().in_force(FAMILY, clock.today())
    state = opening({"report": made.form.report, "period": made.period}, {})
    if request.actor.post_kinds & set(procedure.roles["drafter"].posts):
        state["who"] = {"drafter": [str(request.actor.id)]}
    post = next((post for post in request.actor.posts if post.body_id == made.body_id), None)
    office, division = (post.office_id, post.division) if post else (None, "")
    values = (made.body_id, division, office, request.actor.id, FAMILY, False)
    return _Docket(procedure, state, made.body_id, dict(zip(COLUMNS, values, strict=True)))


def _begun(request: Reader, docket: _Docket) -> Step:
    words = Text(
        "按一下就建立审批案卷；送审、报送、公布的期限从此列入工作台。",
        "One press makes the docket of its approval; from then on its terms stand on the desk.",
    )
    able = _able(docket, next(iter(docket.procedure.branches["begin"].values())))
    may_open = str(request.actor.id) in able and may(request, "open").narrowed([FAMILY])
    return Step(
        "begin", Text("开始编制", "Begin"), "", words, tuple(able.values()), "begin" if may_open else ""
    )


def _words(made: Report) -> Step:
    left = len(made.missing)
    words = Text(
        f"还有 {left} 部分待起草：点开一部分，写文字，或者采用拟好的句子。",
        f"{left} passages are to be written: open one, write, or take proposed sentences.",
    )
    return Step("write", Text("起草各部分文字", "Write the passages"), "", words, link="#write")


def _checked(asked: int) -> Step:
    words = (
        Text(f"有 {asked} 处待改写或者说明理由。", f"{asked} findings to reword or answer.")
        if asked
        else None
    )
    return Step(
        "words",
        Text("公开前检查", "Check before publication"),
        "",
        words,
        link="#words" if asked else "#write",
    )


def _frozen(docket: _Docket, made: Report) -> Step:
    known = grants()
    kinds = [
        kind
        for kind in vocabulary().posts
        if any(
            g.scope not in (Reach.OWN, Reach.OFFICE) and any(matches(f, FAMILY) for f in g.families)
            for g in known.of(kind, "export")
        )
    ]
    people = tuple(name for _, name in holders(kinds, docket.body_id))
    words = (
        Text("勾稽关系不平的表，先按上面的提示核对。", "A table does not balance: see the note above.")
        if made.faults
        else Text(
            "定稿之后数字和文字不再变动，审批和公布的都是这一版。",
            "Once frozen nothing moves any more: this version is approved and published.",
        )
    )
    return Step("freeze", Text("定稿", "Freeze"), "", words, people, "#freeze")


def _on(request: Reader, docket: _Docket, act: str) -> Step:
    """A step on the docket, with those who may do it now: whoever has acted in another role is not among them."""
    branch = next(iter(docket.procedure.branches[act].values()))
    able = _able(docket, branch)
    link = ""
    if docket.id and request.sees.allows(docket.row):
        mine = str(request.actor.id) in able
        link = reverse("act", args=[docket.id, act]) if mine else reverse("case", args=[docket.id])
    title = docket.procedure.text.acts[act].title
    return Step(
        act,
        Text(title.zh, title.en),
        "",
        None,
        tuple(able.values()),
        link,
        None if able else _nobody(docket, branch),
    )


def _able(docket: _Docket, branch: Branch) -> dict[str, str]:
    """Who may do an act of the docket today, by id: the post, the scope, and nothing done that excludes it."""
    role, now = branch.by[0], clock.now()
    names = dict(holders(docket.procedure.roles[role].posts, docket.body_id))
    revision = current_revision()
    able = {
        actor.id
        for actor in actors_for({role: names}, now, revision)[role]
        if fills(docket.procedure, role, actor, dict(docket.state), World())
    }
    reach = {pk: scope_for(ACTORS.get(pk, now, revision), "act") for pk in names if str(pk) in able}
    return {str(pk): names[pk] for pk, scope in reach.items() if scope.allows(docket.row)}


def _nobody(docket: _Docket, branch: Branch) -> Text:
    role = docket.procedure.roles[branch.by[0]]
    posts = [vocabulary().post(kind).title for kind in role.posts]
    apart = [title for _, title, _ in docket.procedure.apart[branch.by[0]]]
    zh, en = "、".join(p.zh for p in posts), ", ".join(p.en for p in posts)
    return Text(
        f"目前没有人可以办理：须任“{zh}”，并且没有任过本报告的{'、'.join(t.zh for t in apart)}。请换人起草，或者请负责人为该岗位指定顶岗人员（人员页）。",
        f"Nobody may do this now: it takes the post of {en}, and nobody who acted here as {', '.join(t.en for t in apart)}. Have someone else draft, or have a deputy named for that post.",
    )


def filled(row: Mapping[str, Any], state: Mapping[str, Any], branch: Branch) -> dict[str, Any]:
    """What the room of reports knows of a form on the docket of a report: the last day of its period, the version frozen last and its hash."""
    if row["procedure"] != FAMILY:
        return {}
    report, period = str(state["case"]["report"]), str(state["case"]["period"])
    found: dict[str, Any] = {"period_end": named(period)[1].isoformat()}
    if branch.act == "submit":
        newest = (
            FrozenReport.objects.filter(report=report, period=period, body_id=row["body_id"])
            .order_by("version")
            .last()
        )
        found |= {"version": newest.version, "hash": newest.hash, "changes": newest.changes} if newest else {}
    elif branch.act == "publish" and "submit" in state["done"]:
        found["hash"] = state["done"]["submit"]["form"]["hash"]
    return {name: value for name, value in found.items() if name in branch.fields and value}


@dataclass(frozen=True, slots=True)
class Handed:
    """What the docket of a report is about: the page of the report, and the version handed in, to be read by whoever checks and approves it."""

    page: str
    version: int = 0
    link: str = ""


def handed_in(row: Mapping[str, Any], state: Mapping[str, Any]) -> Handed | None:
    """The report of a docket and its version; None for any other case."""
    if row["procedure"] != FAMILY:
        return None
    where = (str(state["case"]["period"]), str(state["case"]["report"]))
    page, entry = reverse("report", args=where), state["done"].get("submit")
    number = int(entry["form"]["version"]) if entry else 0
    return Handed(page, number, reverse("report-version", args=[*where, number]) if number else "")


def ahead_of(request: Reader) -> list[Ahead]:
    """The reports that the reader's body has to begin soon, for whoever may write and begin them; nothing for anybody else."""
    drafters = the_law().in_force(FAMILY, clock.today()).roles["drafter"].posts
    if not request.actor.post_kinds & set(drafters):
        return []
    try:
        post = post_for(request.actor, "open", FAMILY)
    except Forbidden:
        return []
    body = Body.objects.filter(pk=post.body_id, kind__in=KINDS).select_related("division").first()
    if body is None:
        return []
    values = (body.pk, body.division.path, None, None, FAMILY, False)
    writes = scope_for(request.actor, "act").allows(dict(zip(COLUMNS, values, strict=True)))
    return not_begun(body.pk, body.division.path, clock.today()) if writes else []


@require_POST
@signed_in
def begin_report(request: Reader, period: str, name: str) -> HttpResponse:
    """Open the docket of a report with its first act, by whoever presses; then the page of the report again."""
    if name not in forms(the_law()):
        raise Missing("annual.form", Text("没有这份报告。", "There is no such report."))
    post = post_for(request.actor, "open", FAMILY)
    if not Body.objects.filter(pk=post.body_id, kind__in=KINDS).exists():
        raise Forbidden(
            "web.report",
            Text(
                "这份报告由街道（乡镇）或者政府编制，您的单位不编制。",
                "A street, town or government makes this report; your body does not.",
            ),
        )
    if (name, period) in cases_of(post.body_id, period):
        raise Conflict(
            "annual.begun",
            Text("这份报告已有审批案卷，不再另立。", "This report has its docket already."),
            hint=Text("请回到报告页，从“下一步”办理。", "Go back to the report and take the next step."),
        )
    command = Command("begin", {"drafter": [request.actor.id]}, {"period_end": named(period)[1].isoformat()})
    begin(name, period, post.body_id, command, request.actor.id, post.office_id)
    return redirect("report", period, name)
