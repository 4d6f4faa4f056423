"""What the tests of report pages share: a signed-in client, and figures computed in the test, not by the worker."""

from __future__ import annotations

from functools import partial

import pytest
from django.test import Client

from yifa.docket.world import the_law
from yifa.indicators.figures import figures_between
from yifa.people.models import Officer

__all__ = ["client_of", "figures_here"]


def client_of(name: str) -> Client:
    """A client signed in as this user."""
    client = Client()
    client.force_login(Officer.objects.get(username=name), backend="django.contrib.auth.backends.ModelBackend")
    return client


def figures_here(monkeypatch: pytest.MonkeyPatch) -> None:
    """Have the pages compute figures here."""
    monkeypatch.setattr("yifa.web.reports.client.figures_between", partial(figures_between, the_law()))
