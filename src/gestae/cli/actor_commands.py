"""What the commands of `gestae actors` do: ask the catalogue, write the answer; loaded when one of them runs."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import cast

import click

from gestae.cli.actor_views import entry_view, found_view, imports_view, plain_entry, plain_found
from gestae.cli.output import complain, show, write
from gestae.errors import KnowledgeError
from gestae.knowledge.actors import load_known_actors
from gestae.knowledge.catalogue import Catalogue
from gestae.knowledge.own.files import OwnFaults, OwnFile, OwnFormat, as_csv, as_toml, read_own_file
from gestae.knowledge.own.folder import imported, keep, own_files, own_folder, remove
from gestae.knowledge.own.merging import with_own_actors
from gestae.knowledge.own.rows import INTERNATIONAL

_FAILURE = 1
_FIRST_NOTICES = 20


@dataclass(frozen=True, slots=True)
class Import:
    """The options of `gestae actors import`."""

    form: str
    name: str | None
    replace: bool
    keep_codes: bool
    target: str | None
    all_notices: bool
    dry_run: bool


def search_actors(
    words: str, *, country: str | None, limit: int, on: str | None, files: Iterable[str], as_json: bool
) -> int:
    """Write the actors that a search finds."""
    catalogue = _catalogue(files)
    found = catalogue.search(words, country=_country(catalogue, country), date=on, limit=limit)
    if as_json:
        _write_json([plain_found(one) for one in found])
    elif found:
        show(found_view(found))
    else:
        complain(f"no actor found for {words!r}" + (f" on {on}" if on else ""))
    return 0


def show_actor(name: str, *, on: str | None, files: Iterable[str], as_json: bool) -> int:
    """Write every entry of a name; 1 and names like it where there is none."""
    catalogue = _catalogue(files)
    entries = catalogue.named(name)
    if on is not None:
        entries = tuple(entry for entry in entries if entry.at(on)) or entries
    if not entries:
        near = catalogue.near(name)
        complain(f"nobody known by the name {name!r}" + (f"; did you mean: {', '.join(near)}?" if near else ""))
        return _FAILURE
    if as_json:
        plain = [plain_entry(entry, entry.on(on)) for entry in entries]
        _write_json(plain[0] if len(plain) == 1 else plain)
        return 0
    for number, entry in enumerate(entries):
        write("\n" if number else "")
        show(entry_view(entry, catalogue, on))
    return 0


def import_actors(files: Iterable[str], wish: Import) -> int:
    """Check the files and keep each; 1 where one of them is wrong, and then that one is not kept."""
    failed = False
    for path in map(Path, files):
        try:
            form = None if wish.form == "auto" else cast(OwnFormat, wish.form)
            file = read_own_file(path, form=form, keep_codes=wish.keep_codes)
            _put(file, path, wish)
        except OwnFaults as faults:
            failed = True
            _complain_all(faults.faults, wish.all_notices)
            complain(f"{path}: not imported")
        except KnowledgeError as error:
            failed = True
            complain(str(error))
    return _FAILURE if failed else 0


def list_imports(*, as_json: bool) -> int:
    """Write what was imported."""
    there = imported()
    if as_json:
        _write_json(
            [
                {
                    "name": item.name,
                    "actors": len(item.file.actors),
                    "words": len(item.file.words),
                    "sha256": item.file.sha256,
                    "path": str(item.path),
                }
                for item in there
            ]
        )
    elif there:
        show(imports_view(there))
    else:
        complain(f"nothing was imported (the folder is {own_folder()})")
    return 0


def remove_imports(names: Iterable[str], *, dry_run: bool) -> int:
    """Remove imports; 1 where there is none of a name."""
    failed = False
    for name in dict.fromkeys(names):
        try:
            path = remove(name, dry_run=dry_run)
            write(f"{'would remove' if dry_run else 'removed'} {path}\n")
        except KnowledgeError as error:
            failed = True
            complain(str(error))
    return _FAILURE if failed else 0


def _put(file: OwnFile, path: Path, wish: Import) -> None:
    """Write a checked file where it is wanted, and say what is in it."""
    _complain_all(file.notices, wish.all_notices)
    if wish.target == "-":
        write(as_csv(file.actors, file.words))
        return
    name = wish.name or path.stem
    if wish.dry_run:
        write(f"{path.name}: {_content(file)}; nothing was written\n")
    elif wish.target is not None:
        write(f"{path.name}: {_content(file)}\nwritten to {_write_to(file, Path(wish.target), wish.replace)}\n")
    else:
        kept = keep(file, name=name, replace=wish.replace)
        write(f"{path.name}: {_content(file)}\nkept as {name} in {kept}\n")


def _write_to(file: OwnFile, target: Path, replace: bool) -> Path:
    if target.suffix.lower() not in {".csv", ".toml"}:
        raise KnowledgeError(f"{target}: write to a file that ends in .csv or .toml")
    if target.exists() and not replace:
        raise KnowledgeError(f"{target} exists already; --replace it, or write elsewhere")
    written = as_toml if target.suffix.lower() == ".toml" else as_csv
    try:
        target.write_text(written(file.actors, file.words), encoding="utf-8")
    except OSError as error:
        raise KnowledgeError(f"{target}: {error.strerror}") from error
    return target


def _content(file: OwnFile) -> str:
    """What a file holds, in words."""
    kinds = Counter(actor.kind for actor in file.actors)
    by_kind = ", ".join(f"{kinds[kind]} {kind}" for kind in sorted(kinds, key=lambda kind: (-kinds[kind], kind)))
    parts = [f"{len(file.actors)} actors" + (f" ({by_kind})" if by_kind else "")]
    if file.words:
        parts.append(f"{len(file.words)} words for actors")
    known = load_known_actors()
    ours = [actor.name for actor in file.actors if actor.kind != "state" and known.lookup(actor.name) is not None]
    if ours:
        shown = ", ".join(ours[:5]) + (", …" if len(ours) > 5 else "")
        parts.append(f"{len(ours)} of them known to gestae and now as you say: {shown}")
    return "; ".join(parts)


def _catalogue(files: Iterable[str]) -> Catalogue:
    own = own_files(files)
    return Catalogue(with_own_actors(load_known_actors(), own), own)


def _country(catalogue: Catalogue, country: str | None) -> str:
    """The code of a country given by code or name."""
    if not country:
        return ""
    code = country.upper()
    codes = {known.code for known in catalogue.known.countries} | {*INTERNATIONAL}
    if code in codes:
        return code
    by_two = {known.alpha2: known.coded for known in catalogue.known.countries if known.alpha2}
    named = catalogue.known.lookup(country)
    if code not in by_two and (named is None or not named.country or named.form not in {"name", "adjective"}):
        raise click.BadParameter(f"unknown country {country!r}; write its name or a code such as IRQ")
    return by_two[code] if code in by_two or named is None else named.country


def _complain_all(lines: tuple[str, ...], everything: bool) -> None:
    shown = lines if everything else lines[:_FIRST_NOTICES]
    for line in shown:
        complain(line)
    if len(shown) < len(lines):
        complain(f"… and {len(lines) - len(shown)} more; --all-notices shows them")


def _write_json(value: object) -> None:
    write(json.dumps(value, ensure_ascii=False, indent=2) + "\n")
