"""`yifa report freeze | versions | version | replay | act`: a version frozen, computed again, reviewed, approved, published, corrected."""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Any

import click

from yifa import clock
from yifa.annual.approval import FAMILY, begin, cases_of
from yifa.annual.freeze import freeze as freeze_report
from yifa.annual.freeze import replay as replay_version
from yifa.annual.frozen import changes_since, thaw
from yifa.annual.models import FrozenReport
from yifa.docket.door import Command, Receipt, perform
from yifa.docket.models import Case
from yifa.docket.world import the_law
from yifa.errors import BadInput, Forbidden, Missing, Text
from yifa.indicators.figures import figures_between
from yifa.indicators.periods import named
from yifa.people.actors import Actor
from yifa.procedures import Branch, Procedure

from .output import as_json, print_json, print_table
from .report_words import (
    Which,
    acting,
    by_officer,
    drafted,
    rendered,
    require_may,
    site_address,
    version_of,
    which,
)

__all__ = ["VERSIONS"]

number_option = click.option(
    "--version", "number", type=click.IntRange(1), help="Which version; the newest if not given."
)


@click.command(epilog='Example: yifa report freeze --year 2023 --by liu --changes "补录一件处罚"')
@which
@click.option("--changes", default="", help="What changed since the version before; a correction must say.")
@by_officer
@as_json
def freeze(which: Which, changes: str, by: str, as_json: bool) -> None:
    """Give the report its final form: words, figures, tables, traces and hash; refused while anything is missing, does not balance or is unanswered."""
    actor = acting(by)
    require_may(actor, which.body_id, "export")
    made = drafted(which.name, which.period, which.body_id)
    frozen = freeze_report(the_law(), made, actor.id, changes)
    if as_json:
        print_json(_data(frozen))
    else:
        click.echo(f"{made.title} 第 {frozen.version} 版 / version {frozen.version}　{frozen.hash}")


def _data(frozen: FrozenReport) -> dict[str, Any]:
    return {"version": frozen.version, "hash": frozen.hash, "watermark": frozen.watermark, "at": frozen.frozen_at.astimezone(clock.ZONE).isoformat(timespec="minutes"),
            "changes": frozen.changes}  # fmt: skip


@click.command(epilog="Example: yifa report versions --year 2023 --json")
@which
@as_json
def versions(which: Which, as_json: bool) -> None:
    """The frozen versions: when, hash, what each changed; and how far the approval is."""
    found = FrozenReport.objects.filter(
        report=which.name, period=which.period, body_id=which.body_id
    ).order_by("version")
    case = cases_of(which.body_id, which.period).get((which.name, which.period))
    if as_json:
        docket = (
            None if case is None else {"number": case.number, "stage": case.stage.as_data(), "due": case.due}
        )
        print_json({"versions": [_data(each) for each in found], "docket": docket})
        return
    rows = [(d["version"], d["at"], d["hash"], d["changes"]) for d in map(_data, found)]
    print_table(
        f"{which.period} {which.name}", ["版 version", "定稿 frozen", "哈希 hash", "改动 changes"], rows
    )
    if case is not None:
        click.echo(
            f"{case.number}：{case.stage.zh} / {case.stage.en}{f'，期限 due {case.due}' if case.due else ''}"
        )


@click.command(epilog="Example: yifa report version --year 2023 --version 1 --out report-v1.docx")
@which
@number_option
@click.option(
    "--out",
    required=True,
    type=click.Path(dir_okay=False, path_type=Path),
    help="A file: .html, .pdf, .docx or .json by its ending.",
)
@click.option("--site", help="Address of the site, where the links lead; YIFA_SITE if not given.")
@as_json
def version(which: Which, number: int | None, out: Path, site: str | None, as_json: bool) -> None:
    """Write a frozen version to a file, printed from what was stored."""
    frozen = version_of(which, number)
    made = thaw(frozen)
    out.write_bytes(rendered(made, out.suffix, site_address(site)))
    if as_json:
        print_json({**_data(frozen), "out": str(out)})
    else:
        click.echo(f"{made.title} 第 {frozen.version} 版 → {out}")


@click.command(epilog="Example: yifa report replay --year 2023 --version 1")
@which
@number_option
@as_json
def replay(which: Which, number: int | None, as_json: bool) -> None:
    """Compute a frozen version again up to its record, and say what has changed since; exit 1 where the same records give other figures."""
    frozen = version_of(which, number)
    differs = replay_version(the_law(), frozen.pk, partial(figures_between, the_law()))
    since = changes_since(frozen, drafted(which.name, which.period, which.body_id))
    if as_json:
        print_json(
            {
                **_data(frozen),
                "differs": differs,
                "since": [
                    {"figure": c.indicator, "title": c.title.as_data(), "was": c.was.zh, "now": c.now.zh}
                    for c in since
                ],
            }
        )
    else:
        click.echo(
            "\n".join(f"✗ {each}" for each in differs)
            or "按定稿时的案卷重算，每个数字都相同。 / Computed again, every figure is the same."
        )
        for change in since:
            click.echo(f"定稿之后有变 changed since: {change.title.zh}：{change.was.zh} → {change.now.zh}")
    if differs:
        sys.exit(1)


