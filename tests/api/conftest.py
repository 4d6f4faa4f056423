"""A street, tokens for its officers, and a way to call the interface."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from street import Sample, make_sample
from yifa import clock
from yifa.people.models import Officer
from yifa.people.tokens import issue

ACTIONS = ["see", "open", "act", "export"]


@dataclass
class Api:
    """One officer's token and the calls made with it."""

    client: Client
    token: str

    def call(self, method: str, path: str, body: Any = None, **headers: str) -> Any:
        """Call `/api/v1/…`; headers are written with underscores."""
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        return self.client.generic(
            method,
            f"/api/v1/{path}",
            data=b"" if body is None else json.dumps(body).encode(),
            content_type="application/json",
            headers={"Authorization": f"Bearer {self.token}", **named},
        )

    def get(self, path: str, **headers: str) -> Any:
        """GET."""
        return self.call("GET", path, **headers)

    def post(self, path: str, body: Any, **headers: str) -> Any:
        """POST."""
        return self.call("POST", path, body, **headers)


@pytest.fixture
def street(db: Any, fresh_data: Any) -> Sample:
    """The sample street."""
    return make_sample()


@pytest.fixture
def api(street: Sample) -> Callable[..., Api]:
    """Make a caller for an officer of the cast."""

    def made(name: str, families: tuple[str, ...] = ("*",), actions: list[str] | None = None) -> Api:
        officer = Officer.objects.get(username=name)
        until = clock.now() + timedelta(days=1)
        return Api(Client(), issue(officer, "test", actions or ACTIONS, list(families), until))

    return made
