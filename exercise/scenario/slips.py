"""Slips of the pen in lines that YAML cannot read, each with the line as it should be.

A parser stops where it can go no further, often some lines below the slip: a key without its colon is a text to it, and
only the next key is one too many. So the lines above are looked at as well, and every mend is tried: only one with
which YAML reads on is proposed, the one that has most to be said for it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator
from typing import Any, Final, NamedTuple

import yaml

from exercise.scenario.keys import STEPS, every_key
from exercise.scenario.shapes import effects

MOST_LINES: Final = 10_000
MOST_SLIPS: Final = 20
LONGEST_LINE: Final = 2_000
_ABOVE: Final = 16
"""So many lines above the place of an error are looked at."""
_FAR_ABOVE: Final = 400
"""So many are searched for a quotation mark that was opened."""
_BELOW: Final = 40
"""So many lines below it are read to try a mend."""
_STEP: Final = 2

_KEY: Final = re.compile(r"(?P<indent>[ ]*)(?P<dash>(?:-[ ]+)*)(?P<key>[\w-]+)[ ]*:(?:[ ]+(?P<value>\S.*))?[ ]*$")
_TABBED: Final = re.compile(r"[ ]*\t[ \t]*(?=\S)")
_TIGHT: Final = re.compile(r"(?P<head>\s*(?:-\s+)*(?P<key>[A-Za-z_][\w-]*):)(?P<value>(?!//)[^\s:].*)")
_ODD_SPACE: Final = re.compile(r"(?P<head>\s*(?:-\s+)*[\w-]+:)(?P<space>[\u00a0\u2000-\u200a\u202f\u205f\u3000]+)")
_WORDS: Final = re.compile(r"(?P<indent>[ ]*(?:-[ ]+)?)(?P<first>[A-Za-z_][\w-]*)(?P<rest>[ ]+\S.*)?\s*")
_ID_AND_TEXT: Final = re.compile(r"[a-z][a-z0-9_]*[ ]+[A-Z0-9\"']")
_BLOCK: Final = re.compile(r"(?:.*:[ ]+|\s*-[ ]+)(?P<sign>[|>][-+0-9]*)(?:\s+#.*)?\s*")
_QUOTED: Final = re.compile(r"""(?P<head>\s*(?:-\s+)*(?:[\w-]+:\s+)?)(?P<sign>["'])(?P<inner>.*?)\s*""")
_BARE: Final = re.compile(r"(?P<head>\s*)-\s+(?P<rest>[\w-]+:\s*)")

_Loader: Any = getattr(yaml, "CLoader", yaml.Loader)


class Slip(NamedTuple):
    """A slip: code, place (line and column from 1), what it is, and the lines as they should be, from its own on."""

    code: str
    line: int
    col: int
    message: str
    mended: tuple[str, ...]
    weight: float


def find_slips(text: str) -> tuple[list[Slip], str]:
    """Return the slips that keep *text* from being read, and the text without them; nothing is read into it.

    There may be errors left that are no slips of these kinds.
    """
    lines = text.split("\n")
    found: list[Slip] = []
    while len(lines) <= MOST_LINES and len(found) < MOST_SLIPS:
        error = _error("\n".join(lines))
        slip = _slip(error, lines) if error else None
        if slip is None:
            break
        found.append(slip)
        _apply(slip, lines, 0)
    return found, "\n".join(lines)


def slip_in(line: str) -> Slip | None:
    """Return why *line*, which stands alone in its part, is a text to YAML and not a key with its value."""
    page = _Page([line], 0, 1)
    found = [*page.no_space(0), *page.no_colon(0)] if len(line) <= LONGEST_LINE else []
    return found[0] if found else None


def _error(text: str) -> yaml.MarkedYAMLError | None:
    """Return where YAML can read no further, or ``None``."""
    try:
        for _ in yaml.parse(text, Loader=_Loader):
            pass
    except yaml.MarkedYAMLError as error:
        return error
    return None


def _slip(error: yaml.MarkedYAMLError, lines: list[str]) -> Slip | None:
    """Return the slip that *error* comes from, if it is one."""
    at = min(_line(error.problem_mark), len(lines) - 1)
    opened = min(_line(error.context_mark), at) if error.context_mark else at
    if "quoted" in str(error.context):
        at = opened
    looked_at = sorted({opened, _first_beside(lines, at), *_above(lines, at), *_open_quotes(lines, at), at})
    page = _Page(lines, _section(lines, looked_at[0]), min(len(lines), at + _BELOW))
    slips = [slip for n in looked_at for slip in page.slips(n)]
    return next((slip for slip in sorted(slips, key=lambda slip: -slip.weight) if page.reads_on(slip, at)), None)


def _line(mark: yaml.Mark | None) -> int:
    return mark.line if mark else 0


def _above(lines: list[str], at: int) -> list[int]:
    """Return the lines next above *at* that are neither empty nor comments."""
    return [n for n in range(max(0, at - 4 * _ABOVE), at) if _is_written(lines[n])][-_ABOVE:]


def _first_beside(lines: list[str], at: int) -> int:
    """Return the first line of the part that line *at* seems to belong to."""
    own = _indent(lines[at])
    outer = next((n for n in range(at - 1, -1, -1) if _is_written(lines[n]) and _indent(lines[n]) < own), -1)
    return next((n for n in range(outer + 1, at) if _is_written(lines[n])), at)


def _open_quotes(lines: list[str], at: int) -> list[int]:
    """Return the last lines above *at* on which a quotation mark is opened and not closed."""
    near = range(max(0, at - _FAR_ABOVE), at)
    return [n for n in near if (match := _QUOTED.fullmatch(lines[n])) and match["sign"] not in match["inner"]][-3:]


def _section(lines: list[str], first: int) -> int:
    """Return where the part of the file begins that holds the line *first*."""
    return next((n for n in range(first, 0, -1) if _is_written(lines[n]) and lines[n][0] not in " \t-"), 0)


def _is_written(line: str) -> bool:
    """Tell whether a line is neither empty nor a comment."""
    return bool(line.strip()) and not line.lstrip().startswith("#")


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip(" "))


