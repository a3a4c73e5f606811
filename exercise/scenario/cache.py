"""Scenarios as they were compiled before: kept in the user's cache, and taken from there while nothing has changed.

Two kinds of entry. One, by the folder of a scenario, holds what came of its files, as JSON: it counts only for the same
texts under the same names, and for the same program. The other, by the hash of such a JSON text, holds the parts that
it makes as they were once checked, pickled: so neither beginning a run nor going on with one checks them again. Reading
it admits parts and texts, nothing else: whoever can write into the cache gains no more by it than a broken scenario.
"""

from __future__ import annotations

import contextlib
import hashlib
import io
import os
import pickle
import sys
import tempfile
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Final

import platformdirs

from exercise.model.base import Part
from exercise.model.scenario import Scenario
from exercise.model.text import Text
from exercise.scenario import library
from exercise.scenario.files import Files
from exercise.scenario.loaded import Loaded
from exercise.scenario.problems import Mark, Problems

_PACKAGE: Final = Path(__file__).resolve().parents[1]
_COMPILER: Final = ("scenario", "model")
"""The rooms whose code decides what comes of a scenario's files."""
_MOST: Final = 24
"""So many entries of parts are kept, the newest: each change of a scenario leaves one behind."""


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


def compiled(text: str) -> Scenario:
    """Return the scenario that compiled JSON *text* makes; raises ``ValueError`` where it makes none.

    It is checked, and its parts are kept; while they are, they are taken as they are.
    """
    digest = _hash(text.encode("utf-8", "replace"))
    entry = directory() / f"{digest}.parts"
    scenario = _parts(entry, digest)
    if scenario is None:
        scenario = Scenario.model_validate_json(text)
        _keep_parts(entry, digest, scenario)
    return scenario


def directory() -> Path:
    """Return the folder of the cache; it need not exist, and may be deleted at any time."""
    return platformdirs.user_cache_path("exercise") / "scenarios"


def _entry(path: Path) -> Path:
    return directory() / f"{_hash(os.fspath(path.resolve()).encode('utf-8', 'replace'))}.json"


def _taken(entry: Path, path: Path) -> Loaded | None:
    """Return what *entry* keeps: a line of fingerprint, a line of file names, the rest is the scenario."""
    try:
        fingerprint, names, text = entry.read_bytes().split(b"\n", 2)
        sources = _texts(names.decode().split("\t"), path)
        if fingerprint.decode() != _fingerprint(sources, text):
            return None
        return Loaded(compiled(text.decode()), (), sources)
    except (OSError, ValueError):
        return None


def _texts(names: list[str], path: Path) -> dict[str, str]:
    """Return the files as they are now, read as :func:`exercise.scenario.load.load` reads them."""
    files = Files(path if path.is_dir() else path.parent, library.shared(), Problems())
    for name in (*names, *files.translations()):  # one that was not there before makes another fingerprint
        files.read(name, Mark(name, 1, 1))
    return files.sources


def _keep(entry: Path, scenario: Scenario, sources: Mapping[str, str]) -> None:
    text = scenario.model_dump_json(by_alias=True).encode()
    _write(entry, "\n".join((_fingerprint(sources, text), "\t".join(sources), "")).encode() + text)
    digest = _hash(text)
    _keep_parts(entry.with_name(f"{digest}.parts"), digest, scenario)


def _fingerprint(sources: Mapping[str, str], compiled: bytes) -> str:
    texts = (part for name, text in sources.items() for part in (name, text))
    return _hash(*(part.encode() for part in (_program(), *texts)), compiled)


def _parts(entry: Path, digest: str) -> Scenario | None:
    """Return the scenario whose parts *entry* keeps: a line of seal, the rest are the parts."""
    try:
        seal, parts = entry.read_bytes().split(b"\n", 1)
        made = _Reader(io.BytesIO(parts)).load() if seal.decode() == _seal(digest, parts) else None
    except Exception:  # a pickle that is not what it says can fail in any way
        return None
    return made if isinstance(made, Scenario) else None


def _keep_parts(entry: Path, digest: str, scenario: Scenario) -> None:
    parts = pickle.dumps(scenario, protocol=5)
    _write(entry, f"{_seal(digest, parts)}\n".encode() + parts)
    with contextlib.suppress(OSError):
        kept = sorted(entry.parent.glob("*.parts"), key=lambda file: file.stat().st_mtime)
        for file in kept[:-_MOST]:
            file.unlink(missing_ok=True)


def _seal(digest: str, parts: bytes) -> str:
    """Return what tells that *parts* are whole, and are those of this text, this program and this Python."""
    return _hash(digest.encode(), _program().encode(), sys.version.encode(), parts)


class _Reader(pickle.Unpickler):
    """Reads parts and texts of a scenario; refuses every other kind of thing."""

    def find_class(self, module: str, name: str) -> type[Part | Text]:
        """Return the kind of that name; raises ``UnpicklingError`` for one that a scenario does not hold."""
        kind = vars(sys.modules[module]).get(name) if module.startswith("exercise.model.") else None
        if isinstance(kind, type) and issubclass(kind, Part | Text):
            return kind
        raise pickle.UnpicklingError(f"a scenario holds no {module}.{name}")


def _write(entry: Path, data: bytes) -> None:
    """Write an entry in one step; a cache that cannot be written is done without."""
    with contextlib.suppress(OSError):
        entry.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=entry.parent)
        try:
            with open(handle, "wb") as file:
                file.write(data)
            os.replace(name, entry)
        except OSError:
            os.unlink(name)
            raise


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
