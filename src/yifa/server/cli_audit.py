"""`yifa audit`: read the quantities of a report and say what does not hold."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Any

import click

from yifa.audit import Audit, Figure, Finding, Reader, Words, text_of
from yifa.audit import audit as audit_text
from yifa.errors import BadInput
from yifa.procedures.folder import LawFolder, shipped

from .output import as_json, print_json

__all__ = ["audit"]

GRADES = {
    "impossible": ("不可能", "Impossible"),
    "inconsistent": ("不一致", "Inconsistent"),
    "suspect": ("可疑", "Suspect"),
    "base_missing": ("缺基数", "Base missing"),
}
KINDS = {
    "count": ("件数", "counts"), "money": ("金额", "sums"), "area": ("面积", "areas"), "measure": ("度量", "measures"), "duration": ("时长", "durations"),
    "rate": ("比率", "rates"), "change": ("增减", "changes"), "date": ("日期", "dates"), "ordinal": ("序数", "ordinals"), "name": ("名称", "names"),
}  # fmt: skip
AROUND = 16


@click.command(epilog="Example: yifa audit report-2023.docx --before report-2022.pdf")
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--before", type=click.Path(path_type=Path), help="Last year's report of the same body.")
@click.option("--strict", is_flag=True, help="Exit 1 where something is impossible or inconsistent.")
@click.option("--en", "language", flag_value=1, type=int, help="In English.")
@click.option("--zh", "language", flag_value=0, type=int, default=0, help="In Chinese (default).")
@as_json
def audit(files: tuple[Path, ...], before: Path | None, strict: bool, language: int, as_json: bool) -> None:
    """Read any report (.txt, .html, .docx, .pdf) and say which of its numbers do not hold, and why."""
    own = os.environ.get("YIFA_LAW", "")
    reader = Reader(Words.load(LawFolder(shipped(), Path(own) if own else None).path))
    earlier = text_of(before.name, before.read_bytes()) if before else None
    done: list[tuple[Path, Audit]] = []
    refused: list[BadInput] = []
    for file in files:
        try:
            done.append((file, audit_text(reader, text_of(file.name, file.read_bytes()), earlier)))
        except BadInput as problem:
            if len(files) == 1:
                raise
            refused.append(problem)
    if as_json:
        _print(done, refused, single=len(files) == 1)
    else:
        for file, result in done:
            _tell(file, result, language)
        for one in refused:
            click.echo(str(one), err=True)
    grave = any(
        finding.grade in ("impossible", "inconsistent") for _, result in done for finding in result.findings
    )
    if refused:
        sys.exit(2)
    if strict and grave:
        sys.exit(1)


def _print(done: list[tuple[Path, Audit]], refused: list[BadInput], *, single: bool) -> None:
    """One report as an object of its own; several as a list, those refused beside."""
    reports: list[dict[str, Any]] = [{"file": str(file), **result.as_data()} for file, result in done]
    print_json(
        reports[0] if single else {"reports": reports, "refused": [problem.as_data() for problem in refused]}
    )


def _tell(file: Path, result: Audit, language: int) -> None:
    """The findings for a clerk: the gravest first, each with its place, its sum and what would mend it."""
    read = {kind: sum(figure.kind == kind for figure in result.figures) for kind in KINDS}
    told = "，".join(f"{KINDS[kind][language]} {number}" for kind, number in read.items() if number)
    year = result.year or "—"
    click.echo(
        (
            f"{file.name}　{year}年　读出 {len(result.figures)} 个数字（{told}）",
            f"{file.name}  {year}  {len(result.figures)} figures read ({told})",
        )[language]
    )
    if not result.findings:
        click.echo(("  没有发现不相符的数。", "  Nothing that does not hold.")[language])
    figures = {figure.id: figure for figure in result.figures}
    for grade, names in GRADES.items():
        found = [finding for finding in result.findings if finding.grade == grade]
        if found:
            click.echo(
                f"\n{names[language]}（{len(found)}）" if language == 0 else f"\n{names[1]} ({len(found)})"
            )
            for finding in found:
                _tell_one(finding, [figures[one] for one in finding.figures], result.text, language)
    click.echo("")


def _tell_one(finding: Finding, figures: list[Figure], text: str, language: int) -> None:
    tongue = ("zh", "en")[language]
    click.echo(f"  · {finding.message.in_(tongue)}")
    click.echo(f"    {('算式', 'sum')[language]}　{finding.arithmetic}")
    for figure in figures:
        before = text[max(0, figure.start - AROUND) : figure.start].rpartition("\n")[2]
        after = text[figure.end : figure.end + AROUND].partition("\n")[0]
        click.echo(
            f"    {('原文', 'text')[language]}　…{before}【{text[figure.start : figure.end]}】{after}…（{figure.start}）"
        )
    click.echo(f"    {('改法', 'mend')[language]}　{finding.mend.in_(tongue)}")
