"""Documents: one template, two renderings, and the case file they make.

Models are imported from `yifa.documents.models`, since Django must be set up before them.
"""

from yifa.documents.pdf import render_pdf, render_sheet
from yifa.documents.template import Template, compile_template, content_hash
from yifa.documents.tree import Sheet

__all__ = ["Sheet", "Template", "compile_template", "content_hash", "render_pdf", "render_sheet"]
