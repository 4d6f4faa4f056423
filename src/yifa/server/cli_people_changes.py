"""The changes under `yifa people`: posts, certificates, deputies, queues, offices, bodies, accounts."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import click

from yifa import clock
from yifa.docket.handing_over import apply_due
from yifa.errors import Missing, Text
from yifa.people import changes, credentials, staffing
from yifa.people.models import Certificate, Holding
from yifa.people.vocabulary import vocabulary

from .output import as_json, told
from .people_words import (
    DAY,
    body_named,
    by_option,
    by_whom,
    certificate_kind,
    day_given,
    division_coded,
    ground_option,
    office_named,
    officer_named,
    post_kind,
)
from .setup import ready_database

__all__ = ["COMMANDS"]


@click.command(
    epilog='Example: yifa people post zhang 执法人员 --office 综合行政执法大队 --from 2026-03-01 --ground "塘街办〔2026〕5号"'
)
@click.argument("username")
@click.argument("kind")
@click.option("--body", "body_", default="", help="A body that is not the officer's own.")
@click.option("--office", default="", help="Name of the office.")
@click.option("--division", default="", help="Code of the division (a grid worker's grid).")
@click.option("--from", "first", type=DAY, help="First day (today).")
@click.option("--to", "last", type=DAY, help="Last day; without it, open.")
@ground_option
@by_option
@as_json
def post(
    username: str, kind: str, body_: str, office: str, division: str, first: datetime | None, last: datetime | None, ground: str, by: str, as_json: bool,
) -> None:  # fmt: skip
    """Give an officer a post."""
    ready_database()
    officer = officer_named(username)
    held = staffing.give_post(
        by_whom(by), officer, post_kind(kind), day_given(first), ground, body=body_named(body_) if body_ else None,
        office=office_named(office, body_) if office else None, division=division_coded(division), last=last.date() if last else None,
    )  # fmt: skip
    title = vocabulary().post(held.post.kind).title
    told(
        as_json,
        f"{officer.name}自 {held.valid_from} 任{title.zh}",
        f"{officer.name}: {title.en} from {held.valid_from}",
        holding=held.pk,
    )


@click.command(
    name="end-post",
    epilog='Example: yifa people end-post zhang 执法人员 --on 2026-06-30 --ground "塘街办〔2026〕9号"',
)
@click.argument("username")
@click.argument("kind")
@click.option("--office", default="", help="Name of the office, where several such posts are held.")
@click.option("--on", type=DAY, help="Last day (today).")
@ground_option
@by_option
@as_json
def end_post(
    username: str, kind: str, office: str, on: datetime | None, ground: str, by: str, as_json: bool
) -> None:
    """End every post of a kind that an officer holds, after its last day."""
    ready_database()
    officer, day = officer_named(username), day_given(on)
    held = Holding.objects.filter(officer=officer, post__kind=post_kind(kind), valid_from__lte=day)
    held = held.exclude(valid_to__lte=day)
    if office:
        held = held.filter(post__office__name=office)
    found = list(held.select_related("post", "officer"))
    if not found:
        raise Missing(
            "people.no_post",
            Text(f"{officer.name}届时没有该岗位。", f"{officer.name} holds no such post then."),
        )
    for holding in found:
        staffing.end_post(by_whom(by), holding, day, ground)
    told(
        as_json,
        f"{officer.name}的 {len(found)} 个岗位于 {day} 结束",
        f"{len(found)} posts of {officer.name} end on {day}",
        ended=len(found),
        on=day,
    )


@click.command(epilog='Example: yifa people certificate zhang 行政执法证 津-0012 --issuer 天津市司法局 --from 2026-01-01 --to 2030-12-31 --ground "津司发〔2026〕2号"')  # fmt: skip
@click.argument("username")
@click.argument("kind")
@click.argument("number")
@click.option("--issuer", default="", help="Who issued it.")
@click.option("--from", "first", type=DAY, help="First day (today).")
@click.option("--to", "last", type=DAY, help="Last day; without it, open.")
@click.option("--revoke", is_flag=True, help="It is there and was revoked, from --from on.")
@ground_option
@by_option
@as_json
def certificate(
    username: str, kind: str, number: str, issuer: str, first: datetime | None, last: datetime | None, revoke: bool, ground: str, by: str, as_json: bool,
) -> None:  # fmt: skip
    """Enter a certificate, renew the one of this number, or revoke it."""
    ready_database()
    officer, word, day = officer_named(username), certificate_kind(kind), day_given(first)
    if revoke:
        found = (
            Certificate.objects.filter(officer=officer, kind=word, number=number)
            .select_related("officer")
            .first()
        )
        if found is None:
            raise Missing(
                "people.no_certificate", Text(f"没有证件 {number}。", f"There is no certificate {number}.")
            )
        credentials.revoke_certificate(by_whom(by), found, day, ground)
        told(
            as_json,
            f"证件 {number} 自 {day} 收回",
            f"certificate {number} revoked from {day}",
            revoked=number,
            on=day,
        )
        return
    made = credentials.add_certificate(
        by_whom(by), officer, word, number, issuer, day, last.date() if last else None, ground
    )
    told(
        as_json,
        f"证件 {number} {'已登记' if made else '无变化'}",
        f"certificate {number} {'entered' if made else 'unchanged'}",
        number=number,
        changed=made,
    )


@click.command(
    epilog='Example: yifa people deputy zhou liu --from 2026-03-01 --to 2026-03-15 --ground "塘街办〔2026〕6号"'
)
@click.argument("officer")
@click.argument("deputy")
@click.option("--from", "first", type=DAY, help="First day (today).")
@click.option("--to", "last", type=DAY, help="Last day; without it, open.")
@ground_option
@by_option
@as_json
def deputy(
    officer: str,
    deputy: str,
    first: datetime | None,
    last: datetime | None,
    ground: str,
    by: str,
    as_json: bool,
) -> None:
    """Let DEPUTY stand in for OFFICER in the posts that one holds; certificates are never lent."""
    ready_database()
    one, other = officer_named(officer), officer_named(deputy)
    made = credentials.name_deputy(
        by_whom(by), one, other, day_given(first), last.date() if last else None, ground
    )
    told(
        as_json,
        f"{other.name}自 {made.valid_from} 代理{one.name}",
        f"{other.name} stands in for {one.name} from {made.valid_from}",
        deputy=made.pk,
    )


@click.command(
    name="hand-over", epilog='Example: yifa people hand-over luo yuan --ground "塘街办〔2026〕7号"'
)
@click.argument("giver", metavar="FROM")
@click.argument("taker", metavar="TO")
@click.option(
    "--family",
    "families",
    multiple=True,
    default=("*",),
    show_default=True,
    help="Procedure families, such as 'penalty.*'.",
)
@click.option("--on", type=DAY, help="From which day (today).")
@ground_option
@by_option
@as_json
def hand_over(
    giver: str,
    taker: str,
    families: tuple[str, ...],
    on: datetime | None,
    ground: str,
    by: str,
    as_json: bool,
) -> None:
    """Hand the open cases of one officer over to another; each docket says so."""
    ready_database()
    changes.hand_over(
        by_whom(by), officer_named(giver), officer_named(taker), families, day_given(on), ground
    )
    _moved(as_json, day_given(on))


@click.command(
    epilog='Example: yifa people dissolve 网格中心 --into 党政办 --on 2026-06-30 --carry-posts --ground "区编〔2026〕3号"'
)
@click.argument("office")
@click.option("--into", required=True, help="Name of the office that goes on with its work.")
@click.option("--body", "body_", default="", help="Of which body, where several have such an office.")
@click.option("--on", type=DAY, required=True, help="Its last day.")
@click.option("--carry-posts", is_flag=True, help="Who holds a post in it holds the like in the successor.")
@ground_option
@by_option
@as_json
def dissolve(
    office: str, into: str, body_: str, on: datetime, carry_posts: bool, ground: str, by: str, as_json: bool
) -> None:
    """Dissolve an office: its posts end, its open cases go to the successor."""
    ready_database()
    successor = office_named(into, body_)
    changes.dissolve_office(
        by_whom(by), office_named(office, body_), on.date(), successor, ground, carry_posts=carry_posts
    )
    _moved(as_json, on.date())


def _moved(as_json: bool, day: Any) -> None:
    """Move what is due already; the rest moves by itself on its day."""
    moved = apply_due(clock.now())
    told(
        as_json,
        f"已记录（{day}）；{moved} 个在办案件已移交",
        f"recorded ({day}); {moved} open cases moved",
        on=day,
        moved=moved,
    )


@click.command(epilog='Example: yifa people close zhang --ground "塘街办〔2026〕8号"')
@click.argument("username")
@click.option("--reopen", is_flag=True, help="Open a closed account again, without posts or password.")
@ground_option
@by_option
@as_json
def close(username: str, reopen: bool, ground: str, by: str, as_json: bool) -> None:
    """Close the account of who left: no sign-in, no posts from today; what they did stays theirs."""
    ready_database()
    officer = officer_named(username)
    (staffing.reopen_account if reopen else staffing.close_account)(by_whom(by), officer, ground)
    words = ("已恢复", "reopened") if reopen else ("已停用", "closed")
    told(
        as_json,
        f"账号 {username} {words[0]}",
        f"account {username} {words[1]}",
        username=username,
        active=reopen,
    )


COMMANDS = (post, end_post, certificate, deputy, hand_over, dissolve, close)
