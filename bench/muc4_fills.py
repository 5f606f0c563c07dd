"""The slots of a MUC-4 template, filled from the rows of a record."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from gestae.knowledge.actors import KnownActors
from gestae.record.actors import Actor
from gestae.record.events import Event, Responsibility
from gestae.record.evidence import Evidence
from gestae.record.places import Place
from gestae.record.record import Record
from gestae.record.tolls import Toll

_WORDS = tomllib.loads(Path(__file__).with_name("muc4.toml").read_text(encoding="utf-8"))
_LEADING = frozenset(_WORDS["words"]["leading"])
_COUNTING = _LEADING - frozenset(_WORDS["words"]["nameless"])
_TITLES = frozenset(_WORDS["words"]["titles"])
_PRONOUNS = frozenset(_WORDS["words"]["pronouns"])
_HAPPENINGS = frozenset(_WORDS["words"]["happenings"])
_INSURGENTS = frozenset(_WORDS["words"]["insurgents"])
_MEMBERS = _INSURGENTS | frozenset(_WORDS["words"]["members"])
_STATE = frozenset({"MIL", "COP", "GOV", "SPY"})
_AUTHORITIES = frozenset({"MIL", "COP", "GOV", "JUD", "SPY"})
_FACILITIES = frozenset({"base", "airport", "facility"})
_EFFECTS = {"killed": "death", "injured": "injury"}
_FIRMNESS = {
    "claimed": "claimed or admitted",
    "suspected": "possible",
    "told": "reported as fact",
}
_UNHURT = {"killed": "no injury or death", "injured": "no injury"}
_SEVERAL = 2
_BOTH = frozenset(_WORDS["words"]["both_numbers"])
_PLURALS = frozenset(_WORDS["words"]["plurals"])
_DAMAGE = {"damaged": "some damage", "destroyed": "destroyed"}
_PEOPLE = frozenset({"person", "population", "unknown", "military", "media", "armed_group"})
_BODIES = frozenset({"armed_group", "organization", "military", "government", "igo", "ngo", "company"})
_PRECISE = frozenset({"site", "city", "admin2", "admin1"})
_FINEST = {"site": 0, "city": 1, "admin2": 2, "admin1": 3, "country": 5}


class Fills:
    """A record looked up by id, and the slots its events fill."""

    def __init__(self, record: Record, known: KnownActors) -> None:
        self.record = record
        self.known = known
        self.actors = {actor.id: actor for actor in record.actors}
        self.places = {place.id: place for place in record.places}
        self.statements = {statement.id: statement for statement in record.statements}
        self.tolls: dict[str, list[Toll]] = {}
        self._bodies = frozenset(
            name
            for actor in record.actors
            if actor.kind in _BODIES and _is_name(actor.name)
            for name in (actor.name, *actor.aliases)
        )
        for toll in record.tolls:
            if toll.event is not None:
                self.tolls.setdefault(toll.event, []).append(toll)

    # --- what keeps incidents apart ------------------------------------------------------------------------

    def kind(self, event: Event) -> str:
        """The incident type of an event."""
        words = {word.lower() for item in _of(event.evidence, "trigger") for word in item.text.split()}
        if event.mode == "abduct":
            return "kidnapping"
        if not words.isdisjoint(_WORDS["robbery"]["triggers"]):
            return "robbery"
        if event.mode in _WORDS["bombing"]["modes"] or not set(event.means).isdisjoint(_WORDS["bombing"]["means"]):
            return "bombing"
        burnt = not words.isdisjoint(_WORDS["arson"]["triggers"]) or "fire" in event.means
        if burnt and (event.mode == "destroy" or not set(event.means).isdisjoint(_WORDS["arson"]["means"])):
            return "arson"
        return "attack"

    def towns(self, event: Event) -> set[str]:
        """The places of an event that are finer than a country."""
        return {one for one in event.places if self.places[one].precision in _PRECISE}

    def named_victims(self, event: Event) -> set[str]:
        """The people hit whom the report names."""
        return {
            one for one in event.recipients if self.actors[one].kind == "person" and _is_name(self.actors[one].name)
        }

    def is_specific(self, event: Event) -> bool:
        """Whether an event says whom or what it hit, beyond a country: violence in general is no incident."""
        hit = [one for one in event.recipients if self.actors[one].kind not in {"state", "igo"}]
        return bool(hit or self.tolls.get(event.id) or list(self.things([event])))

    # --- slots ---------------------------------------------------------------------------------------------

    def day(self, group: Sequence[Event]) -> str | None:
        """The date, an interval, or "on or before" the day of publication."""
        dates = [event.date for event in group if event.date]
        if dates:
            best = min(dates, key=lambda one: (one.precision not in {"day", "hour"}, one.start))
            start, end = best.start[:10], best.end[:10]
            return start if start == end else f"{start}/{end}"
        published = self.record.document.published
        return f"../{published[:10]}" if published else None

    def location(self, group: Sequence[Event]) -> str | None:
        """COUNTRY: REGION: TOWN of the finest place; the country the report speaks of most where none is given."""
        main = self._main_country()
        places = sorted(
            (self.places[one] for event in group for one in event.places),
            key=lambda place: (place.country != main, _FINEST.get(place.precision, 4)),
        )
        country = next((place.country for place in places if place.country), main)
        if country is None:
            return None
        state = self.known.state(country)
        names = [state.name if state else country]
        finer = [place.name for place in places if place.kind != "country" and place.country == country]
        names += list(dict.fromkeys(reversed(finer[:2])))
        return ": ".join(names).upper()

    def _main_country(self) -> str | None:
        counts: dict[str, int] = {}
        rows: tuple[Place | Actor, ...] = (*self.record.places, *self.record.actors)
        for row in rows:
            if row.country and len(row.country) == 3:
                counts[row.country] = counts.get(row.country, 0) + len(row.evidence)
        return max(counts, key=lambda country: counts[country]) if counts else None

    def by_the_state(self, group: Sequence[Event]) -> bool:
        """Whether the state's forces are said to have done it."""
        sectors = [self.actors[one].sector for event in group for one in event.actors]
        return bool(sectors) and all(sector in _STATE for sector in sectors)

    def individuals(self, group: Sequence[Event]) -> list[dict[str, Any]]:
        """Perpetrators who are people, as the text calls them: those who did it and those it is laid on."""
        found: dict[str, dict[str, Any]] = {}
        for event in group:
            for actor, item in self._people_of(event):
                if not (self._is_body(actor) or actor.kind == "state" or item.text.lower() in _PRONOUNS):
                    found.setdefault(actor.id, {"name": self._person(actor, item)})
        return [row for row in found.values() if row["name"].lower() not in _PRONOUNS]

    def _people_of(self, event: Event) -> Iterator[tuple[Actor, Evidence]]:
        """Who did an event, with the words for it, then whom it is laid on, with the words the report uses first."""
        for item in _of(event.evidence, "actor"):
            actor = self._actor_of(item, event.actors)
            if actor is not None:
                yield actor, item
        for row in event.responsibility:
            actor = self.actors[row.actor]
            said = next((one for one in actor.evidence if one.text.lower() not in _PRONOUNS), None)
            if row.standing != "denied" and said is not None:
                yield actor, said

    def _person(self, actor: Actor, item: Evidence) -> str:
        """A perpetrator's name, else the words for it: "unknown" stays, the body that people are of does not."""
        if _is_name(actor.name):
            return self._longest_name(actor)
        words = item.text.split()
        while len(words) > 1 and (words[0].lower() in _COUNTING or words[0].isdigit()):
            del words[0]
        return " ".join(self._without_body(words))

    def _without_body(self, words: list[str]) -> list[str]:
        """ "guerrillas" of "FMLN guerrillas": the body has a slot of its own."""
        for end in range(len(words) - 1, 0, -1):
            if " ".join(words[:end]) in self._bodies:
                return words[end:]
        return words

    def organizations(self, group: Sequence[Event]) -> list[dict[str, Any]]:
        """Perpetrators that are bodies with a name, and how firmly they are blamed."""
        found: dict[str, dict[str, Any]] = {}
        for event in group:
            for row in event.responsibility:
                if row.standing != "denied" and self._is_body(self.actors[row.actor]):
                    self._add_body(found, row.actor, self._firmness(row))
            for one in event.actors:
                if self._is_body(self.actors[one]):
                    self._add_body(found, one, self._confidence(event, one))
        return [row for key, row in found.items() if not self._names_another(key, found)]

    def _add_body(self, found: dict[str, dict[str, Any]], actor: str, confidence: str) -> None:
        found.setdefault(actor, {"name": self._usual_name(self.actors[actor]), "confidence": confidence})

    def _names_another(self, actor: str, found: Mapping[str, Any]) -> bool:
        """Whether a body is only some of another's people ("FMLN guerrillas" beside the FMLN)."""
        words = set(self.actors[actor].name.split())
        others = (self.actors[other] for other in found if other != actor)
        return any(set(name.split()) < words for other in others for name in (other.name, *other.aliases))

    def _is_body(self, actor: Actor) -> bool:
        last = actor.name.split()[-1].lower()
        named = _is_name(actor.name) and last not in _MEMBERS
        return actor.kind in _BODIES and (named or last in _WORDS["words"]["bodies"])

    def _firmness(self, row: Responsibility) -> str:
        if row.standing == "blamed" and not self._is_accusation(row.according_to, row.evidence):
            return "reported as fact"  # the task's word for what a source tells without laying it at a door
        if row.standing == "blamed":
            return self._blamed_by(self._speakers(row.according_to))
        if row.standing == "implied":
            speakers = self._speakers(row.according_to)
            own = "claimed or admitted" if row.actor in speakers else self._blamed_by(speakers)
            return own if speakers else "reported as fact"
        return _FIRMNESS[row.standing]

    def _speakers(self, sources: Iterable[str]) -> list[str]:
        return [
            one
            for source in sources
            for one in (self.statements[source].speakers if source in self.statements else (source,))
        ]

    def _blamed_by(self, speakers: Iterable[str]) -> str:
        blamed = any(self.actors[one].sector in _AUTHORITIES for one in speakers)
        return "suspected or accused by authorities" if blamed else "suspected or accused"

    def _confidence(self, event: Event, actor: str) -> str:
        speakers = self._speakers(event.according_to)
        if list(_of(event.evidence, "hedge")):
            return "possible"
        if not event.according_to or (actor not in speakers and not self._is_accusation(event.according_to)):
            return "reported as fact"
        return "claimed or admitted" if actor in speakers else self._blamed_by(speakers)

    def _is_accusation(self, sources: Iterable[str], evidence: Iterable[Evidence] = ()) -> bool:
        """Whether a word that lays blame stands in the words for who did it, or at the head of the statement."""
        cues = [self.statements[one].cue for one in sources if one in self.statements]
        said = [*evidence, *(cue for cue in cues if cue is not None)]
        words = {word.lower().strip(",.") for item in said for word in item.text.split()}
        return not words.isdisjoint(_WORDS["words"]["accusing"])

    def weapons(self, group: Sequence[Event]) -> list[dict[str, Any]]:
        """Weapons as the text calls them, with their type where the task has one."""
        found: dict[str, dict[str, Any]] = {}
        for event in group:
            for name, item in zip(event.means, _of(event.evidence, "means"), strict=False):
                kind = _WORDS["weapons"].get(name)
                words = _bare(item.text).split()
                if words[-1].lower() in _HAPPENINGS:
                    del words[-1]
                if kind is not None and words:
                    kind = "dynamite" if "dynamite" in item.text.lower() else kind
                    found.setdefault(kind, {"name": " ".join(words), "type": kind})
        return list(found.values())

    def things(self, group: Sequence[Event]) -> list[dict[str, Any]]:
        """Physical targets: what was damaged or destroyed, the things an event is aimed at, bases and buildings."""
        found: dict[str, dict[str, Any]] = {}
        for event in group:
            for toll in self.tolls.get(event.id, ()):
                if toll.effect in _DAMAGE and toll.who and toll.status in {"reported", "claimed"}:
                    name = _bare(toll.who)
                    number = _number(toll.min, toll.max)
                    found[name.lower()] = _thing(name) | {"effect": _DAMAGE[toll.effect], "number": number}
            for actor in (self.actors[one] for one in event.recipients):
                if _is_thing(actor):
                    found.setdefault(actor.name.lower(), _thing(_bare(actor.name)))
            for item in _of(event.evidence, "target"):
                name = _bare(item.text)
                if name.split()[-1].lower() in _WORDS["targets"]:  # people and abstractions are no targets of the task
                    found.setdefault(name.lower(), _thing(name))
            for place in (self.places[one] for one in event.places):
                if place.kind in _FACILITIES:
                    found.setdefault(place.name.lower(), _thing(place.name) | {"number": "1"})
        told = self._damage_of_event(group)
        return [
            row | {"number": row.get("number") or _form(row["name"]), "effect": row.get("effect") or told}
            for row in _longest(found.values())
        ]

    def _damage_of_event(self, group: Sequence[Event]) -> str | None:
        """The damage that tolls tell of without saying what was damaged: it is the target's."""
        tolls = [
            toll for event in group for toll in self.tolls.get(event.id, ()) if not toll.who and toll.effect in _DAMAGE
        ]
        told = next((_DAMAGE[toll.effect] for toll in tolls if toll.status in {"reported", "claimed"}), None)
        return told or ("no damage" if any(toll.status == "none" for toll in tolls) else None)

    def victims(self, group: Sequence[Event]) -> list[dict[str, Any]]:
        """The people hit: those the events are aimed at, with what became of them, and those only the tolls tell of."""
        found: dict[str, dict[str, Any]] = {}
        spans: dict[str, list[Evidence]] = {}
        for event in group:
            for one in event.recipients:
                actor = self.actors[one]
                if actor.kind in _PEOPLE and not _is_thing(actor):
                    found.setdefault(one, self._victim(actor, event))
                    own = [item for item in _of(event.evidence, "recipient") if self._actor_of(item, (one,))]
                    spans.setdefault(one, []).extend(own)
            for toll in self.tolls.get(event.id, ()):
                self._add_toll(toll, found, spans)
        rows = _without_repeats(found.values()) or self._nobody(group)
        return [row | {"number": row.get("number") or _form(row["name"] or row["description"])} for row in rows]

    def _nobody(self, group: Sequence[Event]) -> list[dict[str, Any]]:
        """The victim without a name that the task wants where nobody was hurt."""
        tolls = [toll for event in group for toll in self.tolls.get(event.id, ()) if toll.status == "none"]
        effects = dict.fromkeys(effect for toll in tolls if (effect := _UNHURT.get(toll.effect)))
        return [{"name": None, "description": None, "effect": list(effects)}] if effects else []

    def _victim(self, actor: Actor, event: Event) -> dict[str, Any]:
        row: dict[str, Any] = {
            "name": None,
            "description": None,
            "type": _WORDS["sectors"].get(actor.sector, "civilian"),
            "effect": self._fate(actor, event),
        }
        if _is_name(actor.name) and actor.kind == "person":
            nominal = next((_bare(item.text) for item in actor.evidence if item.role == "nominal"), None)
            kind = row["type"] or _victim_type(nominal)
            return row | {"name": self._longest_name(actor), "description": nominal, "number": "1", "type": kind}
        said = [item for item in _of(event.evidence, "recipient") if self._actor_of(item, (actor.id,))]
        text = _bare(said[0].text if said else actor.name)
        if text.lower() in _PRONOUNS:
            text = _bare(actor.name)
        if event.quantity and any(_is_at(event.quantity.text, item, self.record) for item in said):
            row["number"] = _number(event.quantity.min, event.quantity.max)
        return row | {"description": text, "type": row["type"] or _victim_type(text)}

    def _fate(self, actor: Actor, event: Event) -> list[str]:
        """What the event itself says became of someone: killed by a targeted killing, freed after a kidnapping."""
        if event.mode == "targeted" and event.modality == "actual":
            return ["death"]
        freed = event.mode == "abduct" and any(
            other.mode == "release" and other.modality == "actual" and actor.id in other.recipients
            for other in self.record.events
        )
        return ["regained freedom"] if freed else []

    def _add_toll(self, toll: Toll, found: dict[str, dict[str, Any]], spans: dict[str, list[Evidence]]) -> None:
        """A toll completes the victim whose words it shares, else it brings one of its own."""
        effect = _effect(toll)
        if effect is None:
            return
        key = next((one for one in found if any(_share(toll.evidence, item) for item in spans.get(one, ()))), None)
        if key is None:
            taken = toll.effect == "captured" and self._is_kidnapping(toll.event)
            text = toll.who or _state(toll)
            if not text or not (toll.effect in _EFFECTS or taken):
                return
            key = toll.id
            spans[key] = [item for item in toll.evidence if item.role != "trigger"]
            text = _bare(text)
            if text.split()[-1].lower() in _INSURGENTS or text.lower() in _PRONOUNS:
                return
            named = _is_name(text) and toll.max == 1
            name = _untitled(text) if named else None
            said = text.removesuffix(name or "").strip() or None
            found[key] = {"name": name, "description": said, "type": _victim_type(said)}
        row = found[key]
        if number := _number(toll.min, toll.max):
            row["number"] = number
        effects = row.setdefault("effect", [])
        if effect and effect not in effects:
            effects.append(effect)

    def _is_kidnapping(self, event: str | None) -> bool:
        return any(other.id == event and self.kind(other) == "kidnapping" for other in self.record.events)

    def _actor_of(self, item: Evidence, ids: Iterable[str]) -> Actor | None:
        """The actor among some that is mentioned at the quoted words."""
        return next((self.actors[one] for one in ids if _share(self.actors[one].evidence, item)), None)

    def _usual_name(self, actor: Actor) -> str:
        """What the report calls a body most often, the longer of two that are as frequent."""
        said = [item.text for item in actor.evidence if item.role == "name"]
        return _bare(max(said, key=lambda name: (said.count(name), len(name)))) if said else self._longest_name(actor)

    def _longest_name(self, actor: Actor) -> str:
        names = [name for name in (actor.name, *actor.aliases) if name in self.record.document.text]
        return _untitled(max(names, key=len, default=_bare(actor.evidence[0].text)))


