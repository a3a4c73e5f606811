"""What a debrief draws, as plain data: stretches and ticks of a time axis, the lanes of a load, the map."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

LonLat = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of story time with what it is called; *kind* tells how it is drawn."""

    began: int
    ended: int
    label: str
    kind: str = ""
    team: str = ""


@dataclass(frozen=True, slots=True)
class Tick:
    """A moment on a time axis."""

    minute: int
    label: str
    major: bool


@dataclass(frozen=True, slots=True)
class MapPlace:
    """A place on the map."""

    name: str
    lon: float
    lat: float
    kind: str


@dataclass(frozen=True, slots=True)
class MapLeg:
    """A leg, west or east as it was driven: its points, whether it was driven, and the fractions without control."""

    points: tuple[LonLat, ...]
    driven: bool
    gaps: tuple[tuple[float, float], ...] = ()


@dataclass(frozen=True, slots=True)
class MapSign:
    """A sign beside a place: a crossing with its time, a gap, a seizure, a delivery; *good* where it was lawful."""

    kind: Literal["crossing", "gap", "end"]
    lon: float
    lat: float
    label: str
    good: bool


@dataclass(frozen=True, slots=True)
class Map:
    """The road as it was driven."""

    places: tuple[MapPlace, ...]
    legs: tuple[MapLeg, ...]
    signs: tuple[MapSign, ...]
    countries: tuple[tuple[str, str], ...]
    """Country in the border data and its name here, for the states of the scenario."""
    note: str


@dataclass(frozen=True, slots=True)
class LoadLane:
    """A consignment over time: its way, who had control, where nobody had, and its signs (crossings, end)."""

    name: str
    way: tuple[Span, ...]
    control: tuple[Span, ...]
    gaps: tuple[Span, ...]
    signs: tuple[Span, ...]
