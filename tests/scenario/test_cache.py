import os
import pickle
import shutil
import threading
from pathlib import Path

import pytest

from exercise.model.scenario import Scenario
from exercise.scenario import cache
from exercise.scenario.load import load

TINY = Path(__file__).parents[1] / "scenarios" / "tiny"


@pytest.fixture
def scenario(tmp_path, monkeypatch) -> Path:
    monkeypatch.setattr(cache, "directory", lambda: tmp_path / "cache")
    shutil.copytree(TINY, tmp_path / "tiny")
    return tmp_path / "tiny"


def entry(tmp_path, kind=".json") -> Path:
    (only,) = (tmp_path / "cache").glob(f"*{kind}")
    return only


def loads_nothing(monkeypatch) -> None:
    """Let the test fail where a text is checked again."""
    monkeypatch.setattr(Scenario, "model_validate_json", None)


def test_what_is_taken_from_the_cache_is_what_was_loaded(scenario, tmp_path):
    first, again, loaded = cache.load_kept(scenario), cache.load_kept(scenario), load(scenario)
    assert entry(tmp_path).is_file()
    assert entry(tmp_path, ".parts").is_file()
    assert first.scenario == again.scenario == loaded.scenario
    assert list(again.sources.items()) == list(loaded.sources.items())
    assert again.scenario.model_dump_json(by_alias=True) == loaded.scenario.model_dump_json(by_alias=True)


def test_a_changed_file_is_read_again(scenario):
    before = cache.load_kept(scenario).scenario
    file = scenario / "scenario.yaml"
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace("playing_minutes: ", "playing_minutes: 1"), encoding="utf-8")
    assert cache.load_kept(scenario).scenario.playing_minutes != before.playing_minutes


@pytest.mark.parametrize("kind", [".json", ".parts"])
@pytest.mark.parametrize(
    "damage", [lambda data: b"", lambda data: data[:-9], lambda data: data.replace(b"e", b"a", 40)]
)
def test_a_damaged_entry_counts_for_nothing(damage, kind, scenario, tmp_path):
    before = cache.load_kept(scenario).scenario
    kept = entry(tmp_path, kind)
    kept.write_bytes(damage(kept.read_bytes()))
    assert cache.load_kept(scenario).scenario == before


def test_a_scenario_that_cannot_be_played_is_not_kept(scenario, tmp_path):
    (scenario / "scenario.yaml").write_text("format: 1\n", encoding="utf-8")
    assert cache.load_kept(scenario).scenario is None
    assert cache.load_kept(scenario).problems
    assert not (tmp_path / "cache").exists()


def test_a_text_that_was_checked_once_is_not_checked_again(scenario, monkeypatch):
    made = cache.load_kept(scenario).scenario
    text = made.model_dump_json(by_alias=True)
    loads_nothing(monkeypatch)
    assert cache.compiled(text) == made
    assert cache.load_kept(scenario).scenario == made


def test_a_text_that_makes_no_scenario_is_refused_and_not_kept(scenario, tmp_path):
    with pytest.raises(ValueError, match="format"):
        cache.compiled('{"format": 2}')
    assert not (tmp_path / "cache").exists()


class Bomb:
    """Runs code where a pickle is read as it asks."""

    def __reduce__(self):
        return os.mkdir, ("went_off",)


@pytest.mark.parametrize("content", [Bomb(), print, ["a list"], Path("x")], ids=lambda content: type(content).__name__)
def test_an_entry_that_holds_anything_but_parts_is_not_read(content, scenario, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    before = cache.load_kept(scenario).scenario
    kept = entry(tmp_path, ".parts")
    forged = pickle.dumps(content)
    kept.write_bytes(f"{cache._seal(kept.stem, forged)}\n".encode() + forged)
    assert cache.load_kept(scenario).scenario == before
    assert not (tmp_path / "went_off").exists()


def test_entries_of_another_python_count_for_nothing(scenario, monkeypatch):
    before = cache.load_kept(scenario).scenario
    monkeypatch.setattr(cache.sys, "version", "another")
    checked = []
    really = Scenario.model_validate_json
    monkeypatch.setattr(Scenario, "model_validate_json", lambda text: checked.append(text) or really(text))
    assert cache.load_kept(scenario).scenario == before
    assert checked


def test_a_disk_that_is_full_leaves_no_part_of_an_entry(scenario, tmp_path, monkeypatch):
    def full(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(cache.os, "replace", full)
    assert cache.load_kept(scenario).scenario is not None
    assert list((tmp_path / "cache").iterdir()) == []


def test_several_programs_may_write_at_once(scenario, tmp_path):
    before, found = load(scenario).scenario, []
    writers = [threading.Thread(target=lambda: found.append(cache.load_kept(scenario).scenario)) for _ in range(6)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    assert found == [before] * 6
    assert {file.suffix for file in (tmp_path / "cache").iterdir()} == {".json", ".parts"}


def test_only_the_newest_parts_are_kept(scenario, tmp_path, monkeypatch):
    monkeypatch.setattr(cache, "_MOST", 3)
    made = cache.load_kept(scenario).scenario
    texts = [made.model_copy(update={"playing_minutes": n}).model_dump_json(by_alias=True) for n in range(1, 6)]
    for age, text in enumerate(texts):
        cache.compiled(text)
        for file in (tmp_path / "cache").glob("*.parts"):
            os.utime(file, ns=(file.stat().st_atime_ns, file.stat().st_mtime_ns - 10**9 * (age + 1)))
    assert len(list((tmp_path / "cache").glob("*.parts"))) == 3
