"""The two suites of hash and cipher: international by default, national by `YIFA_CRYPTO=sm`.

What is written names the algorithm it was made with, so that both can be read whatever the setting.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
from dataclasses import dataclass
from functools import lru_cache

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from yifa.errors import BadInput, Damaged, Text

__all__ = ["SUITES", "Suite", "decrypt", "digest", "encrypt", "keyed_digest", "same"]

NONCE_BYTES = 12
TAG_BYTES = 16
_CIPHERS = {"aes-256-gcm": algorithms.AES, "sm4-gcm": algorithms.SM4}
_BLOCK_BYTES = 64
"""Block of SHA-256 and of SM3 alike, as HMAC needs it."""


@dataclass(frozen=True, slots=True)
class Suite:
    """A hash, a cipher, and the length of the cipher's key in bytes."""

    hash: str
    cipher: str
    key_bytes: int


SUITES = {"": Suite("sha256", "aes-256-gcm", 32), "sm": Suite("sm3", "sm4-gcm", 16)}
"""By the value of `YIFA_CRYPTO`."""


def digest(algorithm: str, data: bytes) -> bytes:
    """The hash of `data`: `sha256` or `sm3`. Raises `BadInput` for another name.

    >>> digest("sm3", b"abc").hex()[:16]
    '66c7f0f462eeedd9'
    """
    if algorithm == "sha256":
        return hashlib.sha256(data).digest()
    if algorithm != "sm3":
        text = Text(f"不支持的杂凑算法 {algorithm}。", f"Unsupported hash {algorithm}.")
        raise BadInput("hash_algorithm", text)
    if "sm3" in hashlib.algorithms_available:
        return hashlib.new("sm3", data).digest()
    made = hashes.Hash(hashes.SM3())
    made.update(data)
    return made.finalize()


def keyed_digest(algorithm: str, key: bytes, data: bytes) -> bytes:
    """The HMAC of `data` (RFC 2104) over either hash; `key` has at most 64 bytes.

    >>> import hmac
    >>> keyed_digest("sha256", b"k", b"data") == hmac.digest(b"k", b"data", "sha256")
    True
    """
    padded = key.ljust(_BLOCK_BYTES, b"\0")
    inner = digest(algorithm, bytes(byte ^ 0x36 for byte in padded) + data)
    return digest(algorithm, bytes(byte ^ 0x5C for byte in padded) + inner)


def same(one: bytes, other: bytes) -> bool:
    """Whether two digests are equal, in constant time."""
    return hmac.compare_digest(one, other)


def encrypt(cipher: str, key: bytes, plain: bytes, bound_to: bytes) -> tuple[bytes, bytes]:
    """A fresh nonce, and `plain` sealed under it with its tag; `bound_to` must be given again to open."""
    nonce = secrets.token_bytes(NONCE_BYTES)
    if cipher == "aes-256-gcm":  # the same bytes in one call; the library offers it for AES alone
        return nonce, _aes(key).encrypt(nonce, plain, bound_to)
    sealing = Cipher(_CIPHERS[cipher](key), modes.GCM(nonce)).encryptor()
    sealing.authenticate_additional_data(bound_to)
    return nonce, sealing.update(plain) + sealing.finalize() + sealing.tag


@lru_cache(maxsize=8)
def _aes(key: bytes) -> AESGCM:
    """The cipher of one key, made once: an act seals several values."""
    return AESGCM(key)


def decrypt(cipher: str, key: bytes, nonce: bytes, sealed: bytes, bound_to: bytes) -> bytes:
    """What was sealed; raises `Damaged` if the bytes, their place or the key are not the same.

    >>> key = bytes(32)
    >>> nonce, sealed = encrypt("aes-256-gcm", key, "张某".encode(), b"here")
    >>> decrypt("aes-256-gcm", key, nonce, sealed, b"here").decode()
    '张某'
    """
    tag, body = sealed[-TAG_BYTES:], sealed[:-TAG_BYTES]
    try:
        opening = Cipher(_CIPHERS[cipher](key), modes.GCM(nonce, tag)).decryptor()
        opening.authenticate_additional_data(bound_to)
        return opening.update(body) + opening.finalize()
    except (InvalidTag, ValueError) as error:
        text = Text("保险库中的内容已损坏或者被移动。", "The sealed bytes are damaged or were moved.")
        raise Damaged("vault_damaged", text) from error
