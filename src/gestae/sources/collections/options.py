"""How collections are opened: which columns hold what, the limits, and who is told of a guess."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from gestae.settings import Settings
from gestae.sources.fetching.fetcher import Fetcher, Validators


@dataclass(frozen=True, slots=True, kw_only=True)
class Columns:
    """The columns (CSV, Parquet) or fields (JSON) asked for by name; what is None is guessed from usual names."""

    text: str | None = None
    title: str | None = None
    url: str | None = None
    publisher: str | None = None
    published: str | None = None
    language: str | None = None


def _unheard(note: str) -> None:
    """Nobody asked to be told."""


def _unkept(address: str, validators: Validators) -> None:
    """Nobody asks for a page again."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """How `items` opens a source.

    `told` hears each thing that was decided and not asked for, a sentence each ("table.csv: text from column 'body',
    title from 'headline'"); by default nobody does.
    `fetcher` is used for addresses; one is made where none is given, and all sources that are opened with the same
    options share it, so that no host is asked too often. `known` holds what came with pages fetched before, by address:
    a page that is still the same is not sent again. `fetched` is called for each page, once all of it was given out,
    with what to know of it the next time.
    """

    settings: Settings = field(default_factory=Settings)
    columns: Columns = field(default_factory=Columns)
    told: Callable[[str], None] = _unheard
    fetcher: Fetcher | None = None
    known: Mapping[str, Validators] = field(default_factory=dict)
    fetched: Callable[[str, Validators], None] = _unkept

    def __post_init__(self) -> None:
        if self.fetcher is None:
            object.__setattr__(self, "fetcher", Fetcher(self.settings))
