"""What reports are made of, read from the law folder by strict models: the first thing wrong is told with file and line."""

from __future__ import annotations

from pathlib import Path
from typing import TypeVar

from pydantic import BaseModel, ValidationError

from yifa.errors import LawError, Text
from yifa.statutes import Document, read_yaml

__all__ = ["read_model"]

M = TypeVar("M", bound=BaseModel)


def read_model(model: type[M], path: Path, code: str) -> tuple[M, Document]:
    """The file at `path` as `model` has it, and the document it was read from. Raises `LawError` with file and line."""
    document = read_yaml(path)
    try:
        return model.model_validate(document.data), document
    except ValidationError as problem:
        first = problem.errors(include_url=False)[0]
        steps = [step for step in first["loc"] if isinstance(step, (str, int))]
        word = ".".join(map(str, steps))
        text = Text(f"“{word}”有误：{first['msg']}", f"'{word}': {first['msg']}")
        raise LawError(
            code, text, where=document.where(*steps), expected="docs/reference/reports.md"
        ) from problem