def _apply(slip: Slip, lines: list[str], start: int) -> None:
    """Put the mended lines of *slip* into *lines*, of which the first is line *start* of the file."""
    begin = slip.line - 1 - start
    lines[begin : begin + len(slip.mended)] = slip.mended


class _Page:
    """The lines around an error, and what may be wrong with each."""

    def __init__(self, lines: list[str], start: int, end: int) -> None:
        self._lines = lines
        self._start, self._end = start, end
        self._texts = set(_texts(lines, start, end))
        items = [match for match in map(_KEY.match, lines[start:end]) if match and match["dash"]]
        self._firsts = Counter((match["key"], bool(match["value"])) for match in items)
        self._firsts.update((key, True) for key in (*STEPS, *effects()))
        """The keys with which list items begin, and whether a value follows."""

    def reads_on(self, slip: Slip, at: int) -> bool:
        """Tell whether YAML reads on beyond the line *at* once *slip* is mended."""
        mended = self._lines[self._start : max(self._end, slip.line - 1 + len(slip.mended))]
        _apply(slip, mended, self._start)
        error = _error("\n".join(mended) + "\n")
        return error is None or _line(error.problem_mark) + self._start > at

    def slips(self, n: int) -> Iterator[Slip]:
        """Yield what may be wrong with line *n*."""
        if not self._lines[n].strip() or len(self._lines[n]) > LONGEST_LINE:
            return
        for kind in (_Page.first_of_text,) if n in self._texts else _KINDS:
            yield from kind(self, n)

    def tab(self, n: int) -> Iterator[Slip]:
        """A line that is indented with a tab."""
        line = self._lines[n]
        match = _TABBED.match(line)
        for indent, weight in self._fitting(n, line[match.end() :]).items() if match else ():
            mended = " " * indent + line.lstrip()
            yield self._one("E101", (n, line.index("\t")), "a tab stands where spaces are wanted", mended, 10 + weight)

    def no_space(self, n: int) -> Iterator[Slip]:
        """A key whose value follows without a space, or behind one that is none to YAML."""
        line = self._lines[n]
        odd, tight = _ODD_SPACE.match(line), _TIGHT.fullmatch(line)
        if odd:
            sign = ord(odd["space"][0])
            message = f"the space U+{sign:04X} stands behind '{odd['head'].strip()}' where an ordinary one is wanted"
            yield self._one("E114", (n, odd.end("head")), message, f"{odd['head']} {line[odd.end() :].lstrip()}", 10)
        elif tight:
            mended = f"{tight['head']} {tight['value']}"
            yield self._one("E114", (n, tight.end("head")), f"no space behind '{tight['key']}:'", mended, 10)

    def no_colon(self, n: int) -> Iterator[Slip]:
        """A key without its colon: alone above lines that stand deeper, or before its value."""
        line = self._lines[n]
        match = _WORDS.fullmatch(line)
        if match is None or not self._is_key(match["first"], match["rest"], n):
            return
        mended = f"{match['indent']}{match['first']}:{match['rest'] or ''}"
        yield self._one("E114", (n, len(match["indent"])), f"no colon behind '{match['first']}'", mended, 9)

    def _is_key(self, word: str, rest: str | None, n: int) -> bool:
        """Tell whether a word at the beginning of line *n* is probably a key."""
        below = self._next(n)
        if rest is None and below is not None and _indent(self._lines[below]) > _indent(self._lines[n]):
            return True
        return word in every_key() or (rest is not None and _ID_AND_TEXT.match(word + rest) is not None)

    def quotation(self, n: int) -> Iterator[Slip]:
        """A quotation mark that is not closed, or closed by one inside the text."""
        line = self._lines[n]
        match = _QUOTED.fullmatch(line)
        if not match:
            return
        head, sign, inner = match["head"], match["sign"], match["inner"]
        bare = inner.replace("\\" + sign, "") if sign == '"' else inner.replace("''", "")
        if sign not in bare:
            message = "a quotation mark is opened and never closed"
            yield self._one("E103", (n, len(head)), message, f"{head}{sign}{inner}{sign}", 10)
        elif bare.endswith(sign) and bare.count(sign) > 1 and "\\" not in inner:
            other = '"' if sign == "'" else "'"
            called = "apostrophe" if sign == "'" else "quotation mark"
            if other not in inner:
                at = len(head) + 1 + inner.index(sign)
                message = f"the {called} inside the text ends it; a text that holds one stands between {other}"
                yield self._one("E103", (n, at), message, f"{head}{other}{inner[:-1]}{other}", 10)

    def dash(self, n: int) -> Iterator[Slip]:
        """A list item among keys, or a key among list items."""
        line = self._lines[n]
        bare, key = _BARE.fullmatch(line), _KEY.match(line)
        if bare and self._firsts[bare["rest"].split(":")[0], False] < 2:
            message = "a list item stands among keys"
            yield self._one("E203", (n, len(bare["head"])), message, bare["head"] + bare["rest"].rstrip(), 8)
        elif key and not key["dash"] and (key["key"], bool(key["value"])) in self._firsts:
            mended = f"{key['indent']}- {line.lstrip()}"
            yield self._one("E203", (n, len(key["indent"])), "a key stands among list items", mended, 7)

    def text(self, n: int) -> Iterator[Slip]:
        """A line of a text that does not stand deeper than its key."""
        line, above = self._lines[n], self._previous(n)
        before = self._lines[above] if above is not None else ""
        match, block = _KEY.match(before), _BLOCK.fullmatch(before)
        is_text = not _KEY.match(line) and not line.lstrip().startswith(("- ", "---", "..."))
        if not match or not match["value"] or not is_text:
            return
        indent = len(match["indent"]) + len(match["dash"])
        count = 1
        while block and n + count < self._end and _is_written(self._lines[n + count]) and not (
            _KEY.match(self._lines[n + count])
        ):  # fmt: skip
            count += 1
        lines = tuple(" " * (indent + _STEP) + each.strip() for each in self._lines[n : n + count])
        under = f"the text under '{block['sign']}'" if block else "what goes on with the text above"
        message = f"{under} must stand further right than its key '{match['key']}:'"
        yield Slip("E106", n + 1, _indent(line) + 1, message, lines, 3.5)

    def first_of_text(self, n: int) -> Iterator[Slip]:
        """The first line of a text that stands further right than the others."""
        line, below = self._lines[n], self._next(n)
        key = _BLOCK.fullmatch(self._lines[n - 1]) if n else None
        outside = _indent(self._lines[n - 1])
        if key and below is not None and outside < self._inside(n) < _indent(line) != outside + _STEP:
            mended = " " * self._inside(n) + line.lstrip()
            message = "the first line of this text stands further right than the next"
            yield self._one("E106", (n, _indent(line)), message, mended, 3)

    def misplaced(self, n: int) -> Iterator[Slip]:
        """A line that stands further left or right than its neighbours."""
        line = self._lines[n]
        own, fitting = _indent(line), self._fitting(n, line)
        if own in fitting or not (_KEY.match(line) or line.lstrip().startswith("- ")):
            return
        for indent, weight in fitting.items():
            by = indent - own
            side = f"{abs(by)} space{'' if abs(by) == 1 else 's'} too far {'left' if by > 0 else 'right'}"
            end = self._below(n) if indent >= self._inside(n) else n + 1
            lines = tuple(_moved(each, by) for each in self._lines[n:end])
            yield Slip("E106", n + 1, own + 1, f"this line stands {side}", lines, weight)

    def _fitting(self, n: int, line: str) -> dict[int, float]:
        """Return how far in *line* may stand as line *n*, each with what there is to be said for it."""
        levels = self._levels(n, line.lstrip().startswith("- "))
        below = self._next(self._below(n) - 1)
        found: dict[int, float] = {}
        for rank, indent in enumerate(dict.fromkeys(levels)):
            fits_below = below is not None and indent == _indent(self._lines[below])
            fits_inside = _opens(line) and indent + _STEP == self._inside(n)
            found[indent] = 2 * (rank == 0) + 1.5 * fits_below + 2.5 * fits_inside
        return found

    def _levels(self, n: int, is_item: bool) -> list[int]:
        """Return how far in a key (or list item) may stand behind the lines above *n*, the innermost first."""
        above = self._previous(n)
        match = _KEY.match(self._lines[above]) if above is not None else None
        if above is None or match is None:
            return [0] if above is None else []
        if not match["value"]:
            return [len(match["indent"]) + len(match["dash"]) + _STEP]
        levels: list[int] = []
        for outer in self._enclosing(above):
            item, key = len(outer["indent"]), len(outer["indent"]) + len(outer["dash"])
            levels += [item] if is_item and outer["dash"] else [] if is_item else [key]
        return levels

    def _enclosing(self, n: int) -> Iterator[re.Match[str]]:
        """Yield the line *n* and those above that stand further and further out."""
        limit = _indent(self._lines[n]) + 1
        for m in range(n, self._start - 1, -1):
            match = _KEY.match(self._lines[m]) if m not in self._texts else None
            if match and len(match["indent"]) < limit:
                yield match
                limit = len(match["indent"])

    def _inside(self, n: int) -> int:
        """Return how far in the line below *n* stands."""
        below = self._next(n)
        return _indent(self._lines[below]) if below is not None else 0

    def _below(self, n: int) -> int:
        """Return the line behind *n* and all that belongs to it because it stands deeper."""
        line, end = self._lines[n], n + 1
        deep = max(_indent(line) + 1, self._inside(n))
        below = self._next(n)
        is_item = line.lstrip().startswith("- ") and below is not None and self._lines[below].lstrip().startswith("- ")
        while _opens(line) and not is_item and end < len(self._lines) and self._is_deep(end, deep):
            end += 1
        return end

    def _is_deep(self, n: int, deep: int) -> bool:
        """Tell whether line *n* is empty, a comment, or stands at least so far in."""
        return not _is_written(self._lines[n]) or _indent(self._lines[n]) >= deep

    def _previous(self, n: int) -> int | None:
        """Return the line above *n* that is neither empty nor a comment nor inside a text."""
        above = range(n - 1, self._start - 1, -1)
        return next((m for m in above if _is_written(self._lines[m]) and m not in self._texts), None)

    def _next(self, n: int) -> int | None:
        """Return the line below *n* that is neither empty nor a comment."""
        return next((m for m in range(n + 1, len(self._lines)) if _is_written(self._lines[m])), None)

    def _one(self, code: str, place: tuple[int, int], message: str, mended: str, weight: float) -> Slip:
        """Return a slip in one line alone; *place* is the line and the character, from 0."""
        n, at = place
        return Slip(code, n + 1, at + 1, message, (mended,), weight)


_KINDS: Final[tuple[Callable[[_Page, int], Iterator[Slip]], ...]] = (
    _Page.tab, _Page.no_space, _Page.no_colon, _Page.quotation, _Page.dash, _Page.text, _Page.misplaced,
)  # fmt: skip


def _texts(lines: list[str], start: int, end: int) -> Iterator[int]:
    """Yield the lines that are text under ``|`` or ``>``: those as far in as the first of them."""
    least = 0
    for n in range(start, end):
        if least and lines[n].strip() and _indent(lines[n]) < least:
            least = 0
        if least:
            least = max(least, _indent(lines[n])) if _BLOCK.fullmatch(lines[n - 1]) else least
            yield n
        elif _BLOCK.fullmatch(lines[n]):
            least = _indent(lines[n]) + 1


def _opens(line: str) -> bool:
    """Tell whether lines that stand deeper may follow *line*."""
    match = _KEY.match(line)
    return match is None or not match["value"] or bool(match["dash"]) or _BLOCK.fullmatch(line) is not None


def _moved(line: str, by: int) -> str:
    """Return *line* further right (or left, as far as it can go)."""
    return " " * by + line if by > 0 else line[min(-by, _indent(line)) :]
