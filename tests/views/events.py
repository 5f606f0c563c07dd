"""Lines of the overview, for tests that need no reading."""

from __future__ import annotations

from gestae.views.page.shapes import PageDate, PageEvent


def page_event(day: str, *, end: str = "", intensity: float, modality: str = "actual") -> PageEvent:
    """What one side did to another on a day."""
    return PageEvent(
        id=f"E{day}{intensity}{modality}", document="D1", number=1, type="ASSAULT", mode=None, modality=modality,
        status="own voice", quad=4, intensity=intensity, confidence=0.8, actors=["A1"], recipients=["A2"], places=[],
        spots=[], date=PageDate(start=day, end=end or day, precision="day", text=day, zone=None), words="", also=[],
    )  # fmt: skip
