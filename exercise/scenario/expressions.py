"""Conditions: from the author's text to expression trees, with the types of all facts checked.

Names stay unresolved while parsing (a bare word may be a fact, or one of the words of the fact beside it) and are
resolved by type. Positions are offsets into the text; the caller turns them into lines and columns.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final, NoReturn

from exercise.model.base import Value
from exercise.model.expressions import (
    All,
    Any_,
    Before,
    Compare,
    Constant,
    Expression,
    Fact,
    FirstTrue,
    HeldFor,
    Not,
    OneOf,
    SinceTrue,
    Spread,
    Sum,
    Within,
)
from exercise.model.facts import FactType
from exercise.scenario import letters
from exercise.scenario.durations import UnreadableError, length
from exercise.scenario.problems import nearest
from exercise.scenario.rewording import nearest_fact, reworded
from exercise.scenario.tokens import ConditionError, Token, tokens

LONGEST: Final = 2_000
DEEPEST: Final = 40
_MOST_DIGITS: Final = 9
_WORDS: Final = ("and", "or", "not", "in", "for", "after", "before", "within", "of", "true", "false")
_COMPARISONS: Final = ("==", "!=", "<", "<=", ">", ">=")


@dataclass(frozen=True, slots=True)
class _Term:
    """A parsed part with its type: ``bool``, ``int``, ``word``, ``moment`` or ``name`` (not yet resolved)."""

    kind: str
    tree: Expression
    at: int
    words: tuple[str, ...] = ()


def parse(
    text: str,
    facts: Mapping[str, FactType],
    *,
    evaluation: bool = False,
    full_name: Callable[[str], str] = str,
) -> Expression:
    """Return the tree of the condition *text*, every fact by its full name.

    *evaluation* allows ``first``, ``before``, ``within`` and ``spread``. Raises ``ConditionError``.
    """
    if len(text) > LONGEST:
        raise ConditionError("E405", 0, f"the condition is longer than {LONGEST:,} characters")

    def read(written: str) -> Expression:
        return _Parser(written, facts, evaluation, full_name).condition()

    def is_sound(written: str) -> bool:
        try:
            read(written)
        except ConditionError:
            return False
        return True

    try:
        return read(text)
    except ConditionError as fault:
        raise reworded(text, fault, is_sound) from None


class _Parser:
    """A recursive descent over the tokens, one method a level of precedence."""

    def __init__(
        self, text: str, facts: Mapping[str, FactType], evaluation: bool, full_name: Callable[[str], str]
    ) -> None:
        self._tokens = tokens(text)
        self._facts = facts
        self._evaluation = evaluation
        self._full_name = full_name
        self._next = 0
        self._depth = 0

    # Tokens

    def _peek(self) -> Token:
        return self._tokens[self._next]

    def _take(self) -> Token:
        token = self._tokens[self._next]
        if token.kind != "end":
            self._next += 1
        return token

    def _met(self, *texts: str) -> bool:
        """Take the next token if it is one of *texts*."""
        token = self._peek()
        if token.kind in ("name", "op") and token.text in texts:
            self._next += 1
            return True
        return False

    def _want(self, text: str) -> None:
        """Take the token *text*, or tell that it is missing."""
        token = self._peek()
        if not self._met(text):
            self._fail(token, f"'{text}' is wanted here")

    def _fail(self, token: Token, message: str) -> NoReturn:
        """Raise what is wrong at *token*."""
        found = f", not '{token.text}'" if token.text else ", but the condition ends"
        raise ConditionError("E401", token.at, message + found)

    # Levels of precedence, the loosest first

    def condition(self) -> Expression:
        """Return the whole condition."""
        tree = self._bool(self._or())
        token = self._peek()
        if token.kind == "name":
            near = nearest(letters.latin(token.text) or token.text, _WORDS)
            raise ConditionError(
                "E401",
                token.at,
                f"'{token.text}' stands where 'and' or 'or' is wanted",
                f"write {near}" if near else "",
            )
        if token.kind != "end":
            self._fail(token, "the condition could end here")
        return tree

    def _or(self) -> _Term:
        return self._joined(("or",), self._and, lambda of: Any_(of=of))

    def _and(self) -> _Term:
        return self._joined(("and",), self._timed, lambda of: All(of=of))

    def _joined(
        self, words: tuple[str, ...], part: Callable[[], _Term], join: Callable[[tuple[Expression, ...]], Expression]
    ) -> _Term:
        """Return parts joined by ``and`` or ``or``."""
        self._deeper()
        first = part()
        parts = []
        while self._met(*words):
            parts.append(self._bool(part()))
        self._depth -= 1
        if not parts:
            return first
        return _Term("bool", join((self._bool(first), *parts)), first.at)

    def _timed(self) -> _Term:
        """Return ``30m after x``, ``x for 30m``, ``a before b`` or ``a within 4h of b``."""
        start = self._peek()
        if start.kind == "time" and self._tokens[self._next + 1].text == "after":
            minutes = self._minutes()
            self._want("after")
            return _Term("bool", SinceTrue(of=self._bool(self._not()), minutes=minutes), start.at)
        left = self._not()
        token = self._peek()
        if self._met("for"):
            return _Term("bool", HeldFor(of=self._bool(left), minutes=self._minutes()), left.at)
        if self._met("before"):
            self._in_evaluation(token)
            return _Term("bool", Before(left=self._moment(left), right=self._moment(self._not())), left.at)
        if self._met("within"):
            self._in_evaluation(token)
            minutes = self._minutes()
            self._want("of")
            return _Term(
                "bool", Within(left=self._moment(left), right=self._moment(self._not()), minutes=minutes), left.at
            )
        return left

    def _not(self) -> _Term:
        token = self._peek()
        if self._met("not"):
            self._deeper()
            term = _Term("bool", Not(of=self._bool(self._not())), token.at)
            self._depth -= 1
            return term
        return self._comparison()

    def _comparison(self) -> _Term:
        left = self._sum()
        token = self._peek()
        if token.kind == "name" and token.text == "in":
            self._take()
            return self._among(left)
        if token.text not in _COMPARISONS or token.kind != "op":
            return left
        self._take()
        right = self._sum()
        if self._peek().text in _COMPARISONS:
            raise ConditionError("E401", self._peek().at, "two comparisons in a row", "join them with and")
        return _compare(self, token, left, right)

    def _sum(self) -> _Term:
        left = self._primary()
        while self._peek().text in ("+", "-") and self._peek().kind == "op":
            op = self._take()
            right = self._int(self._primary())
            self._deeper()
            left = _Term("int", Sum(op="+" if op.text == "+" else "-", left=self._int(left), right=right), left.at)
        return left

    def _primary(self) -> _Term:
        token = self._take()
        if token.kind == "op" and token.text == "(":
            term = self._or()
            self._want(")")
            return term
        if token.kind == "op" and token.text == "-" and self._peek().kind == "number":
            return _Term("int", Constant(value=-_number(self._take())), token.at)
        if token.kind == "number":
            return _Term("int", Constant(value=_number(token)), token.at)
        if token.kind == "time":
            self._next -= 1
            return _Term("int", Constant(value=self._minutes()), token.at)
        if token.kind == "text":
            return _Term("word", Constant(value=token.text[1:-1]), token.at)
        if token.kind == "name" and token.text in ("true", "false"):
            return _Term("bool", Constant(value=token.text == "true"), token.at)
        if token.kind == "name" and token.text in ("first", "spread") and self._peek().text == "(":
            return self._temporal(token)
        if token.kind == "name" and token.text not in _WORDS:
            return _Term("name", Fact(name=token.text), token.at)
        return self._fail(token, "a fact or a value is wanted here")

    def _temporal(self, token: Token) -> _Term:
        """Return ``first(x)`` or ``spread(a, b)``."""
        self._in_evaluation(token)
        self._want("(")
        parts = [self._bool(self._or())]
        while token.text == "spread" and self._met(","):
            parts.append(self._bool(self._or()))
        self._want(")")
        if token.text == "first":
            return _Term("moment", FirstTrue(of=parts[0]), token.at)
        return _Term("moment", Spread(of=tuple(parts)), token.at)

    # Types

    def _deeper(self) -> None:
        """Count a level of nesting."""
        self._depth += 1
        if self._depth > 2 * DEEPEST:
            raise ConditionError("E405", self._peek().at, f"the condition is nested more than {DEEPEST} deep")

    def _in_evaluation(self, token: Token) -> None:
        """Refuse what only evaluation can tell."""
        if not self._evaluation:
            raise ConditionError("E406", token.at, f"'{token.text}' can stand in evaluation only")

    def _minutes(self) -> int:
        """Take a length of time."""
        token = self._take()
        if token.kind not in ("time", "number"):
            self._fail(token, "a length of time is wanted here")
        try:
            return length(token.text)
        except UnreadableError as why:
            raise ConditionError("E401", token.at, str(why), why.mend) from None

    def known(self, term: _Term) -> _Term:
        """Return *term* with its name resolved to a fact."""
        if term.kind != "name" or not isinstance(term.tree, Fact):
            return term
        name = self._full_name(term.tree.name)
        fact = self._facts.get(name)
        if fact is None:
            self._unknown(term.tree.name, term.at)
        return _Term(fact.kind, Fact(name=name), term.at, fact.words)

    def is_fact(self, term: _Term) -> bool:
        """Tell whether *term* is the name of a fact."""
        return isinstance(term.tree, Fact) and self._full_name(term.tree.name) in self._facts

    def _unknown(self, name: str, at: int) -> NoReturn:
        """Raise that there is no fact of this name, with the nearest one."""
        plain = letters.latin(name)
        if plain and (plain in _WORDS or self._full_name(plain) in self._facts):
            raise ConditionError("E402", at, f"there is no fact '{name[:80]}': {letters.stranger(name)}", plain)
        near = nearest_fact(plain or name, self._facts, self._full_name)
        raise ConditionError(
            "E402", at, f"there is no fact '{name[:80]}'" + (f"; did you mean '{near}'?" if near else ""), near, name
        )

    def _bool(self, term: _Term) -> Expression:
        """Return *term* as a condition."""
        name = term.tree.name if isinstance(term.tree, Fact) else "this"
        term = self.known(term)
        if term.kind == "bool":
            return term.tree
        if term.kind == "word":
            words = f"{name} == ... (one of {', '.join(term.words)})" if term.words else ""
            raise ConditionError("E403", term.at, f"'{name}' is a word, not true or false", words)
        if term.kind == "moment":
            raise ConditionError("E403", term.at, "a moment is not true or false", "compare it, for example <= 6h")
        raise ConditionError("E403", term.at, f"'{name}' is a number, not true or false", f"{name} > 0")

    def _int(self, term: _Term) -> Expression:
        """Return *term* as a number."""
        term = self.known(term)
        if term.kind not in ("int", "moment"):
            raise ConditionError("E403", term.at, "a number is wanted here")
        return term.tree

    def _moment(self, term: _Term) -> Expression:
        """Return *term* as a moment; a condition stands for the minute at which it was first true."""
        term = self.known(term)
        return term.tree if term.kind == "moment" else FirstTrue(of=self._bool(term))

    def _among(self, left: _Term) -> _Term:
        """Return ``left in (a, b)``."""
        left = self.known(left)
        self._want("(")
        values = [self._value(left)]
        while self._met(","):
            values.append(self._value(left))
        self._want(")")
        return _Term("bool", OneOf(of=left.tree, among=tuple(values)), left.at)

    def _value(self, left: _Term) -> Value:
        """Return one constant that *left* may be."""
        right = self._primary()
        right = self.word(left, right) if left.kind == "word" else right
        if right.kind == left.kind and isinstance(right.tree, Constant):
            return right.tree.value
        raise ConditionError("E403", right.at, f"a constant of the type {_named(left.kind)} is wanted here")

    def word(self, left: _Term, right: _Term) -> _Term:
        """Return *right* as one of the words of *left*."""
        text = right.tree.name if right.kind == "name" and isinstance(right.tree, Fact) else None
        if text is None and right.kind == "word" and isinstance(right.tree, Constant):
            text = str(right.tree.value)
        if text in left.words:
            return _Term("word", Constant(value=text), right.at, left.words)
        if text is None or (right.kind == "name" and self.is_fact(right)):
            return self.known(right)
        near = nearest(letters.latin(text) or text, left.words)
        of = left.tree.name if isinstance(left.tree, Fact) else "it"
        hint = f"; did you mean '{near}'?" if near else f"; it is one of {', '.join(left.words[:12])}"
        if letters.latin(text) in left.words:
            hint = f": {letters.stranger(text)}"
        raise ConditionError("E404", right.at, f"'{of}' is never '{text[:60]}'" + hint, near, fact=of)


def _compare(parser: _Parser, op: Token, left: _Term, right: _Term) -> _Term:
    """Return a comparison of two terms of one type."""
    if left.kind == "name" and not parser.is_fact(left) and right.kind == "name" and parser.is_fact(right):
        right = parser.known(right)
        left = parser.word(right, left) if right.kind == "word" else parser.known(left)
    left = parser.known(left)
    right = parser.word(left, right) if left.kind == "word" else parser.known(right)
    if left.kind == "word" and not left.words and right.words:
        left = parser.word(right, left)
    kinds = {"int" if term.kind == "moment" else term.kind for term in (left, right)}
    if len(kinds) != 1:
        raise ConditionError("E403", right.at, f"{_named(left.kind)} is compared with {_named(right.kind)}")
    if kinds != {"int"} and op.text not in ("==", "!="):
        raise ConditionError("E403", op.at, f"'{op.text}' compares numbers, not {_named(left.kind)}")
    tree = Compare.model_validate({"op": op.text, "left": left.tree, "right": right.tree})
    return _Term("bool", tree, left.at)


def _number(token: Token) -> int:
    """Return a number of a sensible length."""
    if len(token.text) > _MOST_DIGITS:
        raise ConditionError("E308", token.at, f"a number of {len(token.text):,} digits")
    return int(token.text)


def _named(kind: str) -> str:
    """Return a type as an author knows it."""
    return {"bool": "true or false", "int": "a number", "word": "a word", "moment": "a moment"}.get(kind, kind)
