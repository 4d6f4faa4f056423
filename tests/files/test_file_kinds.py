"""The kind of a file is what its bytes say; the list of kinds is closed."""

import io

import file_samples as samples
import pytest

from yifa.errors import BadInput
from yifa.files import FileStore


@pytest.mark.parametrize(
    ("content", "name", "declared", "kind"),
    [
        (samples.PDF, "处罚决定书.pdf", "application/pdf", "pdf"),
        (samples.JPG, "现场.JPEG", "image/jpeg", "jpg"),
        (samples.PNG, "截图.png", "", "png"),
        (samples.MP4, "执法记录.mp4", "video/mp4", "mp4"),
        (samples.WAV, "询问.wav", "audio/x-wav", "wav"),
        (samples.MP3, "询问.mp3", "audio/mpeg", "mp3"),
        (samples.MP3_FRAME, "询问.mp3", "", "mp3"),
        (samples.docx(), "合同.docx", "application/octet-stream", "docx"),
        (samples.xlsx(), "台账.xlsx", "", "xlsx"),
        ("姓名,电话\n".encode(), "名单.csv", "application/vnd.ms-excel", "csv"),
        ("\ufeff说明\r\n".encode(), "说明.txt", "text/plain; charset=utf-8", "txt"),
        ("说明，旧编码".encode("gb18030"), "说明.txt", "", "txt"),
    ],
)
def test_each_kind_on_the_list_is_received(
    store: FileStore, content: bytes, name: str, declared: str, kind: str
) -> None:
    assert store.receive(io.BytesIO(content), name, declared).kind == kind


@pytest.mark.parametrize(
    ("content", "name", "code"),
    [
        (b"MZ\x90\x00" + bytes(64), "a.txt", "files.kind"),
        (b"\x7fELF" + bytes(64), "a.pdf", "files.kind"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(64), "合同.doc", "files.old_office"),
        (b"\x00\x00\x00\x18ftypheic" + bytes(32), "a.mp4", "files.kind"),
        (b"GIF89a" + bytes(32), "a.png", "files.kind"),
        (samples.archive({"a.txt": b"x"}), "a.zip", "files.kind"),
        (samples.archive({"a.txt": b"x"}), "a.docx", "files.kind"),
        (samples.PNG, "a.jpg", "files.kind_differs"),
        (samples.PDF, "a.exe", "files.kind_differs"),
        (samples.PDF, "no extension", "files.kind_differs"),
        (b"<html>", "a.html", "files.kind_differs"),
        (b"text with \x1b[2J", "a.txt", "files.kind"),
    ],
)
def test_what_is_not_on_the_list_or_not_what_it_says_is_refused(
    store: FileStore, content: bytes, name: str, code: str
) -> None:
    with pytest.raises(BadInput) as caught:
        store.receive(io.BytesIO(content), name)
    assert caught.value.code == code


def test_a_declared_type_may_not_contradict_the_content(store: FileStore) -> None:
    with pytest.raises(BadInput, match=r"files\.kind_differs"):
        store.receive(io.BytesIO(samples.PDF), "a.pdf", "text/html")


def picture(kind: str, width: int, height: int) -> bytes:
    """The header of a picture of that size, and nothing more."""
    if kind == "png":
        return b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + width.to_bytes(4, "big") + height.to_bytes(4, "big") + bytes(40)
    size = height.to_bytes(2, "big") + width.to_bytes(2, "big")
    return b"\xff\xd8\xff\xe0\x00\x04AB\xff\xff\xc2\x00\x08\x08" + size + b"\x01" + bytes(40)


@pytest.mark.parametrize("kind", ["png", "jpg"])
def test_a_small_file_that_holds_a_picture_of_too_many_pixels_is_refused(store: FileStore, kind: str) -> None:
    with pytest.raises(BadInput, match="30000×30000"):
        store.receive(io.BytesIO(picture(kind, 30_000, 30_000)), f"a.{kind}")
    assert store.receive(io.BytesIO(picture(kind, 12_000, 9_000)), f"a.{kind}").kind == kind
