"""The shape of the code holds, and each rule is seen to find what breaks it."""

from pathlib import PurePosixPath

import pytest

from tests.architecture import BESIDE_THE_LAYERS, LAYERS, PROJECT, RULES, Module, Rule, project_modules
from tools import glossary


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_the_project_keeps_the_rule(rule: Rule) -> None:
    broken = [f"{module.path}:{line}" for module in project_modules() for line in rule.broken_at(module)]
    assert broken == [], rule.name


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_the_rule_finds_a_planted_breach(rule: Rule) -> None:
    path, source = rule.planted
    assert list(rule.broken_at(Module(PurePosixPath(path), source)))


def test_no_folder_of_code_stands_outside_the_layers() -> None:
    folders = {file.relative_to(PROJECT).parts[0] for file in PROJECT.glob("[!.]*/**/*.py")}
    assert folders - {"var"} <= {*LAYERS, *BESIDE_THE_LAYERS}


def test_every_vocabulary_is_in_the_glossary() -> None:
    written = glossary.GLOSSARY.read_text(encoding="utf-8")
    assert written == glossary.written_by_hand() + glossary.vocabularies(), "run `python -m tools.glossary`"


def test_the_lock_file_of_the_tests_installs_what_the_app_runs_on() -> None:
    app, dev = (_pins(name) for name in ("requirements.txt", "requirements-dev.txt"))
    assert app.keys() - dev.keys() == set()
    assert {name: pin for name, pin in app.items() if dev[name] != pin} == {}


def _pins(name: str) -> dict[str, str]:
    lines = (PROJECT / name).read_text(encoding="utf-8").splitlines()
    pinned = [line.split(" ", 1)[0].split("==") for line in lines if "==" in line and not line.startswith((" ", "#"))]
    return dict(pinned)
