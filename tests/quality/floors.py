"""The floors under the dev benchmarks: read, measured, raised.

python -m tests.quality.floors            # what is reached now, beside the floors
python -m tests.quality.floors --update   # raises the floors to what is reached; never lowers one
"""

from __future__ import annotations

import hashlib
import json
import math
import sys
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from bench.catalogue import BENCHMARKS, Run
from bench.harness import SHARED, measure
from gestae.reader import Reader
from tests.quality.documents import annotation, held, read_bounds, tightened, write_bounds

FILE = Path(__file__).with_name("floors.toml")
# Another processor or library version may turn a close decision; a fall of this much is not yet one.
TOLERANCE = 0.005


@dataclass(frozen=True, slots=True, kw_only=True)
class Floor:
    """The figures that a split of a benchmark must reach on `items` items of the data with this digest."""

    benchmark: str
    split: str
    items: int
    data: str
    figures: Mapping[str, float]

    @property
    def run(self) -> Run:
        """The run of the catalogue that is measured."""
        return next(run for run in BENCHMARKS[self.benchmark].runs if run.split == self.split)


def read_floors() -> tuple[Floor, ...]:
    """The floors of the file, in its order."""
    return tuple(Floor(**entry) for entry in tomllib.loads(FILE.read_text(encoding="utf-8"))["floor"])


def digest(floor: Floor) -> str:
    """The digest of the data under a floor."""
    folder = SHARED / floor.benchmark
    content = (folder / floor.run.input).read_bytes() + (folder / floor.run.gold).read_bytes()
    return hashlib.sha256(content).hexdigest()[:16]


def reached(floor: Floor) -> dict[str, float]:
    """The same figures, measured now."""
    outcome = measure(BENCHMARKS[floor.benchmark], floor.run, limit=floor.items)
    return {name: outcome.figures[name] for name in floor.figures}


def below(floor: Floor, now: Mapping[str, float]) -> Iterator[str]:
    """Each figure that has fallen under its floor."""
    for name, least in floor.figures.items():
        scale = 100 if least > 1 else 1
        if now[name] < least - TOLERANCE * scale:
            yield f"{floor.benchmark} {floor.split}: {name} {now[name]} is below the floor {least}"


def raised(floor: Floor, now: Mapping[str, float]) -> Floor:
    """The floor at what is reached, or where it was when that is higher and the data is the same."""
    data = digest(floor)
    least = floor.figures if data == floor.data else dict.fromkeys(floor.figures, 0.0)
    return replace(floor, data=data, figures={name: max(least[name], _floored(now[name])) for name in floor.figures})


def _floored(value: float) -> float:
    return math.floor(value * 1000) / 1000


def write_floors(floors: Sequence[Floor]) -> None:
    """Writes the file anew under its head comment."""
    head = FILE.read_text(encoding="utf-8").split("\n\n", 1)[0]
    FILE.write_text("\n\n".join([head, *map(_entry, floors)]) + "\n", encoding="utf-8")


def _entry(floor: Floor) -> str:
    figures = ", ".join(f"{json.dumps(name)} = {value}" for name, value in floor.figures.items())
    return (
        f'[[floor]]\nbenchmark = "{floor.benchmark}"\nsplit = "{floor.split}"\nitems = {floor.items}\n'
        f'data = "{floor.data}"\nfigures = {{ {figures} }}'
    )


def main(arguments: Sequence[str]) -> int:
    """Print what is reached beside the floors; with --update, raise them."""
    update = list(arguments) == ["--update"]
    if arguments and not update:
        print(__doc__, file=sys.stderr)
        return 2
    _documents(update=update)
    floors = []
    for floor in read_floors():
        now = reached(floor)
        for name, least in floor.figures.items():
            print(
                f"{floor.benchmark:18} {floor.split:18} {name:22} floor {least:7.3f}  now {now[name]:7.3f}", flush=True
            )
        floors.append(raised(floor, now))
    if update:
        write_floors(floors)
    return 0


def _documents(*, update: bool) -> None:
    reader = Reader()
    bounds = []
    for one in read_bounds():
        if not annotation(one.name)[1].exists():
            bounds.append(one)
            continue
        now = held(one.name, reader)
        said = f"found {now.recall():.3f} ({one.found}), wrong {now.wrong_share:.3f} ({one.wrong})"
        print(f"{one.name:18} {said}, never and yet {len(now.violations)} ({one.never})", flush=True)
        bounds.append(tightened(one, now))
    if update:
        write_bounds(bounds)


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
