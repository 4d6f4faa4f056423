"""`yifa law papers`: every document of a procedure printed from its examples, for a lawyer to look at."""

from __future__ import annotations

from pathlib import Path

import click

from yifa.documents.pdf import render_pdf
from yifa.documents.specimens import specimens
from yifa.documents.word import render_docx
from yifa.errors import BadInput, Text
from yifa.procedures import Cast, Law, Procedure

__all__ = ["print_papers"]


def print_papers(law: Law, procedure: Procedure, folder: Path, *, quiet: bool = False) -> list[Path]:
    """Write one PDF and one .docx for each document, the first time an example issues it.

    Raises `BadInput` naming the documents no example issues.
    """
    cast = Cast(law.folder.path("procedures/cast.yaml"))
    folder.mkdir(parents=True, exist_ok=True)
    made: dict[str, Path] = {}
    for paper in specimens(law, procedure, cast):
        if paper.document in made:
            continue
        made[paper.document] = folder / f"{procedure.family}.{paper.document}.pdf"
        made[paper.document].write_bytes(render_pdf(paper.template, paper.context))
        made[paper.document].with_suffix(".docx").write_bytes(render_docx(paper.template, paper.context))
        if not quiet:
            click.echo(f"{made[paper.document]}　{paper.template.front.title.zh}　（{paper.example}）")
    if missing := sorted(set(procedure.text.documents) - set(made)):
        names = "、".join(missing)
        raise BadInput(
            "law.papers",
            Text(f"没有示例出具这些文书：{names}。", f"No example issues: {names}."),
        )
    return list(made.values())
