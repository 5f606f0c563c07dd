"""Where times are read from: the day of publication, the days named before, and where the report is at home."""

from __future__ import annotations

from datetime import date

from gestae.resolving.when.timex.tenses import Tense


class Scene:
    """What the report has said so far: its publication day, and the day last named in this or the last sentence.

    Args:
        day_first: whether its country writes 3/4 for the 3rd of April; None where that is not known.
        southern: whether it is at home where June is winter; None where that is not known.
    """

    def __init__(self, published: date | None, *, day_first: bool | None = None, southern: bool | None = False) -> None:
        self.published = published
        self.day_first = day_first
        self.southern = southern
        self.tense: Tense | None = None
        self.next_words: tuple[str, ...] = ()
        self._named: date | None = None
        self._named_in = (-9, -9)
        self._here = (-9, -9)

    def enter(self, sentence: int, part: int) -> None:
        """Goes on to a sentence."""
        self._here = (sentence, part)

    def name(self, day: date) -> None:
        """Remembers a day that was named."""
        self._named, self._named_in = day, self._here

    @property
    def named(self) -> date | None:
        """The day last named in this sentence, or in the one before it in the same part."""
        sentence, part = self._named_in
        near = sentence == self._here[0] or (sentence == self._here[0] - 1 and part == self._here[1])
        return self._named if near else None
