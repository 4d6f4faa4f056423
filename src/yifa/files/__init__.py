"""Received bytes by their hash: checked on the way in, verified on the way out, never overwritten.

The model `StoredFile` is imported from `yifa.files.models`, and `record` and `unrecorded` from
`yifa.files.receipts`, since Django must be set up before them.
"""

from yifa.files.backend import Backend, FolderBackend
from yifa.files.kinds import KINDS, Kind
from yifa.files.names import clean_name
from yifa.files.store import FileStore, Stored, open_, read, receive

__all__ = [
    "KINDS",
    "Backend",
    "FileStore",
    "FolderBackend",
    "Kind",
    "Stored",
    "clean_name",
    "open_",
    "read",
    "receive",
]
