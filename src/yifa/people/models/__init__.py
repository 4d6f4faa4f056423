"""The tables of this room, one noun a module."""

from yifa.people.models.absence import Deputy, Handover, Recusal
from yifa.people.models.body import Body, Office, Post
from yifa.people.models.officer import Certificate, Holding, Officer
from yifa.people.models.party import Party
from yifa.people.models.record import AdminRecord
from yifa.people.models.revision import Revision
from yifa.people.models.token import Token
from yifa.people.models.vault import VaultItem, ViewLog

__all__ = [
    "AdminRecord",
    "Body",
    "Certificate",
    "Deputy",
    "Handover",
    "Holding",
    "Office",
    "Officer",
    "Party",
    "Post",
    "Recusal",
    "Revision",
    "Token",
    "VaultItem",
    "ViewLog",
]
