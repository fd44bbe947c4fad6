import re
import tomllib
from importlib.metadata import distribution, distributions

from tests.worlds import ROOT

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
NAME = re.compile(r"^[A-Za-z0-9._-]+")


def normal(name):
    return re.sub(r"[-_.]+", "-", name).lower()


def pins():
    lines = (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines()
    return dict(line.split("==") for line in lines if "==" in line and not line.startswith("#"))


def requirements():
    project = PROJECT["project"]
    extras = [name for names in project.get("optional-dependencies", {}).values() for name in names]
    groups = [name for names in PROJECT["dependency-groups"].values() for name in names if isinstance(name, str)]
    return {normal(NAME.match(line)[0]) for line in [*project["dependencies"], *extras, *groups]} - {"reportgen"}


def test_every_requirement_is_pinned():
    assert sorted(requirements() - {normal(name) for name in pins()}) == []


def test_every_pin_is_exact_and_stands_once():
    lines = [line for line in (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines() if line[:1] != "#"]
    assert [line for line in lines if not re.fullmatch(r"[A-Za-z0-9._-]+==[0-9][A-Za-z0-9._+!-]*", line)] == []
    assert len({normal(line.split("==")[0]) for line in lines}) == len(lines)


def test_what_is_installed_is_what_is_pinned():
    wanted = {normal(name): version for name, version in pins().items()}
    found = {normal(each.metadata["Name"]): each.version for each in distributions()}
    differ = {name: found[name] for name in wanted.keys() & found.keys() if found[name] != wanted[name]}
    assert not differ, "run make test, which installs the pinned versions"


def test_a_library_brings_nothing_that_is_not_pinned():
    wanted = {normal(name) for name in pins()}
    needed = {
        normal(NAME.match(line)[0])
        for name in requirements() & {normal(each.metadata["Name"]) for each in distributions()}
        for line in distribution(name).requires or ()
        if "extra ==" not in line and "sys_platform" not in line and "platform_system" not in line
    }
    installed = {normal(each.metadata["Name"]) for each in distributions()}
    assert sorted((needed & installed) - wanted - {"setuptools"}) == []
