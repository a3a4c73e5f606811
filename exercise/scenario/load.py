"""From a folder to a scenario, or to all its problems at once."""

from __future__ import annotations

import re
from pathlib import Path, PurePosixPath
from typing import Final

from exercise.model.scenario import Scenario
from exercise.scenario import library, translated
from exercise.scenario.bind import Binder
from exercise.scenario.checks import check
from exercise.scenario.durations import UnreadableError, length, local
from exercise.scenario.files import LIBRARY, Files
from exercise.scenario.loaded import Loaded
from exercise.scenario.nodes import Broken, Mapping, Node, Scalar, Sequence
from exercise.scenario.office import Times, items
from exercise.scenario.problems import Mark, Problems, shorten
from exercise.scenario.resolve import resolve
from exercise.scenario.source import Budget, parse
from exercise.scenario.translations import Original

FORMAT: Final = 1
DEEPEST_INCLUDE: Final = 8
MERGED_WITHIN: Final = ("teams",)
"""Parts whose things may be stated in several files, each file adding keys to the same id."""


def load(path: Path, shared: Path | None = None) -> Loaded:
    """Return the scenario in the folder (or file) *path*, with every problem found; never raises for what is in it.

    *shared* is the folder that includes of ``library/...`` lead to; left out, the library that comes with the program.
    """
    main = library.MAIN_FILE if path.is_dir() else path.name
    folder = path if path.is_dir() else path.parent
    problems = Problems()
    files = Files(folder, shared or library.shared(), problems)
    loader = _Loader(files, problems)
    scenario = loader.load(main, folder)
    playable = None if problems.any_errors() else scenario
    return Loaded(playable, problems.all(), files.sources, problems.left_off, loader.originals)


