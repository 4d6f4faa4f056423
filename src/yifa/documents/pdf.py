"""A composed document as PDF, by typst, with one compiler kept for all.

The same document always gives the same bytes: no time is written into it, and only the fonts named by
the settings and the two that come with the program are used, never those of the machine.
"""

from __future__ import annotations

import re
import threading
from collections.abc import Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

import orjson
import pylopdf_fonts_zh_cn
import typst
from django.conf import settings

from yifa.documents.template import Template
from yifa.documents.tree import Sheet, as_data
from yifa.errors import Text, Unavailable

__all__ = ["render_pdf", "render_sheet"]

LAYOUTS = Path(__file__).parent / "layouts"

_SERIF, _SANS = "Noto Serif SC", "Noto Sans SC"
_WANTED: Mapping[str, Sequence[str]] = {
    "body": ("FangSong_GB2312", "仿宋_GB2312", "FangSong", "仿宋", "STFangsong", "FandolFang R", _SERIF),
    "song": ("FZXiaoBiaoSong-B05S", "方正小标宋简体", "FZXiaoBiaoSong-B05", _SERIF),
    "hei": ("SimHei", "黑体", "STHeiti", _SANS),
    "kai": ("KaiTi_GB2312", "楷体_GB2312", "KaiTi", "楷体", "STKaiti", "LXGW WenKai", _SERIF),
}
"""For each use the families wanted, best first, the last from the program; any other then fills gaps."""

_NO_GLYPH = re.compile(r'the text `"(.+?)"` could not be displayed')
_lock = threading.Lock()


def render_pdf(template: Template, context: Mapping[str, Any], *, training: bool = False) -> bytes:
    """The document of `template` and `context` as PDF/A-2b; with `training`, every page says it is not valid.

    Raises `BadInput` for a context that does not fit, and `Unavailable` if no font has a character of it
    (a rare name must not be printed with a hole) or the layout fails.
    """
    return render_sheet(template.compose(context), training=training)


def render_sheet(sheet: Sheet, *, training: bool = False) -> bytes:
    """A composed document as PDF; see `render_pdf`."""
    inputs = {"sheet": orjson.dumps(as_data(sheet)).decode(), "training": "yes" if training else "no"}
    return compile_layout("main", inputs)


def compile_layout(layout: str, inputs: Mapping[str, str]) -> bytes:
    """A layout of the folder `layouts` with its inputs, as PDF/A-2b; raises `Unavailable`.

    That standard is also what makes typst refuse a character without a glyph; plain PDF prints a hole.
    """
    compiler, fonts = _compiler(layout, settings.FONTS)
    with _lock:  # the compiler keeps its inputs between calls
        try:
            made = compiler.compile(
                format="pdf", sys_inputs={**inputs, "fonts": fonts}, pdf_standards="a-2b", timestamp=0
            )
        except typst.TypstError as error:
            raise _failed(str(error.diagnostic)) from error
    assert isinstance(made, bytes)
    return made


def _failed(diagnostic: str) -> Unavailable:
    """What to tell of a failed layout: the characters no font has, or that the layout is at fault."""
    lacking = "".join(sorted(set(_NO_GLYPH.findall(diagnostic))))
    if lacking:
        return Unavailable(
            "documents.font",
            Text(
                f"现有字体缺少“{lacking}”，文书未生成。",
                f"No font has '{lacking}'; the document was not made.",
            ),
            hint=Text(
                "请系统管理员在 YIFA_FONTS 目录中加入含有该字的字体。",
                "Ask the administrator to add a font that has it to the folder YIFA_FONTS.",
            ),
            data={"lacking": lacking},
        )
    return Unavailable(
        "documents.layout",
        Text("文书排版失败，请报告系统管理员。", "The page could not be laid out; tell the administrator."),
        data={"diagnostic": diagnostic},
    )


@lru_cache(maxsize=8)
def _compiler(layout: str, folder: str) -> tuple[typst.Compiler, str]:
    """The compiler of a layout with the fonts of `folder` (empty for none), and the families chosen."""
    own = pylopdf_fonts_zh_cn.serif_path().parent
    paths = [str(own), *([folder] if folder else [])]
    fonts = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=paths)
    there = set(fonts.families())
    chosen = {
        use: [*filter(there.__contains__, wanted), *sorted(there - set(wanted))]
        for use, wanted in _WANTED.items()
    }
    compiler = typst.Compiler(str(LAYOUTS / f"{layout}.typ"), root=str(LAYOUTS), font_paths=fonts)
    return compiler, orjson.dumps(chosen).decode()
