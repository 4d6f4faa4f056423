"""The rows as files: a source is one file, or a folder of files by the parts of its report; every row there from the first, nothing unknown taken."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from yifa.errors import LawError, Text
from yifa.procedures.folder import LawFolder
from yifa.statutes import Document, read_yaml

from .features import KINDS, Feature

__all__ = ["CLASSES", "SOURCES", "TOTAL", "Row", "read_rows"]

SOURCES: Final[Mapping[str, tuple[str, int]]] = {
    "cuntan-2022": ("S-C", 54), "tanggu-2023": ("S-T", 64), "longmen-2023": ("S-L", 43), "jiangbei-2024": ("S-J", 93), "baiyunhu-2020": ("S-B", 92),
}  # fmt: skip
"""For each report how its rows are called, and how many they are."""
TOTAL: Final = sum(number for _, number in SOURCES.values())
CLASSES: Final[Mapping[str, Text]] = {
    "S": Text("系统平台", "systems"), "D": Text("设备", "devices"), "L": Text("清单台账", "lists"), "T": Text("队伍机构", "teams"),
    "M": Text("机制制度", "mechanisms"), "P": Text("项目活动", "programmes"), "F": Text("场所阵地", "places"),
}  # fmt: skip
KNOWN = ("id", "name", "class", "asks", "by", "test", "lawful_part")
Features = Mapping[str, Callable[[str], bool]]


@dataclass(frozen=True, slots=True)
class Row:
    """One row: what a report names, what software must do for it, what does it here, and the test that shows it.

    `lawful_part` says, where the report names what is forbidden here, which part of it this row is.
    """

    id: str
    source: str
    name: str
    kind: str
    asks: str
    by: tuple[Feature, ...]
    test: str
    lawful_part: Text | None
    where: str

    @property
    def digest(self) -> str:
        """What its evidence must be of: another feature or another test is another claim."""
        words = "\n".join([self.id, self.test, *sorted(map(str, self.by))])
        return hashlib.sha256(words.encode()).hexdigest()[:16]


def read_rows(folder: LawFolder, features: Features) -> list[Row]:
    """Every row of every report, in order. Raises `LawError` with file and line.

    Refused are unknown keys, features that do not exist, a row twice, a row that is missing, a test two rows share, a test without features.
    """
    rows: list[Row] = []
    for source in SOURCES:
        rows += _of_source(_documents(folder, source), source, features)
    _once(rows, lambda row: row.id, "行", "row")
    _once([row for row in rows if row.test], lambda row: row.test, "测试", "test")
    return rows


def _files(folder: LawFolder, source: str) -> list[Path]:
    """The files of a source in their order; none where there are none."""
    return [*folder.find(f"coverage/{source}.yaml"), *folder.find(f"coverage/{source}/*.yaml")]


def _documents(folder: LawFolder, source: str) -> list[Document]:
    """What the files of a source say, each with the source it is of."""
    found = _files(folder, source)
    if not found:
        raise LawError(
            "coverage.file",
            Text("缺少这一来源的文件。", "The file of this source is missing."),
            where=str(folder.path(f"coverage/{source}.yaml")),
            expected=f"{source}.yaml, or a folder {source}/ of such files",
        )
    documents = [read_yaml(path) for path in found]
    for document in documents:
        document.only(("source", "title", "rows"))
        document.one_of([source], "source")
        document.text("title")
    return documents


def _of_source(documents: list[Document], source: str, features: Features) -> Iterator[Row]:
    prefix, number = SOURCES[source]
    wanted = [f"{prefix}{n:02d}" for n in range(1, number + 1)]
    found = []
    for document in documents:
        for place in range(len(document.need(list, "rows"))):
            row = _row(document, source, place, wanted, features)
            found.append(row.id)
            yield row
    missing = sorted(set(wanted) - set(found))
    if missing:
        raise documents[-1].error(
            "coverage.missing",
            f"缺少行：{'、'.join(missing)}",
            f"rows missing: {', '.join(missing)}",
            "rows",
            expected=f"{number} rows",
        )


def _row(document: Document, source: str, place: int, wanted: list[str], features: Features) -> Row:
    spot = ("rows", place)
    document.only(KNOWN, *spot)
    by = tuple(_feature(document, place, n, features) for n in range(len(document.need(list, *spot, "by"))))
    test = str(document.at(*spot, "test") or "")
    if bool(by) != bool(test):
        raise document.error(
            "coverage.half",
            "by 与 test 应当同时写明",
            "by and test go together",
            *spot,
            expected="by: [...] and test: FILE::NAME",
        )
    if test and not (test.startswith("tests/coverage/") and "::test_" in test):
        raise document.error(
            "coverage.test",
            f"“{test}”不是测试",
            f"'{test}' is no test",
            *spot,
            "test",
            expected="tests/coverage/….py::test_…",
        )
    part = document.text(*spot, "lawful_part") if document.at(*spot, "lawful_part") else None
    return Row(
        id=document.one_of(wanted, *spot, "id"), source=source, name=document.need(str, *spot, "name"),
        kind=document.one_of(sorted(CLASSES), *spot, "class"), asks=document.need(str, *spot, "asks"), by=by, test=test,
        lawful_part=part, where=document.where(*spot),
    )  # fmt: skip


def _feature(document: Document, place: int, n: int, features: Features) -> Feature:
    spot = ("rows", place, "by", n)
    words: dict[Any, Any] = document.need(dict, *spot)
    document.only(KINDS, *spot)
    if len(words) != 1:
        raise document.error(
            "coverage.feature", "每一项只写一个功能", "one feature an item", *spot, expected="act: family/act"
        )
    kind, name = next(iter(words.items()))
    if not features[kind](str(name)):
        raise document.error(
            "coverage.no_feature",
            f"没有这一功能：{kind}: {name}",
            f"there is no such feature: {kind}: {name}",
            *spot,
            kind,
            expected=KINDS[kind],
        )
    return Feature(kind, str(name))


def _once(rows: list[Row], key: Callable[[Row], str], zh: str, en: str) -> None:
    seen: dict[str, Row] = {}
    for row in rows:
        if key(row) in seen:
            text = Text(f"{zh}“{key(row)}”写了两次。", f"The {en} '{key(row)}' stands twice.")
            raise LawError("coverage.twice", text, where=row.where, expected=seen[key(row)].where)
        seen[key(row)] = row


def coverage_files(folder: LawFolder) -> list[Path]:
    """The files of the rows."""
    return [path for source in SOURCES for path in _files(folder, source)]
