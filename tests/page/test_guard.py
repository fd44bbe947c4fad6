"""Who may come in, from where, with how much; and what a browser may do with the answer."""

import pytest

from reportgen.serve.seals import Seals, read_seals, slug
from tests.page.conftest import BASE, OWN, Page, opened

ELSEWHERE = "http://evil.example"
READ = "/examples/make"
"""A page that shows something."""
SECRETS = ("root:", "sha256", "hmac", "BEGIN", "[Desktop Entry]")


@pytest.fixture(scope="module")
def outside(tmp_path_factory):
    """A page that nobody has come in to."""
    client, settings, seals = opened(tmp_path_factory.mktemp("outside") / "work")
    with client:
        yield Page(client, settings, seals)


@pytest.mark.parametrize(
    ("host", "path"),
    [
        (ELSEWHERE.removeprefix("http://"), READ),
        ("evil.example:8642", READ),
        ("127.0.0.1.evil.example:8642", READ),
        ("127.0.0.1:8642.evil.example", READ),
        ("127.0.0.1:1", READ),
        ("localhost.evil.example", "/"),
        ("[::1]:8642", "/"),
        ("0.0.0.0:8642", "/"),
        ("user@127.0.0.1:8642", "/"),
        ("", "/"),
    ],
)
def test_no_other_name_leads_here(page, host, path):
    """A name that somebody else points at this machine: DNS rebinding."""
    answer = page.get(path, headers={"host": host})
    assert answer.status_code == 421


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"origin": ELSEWHERE},
        {"origin": "null"},
        {"origin": "http://127.0.0.1:8643"},
        {"origin": "http://127.0.0.1.evil.example:8642"},
        {"origin": "http://evil.example/http://127.0.0.1:8642"},
        {"origin": "file://127.0.0.1:8642"},
        {"origin": "http://[127.0.0.1:8642"},
        {"origin": BASE, "sec-fetch-site": "cross-site"},
        {"origin": BASE, "sec-fetch-site": "same-site"},
    ],
)
@pytest.mark.parametrize("path", ["/examples/make", "/language"])
def test_no_other_page_sends_a_form(page, headers, path):
    before = sorted(page.desk.root.glob("jobs/*"))
    answer = page.post(path, {"report": "briefing", "formats": "pdf"}, headers=headers)
    assert answer.status_code == 403
    assert sorted(page.desk.root.glob("jobs/*")) == before


@pytest.mark.parametrize(
    "path",
    [
        "/examples/make",
        "/examples/documents",
        "/examples/files/manifest.json",
        "/examples/thumbs/briefing.png",
        "/?token=",
        "/?token=wrong",
        "/?token=" + "a" * 4000,
    ],
)
def test_nobody_comes_in_without_the_word_of_the_address(outside, path):
    answer = outside.get(path)
    assert answer.status_code == 403
    assert "set-cookie" not in answer.headers


@pytest.mark.parametrize(
    "cookie",
    [
        "",
        ".",
        "." + "0" * 64,
        "admin." + "0" * 64,
        "../../etc." + "0" * 64,
        "a.b.c",
        ".é",
    ],
)
def test_a_cookie_that_was_not_given_here_opens_nothing(outside, cookie):
    answer = outside.get(READ, headers={"cookie": f"reportgen_8642={cookie}".encode()})
    assert answer.status_code == 403


@pytest.mark.parametrize(
    "name",
    [
        "../../../../etc/passwd",
        "..%2f..%2f..%2fetc%2fpasswd",
        "%2e%2e/%2e%2e/key",
        "....//....//etc/passwd",
        "/etc/passwd",
        "//etc/passwd",
        "%00",
        "x%00.pdf",
        "..\\..\\key",
        "%5c..%5ckey",
        ".manifest.journal",
        "manifest.json",
        "../key",
        "../jobs/1.json",
        "C:%5cWindows%5cwin.ini",
        "link.pdf",
        "folder.pdf",
        "linked/passwd.txt",
        "thumbnails/../../key",
        "a" * 3000 + ".pdf",
    ],
)
def test_no_address_reaches_a_file_that_was_not_made(page, name):
    out = page.desk.benches()["examples"].out
    (out / "folder.pdf").mkdir(parents=True, exist_ok=True)
    for link, target in (("link.pdf", "/etc/passwd"), ("linked", "/etc")):
        if not (out / link).is_symlink():
            (out / link).symlink_to(target)
    answer = page.get(f"/examples/files/{name}")
    assert answer.status_code in (400, 403, 404)
    assert not any(word in answer.text for word in SECRETS)


