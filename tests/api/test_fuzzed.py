"""The interface under requests nobody thought of: every answer is one the contract names, and never a crash."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections
from hypothesis import HealthCheck, given, settings
from schemathesis.checks import CHECKS

from .conftest import Api
from .test_api import opening

pytestmark = pytest.mark.django_db
WANTED = (
    "not_a_server_error",
    "status_code_conformance",
    "content_type_conformance",
    "response_schema_conformance",
)
FIGURES = ("listFigures", "traceFigure")
"""Their worker is a process of its own; the journeys ask it."""

schema = schemathesis.openapi.from_wsgi("/api/v1/openapi.json", get_wsgi_application())
OPERATIONS = [result.ok() for result in schema.get_all_operations()]
ASKED = [each for each in OPERATIONS if each.definition.raw["operationId"] not in FIGURES]


@contextmanager
def one_connection() -> Iterator[None]:
    """As Django's own test client does: the test's connection outlives a request."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


@pytest.mark.parametrize("operation", ASKED, ids=lambda each: each.definition.raw["operationId"])
def test_every_answer_is_one_the_contract_names(operation: Any, api: Callable[..., Api], street: Any) -> None:
    zhang = api("zhang")
    number = zhang.post("cases", opening(street)).json()["case"]
    checks = [CHECKS.get_one(name) for name in WANTED]

    @given(case=operation.as_strategy())
    @settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
    def asked(case: Any) -> None:
        if "case_id" in case.path_parameters and case.path_parameters["case_id"] % 2:
            case.path_parameters["case_id"] = number
        case.call_and_validate(headers={"Authorization": f"Bearer {zhang.token}"}, checks=checks)

    with one_connection():
        asked()
