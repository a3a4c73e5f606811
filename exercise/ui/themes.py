"""The themes: the default after Okabe and Ito, a light twin, and one of high contrast."""

from __future__ import annotations

from typing import Final

from textual.theme import Theme

NIGHT: Final = Theme(
    name="exercise-night",
    primary="#56B4E9",
    secondary="#8FA3B8",
    accent="#CC79A7",
    success="#56B4E9",
    warning="#F0E442",
    error="#E8590C",
    foreground="#DCE3EA",
    background="#101418",
    surface="#151B21",
    panel="#1D252D",
    dark=True,
    variables={"line": "#3A4753", "line-focus": "#56B4E9", "faint": "#93A1AF", "cursor": "#24405A", "bar": "#1B2630"},
)
DAY: Final = Theme(
    name="exercise-day",
    primary="#005A8C",
    secondary="#4A5A68",
    accent="#8A3B6B",
    success="#005A8C",
    warning="#7A5B00",
    error="#B03A00",
    foreground="#14181C",
    background="#FAFAF7",
    surface="#F2F2EE",
    panel="#E6E7E2",
    dark=False,
    variables={"line": "#9AA4AD", "line-focus": "#005A8C", "faint": "#55616C", "cursor": "#CFE3F1", "bar": "#E2E8ED"},
)
CONTRAST: Final = Theme(
    name="exercise-contrast",
    primary="#7FD0FF",
    secondary="#FFFFFF",
    accent="#FFFFFF",
    success="#7FD0FF",
    warning="#FFF04A",
    error="#FF8A3D",
    foreground="#FFFFFF",
    background="#000000",
    surface="#000000",
    panel="#101010",
    dark=True,
    variables={"line": "#B0B0B0", "line-focus": "#FFF04A", "faint": "#D8D8D8", "cursor": "#004A80", "bar": "#1A1A1A"},
)
THEMES: Final = (NIGHT, DAY, CONTRAST)
