"""The files of a scenario: its folder and the shared library, and nothing else, of a bounded size, in UTF-8."""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Iterable
from pathlib import Path, PurePosixPath
from typing import Final

from exercise.scenario.letters import latin
from exercise.scenario.problems import Mark, Problems, nearest, shorten

LARGEST_FILE: Final = 4 * 1024 * 1024
LARGEST_TOTAL: Final = 16 * 1024 * 1024
MOST_FILES: Final = 400
LIBRARY: Final = "library"
TRANSLATIONS: Final = "translations"
"""The folder beside a scenario that holds its translation files, a folder for each language."""

_RESERVED: Final = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\..*)?", re.IGNORECASE)
_OPEN_FLAGS: Final = (
    os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
)


class Files:
    """Reads files by the names that authors write; every reason not to is a problem at the place of the name."""

    def __init__(self, folder: Path, library: Path | None, problems: Problems) -> None:
        self._folder = folder
        self._library = library
        self._problems = problems
        self._total = 0
        self.sources: dict[str, str] = {}
        self.named: set[str] = set()
        """The files that are included already, so that none of them is what a missing name was meant to be."""

    def read(self, name: str, mark: Mark) -> str | None:
        """Return the text of *name* (``None`` with the problem told), newlines as LF and without a byte order mark."""
        if name in self.sources:
            return self.sources[name]
        if len(self.sources) >= MOST_FILES:
            self._problems.add("E507", mark, f"the scenario is made of more than {MOST_FILES} files")
            return None
        path = self._find(name, mark)
        data = self._bytes(path, name, mark) if path else None
        text = self._decoded(data, name, mark) if data is not None else None
        if text is not None:
            self.sources[name] = text
        return text

    def translations(self) -> list[str]:
        """Return the names of the translation files that there are, in name order: ``translations/<tag>/*.po``.

        One that lies beside the folders of the languages is named too: whoever reads it can say where it belongs.
        """
        root = self._folder / TRANSLATIONS
        below = [(name, *(f"{name}/{inner}" for inner in _listed(root / name))) for name in _listed(root)]
        return [f"{TRANSLATIONS}/{name}" for group in below for name in group if name.endswith(".po")]

    def left_aside(self) -> list[str]:
        """Return the names of the YAML files in the scenario's folder that were not read: nothing includes them."""
        return [name for name in _listed(self._folder) if name.endswith(".yaml") and name not in self.sources]

    def _find(self, name: str, mark: Mark) -> Path | None:
        """Return the path of *name* below one of the two roots."""
        parts = name.split("/")
        outside = (
            name.startswith("~")
            or any(sign in "\\:" or ord(sign) < 32 or "\ud800" <= sign <= "\udfff" for sign in name)
            or any(part in ("", ".", "..") for part in parts)
        )
        if outside:
            mend = name.replace("\\", "/") if re.fullmatch(r"[\w.-]+(\\[\w.-]+)+", name) else ""
            self._problems.add("E501", mark, f"'{shorten(name)}' leads out of the scenario's folder", mend)
            return None
        if any(_RESERVED.fullmatch(part) for part in parts):
            self._problems.add("E503", mark, f"'{shorten(name)}' is the name of a device on Windows")
            return None
        root = self._folder
        if parts[0] == LIBRARY and self._library is not None:
            root, parts = self._library, parts[1:]
        return self._walk(root, parts, name, mark)

    def _walk(self, root: Path, parts: list[str], name: str, mark: Mark) -> Path | None:
        """Follow *parts* below *root*, by exact names and without links."""
        path = root
        for part in parts:
            try:
                there = sorted(os.listdir(path))
            except PermissionError as error:
                self._problems.add("E503", mark, f"the folder of '{shorten(name)}' cannot be read: {error.strerror}")
                return None
            except OSError:
                there = []
            if part not in there:
                self._not_there(part, there, name, mark)
                return None
            path = path / part
            if path.is_symlink() or not path.resolve().is_relative_to(root.resolve()):
                self._problems.add("E503", mark, f"'{shorten(name)}' is a link to elsewhere")
                return None
        return path

    def _not_there(self, part: str, there: list[str], name: str, mark: Mark) -> None:
        """Tell that a file is missing, or spelt with other capitals."""
        same = [other for other in there if other.casefold() == part.casefold()]
        if same:
            mend = name.replace(part, same[0]) if mark.file != name else f"Rename '{same[0]}' to '{part}'"
            self._problems.add("E506", mark, f"the file is called '{same[0]}', not '{shorten(part)}'", mend)
            return
        if mark.file == name:
            self._no_main(name, there, mark)
            return
        files = [file for file in self._possible() if _is_of_kind(file, name)]
        mend = f"{name}.yaml" if f"{name}.yaml" in files else ""
        mend = (
            mend
            or next((file for file in files if PurePosixPath(file).name == part), "")
            or nearest(latin(name) or name, files)
        )
        hint = f"; did you mean '{mend}'?" if mend else ""
        if name.startswith(f"{LIBRARY}/") and name not in files and (self._folder / name).is_file():
            hint = f": '{LIBRARY}/' is the library of the program, not your folder of that name"
            mend = f"Call your folder something else, as sheets/{part}"
        self._problems.add("E502", mark, f"there is no file '{shorten(name)}'{hint}", mend)

    def _no_main(self, name: str, there: list[str], mark: Mark) -> None:
        """Tell that the first file of a scenario is missing, with the one that only has another ending."""
        near = misnamed(name, there)
        hint = f"; there is '{near}'" if near else ""
        mend = f"Rename '{near}' to '{name}'" if near else ""
        self._problems.add("E502", mark, f"there is no file '{shorten(name)}'{hint}", mend)

    def _possible(self) -> list[str]:
        """Return the names of the files that could be meant: of this folder and of the library, not yet included."""
        own = [file for file in _listed(self._folder) if (self._folder / file).is_file()]
        shared = _listed(self._library) if self._library is not None else []
        return [file for file in (*own, *(f"{LIBRARY}/{file}" for file in shared)) if file not in self.named]

    def own_library(self) -> list[str]:
        """Return the YAML files in a folder ``library`` beside the scenario, which no name leads to."""
        own = self._folder / LIBRARY
        is_shared = self._library is not None and own.resolve() == self._library.resolve()
        return [] if is_shared else [name for name in _listed(own) if name.endswith(".yaml")]

    def _bytes(self, path: Path, name: str, mark: Mark) -> bytes | None:
        """Return the bytes of an ordinary file of a bounded size."""
        try:
            if not stat.S_ISREG(path.lstat().st_mode):
                self._problems.add("E503", mark, f"'{shorten(name)}' is not an ordinary file")
                return None
            with os.fdopen(os.open(path, _OPEN_FLAGS), "rb") as file:
                data = file.read(LARGEST_FILE + 1) if stat.S_ISREG(os.fstat(file.fileno()).st_mode) else b""
        except OSError as error:
            self._problems.add("E503", mark, f"'{shorten(name)}' cannot be read: {error.strerror}")
            return None
        self._total += len(data)
        if len(data) > LARGEST_FILE or self._total > LARGEST_TOTAL:
            limit = LARGEST_FILE if len(data) > LARGEST_FILE else LARGEST_TOTAL
            what = f"'{shorten(name)}' is" if limit == LARGEST_FILE else "all files together are"
            self._problems.add("E116", mark, f"{what} larger than {limit // 1024 // 1024} MiB")
            return None
        return data

    def _decoded(self, data: bytes, name: str, mark: Mark) -> str | None:
        """Return *data* as text."""
        if data[:2] in (b"\xff\xfe", b"\xfe\xff") or data[:200].count(b"\0") * 4 > len(data[:200]):
            self._problems.add("E115", Mark(name, 1, 1), "the file is saved as UTF-16, not UTF-8")
            return None
        try:
            text = data.decode("utf-8")
        except UnicodeDecodeError as error:
            line_start = data.rfind(b"\n", 0, error.start) + 1
            col = len(data[line_start : error.start].decode("utf-8", "replace")) + 1
            line = data.count(b"\n", 0, error.start) + 1
            self._problems.know(name, data.decode("utf-8", "replace"))
            self._problems.add("E115", Mark(name, line, col), f"the byte 0x{data[error.start]:02X} is not UTF-8")
            return None
        return text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")


def misnamed(name: str, there: Iterable[str]) -> str:
    """Return the file of *there* that is called *name* but for capitals or its ending, or ``""``."""
    stem = PurePosixPath(name).stem.casefold()
    endings = {f"{stem}{ending}" for ending in (".yaml", ".yml", ".yaml.txt", ".yml.txt", ".txt", "")}
    return next((other for other in sorted(there) if other.casefold() in endings), "")


def _is_of_kind(file: str, name: str) -> bool:
    """Tell whether *file* can be what *name* was meant to be: both YAML, or both with one ending."""
    kinds = [PurePosixPath(each).suffix.casefold().replace(".yml", ".yaml") for each in (file, name)]
    return kinds[0] == (kinds[1] or ".yaml")


def _listed(folder: Path) -> list[str]:
    """Return the names in *folder* that are not hidden, in order; nothing where it is no folder."""
    try:
        return sorted(name for name in os.listdir(folder) if not name.startswith("."))
    except OSError:
        return []
