"""Who is named where: every phrase of a report that may stand for an actor.

Phrases are found from left to right: hits (known names, roles, unknown names) that stand in one noun phrase make a
cluster, a possessive cuts it in two, and each piece is read on its own.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from gestae.knowledge.actors import KnownActors
from gestae.reading.tokens import Reading
from gestae.resolving.who.actor_rows import Row, surnames_in
from gestae.resolving.who.actor_words import Hit, find_hits, is_led, is_side
from gestae.resolving.who.affiliations import with_affiliations
from gestae.resolving.who.candidates import Candidate, PlacesFound
from gestae.resolving.who.phrase_readers import PhraseReader

_GAPS = frozenset({"ADJ", "NUM", "NOUN", "PROPN", "ADV"})  # and "leading" in "Algeria's leading activist"
_NOUN_TAGS = frozenset({"NN", "NNS", "NNP", "NNPS"})
_ARGUMENTS = frozenset({"nsubj", "dobj", "pobj", "nsubjpass", "attr"})


def find_candidates(
    reading: Reading, known: KnownActors, places: PlacesFound | None, date: str | None
) -> tuple[Candidate, ...]:
    """Every phrase of the report that may stand for an actor, in the order of the text."""
    found: list[Candidate] = []
    surnames = surnames_in(reading)
    for sentence in reading.sentences:
        row = Row(reading, sentence, known.roles, surnames)
        reader = PhraseReader(row, known, places, date)
        hits = [hit for hit in find_hits(row.words, known) if _is_usable(row, hit)]
        hits = [hit for hit in hits if not _ends_a_name(row, hit, hits)]
        for cluster in _clusters(row, _with_long_names(row, hits)):
            _read_cluster(row, reader, cluster)
        found.extend(with_affiliations(reader.found, reading, known.roles, places))
    return tuple(sorted(found, key=_position))


def _position(candidate: Candidate) -> tuple[int, int]:
    return candidate.first, -candidate.last


def _is_usable(row: Row, hit: Hit) -> bool:
    """Whether a role is a noun here and a bare surname a name ("He", "will" and "May" are mostly neither)."""
    if hit.role is not None:
        last = row.tokens[hit.last - 1]
        open_word = hit.last == hit.first + 1 and row.words[hit.first].fold in row.roles.unless_whose
        if open_word and not _says_whose(row, hit):
            return False
        return last.pos in {"NOUN", "PROPN"} or last.tag in _NOUN_TAGS
    single = hit.last == hit.first + 1
    if single and hit.name is not None and all(named.name.endswith("'s") for named in hit.name.names):
        return _keeps_mark(row, hit)
    if single and hit.has_surname() and not hit.has_nation():
        token = row.tokens[hit.first]
        common = row.words[hit.first].fold in row.roles.common_surnames and token.entity != "PERSON"
        return (
            token.pos in {"PROPN", "NOUN"}
            and not token.text.endswith(".")
            and not (common and not _has_title(row, hit))
        )
    return True


def _says_whose(row: Row, hit: Hit) -> bool:
    """Whether the word before a role belongs to it ("Israeli intelligence", "the intelligence")."""
    before = row.tokens[hit.first - 1] if hit.first else None
    return before is not None and (before.head == row.tokens[hit.first].index or before.tag == "POS")


def _ends_a_name(row: Row, hit: Hit, hits: Sequence[Hit]) -> bool:
    """Whether hyphens make the words the end of a longer name: "Zia-Ul-Haq" is no "Al-Haq"; "Israel-Hamas" are two."""
    if hit.name is None or not hit.name.has("body") or not hit.first:
        return False
    hyphenated = row.words[hit.first].after == "-" and row.words[hit.first - 1].text[:1].isupper()
    known = any(other.first < hit.first <= other.last and other.name is not None for other in hits)
    return hyphenated and not known


def _keeps_mark(row: Row, hit: Hit) -> bool:
    """Whether a name that ends in "'s" is always written so here: elsewhere "McDonald" is a man."""
    text = row.words[hit.first].text
    tokens = row.all_tokens
    alike = [token.index for token in tokens if token.text == text]
    return row.words[hit.first].possessive and all(
        index + 1 < len(tokens) and tokens[index + 1].text in {"'s", "’s"} for index in alike
    )


def _has_title(row: Row, hit: Hit) -> bool:
    """Whether a title or a known honorific stands right before a name."""
    before = row.words[hit.first - 1].fold if hit.first else ""
    return before in row.roles.by_words or before in row.roles.honorifics


def _with_long_names(row: Row, hits: list[Hit]) -> list[Hit]:
    """Names of bodies that hold prepositions ("Centers for Disease Control"), as the parser marks them."""
    for first, last in _long_names(row):
        inside = [hit for hit in hits if first <= hit.first and hit.last <= last]
        known = any(hit.name is not None and hit.name.has("body") and hit.last - hit.first > 1 for hit in inside)
        if inside and not known and (inside[0].role is None or not inside[0].role.role.person):
            at = hits.index(inside[0])
            hits = [*hits[:at], Hit(first, last), *(hit for hit in hits[at:] if hit not in inside)]
    return hits


def _long_names(row: Row) -> list[tuple[int, int]]:
    """Rows of words that the parser takes for one body and that hold "of" or "for"."""
    tokens = row.tokens
    spans: list[tuple[int, int]] = []
    at = 0
    while at < len(tokens):
        last = at + 1
        if tokens[at].entity == "ORG" and tokens[at].entity_start:
            while last < len(tokens) and tokens[last].entity == "ORG" and not tokens[last].entity_start:
                last += 1
            first = at + 1 if tokens[at].lower == "the" else at
            if any(tokens[i].lower in {"of", "for"} for i in range(first + 1, last - 1)):
                spans.append((first, last))
        at = last
    return spans


def _clusters(row: Row, hits: Sequence[Hit]) -> Iterator[list[Hit]]:
    """Hits that stand in one noun phrase: nothing but adjectives, numbers and nouns between them."""
    cluster: list[Hit] = []
    for hit in hits:
        if cluster and not _is_joined(row, cluster[-1], hit):
            yield cluster
            cluster = []
        cluster.append(hit)
    if cluster:
        yield cluster


def _is_joined(row: Row, before: Hit, hit: Hit) -> bool:
    end, start = row.tokens[before.last - 1], row.tokens[hit.first]
    if not row.words[before.last - 1].possessive and end.dep in _ARGUMENTS and start.dep == "nsubj":
        return False
    led = is_led(row.words, before)
    if before.name is not None and is_side(row.words, before):
        return False  # "the U.S.-backed Syrian Democratic Forces", "an anti-Syrian journalist"
    between = row.tokens[before.last + 2 * led : hit.first]  # "Vietnamese-led forces"
    return all(token.pos in _GAPS or (token.tag == "VBG" and token.dep == "amod") for token in between)


def _read_cluster(row: Row, reader: PhraseReader, cluster: list[Hit]) -> None:
    """Cut at possessives: each piece is a noun phrase whose owner is the piece before."""
    possessor: Candidate | None = None
    piece: list[Hit] = []
    for hit in cluster:
        piece.append(hit)
        if row.words[hit.last - 1].possessive:
            possessor = reader.read(piece, possessor, owned=True)
            piece = []
    if piece:
        reader.read(piece, possessor, owned=False)
