"""Which address leads where."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import include, path

from yifa.api.problems import problem_of
from yifa.errors import Missing, Text

__all__ = ["handler404", "urlpatterns"]

urlpatterns = [
    path("api/v1/", include("yifa.api.urls")),
    path("", include("yifa.web.urls")),
]


def handler404(request: HttpRequest, exception: Exception) -> HttpResponse:
    """An address that leads nowhere: a problem for programs, a page for people."""
    missing = Missing("server.no_page", Text("没有这个页面。", "There is no such page."))
    if request.path.startswith("/api/"):
        return problem_of(request, missing)
    return render(request, "yifa/error.html", {"error": missing}, status=404)
