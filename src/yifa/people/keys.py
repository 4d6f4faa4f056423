"""The keys of the vault: one file in the data folder, made once, readable by its owner only.

The file holds every sealing key ever used, by `key_id`, and which one seals now, and the one identity
key, which is never changed: with it, "same respondent" look-ups would lose the past. Whoever backs up
the database must back up this file apart from it.
"""

from __future__ import annotations

import base64
import fcntl
import json
import os
import secrets
import tempfile
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from time import monotonic
from typing import Any

from django.conf import settings

from yifa.errors import BadInput, Damaged, Text
from yifa.people.ciphers import SUITES, Suite

__all__ = ["IdentityKey", "KeyRing", "SealingKey", "key_ring", "rotate", "sealing_key", "suite"]


@dataclass(frozen=True, slots=True, repr=False)
class SealingKey:
    """A key of the vault and the cipher it is for."""

    id: str
    cipher: str
    secret: bytes


@dataclass(frozen=True, slots=True, repr=False)
class IdentityKey:
    """The key of the identity hashes, and the hash it is for."""

    hash: str
    secret: bytes


@dataclass(frozen=True, slots=True, repr=False)
class KeyRing:
    """All keys of the file."""

    current: SealingKey
    identity: IdentityKey
    keys: dict[str, SealingKey]

    def key(self, key_id: str) -> SealingKey:
        """The sealing key of that id; raises `Damaged` if the file no longer has it."""
        if key_id not in self.keys:
            text = Text(f"密钥文件中没有密钥 {key_id}。", f"The key file has no key {key_id}.")
            raise Damaged("vault_key_missing", text)
        return self.keys[key_id]


def suite() -> Suite:
    """Hash and cipher chosen by `YIFA_CRYPTO` (empty or `sm`); raises `BadInput` for another value."""
    chosen = os.environ.get("YIFA_CRYPTO", "")
    if chosen not in SUITES:
        text = Text(f"YIFA_CRYPTO 应为空或 sm，不能是 {chosen}。", f"YIFA_CRYPTO is {chosen}: empty or sm.")
        raise BadInput("crypto_suite", text)
    return SUITES[chosen]


def key_ring() -> KeyRing:
    """The keys of this installation; the file is made at first use.

    If the setting asks for another cipher than that of the current key, a new current key is made.
    """
    path = _path()
    try:
        ring = _current(path)
    except FileNotFoundError:
        _create(path)
        ring = _current(path)
    return ring if ring.current.cipher == suite().cipher else _add_key(path, unless=suite().cipher)


def sealing_key() -> SealingKey:
    """The key to seal with, looked for once a second: until then another process's newer key may stand back, and the file opens both."""
    return _current_within(_path(), suite().cipher, int(monotonic()))


@lru_cache(maxsize=4)
def _current_within(path: Path, cipher: str, second: int) -> SealingKey:
    """The current key of a file in one second; the arguments are the cache's key."""
    return key_ring().current


def rotate() -> KeyRing:
    """Make a new sealing key and seal with it from now on; the older ones stay, to open with."""
    path = _path()
    if not path.exists():
        _create(path)
    return _add_key(path)


def _add_key(path: Path, unless: str = "") -> KeyRing:
    """Add a key to the file and make it the current one, unless that is by now for the cipher `unless`.

    Under a lock: two processes that added a key at once would lose one, and all that it had sealed.
    """
    with path.with_suffix(".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        kept = _load(path)
        if kept["keys"][kept["current"]]["cipher"] != unless:
            fresh = _fresh_key()
            kept["keys"][fresh["id"]] = fresh
            kept["current"] = fresh["id"]
            _written(path, kept).replace(path)
    _current_within.cache_clear()
    return _current(path)


def _path() -> Path:
    """Where the keys are kept."""
    return _in_folder(settings.DATA)


@lru_cache(maxsize=4)
def _in_folder(data: Path) -> Path:
    """The file of one data folder: asked for at every sealing."""
    return data / "vault.key"


def _create(path: Path) -> None:
    """Make the file, whole or not at all; if another process was first, its file stands."""
    key = _fresh_key()
    identity = {"hash": suite().hash, "secret": _text(secrets.token_bytes(32))}
    temporary = _written(path, {"current": key["id"], "keys": {key["id"]: key}, "identity": identity})
    try:
        os.link(temporary, path)
    except FileExistsError:
        return
    finally:
        temporary.unlink()


def _fresh_key() -> dict[str, str]:
    """A new sealing key of the chosen suite, as data."""
    chosen = suite()
    secret = _text(secrets.token_bytes(chosen.key_bytes))
    return {"id": secrets.token_hex(8), "cipher": chosen.cipher, "secret": secret}


def _written(path: Path, kept: dict[str, Any]) -> Path:
    """The keys in a temporary file beside `path` (mode 600), on the disk."""
    path.parent.mkdir(parents=True, exist_ok=True)
    descriptor, name = tempfile.mkstemp(dir=path.parent, prefix="vault.")
    with os.fdopen(descriptor, "w", encoding="ascii") as target:
        json.dump(kept, target)
        target.flush()
        os.fsync(target.fileno())
    return Path(name)


def _load(path: Path) -> dict[str, Any]:
    """The file's data; raises `Damaged` if it is not what was written."""
    broken = Damaged("vault_key_file", Text("密钥文件已损坏。", "The vault's key file is damaged."))
    try:
        kept: dict[str, Any] = json.loads(path.read_text(encoding="ascii"))
    except ValueError as error:
        raise broken from error
    if not isinstance(kept, dict) or kept.keys() != {"current", "keys", "identity"}:
        raise broken
    return kept


def _current(path: Path) -> KeyRing:
    """The key ring in the file as it is now."""
    found = path.stat()
    return _read(path, (found.st_mtime_ns, found.st_ino, found.st_size))


@lru_cache(maxsize=2)
def _read(path: Path, version: tuple[int, int, int]) -> KeyRing:
    """The key ring of one version of the file; `version` is only the cache's key."""
    kept = _load(path)
    keys = {
        name: SealingKey(name, key["cipher"], _bytes(key["secret"])) for name, key in kept["keys"].items()
    }
    identity = IdentityKey(kept["identity"]["hash"], _bytes(kept["identity"]["secret"]))
    return KeyRing(keys[kept["current"]], identity, keys)


def _text(raw: bytes) -> str:
    """Bytes as base64 text."""
    return base64.b64encode(raw).decode("ascii")


def _bytes(text: str) -> bytes:
    """Base64 text as bytes."""
    return base64.b64decode(text)
