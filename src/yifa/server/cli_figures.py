"""`yifa figures`, `yifa trace`: what a year comes to, and the acts behind it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from functools import wraps
from typing import Any

import click
from django.db.models import Q

from yifa.docket.world import the_law
from yifa.errors import BadInput, Text
from yifa.indicators.breaking import broken_down
from yifa.indicators.compute import Question
from yifa.indicators.figure import Figure
from yifa.indicators.figures import figures_for
from yifa.indicators.figures import trace as trace_of
from yifa.indicators.loading import load_indicators
from yifa.indicators.narrowing import with_cells
from yifa.indicators.opening import compare as compared_with
from yifa.indicators.opening import opening_figures
from yifa.indicators.periods import before, period_of, whole_year
from yifa.people.models import Body
from yifa.places.models import Division

from .output import as_json, print_json, print_table
from .setup import ready_database

__all__ = ["asks", "division_path", "figures", "street_body", "trace"]


def street_body() -> Body:
    """The street office whose data these are. Raises `BadInput` where there is none or more than one."""
    found = list(Body.objects.filter(kind="outpost"))
    if len(found) != 1:
        raise BadInput(
            "report.body",
            Text(
                "数据目录中应恰有一个街道办事处，请用 --body 指明。",
                "There should be exactly one sub-district office; name it with --body.",
            ),
        )
    return found[0]


def division_path(text: str | None) -> str | None:
    """The path of a division named by its code or path. Raises `BadInput` for one that is not there."""
    if text is None:
        return None
    found = Division.objects.filter(Q(path=text) | Q(code=text)).values_list("path", flat=True).first()
    if found is None:
        raise BadInput(
            "figures.division",
            Text(f"没有区划“{text}”。", f"There is no division '{text}'."),
            hint=Text("请写区划代码，例如 990101001。", "Give its code, such as 990101001."),
        )
    return str(found)


DAY = click.DateTime(["%Y-%m-%d"])


def asks(command: Callable[..., None]) -> Callable[..., None]:
    """The options that say what is asked, a period and perhaps a division; the command is given the question."""

    @click.option("--year", type=click.IntRange(2018, 2100), help="A calendar year.")
    @click.option("--quarter", metavar="YYYY-Qn", help="A quarter, such as 2023-Q2.")
    @click.option("--month", metavar="YYYY-MM", help="A month, such as 2023-06.")
    @click.option("--from", "first", type=DAY, help="From this day, with --to.")
    @click.option("--to", "last", type=DAY, help="To this day, included.")
    @click.option("--division", help="Code or path of a division: only acts in it.")
    @wraps(command)
    def asked(year: int | None, quarter: str | None, month: str | None, first: datetime | None, last: datetime | None,
              division: str | None, **words: Any) -> None:  # fmt: skip
        period = period_of(year, quarter, month, first and first.date(), last and last.date())
        ready_database()
        command(question=Question(*period, division=division_path(division)), **words)

    return asked


def _told(question: Question) -> str:
    """The period as a heading."""
    year = whole_year((question.first, question.last))
    return f"{year} 年" if year else f"{question.first} – {question.last}"


@click.command(epilog="Example: yifa figures --year 2023 --json")
@asks
@click.option("--compare", is_flag=True, help="Beside last year's, computed or entered as an opening figure.")
@as_json
def figures(question: Question, compare: bool, as_json: bool) -> None:
    """Every figure of a year, a quarter, a month or other days, each with base, formula and trace."""
    found = figures_for(the_law(), question)
    if compare:
        _compared(found, question, as_json)
        return
    if as_json:
        print_json([figure.as_data() for figure in found])
        return
    rows = [
        (f.title.zh, f.indicator, "—" if f.value is None else f.value, f.unit.zh, f.formula.zh) for f in found
    ]
    print_table(_told(question), ["指标", "indicator", "数值", "单位", "算法"], rows)


def _compared(found: list[Figure], question: Question, as_json: bool) -> None:
    """Each figure beside that of the same period of the year before."""
    period = before((question.first, question.last))
    earlier = replace(question, first=period[0], last=period[1])
    last = {figure.indicator: figure for figure in figures_for(the_law(), earlier)}
    year = whole_year(period)
    entered = opening_figures(year, division=question.division) if year else {}
    pairs = [(figure, compared_with(figure, last.get(figure.indicator), entered)) for figure in found]
    if as_json:
        print_json([{**f.as_data(), "compared": c.as_data() if c else None} for f, c in pairs])
        return
    source = {"opening": "期初数", "acts": ""}
    rows = [
        (f.title.zh, f.indicator, "—" if f.value is None else f.value, c.previous if c else "—", source[c.source] if c else "",
         "—" if c is None or c.percent is None else f"{c.percent:+}%")
        for f, c in pairs
    ]  # fmt: skip
    print_table(_told(question), ["指标", "indicator", "数值", "上年", "来源", "同比"], rows)


@click.command(epilog="Example: yifa trace penalties_imposed --year 2023 --division 990101001")
@click.argument("indicator")
@asks
@click.option("--offset", type=click.IntRange(0), default=0)
@click.option("--limit", type=click.IntRange(1, 1000), default=50)
@click.option("--by", metavar="FIELD", help="Tell the figure apart by a fact, such as case.owner.")
@as_json
def trace(indicator: str, question: Question, offset: int, limit: int, by: str | None, as_json: bool) -> None:
    """The acts behind a figure, page by page; or, with --by, the figure told apart by a fact."""
    if by is not None:
        _apart(indicator, question, by, as_json)
        return
    law = the_law()
    known = with_cells(load_indicators(law))
    if indicator not in known:
        raise BadInput(
            "figures.unknown",
            Text(
                f"没有指标“{indicator}”；有：{'、'.join(known)}。",
                f"No indicator '{indicator}'; there are: {', '.join(known)}.",
            ),
        )
    acts = trace_of(law, indicator, question, offset=offset, limit=limit)
    summed = any(one.amount is not None for one in acts)
    if as_json:
        print_json(
            [one._asdict() if summed else {"act": one.act, "case": one.case, "seq": one.seq} for one in acts]
        )
        return
    head = ["行为 act", "案件 case", "序号 seq", *(["计入 amount（金额为分 fen）"] if summed else [])]
    print_table(known[indicator].title.zh, head, [one if summed else one[:3] for one in acts])


def _apart(indicator: str, question: Question, by: str, as_json: bool) -> None:
    """A figure by each value of a fact."""
    found = broken_down(the_law(), indicator, question, by)
    if as_json:
        print_json([{"value": value, "number": number} for value, number in found])
    else:
        print_table(f"{_told(question)}　{indicator}", [by, "数值 number"], found)
