"""Authoring time: text with positions, all problems at once, and the compiled scenario."""
