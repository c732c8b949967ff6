"""The command `sonmal`. Every failure is one line and a non-zero exit."""

import argparse
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import NoReturn

from signaling.settings import SettingsError, add_options, read_settings
from signaling.start_error import StartError


def main(arguments: Sequence[str] | None = None) -> int:
    options = _parser().parse_args(arguments)
    try:
        return int(options.run(options))
    except (SettingsError, StartError) as error:
        print(f"sonmal: {error}", file=sys.stderr)
        return 2 if isinstance(error, SettingsError) else 1
    except KeyboardInterrupt:
        return 130


class _Parser(argparse.ArgumentParser):
    """Says what is wrong in one line; `--help` shows the usage."""

    def error(self, message: str) -> NoReturn:
        self.exit(2, f"sonmal: {message}\n")


def _parser() -> argparse.ArgumentParser:
    parser = _Parser(prog="sonmal", description="Accessibility relay service")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")

    serve = commands.add_parser("serve", help="run the service")
    add_options(serve)
    serve.set_defaults(run=_serve)

    administrator = commands.add_parser(
        "add-administrator", help="create an administrator and print a one-time sign-in link"
    )
    add_options(administrator)
    administrator.add_argument("login")
    administrator.set_defaults(run=_add_administrator)

    _add_keeping(commands)
    bench = commands.add_parser("bench", help="measure").add_subparsers(
        required=True, metavar="WHAT"
    )
    relay = bench.add_parser("relay", help="CPU, loss and delay of the relay under real SRTP load")
    _add_relay_bench(relay)
    return parser


def _add_keeping(commands: "argparse._SubParsersAction[_Parser]") -> None:
    migrate = commands.add_parser("migrate", help="bring the record to this version's tables")
    add_options(migrate)
    migrate.set_defaults(run=_migrate)

    backup = commands.add_parser("backup", help="copy the whole record into one file")
    add_options(backup)
    backup.add_argument("--to", dest="target", metavar="FILE", type=Path, required=True)
    backup.set_defaults(run=_backup)

    restore = commands.add_parser("restore", help="put a backup in the place of the record")
    add_options(restore)
    restore.add_argument("--from", dest="source", metavar="FILE", type=Path, required=True)
    restore.set_defaults(run=_restore)

    importing = commands.add_parser("import", help="take over staff, categories, old inquiries")
    add_options(importing)
    importing.add_argument("what", choices=("staff", "categories", "inquiries"))
    importing.add_argument(
        "file", metavar="FILE", type=Path, help="CSV with a line of column names"
    )
    importing.add_argument("--encoding", default="utf-8", help="utf-8, or cp949 as from old Excel")
    importing.add_argument("--dry-run", action="store_true", help="check all rows, store nothing")
    importing.set_defaults(run=_import)

    audit = commands.add_parser("audit", help="the audit log").add_subparsers(
        required=True, metavar="WHAT"
    )
    verify = audit.add_parser("verify", help="check that nobody changed the audit log")
    add_options(verify)
    verify.add_argument("--day", metavar="YYYY-MM-DD", help="only the entries of this day (Korea)")
    verify.add_argument("--noted", metavar="HASH", help="a hash that an earlier check printed")
    verify.set_defaults(run=_audit_verify)


def _add_relay_bench(parser: argparse.ArgumentParser) -> None:
    from relay.bench import cli as relay_bench

    relay_bench.add_arguments(parser)
    parser.set_defaults(run=relay_bench.run)


def _serve(options: argparse.Namespace) -> int:
    from signaling import serve

    return serve.run(read_settings(options, os.environ))


def _add_administrator(options: argparse.Namespace) -> int:
    from signaling import add_administrator

    return add_administrator.run(read_settings(options, os.environ), options.login)


def _migrate(options: argparse.Namespace) -> int:
    from signaling.commands import migrate

    return migrate.run(read_settings(options, os.environ))


def _backup(options: argparse.Namespace) -> int:
    from signaling.commands import backup

    return backup.run(read_settings(options, os.environ), options.target)


def _restore(options: argparse.Namespace) -> int:
    from signaling.commands import restore

    return restore.run(read_settings(options, os.environ), options.source)


def _import(options: argparse.Namespace) -> int:
    from signaling.commands import import_csv

    wanted = import_csv.Wanted(options.what, options.file, options.encoding, options.dry_run)
    return import_csv.run(read_settings(options, os.environ), wanted)


def _audit_verify(options: argparse.Namespace) -> int:
    from signaling.commands import audit_verify

    return audit_verify.run(read_settings(options, os.environ), options.day, options.noted)


if __name__ == "__main__":
    sys.exit(main())
