"""A template: compiled once, checked whole, composed for each act."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from itertools import product
from pathlib import Path
from typing import Any

import orjson
from django.conf import settings
from jinja2 import TemplateError

from yifa.documents import shapes
from yifa.documents.checks import used_fields
from yifa.documents.frontmatter import Front, Place, split
from yifa.documents.markup import read_body
from yifa.documents.placeholders import fill, marked, parse
from yifa.documents.tree import Block, Fence, Paragraph, Sheet, Span
from yifa.errors import BadInput, Reason, Text

__all__ = ["Template", "compile_template", "content_hash"]


@dataclass(frozen=True, slots=True)
class Template:
    """A compiled template. `version` is the hash of its text; `front` what its front matter says."""

    path: Path
    version: str
    front: Front
    text: str

    def context_problems(self, context: Mapping[str, Any]) -> list[Reason]:
        """Everything in which `context` does not fit the declared fields; empty if it can be printed."""
        return shapes.problems(self.front.fields, context)

    def compose(self, context: Mapping[str, Any]) -> Sheet:
        """The document as blocks. Raises `BadInput` with every problem of the context under `problems`."""
        if problems := self.context_problems(context):
            raise BadInput(
                "documents.context",
                Text(
                    f"文书“{self.front.title.zh}”还不能生成：{''.join(each.text.zh for each in problems)}",
                    f"'{self.front.title.en}' cannot be made: {' '.join(each.text.en for each in problems)}",
                ),
                self.front.ground,
                data={"problems": [each.as_data() for each in problems]},
            )
        return self._compose(shapes.completed(self.front.fields, context))

    def sample(self) -> dict[str, Any]:
        """A synthetic context with every field present, for previews and for the check of law folders."""
        filled: dict[str, Any] = shapes.sample(self.front.fields, shapes.Trial(True, True, True))
        return {**filled, "handled_by": None}

    def _compose(self, context: Mapping[str, Any]) -> Sheet:
        place = Place(self.path)
        blocks = read_body(fill(self.text, context), self.front.form, place)
        if context["handled_by"]:
            blocks = _entrusted(blocks, context["body"], context["handled_by"])
        return Sheet(
            form=self.front.form,
            title=self.front.title.zh,
            body=context["body"],
            number=context["number"] or "",
            copies=self.front.copies,
            each_page=self.front.each_page,
            blocks=blocks,
        )


def _entrusted(blocks: tuple[Block, ...], organ: str, handled_by: str) -> tuple[Block, ...]:
    """The blocks with a line, above the seal (or the places to sign), that says who handles the case in whose name."""
    line = Span(f"本文书由受委托的{handled_by}承办，以委托机关{organ}的名义作出。")
    ends = {block.name: n for n, block in reversed(list(enumerate(blocks))) if isinstance(block, Fence)}
    place = ends.get("seal", ends.get("signatures", len(blocks)))
    return (*blocks[:place], Paragraph((line,)), *blocks[place:])


def compile_template(path: Path, words: Mapping[str, str] | None = None, ground: str = "") -> Template:
    """Read and check one template file; `words` of it read otherwise, and it rests on `ground`, where they are given.

    Raises `LawError` with file and line for anything the format does not allow, a field used but not
    declared or declared but not used, a filter on the wrong type, or an optional field printed outside
    an `if`.
    """
    place = Place(path)
    try:
        source = path.read_bytes().decode("utf-8")
    except OSError as error:
        raise place.error(1, "模板无法读取", f"cannot be read: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise place.error(1, "模板不是 UTF-8 编码", "is not UTF-8") from error
    source = source.replace("\r\n", "\n")
    for theirs, ours in (words or {}).items():
        if theirs not in source:
            raise place.error(
                1, f"模板中没有“{theirs}”", f"the template does not say '{theirs}'", "words of it"
            )
        source = source.replace(theirs, ours)
    front, body, offset = split(source, place)
    front = replace(front, ground=ground) if ground else front
    text = marked(body, offset, place)
    used = used_fields(parse(text, offset, place), front.fields, offset, place)
    if unused := sorted(set(shapes.leaves(front.declared)) - used):
        named = ", ".join(unused)
        raise place.error(
            front.fields_line, f"声明而未使用：{named}", f"declared but not used: {named}", "no such field"
        )
    template = Template(path, hashlib.new(settings.HASH, source.encode()).hexdigest(), front, text)
    tried: list[Mapping[str, Any]] = []
    for trial in product((True, False), repeat=3):
        context = shapes.sample(template.front.fields, shapes.Trial(*trial))
        if context not in tried:
            _try(template, context, offset, place)
            tried.append(context)
    return template


def _try(template: Template, context: Mapping[str, Any], offset: int, place: Place) -> None:
    """Compose once on trial; what fails here would fail at the counter."""
    try:
        sheet = template._compose(context)
    except (ValueError, TypeError, TemplateError) as error:
        line = _template_line(error) + offset
        raise place.error(
            line,
            "可选字段须在 if 内使用",
            f"an optional field is used outside an if: {error}",
            "{% if field %} … {% endif %}",
        ) from error
    if template.front.form == "letter" and sheet.fence("head") is None:
        raise place.error(offset, "公文须有发文机关标志", "a letter needs its head", "::: head")


def _template_line(error: BaseException) -> int:
    """The line of the body in which Jinja failed, from the traceback it rewrites; 1 if it does not say."""
    found, frame = 1, error.__traceback__
    while frame is not None:
        if frame.tb_frame.f_code.co_filename == "<template>":
            found = frame.tb_lineno
        frame = frame.tb_next
    return found


def content_hash(version: str, context: Mapping[str, Any]) -> str:
    """The hash that an act pins: over the template's version and the canonical text of its context.

    The same content always gives the same hash; dates count as their ISO text, and the order of fields
    does not count.
    """
    canonical = orjson.dumps({"context": context, "template": version}, option=orjson.OPT_SORT_KEYS)
    return hashlib.new(settings.HASH, canonical).hexdigest()
