"""Publication dates as pages and people write them, to ISO 8601.

>>> iso_time("2020-01-08T05:12:00.000Z")
'2020-01-08T05:12:00+00:00'
>>> iso_time("Wed, 08 Jan 2020 05:12:00 +0330")
'2020-01-08T05:12:00+03:30'
>>> iso_time("early Wednesday") is None
True
"""

from __future__ import annotations

from datetime import date, datetime
from email.utils import parsedate_to_datetime

from gestae.errors import SettingsError
from gestae.sources.bylines import date_in

# Web pages hold template dates; before the telegraph and after the century a date is a mistake.
_FIRST_YEAR, _LAST_YEAR = 1800, 2100


def iso_time(words: str) -> str | None:
    """A day ("2020-01-08") or a time ("2020-01-08T05:12:00+00:00") as words give it; None where they do not."""
    plain = words.strip()
    if len(plain) > 60:
        return None
    found = _iso(plain) or _mail(plain) or date_in(plain)
    return found if found and _FIRST_YEAR <= int(found[:4]) <= _LAST_YEAR else None


def checked_published(published: str | date | None) -> str | None:
    """The publication date a caller gives, as ISO 8601.

    Raises:
        SettingsError: it is not an ISO day or time.
    """
    if published is None:
        return None
    if isinstance(published, date):  # a datetime is a date, too
        return published.isoformat()
    found = _iso(published.strip())
    if found is None:
        raise SettingsError(f"published: {published!r} is not a date; write 2020-01-08 or 2020-01-08T05:12:00+00:00")
    return found


def _iso(words: str) -> str | None:
    if len(words) < 8 or not words[:4].isdigit():
        return None
    try:
        return date.fromisoformat(words).isoformat()
    except ValueError:
        pass  # not a day; perhaps a time
    try:
        return datetime.fromisoformat(words).isoformat(timespec="seconds")
    except ValueError:
        return None


def _mail(words: str) -> str | None:
    try:
        return parsedate_to_datetime(words).isoformat(timespec="seconds")
    except (ValueError, IndexError):
        return None
