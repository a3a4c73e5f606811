"""Two candidates measured in turn, the order reversed every round; the median of the ratios taken inside a round."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from statistics import median

Measure = Callable[[], float]


@dataclass(frozen=True)
class Result:
    """Medians in the unit of the measures, and the median of the ratios."""

    name: str
    ours: float
    floor: float
    ratio: float
    aim: float | None
    unit: str

    def line(self) -> str:
        aim = "" if self.aim is None else f"   aim {self.aim:.1f}x"
        ours, floor = (f"{value:9.2f} {self.unit:<3}" for value in (self.ours, self.floor))
        return f"{self.name:<46} {ours} floor {floor} {self.ratio:6.2f}x{aim}"


def compare(
    name: str, ours: Measure, floor: Measure, *, rounds: int = 11, aim: float | None = None, unit: str = "ms"
) -> Result:
    """Measure *ours* and *floor* side by side over so many rounds."""
    pairs = []
    for i in range(rounds):
        if i % 2:
            a, b = ours(), floor()
        else:
            b, a = floor(), ours()
        pairs.append((a, b))
    ratio = median(a / b for a, b in pairs)
    return Result(name, median(a for a, _ in pairs), median(b for _, b in pairs), ratio, aim, unit)
