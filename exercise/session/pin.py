"""The PIN of the facilitator's desk: kept as salt and hash, and guessed only slowly."""

from __future__ import annotations

import hashlib
import hmac
import secrets
from collections.abc import Callable
from typing import Final

from exercise.model.decisions import Refusal
from exercise.play.record import RunProblem, t

WRONG_PIN: Final = "wrong_pin"
PIN_WAIT: Final = "pin_wait"
"""Codes of the refusals of a wrong PIN, and of one that came too soon after wrong ones."""
FREE_GUESSES: Final = 3
"""So many wrong guesses cost no wait."""
FIRST_WAIT: Final = 5.0
LONGEST_WAIT: Final = 300.0
"""Seconds to wait after a wrong guess; twice as long after each further one."""
_WORK: Final = {"n": 2**14, "r": 8, "p": 1}
"""What one guess costs a machine: some 50 ms and 16 MB."""


def new_pin() -> str:
    """Return four digits that nobody can foresee."""
    return f"{secrets.randbelow(10_000):04d}"


def hashed(pin: str) -> str:
    """Return what is kept of *pin*: salt and hash; raises :class:`RunProblem` where it is not 4 to 12 digits."""
    if not (4 <= len(pin) <= 12 and pin.isascii() and pin.isdigit()):
        raise RunProblem(t("A PIN has 4 to 12 digits."))
    salt = secrets.token_bytes(16)
    return f"{salt.hex()}${_hash(pin, salt)}"


def fits(pin: str, kept: str) -> bool:
    """Tell whether *kept* was made from *pin*."""
    salt, _, right = kept.partition("$")
    return hmac.compare_digest(_hash(pin.strip()[:64], bytes.fromhex(salt)), right)


def _hash(pin: str, salt: bytes) -> str:
    return hashlib.scrypt(pin.encode(), salt=salt, dklen=32, **_WORK).hex()


class Guard:
    """Lets one in who knows the PIN. *seconds* is a clock that never falls."""

    def __init__(self, kept: str, seconds: Callable[[], float]) -> None:
        self.locked = bool(kept)
        self._kept = kept
        self._seconds = seconds
        self._wrong = 0
        self._next = 0.0

    def unlock(self, pin: str) -> Refusal | None:
        """Try *pin*; one that comes before the wait is over is not even looked at."""
        wait = self._next - self._seconds()
        if wait > 0:
            return Refusal(PIN_WAIT, {"seconds": str(-int(-wait // 1))})
        if self._kept and not fits(pin, self._kept):
            return self._count()
        self.locked, self._wrong = False, 0
        return None

    def lock(self) -> None:
        """Ask for the PIN again."""
        self.locked = bool(self._kept)

    def _count(self) -> Refusal:
        self._wrong += 1
        if self._wrong >= FREE_GUESSES:
            self._next = self._seconds() + min(FIRST_WAIT * 2 ** (self._wrong - FREE_GUESSES), LONGEST_WAIT)
        return Refusal(WRONG_PIN)
