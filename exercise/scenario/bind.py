"""From nodes to the plain values that the model wants, following the model's shapes; every place is remembered.

Conditions are kept aside until all ids are known; references are noted and resolved afterwards, so that one misspelt
word hides no other.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Final, NamedTuple

from exercise.model.base import Part
from exercise.model.cleaning import clean
from exercise.model.expressions import TRUE, Constant
from exercise.scenario import letters, values, wording
from exercise.scenario.authoring import normal_form
from exercise.scenario.durations import UnreadableError, moment
from exercise.scenario.keys import authored_keys
from exercise.scenario.languages import is_tag, tag_of
from exercise.scenario.nodes import Broken, Mapping, Node, Scalar, Sequence
from exercise.scenario.office import Times, office_hours
from exercise.scenario.problems import Mark, Problems, nearest, shorten
from exercise.scenario.shapes import FieldShape, Shape, effects, fields
from exercise.scenario.slips import Slip, slip_in
from exercise.scenario.source import mark_at, replace_unsafe
from exercise.scenario.syntax import quoted_line
from exercise.scenario.translations import PARAMETER, Original, Translations

Path = tuple[str | int, ...]
EVALUATION: Final = ("Task",)


class _Missing:
    """The value of what could not be read."""


MISSING: Final = _Missing()


@dataclass(slots=True)
class Pending:
    """A condition to be parsed once all facts are known, and where its tree goes."""

    node: Scalar
    path: Path
    into: Any
    key: Any
    evaluation: bool


@dataclass(slots=True)
class Reference:
    """An id that stands for something declared elsewhere."""

    model: str
    key: str
    value: str
    mark: Mark
    path: Path
    is_key: bool = False


class Slot(NamedTuple):
    """Where a value stands: in which part, under which key, and in what shape."""

    model: type[Part]
    key: str
    shape: Shape

    def inside(self, shape: Shape) -> Slot:
        """Return the slot of an item or value inside this one."""
        return Slot(self.model, self.key, shape)


@dataclass
class Binder:
    """Binds one scenario; what it finds stays in its fields."""

    problems: Problems
    times: Times
    parameters: dict[str, str]
    language: str
    read_text: Callable[[str, Mark], str | None]
    translations: Translations
    is_complete: bool = True
    """Whether every file could be read; else what seems to be missing may stand in one that could not."""
    marks: dict[Path, Mark] = field(default_factory=dict)
    pending: list[Pending] = field(default_factory=list)
    references: list[Reference] = field(default_factory=list)
    failed: list[Path] = field(default_factory=list)
    step_kinds: dict[Path, str] = field(default_factory=dict)
    originals: list[Original] = field(default_factory=list)
    """The texts in the scenario's own language, as they were written."""
    _written: dict[Path, str] = field(default_factory=dict, init=False)

    def part(self, model: type[Part], node: Node, path: Path) -> Any:
        """Return the values of a part by authored key, or ``MISSING``."""
        if not isinstance(node, Scalar) or self._slip(node) is None:
            node = normal_form(model, node)
        if not isinstance(node, Mapping):
            return self._wrong_shape(node, path, f"keys and values ({', '.join(list(fields(model))[:4])} ...)")
        known = fields(model)
        raw: dict[str, Any] = {}
        meant: set[str] = set()
        if not node.is_whole:
            self.failed.append(path)
        kind = node.get("kind")
        if model.__name__ == "Step" and isinstance(kind, Scalar):
            self.step_kinds[path] = kind.text
        for key, (mark, value) in node.pairs.items():
            if key not in known:
                near = self._unknown_key(model, key, mark)
                meant.add(near)
                self.failed += [(*path, key)] if path else [({"route": "routes"}.get(near, near),)] if near else []
                self.is_complete &= near != "include"
                continue
            single = isinstance(value, Scalar) and not value.is_empty
            self.marks[(*path, key)] = value.mark if single else mark
            bound = self._field(model, known[key], value, (*path, key), raw)
            if bound is not MISSING:
                raw[key] = bound
        strange = any(key not in known for key in node.pairs)
        for key, shape in known.items():
            if strange and key in ("kind", "id") and model.__name__ == "Step":
                self.failed.append((*path, key))
            elif shape.required and key not in node.pairs and (path or self.is_complete):
                self._missing_key(model, node, shape, (*path, key), is_misspelt=key in meant)
        return raw

    def _missing_key(
        self, model: type[Part], node: Mapping, shape: FieldShape, path: Path, *, is_misspelt: bool
    ) -> None:
        """Tell a key that a part must have, unless it is misspelt or may stand in a line that could not be read."""
        may_be_made = shape.key == "route" and ("routes",) in self.failed
        if node.is_whole and not is_misspelt and not may_be_made:
            message = f"{wording.a(model)} must have '{shape.key}'"
            self.problems.add("E202", node.mark, message, wording.description(shape))
        self.failed.append(path)

    def _unknown_key(self, model: type[Part], key: str, mark: Mark) -> str:
        """Tell a key that a part does not have, and return the one that is probably meant (``""`` for none)."""
        if self.problems.is_full:
            self.problems.left_off += 1
            return ""
        possible = authored_keys(model)
        if key in possible:
            self.problems.add("E201", mark, *wording.doubled(model, key, self.problems.line(mark)))
            return key
        plain = letters.latin(key)
        near = nearest(plain or key, possible)
        hint = f"; did you mean '{near}'?" if near else ""
        if plain in possible:
            hint = f": {letters.stranger(key)}"
        mend = f"{near}:" if near else "possible here: " + ", ".join(possible)
        self.problems.add("E201", mark, f"{wording.a(model)} has no key '{shorten(key)}'{hint}", mend)
        return near

    def _field(self, model: type[Part], shape: FieldShape, node: Node, path: Path, into: dict[str, Any]) -> Any:
        """Bind one field of a part."""
        special = _SPECIAL.get((model.__name__, shape.key))
        if special and isinstance(node, Scalar):
            return self._read(special, node, path)
        if isinstance(node, Scalar) and node.is_empty:
            if shape.shape.kind in ("list", "mapping") and not shape.required:
                return [] if shape.shape.kind == "list" else {}
            return self._fail("E204", node.mark, path, f"'{shape.key}' has no value", quoted="")
        return self.value(Slot(model, shape.key, shape.shape), node, path, into)

    def value(self, slot: Slot, node: Node, path: Path, into: Any) -> Any:
        """Return the value of *node* as *slot* wants it, or ``MISSING`` with the problem told.

        *into* is the list or mapping that will hold the value.
        """
        shape = slot.shape
        if isinstance(node, Broken):
            self.failed.append(path)
            return MISSING
        self.marks.setdefault(path, node.mark)
        if shape.kind == "list" and shape.of is not None:
            return self._list(slot.inside(shape.of), node, path)
        if shape.kind == "mapping":
            return self._mapping(slot, node, path)
        if shape.kind == "part" and shape.model is not None:
            return self.part(shape.model, node, path)
        if shape.kind == "effect":
            return self._effect(node, path)
        if shape.kind == "text":
            return self._translated(slot, self._text(node, path), path)
        if shape.kind == "hours":
            return self._hours(node, path)
        if shape.kind == "point":
            return self._point(node, path)
        if not isinstance(node, Scalar):
            return self._wrong_shape(node, path, "a condition" if shape.kind == "condition" else "a single value")
        if shape.kind == "condition":
            return self._condition(slot.model, node, path, into)
        if shape.kind == "moment":
            return self._read(self._moment, node, path)
        reader = _SPECIAL.get((slot.model.__name__, slot.key)) or (lambda n: values.read(shape, n))
        bound = self._read(reader, node, path)
        if isinstance(bound, str) and shape.kind in ("str", "value") and node.comment:
            return self._cut_off(node, path)
        if isinstance(bound, str) and shape.kind in ("id", "str"):
            self.references.append(Reference(slot.model.__name__, slot.key, bound, node.mark, path))
        return bound

    def _fail(self, code: str, mark: Mark, path: Path, message: str, quoted: str | None = None) -> _Missing:
        """Tell a problem and return ``MISSING``."""
        self.problems.add(code, mark, message, quoted or "")
        self.failed.append(path)
        return MISSING

    def _wrong_shape(self, node: Node, path: Path, wanted: str) -> Any:
        """Tell that *node* is a list, a mapping or a value where another is wanted."""
        if isinstance(node, Broken):
            self.failed.append(path)
            return MISSING
        if isinstance(node, Scalar) and (slip := self._slip(node)):
            return self._fail(slip.code, node.mark._replace(col=slip.col), path, slip.message, slip.mended[0])
        return self._fail("E203", node.mark, path, *wording.wrong_shape(node, wanted, path))

    def _slip(self, node: Scalar) -> Slip | None:
        """Return why a line that should be a key with its value is a single value to YAML."""
        slip = slip_in(self.problems.line(node.mark)) if not node.style else None
        return slip if slip and node.mark.col <= slip.col else None

    def _read(self, reader: Callable[[Scalar], Any], node: Scalar, path: Path) -> Any:
        """Return what *reader* makes of a single value."""
        self.marks.setdefault(path, node.mark)
        try:
            return reader(node)
        except values.BadValueError as wrong:
            told = values.in_latin(reader, node) or (wrong.message, wrong.mend)
            return self._fail(wrong.code, node.mark, path, *told)

    def _list(self, item: Slot, node: Node, path: Path) -> Any:
        """Return a list; a single value stands for a list of one."""
        nodes = node.items if isinstance(node, Sequence) else [node]
        if isinstance(node, Scalar) and (listed := values.without_brackets(item.shape, node)):
            return self._fail("E203", node.mark, path, "several stand here without brackets", listed)
        bound: list[Any] = []
        for n, part in enumerate(nodes):
            if isinstance(part, Scalar) and part.is_empty:
                self._fail("E204", part.mark, path, "an empty item stands in a list")
                continue
            value = self.value(item, part, (*path, n), bound)
            if value is not MISSING:
                bound.append(value)
        return bound

    def _mapping(self, slot: Slot, node: Node, path: Path) -> Any:
        """Return things by id."""
        shape = slot.shape
        if not isinstance(node, Mapping) or shape.of is None:
            return self._wrong_shape(node, path, "ids with their parts (one `id:` a line)")
        bound: dict[str, Any] = {}
        for name, (mark, value) in node.pairs.items():
            inner = (*path, name)
            self.marks[inner] = mark
            if shape.key is not None and shape.key.kind == "id":
                if self._read(lambda n: values.read(Shape("id"), n), Scalar(name, "", mark), inner) is MISSING:
                    continue
                self.references.append(Reference(slot.model.__name__, slot.key, name, mark, inner, is_key=True))
            if isinstance(value, Scalar) and value.is_empty:
                self._fail("E204", value.mark, inner, f"'{name}' has no value")
                continue
            made = self.value(slot.inside(shape.of), value, inner, bound)
            if made is not MISSING:
                bound[name] = made
        return bound

    def _effect(self, node: Node, path: Path) -> Any:
        """Return one effect with its kind."""
        if isinstance(node, Scalar) and node.text == "end":
            return {"kind": "end"}
        if not isinstance(node, Mapping):
            return self._wrong_shape(node, path, "an effect such as `inject: some_id`")
        kinds = [key for key in node.pairs if key in effects()]
        if len(kinds) != 1:
            first = next(iter(node.pairs), "")
            near = nearest(letters.latin(first) or first, effects())
            hint = "; write each as a list item of its own" if kinds else f"; did you mean '{near}'?" if near else ""
            if letters.latin(first) in effects():
                hint = f": {letters.stranger(first)}"
            what = f"'{shorten(first)}' is no effect" if not kinds else f"two effects in one item: {', '.join(kinds)}"
            mend = self.problems.line(node.mark).replace(first, near, 1) if near and not kinds else ""
            return self._fail("E207", node.mark, path, what + hint, mend)
        raw = self.part(effects()[kinds[0]], node, path)
        if raw is not MISSING:
            raw["kind"] = kinds[0]
        return raw

    def _condition(self, model: type[Part], node: Scalar, path: Path, into: Any) -> Any:
        """Keep a condition aside; it is true until it is parsed."""
        if node.text in ("true", "false"):
            return Constant(value=node.text == "true")
        key = len(into) if isinstance(into, list) else path[-1]
        self.pending.append(Pending(node, path, into, key, model.__name__ in EVALUATION))
        return TRUE

    def _moment(self, node: Scalar) -> int:
        """Return a point of story time."""
        try:
            return moment(node.text, self.times.start)
        except UnreadableError as why:
            raise values.BadValueError("E305", str(why), why.mend) from None

    def _hours(self, node: Node, path: Path) -> Any:
        """Return office hours."""

        def tell(code: str, mark: Mark, message: str, mend: str) -> None:
            self._fail(code, mark, path, message, mend)

        found = office_hours(node, self.times, tell)
        return MISSING if found is None else found

    def _point(self, node: Node, path: Path) -> Any:
        """Return a pair of coordinates."""
        items = node.items if isinstance(node, Sequence) else []
        pair = [self._read(lambda n: values.read(Shape("float"), n), n, path) for n in items if isinstance(n, Scalar)]
        if len(items) != 2 or len(pair) != 2:
            return self._wrong_shape(node, path, "a pair [longitude, latitude]")
        return MISSING if any(value is MISSING for value in pair) else tuple(pair)

    def _translated(self, slot: Slot, found: Any, path: Path) -> Any:
        """Return the text *found* with the languages that translation files add; what is written inline wins."""
        key = (*path, self.language) if (*path, self.language) in self._written else path
        if found is MISSING or key not in self._written:
            return found
        where = (slot.model.__name__, slot.key)
        original = Original(path, clean(self._written[key]), self.marks[key], where, tuple(found))
        self.originals.append(original)
        for language, entry in self.translations.of(original).items():
            if language not in found:
                found[language] = PARAMETER.sub(self._parameter, entry.text)
                self.marks[(*path, language)] = entry.mark
        return found

    def _text(self, node: Node, path: Path) -> Any:
        """Return a text in one or several languages."""
        if isinstance(node, Mapping) and node.pairs and "file" not in node.pairs:
            return self._languages(node, path)
        if isinstance(node, Mapping):
            found = self._from_file(node, path)
            return found if found is MISSING else {self.language: found}
        if isinstance(node, Sequence):
            mend = quoted_line(self.problems.line(node.mark)) if node.flow else ""
            return self._fail("E102", node.mark, path, "YAML reads this text as a list", mend)
        if not isinstance(node, Scalar):
            return MISSING
        if node.comment:
            return self._cut_off(node, path)
        return {self.language: self._fill(node.text, node.mark, path)}

    def _languages(self, node: Mapping, path: Path) -> Any:
        """Return a text by language tag."""
        odd = [key for key in node.pairs if not is_tag(key)]
        if node.flow and not all(tag_of(key) for key in odd):
            return self._fail(
                "E102", node.mark, path, "YAML reads this text as keys", quoted_line(self.problems.line(node.mark))
            )
        for key in odd:
            tag = tag_of(key)
            self._fail("E310", node.pairs[key][0], path, f"'{shorten(key)}' is not a language tag", tag and f"{tag}:")
        found: dict[str, str] = {}
        for key, (mark, value) in node.pairs.items():
            if isinstance(value, Scalar) and value.is_empty:
                self._fail("E204", value.mark, path, f"'{shorten(key)}' has no text")
            elif key not in odd:
                bound = self._text(value, (*path, key))
                if isinstance(bound, dict) and bound:
                    found[key] = next(iter(bound.values()))
                self.marks[(*path, key)] = mark
        return found

    def _from_file(self, node: Mapping, path: Path) -> Any:
        """Return the text of a Markdown file beside the scenario."""
        name = node.get("file")
        if not isinstance(name, Scalar) or len(node.pairs) > 1:
            mend = f"{{file: {name.text}}}" if isinstance(name, Scalar) else "{file: name.md}"
            return self._fail("E203", node.mark, path, "a text from a file is `file: name.md` alone", mend)
        text = self.read_text(name.text, name.mark)
        if text is None:
            self.failed.append(path)
            return MISSING
        return self._fill(replace_unsafe(text, name.text, self.problems), Mark(name.text, 1, 1), path, is_file=True)

    def _cut_off(self, node: Scalar, path: Path) -> _Missing:
        """Tell that YAML cut a comment off a text."""
        mend = quoted_line(self.problems.line(node.mark))
        return self._fail(
            "E117", node.mark, path, f"YAML cuts '{shorten(node.comment.strip(), 40)}' off this text", mend
        )

    def _fill(self, text: str, mark: Mark, path: Path, *, is_file: bool = False) -> str:
        """Return *text* with its parameters put in; what was written is remembered for translators.

        A fault in a text that is a whole file is told at its place in it, else at *mark*.
        """
        self._written[path] = text
        for match in PARAMETER.finditer(text):
            if match[1] and match[1] not in self.parameters:
                near = nearest(match[1], self.parameters)
                hint = f"; did you mean '{near}'?" if near else ""
                where = mark_at(text, match.start(), mark.file) if is_file else mark
                mend = f"{{{near}}}" if near else ""
                self.problems.add("E309", where, f"there is no parameter '{shorten(match[1])}'{hint}", mend)
        return PARAMETER.sub(self._parameter, text)

    def _parameter(self, match: re.Match[str]) -> str:
        """Return what a brace in a text stands for."""
        return self.parameters.get(match[1], "") if match[1] else match[0][0]


_SPECIAL: Final[dict[tuple[str, str], Callable[[Scalar], Any]]] = {
    ("Point", "choose"): values.choose,
    ("Clock", "starts"): values.starts,
    ("Scenario", "languages"): values.language,
    ("Rate", "per_hour"): lambda n: values.per_hour(n) if " " in n.text.strip() else values.read(Shape("float"), n),
}
