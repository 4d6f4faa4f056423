"""What the environment says becomes a setting, and nothing weaker stands in for it."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest


def setting(folder: Path, name: str, **env: str) -> str:
    """A setting as a fresh process reads it."""
    words = f"from yifa.server import settings; print(repr(settings.{name}))"
    known = {key: value for key, value in os.environ.items() if not key.startswith(("YIFA_", "DJANGO_"))}
    done = subprocess.run(
        [sys.executable, "-c", words],
        env={**known, "YIFA_DATA": str(folder), **env},
        capture_output=True,
        text=True,
        check=False,
    )
    return (done.stdout or done.stderr).strip().splitlines()[-1]


@pytest.mark.parametrize("name", ["SESSION_COOKIE_SECURE", "CSRF_COOKIE_SECURE", "SECURE_SSL_REDIRECT"])
def test_behind_https_cookies_travel_encrypted_only(tmp_path: Path, name: str) -> None:
    assert setting(tmp_path, name, YIFA_HTTPS="1") == "True"
    assert setting(tmp_path, name) == "False"


def test_the_signing_key_is_made_once_and_read_by_its_owner_only(tmp_path: Path) -> None:
    first = setting(tmp_path, "SECRET_KEY")
    assert setting(tmp_path, "SECRET_KEY") == first and len(first) > 40
    assert (tmp_path / "secret.key").stat().st_mode & 0o777 == 0o600


def test_a_word_the_setting_does_not_know_is_refused(tmp_path: Path) -> None:
    assert "optional" in setting(tmp_path, "SECOND_FACTOR", YIFA_SECOND_FACTOR="perhaps")