@pytest.mark.parametrize(
    "path",
    ["/../key", "/static/../seals.py", "/static/..%2fseals.py", "/static/page.html", "/%2e%2e/make", "/nobody/make",
     "/examples/jobs/1", "/examples/jobs/..%2fkey", "/examples/thumbs/..%2f..%2fkey.png", "/examples"],
)  # fmt: skip
def test_there_is_nothing_else(page, path):
    assert page.get(path).status_code == 404


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "CONNECT"])
def test_nothing_is_done_but_reading_and_sending_forms(page, method):
    assert page.client.request(method, READ, headers=OWN).status_code == 405


def test_a_form_is_bounded_whether_it_says_how_long_it_is_or_not(page):
    long = b"report=" + b"x" * 5_000_000
    kind = {**OWN, "content-type": "application/x-www-form-urlencoded"}
    assert page.client.post("/examples/make", content=long, headers=kind).status_code == 413
    in_parts = (long[at : at + 100_000] for at in range(0, len(long), 100_000))
    assert page.client.post("/examples/make", content=in_parts, headers=kind).status_code == 413
    told = {**kind, "content-length": "9" * 18}
    assert page.client.post("/examples/make", content=b"", headers=told).status_code == 413


def test_a_page_of_somebody_else_cannot_even_ask(page):
    for site in ("cross-site", "same-site"):
        answer = page.get(
            READ, headers={"sec-fetch-site": site, "sec-fetch-mode": "no-cors", "sec-fetch-dest": "image"}
        )
        assert answer.status_code == 403


def test_every_answer_says_what_a_browser_may_do(page, outside):
    for answer in (page.get(READ), outside.get(READ), page.get("/static/page.css"), page.get("/nothing/there")):
        policy = answer.headers["content-security-policy"]
        assert "default-src 'none'" in policy
        assert "unsafe" not in policy
        assert "frame-ancestors 'none'" in policy
        assert answer.headers["x-content-type-options"] == "nosniff"


def test_the_cookie_is_for_no_script_and_no_other_page(outside):
    answer = outside.get(f"/?token={outside.seals.token}")
    cookie = answer.headers["set-cookie"].lower()
    assert "httponly" in cookie
    assert "samesite=strict" in cookie
    assert outside.seals.token not in answer.headers["location"]
    outside.client.cookies.clear()


def test_the_key_is_for_nobody_else_and_outlives_a_restart(tmp_path):
    first, second = read_seals(tmp_path), read_seals(tmp_path)
    assert (tmp_path / "key").stat().st_mode & 0o077 == 0
    assert second.person(first.cookie("")) == ""
    assert first.token != second.token


def test_a_cookie_is_of_one_person_and_one_password():
    seals = Seals(b"k" * 32, "", "a long word")
    assert seals.person(seals.cookie("ana")) == "ana"
    assert seals.person(seals.cookie("ana").replace("ana", "eva")) is None
    assert Seals(b"k" * 32, "", "another word").person(seals.cookie("ana")) is None
    assert Seals(b"k" * 32, "").person(seals.cookie("ana")) is None
    assert seals.person(Seals(b"k" * 32, "").cookie("")) is None


@pytest.mark.parametrize(
    ("name", "folder"),
    [("Ana María", "ana-maria"), ("../etc", "etc"), (".ssh", "ssh"), ("李", ""), ("a" * 99, "a" * 40), ("CON", "con")],
)
def test_a_name_becomes_a_folder_that_is_never_elsewhere(name, folder):
    assert slug(name) == folder
