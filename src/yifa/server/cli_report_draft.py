"""`yifa report passages | propose | write | words | answer`: the author's side of a report."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import click

from yifa.annual.numbers import typed_numbers
from yifa.annual.proposals import Proposal, drafts_for, lapse_wanted, names_in, taken, wanted
from yifa.annual.prose import latest, prose_of, write
from yifa.annual.text import passages_of
from yifa.annual.wordcheck import answer as answer_finding
from yifa.annual.wordcheck import findings
from yifa.annual.wording import wording
from yifa.docket.world import the_law
from yifa.errors import BadInput, Missing, Text
from yifa.people.models import Body

from .output import as_json, print_json, print_table
from .report_words import Which, acting, by_officer, drafted, form_of, require_may, which

__all__ = ["DRAFTING"]


def _require_passage(one: Which, key: str) -> None:
    """Raise `Missing` for a report that is none, or a passage that it has not."""
    form = form_of(one.name)
    known = dict(passages_of(form))
    if key not in known:
        listed = "、".join(known)
        raise Missing(
            "annual.passage",
            Text(
                f"报告中没有“{key}”这一部分；有：{listed}。",
                f"The report has no passage '{key}'; there are: {listed}.",
            ),
        )


def _proposed(one: Which, key: str) -> list[tuple[Text, Proposal]]:
    """The sentences proposed for a passage, each with its section."""
    body = Body.objects.select_related("division").get(pk=one.body_id)
    also = [*wanted(form_of(one.name)), *lapse_wanted(the_law(), one.name, one.period, body)]
    made = drafted(one.name, one.period, one.body_id, also=also)
    return [
        (each.title, proposal) for each in drafts_for(the_law(), made, key) for proposal in each.proposals
    ]


@click.command(epilog="Example: yifa report passages --year 2023")
@which
@as_json
def passages(which: Which, as_json: bool) -> None:
    """The passages an author writes: where each stands, whether it is written, numbers typed by hand."""
    made = drafted(which.name, which.period, which.body_id)
    rows: list[dict[str, Any]] = [
        {"key": key, "title": title.as_data(), "missing": key in made.missing, "text": made.prose.get(key, ""),
         "typed": [each.number for each in typed_numbers(made, made.prose.get(key, ""))]}
        for key, title in passages_of(made.form)
    ]  # fmt: skip
    if as_json:
        print_json(rows)
        return
    told = [
        (r["key"], r["title"]["zh"], "待起草 to be written" if r["missing"] else "", "、".join(r["typed"]))
        for r in rows
    ]
    print_table(made.title, ["部分 key", "标题 heading", "", "手工数字 typed"], told)


@click.command(epilog="Example: yifa report propose shortcomings --year 2023")
@click.argument("key")
@which
@as_json
def propose(key: str, which: Which, as_json: bool) -> None:
    """The sentences proposed for a passage, numbered; `write --take N` takes one."""
    _require_passage(which, key)
    rows = _proposed(which, key)
    if as_json:
        print_json(
            [
                {"n": n, "section": title.as_data(), "text": one.text, "said": one.said.as_data()}
                for n, (title, one) in enumerate(rows, 1)
            ]
        )
        return
    print_table(
        key,
        ["n", "出处 section", "句子 sentence"],
        [(n, title.zh, one.said.zh) for n, (title, one) in enumerate(rows, 1)],
    )


@click.command(
    "write", epilog="Example: yifa report write plans --year 2023 --by zhao --file plans.txt --take 3"
)
@click.argument("key")
@which
@click.option(
    "--text",
    default=None,
    help="The passage; a figure of the docket is {indicator}, rounded on purpose {indicator|约1200次}.",
)
@click.option(
    "--file",
    "path",
    type=click.Path(exists=True, dir_okay=False, allow_dash=True, path_type=Path),
    help="The passage in a file; - for standard input.",
)
@click.option(
    "--take", type=click.IntRange(1), multiple=True, help="Add the proposed sentence of this number."
)
@click.option(
    "--by-hand", is_flag=True, help="I have checked: numbers typed by hand are none the docket counts."
)
@by_officer
@as_json
def write_passage(
    key: str,
    which: Which,
    text: str | None,
    path: Path | None,
    take: tuple[int, ...],
    by_hand: bool,
    by: str,
    as_json: bool,
) -> None:
    """Write a passage, or add proposed sentences to it; every saving is kept."""
    actor = acting(by)
    require_may(actor, which.body_id, "act")
    _require_passage(which, key)
    typed = _typed(prose_of(which.name, which.period, which.body_id).get(key, ""), text, path, take)
    proposals = [one for _, one in _proposed(which, key)] if take else []
    for number in take:
        typed = taken(typed, proposals, _numbered(proposals, number).text)
    made = drafted(which.name, which.period, which.body_id, also=names_in(typed))
    kept = write(made, key, typed, actor.id, latest(made, key), wording(the_law()).rounding, by_hand=by_hand)
    if as_json:
        print_json({"key": key, "text": kept.text})
    else:
        click.echo(f"已保存“{key}” / saved: {len(kept.text)} 字 characters")


def _typed(now: str, text: str | None, path: Path | None, take: tuple[int, ...]) -> str:
    """The text given, or what stands there where only sentences are taken. Raises `BadInput` for none or both."""
    if (text is None) == (path is None) and (text is not None or not take):
        raise BadInput(
            "report.text",
            Text(
                "请用 --text、--file 之一给出文字，或者用 --take 采用句子。",
                "Give the words by one of --text and --file, or take sentences by --take.",
            ),
        )
    if path is not None:
        return sys.stdin.read() if str(path) == "-" else path.read_text(encoding="utf-8")
    return now if text is None else text


def _numbered(proposals: list[Proposal], number: int) -> Proposal:
    if number > len(proposals):
        raise Missing(
            "annual.proposal",
            Text(
                f"没有第 {number} 句；共 {len(proposals)} 句。",
                f"There is no sentence {number} of {len(proposals)}.",
            ),
        )
    return proposals[number - 1]


@click.command(epilog="Example: yifa report words --year 2023")
@which
@as_json
def words(which: Which, as_json: bool) -> None:
    """What the check before publication found in the words, answered or not; exit 1 while something is unanswered."""
    made = drafted(which.name, which.period, which.body_id)
    found = findings(the_law(), which.name, which.period, which.body_id, made.prose)
    if as_json:
        print_json(
            [{"finding": f.digest, "kind": f.kind, "title": f.title.as_data(), "passage": f.key, "paragraph": f.line, "around": f.around, "do": f.do.as_data(), "ground": f.ground,
              "reason": f.reason, "by": f.by, "at": f.at} for f in found]
        )  # fmt: skip
    else:
        print_table(
            "公开前检查 / check before publication", ["编号 finding", "类型", "部分 passage", "段", "文字", "说明 answer"],
            [(f.digest[:12], f.title.zh, f.key, f.line, f.around, f.reason or f"未处理 unanswered：{f.do.zh}") for f in found],
        )  # fmt: skip
    if any(f.open for f in found):
        sys.exit(1)


@click.command(
    epilog='Example: yifa report answer 3f0a1c --year 2023 --by zhao --reason "本人已书面同意公开"'
)
@click.argument("finding")
@which
@click.option("--reason", required=True, help="Why it stays.")
@by_officer
@as_json
def answer(finding: str, which: Which, reason: str, by: str, as_json: bool) -> None:
    """Answer one finding (the first characters of its number are enough) with the reason why it stays."""
    actor = acting(by)
    require_may(actor, which.body_id, "act")
    made = drafted(which.name, which.period, which.body_id)
    found = findings(the_law(), which.name, which.period, which.body_id, made.prose)
    meant = [f.digest for f in found if len(finding) >= 6 and f.digest.startswith(finding)]
    digest = meant[0] if len(set(meant)) == 1 else finding
    answer_finding(found, digest, reason, actor.id, which.name, which.period, which.body_id)
    if as_json:
        print_json({"finding": digest, "reason": reason})
    else:
        click.echo(f"已说明 {digest[:12]} / answered")


DRAFTING = (passages, propose, write_passage, words, answer)
"""The commands of the author's side."""
