"""What a YAML parser's error means to somebody who writes texts, with the line as it should be."""

from __future__ import annotations

import re
from typing import Final, NamedTuple

import yaml

_VALUE: Final = re.compile(r"""^(?P<head>\s*(?:-\s+)*(?:[^\s:#'"\[\]{},][^:#]*:\s+|(?<=-\s)))(?P<value>\S.*?)\s*$""")
_ITEM: Final = re.compile(r"^(?P<head>\s*(?:-\s+)+)(?P<value>\S.*?)\s*$")
_WITH_BRACKETS: Final = re.compile(r"""(?P<head>[{,]\s*\w+:\s+)(?P<value>[^{}\[\]"',]*\([^(){}"']*\)[^{}\[\]"',]*)""")
_LONGEST_LINE: Final = 2_000
_COMMENT: Final = re.compile(r"\s+#.*$")
_PAIR: Final = {"[": "]", "{": "}"}


class Diagnosis(NamedTuple):
    """A syntax error: place (line and column from 1), code, message and mend."""

    code: str
    line: int
    col: int
    message: str
    mend: str = ""


def diagnose(error: yaml.MarkedYAMLError, lines: list[str], offset: int) -> Diagnosis:
    """Return what *error* means; *offset* is the number of lines before the part that was parsed."""
    line, col = _place(error.problem_mark, offset)
    opened = _place(error.context_mark, offset) if error.context_mark else (line, col)
    text = lines[line - 1] if line <= len(lines) else ""
    problem, context = str(error.problem), str(error.context)
    above = next((n for n in range(min(line - 1, len(lines)), 0, -1) if lines[n - 1].strip()), 0)
    if above and lines[above - 1].rstrip() == "...":
        return Diagnosis("E111", above, 1, "the line '...' ends the file, and more follows it")
    if "\t" in text[: len(text) - len(text.lstrip())]:
        return Diagnosis(
            "E101", line, text.index("\t") + 1, "a tab stands where spaces are wanted", text.replace("\t", "  ")
        )
    if "escape" in problem or "hexdecimal" in problem or "hexadecimal" in problem:
        return Diagnosis(
            "E103", line, col, "a backslash in double quotes begins an escape that does not exist", _single_quoted(text)
        )
    if "unexpected end of stream" in problem and "quoted" in context:
        return _unclosed_quote(opened, lines)
    if context.startswith("while parsing a flow"):
        return _in_brackets(opened, (line, col), lines)
    for number in dict.fromkeys((line, opened[0], line - 1)):
        quoted = _must_quote(number, col if number == line else None, lines)
        if quoted:
            return quoted
    return _indentation(error, (line, col), opened, lines)


def quoted_line(line: str) -> str:
    """Return *line* with its value in quotes, or ``""`` where it has none."""
    match = _value_of(line)
    return match["head"] + quoted(match["value"]) if match else ""


def quoted_brackets(line: str) -> str:
    """Return *line* with its values in quotes that hold ``(a, b)`` inside ``{ }``, or ``""`` where there is none."""
    mended = _WITH_BRACKETS.sub(r'\g<head>"\g<value>"', line) if len(line) <= _LONGEST_LINE else line
    return mended if mended != line else ""


def quoted_commas(line: str, text: str) -> str:
    """Return *line* with the value in quotes that begins with *text* and goes on behind a comma inside ``{ }``.

    ``""`` where what goes on may be a key without its value: it is a text only if it has several words.
    """
    rest = r"(?:,\s*[^,:{}\[\]\"']+)+(?=\s*(?:,\s*\w+:|\}))"
    match = re.search(re.escape(text) + rest, line) if len(line) <= _LONGEST_LINE else None
    if match is None or '"' in match.group() or " " not in match.group()[len(text) :].strip(", "):
        return ""
    return f'{line[: match.start()]}"{match.group()}"{line[match.end() :]}'


def _value_of(line: str) -> re.Match[str] | None:
    """Return what stands before the value of *line*, and the value; very long lines are nobody's text."""
    return (_VALUE.match(line) or _ITEM.match(line)) if len(line) <= _LONGEST_LINE else None


def quoted(value: str) -> str:
    """Return *value* in the quotes that need the fewest changes."""
    if '"' in value or "\\" in value:
        return "'" + value.replace("'", "''") + "'"
    return f'"{value}"'


