"""How large a picture would be when unpacked, read from its header alone: a small file may hold a very large one."""

from __future__ import annotations

import struct
from typing import BinaryIO

from yifa.errors import BadInput, Text

__all__ = ["MOST", "require_size", "size_of"]

MOST = 200_000_000
"""Pixels of the largest picture received; the largest of telephones are of this size."""

FRAMES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
"""JPEG segments that say the size: one for each way of coding."""
BARE = frozenset(range(0xD0, 0xD8)) | {0x01}
"""JPEG marks without a length."""


def require_size(stream: BinaryIO, kind: str) -> None:
    """Raise `BadInput` for a picture of more pixels than `MOST`. Other kinds, and headers without a size, pass."""
    found = size_of(stream, kind)
    if found is None or found[0] * found[1] <= MOST:
        return
    width, height, most = *found, MOST // 10_000
    raise BadInput(
        "files.pixels",
        Text(f"图片为 {width}×{height} 像素，超过 {most} 万像素。", f"The picture has {width}×{height} pixels; at most {MOST // 1_000_000} million."),
        hint=Text("请缩小后上传。", "Make it smaller and try again."),
    )  # fmt: skip


def size_of(stream: BinaryIO, kind: str) -> tuple[int, int] | None:
    """Width and height that the header of a `png` or `jpg` states; None where it states none."""
    if kind == "png":
        stream.seek(16)
        head = stream.read(8)
        return struct.unpack(">II", head) if len(head) == 8 else None
    return _jpeg(stream) if kind == "jpg" else None


def _jpeg(stream: BinaryIO) -> tuple[int, int] | None:
    """From segment to segment until the one with the size, or the picture itself."""
    stream.seek(2)
    while len(mark := stream.read(2)) == 2 and mark[0] == 0xFF:
        if mark[1] == 0xFF:  # filling
            stream.seek(-1, 1)
            continue
        if mark[1] in BARE:
            continue
        length = stream.read(2)
        if mark[1] in (0xD9, 0xDA) or len(length) < 2:
            return None
        if mark[1] in FRAMES:
            head = stream.read(5)
            height, width = struct.unpack(">HH", head[1:]) if len(head) == 5 else (0, 0)
            return (width, height) if width and height else None
        stream.seek(max(int.from_bytes(length, "big") - 2, 0), 1)
    return None
