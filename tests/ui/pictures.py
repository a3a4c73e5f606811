"""Pictures of real screens for the documents: ``python -m tests.ui.pictures`` writes docs/*.svg."""

from __future__ import annotations

import asyncio
import re
import tempfile
from pathlib import Path

from exercise.model.language import language
from exercise.play.record import Setup
from exercise.scenario.library import find
from exercise.scenario.load import load
from exercise.session.session import Session
from exercise.ui.app import ExerciseApp
from tests.ui.sitting import press, settle

DOCS = Path(__file__).parents[2] / "docs"
_FONTS = re.compile(r"@font-face\s*{.*?}", re.DOTALL)


def _save(app: ExerciseApp, name: str) -> None:
    """Write the screen as a picture that asks nobody for a font."""
    picture = _FONTS.sub("", app.export_screenshot(title="exercise"))
    picture = picture.replace("Fira Code", "DejaVu Sans Mono, Menlo, Consolas")
    (DOCS / f"{name}.svg").write_text(picture, encoding="utf-8")


async def _pictures() -> None:
    loaded = load(find("first_parcel"))
    assert loaded.scenario is not None
    with tempfile.TemporaryDirectory() as folder:
        setup = Setup(people=("kyrgyzstan",), seed=3)
        session = Session.create(loaded.scenario, loaded.sources, setup, Path(folder) / "picture.run")
        app = ExerciseApp(language("en"), signs="full", now=lambda: 0.0, wall=lambda: "10:52")
        app.sit(session, resumed=False)
        async with session, app.run_test(size=(140, 45)) as pilot:
            await settle(pilot)
            await press(pilot, "1")
            _save(app, "team")


def main() -> None:
    """Write every picture."""
    asyncio.run(_pictures())


if __name__ == "__main__":
    main()
