"""Reports as they are handed in: every kind of file, and every refusal."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pylopdf_fonts_zh_cn
import pytest
import typst
from click.testing import CliRunner
from docx import Document
from pypdf import PdfReader, PdfWriter

from yifa.audit import Reader, Words, text_of
from yifa.errors import BadInput
from yifa.procedures.folder import LawFolder, shipped
from yifa.server.cli import yifa

READER = Reader(Words.load(LawFolder(shipped()).path))
PASSAGE = (
    "街道综合执法大队累计出动执法人员5850人次，开展行政检查1135次，责令改正违法行为1425次，"
    "批评教育480次，实施处罚339次，处罚金额57600元，其中一般程序6次，处罚2100元，简易程序333次，处罚55500元。"
)
VALUES = [5850, 1135, 1425, 480, 339, 57600, 6, 2100, 333, 55500]


def values(text: str) -> list[int]:
    return [int(figure.base_value or 0) for figure in READER.read(text).figures]


def pdf(folder: Path) -> bytes:
    """A narrow page, on which numbers are torn at the end of lines."""
    fonts = Path(pylopdf_fonts_zh_cn.__file__).parent
    source = folder / "page.typ"
    source.write_text(
        f'#set page(width: 70mm, height: 120mm)\n#set text(font: "Noto Serif SC", size: 12pt)\n{PASSAGE}',
        encoding="utf-8",
    )
    return typst.compile(source, font_paths=[fonts, *[p for p in fonts.rglob("*") if p.is_dir()]])


def test_word_paragraphs_and_tables_are_read_in_order() -> None:
    document, data = Document(), io.BytesIO()
    document.add_paragraph(PASSAGE)
    table = document.add_table(rows=2, cols=2)
    for cell, words in zip(
        (*table.rows[0].cells, *table.rows[1].cells), ("行政处罚", "12175", "合计", "108156"), strict=True
    ):
        cell.text = words
    document.add_paragraph("完。")
    document.save(data)
    text = text_of("r.docx", data.getvalue())
    assert text.endswith("行政处罚\t12175\n合计\t108156\n完。")
    assert values(text) == [*VALUES, 12175, 108156]


def test_a_pdf_is_read_across_its_line_breaks(tmp_path: Path) -> None:
    text = text_of("r.pdf", pdf(tmp_path))
    assert text.count("\n") > 4
    assert values(text) == VALUES


def test_a_web_page_is_read_without_its_scripts() -> None:
    page = f"<html><head><title>第9页</title><script>var n=77</script></head><body><h1>报告</h1><p>{PASSAGE}</p><table><tr><td>合计</td><td>12</td></tr></table></body></html>"
    assert values(text_of("r.html", page.encode())) == [*VALUES, 12]
    assert values(text_of("r.html", page.encode("gb18030"))) == [*VALUES, 12]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "gb18030"])
def test_text_is_read_in_the_encodings_offices_write(encoding: str) -> None:
    assert text_of("r.txt", PASSAGE.encode(encoding)) == PASSAGE


def encrypted(folder: Path) -> bytes:
    writer, data = PdfWriter(clone_from=PdfReader(io.BytesIO(pdf(folder)))), io.BytesIO()
    writer.encrypt("secret", algorithm="RC4-128")
    writer.write(data)
    return data.getvalue()


def blank() -> bytes:
    writer, data = PdfWriter(), io.BytesIO()
    writer.add_blank_page(200, 200)
    writer.write(data)
    return data.getvalue()


@pytest.mark.parametrize(
    ("code", "data"),
    [
        ("empty", b" \n"), ("large", b"a" * (40 * 1024 * 1024 + 1)), ("kind", b"\x7fELF\x00\x01"), ("old_word", b"\xd0\xcf\x11\xe0\xa1\xb1"),
        ("docx", b"PK\x03\x04 torn"), ("pdf", b"%PDF-1.7 torn"), ("no_text", blank()), ("encoding", b"\xff\xff\xfa\xfb"),
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_refused_with_its_reason(code: str, data: bytes) -> None:
    with pytest.raises(BadInput) as refusal:
        text_of("r.bin", data)
    assert refusal.value.code == f"audit.{code}"
    assert "r.bin" in refusal.value.text.zh
    assert refusal.value.hint


def test_an_encrypted_pdf_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="encrypted"):
        text_of("r.pdf", encrypted(tmp_path))


def run(*words: str):  # type: ignore[no-untyped-def]
    return CliRunner().invoke(yifa, ["audit", *words])


def test_the_command_tells_a_clerk_what_does_not_hold(tmp_path: Path) -> None:
    report = tmp_path / "report.txt"
    report.write_text(
        "某街道2023年法治政府建设年度报告\n全年受理矛盾纠纷341件,成功化解331件,化解率100%。", encoding="utf-8"
    )
    told = run(str(report))
    assert told.exit_code == 0
    assert "331 ÷ 341 = 97.1% ≠ 100%" in told.output
    assert "不一致" in told.output
    assert "Inconsistent" in run(str(report), "--en").output
    assert run(str(report), "--strict").exit_code == 1


def test_the_command_gives_figures_and_findings_as_json(tmp_path: Path) -> None:
    report, before = tmp_path / "this.txt", tmp_path / "last.txt"
    report.write_text("全年受理信访事项103件,同比下降46.6%。", encoding="utf-8")
    before.write_text("全年受理信访事项200件。", encoding="utf-8")
    found = json.loads(run(str(report), "--before", str(before), "--json").output)
    assert [(f["text"], f["base_value"], f["kind"]) for f in found["figures"]] == [
        ("103件", 103, "count"),
        ("46.6%", -46.6, "change"),
    ]
    assert [(f["rule"], f["grade"], f["figures"]) for f in found["findings"]] == [
        ("before", "inconsistent", ["f1", "f2"])
    ]


def test_one_unreadable_file_does_not_stop_the_others(tmp_path: Path) -> None:
    good, bad = tmp_path / "good.txt", tmp_path / "bad.bin"
    good.write_text("办理案件12件。", encoding="utf-8")
    bad.write_bytes(b"\x00\x01\x02")
    told = run(str(good), str(bad), "--json")
    assert told.exit_code == 2
    found = json.loads(told.output)
    assert [len(found["reports"]), found["refused"][0]["error"]] == [1, "audit.kind"]
