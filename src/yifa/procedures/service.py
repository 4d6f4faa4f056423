"""Service of documents: each lawful means, its proof, and the day it takes effect.

The table of means is law (`law/procedures/common/service.yaml`); here it is only read.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from yifa.errors import Reason, Text

from .env import Env
from .expressions import compile_expression
from .reckoning import reckon
from .schema import Length, Means

__all__ = ["check_service", "effect_on"]


def effect_on(env: Env, form: dict[str, Any]) -> str:
    """The ISO day on which this service takes effect.

    On the same day, on a day the proof states (a date field of the form), or after a fixed period
    that is a fiction of law and does not roll (service by public notice, 民事诉讼法/95).
    """
    effect = env.procedure.text.means[form["means"]].effect
    if effect == "same_day":
        return env.day
    if isinstance(effect, dict):
        span: dict[str, Any] = {"start": env.at, "len": _length(env, effect["after"]), "log": []}
        reckon(span, "none", env.calendar)
        return str(span["due"])
    return str(form[effect])[:10]


def _length(env: Env, after: str | list[Length]) -> str:
    """The period after which a means takes effect: one, or the first line whose condition holds."""
    lines = [Length(length=after)] if isinstance(after, str) else after
    return next(str(line.length) for line in lines if line.when is None or _met(env, line.when))


def check_service(env: Env, form: dict[str, Any]) -> Iterator[Reason]:
    """Reasons against this service: to whom it is not due, the proof that is missing, the condition that is not met."""
    yield from _addressee(env, form["document"])
    means: Means = env.procedure.text.means[form["means"]]
    fields = env.procedure.text.acts["serve"].form
    day = [means.effect] if isinstance(means.effect, str) and means.effect != "same_day" else []
    for proof in dict.fromkeys([*means.proof, *day]):
        names = proof.split("|")
        if not any(form.get(name) for name in names):
            zh = "或".join(fields[name].title.zh for name in names)
            en = " or ".join(fields[name].title.en for name in names)
            yield Reason(
                "service.proof",
                Text(f"{means.title.zh}须有“{zh}”。", f"{means.title.en} needs '{en}'."),
                means.ground,
                field=names[0],
            )
    if means.needs and not _met(env, means.needs):
        yield Reason(
            "service.condition",
            Text(f"不符合{means.title.zh}的条件。", f"The conditions of {means.title.en} are not met."),
            means.ground,
        )


def _addressee(env: Env, document: str) -> Iterator[Reason]:
    """The reason against serving a document on nobody, or on someone to whom it is not due."""
    due = [key for key in env.state["docs"].get(document, {}).get("due", ()) if key]
    if due and env.party not in due:
        spec = env.procedure.text.documents[document]
        role = env.procedure.text.parties.get((spec.to or "").removeprefix("each "))
        zh, en = (role.title.zh, role.title.en) if role else ("应受送达人", "whom it is due to")
        text = Text(f"“{spec.title.zh}”应当送达{zh}，请选对受送达的当事人。", f"'{spec.title.en}' is due to: {en}. Choose that party.")  # fmt: skip
        yield Reason("service.addressee", text, field="document")


def _met(env: Env, words: str) -> bool:
    form = frozenset(env.procedure.text.acts["serve"].form)
    try:
        return bool(compile_expression(words, env.procedure.names, form, env.procedure.folder)(env))
    except KeyError:
        return False
