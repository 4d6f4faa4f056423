"""Documents of a case: the paper of one act, and the whole file with its table of contents."""

from __future__ import annotations

import uuid
from datetime import date
from typing import Any

import orjson
from django.conf import settings
from django.http import HttpResponse

from yifa.docket.reading import entries_of, procedure_of
from yifa.docket.store import CaseRow
from yifa.documents import casefile as casefile_room
from yifa.documents.papers import context_of, template_of
from yifa.documents.pdf import render_pdf
from yifa.documents.word import render_docx
from yifa.errors import Missing, Text
from yifa.people.models import Body
from yifa.people.vault import open_many

from .access import Reader, seen_case, signed_in

__all__ = ["casefile", "document"]

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def _opened(request: Reader, entries: list[dict[str, Any]], why: str) -> list[dict[str, Any]]:
    """The entries with their personal facts put back, every view logged."""
    refs = {
        uuid.UUID(item["ref"]): (e["seq"], name)
        for e in entries
        for name, item in e.get("sealed", {}).items()
    }
    values = open_many(refs, request.actor, why) if refs else {}
    found = {e["seq"]: {**e, "form": dict(e.get("form", {}))} for e in entries}
    for ref, value in values.items():
        seq, name = refs[ref]
        found[seq]["form"][name] = orjson.loads(value)
    return list(found.values())


def _context(request: Reader, row: CaseRow, seq: int, name: str, why: str) -> tuple[Any, dict[str, Any]]:
    procedure = procedure_of(row)
    template = template_of(procedure, name)
    if template is None:
        raise Missing("web.no_template", Text("该文书没有模板。", "This document has no template."))
    entries = _opened(request, entries_of(row), why)
    body = Body.objects.get(pk=row["body_id"])
    return template, context_of(procedure, row, entries, seq, name, body.name, template)


@signed_in
def document(request: Reader, case_id: int, seq: int, name: str, kind: str) -> HttpResponse:
    """One document as PDF or Word."""
    row = seen_case(request, case_id)
    template, context = _context(request, row, seq, name, "查看文书 / reading a document")
    training = bool(row["training"]) or settings.TRAINING
    if kind == "docx":
        response = HttpResponse(render_docx(template, context, training=training), content_type=WORD)
    elif kind == "pdf":
        response = HttpResponse(
            render_pdf(template, context, training=training), content_type="application/pdf"
        )
    else:
        raise Missing("web.no_kind", Text("没有这种格式。", "There is no such format."))
    response["Content-Disposition"] = f'inline; filename="{name}-{case_id}-{seq}.{kind}"'
    return response


@signed_in
def casefile(request: Reader, case_id: int) -> HttpResponse:
    """The whole file as one paged PDF with its table of contents (卷内目录)."""
    row = seen_case(request, case_id)
    procedure = procedure_of(row)
    body = Body.objects.get(pk=row["body_id"])
    entries = _opened(request, entries_of(row), "打印案卷 / printing the file")
    items = []
    for entry in entries:
        for paper in entry.get("documents", ()):
            template = template_of(procedure, paper["name"])
            if template is None:
                continue
            content = render_pdf(
                template,
                context_of(procedure, row, entries, entry["seq"], paper["name"], body.name, template),
                training=bool(row["training"]),
            )
            title = procedure.text.documents[paper["name"]].title.zh
            items.append(
                casefile_room.CaseItem(
                    title=title,
                    content=content,
                    number=paper["number"],
                    author=body.name,
                    dated=date.fromisoformat(entry["at"][:10]),
                )
            )
    if not items:
        raise Missing(
            "web.no_papers", Text("案卷中还没有可以装订的文书。", "There is no document to bind yet.")
        )
    cover = casefile_room.Cover(body=body.name, number=row["number"], title=procedure.title.zh, note="")
    response = HttpResponse(casefile_room.build(items, cover), content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="file-{case_id}.pdf"'
    return response
