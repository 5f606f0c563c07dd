"""The speed benchmark times every room that the reader composes."""

from __future__ import annotations

from bench.speed import _stages


def test_every_room_is_timed() -> None:
    stages = _stages()
    assert set(stages.values()) == {"when", "where", "who", "attribution", "coding", "extraction", "linking"}
    assert stages["resolve_dates"] == "when" and stages["code_events"] == "coding"
