"""The interface as one object: its routes, its errors, its contract."""

from __future__ import annotations

from typing import Any

from django.db import OperationalError
from django.http import HttpRequest, HttpResponse
from django.urls import path
from ninja import NinjaAPI
from ninja.errors import AuthenticationError, HttpError, ValidationError

from yifa import __version__
from yifa.errors import Text, YifaError

from . import acting, law, papers
from .contract import completed
from .mistakes import known_only, mistake
from .problems import problem, problem_of

__all__ = ["api", "contract", "urlpatterns"]

api = NinjaAPI(
    title="依法 Yifa",
    version=__version__,
    description="The law-bound work of a sub-district: cases, acts, terms, documents, figures. Refusals are RFC 9457 problems that name the article.",
    docs_url=None,
    openapi_url=None,
    urls_namespace="api",
)
api.add_decorator(known_only, mode="operation")
# `acting` adds its operations to the router of `reading`: one address, one router.
for router in (acting.router, papers.router, law.router):
    api.add_router("", router)


@api.exception_handler(YifaError)
def ours(request: HttpRequest, error: YifaError) -> HttpResponse:
    """One of our own errors, with its article."""
    return problem_of(request, error)


@api.exception_handler(ValidationError)
def unreadable(request: HttpRequest, error: ValidationError) -> HttpResponse:
    """A request that does not have the form of the contract, every mistake named."""
    text = Text("请求的格式不符合接口约定。", "The request does not have the form of the contract.")
    return problem(
        422, "api.form", text, instance=request.path, mistakes=[mistake(each) for each in error.errors]
    )


@api.exception_handler(AuthenticationError)
def nobody(request: HttpRequest, error: AuthenticationError) -> HttpResponse:
    """No token."""
    text = Text("请在 Authorization 头中提供令牌。", "Send a token in the Authorization header.")
    return problem(401, "api.token", text, instance=request.path)


@api.exception_handler(HttpError)
def http(request: HttpRequest, error: HttpError) -> HttpResponse:
    """A body that is no JSON, and the like."""
    status = 422 if error.status_code == 400 else error.status_code
    return problem(status, "api.http", Text("请求无法读取。", str(error)), instance=request.path)


@api.exception_handler(OperationalError)
def unavailable(request: HttpRequest, error: OperationalError) -> HttpResponse:
    """The database is away or full; nothing was written."""
    text = Text("数据库暂时不可用，未写入任何内容。", "The database cannot be reached; nothing was written.")
    return problem(503, "api.database", text, instance=request.path)


def contract() -> dict[str, Any]:
    """The OpenAPI document."""
    return completed(api.get_openapi_schema(path_prefix="/api/v1/"))


def openapi(request: HttpRequest) -> HttpResponse:
    """The contract itself, open to everyone."""
    return HttpResponse(
        api.renderer.render(request, contract(), response_status=200), content_type="application/json"
    )


urlpatterns = [path("openapi.json", openapi, name="openapi"), path("", api.urls)]
