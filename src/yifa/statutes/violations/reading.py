"""Violations and localities read from the law folder, each error with file and line."""

from __future__ import annotations

from pathlib import Path
from typing import TypeVar

from pydantic import BaseModel, ValidationError

from yifa.errors import LawError, Text
from yifa.statutes.reading import Document, read_yaml

__all__ = ["read_as"]

M = TypeVar("M", bound=BaseModel)


def read_as(model: type[M], path: Path) -> tuple[M, Document]:
    """The file at `path` as a `model`. Raises `LawError` at the first thing wrong."""
    document = read_yaml(path)
    try:
        return model.model_validate(document.data), document
    except ValidationError as problem:
        first = problem.errors(include_url=False)[0]
        word = ".".join(str(step) for step in first["loc"])
        text = Text(f"“{word}”有误：{first['msg']}", f"'{word}': {first['msg']}")
        raise LawError(
            "violations.word",
            text,
            where=document.where(*first["loc"]),
            expected=str((first.get("ctx") or {}).get("expected", first["msg"])),
        ) from problem
