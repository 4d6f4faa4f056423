"""Documents of a case: the paper of one act, and the whole file with its table of contents."""

from __future__ import annotations

from datetime import date

from django.conf import settings
from django.http import HttpResponse

from yifa.documents import casefile as casefile_room
from yifa.documents.papers import Source, context_of, template_of
from yifa.documents.pdf import render_pdf
from yifa.documents.sources import source_of, sources_of
from yifa.documents.template import Template
from yifa.documents.word import WORD_TYPE, render_docx
from yifa.errors import Missing, Text, Unavailable

from .access import Reader, seen_case, signed_in

__all__ = ["casefile", "document"]


def _template(source: Source, name: str) -> Template:
    template = template_of(source.procedure, name) if name in source.procedure.text.documents else None
    if template is None:
        raise Missing("web.no_template", Text("该文书没有模板。", "This document has no template."))
    return template


@signed_in
def document(request: Reader, case_id: int, seq: int, name: str, kind: str) -> HttpResponse:
    """One document as PDF or Word."""
    row = seen_case(request, case_id)
    source = source_of(row, seq, request.actor, "查看文书 / reading a document")
    template = _template(source, name)
    context = context_of(source, name, template)
    training = bool(row["training"]) or settings.TRAINING
    if kind == "docx":
        response = HttpResponse(render_docx(template, context, training=training), content_type=WORD_TYPE)
    elif kind == "pdf":
        response = HttpResponse(
            render_pdf(template, context, training=training), content_type="application/pdf"
        )
    else:
        raise Missing("web.no_kind", Text("没有这种格式。", "There is no such format."))
    response["Content-Disposition"] = f'inline; filename="{name}-{case_id}-{seq}.{kind}"'
    return response


def _printed(source: Source, name: str, template: Template, *, training: bool) -> bytes:
    """A paper of the file; where no font has one of its characters, a page that says so, and the rest is printed."""
    try:
        return render_pdf(template, context_of(source, name, template), training=training)
    except Unavailable as problem:
        if problem.code != "documents.font":
            raise
        return casefile_room.stand_in(source.procedure.text.documents[name].title.zh, problem)


@signed_in
def casefile(request: Reader, case_id: int) -> HttpResponse:
    """The whole file as one paged PDF with its table of contents (卷内目录)."""
    row = seen_case(request, case_id)
    items = []
    for entry, source in sources_of(row, request.actor, "打印案卷 / printing the file"):
        for paper in entry["documents"]:
            template = _template(source, paper["name"])
            items.append(
                casefile_room.CaseItem(
                    title=source.procedure.text.documents[paper["name"]].title.zh,
                    content=_printed(source, paper["name"], template, training=bool(row["training"])),
                    number=paper["number"],
                    author=source.body,
                    dated=date.fromisoformat(entry["at"][:10]),
                )
            )
    if not items:
        raise Missing(
            "web.no_papers", Text("案卷中还没有可以装订的文书。", "There is no document to bind yet.")
        )
    cover = casefile_room.Cover(
        body=source.body, number=row["number"], title=source.procedure.title.zh, note=""
    )
    response = HttpResponse(casefile_room.build(items, cover), content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="file-{case_id}.pdf"'
    return response
