"""Benchmarks: each prints ratios against a floor measured in the same run. They assert nothing.

``python -m tests.benchmarks`` runs all; ``python -m tests.benchmarks start keys`` runs some.
"""
