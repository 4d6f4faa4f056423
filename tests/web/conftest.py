"""What the browser tests share."""

from __future__ import annotations

import pytest


@pytest.fixture(scope="session")
def base_url() -> str:
    """No base address: the plugin's own fixture of this name is of a form pytest gives up."""
    return ""
