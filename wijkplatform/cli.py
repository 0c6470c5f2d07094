"""The command line: `wijkplatform demo`, `serve`, `migrate`, `worker`, `new-gemeente`, `rehearse`, `openapi`."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from uuid import UUID


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command; return its exit code. Each command imports what it needs itself, for `serve` patches first."""
    given = _parser().parse_args(arguments)
    command: str = given.command
    if command == "serve":
        from gevent import monkey

        monkey.patch_all()
        from wijkplatform.serving import serve

        return serve()
    if command == "demo":
        from wijkplatform.demo import run
        from wijkplatform.processes import FailedProgram

        try:
            return run()
        except FailedProgram as failed:
            print(failed, file=sys.stderr)
            return 1
    if command == "migrate":
        from wijkplatform import migrating

        return migrating.run()
    if command == "worker":
        from wijkplatform import worker

        return worker.run()
    if command == "new-gemeente":
        from wijkplatform import founding

        return founding.found(slug=given.slug, name=given.name, cbs_code=given.cbs, email=given.beheerder)
    if command == "rehearse":
        from wijkplatform import rehearsal

        if given.wipe:
            return rehearsal.wipe(given.session)
        voices = {"bewoner": given.bewoners, "wijkpartner": given.wijkpartners, "ambtenaar": given.ambtenaren}
        return rehearsal.rehearse(given.session, voices, seed=given.seed, pace=given.pace)
    from wijkplatform.openapi import document

    sys.stdout.write(document())
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="wijkplatform", description="Live meetings about a wijk.")
    commands = parser.add_subparsers(dest="command", required=True)
    commands.add_parser("demo", help="everything on this machine: PostgreSQL, a demo gemeente and the server")
    commands.add_parser("serve", help="serve with the settings of the environment")
    commands.add_parser("migrate", help="bring the database to the form of this version, as its owner")
    commands.add_parser("worker", help="send mail and clean up, with the settings of the environment")
    found = commands.add_parser("new-gemeente", help="make the workspace of a gemeente and invite its beheerder")
    found.add_argument("--slug", required=True, help="its place in every address, such as den-haag")
    found.add_argument("--name", required=True, help="its name as people read it, such as Den Haag")
    found.add_argument("--cbs", required=True, help="its code at the CBS, such as GM0518")
    found.add_argument("--beheerder", required=True, metavar="EMAIL", help="who is invited to run it")
    commands.add_parser("openapi", help="print the description of the API and of the socket messages")
    rehearse = commands.add_parser("rehearse", help="simulated participants that join a session and score")
    rehearse.add_argument("--session", type=UUID, required=True, help="the id of the session")
    rehearse.add_argument("--bewoners", type=int, default=12)
    rehearse.add_argument("--wijkpartners", type=int, default=6)
    rehearse.add_argument("--ambtenaren", type=int, default=8)
    rehearse.add_argument("--seed", type=int, default=None, help="the same seed gives the same answers")
    rehearse.add_argument(
        "--pace", type=float, default=1.0, help="seconds that a person thinks about a punt, on average"
    )
    rehearse.add_argument("--wipe", action="store_true", help="wipe the rehearsal of this session instead")
    return parser


if __name__ == "__main__":
    sys.exit(main())
