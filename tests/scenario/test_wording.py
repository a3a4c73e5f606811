"""A value in a wrong form is told with the form that is meant, where that is known."""

from pathlib import Path

import pytest

from exercise.scenario.load import load

BASE = (Path(__file__).parent.parent / "problems" / "base.yaml").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("before", "after", "mend"),
    [
        ("    when: late\n", "    when: [late, ended]\n", "when: late and ended"),
        ("stages:\n  request:\n    title: Request", "stages:\n  - id: request\n    title: Request", "request:"),
        ("          - set: late", "          - set late", "          - set: late"),
        ("takes: 1h", "takes: [1h]", "takes: 1h"),
        ("summary: One lorry, two states.", "summary: {file: a.md, en: A}", "{file: a.md}"),
    ],
)
def test_the_form_that_is_meant_is_the_mend(before: str, after: str, mend: str, tmp_path: Path) -> None:
    assert before in BASE
    (tmp_path / "scenario.yaml").write_text(BASE.replace(before, after), encoding="utf-8")
    assert mend in [problem.mend for problem in load(tmp_path).problems]


def test_no_mend_merely_points_back_to_the_message() -> None:
    from exercise.scenario.codes import CODES

    assert not [code for code, entry in CODES.items() if "as the message says" in entry.mend]
