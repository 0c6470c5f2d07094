"""Starts programs that may not outlive us, nor run as root."""

from __future__ import annotations

import ctypes
import os
import pwd
import signal
import stat
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import IO

_SIGNAL_WHEN_PARENT_DIES = 1  # PR_SET_PDEATHSIG


class FailedProgram(RuntimeError):
    """A program could not be started or ended badly; the text is what it said."""


def ends_with_parent() -> Callable[[], None] | None:
    """For `preexec_fn`: the child is interrupted when its parent dies, even by `kill -9` (on Linux).

    The parent is the thread that starts the child: start it from the main thread.
    """
    if sys.platform != "linux":
        return None
    prctl = ctypes.CDLL(None).prctl
    parent = os.getpid()

    def in_the_child() -> None:
        signal.signal(signal.SIGINT, signal.SIG_DFL)  # ignored in what a script starts in the background
        prctl(_SIGNAL_WHEN_PARENT_DIES, signal.SIGINT)
        if os.getppid() != parent:
            os._exit(1)

    return in_the_child


@dataclass(frozen=True)
class ServerUser:
    """Who runs a server: ourselves, or `nobody` when we are root, for PostgreSQL refuses to run as root."""

    uid: int | None = None
    gid: int | None = None

    @classmethod
    def fit(cls) -> ServerUser:
        """The user that fits who we are."""
        if os.geteuid() != 0:
            return cls()
        nobody = pwd.getpwnam("nobody")
        return cls(nobody.pw_uid, nobody.pw_gid)

    def own(self, path: Path) -> None:
        """Make a folder or a file the private property of this user."""
        path.chmod(0o700 if path.is_dir() else 0o600)
        if self.uid is not None and self.gid is not None:
            os.chown(path, self.uid, self.gid)

    def reaches(self, path: Path) -> bool:
        """Whether every folder above lets this user pass."""
        return self.uid is None or all(parent.stat().st_mode & stat.S_IXOTH for parent in path.resolve().parents)

    def start(self, command: list[str], output: IO[bytes] | int, fds: tuple[int, ...] = ()) -> subprocess.Popen[bytes]:
        """Start a program as this user, in a session of its own: Ctrl-C reaches us first, and we stop it."""
        return subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            pass_fds=fds,
            env={"PATH": os.environ.get("PATH", os.defpath), "LC_ALL": "C.UTF-8", "TZ": "UTC"},
            start_new_session=True,
            preexec_fn=ends_with_parent(),
            user=self.uid,
            group=self.gid,
            extra_groups=None if self.uid is None else [],
        )

    def ask(self, command: list[str], fds: tuple[int, ...] = ()) -> str:
        """Run a program to its end and give what it said; FailedProgram when it failed."""
        try:
            process = self.start(command, subprocess.PIPE, fds)
        except OSError as error:
            raise FailedProgram(str(error)) from error
        said = process.communicate()[0].decode(errors="replace")
        if process.returncode:
            raise FailedProgram(f"{command[0]} ended with {process.returncode}:\n{said}")
        return said
