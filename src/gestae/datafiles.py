"""Opens the data files that ship with gestae; a bad one is named with the place in it."""

from __future__ import annotations

import tomllib
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Any

from gestae.errors import KnowledgeError


def data_file(*names: str) -> Traversable:
    """A data file by its path in the package, such as `data_file("ontology", "plover.toml")`."""
    return files("gestae").joinpath(*names)


def read_toml(source: Traversable) -> dict[str, Any]:
    """The content of a TOML file.

    Raises:
        KnowledgeError: the file is not TOML; names the file and the line.
    """
    try:
        return tomllib.loads(source.read_text(encoding="utf-8"))
    except tomllib.TOMLDecodeError as error:
        raise KnowledgeError(f"{source.name}: {error}") from error
