"""Officers, the posts they hold, and the certificates they carry."""

from __future__ import annotations

from typing import Any, ClassVar

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import Q

from yifa.people.models.body import Body, Post
from yifa.people.models.dated import dates_in_order
from yifa.people.models.exclusive import check_exclusive
from yifa.people.vocabulary import vocabulary

__all__ = ["Certificate", "Holding", "Officer"]


class OfficerManager(BaseUserManager["Officer"]):
    """Makes officers. There is no superuser: administration is three posts that exclude one another."""

    def create_user(self, username: str, name: str, body: Body, password: str | None = None) -> Officer:
        """A new officer of `body`; without a password the account cannot log in by password."""
        officer = self.model(username=username, name=name, body=body)
        officer.set_password(password)
        officer.save(using=self._db)
        return officer


class Officer(AbstractBaseUser):
    """A person who works in Yifa. What they may do follows from their posts, never from the account."""

    username = models.CharField(max_length=64, unique=True)
    name = models.CharField(max_length=64)
    body = models.ForeignKey(Body, models.PROTECT, related_name="officers")
    is_active = models.BooleanField(default=True)

    USERNAME_FIELD = "username"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]
    objects = OfficerManager()

    def __str__(self) -> str:
        """The name."""
        return self.name


class Holding(models.Model):
    """An officer holds a post from one day to another."""

    officer = models.ForeignKey(Officer, models.PROTECT, related_name="holdings")
    post = models.ForeignKey(Post, models.PROTECT, related_name="holdings")
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)

    class Meta:
        """Dates in order; found by officer."""

        constraints: ClassVar[list[models.BaseConstraint]] = [dates_in_order("holding_dates")]

    def __str__(self) -> str:
        """Who holds what."""
        return f"{self.officer_id} · {self.post_id}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Keep the holding; raises `Refused` where its post and another one exclude each other."""
        others = Holding.objects.exclude(pk=self.pk).filter(officer_id=self.officer_id)
        check_exclusive(self.post.kind, self.valid_from, self.valid_to, others)
        super().save(*args, **kwargs)


class Certificate(models.Model):
    """A qualification an officer carries, of a kind named in `law/registers/posts.yaml`.

    Valid from its first to its last day, and from the day of revocation no more.
    """

    officer = models.ForeignKey(Officer, models.PROTECT, related_name="certificates")
    kind = models.CharField(max_length=32)
    number = models.CharField(max_length=40)
    issuer = models.CharField(max_length=100)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)
    revoked_on = models.DateField(null=True, blank=True)

    class Meta:
        """One certificate of a kind and number; dates in order."""

        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["kind", "number"], name="certificate_once"),
            models.CheckConstraint(condition=~Q(number=""), name="certificate_numbered"),
            dates_in_order("certificate_dates"),
        ]

    def __str__(self) -> str:
        """Kind and number."""
        return f"{self.kind} {self.number}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Keep it; raises `BadInput` for a word that the law folder does not know."""
        vocabulary().certificate(self.kind)
        super().save(*args, **kwargs)
