"""Procedures read from the law folder; whatever is wrong is told with file, line and expectation."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from yifa.errors import LawError, Text
from yifa.statutes import Document, Statutes, read_yaml

from .compile import compile_procedure
from .differing import Table, differing
from .model import Procedure
from .schema import Fragment, InForce, ProcedureText

__all__ = ["Source", "compiled", "load_fragment", "load_procedure", "load_table", "merged", "validated"]

M = TypeVar("M", bound=BaseModel)
SHARED = ("acts", "events", "terms", "means", "documents", "facts", "referrals", "always")


class Source:
    """A procedure's own file and the fragments merged into it, so that every error finds its line."""

    def __init__(self, document: Document, fragments: Mapping[str, Document], data: dict[str, Any]) -> None:
        self.document, self.fragments, self.data = document, fragments, data

    def where(self, *path: Any) -> str:
        """`file:line` of the item at `path`, in whichever file it stands."""
        for document in (self.document, *self.fragments.values()):
            if _within(document.data, path[:2]):
                return document.where(*_longest(document.data, path))
        return self.document.where()

    def error(self, code: str, text: Text, path: tuple[Any, ...], expected: str) -> LawError:
        """A `LawError` at `path`."""
        return LawError(code, text, where=self.where(*path), expected=expected)


def _within(data: Any, path: tuple[Any, ...]) -> bool:
    for step in path:
        try:
            data = data[step]
        except (KeyError, IndexError, TypeError):
            return False
    return True


def _longest(data: Any, path: tuple[Any, ...]) -> tuple[Any, ...]:
    """As much of `path` as the file has: an error on a missing word points at its owner."""
    known: list[Any] = []
    for step in path:
        if not _within(data, (*known, step)):
            break
        known.append(step)
    return tuple(known)


def validated(model: type[M], data: Any, where: Callable[..., str]) -> M:
    """`data` read by a strict model. Raises `LawError` with file, line and expectation."""
    try:
        return model.model_validate(data)
    except ValidationError as problem:
        first = problem.errors(include_url=False)[0]
        path = tuple(first["loc"])
        word = ".".join(str(step) for step in path)
        more = f" (+{problem.error_count() - 1})" if problem.error_count() > 1 else ""
        text = Text(f"“{word}”有误：{first['msg']}{more}", f"'{word}': {first['msg']}{more}")
        raise LawError("procedures.word", text, where=where(*path), expected=_expected(first)) from problem


def _expected(error: Any) -> str:
    if error["type"] in ("extra_forbidden", "unexpected_keyword_argument"):
        return "a word of docs/reference/procedure-format.md"
    context = error.get("ctx") or {}
    return str(context.get("expected") or context.get("pattern") or error["msg"])


def load_fragment(path: Path) -> tuple[Fragment, Document]:
    """A fragment of `law/procedures/common/`. Raises `LawError`."""
    document = read_yaml(path)
    return validated(
        Fragment, document.data, lambda *p: document.where(*_longest(document.data, p))
    ), document


def merged(words: Any, document: Document, fragments: Mapping[str, Document]) -> dict[str, Any]:
    """The procedure with its fragments' items added; a name in both is an error."""
    data: dict[str, Any] = json.loads(json.dumps(words, default=str))
    for fragment in fragments.values():
        for section in SHARED:
            items = json.loads(
                json.dumps(fragment.data.get(section) or ([] if section == "always" else {}), default=str)
            )
            if section == "always":
                data["always"] = [*(data.get("always") or []), *items]
                continue
            own = data.setdefault(section, {})
            for name, item in items.items():
                if name in own:
                    text = Text(f"“{name}”在片段中已有。", f"'{name}' stands in a fragment already.")
                    raise LawError(
                        "procedures.twice", text, where=document.where(section, name), expected="another name"
                    )
                own[name] = item
    return data


def load_table(path: Path, statutes: Statutes) -> Table:
    """A table of articles of `law/procedures/common/articles/`. Raises `LawError` for a row no statute knows."""
    table = Table(read_yaml(path))
    for new in table.rows:
        statutes.cite(new, where=table.document.where("rows", new))
    return table


def load_procedure(
    path: Path,
    fragments: Mapping[str, tuple[Fragment, Document]],
    statutes: Statutes | None = None,
    tables: Mapping[str, Table] | None = None,
) -> Procedure:
    """Read, check and compile one `procedure*.yaml`. Raises `LawError` at the first thing wrong."""
    data, source = _whole(path, fragments, statutes, tables or {})
    procedure = compiled(data, source, path, statutes)
    _same_folder(procedure.text, path, source)
    return procedure


def compiled(data: dict[str, Any], source: Source, path: Path, statutes: Statutes | None) -> Procedure:
    """A procedure from its whole text, its fragments merged in. Raises `LawError` at the first thing wrong."""
    text_ = validated(ProcedureText, data, source.where)
    version = _version(data, path)
    if statutes is not None:
        _cited(source, statutes, text_.in_force)
    return compile_procedure(text_, version, str(path), source, statutes)


