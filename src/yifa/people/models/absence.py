"""Who is away, who stands in, who is barred from a case, and who takes over a queue."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models
from django.db.models import Q

from yifa.errors import Reason, Refused, Text
from yifa.people.models.body import Office, Post
from yifa.people.models.dated import dates_in_order
from yifa.people.models.exclusive import check_exclusive
from yifa.people.models.officer import Holding, Officer
from yifa.people.models.party import Party
from yifa.people.vocabulary import vocabulary

__all__ = ["Deputy", "Handover", "Recusal"]


class Deputy(models.Model):
    """`officer` stands in for another officer (in all the posts that one holds) or in one named post.

    Certificates are personal and never lent. Administrators' posts are not covered by standing in for
    an officer; to stand in for one, its post must be named, and the exclusions apply.
    """

    officer = models.ForeignKey(Officer, models.PROTECT, related_name="deputies_for")
    principal = models.ForeignKey(Officer, models.PROTECT, null=True, blank=True, related_name="deputised_by")
    post = models.ForeignKey(Post, models.PROTECT, null=True, blank=True, related_name="deputies")
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)
    ground = models.CharField(max_length=200)

    class Meta:
        """Exactly one of officer and post; nobody for themselves; a ground; dates in order."""

        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=Q(principal=None, post__isnull=False) | Q(principal__isnull=False, post=None),
                name="deputy_for_officer_or_post",
            ),
            models.CheckConstraint(
                condition=Q(principal=None) | ~Q(principal=models.F("officer")), name="deputy_for_another"
            ),
            models.CheckConstraint(condition=~Q(ground=""), name="deputy_grounded"),
            dates_in_order("deputy_dates"),
        ]

    def __str__(self) -> str:
        """Who stands in for whom or what."""
        return f"{self.officer_id} → {self.principal_id or self.post_id}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Keep it; raises `Refused` where an administrator would take on other work by standing in."""
        held = Holding.objects.filter(officer_id=self.officer_id)
        if self.post is not None:
            check_exclusive(self.post.kind, self.valid_from, self.valid_to, held)
        else:
            self._refuse_administrator(held)
        super().save(*args, **kwargs)

    def _refuse_administrator(self, held: models.QuerySet[Holding]) -> None:
        """Raise `Refused` if this officer holds an administrator's post."""
        for kind in held.values_list("post__kind", flat=True).distinct():
            post = vocabulary().post(kind)
            if post.excludes:
                text = Text(
                    f"{post.title.zh}不得代行他人职务。", f"{post.title.en} may not stand in for an officer."
                )
                raise Refused(
                    "administrator_deputy",
                    text,
                    post.ground,
                    reasons=(Reason("administrator_deputy", text, post.ground),),
                )


class Recusal(models.Model):
    """An officer who may not act in a case, or in any case of a party; a fact for the procedures.

    `case_ref` is the docket's own reference. A recusal asked for and not yet decided, or refused, is
    recorded all the same: `granted` is then none or false.
    """

    officer = models.ForeignKey(Officer, models.PROTECT, related_name="recusals")
    case_ref = models.CharField(max_length=64, blank=True)
    party = models.ForeignKey(Party, models.PROTECT, null=True, blank=True, related_name="recusals")
    ground = models.CharField(max_length=200)
    granted = models.BooleanField(null=True, blank=True)
    decided_by = models.ForeignKey(Officer, models.PROTECT, null=True, blank=True, related_name="+")
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)

    class Meta:
        """About a case or a party; decided by someone, and not by the officer concerned."""

        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=~Q(case_ref="") | Q(party__isnull=False), name="recusal_of_something"
            ),
            models.CheckConstraint(
                condition=Q(granted=None, decided_by=None)
                | (Q(granted__isnull=False, decided_by__isnull=False) & ~Q(decided_by=models.F("officer"))),
                name="recusal_decided_by_another",
            ),
            models.CheckConstraint(condition=~Q(ground=""), name="recusal_grounded"),
            dates_in_order("recusal_dates"),
        ]

    def __str__(self) -> str:
        """Who, from what."""
        return f"{self.officer_id} ✕ {self.case_ref or self.party_id}"


class Handover(models.Model):
    """A queue handed over, from an officer or a dissolved office, from `effective_on`.

    Data only: the docket moves the cases, each by an act, and then sets `applied_at`.
    """

    from_officer = models.ForeignKey(
        Officer, models.PROTECT, null=True, blank=True, related_name="handed_over"
    )
    from_office = models.ForeignKey(Office, models.PROTECT, null=True, blank=True, related_name="handed_over")
    to_officer = models.ForeignKey(Officer, models.PROTECT, null=True, blank=True, related_name="taken_over")
    to_office = models.ForeignKey(Office, models.PROTECT, null=True, blank=True, related_name="taken_over")
    families = models.JSONField(default=list)
    effective_on = models.DateField()
    ground = models.CharField(max_length=200)
    applied_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        """One giver; at least one taker; a ground."""

        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=Q(from_officer=None, from_office__isnull=False)
                | Q(from_officer__isnull=False, from_office=None),
                name="handover_from_one",
            ),
            models.CheckConstraint(
                condition=Q(to_officer__isnull=False) | Q(to_office__isnull=False), name="handover_to_someone"
            ),
            models.CheckConstraint(condition=~Q(ground=""), name="handover_grounded"),
        ]

    def __str__(self) -> str:
        """From whom, from when."""
        return f"{self.from_officer_id or self.from_office_id} @ {self.effective_on}"
