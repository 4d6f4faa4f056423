"""GET: a document of a case as PDF or Word."""

from __future__ import annotations

from typing import Annotated

from django.http import HttpResponse
from ninja import Router
from pydantic import Field

from yifa.docket.cases import case_for
from yifa.documents.papers import context_of, template_of
from yifa.documents.pdf import render_pdf
from yifa.documents.sources import source_of
from yifa.documents.word import WORD_TYPE, render_docx
from yifa.errors import Missing, Text

from .auth import Bearer, Called
from .reading import REFUSALS, Number

__all__ = ["router"]

router = Router(auth=Bearer("see"), tags=["cases"])


@router.get(
    "/cases/{case_id}/documents/{seq}/{name}.{kind}",
    response={**REFUSALS},
    operation_id="printDocument",
)
def document(
    request: Called,
    case_id: Number,
    seq: Number,
    name: str,
    kind: str,
    why: Annotated[str, Field(min_length=2, max_length=500)],
) -> HttpResponse:
    """A document as `pdf` or `docx`; the personal facts it prints are logged as seen, with the reason `why`."""
    row = case_for(case_id, request.auth.scope)
    if kind not in ("pdf", "docx"):
        raise Missing("api.kind", Text("没有这种格式。", "There is no such format."))
    source = source_of(row, seq, request.auth.actor, why)
    issued = {paper["name"] for paper in source.entries[-1].get("documents", ())}
    template = template_of(source.procedure, name) if name in issued else None
    if template is None:
        raise Missing("api.no_document", Text("没有这份文书。", "There is no such document."))
    context, training = context_of(source, name, template), bool(row["training"])
    if kind == "docx":
        return HttpResponse(render_docx(template, context, training=training), content_type=WORD_TYPE)
    return HttpResponse(render_pdf(template, context, training=training), content_type="application/pdf")
