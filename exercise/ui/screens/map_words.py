"""The words of the map in a seat's language."""

from __future__ import annotations

from collections.abc import Mapping

from exercise.ui.look import Look


def map_words(look: Look) -> Mapping[str, str]:
    """Return what the legend says, and the countries' names."""
    t = look.t
    return {
        "driven": t("driven"),
        "expected": t("expected"),
        "alternative": t("alternative"),
        "border": t("border"),
        "seen": t("seen"),
        "not seen": t("not seen"),
        "may be": t("where it may be"),
        "illustrative": t("Boundaries are illustrative."),
        "Kazakhstan": t("Kazakhstan"),
        "Kyrgyzstan": t("Kyrgyzstan"),
        "Tajikistan": t("Tajikistan"),
        "Turkmenistan": t("Turkmenistan"),
        "Uzbekistan": t("Uzbekistan"),
    }
