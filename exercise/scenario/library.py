"""Where scenarios are: those shipped beside the program, and those that a path names."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Final, NamedTuple

from exercise.scenario.files import LIBRARY, misnamed
from exercise.scenario.problems import nearest, shorten, visible

MAIN_FILE: Final = "scenario.yaml"

_ROOM: Final = Path(__file__).resolve().parent
_PACKAGED: Final = _ROOM.parent / "_scenarios"
_CHECKED_OUT: Final = _ROOM.parent.parent / "scenarios"


class Shipped(NamedTuple):
    """A scenario that comes with the program."""

    name: str
    path: Path


class ScenarioNotFoundError(LookupError):
    """No scenario of this name or path; the argument is one sentence for the person who asked."""


def roots() -> tuple[Path, ...]:
    """Return the folders that hold shipped scenarios."""
    return tuple(root for root in (_PACKAGED, _CHECKED_OUT) if root.is_dir())


def is_packaged(folder: Path) -> bool:
    """Tell whether *folder* is part of the installed program, so that nothing should be written into it."""
    return folder.resolve().is_relative_to(_PACKAGED)


def shared() -> Path | None:
    """Return the folder of the library that all scenarios can include (``None`` where there is none)."""
    return next((root / LIBRARY for root in roots() if (root / LIBRARY).is_dir()), None)


def shipped() -> list[Shipped]:
    """Return the scenarios that come with the program, by name."""
    found: dict[str, Path] = {}
    for folder in _folders():
        found.setdefault(folder.name, folder)
    return [Shipped(name, found[name]) for name in sorted(found)]


def _folders() -> Iterator[Path]:
    """Yield the folders of scenarios."""
    for root in roots():
        yield from (folder for folder in sorted(root.iterdir()) if (folder / MAIN_FILE).is_file())


def find(name_or_path: str | Path) -> Path:
    """Return the folder (or file) of a scenario, by path or by shipped name.

    A scenario that is there wins over a shipped one of the same name. Raises ``ScenarioNotFoundError`` with one
    sentence.
    """
    text = str(name_or_path)
    known = {scenario.name: scenario.path for scenario in shipped()}
    path = Path(text)
    if text in known and not (path / MAIN_FILE).exists():
        return known[text]
    try:
        if path.is_file() or (path / MAIN_FILE).exists():
            return path
        exists = path.exists()
    except PermissionError:
        exists = True
    except (OSError, ValueError):
        exists = False
    if exists:
        raise ScenarioNotFoundError(_why_none(path, visible(shorten(text, 200))))
    near = nearest(text, known)
    hint = f" (did you mean '{near}'?)" if near else ""
    listed = ", ".join(known) or "none"
    raise ScenarioNotFoundError(f"There is no scenario '{visible(shorten(text))}'{hint}; shipped: {listed}.")


def hidden(name: str) -> Path | None:
    """Return the shipped scenario that is not taken because a folder of its name is there."""
    path = Path(name)
    known = {scenario.name: scenario.path for scenario in shipped() if (path / MAIN_FILE).exists()}
    return known[name] if name in known and known[name].resolve() != path.resolve() else None


def _why_none(path: Path, shown: str) -> str:
    """Return why the file or folder *path* is no scenario."""
    try:
        near = misnamed(MAIN_FILE, (entry.name for entry in path.iterdir()))
    except PermissionError:
        return f"'{shown}' cannot be read: this user may not."
    except OSError:
        near = ""
    return f"'{shown}' holds no {MAIN_FILE}" + (f"; rename '{near}' to {MAIN_FILE}." if near else ".")
