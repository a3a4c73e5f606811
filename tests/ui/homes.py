"""Scenarios and runs for the home screen, made by hand."""

from __future__ import annotations

from pathlib import Path

from exercise.ui.home_model import RunCard, ScenarioCard, TeamCard

CARDS = (
    ScenarioCard(
        Path("scenarios/first_parcel"),
        "first_parcel",
        {"en": "First Parcel", "ru": "Первая посылка"},
        {"en": "A parcel leaves Osh for Almaty. Two states and CARICC bring it to its addressee."},
        (TeamCard("kg", "Kyrgyzstan", 5), TeamCard("kz", "Kazakhstan", 5), TeamCard("caricc", "CARICC", 3)),
        30,
        11,
        "tutorial",
    ),
    ScenarioCard(
        Path("scenarios/northern_road"),
        "northern_road",
        {"en": "Northern Road", "ru": "Северная дорога"},
        {"en": "A lorry leaves Khujand for the north. Three states must agree before it reaches them."},
        (TeamCard("tj", "Tajikistan", 5), TeamCard("uz", "Uzbekistan", 5), TeamCard("ru", "Russia", 0, playable=False)),
        210,
        45,
        "hard",
    ),
)
RUNS = (
    RunCard(Path("runs/a.run"), "Northern Road", ("TJ", "UZ"), "Mon 2 Mar 20:43", "saved 10:52", "stage 3 of 10"),
    RunCard(Path("runs/b.run"), "First Parcel", ("KG",), "", "12 Aug", finished=True),
)
