"""The words and signs of a condition, and the one error that reading a condition raises."""

from __future__ import annotations

import re
from typing import Final, NamedTuple

_TOKEN: Final = re.compile(
    r"""(?P<space>\s+)
    |(?P<time>[0-9]+\s*[wdhm](?:\s*[0-9]+\s*[wdhm])*(?![A-Za-z0-9_]))
    |(?P<number>[0-9]+)
    |(?P<name>[^\W\d]\w*(?:\.\w+)*)
    |(?P<op>==|!=|<=|>=|<|>|\+|-|\(|\)|,)
    |(?P<text>'[^'\n]*'|"[^"\n]*")
    |(?P<wrong>=|&&|\|\||!|.)""",
    re.VERBOSE | re.DOTALL,
)
_INSTEAD: Final = {"=": "==", "&&": "and", "||": "or", "!": "not", "&": "and", "|": "or"}


class ConditionError(Exception):
    """What is wrong with a condition: code, offset in the text, message, mend, and the fact that it is about."""

    def __init__(self, code: str, offset: int, message: str, mend: str = "", fact: str = "") -> None:
        super().__init__(message)
        self.fact = fact
        self.code, self.offset, self.message, self.mend = code, offset, message, mend


class Token(NamedTuple):
    """A word, number, time, text or sign, and its offset in the condition."""

    kind: str
    text: str
    at: int


def tokens(text: str) -> list[Token]:
    """Return the tokens of *text*, with an end mark."""
    found = []
    for match in _TOKEN.finditer(text):
        kind = str(match.lastgroup)
        if kind == "wrong":
            instead = _INSTEAD.get(match.group())
            raise ConditionError(
                "E401",
                match.start(),
                f"'{match.group()}' is not part of a condition",
                f"write {instead}" if instead else "",
            )
        if kind != "space":
            found.append(Token(kind, match.group(), match.start()))
    return [*found, Token("end", "", len(text))]
