"""The WSGI application."""

from __future__ import annotations

from django.core.wsgi import get_wsgi_application

from .setup import ready

ready()
application = get_wsgi_application()
