"""Which address leads where."""

from __future__ import annotations

from django.urls import include, path

from .edge import not_found as handler404
from .edge import unreadable as handler400
from .edge import went_wrong as handler500

__all__ = ["handler400", "handler404", "handler500", "urlpatterns"]

urlpatterns = [
    path("api/v1/", include("yifa.api.urls")),
    path("", include("yifa.web.urls")),
]
