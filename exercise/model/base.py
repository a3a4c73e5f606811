"""What every part of a compiled scenario shares: frozen, no unknown keys, ids in snake_case."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

Minute = Annotated[int, "minutes"]
"""Story time: whole minutes since the start of the exercise. The mark tells the scenario room to read a length of
time.
"""

Id = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]{0,63}$")]
"""An author's name for a thing: snake_case, at most 64 characters."""

Value = bool | int | str
"""The value of a fact."""


Precedence = Literal["routine", "priority", "flash"]
"""How urgent something is for those who learn of it; in rounds the clock stops for the last two."""


class Part(BaseModel):
    """A part of the compiled scenario."""

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)
