"""Plain records: dataclasses to JSON-ready values and back, by class name and version. Unknown kinds stay readable."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Mapping
from typing import Any, Final

from exercise.model import decisions, happenings

VERSION: Final = 1

_KINDS: Final[dict[str, type[Any]]] = {
    name: kind
    for module in (decisions, happenings)
    for name, kind in vars(module).items()
    if isinstance(kind, type) and dataclasses.is_dataclass(kind) and kind.__module__ == module.__name__
}


def to_record(value: Any) -> Any:
    """Return *value* (a dataclass, or tuples, mappings and scalars of them) as JSON-ready data; a dataclass names its kind."""
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        fields = {f.name: to_record(getattr(value, f.name)) for f in dataclasses.fields(value)}
        return {"kind": type(value).__name__, "v": VERSION, **fields}
    if isinstance(value, Mapping):
        return {str(k): to_record(v) for k, v in value.items()}
    if isinstance(value, (tuple, list)):
        return [to_record(v) for v in value]
    return value


def from_record(record: Any) -> Any:
    """Return the value of a record made by :func:`to_record`.

    A kind or field that this version does not know gives :class:`exercise.model.happenings.Unknown` with the record inside.
    """
    if isinstance(record, list):
        return tuple(from_record(item) for item in record)
    if not isinstance(record, dict):
        return record
    if "kind" not in record:
        return {k: from_record(v) for k, v in record.items()}
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
    return json.dumps(record, sort_keys=True, ensure_ascii=False, separators=(",", ":")).encode()