class _Loader:
    """Reads one scenario."""

    def __init__(self, files: Files, problems: Problems) -> None:
        self._files = files
        self._problems = problems
        self._budget = Budget()
        self._read: set[str] = set()
        self._is_complete = True
        self.originals: tuple[Original, ...] = ()

    def load(self, main: str, folder: Path) -> Scenario | None:
        """Return the scenario, or ``None`` where its first file cannot be read."""
        root = self._file(main, Mark(main, 1, 1), (main,))
        for own in self._files.own_library()[:1]:
            message = f"nothing reads '{LIBRARY}/{own}': '{LIBRARY}/' is the library of the program, not this folder"
            self._problems.add("W716", Mark(f"{LIBRARY}/{own}", 1, 1), message)
        if root is None or not self._right_format(root, main):
            return None
        if "id" not in root.pairs:
            root.pairs["id"] = (root.mark, Scalar(_id_of(folder), "", root.mark))
        language, declared = _language(root), self._parameters(root)
        binder = Binder(
            self._problems, _times(root), declared, language, self._files.read,
            translated.read(self._files, self._problems, language, declared), self._is_complete,
        )  # fmt: skip
        raw = binder.part(Scenario, root, ())
        if not isinstance(raw, dict):
            return None
        resolved = resolve(raw, binder)
        check(resolved, binder)
        self.originals = tuple(binder.originals)
        return resolved.strict

    def _file(self, name: str, mark: Mark, chain: tuple[str, ...]) -> Mapping | None:
        """Return the parts of a file and of all that it includes."""
        text = self._files.read(name, mark)
        if text is None:
            self._is_complete = False
            return None
        self._read.add(name)
        root = parse(text, name, self._problems, self._budget)
        if isinstance(root, Broken):
            self._is_complete = False
            return None
        if not isinstance(root, Mapping):
            where = root.mark if root else Mark(name, 1, 1)
            if root is None:
                self._problems.add("E203", where, "the file is empty", "Write something into it, or do not include it.")
                return None
            is_text = PurePosixPath(name).suffix in (".md", ".txt")
            mend = f"text: {{file: {name}}}" if is_text else ""
            self._problems.add("E203", where, "a scenario file is made of keys and values", mend)
            return None
        self._is_complete &= root.is_whole
        include = root.pairs.pop("include", None)
        if include and _is_empty(include[1]):
            self._problems.add("E204", include[0], "'include' has no value")
        included = items(include[1] if include else None)
        self._files.named |= {name, *(item.text.removeprefix("./") for item in included if isinstance(item, Scalar))}
        for item in included:
            part = self._included(item, chain)
            if part is not None:
                root.is_whole &= part.is_whole
                self._merge(root, part, 0)
        return root

    def _included(self, item: Node, chain: tuple[str, ...]) -> Mapping | None:
        """Return what an include names; a file included twice counts once."""
        if not isinstance(item, Scalar):
            if not isinstance(item, Broken):
                self._problems.add("E203", item.mark, "an include is the name of a file")
            return None
        name = item.text.removeprefix("./")
        names = [part.strip() for part in name.split(",")]
        if len(names) > 1 and not item.style and all(re.fullmatch(r"[\w./-]+\.ya?ml", part) for part in names):
            message = "several files stand here without brackets"
            self._problems.add("E203", item.mark, message, f"[{', '.join(names)}]")
            self._is_complete = False
            return None
        if name in chain:
            self._problems.add(
                "E504", item.mark, f"'{shorten(name)}' includes itself" + "".join(f", by {n}" for n in chain[1:])
            )
            return None
        if len(chain) >= DEEPEST_INCLUDE:
            self._problems.add("E507", item.mark, f"includes are nested more than {DEEPEST_INCLUDE} deep")
            return None
        if name in self._read:
            return None
        return self._file(name, item.mark, (*chain, name))

    def _merge(self, into: Mapping, part: Mapping, level: int, within: bool = False) -> None:
        """Add the pairs of *part*; what both state is joined (lists, parts) or told as standing twice."""
        for key, (mark, value) in part.pairs.items():
            pair = into.pairs.get(key)
            if pair is None or _is_empty(pair[1]):
                into.pairs[key] = (mark, value)
            elif isinstance(pair[1], Broken) or isinstance(value, Broken) or (key == "format" and level == 0):
                into.pairs[key] = (pair[0], pair[1] if key == "format" else Broken(mark))
            elif isinstance(pair[1], Mapping) and isinstance(value, Mapping) and (level == 0 or within):
                pair[1].is_whole &= value.is_whole
                self._merge(pair[1], value, level + 1, within or key in MERGED_WITHIN)
            elif isinstance(pair[1], Sequence) and isinstance(value, Sequence):
                pair[1].items += value.items
            elif not _is_empty(value):
                first, second = sorted((pair[0], mark), key=lambda one: not one.file.startswith(f"{LIBRARY}/"))
                where = f"{first.file}:{first.line}:{first.col}"
                mend = f"delete it here; or include a copy of {first.file} in your folder instead, and change that"
                told = mend if first.file.startswith(f"{LIBRARY}/") else "remove or rename one"
                self._problems.add("E505", second, f"'{shorten(key)}' stands already in {where}", told)

    def _right_format(self, root: Mapping, main: str) -> bool:
        """Tell a scenario that is not of this version."""
        node = root.get("format")
        if isinstance(node, Scalar) and node.text == str(FORMAT):
            return True
        if isinstance(node, Broken) or (node is None and not root.is_whole):
            return True
        if node is None or not isinstance(node, Scalar) or not re.fullmatch(r"[0-9]{1,6}", node.text):
            mark = node.mark if node else Mark(main, 1, 1)
            self._problems.add("E205", mark, f"the scenario must say 'format: {FORMAT}'")
            return False
        age = "newer" if int(node.text) > FORMAT else "older"
        self._problems.add(
            "E205",
            node.mark,
            f"format {node.text} is {age} than this program reads, which is {FORMAT}",
            f"format: {FORMAT}",
        )
        return False

    def _parameters(self, root: Mapping) -> dict[str, str]:
        """Return the values that texts can name."""
        node = root.get("parameters")
        pairs = node.pairs if isinstance(node, Mapping) else {}
        return {key: value.text for key, (_, value) in pairs.items() if isinstance(value, Scalar)}


def _is_empty(node: Node) -> bool:
    """Tell whether nothing was written."""
    return isinstance(node, Scalar) and node.is_empty


def _times(root: Mapping) -> Times:
    """Return the clock as far as it can be read; the binder tells what is wrong with it."""
    clock = root.get("clock")
    times = Times()
    if isinstance(clock, Mapping):
        starts, ends = clock.get("starts"), clock.get("ends_after")
        try:
            times.start = local(starts.text) if isinstance(starts, Scalar) else None
            times.end = length(ends.text) if isinstance(ends, Scalar) else 0
        except UnreadableError:
            pass
    return times


def _language(root: Mapping) -> str:
    """Return the language of texts that name none: the first of the scenario's."""
    languages = items(root.get("languages"))
    first = languages[0] if languages else None
    return first.text if isinstance(first, Scalar) and re.fullmatch(r"[a-z]{2,3}(-\w+)?", first.text) else "en"


def _id_of(folder: Path) -> str:
    """Return the id of a scenario that states none: its folder's name in snake_case."""
    name = re.sub(r"[^a-z0-9]+", "_", folder.resolve().name.lower()).strip("_")
    return name[:64] if re.match(r"[a-z]", name) else f"scenario_{name}"[:64]