@click.command(
    "act",
    epilog="Example: yifa report act check --outcome pass --year 2023 --by zhao --set secrets=none --set personal=none",
)
@click.argument("deed")
@which
@number_option
@click.option(
    "--outcome", help="Of an act with outcomes, such as check (pass, back) and approve (agreed, back)."
)
@click.option(
    "--set",
    "given",
    multiple=True,
    metavar="FIELD=VALUE",
    help="A field of the act; hash and version come from the frozen version.",
)
@click.option(
    "--at",
    type=click.DateTime(["%Y-%m-%dT%H:%M"]),
    help="When it was done, if earlier; the record keeps both times.",
)
@by_officer
@as_json
def act(
    deed: str,
    which: Which,
    number: int | None,
    outcome: str | None,
    given: tuple[str, ...],
    at: datetime | None,
    by: str,
    as_json: bool,
) -> None:
    """An act on the docket of the report: begin, submit, check, approve, report_up, publish, correct. Refused with the article where the law forbids it."""
    actor, moment = acting(by), at.replace(tzinfo=clock.ZONE) if at else None
    case = cases_of(which.body_id, which.period).get((which.name, which.period))
    procedure = _procedure(case.id if case else None, moment)
    branch = _branch(procedure, deed, outcome)
    form = {
        **_from_version(branch, which, number),
        **_fields(given),
        **({"outcome": outcome} if outcome else {}),
    }
    if deed == "begin":
        form.setdefault("period_end", named(which.period)[1].isoformat())
    command = Command(deed, {role: [actor.id] for role in branch.by[:1]}, form, at=moment)
    done = _begun(which, actor, command, moment) if case is None else perform(case.id, command, actor.id)
    _say(done, as_json=as_json)


def _say(done: Receipt, *, as_json: bool) -> None:
    number = Case.objects.values_list("number", flat=True).get(pk=done.case_id)
    stage = str(done.state["stage"])
    if as_json:
        print_json(
            {"case": done.case_id, "number": number, "seq": done.seq, "stage": stage, "hash": done.hash}
        )
    else:
        click.echo(f"{number} 第 {done.seq} 条 → {stage} / entry {done.seq}")


def _procedure(case_id: int | None, moment: datetime | None) -> Procedure:
    """The text the docket of the report is under, or the one in force for a new docket."""
    if case_id is not None:
        return the_law().version(Case.objects.values_list("version", flat=True).get(pk=case_id))
    return the_law().in_force(FAMILY, (moment or clock.now()).date())


def _branch(procedure: Procedure, name: str, outcome: str | None) -> Branch:
    found = procedure.branch(name, outcome)
    if found is None:
        known = "、".join(
            f"{a}{f' --outcome {o}' if o else ''}"
            for a, outcomes in procedure.branches.items()
            for o in outcomes
        )
        raise BadInput(
            "report.act",
            Text(
                f"没有这个行为（结果）；有：{known}。",
                f"There is no such act or outcome; there are: {known}.",
            ),
        )
    return found


def _from_version(branch: Branch, one: Which, number: int | None) -> dict[str, Any]:
    """Number and hash of the frozen version, for an act that asks for them."""
    asked = {"version", "hash"} & set(branch.fields)
    if not asked:
        return {}
    frozen = version_of(one, number)
    return {name: {"version": frozen.version, "hash": frozen.hash}[name] for name in asked}


def _fields(given: Sequence[str]) -> Mapping[str, str]:
    pairs = [each.partition("=") for each in given]
    if any(not sign or not name for name, sign, _ in pairs):
        raise BadInput("report.field", Text("--set 应写作 字段=值。", "--set is written FIELD=VALUE."))
    return {name: value for name, _, value in pairs}


def _begun(one: Which, actor: Actor, command: Command, moment: datetime | None) -> Receipt:
    """A new docket for the report, opened with its first act. Raises `Missing` for another act than the first."""
    if command.act != "begin":
        raise Missing(
            "report.no_docket",
            Text("这份报告还没有案卷，请先 begin。", "The report has no docket yet: begin first."),
        )
    post = next((held for held in actor.posts if held.body_id == one.body_id), None)
    if post is None:
        raise Forbidden("report.post", Text("您在该机关没有岗位。", "You hold no post in this body."))
    return begin(one.name, one.period, one.body_id, command, actor.id, post.office_id, moment)


VERSIONS = (freeze, versions, version, replay, act)
"""The commands of frozen versions and of their docket."""
