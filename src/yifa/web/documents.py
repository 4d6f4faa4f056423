"""Documents of a case: the paper of one act, and the whole file with its table of contents."""

from __future__ import annotations

from datetime import date

from django.conf import settings
from django.http import HttpResponse

from yifa.docket.store import CaseRow
from yifa.docket.world import the_law
from yifa.documents import casefile as casefile_room
from yifa.documents.papers import Source, context_of, template_of
from yifa.documents.pdf import render_pdf
from yifa.documents.receipts import RECEIPT, receipt_context, receipt_template, serves
from yifa.documents.sources import source_of, sources_of
from yifa.documents.template import Template
from yifa.documents.word import WORD_TYPE, render_docx
from yifa.errors import Missing, Text, Unavailable
from yifa.people.models import Officer

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
    if name == RECEIPT and name not in source.procedure.text.documents:
        template, context = receipt_template(the_law()), receipt_context(source)
    else:
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


def _receipt(source: Source, *, training: bool) -> casefile_room.CaseItem:
    """The receipt of a service, as it lies behind the paper served."""
    template = receipt_template(the_law())
    content = render_pdf(template, receipt_context(source), training=training)
    dated = date.fromisoformat(source.entries[-1]["at"][:10])
    return casefile_room.CaseItem(
        title=template.front.title.zh, content=content, author=source.body, dated=dated
    )


def _cover(row: CaseRow, source: Source) -> casefile_room.Cover:
    """What the sheet over the file says."""
    doing = Officer.objects.filter(pk=row["handler_id"]).first()
    return casefile_room.Cover(
        body=source.body,
        number=row["number"],
        title=row["title"] or source.procedure.title.zh,
        kind=source.procedure.title.zh,
        handler=doing.name if doing else "",
        opened=date.fromisoformat(source.entries[0]["at"][:10]),
        ended=date.fromisoformat(source.entries[-1]["at"][:10]) if row["ended"] else None,
    )


@signed_in
def casefile(request: Reader, case_id: int) -> HttpResponse:
    """The whole file as one paged PDF with its table of contents (卷内目录)."""
    row = seen_case(request, case_id)
    items = []
    for entry, source in sources_of(row, request.actor, "打印案卷 / printing the file"):
        if serves(source):
            items.append(_receipt(source, training=bool(row["training"])))
        for paper in entry.get("documents", ()):
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
    cover = _cover(row, source)
    response = HttpResponse(casefile_room.build(items, cover), content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="file-{case_id}.pdf"'
    return response
