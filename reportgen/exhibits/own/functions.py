"""Find the functions that draw charts of a user's own: in files that the user names, or in installed packages.

A function is code, so a template can only name it. It comes from a file that was given on the command line, or from a
package with an entry point in the group `reportgen.charts`; nothing is ever loaded from a folder of templates or data.
"""

from __future__ import annotations

import inspect
import sys
from dataclasses import dataclass
from functools import cache, lru_cache
from hashlib import sha256
from importlib.metadata import entry_points
from importlib.util import find_spec
from pathlib import Path
from traceback import extract_tb
from types import FunctionType, ModuleType
from typing import TYPE_CHECKING, Any

from reportgen.errors import BuildError, TemplateError, UsageError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from importlib.metadata import EntryPoint

GROUP = "reportgen.charts"
"""Group of the entry points of installed packages."""
DIGITS = 16
"""Of a digest that tells one version of a file from another."""


@dataclass(frozen=True, slots=True)
class ChartFile:
    """A file of Python with functions that draw charts, as it was read: what runs is what its digest stands for."""

    path: str
    text: str

    @property
    def version(self) -> str:
        """Name and digest; the folder does not matter."""
        return f"{Path(self.path).name} {_digest(self.text.encode())}"


@dataclass(frozen=True, slots=True)
class OwnFunction:
    """A function that draws a chart."""

    name: str
    version: str
    place: str
    """File and line."""
    call: Callable[[Any, Any], Any]


_found: dict[tuple[str, str], OwnFunction] = {}
"""Functions that charts of this process were composed with, by name and version."""


def _digest(content: bytes) -> str:
    return sha256(content).hexdigest()[:DIGITS]


def function_named(name: str, files: Sequence[ChartFile]) -> OwnFunction | None:
    """Return the function of a name: from the files, else from an installed package; None where there is none.

    Raises TemplateError when the package that has it cannot be loaded, UsageError when a file cannot.
    """
    found = next((functions[name] for functions in map(functions_of, files) if name in functions), None)
    if found is None:
        point = _entry_points().get(name)
        found = _loaded(point) if point else None
    if found is not None:
        _found[found.name, found.version] = found
    return found


def function_names(files: Sequence[ChartFile]) -> tuple[str, ...]:
    """Return the names of all functions that there are."""
    return (*(name for file in files for name in functions_of(file)), *_entry_points())


def function_of(name: str, version: str) -> OwnFunction:
    """Return the function that a chart was composed with. Raises BuildError in a process that has not composed it."""
    if (name, version) not in _found:
        raise BuildError(
            f"the function `{name}` of `{version}` is not loaded here",
            hint="compose the document in the process that builds it",
        )
    return _found[name, version]


def installed_versions() -> tuple[str, ...]:
    """Return names and versions of all installed packages with charts."""
    return tuple(f"{name} {_version(point)}" for name, point in sorted(_entry_points().items()))


# -- files ----------------------------------------------------------------------------------------------------------


@lru_cache(maxsize=64)
def functions_of(file: ChartFile) -> Mapping[str, OwnFunction]:
    """Return the public functions that a file defines, by name. Raises UsageError when it cannot be run."""
    module = ModuleType(f"reportgen_charts_{_digest(file.text.encode())}")
    module.__file__ = file.path
    sys.modules[module.__name__] = module  # where dataclasses and pickle look for it
    try:
        exec(compile(file.text, file.path, "exec", dont_inherit=True), module.__dict__)
    except (Exception, SystemExit) as error:
        raise UsageError(
            f"cannot load the charts: {described(error)}",
            where=_line(error, file.path),
            hint="the file is run as Python, with matplotlib and pandas at hand",
        ) from error
    functions = [
        each
        for name, each in vars(module).items()
        if isinstance(each, FunctionType) and each.__module__ == module.__name__ and not name.startswith("_")
    ]
    if not functions:
        raise UsageError(
            "expected a function for a chart, found none", where=file.path, hint="`def dumbbell(frame, look): …`"
        )
    return {each.__name__: OwnFunction(each.__name__, file.version, place_of(each), each) for each in functions}


def refuse_names_twice(files: Sequence[ChartFile], known: Iterable[str]) -> None:
    """Raise UsageError when a function has the name of a kind that comes along, or two files have one name."""
    owners = dict.fromkeys(known, "reportgen itself")
    for file in files:
        for name, function in functions_of(file).items():
            if name in owners:
                raise UsageError(
                    f"chart `{name}` is already one of {owners[name]}",
                    where=function.place,
                    hint="give the function another name, or one that begins with `_` if it draws no chart",
                )
            owners[name] = file.path


# -- packages -------------------------------------------------------------------------------------------------------


@cache
def _entry_points() -> Mapping[str, EntryPoint]:
    """Return the entry points by name. Asking all installed packages takes a while, so nobody does without need."""
    points: dict[str, EntryPoint] = {}
    for point in sorted(entry_points(group=GROUP), key=lambda point: (point.name, point.value)):
        points.setdefault(point.name, point)
    return points


def _loaded(point: EntryPoint) -> OwnFunction:
    try:
        function = point.load()
    except (Exception, SystemExit) as error:
        raise TemplateError(
            f"cannot load the chart `{point.name}` of `{_owner(point)}`: {described(error)}",
            hint=f"its package names `{point.value}` in the group `{GROUP}`",
        ) from error
    if not callable(function):
        raise TemplateError(
            f"chart `{point.name}` of `{_owner(point)}`: expected a function, found `{type(function).__name__}`",
            hint=f"its package names `{point.value}` in the group `{GROUP}`",
        )
    return OwnFunction(point.name, _version(point), place_of(function), function)


def _owner(point: EntryPoint) -> str:
    return point.dist.name if point.dist else point.module


@cache
def _version(point: EntryPoint) -> str:
    """Return name and version of a package, and a digest of its source: while it is worked on the source counts."""
    version = point.dist.version if point.dist else ""
    return " ".join(filter(None, (_owner(point), version, _digest_of_source(point.module.partition(".")[0]))))


def _digest_of_source(package: str) -> str:
    """Return a digest of the files of a package or a module, which need not be loaded; empty where it has none."""
    try:
        spec = find_spec(package)
    except (ImportError, ValueError):
        return ""
    if spec is None:
        return ""
    folders = [Path(folder) for folder in spec.submodule_search_locations or ()]
    found = [path for folder in folders for path in sorted(folder.rglob("*.py"))] or [Path(spec.origin or "")]
    files = [path for path in found if path.is_file()]
    return _digest(b"".join(path.read_bytes() for path in files)) if files else ""


# -- words for messages ---------------------------------------------------------------------------------------------


def described(error: BaseException) -> str:
    """Return an exception in words: `ZeroDivisionError: division by zero`."""
    return f"{type(error).__name__}: {error}" if str(error) else type(error).__name__


def place_of(function: Callable[..., Any]) -> str:
    """Return file and line of a function."""
    code = getattr(inspect.unwrap(function), "__code__", None)
    return f"{code.co_filename}:{code.co_firstlineno}" if code else str(function)


def _line(error: BaseException, path: str) -> str:
    """Return the line of a file from which an error came."""
    if isinstance(error, SyntaxError) and error.filename == path and error.lineno:
        return f"{path}:{error.lineno}"
    return line_of(error, path) or path


def line_of(error: BaseException, path: str) -> str:
    """Return file and line where a function of a file was when an error came; empty when it was not there."""
    lines = [frame.lineno for frame in extract_tb(error.__traceback__) if frame.filename == path]
    return f"{path}:{lines[-1]}" if lines else ""
