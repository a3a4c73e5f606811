"""No text reaches a widget but through ``exercise.ui.text``: read from the source of the screens."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

SOURCES = sorted((Path(__file__).parents[2] / "exercise" / "ui").rglob("*.py"))
TREES = {path: ast.parse(path.read_text(encoding="utf-8")) for path in SOURCES}
HARMLESS = {"Digits", "TextArea"}
"""Widgets of Textual that read no markup; text areas are cleaned where they are filled and pasted into."""


def named(tree: ast.AST, kind: type[ast.AST]):
    return [node for node in ast.walk(tree) if isinstance(node, kind)]


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: path.stem)
def test_only_harmless_widgets_of_textual_are_used(path: Path) -> None:
    for node in named(TREES[path], ast.ImportFrom):
        if node.module == "textual.widgets":
            assert {alias.name for alias in node.names} <= HARMLESS


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: path.stem)
def test_titles_of_borders_are_content_not_markup(path: Path) -> None:
    for node in named(TREES[path], ast.Assign):
        for target in node.targets:
            if isinstance(target, ast.Attribute) and target.attr in ("border_title", "border_subtitle"):
                values = [node.value.body, node.value.orelse] if isinstance(node.value, ast.IfExp) else [node.value]
                assert all(isinstance(v, ast.Call) and getattr(v.func, "id", "") == "say" for v in values), node.lineno


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: path.stem)
def test_notifications_and_content_take_no_markup(path: Path) -> None:
    for node in named(TREES[path], ast.Call):
        name = getattr(node.func, "attr", "")
        if name == "notify":
            assert any(word.arg == "markup" and ast.literal_eval(word.value) is False for word in node.keywords)
        assert name not in ("from_markup", "from_text"), node.lineno


@pytest.mark.parametrize("path", [path for path in SOURCES if path.stem != "themes"], ids=lambda path: path.stem)
def test_colours_are_written_in_themes_and_style_sheets_only(path: Path) -> None:
    for node in named(TREES[path], ast.Constant):
        if isinstance(node.value, str) and "CSS" not in node.value and "\n" not in node.value:
            assert not (
                node.value.startswith("#")
                and len(node.value) == 7
                and node.value[1:].isalnum()
                and node.value[1].isdigit()
            )
