"""The engine: plays a scenario. See README.md in this folder."""

from exercise.engine.chance import Fate
from exercise.engine.engine import VERSION, Engine

__all__ = ["VERSION", "Engine", "Fate"]
