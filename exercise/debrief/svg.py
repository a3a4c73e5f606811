"""Drawing: the few SVG elements that the figures need, every text and attribute escaped."""

from __future__ import annotations

from html import escape

from exercise.model.text import clean


def number(value: float) -> str:
    """Return a coordinate with one decimal at most."""
    said = f"{value:.1f}"
    return said.removesuffix(".0")


def element(name: str, inner: str = "", **attributes: object) -> str:
    """Return an element around *inner*, which is markup; ``class_`` and ``text_anchor`` become SVG's own names."""
    written = "".join(
        f' {key.rstrip("_").replace("_", "-")}="{escape(_said(value), quote=True)}"'
        for key, value in attributes.items()
    )
    return f"<{name}{written}>{inner}</{name}>" if inner else f"<{name}{written}/>"


def _said(value: object) -> str:
    return number(value) if isinstance(value, float) else clean(str(value))


def text(x: float, y: float, said: str, kind: str = "", anchor: str = "start") -> str:
    """Return a line of text."""
    return element("text", escape(clean(said)), x=float(x), y=float(y), class_=kind, text_anchor=anchor)


def titled(inner: str, said: str) -> str:
    """Return *inner* as a group that tells what it is to those who point at it or listen."""
    return element("g", element("title", escape(clean(said))) + inner)


def path(points: tuple[tuple[float, float], ...], kind: str, *, closed: bool = False) -> str:
    """Return a polyline, or a filled outline."""
    body = "L".join(f"{number(x)} {number(y)}" for x, y in points)
    return element("path", d=f"M{body}{'Z' if closed else ''}", class_=kind)


def picture(width: float, height: float, inner: str, label: str, kind: str) -> str:
    """Return a whole drawing that scales with its column."""
    said = element("title", escape(clean(label)))
    return element(
        "svg", said + inner, xmlns="http://www.w3.org/2000/svg", viewBox=f"0 0 {number(width)} {number(height)}",
        class_=kind, role="img", aria_label=label,
    )  # fmt: skip


def shortened(said: str, room: float, size: float = 10.0) -> str:
    """Return *said* cut to *room* units of width at a letter *size*; ``""`` where hardly anything would fit."""
    most = int(room / (size * 0.56))
    if len(said) <= most:
        return said
    return f"{said[: most - 1].rstrip()}…" if most >= 4 else ""
