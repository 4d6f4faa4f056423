"""The contract, completed: headers, answers that are no JSON, and the refusals every operation shares."""

from __future__ import annotations

import json
from typing import Any

from yifa.documents.word import WORD_TYPE

__all__ = ["completed"]

BINARY = {
    "printDocument": {"application/pdf": "binary", WORD_TYPE: "binary"},
    "drawProcedure": {"image/svg+xml": ""},
}
"""What operations answer that answer no JSON."""

KEY = {
    "name": "Idempotency-Key", "in": "header", "required": False, "schema": {"type": "string", "maxLength": 200},
    "description": "The same key with the same body does the act once and gives the same answer; with another body it is refused (422).",
}  # fmt: skip
MATCH = {
    "name": "If-Match", "in": "header", "required": False, "schema": {"type": "string"},
    "description": "The entity tag of the case as read; an act on a case that has moved on is refused (412).",
}  # fmt: skip
HEADERS = {"openCase": [KEY], "performAct": [KEY, MATCH]}
ETAG = {
    "ETag": {"schema": {"type": "string"}, "description": "The head of the case, to be sent in `If-Match`."}
}
AGAIN = {
    "Idempotent-Replayed": {
        "schema": {"type": "string"},
        "description": "`true` where the answer was given before.",
    }
}
SHARED = {
    400: "The request cannot be read at all",
    405: "The address does not know this method",
    413: "The body is too large",
}


def completed(document: dict[str, Any]) -> dict[str, Any]:
    """The document that the routes give, with what they do not say."""
    for operations in document["paths"].values():
        for method, operation in operations.items():
            _complete(method, operation)
    # Statuses become text, as in any JSON.
    found: dict[str, Any] = json.loads(json.dumps(document))
    return found


def _complete(method: str, operation: dict[str, Any]) -> None:
    name, answers = operation["operationId"], operation["responses"]
    operation.setdefault("parameters", []).extend(HEADERS.get(name, []))
    problem = {"schema": {"$ref": "#/components/schemas/Problem"}}
    for status, words in SHARED.items():
        if method == "post" or status != 413:
            answers.setdefault(status, {"description": words, "content": {"application/json": problem}})
    if name in BINARY:
        content = {
            kind: {"schema": {"type": "string", **({"format": form} if form else {})}}
            for kind, form in BINARY[name].items()
        }
        answers[200] = {"description": "OK", "content": content}
    if name == "readCase":
        answers[200]["headers"] = ETAG
    if KEY in HEADERS.get(name, []):
        answers[201]["headers"] = AGAIN
    for status, answer in answers.items():
        if int(status) >= 400 and "content" in answer:
            answer["content"] = {"application/problem+json": next(iter(answer["content"].values()))}
    operation["responses"] = {status: answers[status] for status in sorted(answers, key=int)}
