"""Claims that cannot both be right, also between a caption and its own article.

A caption that puts one strike at Ain Assad and Camp Taji, under an article that puts it at Ain al-Asad and Erbil,
disagrees with it about the place. A day's difference that a time zone explains is no disagreement.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from gestae.coding.events import CodedEvent, Events
from gestae.coding.mentions import EventMention
from gestae.reading.tokens import Reading
from gestae.record.discrepancies import Claim, Discrepancy
from gestae.record.events import HAPPENED, Event
from gestae.record.tolls import Toll
from gestae.resolving.where.places import PlaceMention, Places
from gestae.resolving.who.actors import Actors

_ONE_BREATH = 300  # characters
_SITES = frozenset({"site", "city"})


def find_discrepancies(
    reading: Reading, *, events: Events, actors: Actors, places: Places, tolls: Sequence[Toll]
) -> tuple[Discrepancy, ...]:
    """Every disagreement of the report with itself, in the order of the text."""
    found = [
        *_between_caption_and_body(reading, events, places),
        *_between_figures(tolls),
        *_between_accounts(events.items, actors),
    ]
    return in_order(found)


def in_order(found: Iterable[Discrepancy]) -> tuple[Discrepancy, ...]:
    """Disagreements in the order of the text."""
    return tuple(sorted(found, key=lambda item: (item.claims[0].evidence[0].start, item.about)))


def _between_caption_and_body(reading: Reading, events: Events, places: Places) -> Iterator[Discrepancy]:
    for coded in events.coded:
        caption = _sites(reading, coded, places, caption=True)
        body = _sites(reading, coded, places, caption=False)
        only_caption = [mention for mention in caption if not _among(mention, body)]
        only_body = [mention for mention in body if not _among(mention, caption)]
        if only_caption and only_body:
            yield Discrepancy(
                about="place",
                claims=tuple(
                    Claim(
                        value=", ".join(dict.fromkeys(places.items[mention.place].name for mention in side)),
                        evidence=tuple(
                            reading.quote(mention.start, mention.end, "place")
                            for mention in sorted(side, key=lambda mention: mention.start)
                        ),
                    )
                    for side in sorted((caption, body), key=lambda side: min(mention.start for mention in side))
                ),
                events=(coded.event.id,),
            )


def _among(mention: PlaceMention, others: Sequence[PlaceMention]) -> bool:
    return any(mention.place == other.place for other in others)


def _sites(reading: Reading, coded: CodedEvent, places: Places, *, caption: bool) -> list[PlaceMention]:
    """The named sites at which the caption, or the article, puts an event."""
    return [
        place
        for mention in coded.mentions
        if (_kind(reading, mention) == "caption") is caption
        for place in mention.places
        if places.items[place.place].precision in _SITES
    ]


def _kind(reading: Reading, mention: EventMention) -> str:
    return reading.sentences[mention.token.sentence].kind


def _between_figures(tolls: Sequence[Toll]) -> Iterator[Discrepancy]:
    """Two figures for one effect on one group in one event, whose bounds do not meet."""
    for index, toll in enumerate(tolls):
        for other in tolls[index + 1 :]:
            if not _comparable(toll, other) or _meet(toll, other):
                continue
            yield Discrepancy(
                about="number",
                claims=tuple(
                    Claim(value=item.text, according_to=item.according_to, evidence=item.evidence)
                    for item in (toll, other)
                ),
                events=(toll.event,) if toll.event else (),
            )


def _comparable(toll: Toll, other: Toll) -> bool:
    counted = {"reported", "claimed", "disputed"}
    if toll.effect != other.effect or toll.status not in counted or other.status not in counted:
        return False
    same_event = toll.event is not None and toll.event == other.event
    if not same_event and not _side_by_side(toll, other):
        return False
    return _group(toll) == _group(other)


def _side_by_side(toll: Toll, other: Toll) -> bool:
    """Whether two sources give their figures in one breath ("at least 10,000 were killed; the army says 400")."""
    near = abs(toll.evidence[0].start - other.evidence[0].start) < _ONE_BREATH
    return near and bool(toll.according_to and other.according_to) and toll.according_to != other.according_to


def _group(toll: Toll) -> tuple[str, tuple[str, ...]]:
    """Whom a figure counts; "people" and "the dead" may be anyone."""
    who = (toll.who or "people").lower().removeprefix("the ")
    return ("people", ()) if who in {"people", "dead", "persons", "victims"} else (who, toll.affiliation)


def _meet(toll: Toll, other: Toll) -> bool:
    low = max(toll.min or 0, other.min or 0)
    high = min(toll.max if toll.max is not None else 10**12, other.max if other.max is not None else 10**12)
    return low <= high


def _between_accounts(events: Sequence[Event], actors: Actors) -> Iterator[Discrepancy]:
    """One side tells it as happened, the other denies it."""
    for event in events:
        if event.modality != "denied":
            continue
        for other in events:
            if other.modality in HAPPENED and _same_deed(event, other, actors):
                first, second = sorted((other, event), key=lambda item: item.evidence[0].start)
                yield Discrepancy(
                    about="occurrence",
                    claims=tuple(
                        Claim(
                            value="did not happen" if item is event else "happened",
                            according_to=item.according_to,
                            evidence=tuple(found for found in item.evidence if found.role == "trigger"),
                        )
                        for item in (first, second)
                    ),
                    events=(first.id, second.id),
                )


def _same_deed(event: Event, other: Event, actors: Actors) -> bool:
    if event.type != other.type:
        return False
    doers = _sides(event.actors, actors) & _sides(other.actors, actors)
    recipients = _sides(event.recipients, actors) & _sides(other.recipients, actors)
    return bool(doers) and (bool(recipients) or not event.recipients or not other.recipients)


def _sides(ids: Sequence[str], actors: Actors) -> set[str]:
    """The actors, those who act for a state by its code ("its troops" for Eritrea)."""
    of_state = {"state", "government", "military"}
    known = [actors.by_id(item) for item in ids]
    return {actor.country if actor.kind in of_state and actor.country else actor.id for actor in known}
