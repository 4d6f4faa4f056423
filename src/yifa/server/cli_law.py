"""`yifa law`: check, show, draw and mutate the law folder."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from datetime import date
from multiprocessing import get_context
from pathlib import Path

import click

from yifa import clock
from yifa.annual.build import forms
from yifa.annual.forbidden import forbidden
from yifa.annual.wording import wording
from yifa.docket.world import the_law
from yifa.documents.naming import paper_problems
from yifa.errors import BadInput, Text
from yifa.people.vocabulary import vocabulary
from yifa.procedures import Cast, Law, Procedure, examples_of, run_example
from yifa.procedures.draw import draw
from yifa.procedures.mutate import mutate
from yifa.procedures.prove import ASSUMPTIONS, Proof, prove
from yifa.procedures.show import show

from .adoption import adopted_versions
from .cli_adopt import adopt_version
from .cli_papers import print_papers
from .law_marks import (
    Item,
    as_rows,
    count_unverified,
    marked_texts,
    unadopted_items,
    unadopted_values,
    unverified_items,
)
from .output import as_json, print_json
from .setup import ready_database

__all__ = ["law"]


@click.group()
def law() -> None:
    """Check, show and draw the law as data."""


def _chosen(loaded: Law, name: str) -> Procedure:
    """The newest version of a procedure, or with `NAME@DAY` the one in force on that day."""
    name, at, day = name.partition("@")
    versions = loaded.families.get(name)
    if not versions:
        known = "、".join(sorted(loaded.families))
        raise BadInput(
            "law.no_procedure",
            Text(f"没有程序“{name}”；有：{known}。", f"No procedure '{name}'; there are: {known}."),
        )
    if not at:
        return versions[-1]
    try:
        return loaded.in_force(name, date.fromisoformat(day))
    except ValueError as problem:
        text = Text(f"“{day}”不是日期。", f"'{day}' is no day.")
        raise BadInput("law.no_day", text, hint=Text("如 2019-05-04", "like 2019-05-04")) from problem


@law.command(epilog="Example: yifa law check --examples")
@click.option("--examples/--no-examples", default=False, help="Also run every example (slower).")
@as_json
def check(examples: bool, as_json: bool) -> None:
    """Load everything, prove every property, try every paper, list what is unadopted and what rests on unverified facts."""
    loaded = the_law()
    by_version, papers, unverified = _checked(loaded)
    proofs = [proof for found in by_version.values() for proof in found]
    failures = list(_example_failures(loaded)) if examples else []
    adopted = adopted_versions()
    unadopted = unadopted_items(loaded, adopted)
    values = unadopted_values(loaded, clock.today())
    if as_json:
        print_json({
            "procedures": [{"procedure": p.family, "version": p.version, "title": p.title.as_data(), "adopted": p.version in adopted} for p in loaded.versions.values()],
            "proved": [proof.as_data() for proof in proofs if proof.proved], "failed": [proof.as_data() for proof in proofs if not proof.proved],
            "examples_failed": failures, "papers_failed": papers, "unadopted": len(unadopted), "unverified": len(unverified),
            "unadopted_items": as_rows(unadopted), "unverified_items": as_rows(unverified), "unadopted_values": as_rows(values),
            "assumptions": [{"zh": zh, "en": en} for zh, en in ASSUMPTIONS], "replaced": loaded.folder.replaced(),
        })  # fmt: skip
    else:
        _tell(loaded, by_version, [*failures, *papers], (unverified, unadopted, values))
    if failures or papers or any(not proof.proved for proof in proofs):
        sys.exit(1)


def _read_reports(loaded: Law) -> None:
    """Indicators, and what reports are made of. Raises `LawError` at the first that cannot be read, as the law itself does."""
    forms(loaded)
    wording(loaded)
    forbidden(loaded)


def _checked(loaded: Law) -> tuple[dict[str, list[Proof]], list[str], list[Item]]:
    """The proofs of every version, what is wrong with papers, and what nobody has read: on as many cores as there are."""
    with ProcessPoolExecutor(mp_context=get_context("fork")) as pool:
        checked = pool.map(_check_one, loaded.versions, chunksize=4)
        marked = pool.map(_unverified_in, marked_texts(loaded), chunksize=8)
        _read_reports(loaded)
        found = list(checked)
        unverified = [item for items in marked for item in items]
    proofs = {version: proofs for version, proofs, _ in found}
    return proofs, [told for *_, each in found for told in each], unverified


def _check_one(version: str) -> tuple[str, list[Proof], list[str]]:
    """One version, in a process that has the law already: it was there before the process was made."""
    procedure = the_law().versions[version]
    return version, prove(procedure), paper_problems(procedure, the_law().statutes)


def _unverified_in(path: Path) -> list[Item]:
    return unverified_items(the_law(), path)


def _tell(
    loaded: Law,
    by_version: dict[str, list[Proof]],
    failures: list[str],
    listed: tuple[list[Item], list[Item], list[Item]],
) -> None:
    for version, procedure in loaded.versions.items():
        mine = by_version[version]
        good = sum(proof.proved for proof in mine)
        force = procedure.text.in_force
        span = f"　{force.from_} – {force.to}" if force.to else ""
        click.echo(
            f"{'✓' if good == len(mine) else '✗'} {procedure.family:<28} {procedure.title.zh}　{good}/{len(mine)}{span}"
        )
        for proof in mine:
            if not proof.proved:
                click.echo(
                    f"    ✗ {proof.statement}　〔{proof.ground}〕　反例 / counter-example: {' → '.join(proof.path) or '—'}"
                )
    for failure in failures:
        click.echo(f"✗ {failure}")
    click.echo("")
    click.echo("证明的前提 / assumptions:")
    for zh, en in ASSUMPTIONS:
        click.echo(f"  · {zh} {en}")
    unverified, unadopted, values = listed
    titles = (
        "未核对原文 / text not read:",
        "未采用 / not adopted:",
        "地方尚未采用的数值 / local values not adopted yet:",
    )
    for title, items in zip(titles, listed, strict=True):
        click.echo(title)
        for item in items:
            click.echo(f"  {item.where}　{item.what}")
    for name in loaded.folder.replaced():
        click.echo(f"  ! 本地覆盖 / replaced by the overlay: {name}")
    proofs = [proof for found in by_version.values() for proof in found]
    proved = sum(proof.proved for proof in proofs)
    click.echo(
        f"{len(loaded.versions)} 个程序版本；已证明 {proved}/{len(proofs)}；未采用 {len(unadopted)}；未核对原文 {len(unverified)}；地方未采用的数值 {len(values)}"
    )
    click.echo(
        f"{len(loaded.versions)} versions; proved {proved}/{len(proofs)}; unadopted {len(unadopted)}; resting on unverified text {len(unverified)}; local values not adopted {len(values)}"
    )


def _example_failures(loaded: Law) -> Iterator[str]:
    cast = Cast(loaded.folder.path("procedures/cast.yaml"))
    for procedure in loaded.versions.values():
        for path in examples_of(procedure):
            yield from run_example(path, procedure, loaded, cast).failures


@law.command(name="show", epilog="Example: yifa law show penalty.ordinary")
@click.argument("name")
@click.option("--en", "language", flag_value="en", help="In English.")
@click.option("--zh", "language", flag_value="zh", default="zh", help="In Chinese (default).")
@as_json
def show_(name: str, language: str, as_json: bool) -> None:
    """Print a procedure as a clerk would read it."""
    procedure = _chosen(the_law(), name)
    if as_json:
        print_json(
            {
                "procedure": procedure.family,
                "version": procedure.version,
                "text": procedure.text.model_dump(by_alias=True, exclude_defaults=True, mode="json"),
            }
        )
    else:
        names = {key: word.title for key, word in vocabulary().certificates.items()}
        click.echo(show(procedure, language, names))


@law.command(name="draw", epilog="Example: yifa law draw penalty.ordinary > penalty.svg")
@click.argument("name")
@click.option("--en", "language", flag_value="en", help="In English.")
@click.option("--zh", "language", flag_value="zh", default="zh", help="In Chinese (default).")
@as_json
def draw_(name: str, language: str, as_json: bool) -> None:
    """Print the drawing of a procedure (SVG); with --json, as one text of an object."""
    procedure = _chosen(the_law(), name)
    svg = draw(procedure, language)
    if as_json:
        print_json({"procedure": procedure.family, "version": procedure.version, "svg": svg})
    else:
        click.echo(svg)


@law.command(name="mutate", epilog="Example: yifa law mutate penalty.summary --limit 40")
@click.argument("names", nargs=-1)
@click.option("--limit", type=int, help="At most so many mutants of each procedure, spread evenly.")
@as_json
def mutate_(names: tuple[str, ...], limit: int | None, as_json: bool) -> None:
    """Delete each guard, term and separation in turn; name what nothing noticed."""
    loaded = the_law()
    cast = Cast(loaded.folder.path("procedures/cast.yaml"))
    chosen = [_chosen(loaded, name) for name in names] or list(loaded.versions.values())
    runs = [mutate(procedure, loaded, cast, limit) for procedure in chosen]
    made, survived = sum(run.made for run in runs), sum(len(run.survivors) for run in runs)
    if as_json:
        print_json(
            {
                "made": made,
                "killed": made - survived,
                "runs": [
                    {"procedure": r.family, "made": r.made, "survivors": list(r.survivors)} for r in runs
                ],
            }
        )
    else:
        for run in runs:
            click.echo(f"{run.family:<28} {run.made - len(run.survivors)}/{run.made}")
            for survivor in run.survivors:
                click.echo(f"    {survivor}")
        share = (made - survived) / made if made else 1.0
        click.echo(f"{made - survived}/{made} = {share:.1%} 被发现 / killed")
    if made and (made - survived) / made < 0.95:
        sys.exit(1)


@law.command(name="papers", epilog="Example: yifa law papers penalty.summary --into papers")
@click.argument("name")
@click.option(
    "--into",
    type=click.Path(path_type=Path, file_okay=False),
    default=Path("papers"),
    help="Folder to write to.",
)
@as_json
def papers_(name: str, into: Path, as_json: bool) -> None:
    """Print every document of a procedure, from its examples, as PDF and Word."""
    loaded = the_law()
    made = print_papers(loaded, _chosen(loaded, name), into, quiet=as_json)
    if as_json:
        print_json([str(path) for path in made])


@law.command(
    name="adopt",
    epilog="Example: yifa law adopt penalty.summary --read-by zhao --adopted-by deng --paper 滨海司法〔2026〕1号",
)
@click.argument("name")
@click.option(
    "--read-by", required=True, help="User name of the legal reviewer who read it against the sources."
)
@click.option("--adopted-by", required=True, help="User name of the supervisor in the justice bureau.")
@click.option("--paper", required=True, help="The paper both signed.")
@as_json
def adopt_(name: str, read_by: str, adopted_by: str, paper: str, as_json: bool) -> None:
    """Adopt the version of a procedure in the law folder: an act of two people on a docket."""
    ready_database()
    loaded = the_law()
    procedure = _chosen(loaded, name)
    adopt_version(loaded, procedure, read_by, adopted_by, paper, count_unverified(procedure), as_json=as_json)
