"""Letters five cells high, for the code of a team on the curtain: full blocks only, which every console font has."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

_DRAWN: Final = """
A .███. █...█ █████ █...█ █...█
B ████. █...█ ████. █...█ ████.
C .████ █.... █.... █.... .████
D ████. █...█ █...█ █...█ ████.
E █████ █.... ████. █.... █████
F █████ █.... ████. █.... █....
G .████ █.... █..██ █...█ .███.
H █...█ █...█ █████ █...█ █...█
I .███. ..█.. ..█.. ..█.. .███.
J ..███ ...█. ...█. █..█. .██..
K █...█ █..█. ███.. █..█. █...█
L █.... █.... █.... █.... █████
M █...█ ██.██ █.█.█ █...█ █...█
N █...█ ██..█ █.█.█ █..██ █...█
O .███. █...█ █...█ █...█ .███.
P ████. █...█ ████. █.... █....
Q .███. █...█ █...█ █..█. .██.█
R ████. █...█ ████. █..█. █...█
S .████ █.... .███. ....█ ████.
T █████ ..█.. ..█.. ..█.. ..█..
U █...█ █...█ █...█ █...█ .███.
V █...█ █...█ █...█ .█.█. ..█..
W █...█ █...█ █.█.█ ██.██ █...█
X █...█ .█.█. ..█.. .█.█. █...█
Y █...█ .█.█. ..█.. ..█.. ..█..
Z █████ ...█. ..█.. .█... █████
0 .███. █..██ █.█.█ ██..█ .███.
1 ..█.. .██.. ..█.. ..█.. .███.
2 ████. ....█ .███. █.... █████
3 ████. ....█ .███. ....█ ████.
4 █..█. █..█. █████ ...█. ...█.
5 █████ █.... ████. ....█ ████.
6 .███. █.... ████. █...█ .███.
7 █████ ....█ ...█. ..█.. ..█..
8 .███. █...█ .███. █...█ .███.
9 .███. █...█ .████ ....█ .███.
"""
GAP: Final = "\u00a0"
"""A blank that stays where a line is set in the middle."""
LETTERS: Final[Mapping[str, tuple[str, ...]]] = {
    line[0]: tuple(part.replace(".", GAP) for part in line[2:].split(" ")) for line in _DRAWN.strip().split("\n")
}
HEIGHT: Final = 5


def big(code: str) -> tuple[str, ...]:
    """Return *code* in big letters, line by line; in one line, spaced, where a letter is not drawn."""
    letters = code.upper()
    if not letters or any(letter not in LETTERS for letter in letters):
        return (" ".join(letters),)
    return tuple((GAP * 3).join(LETTERS[letter][line] for letter in letters) for line in range(HEIGHT))
