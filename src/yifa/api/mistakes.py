"""What is wrong with a request, mistake by mistake, in both languages; and query parameters no operation has."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Mapping
from functools import wraps
from typing import Any

from django.http import HttpRequest

from yifa.errors import BadInput, Text

__all__ = ["known_only", "mistake"]

WORDS: Mapping[str, str] = {
    "missing": "缺少此项",
    "extra_forbidden": "没有此项",
    "json_invalid": "不是 JSON",
    "int_parsing": "应为整数",
    "int_type": "应为整数",
    "float_parsing": "应为数字",
    "bool_parsing": "应为 true 或 false",
    "bool_type": "应为 true 或 false",
    "string_type": "应为文字",
    "list_type": "应为列表",
    "dict_type": "应为对象",
    "model_type": "应为对象",
    "model_attributes_type": "应为对象",
    "literal_error": "只能是 {expected}",
    "enum": "只能是 {expected}",
    "greater_than_equal": "不得小于 {ge}",
    "less_than_equal": "不得大于 {le}",
    "string_too_short": "至少 {min_length} 个字",
    "string_too_long": "最多 {max_length} 个字",
    "string_pattern_mismatch": "含有不允许的字符",
    "date_parsing": "应为日期，如 2026-09-28",
    "date_from_datetime_parsing": "应为日期，如 2026-09-28",
    "date_type": "应为日期，如 2026-09-28",
    "datetime_parsing": "应为时间，如 2026-09-28T16:40:00+08:00",
    "datetime_from_date_parsing": "应为时间，如 2026-09-28T16:40:00+08:00",
    "datetime_type": "应为时间，如 2026-09-28T16:40:00+08:00",
}
"""Kinds of mistake, in Chinese; the reader of the form tells them in English."""


def mistake(error: Mapping[str, Any]) -> dict[str, Any]:
    """One mistake: where, and what in both languages."""
    words = WORDS.get(str(error.get("type")), "不符合接口约定")
    context = {name: str(value) for name, value in (error.get("ctx") or {}).items()}
    try:
        chinese = words.format_map(context)
    except KeyError:
        chinese = "不符合接口约定"
    return {"at": ".".join(map(str, error["loc"])), "what": {"zh": chinese, "en": str(error["msg"])}}


def known_only(view: Callable[..., Any]) -> Callable[..., Any]:
    """Refuse a query parameter the operation does not have: a misspelt filter must not answer for everything."""
    names = [name for name in inspect.signature(view).parameters if name not in ("request", "response")]

    @wraps(view)
    def wrapped(request: HttpRequest, *args: Any, **words: Any) -> Any:
        unknown = "、".join(sorted(set(request.GET) - set(names)))
        if unknown:
            text = Text(f"没有这样的查询参数：{unknown}。", f"There is no query parameter {unknown}.")
            raise BadInput("api.query", text)
        return view(request, *args, **words)

    return wrapped