def _of(evidence: Iterable[Evidence], role: str) -> Iterator[Evidence]:
    return (item for item in evidence if item.role == role)


def _share(evidence: Iterable[Evidence], item: Evidence) -> bool:
    return any(one.start < item.end and item.start < one.end for one in evidence)


def _is_name(text: str) -> bool:
    """Whether a string is a name and no common noun: its last word is capitalised."""
    return bool(text) and text.split()[-1][:1].isupper()


def _bare(text: str) -> str:
    """A description without the articles, numbers and pronouns before it."""
    words = text.split()
    while len(words) > 1 and (words[0].lower() in _LEADING or words[0].isdigit()):
        del words[0]
    return " ".join(words)


def _untitled(text: str) -> str:
    """A name without the titles and common nouns before it."""
    words = text.split()
    while len(words) > 1 and (words[0].lower() in _TITLES or (words[0].islower() and words[0].isalpha())):
        del words[0]
    return " ".join(words)


def _is_thing(actor: Actor) -> bool:
    """Whether what is hit is a building or a body with a seat rather than people."""
    return actor.name.split()[-1].lower() in _WORDS["targets"] or (
        actor.kind in {"organization", "company", "government", "ngo"} and _is_name(actor.name)
    )


def _victim_type(description: str | None) -> str:
    last = description.split()[-1].lower() if description else ""
    return str(_WORDS["people"].get(last, "civilian"))


