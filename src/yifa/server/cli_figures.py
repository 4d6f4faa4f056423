"""`yifa figures`, `yifa trace`, `yifa report`: what a year comes to, and the acts behind it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from functools import partial, wraps
from pathlib import Path
from typing import Any
from urllib.parse import urlparse

import click
from django.conf import settings
from django.db.models import Q
from django.utils.html import escape

from yifa.annual.annex import as_annex
from yifa.annual.build import REPORT, Report, build, forms
from yifa.annual.page import as_figure, as_html
from yifa.annual.paper import as_docx, as_pdf
from yifa.annual.prose import prose_of, rounded_of
from yifa.annual.streets import by_street, streets_below
from yifa.docket.world import the_law
from yifa.errors import BadInput, Text
from yifa.indicators.breaking import broken_down
from yifa.indicators.compute import Question
from yifa.indicators.figure import Figure
from yifa.indicators.figures import figures_between, figures_for
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

__all__ = ["figures", "report", "street_body", "trace"]


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


@click.command(
    epilog="Example: yifa report --year 2023 --report information_disclosure --out 2023.pdf --site https://yifa.street.example"
)
@click.option("--year", type=click.IntRange(2018, 2100))
@click.option("--month", type=click.IntRange(1, 12), help="For a report that is made by the month.")
@click.option("--list", "listing", is_flag=True, help="Which reports there are.")
@click.option("--report", "name", default=REPORT, show_default=True, help="Which report.")
@click.option("--body", type=int, help="Id of the body; the only street office if not given.")
@click.option(
    "--streets",
    metavar="DIVISION",
    help="Every figure by street below this division (code or path), with the sum.",
)
@click.option(
    "--out",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Write to a file: .html, .pdf, .docx or .json (the machine-readable annex) by its ending.",
)
@click.option("--site", help="Address of the site, where the links of the file lead; YIFA_SITE if not given.")
@as_json
def report(
    year: int | None,
    month: int | None,
    listing: bool,
    name: str,
    body: int | None,
    streets: str | None,
    out: Path | None,
    site: str | None,
    as_json: bool,
) -> None:
    """A statutory report, every figure linked to its trace; that on law-based government unless --report says which."""
    ready_database()
    if listing:
        _list_forms(as_json)
        return
    if year is None:
        raise BadInput("report.year", Text("请写明年份：--year 2023。", "Say which year: --year 2023."))
    period = str(year) if month is None else f"{year}-{month:02}"
    if streets is not None:
        _by_street(name, period, streets, as_json)
        return
    body_id = street_body().pk if body is None else body
    address = site_address(site)
    source, prose = partial(figures_between, the_law()), prose_of(name, period, body_id)
    made = build(
        the_law(),
        period,
        body_id,
        source,
        report=name,
        prose=prose,
        rounded=rounded_of(name, period, body_id),
    )
    if out is not None:
        out.write_bytes(rendered(made, out.suffix, address))
        if as_json:
            print_json({"title": made.title, "out": str(out), "site": address})
        else:
            click.echo(f"{made.title} → {out}")
    elif as_json:
        print_json(made.as_data())
    else:
        click.echo(made.title + "\n")
        click.echo("\n\n".join(made.as_data()["text"]))


def _by_street(name: str, period: str, division: str, as_json: bool) -> None:
    """Every figure of a report by street, with the sum."""
    path = division_path(division)
    bodies = streets_below(str(path))
    if not bodies:
        raise BadInput(
            "report.streets",
            Text(f"“{division}”之下没有街道（乡镇）。", f"There are no streets below '{division}'."),
            hint=Text(
                "请写上级的区划代码，例如 990101。", "Give the code of the division above, such as 990101."
            ),
        )
    found = by_street(the_law(), name, period, bodies, partial(figures_between, the_law()))
    if as_json:
        print_json(
            {
                "report": name,
                "period": period,
                "streets": [body.name for body in bodies],
                "figures": [line.as_data() for line in found.lines],
            }
        )
        return
    rows = [
        (
            line.title.zh,
            *("—" if each.value is None else each.value for each in line.cells),
            "—" if line.sum is None else line.sum,
        )
        for line in found.lines
    ]
    print_table(f"{period} {name}", ["指标 figure", *(body.name for body in bodies), "合计 sum"], rows)


def _list_forms(as_json: bool) -> None:
    found = forms(the_law())
    if as_json:
        print_json(
            [
                {
                    "report": form.report,
                    "title": form.title.as_data(),
                    "period": form.period,
                    "ground": form.ground,
                }
                for form in found.values()
            ]
        )
    else:
        print_table(
            "报告 reports",
            ["名称 name", "题目", "title", "周期 period"],
            [(f.report, f.title.zh, f.title.en, f.period) for f in found.values()],
        )


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
