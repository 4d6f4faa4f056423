"""File names as people give them, made safe to show and to offer for download. Pure.

The name never becomes a path on this machine: bytes are kept under their hash.
"""

from __future__ import annotations

import re
import unicodedata

from yifa.errors import BadInput, Text

__all__ = ["clean_name", "extension_of"]

LONGEST = 120
"""Characters of a name that are kept, its extension included."""

_FORBIDDEN = re.compile(r'[<>:"|?*]')
_BIDI = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff")


def clean_name(raw: str) -> str:
    """The last part of `raw` without what could mislead: separators, control and direction marks.

    Every script and emoji is kept (joined emoji too). Raises `BadInput` when nothing is left.

    >>> clean_name("C:\\\\扫描件\\\\罚单.pdf"), clean_name("../../etc/passwd.txt"), clean_name("现场📷.jpg")
    ('罚单.pdf', 'passwd.txt', '现场📷.jpg')
    >>> clean_name("invoice\\u202efdp.exe"), clean_name("a:b?.txt")
    ('invoicefdp.exe', 'a_b_.txt')
    """
    last = re.split(r"[/\\]", unicodedata.normalize("NFC", raw))[-1]
    kept = "".join(
        sign for sign in last if sign not in _BIDI and unicodedata.category(sign) not in ("Cc", "Cs")
    )
    name = _FORBIDDEN.sub("_", " ".join(kept.split())).strip(". ")
    if not name:
        raise BadInput("files.name", Text("文件没有可用的名称。", "The file has no usable name."))
    stem, dot, extension = name.rpartition(".")
    if not dot or len(extension) > 10:
        return name[:LONGEST]
    return f"{stem[: LONGEST - len(extension) - 1]}.{extension}"


def extension_of(name: str) -> str:
    """The extension of a cleaned name in lower case, without the dot; empty if it has none.

    >>> extension_of("报告.PDF"), extension_of("无扩展名")
    ('pdf', '')
    """
    return name.rpartition(".")[2].lower() if "." in name else ""
