"""The two generated pages say what the code says."""

from collections.abc import Callable
from pathlib import Path

import pytest

from exercise.scenario import problems_page, reference

DOCS = Path(__file__).parents[2] / "docs"


@pytest.mark.parametrize(
    ("page", "made"),
    [("problems.md", problems_page.markdown), ("scenario-reference.md", reference.markdown)],
    ids=["problems", "reference"],
)
def test_the_page_is_what_the_code_makes(page: str, made: Callable[[], str]) -> None:
    written = (DOCS / page).read_text(encoding="utf-8")
    assert written == made(), f"write docs/{page} anew: python -m exercise.scenario.reference"
