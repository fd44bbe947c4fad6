"""What all pages share: settings, seals, the queue, warm children; and how a page finds what a request is about."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from starlette.exceptions import HTTPException
from starlette.responses import HTMLResponse

from reportgen.language import speaking
from reportgen.serve.children import Refused, WarmChildren
from reportgen.serve.desk import Bench, Desk, desk_of
from reportgen.serve.jobs import Queue
from reportgen.serve.pages import page
from reportgen.serve.words import chosen_language

if TYPE_CHECKING:
    from starlette.requests import Request

    from reportgen.serve.jobs import Job
    from reportgen.serve.seals import Seals
    from reportgen.serve.settings import Settings
    from reportgen.serve.tasks import Values

LANGUAGE_COOKIE = "reportgen_language"


@dataclass
class House:
    """What all pages share."""

    settings: Settings
    seals: Seals
    warm: WarmChildren
    queue: Queue = field(default_factory=Queue)
    contents: dict[str, Values] = field(default_factory=dict)
    """What the frame of a page says of a project, by its folder, as it was asked for last."""
    open: dict[str, tuple[str, int]] = field(default_factory=dict)
    """How many checks of a project do not hold and are not explained, by its folder, with the checksum of its data."""


@dataclass(frozen=True)
class Visit:
    """One request: whose desk it is about, in which language, and which project where its address names one."""

    house: House
    request: Request
    person: str
    desk: Desk
    language: str
    benches: dict[str, Bench]

    @property
    def bench(self) -> Bench:
        """The project that the address names. Raises HTTPException where there is none of this name."""
        name = self.request.path_params.get("bench", "")
        if name not in self.benches:
            raise HTTPException(404)
        return self.benches[name]

    async def contents(self) -> Values:
        """Return what there is to ask for in the project. Raises Refused for data that cannot be read."""
        found = await self.ask("contents", years=self.bench.years)
        names = ("title", "figures", "checksum", "reports", "places", "broken")
        self.house.contents[str(self.bench.folder)] = {name: found[name] for name in names}
        return found

    async def ask(self, task: str, /, *, seconds: float = 120, **more: object) -> Values:
        """Do a task in the warm child of the project. Raises Refused."""
        bench = self.bench
        return await self.house.warm.ask(bench.folder, bench.asking(task, **more), seconds=seconds)

    def job(self) -> Job:
        """Return the job that the address names. Raises HTTPException where the person has none of this name."""
        found = self.house.queue.jobs.get(self.request.path_params.get("job", ""))
        if found is None or found.person != self.person:
            raise HTTPException(404)
        return found

    def page(self, name: str, status: int = 200, /, **values: Any) -> HTMLResponse:
        """Return a page within the frame of all of them."""
        bench = self.benches.get(self.request.path_params.get("bench", ""), next(iter(self.benches.values())))
        settings = self.house.settings
        known = self.house.contents.get(str(bench.folder))
        around = {
            "bench": bench,
            "known": known,
            "matters": self._matters(bench, known) if known else {},
            "benches": self.benches,
            "here": self.request.url.path,
            "host": self.request.headers.get("host", ""),
            "is_shared": settings.is_shared,
            "person": self.person,
            "only": settings.only,
        }
        return HTMLResponse(page(name, self.language, **around, **values), status)

    def _matters(self, bench: Bench, known: Values) -> dict[str, int]:
        """Return how many matters are open on a screen, by its name, as far as that is known."""
        checksum, count = self.house.open.get(str(bench.folder), ("", 0))
        broken = len({one["report"] for one in known["broken"]})
        return {"check": count if checksum == known["checksum"] else 0, "write": broken}

    def refused(self, error: Refused, name: str = "refused.html") -> HTMLResponse:
        """Return a page that says what is wrong."""
        return self.page(name, 422, errors=error.errors)


def visit(request: Request) -> Visit:
    """Return what a request is about."""
    house: House = request.app.state.house
    person: str = request.state.person or ""
    desk = desk_of(house.settings.folder, house.settings.project, person)
    asked = request.cookies.get(LANGUAGE_COOKIE, "") or house.settings.language
    language = chosen_language(request.headers.get("accept-language", ""), asked=asked)
    return Visit(house, request, person, desk, language, desk.benches())


def said(visited: Visit) -> Any:
    """Speak the language of a visit within a block."""
    return speaking(visited.language)
