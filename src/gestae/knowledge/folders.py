"""Where gestae keeps what it makes: a cache that can be made anew at any time, and data that the user put there."""

from __future__ import annotations

import os
from pathlib import Path


def cache_folder() -> Path:
    """$GESTAE_CACHE, or gestae's folder among the user's caches; it need not exist."""
    named = os.environ.get("GESTAE_CACHE")
    if named:
        return Path(named)
    from platformdirs import user_cache_path  # late: a tenth of the time that `gestae --help` takes

    return user_cache_path("gestae", appauthor=False)


def data_folder() -> Path:
    """$GESTAE_DATA, or gestae's folder among the user's data; it need not exist."""
    named = os.environ.get("GESTAE_DATA")
    if named:
        return Path(named)
    from platformdirs import user_data_path  # late, as above

    return user_data_path("gestae", appauthor=False)
