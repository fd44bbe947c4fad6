"""How the page is started: by its command, or by an icon for whoever never opens a terminal."""

import configparser
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from reportgen.cli import run
from reportgen.errors import UsageError
from reportgen.serve import running
from reportgen.serve.shortcut import install, shortcut

FOLDER = Path("/srv/Ana's reports")


def test_without_the_extra_one_sentence_says_what_to_install(monkeypatch, capsys):
    monkeypatch.setattr(running, "NEEDED", ("no_such_library",))
    assert run(["serve", "--no-browser"]) == 2
    told = capsys.readouterr().err
    assert "the page needs what comes with an extra" in told
    assert 'pip install "reportgen[page]"' in told


@pytest.mark.parametrize("password", ["", "short"])
def test_other_machines_need_a_password(monkeypatch, capsys, password):
    monkeypatch.setenv("REPORTGEN_PASSWORD", password)
    assert run(["serve", "--allow-host", "reports.example.org", "--no-browser"]) == 2
    assert "`--allow-host` needs a password" in capsys.readouterr().err


def test_a_preview_of_no_report_is_refused_with_the_nearest(capsys):
    assert run(["preview", "briefin", "--no-browser"]) == 2
    assert "did you mean `briefing`?" in capsys.readouterr().err


def test_the_icon_of_linux_starts_the_program_with_its_folder():
    name, text = shortcut("linux", "/opt/re port/bin/python", FOLDER)
    entry = configparser.ConfigParser(interpolation=None)
    entry.optionxform = str
    entry.read_string(text)
    assert name == "reportgen.desktop"
    assert shlex.split(entry["Desktop Entry"]["Exec"]) == [
        "/opt/re port/bin/python", "-m", "reportgen", "serve", str(FOLDER),
    ]  # fmt: skip


def test_the_icon_of_macos_is_a_script_that_a_shell_reads_so():
    name, text = shortcut("darwin", sys.executable, FOLDER)
    assert name == "reportgen.command"
    shown = text.replace("exec ", 'printf "%s\\n" ')
    done = subprocess.run(["sh", "-c", shown], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines() == [sys.executable, "-m", "reportgen", "serve", str(FOLDER)]


def test_the_icon_of_windows_has_its_line_ends_and_quotes():
    name, text = shortcut("win32", r"C:\Program Files\Python\python.exe", Path("D:/Figures 2024"))
    assert name == "reportgen.cmd"
    assert text.count("\r\n") == text.count("\n") == 5
    assert r'"C:\Program Files\Python\python.exe" -m reportgen serve "D:' in text


@pytest.mark.parametrize("folder", ['/srv/"; rm -rf /;"', "/srv/100%", "/srv/a\nb"])
def test_a_path_that_an_icon_would_misread_is_refused(folder):
    for system in ("linux", "darwin", "win32"):
        with pytest.raises(UsageError, match="a path holds a character"):
            shortcut(system, "/usr/bin/python3", Path(folder))


def test_an_icon_is_put_on_the_desktop_and_nothing_of_others_is_replaced(tmp_path, monkeypatch):
    monkeypatch.delenv("XDG_DESKTOP_DIR", raising=False)
    made = install(None, system="linux", home=tmp_path)
    assert made == tmp_path / "Desktop" / "reportgen.desktop"
    assert made.stat().st_mode & 0o100
    assert install(FOLDER, system="linux", home=tmp_path) == made
    made.write_text("[Desktop Entry]\nName=Another\n")
    with pytest.raises(UsageError, match="something else has this name"):
        install(None, system="linux", home=tmp_path)


def test_what_a_sheet_says_is_never_part_of_the_page(page):
    """Heads, cells and names of a file that somebody else has written."""
    hostile = '"<script>alert(1)</script>";Year;Visits\n"<img src=x onerror=alert(2)>";2022;1\nB;2022;2\nC;2023;3\n'
    files = {"file": ('"><script>x.csv', hostile)}
    answer = page.client.post("/import", files=files, headers={"origin": "http://127.0.0.1:8642"})
    assert "&lt;script&gt;alert(1)" in answer.text
    assert "<script>alert" not in answer.text
    assert "<img src=x" not in answer.text
    assert answer.text.count("<script") == 1
