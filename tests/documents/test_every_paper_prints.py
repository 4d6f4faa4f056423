"""Every document of every procedure has a paper, and every paper prints from the docket of an example."""

from __future__ import annotations

import io
import re
from pathlib import Path

import pytest
from pypdf import PdfReader

from shipped_law import LAW
from yifa.documents.naming import paper_problems
from yifa.documents.papers import template_of
from yifa.documents.pdf import render_pdf
from yifa.documents.specimens import Specimen, specimens
from yifa.documents.word import render_docx
from yifa.procedures import Cast, Law, Procedure

FAMILIES = sorted(LAW.families)


@pytest.fixture(scope="module", params=FAMILIES)
def family(request: pytest.FixtureRequest) -> str:
    """One procedure after another."""
    return str(request.param)


def test_every_document_has_a_paper_whose_names_are_the_laws_own(law: Law, family: str) -> None:
    for procedure in law.families[family]:
        assert paper_problems(procedure, law.statutes) == []


def test_every_document_is_issued_in_an_example_and_prints_as_pdf_and_word(
    law: Law, cast_of_examples: Cast, family: str
) -> None:
    for procedure in law.families[family]:
        found = _printed(law, procedure, cast_of_examples)
        # What the law before it has in common with its successor, the successor's examples print.
        wanted = set(
            procedure.text.documents if procedure.text.in_force.to is None else procedure.text.papers
        )
        assert wanted <= set(found)


def _printed(law: Law, procedure: Procedure, cast_of_examples: Cast) -> dict[str, Specimen]:
    """Print every document the procedure's examples issue, once each."""
    found: dict[str, Specimen] = {}
    for specimen in specimens(law, procedure, cast_of_examples):
        assert specimen.template.context_problems(specimen.context) == [], (
            specimen.document,
            specimen.example,
        )
        found.setdefault(specimen.document, specimen)
    for specimen in found.values():
        pdf = PdfReader(io.BytesIO(render_pdf(specimen.template, specimen.context)))
        words = "".join(page.extract_text() for page in pdf.pages).replace(" ", "").replace("\n", "")
        # Some papers are titled by their own first lines (a record by the kind of evidence it holds).
        assert specimen.template.front.title.zh in words or "::: title" in specimen.template.text
        assert "None" not in words
        assert render_docx(specimen.template, specimen.context)[:2] == b"PK"
    return found


CITED = re.compile(r"《中华人民共和国行政处罚法》第[^，。；*]*条")


def test_no_paper_of_the_law_before_cites_the_articles_of_the_law_after(law: Law, family: str) -> None:
    for procedure in law.families[family][:-1]:
        for name, document in procedure.text.documents.items():
            template = template_of(procedure, name)
            assert template is not None
            plain = (Path(procedure.folder) / "templates" / f"{document.template}.md").read_text("utf-8")
            assert not set(CITED.findall(plain)) & set(CITED.findall(template.text)), (procedure.family, name)
