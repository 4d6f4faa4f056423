"""The smallest bytes of each kind, and archives that mean harm."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping

PDF = b"%PDF-1.7\n%%EOF\n"
PNG = b"\x89PNG\r\n\x1a\n" + bytes(32)
JPG = b"\xff\xd8\xff\xe0\x00\x10JFIF" + bytes(32)
MP4 = b"\x00\x00\x00\x18ftypmp42" + bytes(32)
WAV = b"RIFF\x24\x00\x00\x00WAVEfmt " + bytes(32)
MP3 = b"ID3\x03\x00" + bytes(32)
MP3_FRAME = b"\xff\xfb\x90\x64" + bytes(32)


def archive(entries: Mapping[str, bytes]) -> bytes:
    """A zip of these entries."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as writer:
        for name, content in entries.items():
            writer.writestr(name, content)
    return target.getvalue()


def docx(**more: bytes) -> bytes:
    """The outline of a Word document, with more entries."""
    return archive({"[Content_Types].xml": b"<Types/>", "word/document.xml": b"<document/>", **more})


def xlsx() -> bytes:
    """The outline of a workbook."""
    return archive({"[Content_Types].xml": b"<Types/>", "xl/workbook.xml": b"<workbook/>"})
