"""YAML text to nodes that know their place, built from the parser's events.

No composer and no constructor: depth and size are limited while reading, aliases, tags, merge keys and duplicate keys
are refused, and every scalar stays the text that the author wrote; it gets its type where the type wanted is known.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, Final

import yaml

from exercise.scenario.nodes import Broken, Mapping, Node, Scalar, Sequence
from exercise.scenario.problems import Mark, Problems, shorten, visible
from exercise.scenario.slips import LONGEST_LINE, find_slips
from exercise.scenario.syntax import diagnose, quoted_brackets, quoted_commas, quoted_line

DEEPEST: Final = 64
MOST_NODES: Final = 200_000
LONGEST_KEY: Final = 200
MOST_LINES_RECOVERED: Final = 10_000
DEEPEST_RECOVERY: Final = 3
"""In a file that YAML cannot read, so many levels of keys are read by themselves."""

_Loader: Any = getattr(yaml, "CLoader", yaml.Loader)

_UNSAFE: Final = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\ud800-\udfff]"
)
_ODD_INDENT: Final = re.compile(
    r"^[ ]*([\u00a0\u2000-\u200a\u202f\u205f\u3000])[ \u00a0\u2000-\u200a\u202f\u205f\u3000]*", re.MULTILINE
)
_KEY_ALONE: Final = re.compile(r"\s*[\w-]+[ ]*:[ ]*(#.*)?")
_KEY_HEAD: Final = re.compile(r"(?P<indent>[ ]*)[\w-]+[ ]*:(?:[ ]+(?P<value>\S.*))?[ ]*$")
_CUT_OFF: Final = re.compile(r"[ \t]+#[^\n]*")


@dataclass
class Budget:
    """How many nodes may still be read, over all files of a scenario."""

    nodes: int = MOST_NODES


class _RefusedError(Exception):
    """Reading cannot go on; the problem has been recorded."""


def parse(text: str, file: str, problems: Problems, budget: Budget | None = None) -> Node | None:
    """Return the root node of *text* (``None`` for an empty file); what is wrong goes to *problems*.

    A part that YAML cannot read does not hide the problems of the others: the text is then read again, part by part.
    """
    text = _replace_odd_indent(replace_unsafe(text, file, problems), file, problems)
    budget = budget or Budget()
    try:
        return _Builder(file, problems, budget).build(text)
    except _RefusedError:
        return Broken(Mark(file, 1, 1))
    except yaml.MarkedYAMLError:
        try:
            return _read_on(text, _Reading(file, problems, budget))
        except _RefusedError:
            return Broken(Mark(file, 1, 1))


@dataclass(frozen=True, slots=True)
class _Reading:
    """What is being read: the file, its problems, the budget."""

    file: str
    problems: Problems
    budget: Budget


def _read_on(text: str, reading: _Reading) -> Node | None:
    """Read a *text* that is no YAML as it stands: without its slips, and what is left of its errors part by part."""
    slips, text = find_slips(text)
    for slip in slips:
        mark = Mark(reading.file, slip.line, slip.col)
        reading.problems.add(slip.code, mark, slip.message, slip.mended[0])
    try:
        return _Builder(reading.file, reading.problems, reading.budget).build(text)
    except yaml.MarkedYAMLError as error:
        return _recover(text, 0, reading, error, DEEPEST_RECOVERY)


def _recover(text: str, offset: int, reading: _Reading, whole: yaml.MarkedYAMLError, levels: int) -> Node:
    """Read the keys of a broken mapping one by one, and those of a broken key in turn.

    *offset* is the number of lines before *text*. The error of the *whole* is told where no single key shows one.
    """
    root = Mapping(Mark(reading.file, offset + 1, 1))
    keys = list(_keys(text, offset)) if levels and text.count("\n") <= MOST_LINES_RECOVERED else []
    told = False
    for start, part in keys if len(keys) > 1 or levels < DEEPEST_RECOVERY else []:
        if reading.problems.is_full:
            break
        try:
            node = _Builder(reading.file, reading.problems, reading.budget, start).build(part)
        except yaml.MarkedYAMLError as error:
            told = True
            head, _, rest = part.partition("\n")
            match = _KEY_ALONE.fullmatch(head)
            mark = Mark(reading.file, start + 1, len(head) - len(head.lstrip()) + 1)
            inner = _recover(rest, start + 1, reading, error, levels - 1) if match else Broken(mark)
            if not match:
                _tell(error, reading.file, reading.problems, start)
            node = Mapping(mark, pairs={head.split(":", 1)[0].strip(): (mark, inner)})
            root.is_whole &= not _may_hide_keys(head, rest)
        if isinstance(node, Mapping):
            for name, pair in node.pairs.items():
                _put(root, name, pair[0], pair[1], reading.problems.add)
    if not told:
        _tell(whole, reading.file, reading.problems, offset if levels < DEEPEST_RECOVERY else 0)
        return Broken(root.mark) if levels < DEEPEST_RECOVERY or not root.pairs else root
    return root


def _may_hide_keys(head: str, rest: str) -> bool:
    """Tell whether lines that cannot be read may hold keys beside that of their first line, *head*."""
    match = _KEY_HEAD.match(head)
    if match is None:
        return True
    written = [line for line in rest.split("\n") if line.strip() and not line.lstrip().startswith("#")]
    has_value = match["value"] is not None and match["value"][0] not in "|>#"
    return (
        bool(written) if has_value else any(len(line) - len(line.lstrip()) <= match.end("indent") for line in written)
    )


def _keys(text: str, offset: int) -> Iterator[tuple[int, str]]:
    """Yield each key of a block mapping with its lines, and the number of lines before it."""
    lines = text.split("\n")
    written = [n for n, line in enumerate(lines) if line.strip() and not line.lstrip().startswith("#")]
    if not written:
        return
    indent = len(lines[written[0]]) - len(lines[written[0]].lstrip(" "))
    starts = [n for n in written if re.match(rf"[ ]{{{indent}}}[^\s#'\"\[{{-][^:]*:(?:[ ]|$)", lines[n])]
    if starts and starts[0] != written[0]:
        starts.insert(0, written[0])
    if not starts:
        return
    for start, end in zip(starts, [*starts[1:], len(lines)], strict=True):
        yield offset + start, "\n".join(lines[start:end]) + "\n"


def replace_unsafe(text: str, file: str, problems: Problems) -> str:
    """Tell characters that a terminal would obey or nobody can see; return *text* of the same length without them."""
    problems.know(file, text)
    for match in _UNSAFE.finditer(text):
        if problems.is_full:
            break
        message = f"the character U+{ord(match.group()):04X} cannot stand in a scenario"
        mend = visible(problems.line(mark := mark_at(text, match.start(), file)).replace(match.group(), ""))
        problems.add("E105", mark, message, mend if len(mend) <= LONGEST_LINE else "")
    return _UNSAFE.sub("\N{REPLACEMENT CHARACTER}", text)


def _replace_odd_indent(text: str, file: str, problems: Problems) -> str:
    """Tell lines that are indented with anything but ordinary spaces; return *text* of the same length with these."""
    for match in _ODD_INDENT.finditer(text):
        problems.add(
            "E106",
            mark_at(text, match.start(1), file),
            f"a line begins with the space U+{ord(match.group(1)):04X}, which is not indentation",
            _with_plain_indent(text[match.start() :].split("\n", 1)[0]),
        )
    return _ODD_INDENT.sub(lambda m: " " * len(m.group()), text)


def _with_plain_indent(line: str) -> str:
    """Return *line* indented with ordinary spaces, as a mend; very long ones are left out."""
    bare = line.lstrip()
    return " " * (len(line) - len(bare)) + bare if len(line) < LONGEST_LINE else ""


def mark_at(text: str, index: int, file: str) -> Mark:
    """Return the mark of the character at *index*."""
    return Mark(file, text.count("\n", 0, index) + 1, index - (text.rfind("\n", 0, index) + 1) + 1)


def _tell(error: yaml.MarkedYAMLError, file: str, problems: Problems, offset: int) -> None:
    """Record a syntax error of the YAML parser in the author's words."""
    found = diagnose(error, problems.lines(file), offset)
    problems.add(found.code, Mark(file, found.line, found.col), found.message, found.mend)


