"""`yifa people`: the register of people from the command line: a sheet taken in, who is there, the first sign-in, the record."""

from __future__ import annotations

import sys
from datetime import datetime
from pathlib import Path

import click

from yifa import clock
from yifa.people.administration import CHANGES
from yifa.people.credentials import STANDINGS
from yifa.people.listing import Listed, list_people
from yifa.people.models import AdminRecord
from yifa.people.roster import Taken, import_roster
from yifa.people.vocabulary import vocabulary
from yifa.web.invitation import invite as invite_officer

from . import cli_people_changes as changes
from .cli_people_body import body
from .cli_people_duty import duty
from .output import as_json, print_json, print_table
from .people_words import DAY, by_option, by_whom, day_given, officer_named
from .setup import ready_database

__all__ = ["people"]


@click.group()
def people() -> None:
    """Officers, offices, posts, certificates and deputies, each change with its ground and its record."""


@people.command(name="import", epilog="Example: yifa people import 人员.xlsx --dry-run")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--dry-run", is_flag=True, help="Try every row; keep nothing.")
@by_option
@as_json
def import_(file: Path, dry_run: bool, by: str, as_json: bool) -> None:
    """Take in a sheet of people (.xlsx or .csv), row by row; exit 1 where a row was faulty.

    Its first line: 姓名 用户名 机构 科室 岗位 区划代码 证件种类 证件编号 发证机关 有效期自 有效期至 任职自 依据. The same sheet may be
    given again: what is there is left. Nobody gets a password; see `yifa people invite`.
    """
    ready_database()
    taken = import_roster(by_whom(by), file, dry_run=dry_run)
    if as_json:
        faults = [
            {"line": f.line, "zh": [t.zh for t in f.texts], "en": [t.en for t in f.texts]}
            for f in taken.faults
        ]
        print_json(
            {
                "rows": taken.rows,
                "made": dict(taken.made),
                "unchanged": taken.unchanged,
                "faults": faults,
                "dry_run": dry_run,
            }
        )
    else:
        _say_taken(taken, dry_run)
    if taken.faults:
        sys.exit(1)


def _say_taken(taken: Taken, dry_run: bool) -> None:
    for fault in taken.faults:
        click.echo(f"✗ 第 {fault.line} 行：{' '.join(t.zh for t in fault.texts)}")
        click.echo(f"  line {fault.line}: {' '.join(t.en for t in fault.texts)}")
    for change, count in taken.made.items():
        click.echo(f"{CHANGES[change].zh} {CHANGES[change].en}: {count}")
    if dry_run:
        click.echo("试运行，未写入 / a trial: nothing was kept")
    counts = (taken.rows, taken.unchanged, len(taken.faults))
    click.echo("共 {} 行，{} 行无变化，{} 行有误 / {} rows, {} unchanged, {} faulty".format(*counts, *counts))


@people.command(name="list", epilog="Example: yifa people list --on 2026-03-01 --state soon")
@click.option("--on", type=DAY, help="The day (today).")
@click.option("--office", default="", help="Only who holds a post in an office of this name.")
@click.option(
    "--state", type=click.Choice(list(STANDINGS)), help="Only who has a certificate that stands so."
)
@click.option("--closed", is_flag=True, help="Closed accounts too.")
@as_json
def list_(on: datetime | None, office: str, state: str | None, closed: bool, as_json: bool) -> None:
    """Who holds which posts and certificates on a day; a past day is answered as it was."""
    ready_database()
    day = day_given(on)
    found = list_people(day, office=office, state=state or "", closed=closed)
    if as_json:
        print_json({"on": day, "people": [each.as_data() for each in found]})
        return
    rows = [
        (
            p.officer.name,
            p.officer.username,
            p.officer.body.short_name,
            _posts(p),
            _certificates(p),
            _deputies(p),
        )
        for p in found
    ]
    print_table(
        f"{day}　{len(rows)}",
        ["姓名 name", "用户名 user", "机构 body", "岗位 posts", "证件 certificates", "代理 deputy"],
        rows,
    )


def _posts(listed: Listed) -> str:
    return (
        "\n".join(
            f"{vocabulary().post(h.post.kind).title.zh}{f'（{h.post.office.name}）' if h.post.office else ''}"
            for h in listed.posts
        )
        or "—"
    )


def _certificates(listed: Listed) -> str:
    return "\n".join(
        f"{card.title} {card.certificate.number} {STANDINGS[card.state].zh} {STANDINGS[card.state].en}（{card.certificate.valid_to or '长期'}）"
        for card in listed.certificates
    ) or "—"  # fmt: skip


def _deputies(listed: Listed) -> str:
    return "\n".join(f"{d.officer.name} → {d.valid_to or '—'}" for d in listed.deputies) or "—"


@people.command(name="invite", epilog="Example: yifa people invite zhang --site https://yifa.example.gov.cn")
@click.argument("username")
@click.option("--site", default="", help="The site's address, put before the link.")
@by_option
@as_json
def invite(username: str, site: str, by: str, as_json: bool) -> None:
    """Print a link that works once, within three days, by which an officer sets their own password.

    It is shown here and nowhere else; hand it to the officer in person. For a lost password it is the same.
    """
    ready_database()
    link = site.rstrip("/") + invite_officer(by_whom(by), officer_named(username))
    if as_json:
        print_json({"username": username, "link": link})
    else:
        click.echo(link)


@people.command(name="record", epilog="Example: yifa people record --since 2026-01-01 --json")
@click.option("--since", type=DAY, help="Only from this day on.")
@click.option("--limit", type=click.IntRange(1, 10_000), default=100, show_default=True)
@as_json
def record(since: datetime | None, limit: int, as_json: bool) -> None:
    """The record of administration, newest first: who changed what, when, on what ground."""
    ready_database()
    found = AdminRecord.objects.select_related("officer", "office", "body").order_by("-pk")
    if since is not None:
        found = found.filter(at__date__gte=since.date())
    rows = [
        {"at": each.at.astimezone(clock.ZONE).isoformat(timespec="seconds"), "by": each.by_name, "change": each.change,
         "officer": each.officer.username if each.officer else None, "office": each.office.name if each.office else None,
         "body": each.body.name if each.body else None, "facts": each.facts, "ground": each.ground}
        for each in found[:limit]
    ]  # fmt: skip
    if as_json:
        print_json(rows)
        return
    table = [
        (r["at"], r["by"], f"{CHANGES[str(r['change'])].zh} {CHANGES[str(r['change'])].en}", r["officer"] or r["office"] or r["body"] or "—", r["ground"])
        for r in rows
    ]  # fmt: skip
    print_table(
        "管理记录 record of administration",
        ["时间 at", "经手 by", "事项 change", "对象 of", "依据 ground"],
        table,
    )


for each in (body, duty, *changes.COMMANDS):
    people.add_command(each)