def _whole(
    path: Path,
    fragments: Mapping[str, tuple[Fragment, Document]],
    statutes: Statutes | None,
    tables: Mapping[str, Table],
) -> tuple[dict[str, Any], Source]:
    """The text of one file with what it uses, or with the text it differs from."""
    document = read_yaml(path)
    if not isinstance(document.data, dict):
        raise LawError(
            "procedures.empty",
            Text("文件是空的。", "The file is empty."),
            where=document.where(),
            expected="procedure: area.name …",
        )
    if "differs_from" not in document.data:
        used = _used(document, fragments)
        data = merged(document.data, document, used)
        return data, Source(document, used, data)
    name = str(document.data["differs_from"])
    other = path.parent / name
    if "uses" in document.data:
        text = Text(
            "与他文本比较的文本不另用片段。", "A text that differs from another uses that text's fragments."
        )
        raise LawError("procedures.uses", text, where=document.where("uses"), expected="differs_from only")
    if other == path or not other.is_file():
        text = Text(f"没有文本“{name}”。", f"There is no text '{name}'.")
        raise LawError("procedures.no_text", text, where=document.where("differs_from"), expected="a procedure*.yaml of this folder")  # fmt: skip
    base, under = _whole(other, fragments, statutes, tables)
    table = _table(document, tables)
    force = validated(InForce, document.data.get("in_force") or {}, lambda *p: document.where("in_force"))

    def read(ground: str) -> bool:
        if statutes is None:
            return True
        cited = statutes.cite(ground, on=force.from_, until=force.to, where=document.where("articles"))
        return all(
            number in part.version.articles and part.version.articles[number].mark == "V"
            for part in cited.parts
            for number in part.articles
        )

    data = differing(document, base, table, read)
    return data, Source(document, {name: under.document, **under.fragments}, data)


def _table(document: Document, tables: Mapping[str, Table]) -> Table | None:
    name = document.data.get("articles")
    if name is not None and name not in tables:
        text = Text(f"没有条文对照表“{name}”。", f"There is no table of articles '{name}'.")
        raise LawError("procedures.no_table", text, where=document.where("articles"), expected=" | ".join(sorted(tables)))  # fmt: skip
    return tables[name] if name is not None else None


def _used(document: Document, fragments: Mapping[str, tuple[Fragment, Document]]) -> dict[str, Document]:
    wanted = document.data.get("uses") or []
    used: dict[str, Document] = {}
    for name in [wanted] if isinstance(wanted, str) else wanted:
        if name not in fragments:
            text = Text(f"没有片段“{name}”。", f"There is no fragment '{name}'.")
            raise LawError(
                "procedures.no_fragment",
                text,
                where=document.where("uses"),
                expected=" | ".join(sorted(fragments)),
            )
        used[name] = fragments[name][1]
    return used


def _same_folder(text: ProcedureText, path: Path, source: Source) -> None:
    name = ".".join(path.parent.parts[-len(text.procedure.split(".")) :])
    if name != text.procedure:
        raise source.error(
            "procedures.folder",
            Text("程序名与目录不符。", "The name differs from the folder."),
            ("procedure",),
            name,
        )


def _version(data: Any, path: Path) -> str:
    """SHA-256 of the merged text and its templates: what a case pins and the justice bureau adopts."""
    digest = hashlib.sha256(json.dumps(data, ensure_ascii=False, sort_keys=True).encode())
    for template in sorted((path.parent / "templates").glob("*.md")):
        digest.update(template.name.encode() + b"\0" + template.read_bytes())
    return digest.hexdigest()


def _cited(source: Source, statutes: Statutes, force: InForce) -> None:
    """Every ground cites a statute that exists and has the article.

    A version still in force may cite what came after it began; one that has ended cites only law that was in
    force while it was.
    """
    on, until = (force.from_, force.to) if force.to else (None, None)
    first: dict[str, tuple[Any, ...]] = {}
    for path, ground in _grounds(source.data, ()):
        first.setdefault(ground, path)
    for ground, path in first.items():
        if ground:
            statutes.cite(ground, on=on, until=until, where=source.where(*path))


def _grounds(data: Any, path: tuple[Any, ...]) -> list[tuple[tuple[Any, ...], str]]:
    if isinstance(data, dict):
        own = [((*path, "ground"), str(data["ground"]))] if isinstance(data.get("ground"), (str, int)) else []
        return own + [
            found for key, item in data.items() if key != "ground" for found in _grounds(item, (*path, key))
        ]
    if isinstance(data, list):
        return [found for place, item in enumerate(data) for found in _grounds(item, (*path, place))]
    return []