def _put(mapping: Mapping, key: str, mark: Mark, value: Node, tell: Callable[[str, Mark, str], None]) -> None:
    """Add a pair, or tell that its key stands twice."""
    first = mapping.pairs.get(key)
    if first is None:
        mapping.pairs[key] = (mark, value)
        return
    tell("E107", mark, f"'{shorten(key)}' stands twice; first on line {first[0].line}")


class _Builder:
    """Builds nodes from the events of one document."""

    def __init__(self, file: str, problems: Problems, budget: Budget, offset: int = 0) -> None:
        self._file = file
        self._problems = problems
        self._budget = budget
        self._offset = offset
        self._text = ""
        self._open: list[Sequence | Mapping] = []
        self._keys: list[Scalar | None] = []
        self._skipping = 0
        self._root: Node | None = None
        self._told: list[tuple[str, Mark, str, str]] = []
        self._documents = 0

    def build(self, text: str) -> Node | None:
        """Return the root node of *text*.

        Raises ``yaml.MarkedYAMLError`` where YAML cannot read on, and ``_RefusedError`` at a limit.
        """
        self._text = text
        try:
            self._follow(text)
        except _RefusedError:
            self._pass_on()
            raise
        self._pass_on()
        return self._root

    def _tell(self, code: str, mark: Mark, message: str, mend: str = "") -> None:
        """Keep a problem until the text is known to be YAML: before that it may be a mere consequence."""
        self._told.append((code, mark, message, mend))

    def _pass_on(self) -> None:
        """Record the problems kept."""
        for problem in self._told:
            self._problems.add(*problem)

    def _follow(self, text: str) -> None:
        """Follow the events of *text*."""
        for event in yaml.parse(text, Loader=_Loader):
            if isinstance(event, yaml.NodeEvent):
                self._spend(event)
            if isinstance(event, yaml.ScalarEvent):
                self._scalar(event)
            elif isinstance(event, yaml.CollectionStartEvent):
                self._start(event)
            elif isinstance(event, yaml.CollectionEndEvent):
                self._end()
            elif isinstance(event, yaml.AliasEvent):
                self._alias(event)
            elif isinstance(event, yaml.DocumentStartEvent):
                self._document(event)

    def _mark(self, event: yaml.Event) -> Mark:
        """Return where *event* begins."""
        start: Any = event.start_mark
        return Mark(self._file, start.line + 1 + self._offset, start.column + 1)

    def _spend(self, event: yaml.Event) -> None:
        """Count a node against the budget."""
        self._budget.nodes -= 1
        if self._budget.nodes < 0:
            self._tell("E113", self._mark(event), f"the scenario holds more than {MOST_NODES:,} values")
            raise _RefusedError
        if len(self._open) >= DEEPEST and isinstance(event, yaml.CollectionStartEvent):
            self._tell("E112", self._mark(event), f"parts are nested more than {DEEPEST} deep")
            raise _RefusedError

    def _document(self, event: yaml.Event) -> None:
        """Refuse a second document in one file."""
        self._documents += 1
        if self._documents > 1:
            self._tell("E111", self._mark(event), "a second document begins here")
            raise _RefusedError

    def _tagged(self, event: Any) -> bool:
        """Refuse anchors and tags; tell whether a tag stood there."""
        mark = self._mark(event)
        if event.anchor:
            self._tell("E109", mark, f"'&{shorten(event.anchor, 30)}' marks a value for repetition", self._quoted(mark))
        if event.tag and event.tag != "!":
            self._tell("E108", mark, f"'{shorten(event.tag, 30)}' is a YAML tag", self._quoted(mark))
            return True
        if event.tag:
            self._tell("E108", mark, "'!' begins a YAML tag", self._quoted(mark))
            return True
        return False

    def _alias(self, event: Any) -> None:
        """Refuse a repetition of a value."""
        mark = self._mark(event)
        if not (self._keys and self._keys[-1] and self._keys[-1].text == "<<"):
            self._tell(
                "E109", mark, f"'*{shorten(event.anchor, 30)}' repeats a value from elsewhere", self._quoted(mark)
            )
        self._add(Broken(mark))

    def _quoted(self, mark: Mark) -> str:
        """Return the line at *mark* with its value quoted, as a mend."""
        return quoted_line(self._problems.line(mark))

    def _scalar(self, event: Any) -> None:
        """Add a value, or keep it as the key of the next."""
        mark = self._mark(event)
        if (event.tag is not None or event.anchor is not None) and self._tagged(event):
            return self._add(Broken(mark))
        style = event.style or ""
        text = event.value
        if style == '"' and _UNSAFE.search(text):
            self._tell(
                "E105", mark, f"an escape writes a character that cannot stand in a scenario: {visible(shorten(text))}"
            )
            text = _UNSAFE.sub("", text)
        comment = "" if style else self._cut_off(event.end_mark.index)
        self._add(Scalar(text, style, mark, comment))
        return None

    def _cut_off(self, end: int) -> str:
        """Return the comment that stands right behind a plain value."""
        match = _CUT_OFF.match(self._text, end)
        return match.group().rstrip() if match else ""

    def _start(self, event: Any) -> None:
        """Open a list or a mapping."""
        self._tagged(event)
        kind = Mapping if isinstance(event, yaml.MappingStartEvent) else Sequence
        node = kind(self._mark(event), bool(event.flow_style))
        if self._wants_key():
            self._tell("E110", node.mark, "a list or a mapping cannot be a key", self._quoted(node.mark))
            self._add(Scalar(f"?{node.mark.line}:{node.mark.col}", "", node.mark))
            self._open.append(kind(node.mark))
        else:
            self._add(node)
            self._open.append(node)
        self._keys.append(None)

    def _end(self) -> None:
        """Close the innermost list or mapping."""
        self._open.pop()
        self._keys.pop()

    def _wants_key(self) -> bool:
        """Whether the next node is a key."""
        return bool(self._open) and isinstance(self._open[-1], Mapping) and self._keys[-1] is None

    def _add(self, node: Node) -> None:
        """Put *node* where it belongs: root, list item, key or value."""
        if not self._open:
            self._root = node
            return
        top = self._open[-1]
        if isinstance(top, Sequence):
            top.items.append(node)
            return
        key = self._keys[-1]
        if key is None:
            self._keys[-1] = self._key(node)
            return
        self._keys[-1] = None
        self._pair(top, key, node)

    def _key(self, node: Node) -> Scalar:
        """Return *node* as a key; an empty or unreadable one is told and stands under a name nobody writes."""
        if (
            isinstance(node, Scalar)
            and (node.text or node.style)
            and not (node.text in ("~", "null") and not node.style)
        ):
            return node if len(node.text) <= LONGEST_KEY else Scalar(node.text[:LONGEST_KEY], node.style, node.mark)
        if not isinstance(node, Broken):
            self._tell("E110", node.mark, "a key is missing before ':'")
        return Scalar(f"?{node.mark.line}:{node.mark.col}", "", node.mark)

    def _pair(self, top: Mapping, key: Scalar, node: Node) -> None:
        """Add a pair to the innermost mapping."""
        if key.text == "<<" and not key.style:
            self._tell("E109", key.mark, "'<<' merges another part into this one")
        elif top.flow and isinstance(node, Scalar) and node.is_empty and node.mark.col == key.mark.col + len(key.text):
            self._comma(top, key)
        elif not key.text.startswith("?"):
            _put(top, key.text, key.mark, node, self._tell)

    def _comma(self, top: Mapping, key: Scalar) -> None:
        """Tell a comma that cuts a value inside ``{ }`` in two; what was cut off in brackets belongs to the last."""
        last, value = next(reversed(top.pairs.items()), ("", (key.mark, key)))
        if isinstance(value[1], Broken):
            return
        line = self._problems.line(key.mark)
        self._tell(
            "E104",
            key.mark,
            f"inside {{ }} a comma begins a new key, and '{shorten(key.text)}' has no value",
            quoted_brackets(line) or (quoted_commas(line, value[1].text) if isinstance(value[1], Scalar) else ""),
        )
        if isinstance(value[1], Scalar) and value[1].text.count("(") > value[1].text.count(")"):
            top.pairs[last] = (value[0], Broken(value[1].mark))
