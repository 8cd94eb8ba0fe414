"""What a file to take away carries packed, as its own script reads it."""

from __future__ import annotations

import base64
import gzip
import json
from typing import Any

__all__ = ["packed_data", "packed_text"]


def packed_text(page: str, name: str) -> str:
    """Return the text packed under the id `name`."""
    packed = page.partition(f'<script type="text/plain" id="{name}">')[2].partition("</script>")[0]
    return gzip.decompress(base64.b64decode(packed)).decode()


def packed_data(page: str) -> dict[str, Any]:
    """Return what the picture of a page is drawn from."""
    found: dict[str, Any] = json.loads(packed_text(page, "data"))
    return found
