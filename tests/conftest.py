"""What every test has: a cache of its own, so that no run of the tests leaves anything with the user."""

import os
import tempfile

_cache = tempfile.TemporaryDirectory(prefix="exercise-cache-")


def pytest_configure() -> None:
    os.environ["XDG_CACHE_HOME"] = _cache.name