def _single_quoted(line: str) -> str:
    """Return *line* with a value in double quotes put into single ones."""
    match = _value_of(line)
    if not match:
        return ""
    inner = match["value"].strip('"').replace("'", "''")
    return f"{match['head']}'{inner}'"


def _place(mark: yaml.Mark | None, offset: int) -> tuple[int, int]:
    """Return line and column, from 1."""
    return (mark.line + 1 + offset, mark.column + 1) if mark else (offset + 1, 1)


def _unclosed_quote(opened: tuple[int, int], lines: list[str]) -> Diagnosis:
    """A quotation mark that nothing closes."""
    line, col = opened
    text = lines[line - 1] if line <= len(lines) else ""
    return Diagnosis("E103", line, col, "a quotation mark is opened and never closed", text + text[col - 1 : col])


def _in_brackets(opened: tuple[int, int], at: tuple[int, int], lines: list[str]) -> Diagnosis:
    """Brackets that are not closed, or a text that only begins with one."""
    line, col = opened
    text = lines[line - 1] if line <= len(lines) else ""
    sign = text[col - 1 : col]
    if sign in _PAIR and _PAIR[sign] in text[col:] and at[0] == line:
        closed = text.rindex(_PAIR[sign])
        if at[1] - 1 > closed or text[closed + 1 :].strip() or sign == "[":
            return Diagnosis("E102", line, col, "YAML reads this value as something other than text", quoted_line(text))
        return Diagnosis("E102", *at, "YAML reads a ':' inside brackets as a new key", "")
    return Diagnosis("E104", line, col, f"the bracket '{sign}' is not closed where its line ends", "")


def _must_quote(number: int, col: int | None, lines: list[str]) -> Diagnosis | None:
    """A text that YAML reads as something else, unless it is quoted."""
    text = lines[number - 1] if 0 < number <= len(lines) else ""
    match = _value_of(text)
    if not match:
        return None
    value, start = match["value"], match.start("value") + 1
    if value[0] in "]}" or value == ",":
        return Diagnosis("E104", number, start, f"'{value[0]}' closes a bracket that is not open", quoted_line(text))
    odd = value[0] in "!&*?@%`,|>" or value.startswith("- ")
    block = re.fullmatch(r"[|>][-+0-9]*(\s+#.*)?", value)
    if (odd and not block) or _continues_after_close(value):
        return Diagnosis("E102", number, start, "YAML reads this value as something other than text", quoted_line(text))
    inner = re.search(r":(\s|$)", value)
    if inner and value[0] not in "\"'[{" and not block:
        return Diagnosis(
            "E102", number, start + inner.start(), "the text holds ': ', which YAML reads as a key", quoted_line(text)
        )
    return None


def _continues_after_close(value: str) -> bool:
    """Whether *value* begins with a quotation mark or bracket and goes on after it is closed."""
    if value[0] in "\"'":
        closed = value.find(value[0], 1)
    elif value[0] in _PAIR:
        closed = value.find(_PAIR[value[0]], 1)
    else:
        return False
    rest = value[closed + 1 :]
    return closed > 0 and bool(rest.strip()) and not _COMMENT.fullmatch(rest)


def _indentation(
    error: yaml.MarkedYAMLError, at: tuple[int, int], opened: tuple[int, int], lines: list[str]
) -> Diagnosis:
    """A key without its colon, or a line that stands too far left or right."""
    problem = str(error.problem)
    line, col = at
    if "could not find expected ':'" in problem:
        return Diagnosis("E114", *opened, "a key without ':' behind it")
    text = lines[line - 1] if line <= len(lines) else ""
    above = next((n for n in range(line - 1, 0, -1) if lines[n - 1].strip()), 0)
    before = lines[above - 1] if above else ""
    if "mapping values" in problem and before and ":" not in before and not before.lstrip().startswith(("#", "-")):
        return Diagnosis("E114", above, len(before) - len(before.lstrip()) + 1, "a key without ':' behind it")
    if text.startswith(":") or text.lstrip().startswith(": "):
        return Diagnosis("E110", line, text.index(":") + 1, "a key is missing before ':'")
    indent = len(text) - len(text.lstrip()) + 1
    return Diagnosis(
        "E106",
        line,
        indent if text.strip() else col,
        "this line stands too far right or too far left for the lines above it",
    )
