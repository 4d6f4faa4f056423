"""`yifa report`: a statutory report from draft to publication, every figure linked to its trace."""

from __future__ import annotations

from functools import partial
from pathlib import Path

import click

from yifa.annual.build import REPORT, Report, forms
from yifa.annual.streets import by_street, streets_below
from yifa.docket.world import the_law
from yifa.errors import BadInput, Text
from yifa.indicators.figures import figures_between

from .cli_figures import division_path, street_body
from .cli_report_draft import DRAFTING
from .cli_report_version import VERSIONS
from .output import as_json, print_json, print_table
from .report_words import drafted, rendered, site_address
from .setup import ready_database

__all__ = ["report"]


@click.group(
    invoke_without_command=True,
    epilog="Example: yifa report --year 2023 --report information_disclosure --out 2023.pdf --site https://yifa.street.example",
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
@click.pass_context
def report(
    context: click.Context,
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
    """A statutory report, every figure linked to its trace; that on law-based government unless --report says which.

    Its subcommands do what its pages do: passages, proposed sentences, the check of words, freezing, replay, approval and publication.
    """
    ready_database()
    if context.invoked_subcommand is not None:
        return
    if listing:
        _list_forms(as_json)
        return
    if year is None:
        raise BadInput("report.year", Text("请写明年份：--year 2023。", "Say which year: --year 2023."))
    period = str(year) if month is None else f"{year}-{month:02}"
    if streets is not None:
        _by_street(name, period, streets, as_json)
        return
    address = site_address(site)
    made = drafted(name, period, street_body().pk if body is None else body)
    _give(made, out, address, as_json=as_json)


def _give(made: Report, out: Path | None, address: str, *, as_json: bool) -> None:
    """A report on the terminal, as data, or in a file."""
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


for command in (*DRAFTING, *VERSIONS):
    report.add_command(command)
