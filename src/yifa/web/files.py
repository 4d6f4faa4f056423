"""A stored file shown to whoever may see where it belongs: in the page where it is a picture, a PDF, sound or film; else as a download.

A file is asked for by the entry and the field that hold it, never by its hash alone. A personal field lies in the
vault: its file is opened with a reason, and the view is logged.
"""

from __future__ import annotations

import re
import uuid
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import orjson
from django.http import HttpResponse, StreamingHttpResponse

from yifa.docket.models import Case
from yifa.docket.proposals import open_proposal
from yifa.docket.reading import entries_of, procedure_of
from yifa.docket.world import the_law
from yifa.errors import Missing, Text
from yifa.files import open_
from yifa.files.kinds import KINDS
from yifa.files.models import StoredFile
from yifa.files.store import Verified
from yifa.people.vault import open_many

from .access import Reader, seen_case, signed_in

__all__ = ["File", "case_file", "kinds_of", "proposal_file", "shown_files"]

POLICY = "default-src 'none'; img-src 'self'; media-src 'self'; object-src 'self'; style-src 'unsafe-inline'"
"""A file may fetch nothing and run nothing; the style is that of the browser's own viewer."""
SANDBOX = f"{POLICY}; sandbox"
"""The browser shows a PDF in a viewer of its own, which a sandbox keeps shut; everything else is sandboxed."""
RANGE = re.compile(r"bytes=(\d{1,15})-(\d{0,15})")


@dataclass(frozen=True, slots=True)
class File:
    """One file as a page offers it: where it opens, its kind, whether it is a picture; no address where its bytes are not here."""

    url: str
    kind: str
    image: bool


def kinds_of(hashes: Iterable[str]) -> dict[str, str]:
    """The kind of each file that was received here."""
    wanted = set(hashes)
    found = StoredFile.objects.filter(hash__in=wanted).values_list("hash", "kind") if wanted else ()
    return dict(found)


def shown_files(hashes: Iterable[str], kinds: Mapping[str, str], link: Callable[[str], str]) -> list[File]:
    """Files as a page offers them."""
    return [
        File(link(sha) if sha in kinds else "", kinds.get(sha, ""), kinds.get(sha) in ("jpg", "png"))
        for sha in hashes
    ]


def _nothing() -> Missing:
    return Missing("web.no_file", Text("没有这个文件。", "There is no such file."))


@signed_in
def case_file(request: Reader, case_id: int, sha: str) -> HttpResponse | StreamingHttpResponse:
    """A file of one entry of a case: `?seq=N&field=F`, and `why` where the field is personal."""
    row = seen_case(request, case_id)
    entry = next((e for e in entries_of(row) if str(e["seq"]) == request.GET.get("seq")), None)
    name = request.GET.get("field", "")
    if entry is None or sha not in _held(request, procedure_of(row), entry, name):
        raise _nothing()
    return _served(request, sha, f"{case_id}-{entry['seq']}-{name}")


def _held(request: Reader, procedure: Any, entry: Mapping[str, Any], name: str) -> list[str]:
    """The files of a field of an entry; `Missing` where it is no field of files."""
    if entry["seq"] == 0:
        fields, values = procedure.text.case, entry["case"]
    else:
        branch = procedure.branch(entry["act"], entry.get("form", {}).get("outcome"))
        fields, values = (branch.fields, entry["form"]) if branch else ({}, {})
    if name not in fields or fields[name].type != "files":
        raise _nothing()
    if name in entry.get("sealed", {}):
        ref = uuid.UUID(entry["sealed"][name]["ref"])
        opened = open_many([ref], request.actor, request.GET.get("why", ""))
        if ref not in opened:
            raise Missing("vault_erased", Text("该个人信息已依法删除。", "This personal information was erased by law."), "个人信息保护法/47")  # fmt: skip
        return list(orjson.loads(opened[ref]))
    return list(values.get(name, ()))


@signed_in
def proposal_file(request: Reader, proposal_id: int, sha: str) -> HttpResponse | StreamingHttpResponse:
    """A file of an act that waits for confirmation, for those who are asked; the view is logged."""
    opened = open_proposal(proposal_id, request.actor, "查看待确认行为的文件")
    version = Case.objects.values_list("version", flat=True).get(pk=opened.proposal.case_id)
    branch = the_law().version(version).branch(opened.proposal.act, opened.proposal.outcome or None)
    fields = branch.fields if branch else {}
    held = {
        one
        for name, value in opened.command.form.items()
        if name in fields and fields[name].type == "files"
        for one in value
    }
    if sha not in held:
        raise _nothing()
    return _served(request, sha, f"proposal-{proposal_id}")


def _served(request: Reader, sha: str, stem: str) -> HttpResponse | StreamingHttpResponse:
    """The verified bytes, whole or in part (a film is wound forward by parts)."""
    receipt = StoredFile.objects.filter(hash=sha).first()
    if receipt is None:
        raise _nothing()
    kind = KINDS[receipt.kind]
    inline = kind.name == "pdf" or kind.types[0].startswith(("image/", "audio/", "video/"))
    first, last = _range(request.headers.get("Range", ""), receipt.size)
    whole = (first, last) == (0, receipt.size - 1)
    response = StreamingHttpResponse(
        _part(open_(sha), first, last), content_type=kind.types[0], status=200 if whole else 206
    )
    if not whole:
        response["Content-Range"] = f"bytes {first}-{last}/{receipt.size}"
    response["Content-Length"] = str(last - first + 1)
    response["Accept-Ranges"] = "bytes"
    response["Content-Disposition"] = f'{"inline" if inline else "attachment"}; filename="{stem}.{kind.name}"'
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = POLICY if kind.name == "pdf" else SANDBOX
    response["Cache-Control"] = "private, no-store"
    return response


def _range(asked: str, size: int) -> tuple[int, int]:
    """The first and last byte asked for; everything where nothing readable is asked."""
    match = RANGE.fullmatch(asked.strip())
    if not match or int(match[1]) >= size:
        return 0, size - 1
    last = min(int(match[2]), size - 1) if match[2] else size - 1
    return (int(match[1]), last) if last >= int(match[1]) else (0, size - 1)


def _part(reader: Verified, first: int, last: int) -> Iterator[bytes]:
    """The bytes from `first` to `last`; the file is read from its start, since only the whole of it can be verified."""
    at = 0
    with reader:
        for chunk in reader:
            if at <= last and at + len(chunk) > first:
                yield chunk[max(first - at, 0) : last - at + 1]
            at += len(chunk)
