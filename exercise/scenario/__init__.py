"""Authoring time: text with positions, all problems at once, and the compiled scenario."""

from exercise.scenario.library import ScenarioNotFoundError, Shipped, find, shipped
from exercise.scenario.load import Loaded, load
from exercise.scenario.problems import Problem, render_all

__all__ = ["Loaded", "Problem", "ScenarioNotFoundError", "Shipped", "find", "load", "render_all", "shipped"]
