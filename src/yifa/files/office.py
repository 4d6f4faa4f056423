"""Office archives that unpack to more than they are, and programs inside them. Pure but for reading the file.

Sizes written in an archive may lie, so every entry is really unpacked (into nothing) and counted.
"""

from __future__ import annotations

import zipfile
import zlib
from typing import BinaryIO

from yifa.errors import BadInput, Text

__all__ = ["kind_of_archive"]

MOST_ENTRIES = 5_000
MOST_BYTES = 300 * 1024 * 1024
MOST_RATIO = 150
"""Unpacked bytes for one packed byte, over the whole archive; sheets of figures reach about 30."""

_SMALL = 1 << 20
_CHUNK = 1 << 16
_ARCHIVES = (b"PK\x03\x04", b"\x1f\x8b", b"7z\xbc\xaf\x27\x1c", b"Rar!", b"BZh", b"\xfd7zXZ")


def kind_of_archive(stream: BinaryIO, size: int) -> str:
    """`docx` or `xlsx`, or `zip` for any other archive; `size` is the length of the file in bytes.

    Raises `BadInput` for an archive that is broken, encrypted, holds macros or another archive, has
    too many entries or unpacks to too much.
    """
    stream.seek(0)
    try:
        with zipfile.ZipFile(stream) as archive:
            names = set(archive.namelist())
            _require_entries(archive, names)
            _require_sizes(archive, size)
    except (
        zipfile.BadZipFile,
        zlib.error,
        NotImplementedError,  # what zipfile raises for a way of packing it does not know
        EOFError,
        UnicodeDecodeError,
        ValueError,
    ) as error:
        raise _refused("压缩结构损坏。", "the archive is broken.") from error
    if "[Content_Types].xml" not in names:
        return "zip"
    return "docx" if "word/document.xml" in names else "xlsx" if "xl/workbook.xml" in names else "zip"


def _require_entries(archive: zipfile.ZipFile, names: set[str]) -> None:
    entries = archive.infolist()
    if len(entries) > MOST_ENTRIES or len(names) != len(entries):
        raise _refused("条目过多或重复。", "it has too many entries, or one twice.")
    if any(entry.flag_bits & 0x1 for entry in entries):
        raise _refused("文件已加密。", "it is encrypted.")
    if any(name.rpartition("/")[2].lower() == "vbaproject.bin" for name in names):
        raise _refused("文件含有宏。", "it holds macros.")


def _require_sizes(archive: zipfile.ZipFile, size: int) -> None:
    unpacked = 0
    most = min(MOST_BYTES, max(size * MOST_RATIO, _SMALL))
    for entry in archive.infolist():
        with archive.open(entry) as content:
            first = True
            while chunk := content.read(_CHUNK):
                if first and chunk.startswith(_ARCHIVES):
                    raise _refused("文件内含另一个压缩文件。", "it holds another archive.")
                first = False
                unpacked += len(chunk)
                if unpacked > most:
                    raise _refused("解压后体积异常。", "it unpacks to far more than it is.")


def _refused(zh: str, en: str) -> BadInput:
    return BadInput("files.office", Text(f"不接收该 Office 文件：{zh}", f"The office file is refused: {en}"))
