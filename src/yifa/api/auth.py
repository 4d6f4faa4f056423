"""Whose token it is, what it may do, and within which cases."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest
from ninja.security import HttpBearer

from yifa import clock
from yifa.docket.officers import ACTORS
from yifa.people.actors import Actor
from yifa.people.models.revision import current_revision
from yifa.people.scopes import Scope, scope_for
from yifa.people.tokens import check

__all__ = ["Bearer", "Called", "Caller"]


@dataclass(frozen=True, slots=True)
class Caller:
    """The officer behind a token, and the cases with which the token may do the asked action."""

    token_id: str
    actor: Actor
    scope: Scope
    families: tuple[str, ...]

    def sees(self) -> Scope:
        """The cases the token's officer may see, narrowed to its families."""
        return scope_for(self.actor, "see").narrowed(self.families)


class Called(HttpRequest):
    """A request whose token was accepted."""

    auth: Caller


class Bearer(HttpBearer):
    """`Authorization: Bearer yifa_…`; the token must have been made for `action`."""

    openapi_scheme = "bearer"

    def __init__(self, action: str) -> None:
        super().__init__()
        self.action = action

    def authenticate(self, request: HttpRequest, token: str) -> Caller:
        """The caller. Raises `Forbidden` for any token that does not do."""
        revision = current_revision()
        kept = check(token, self.action, revision)
        actor = ACTORS.get(kept.officer_id, clock.now(), revision)
        families = tuple(kept.families)
        return Caller(str(kept.pk), actor, scope_for(actor, self.action).narrowed(families), families)
