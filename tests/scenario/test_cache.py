import shutil
from pathlib import Path

import pytest

from exercise.scenario import cache
from exercise.scenario.load import load

TINY = Path(__file__).parents[1] / "scenarios" / "tiny"


@pytest.fixture
def scenario(tmp_path, monkeypatch) -> Path:
    monkeypatch.setattr(cache, "directory", lambda: tmp_path / "cache")
    shutil.copytree(TINY, tmp_path / "tiny")
    return tmp_path / "tiny"


def entry(tmp_path) -> Path:
    (only,) = (tmp_path / "cache").iterdir()
    return only


def test_what_is_taken_from_the_cache_is_what_was_loaded(scenario, tmp_path):
    first, again, loaded = cache.load_kept(scenario), cache.load_kept(scenario), load(scenario)
    assert entry(tmp_path).is_file()
    assert first.scenario == again.scenario == loaded.scenario
    assert list(again.sources.items()) == list(loaded.sources.items())
    assert again.scenario.model_dump_json(by_alias=True) == loaded.scenario.model_dump_json(by_alias=True)


def test_a_changed_file_is_read_again(scenario):
    before = cache.load_kept(scenario).scenario
    file = scenario / "scenario.yaml"
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace("playing_minutes: ", "playing_minutes: 1"), encoding="utf-8")
    assert cache.load_kept(scenario).scenario.playing_minutes != before.playing_minutes


@pytest.mark.parametrize(
    "damage", [lambda data: b"", lambda data: data[:-9], lambda data: data.replace(b"e", b"a", 40)]
)
def test_a_damaged_entry_counts_for_nothing(damage, scenario, tmp_path):
    before = cache.load_kept(scenario).scenario
    kept = entry(tmp_path)
    kept.write_bytes(damage(kept.read_bytes()))
    assert cache.load_kept(scenario).scenario == before


def test_a_scenario_that_cannot_be_played_is_not_kept(scenario, tmp_path):
    (scenario / "scenario.yaml").write_text("format: 1\n", encoding="utf-8")
    assert cache.load_kept(scenario).scenario is None
    assert cache.load_kept(scenario).problems
    assert not (tmp_path / "cache").exists()
