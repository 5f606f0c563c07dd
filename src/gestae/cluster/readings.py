"""Readings as Parquet: a row a report, in the record's own schema.

The columns of a row are the tables of the record (`documents`, `events`, ... as lists of structures, named as in
docs/record.md), so that DuckDB and Polars can ask them directly. Before them stands what a case needs to take the
report in: its name, its bytes as received, who took the text out of them, and for a report that was not read, why.
The schema's metadata hold the run that made the readings. The same readings give the same bytes.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import asdict, is_dataclass
from io import SEEK_END
from types import NoneType, TracebackType
from typing import Any, BinaryIO, Literal, get_args, get_origin, get_type_hints

import pyarrow
from pyarrow import parquet

from gestae.adding.preparing import Prepared, document_id_of
from gestae.corpus.sketches import sketch_of
from gestae.corpus.wording import document_wording
from gestae.errors import ReadingsError
from gestae.record.documents import Document
from gestae.record.record import Record, json_names
from gestae.record.restoring import hints_of, record_of, value_of
from gestae.settings import Settings
from gestae.skimming.skim import Skimmed
from gestae.sources.text import digest
from gestae.sources.unpacking.streams import LimitHit, check_expansion
from gestae.store.values import Incoming, Original, RunIdentity, SetAside
from gestae.store.verifying import unpacked

VERSION = "1"
_MARK, _RUN = b"gestae.readings", b"gestae.run"
_ROWS = 256
_ARROW = {str: pyarrow.string(), int: pyarrow.int64(), float: pyarrow.float64(), bool: pyarrow.bool_()}
_OWN = (
    pyarrow.field("name", pyarrow.string()),
    pyarrow.field("extractor", pyarrow.string()),
    pyarrow.field("agency", pyarrow.string()),
    pyarrow.field("extra", pyarrow.string()),
    pyarrow.field("sha256", pyarrow.string()),
    pyarrow.field("bytes", pyarrow.int64()),
    pyarrow.field("compression", pyarrow.string()),
    pyarrow.field("content", pyarrow.binary()),
    pyarrow.field("not_read", pyarrow.struct([("kind", pyarrow.string()), ("reason", pyarrow.string())])),
    pyarrow.field(
        "skimmed",
        pyarrow.struct([("chance", pyarrow.float64()), ("version", pyarrow.string()), ("concern", pyarrow.bool_())]),
    ),
)


def arrow_type(hint: Any) -> pyarrow.DataType:
    """The Arrow type of a field of the record."""
    inner = [one for one in get_args(hint) if one not in {NoneType, ...}]
    if get_origin(hint) is tuple:
        return pyarrow.list_(arrow_type(inner[0]))
    if get_origin(hint) is Literal:
        return pyarrow.string()
    if inner:
        return arrow_type(inner[0])
    if is_dataclass(hint) and isinstance(hint, type):
        hints = hints_of(hint)
        return pyarrow.struct([(shown, arrow_type(hints[name])) for name, shown in json_names(hint)])
    return _ARROW[hint]


def schema_of(run: RunIdentity) -> pyarrow.Schema:
    """The columns, with the run that makes the readings."""
    tables = [pyarrow.field(shown, arrow_type(hints_of(Record)[name])) for name, shown in json_names(Record)]
    return pyarrow.schema([*_OWN, *tables], metadata={_MARK: VERSION, _RUN: json.dumps(asdict(run), sort_keys=True)})


class ReadingsWriter:
    """Writes readings to one file, some hundreds at a time, in the order in which they come."""

    def __init__(self, out: BinaryIO, run: RunIdentity) -> None:
        self._schema = schema_of(run)
        self._file = parquet.ParquetWriter(out, self._schema, compression="zstd", use_dictionary=False)
        self._rows: list[dict[str, Any]] = []

    def __enter__(self) -> ReadingsWriter:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if error is None:
            self._flush()
        self._file.close()

    def add(self, found: Sequence[Prepared]) -> None:
        """Some readings more."""
        self._rows.extend(_row(one) for one in found)
        if len(self._rows) >= _ROWS:
            self._flush()

    def _flush(self) -> None:
        if self._rows:
            self._file.write_table(pyarrow.Table.from_pylist(self._rows, schema=self._schema))
        self._rows = []


def run_of(name: str, file: BinaryIO) -> RunIdentity | None:
    """The run that made a file of readings; None where it is another Parquet file, or none.

    Raises:
        ReadingsError: it says that it holds readings, and cannot be understood.
    """
    try:
        metadata = parquet.read_schema(file).metadata or {}
    except (pyarrow.ArrowException, OSError):
        return None
    if _MARK not in metadata:
        return None
    if metadata[_MARK].decode("utf-8", "replace") != VERSION:
        raise ReadingsError(name, "made by another version of gestae; update gestae")
    try:
        told = json.loads(metadata[_RUN])
        hints = get_type_hints(RunIdentity)
        return RunIdentity(**{key: value_of(hints[key], value) for key, value in told.items()})
    except (KeyError, TypeError, AttributeError, ValueError) as error:
        raise ReadingsError(name, f"does not say which run made it ({error})") from None


def read_readings(name: str, file: BinaryIO) -> Iterator[Prepared]:
    """The readings of a file, checked: what is not as gestae writes it is set aside and named."""
    number = 0
    try:
        table = parquet.ParquetFile(file)
        _check_size(table.metadata, file.seek(0, SEEK_END))
        for batch in table.iter_batches(batch_size=16, use_threads=False):
            for row in batch.to_pylist():
                number += 1
                yield _prepared(f"{name}#{number}", row)
    except (pyarrow.ArrowException, OSError, LimitHit) as error:
        words = " ".join(str(error).split())[:200]
        reason = f"damaged after row {number:,}: {words}; the rows before it are in"
        yield SetAside(name=name, kind="Reading", reason=reason)


def _check_size(metadata: Any, packed: int) -> None:
    """Raises LimitHit where the file says itself that it is a bomb."""
    unpacked_bytes = sum(metadata.row_group(number).total_byte_size for number in range(metadata.num_row_groups))
    check_expansion(packed, unpacked_bytes, Settings())


def _row(one: Prepared) -> dict[str, Any]:
    if isinstance(one, SetAside):
        aside = {"kind": one.kind, "reason": one.reason}
        return {"name": one.name, "sha256": one.sha256, "not_read": aside, **_original(one.original)}
    plain = one.record.to_dict() if one.record is not None else {"documents": [asdict(one.document)]}
    own = {"name": one.name, "extractor": one.extractor, "agency": one.agency, "extra": one.extra}
    skimmed = {"skimmed": asdict(one.skimmed)} if one.skimmed is not None else {}
    return own | _original(one.original) | skimmed | plain


def _original(original: Original | None) -> dict[str, Any]:
    if original is None:
        return {}
    return {
        "sha256": original.sha256,
        "bytes": original.size,
        "compression": original.compression,
        "content": original.content,
    }


def _prepared(where: str, row: dict[str, Any]) -> Prepared:
    """What a case takes in of a row; where it is not sound, why it does not."""
    try:
        return _aside(row) if row["not_read"] is not None else _incoming(row)
    except (ValueError, TypeError, KeyError, zlib.error) as error:
        return SetAside(name=where, kind="Reading", reason=f"not a reading as gestae writes it: {error}")


def _aside(row: dict[str, Any]) -> SetAside:
    why = row["not_read"]
    original = _stored(row) if row["content"] is not None else None
    return SetAside(
        name=_words(row["name"]), kind=_words(why["kind"]), reason=_words(why["reason"]),
        sha256=value_of(str | None, row["sha256"]),
        original=original,
    )  # fmt: skip


def _incoming(row: dict[str, Any]) -> Incoming:
    skimmed = value_of(Skimmed | None, row["skimmed"])
    record = None if skimmed is not None else record_of(_with_whole_numbers(row))
    document = record.document if record is not None else value_of(tuple[Document, ...], row["documents"])[0]
    original = _stored(row)
    if document.sha256 != original.sha256 or document.id != document_id_of(document):
        raise ValueError("its document is not that of its bytes")
    return Incoming(
        name=_words(row["name"]),
        document=document,
        original=original,
        extractor=_words(row["extractor"]),
        agency=value_of(str | None, row["agency"]),
        extra=value_of(str | None, row["extra"]),
        sketch=sketch_of(document_wording(document)),
        record=record,
        skimmed=skimmed,
    )


def _with_whole_numbers(row: dict[str, Any]) -> dict[str, Any]:
    """The row with counted things as they were read: two missiles are 2, which a column of numbers keeps as 2.0."""
    for event in row["events"] or ():
        if event["quantity"] is not None:
            event["quantity"].update({name: _whole(event["quantity"][name]) for name in ("min", "max")})
    return row


def _whole(number: float | None) -> float | None:
    return int(number) if number is not None and number.is_integer() else number


def _stored(row: dict[str, Any]) -> Original:
    original = Original(
        sha256=_words(row["sha256"]),
        size=value_of(int, row["bytes"]),
        compression=value_of(Literal["zlib", "none"], row["compression"]),
        content=value_of(bytes, row["content"]),
    )
    if digest(unpacked(original.compression, original.content, original.size)) != original.sha256:
        raise ValueError("its bytes are not those that its hash is of")
    return original


def _words(value: Any) -> str:
    if not isinstance(value, str):
        raise ValueError(f"{str(value)[:40]!r} is no text")
    return value
