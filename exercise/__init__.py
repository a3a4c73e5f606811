"""Tabletop exercise simulator for a cross-border controlled delivery."""

__version__ = "0.1.0"
