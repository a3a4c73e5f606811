"""What every test has: a cache of its own, so that no run of the tests leaves anything with the user."""

import os
import signal
import tempfile

import pytest

_cache = tempfile.TemporaryDirectory(prefix="exercise-cache-")


def pytest_configure() -> None:
    os.environ["XDG_CACHE_HOME"] = _cache.name


@pytest.fixture
def signals_heard():
    """Take signals that whoever started the tests wants ignored (a job in the background) as they usually are."""
    usual = {signal.SIGINT: signal.default_int_handler, signal.SIGTERM: signal.SIG_DFL, signal.SIGHUP: signal.SIG_DFL}
    before = {each: signal.signal(each, handler) for each, handler in usual.items()}
    yield
    for each, handler in before.items():
        signal.signal(each, handler)
