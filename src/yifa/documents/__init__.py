"""Documents: one template, two renderings, and the case file they make.

Models are imported from `yifa.documents.models`, since Django must be set up before them.
"""

from yifa.documents.casefile import CaseItem, Cover
from yifa.documents.pdf import render_pdf, render_sheet
from yifa.documents.published import text_of
from yifa.documents.template import Template, compile_template, content_hash
from yifa.documents.tree import Sheet
from yifa.documents.word import docx_of, render_docx

__all__ = [
    "CaseItem",
    "Cover",
    "Sheet",
    "Template",
    "compile_template",
    "content_hash",
    "docx_of",
    "render_docx",
    "render_pdf",
    "render_sheet",
    "text_of",
]
