"""Which address leads where."""

from __future__ import annotations

import sys

from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import include, path

from yifa.api.problems import problem_of
from yifa.errors import Missing, Text, Unavailable, YifaError

__all__ = ["handler404", "handler500", "urlpatterns"]

urlpatterns = [
    path("api/v1/", include("yifa.api.urls")),
    path("", include("yifa.web.urls")),
]


def handler500(request: HttpRequest) -> HttpResponse:
    """What nobody foresaw, and a database that does not answer or has no room: told without touching the database."""
    problem = sys.exc_info()[1]
    if isinstance(problem, (OperationalError, InterfaceError)):
        error: YifaError = Unavailable(
            "server.database",
            Text("数据库暂时不可用，刚才的办理没有记入案卷。", "The database does not answer; what you just did was not recorded."),
            hint=Text("请稍后再办一次；仍然不行请找系统管理员。", "Try again shortly; if it stays so, tell the system administrator."),
        )  # fmt: skip
    else:
        text = Text(
            "系统出错，刚才的办理没有完成。", "Something went wrong; what you just did was not completed."
        )
        hint = Text(
            "请把时间告诉系统管理员，日志中有记录。",
            "Tell the system administrator the time: it is in the log.",
        )
        error = YifaError("server.error", text, hint=hint)
    if request.path.startswith("/api/"):
        return problem_of(request, error)
    status = 503 if isinstance(error, Unavailable) else 500
    return HttpResponse(render_to_string("yifa/plain_error.html", {"error": error}), status=status)


def handler404(request: HttpRequest, exception: Exception) -> HttpResponse:
    """An address that leads nowhere: a problem for programs, a page for people."""
    missing = Missing("server.no_page", Text("没有这个页面。", "There is no such page."))
    if request.path.startswith("/api/"):
        return problem_of(request, missing)
    return render(request, "yifa/error.html", {"error": missing}, status=404)