def _without_repeats(rows: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    """Victims once each: the same words, or a name inside a longer one, are one victim."""
    kept: list[dict[str, Any]] = []
    for row in rows:
        words = set((row["name"] or row["description"] or "").lower().split())
        twin = next((other for other in kept if _same_words(words, other)), None)
        if twin is None:
            kept.append(row)
            continue
        twin["effect"] = list(dict.fromkeys([*twin.get("effect", ()), *row.get("effect", ())]))
        twin["number"] = twin.get("number") or row.get("number")
    return kept


def _longest(rows: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    """Things once each: "the post" after "the command post" is the same one, and what became of it is told of both."""
    kept: list[dict[str, Any]] = []
    for row in sorted(rows, key=lambda row: -len(row["name"].split())):
        words = row["name"].lower().split()
        twin = next((other for other in kept if other["name"].lower().split()[-len(words) :] == words), None)
        if twin is None:
            kept.append(row)
        else:
            twin.update({key: row[key] for key in ("effect", "number") if row.get(key) and not twin.get(key)})
    return kept


def _same_words(words: set[str], other: dict[str, Any]) -> bool:
    theirs = set((other["name"] or other["description"] or "").lower().split())
    return words == theirs or (bool(other["name"]) and (words <= theirs or theirs <= words))


def _thing(name: str) -> dict[str, Any]:
    kind = _WORDS["targets"].get(name.split()[-1].lower())
    return {"name": name, "type": kind or "other"}


def _state(toll: Toll) -> str | None:
    """The word for those of whom only a count is told: "wounded" of "30 wounded"."""
    words = next(iter(_of(toll.evidence, "trigger"))).text
    return words if toll.min is not None and words.lower() in _WORDS["words"]["states"] else None


def _effect(toll: Toll) -> str | None:
    """The effect a toll tells of, "" for one that is no effect of the task, none for a toll that tells nothing."""
    if toll.status in {"denied", "pending"}:
        return None
    if toll.status == "none":
        return _UNHURT.get(toll.effect)
    return _EFFECTS.get(toll.effect, "" if toll.effect == "captured" else None)


def _is_at(text: str, item: Evidence, record: Record) -> bool:
    """Whether a number as said stands within some characters of quoted words."""
    around = record.document.text[max(0, item.start - len(text) - 2) : item.end]
    return text in around


def _number(low: float | None, high: float | None) -> str | None:
    """A count in the task's notation; "PLURAL" where the words say no more than that there were several."""
    if low is None:
        return None
    if high is None:
        return "PLURAL" if low <= _SEVERAL else f"{low:.0f}-"
    return f"{low:.0f}" if low == high else f"{low:.0f}-{high:.0f}"


def _form(name: str | None) -> str | None:
    """The number that the words themselves show: "1", "PLURAL", none where singular and plural look alike."""
    last = name.split()[-1].lower() if name else ""
    if not last or last in _BOTH:
        return None
    plural = last in _PLURALS or (last.endswith("s") and not last.endswith(("ss", "us", "is", "'s")))
    return "PLURAL" if plural else "1"
