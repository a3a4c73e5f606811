"""Plain records: dataclasses to JSON-ready values and back, by class name and version. Unknown kinds stay readable."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Mapping
from typing import Any, Final

from exercise.model import decisions, happenings

VERSION: Final = 1
_MAPPING: Final = "mapping"
"""The kind of a record that holds a mapping with a key ``kind``, which else would be taken for a dataclass."""

_KINDS: Final[dict[str, type[Any]]] = {
    name: kind
    for module in (decisions, happenings)
    for name, kind in vars(module).items()
    if isinstance(kind, type) and dataclasses.is_dataclass(kind)
}


_FIELDS: Final[dict[type[Any], tuple[str, ...]]] = {}
_SCALARS: Final = frozenset((str, int, bool, float, type(None)))
_ENCODE: Final = json.JSONEncoder(sort_keys=True, ensure_ascii=False, separators=(",", ":")).encode


def to_record(value: Any) -> Any:
    """Return *value* (a dataclass, or tuples, mappings and scalars of them) as JSON-ready data.

    A dataclass names its kind and the version of its record. What is a record already stays as it is.
    """
    kind = type(value)
    if kind in _SCALARS:
        return value
    if kind is tuple or kind is list:
        return [to_record(v) for v in value]
    if fields := _fields(kind):
        record = {name: _field(getattr(value, name)) for name in fields}
        return {"kind": kind.__name__, "v": VERSION, **record}
    if isinstance(value, Mapping):
        return {str(k): to_record(v) for k, v in value.items()}
    return [to_record(v) for v in value] if isinstance(value, (tuple, list)) else value


def _field(value: Any) -> Any:
    """Return the value of a dataclass's field as data: a mapping with a key ``kind`` is marked as what it is."""
    if isinstance(value, Mapping) and "kind" in value:
        return {"kind": _MAPPING, "entries": to_record(value)}
    return to_record(value)


def _fields(kind: type[Any]) -> tuple[str, ...]:
    """Return the names of the fields of a dataclass; none for any other kind."""
    known = _FIELDS.get(kind)
    if known is None:
        known = tuple(field.name for field in dataclasses.fields(kind)) if dataclasses.is_dataclass(kind) else ()
        _FIELDS[kind] = known
    return known


def from_record(record: Any) -> Any:
    """Return the value of a record made by :func:`to_record`.

    A kind or field that this version does not know gives :class:`exercise.model.happenings.Unknown` with the record
    inside.
    """
    if isinstance(record, list):
        return tuple(from_record(item) for item in record)
    if not isinstance(record, dict):
        return record
    if "kind" not in record:
        return {k: from_record(v) for k, v in record.items()}
    if record["kind"] == _MAPPING:
        return {k: from_record(v) for k, v in record["entries"].items()}
    kind = _KINDS.get(record["kind"])
    fields = {k: from_record(v) for k, v in record.items() if k not in ("kind", "v")}
    if kind is None or record.get("v") != VERSION:
        return _unknown(record)
    try:
        return kind(**fields)
    except TypeError:
        return _unknown(record)


def _unknown(record: dict[str, Any]) -> happenings.Unknown:
    audience = record.get("audience")
    return happenings.Unknown(
        minute=record["minute"] if isinstance(record.get("minute"), int) else 0,
        audience=tuple(audience) if isinstance(audience, list) else (),
        name=str(record.get("kind")),
        record=json.dumps(record, sort_keys=True, ensure_ascii=False),
    )


def canonical(record: Any) -> bytes:
    """Return the canonical bytes of JSON-ready data: sorted keys, no spaces, UTF-8."""
    return _ENCODE(record).encode()
