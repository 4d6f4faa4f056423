"""An audit written out: a workbook of figures and findings, the report in Word with its findings as comments, JSON."""

from __future__ import annotations

import io
import re
from urllib.parse import quote

import orjson
import xlsxwriter
from django.http import HttpResponse
from docx import Document

from yifa.audit import GRADES, Audit

__all__ = ["EXPORTS", "exported"]

_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
EXPORTS = {"xlsx": _SHEET, "docx": _WORD, "json": "application/json"}
_GRADES = dict(zip(GRADES, ("不可能", "不一致", "可疑", "缺基数"), strict=True))
_FINDINGS = ("等级", "规则", "原文", "说明", "算式", "改法")
_FIGURES = (
    "编号",
    "原文",
    "数值",
    "单位",
    "换算值",
    "基本单位",
    "界限",
    "种类",
    "性质",
    "期间",
    "所数的事",
    "所在的话",
    "位置",
)
_UNSAFE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


def exported(kind: str, name: str, result: Audit) -> HttpResponse:
    """The file of one kind (`EXPORTS`), named after the report."""
    made = {"xlsx": _workbook, "docx": _commented, "json": _json}[kind](result)
    response = HttpResponse(made, content_type=EXPORTS[kind])
    stem = re.sub(r"[\\/\"\r\n]", "", name.rpartition(".")[0] or name)[:80] or "report"
    response["Content-Disposition"] = (
        f"attachment; filename=\"audit.{kind}\"; filename*=UTF-8''{quote(f'{stem}-审读.{kind}')}"
    )
    return response


def _json(result: Audit) -> bytes:
    return orjson.dumps(result.as_data(), option=orjson.OPT_INDENT_2)


def _workbook(result: Audit) -> bytes:
    """Two sheets: findings, figures. Cells are text or numbers, never formulas."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(
        out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    )
    head, wrap = (
        book.add_format({"bold": True, "bg_color": "#eaf1f7"}),
        book.add_format({"text_wrap": True, "valign": "top"}),
    )
    words = {figure.id: figure.text for figure in result.figures}
    findings = [
        (_GRADES[f.grade], f.rule, "、".join(words[one] for one in f.figures), f.message.zh, f.arithmetic, f.mend.zh) for f in result.findings
    ]  # fmt: skip
    figures = [
        (d["id"], d["text"], d["value"], d["unit"], d["base_value"], d["base_unit"], d["bound"], d["kind"], d["role"], d["period"], d["subject"], d["clause"], d["start"])
        for d in (figure.as_data() for figure in result.figures)
    ]  # fmt: skip
    for title, header, rows, widths in (
        ("审读意见", _FINDINGS, findings, (9, 14, 24, 60, 40, 40)),
        ("数字", _FIGURES, figures, (7, 14, 12, 9, 14, 9, 9, 10, 10, 18, 24, 50, 8)),
    ):
        sheet = book.add_worksheet(title)
        sheet.write_row(0, 0, header, head)
        sheet.freeze_panes(1, 0)
        for column, width in enumerate(widths):
            sheet.set_column(column, column, width, wrap)
        for number, row in enumerate(rows, 1):
            sheet.write_row(number, 0, row)
    book.close()
    return out.getvalue()


def _commented(result: Audit) -> bytes:
    """The report's text in Word; every finding is a comment on the first figure it concerns."""
    document, out = Document(), io.BytesIO()
    comments: dict[int, list[str]] = {}
    starts = {figure.id: figure.start for figure in result.figures}
    for finding in result.findings:
        if finding.figures:
            words = f"【{_GRADES[finding.grade]}】{finding.message.zh}\n算式：{finding.arithmetic}\n改法：{finding.mend.zh}"
            comments.setdefault(starts[finding.figures[0]], []).append(words)
    spans = [(f.start, f.end) for f in result.figures if f.start in comments]
    place = 0
    for line in result.text.split("\n"):
        paragraph, end = document.add_paragraph(), place + len(line)
        for start, stop in [span for span in spans if place <= span[0] < end]:
            paragraph.add_run(_UNSAFE.sub("", result.text[place:start]))
            run = paragraph.add_run(_UNSAFE.sub("", result.text[start : min(stop, end)]))
            for words in comments[start]:
                document.add_comment(run, words, author="依法 Yifa", initials="审")
            place = min(stop, end)
        paragraph.add_run(_UNSAFE.sub("", result.text[place:end]))
        place = end + 1
    document.save(out)
    return out.getvalue()
