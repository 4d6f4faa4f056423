"""The outermost layer, where pages and the interface meet: bodies too large, errors nobody foresaw, told without the database."""

from __future__ import annotations

import sys
from collections.abc import Callable

from django.conf import settings
from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string

from yifa.api.problems import problem, problem_of
from yifa.errors import BadInput, Forbidden, Missing, Text, Unavailable, YifaError

__all__ = ["MethodsTold", "NotTooLarge", "forged", "not_found", "unreadable", "went_wrong"]

MEGABYTE = 1024 * 1024

FILES_A_FORM = 4
"""Files of the largest size that one form may carry."""


class NotTooLarge:  # Django names a middleware by its factory
    """Refuse a body larger than any form (or any request of the interface) may be before a byte of it is read or kept."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Pass the request on, or answer 413 by what it says of its own length."""
        length = str(request.META.get("CONTENT_LENGTH") or "0")
        most = settings.MAX_FILE_MB * FILES_A_FORM + 1
        if request.path.startswith("/api/"):
            most = settings.DATA_UPLOAD_MAX_MEMORY_SIZE // MEGABYTE
        if length.isascii() and length.isdigit() and int(length) <= most * MEGABYTE:
            return self.get_response(request)
        text = Text(
            f"提交的内容过大，一次不超过 {most} 兆字节。", f"Too large: at most {most} megabytes at a time."
        )
        hint = Text("请压缩或者分次上传。", "Make the files smaller, or send them one by one.")
        return _told(request, BadInput("server.too_large", text, hint=hint), 413)


class MethodsTold:  # Django names a middleware by its factory
    """A method that an address does not know, told by the house: a problem for programs, a page for people."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Pass the request on, and give a bare 405 its words."""
        response = self.get_response(request)
        if response.status_code != 405:
            return response
        text = Text("这个地址不能这样打开。", "This address cannot be opened in this way.")
        hint = Text("请从页面上的按钮进入。", "Use the button of the page it belongs to.")
        told = _told(request, BadInput("server.method", text, hint=hint), 405)
        told["Allow"] = response.get("Allow", "")
        return told


def forged(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form without its mark, or with that of another session."""
    text = Text("表单已失效，没有办理。", "The form is out of date; nothing was done.")
    hint = Text(
        "请返回上一页并刷新，再提交一次；浏览器须允许本站的 Cookie。",
        "Go back, reload the page and send it again; the browser must allow this site's cookies.",
    )
    return _told(request, Forbidden("server.csrf", text, hint=hint), 403)


def unreadable(request: HttpRequest, exception: Exception) -> HttpResponse:
    """A request that cannot be read at all."""
    text = Text("请求无法读取。", "The request cannot be read.")
    hint = Text("请返回上一页再试。", "Go back and try again.")
    return _told(request, BadInput("server.request", text, hint=hint), 400)


def went_wrong(request: HttpRequest) -> HttpResponse:
    """What nobody foresaw, and a database that does not answer or has no room."""
    if isinstance(sys.exc_info()[1], (OperationalError, InterfaceError)):
        text = Text(
            "数据库暂时不可用，刚才的办理没有记入案卷。",
            "The database does not answer; what you just did was not recorded.",
        )
        hint = Text(
            "请稍后再办一次；仍然不行请找系统管理员。",
            "Try again shortly; if it stays so, tell the system administrator.",
        )
        return _told(request, Unavailable("server.database", text, hint=hint), 503)
    text = Text(
        "系统出错，刚才的办理没有完成。", "Something went wrong; what you just did was not completed."
    )
    hint = Text(
        "请把时间告诉系统管理员，日志中有记录。", "Tell the system administrator the time: it is in the log."
    )
    return _told(request, YifaError("server.error", text, hint=hint), 500)


def _told(request: HttpRequest, error: YifaError, status: int) -> HttpResponse:
    """A problem for programs, a page for people that needs no database."""
    if request.path.startswith("/api/"):
        hint = error.hint.as_data() if error.hint else None
        return problem(status, error.code, error.text, instance=request.path, hint=hint)
    return HttpResponse(render_to_string("yifa/plain_error.html", {"error": error}), status=status)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """An address that leads nowhere."""
    missing = Missing("server.no_page", Text("没有这个页面。", "There is no such page."))
    if request.path.startswith("/api/"):
        return problem_of(request, missing)
    return render(request, "yifa/error.html", {"error": missing}, status=404)
