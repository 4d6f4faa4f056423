"""Which kinds of file are received, told by content and not by name. Pure.

The list is closed: what is not on it is refused. A zip archive is received only if it is an office
document; older office formats and macros are not, since they carry programs.
"""

from __future__ import annotations

import re
from codecs import getincrementaldecoder
from dataclasses import dataclass
from typing import BinaryIO

from yifa.errors import BadInput, Text
from yifa.files.names import extension_of

__all__ = ["KINDS", "Kind", "kind_by_content", "require_agreement"]

HEAD = 64
"""Bytes from the start of a file that tell its kind."""

_CHUNK = 1 << 16
_BINARY = re.compile(r"[\x00-\x08\x0b\x0e-\x1f\x7f]")
_MAGIC = {
    b"%PDF-": "pdf",
    b"\xff\xd8\xff": "jpg",
    b"\x89PNG\r\n\x1a\n": "png",
    b"ID3": "mp3",
    b"PK\x03\x04": "zip",
}
_MP4_BRANDS = frozenset(
    {
        b"isom",
        b"iso2",
        b"iso4",
        b"iso5",
        b"iso6",
        b"mp41",
        b"mp42",
        b"avc1",
        b"M4V ",
        b"MSNV",
        b"3gp4",
        b"3gp5",
    }
)


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of file: its extensions, and the MIME types under which it may come, its own first."""

    name: str
    extensions: frozenset[str]
    types: tuple[str, ...]


def _kind(name: str, extensions: str, *types: str) -> Kind:
    return Kind(name, frozenset(extensions.split()), types)


_OFFICE = "application/vnd.openxmlformats-officedocument"
KINDS: dict[str, Kind] = {
    kind.name: kind
    for kind in (
        _kind("pdf", "pdf", "application/pdf"),
        _kind("docx", "docx", f"{_OFFICE}.wordprocessingml.document"),
        _kind("xlsx", "xlsx", f"{_OFFICE}.spreadsheetml.sheet"),
        _kind("jpg", "jpg jpeg", "image/jpeg", "image/jpg", "image/pjpeg"),
        _kind("png", "png", "image/png"),
        _kind("mp4", "mp4 m4v 3gp", "video/mp4", "video/x-m4v", "video/3gpp"),
        _kind("wav", "wav", "audio/wav", "audio/x-wav", "audio/wave", "audio/vnd.wave"),
        _kind("mp3", "mp3", "audio/mpeg", "audio/mp3"),
        _kind("txt", "txt", "text/plain"),
        _kind("csv", "csv", "text/csv", "text/plain", "application/vnd.ms-excel"),
    )
}
"""Every kind received, by name."""

_ANY_TYPE = frozenset({"", "application/octet-stream"})


def kind_by_content(stream: BinaryIO, name: str) -> str:
    """The kind the bytes of `stream` (read from its start) show: a key of `KINDS`, or `zip`.

    Text has no mark of its own: it must decode as UTF-8 or GB18030 and hold no control characters;
    `name` only tells csv from txt. Raises `BadInput` for anything else.
    """
    stream.seek(0)
    head = stream.read(HEAD)
    if found := _by_magic(head):
        return found
    if head.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
        raise BadInput(
            "files.old_office",
            Text("不接收旧版 Office 文件。", "Office files of the old format are not received."),
            hint=Text("请另存为 docx、xlsx 或 PDF 后上传。", "Save it as docx, xlsx or PDF and try again."),
        )
    stream.seek(0)
    if head and _is_text(stream):
        return "csv" if extension_of(name) == "csv" else "txt"
    raise _unknown()


def _by_magic(head: bytes) -> str:
    for mark, name in _MAGIC.items():
        if head.startswith(mark):
            return name
    if head[:4] == b"RIFF" and head[8:12] == b"WAVE":
        return "wav"
    if head[4:8] == b"ftyp" and head[8:12] in _MP4_BRANDS:
        return "mp4"
    is_frame = len(head) > 2 and head[0] == 0xFF and head[1] & 0xE6 == 0xE2 and head[2] >> 4 not in (0, 15)
    return "mp3" if is_frame else ""


def _is_text(stream: BinaryIO) -> bool:
    return any(_decodes(stream, encoding) for encoding in ("utf-8-sig", "gb18030"))


def _decodes(stream: BinaryIO, encoding: str) -> bool:
    stream.seek(0)
    decoder = getincrementaldecoder(encoding)()
    try:
        while chunk := stream.read(_CHUNK):
            if _BINARY.search(decoder.decode(chunk)):
                return False
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True


def require_agreement(kind: str, name: str, declared_type: str) -> Kind:
    """The kind of the content, which the extension and the declared type must not contradict.

    `declared_type` is what the sender says (empty or `application/octet-stream` when it does not
    know). Raises `BadInput` on a contradiction and for an archive that is no office document.
    """
    found = KINDS.get(kind)
    if found is None:
        raise _unknown()
    declared = declared_type.partition(";")[0].strip().lower()
    if extension_of(name) not in found.extensions or (
        declared not in _ANY_TYPE and declared not in found.types
    ):
        raise BadInput(
            "files.kind_differs",
            Text(
                f"文件内容为 {kind}，与名称或声明的类型不符。",
                f"The content is {kind}; its name or declared type says otherwise.",
            ),
            hint=Text("请用正确的扩展名重新上传原件。", "Upload the original under its proper extension."),
        )
    return found


def _unknown() -> BadInput:
    return BadInput(
        "files.kind",
        Text("不接收此类文件。", "Files of this kind are not received."),
        hint=Text(f"可接收：{'、'.join(KINDS)}。", f"Received are: {', '.join(KINDS)}."),
    )
