"""Scenarios as they were compiled before: kept in the user's cache, and taken from there while nothing has changed.

An entry is plain JSON and is validated like any scenario: whoever can write into the cache gains no more by it than by
writing a scenario. It counts only for the same texts under the same names, and for the same program.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import tempfile
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Final

import platformdirs

from exercise.model.scenario import Scenario
from exercise.scenario import library
from exercise.scenario.files import Files
from exercise.scenario.loaded import Loaded
from exercise.scenario.problems import Mark, Problems

_PACKAGE: Final = Path(__file__).resolve().parents[1]
_COMPILER: Final = ("scenario", "model")
"""The rooms whose code decides what comes of a scenario's files."""


def load_kept(path: Path) -> Loaded:
    """Return the scenario in the folder (or file) *path*, from the cache where it is there; else load and keep it.

    For playing: what comes from the cache has no errors, and warnings to its author are left out.
    """
    entry = _entry(path)
    kept = _taken(entry, path)
    if kept is not None:
        return kept
    from exercise.scenario.load import load  # what reads YAML is loaded only where it must be read

    loaded = load(path)
    if loaded.scenario is not None:
        _keep(entry, loaded.scenario, loaded.sources)
    return loaded


def directory() -> Path:
    """Return the folder of the cache; it need not exist, and may be deleted at any time."""
    return platformdirs.user_cache_path("exercise") / "scenarios"


def _entry(path: Path) -> Path:
    return directory() / f"{_hash(os.fspath(path.resolve()).encode('utf-8', 'replace'))}.json"


def _taken(entry: Path, path: Path) -> Loaded | None:
    """Return what *entry* keeps: a line of fingerprint, a line of file names, the rest is the scenario."""
    try:
        fingerprint, names, compiled = entry.read_bytes().split(b"\n", 2)
        sources = _texts(names.decode().split("\t"), path)
        if fingerprint.decode() != _fingerprint(sources, compiled):
            return None
        return Loaded(Scenario.model_validate_json(compiled), (), sources)
    except (OSError, ValueError):
        return None


def _texts(names: list[str], path: Path) -> dict[str, str]:
    """Return the files as they are now, read as :func:`exercise.scenario.load.load` reads them."""
    files = Files(path if path.is_dir() else path.parent, library.shared(), Problems())
    for name in names:
        files.read(name, Mark(name, 1, 1))
    return files.sources


def _keep(entry: Path, scenario: Scenario, sources: Mapping[str, str]) -> None:
    """Write an entry in one step; a cache that cannot be written is done without."""
    compiled = scenario.model_dump_json(by_alias=True).encode()
    head = "\n".join((_fingerprint(sources, compiled), "\t".join(sources), "")).encode()
    with contextlib.suppress(OSError):
        entry.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(dir=entry.parent, delete=False) as file:
            file.write(head + compiled)
        os.replace(file.name, entry)


def _fingerprint(sources: Mapping[str, str], compiled: bytes) -> str:
    texts = (part for name, text in sources.items() for part in (name, text))
    return _hash(*(part.encode() for part in (_program(), *texts)), compiled)


@cache
def _program() -> str:
    """Return what tells this program from another that might compile differently: its files by size and time."""
    files = (file for room in _COMPILER for file in sorted((_PACKAGE / room).glob("*.py")))
    return "\n".join(f"{file.name} {stat.st_size} {stat.st_mtime_ns}" for file in files for stat in (file.stat(),))


def _hash(*parts: bytes) -> str:
    """Return the SHA-256 over *parts*, each told from the next by its length."""
    digest = hashlib.sha256()
    for part in parts:
        digest.update(len(part).to_bytes(8, "big") + part)
    return digest.hexdigest()
