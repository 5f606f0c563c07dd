"""A report on which the skim fails is set aside and named; the others go in."""

from __future__ import annotations

from collections.abc import Sequence

from gestae.adding.preparing import prepare
from gestae.record.documents import Document
from gestae.settings import Settings
from gestae.skimming.skim import Skimmed
from gestae.sources.items import Item
from gestae.store.values import Incoming, SetAside

from .reports import FakeReader, report


class FailingSkim(FakeReader):
    """Fails on one report, and skims none."""

    def skim(self, documents: Sequence[Document]) -> list[Skimmed | None]:
        if any("FAIL HERE" in document.text for document in documents):
            raise ValueError("the skim fails here")
        return [None for _ in documents]


def test_what_the_skim_fails_on_is_set_aside_and_named() -> None:
    texts = [report(1), report(2) + "\n\nFAIL HERE at once", report(3)]
    items = [Item(name=f"report {number}", data=text.encode()) for number, text in enumerate(texts)]
    done = prepare(items, FailingSkim(Settings(skim=True)))
    assert [type(one) for one in done] == [Incoming, SetAside, Incoming]
    failed = done[1]
    assert isinstance(failed, SetAside)
    assert failed.name == "report 1" and "the skim fails here" in failed.reason
