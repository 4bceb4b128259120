"""Command `scrapy genspider`: Scrapy's own, with a template whose spider stores what it reads."""

from __future__ import annotations

import argparse
import re
import string
from pathlib import Path

from scrapy.commands.genspider import Command as GenspiderCommand
from scrapy.commands.genspider import extract_domain, sanitize_module_name, verify_url_scheme
from scrapy.exceptions import UsageError

from newsspider.console.manual import Documented
from newsspider.console.terminal import show, warn

TEMPLATES = Path(__file__).resolve().parents[1] / "templates"
PACKAGE = Path(__file__).resolve().parents[1]
OUTLET = "outlet"
NOT_STORED = "nothing stores the items of this template; a spider made with -t outlet stores its stories"
NAME = re.compile(r"[a-z][a-z0-9_]{0,40}")
HOST = re.compile(r"[a-z0-9-]+(?:\.[a-z0-9-]+)+")


class Command(Documented, GenspiderCommand):
    """Makes a spider of a template; of the template `outlet` also the outlet that it crawls."""

    requires_project = True

    def short_desc(self) -> str:
        return "Make a spider and its outlet (-t outlet), or a spider of one of Scrapy's templates"

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        super().add_options(parser)
        parser.set_defaults(template=OUTLET)

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        if opts.list or opts.dump or opts.template != OUTLET:
            super().run(args, opts)
            if not opts.list and not opts.dump:
                warn(NOT_STORED)
            return
        if len(args) != 2:
            raise UsageError(
                "expected a name and a host, such as: kabar www.example.org",
                print_help=False,
            )
        self._make(args[0], extract_domain(verify_url_scheme(args[1])).lower(), opts.force)

    def _make(self, name: str, host: str, force: bool) -> None:
        """Write both files. Raises UsageError."""
        if not NAME.fullmatch(name):
            raise UsageError(f"expected a name of a-z, 0-9 and _, found {name!r}", print_help=False)
        if not HOST.fullmatch(host):
            raise UsageError(f"expected a host like www.example.org, found {host!r}", print_help=False)
        module = sanitize_module_name(name)
        made = {"outlet": PACKAGE / "outlets" / "sites", "spider": PACKAGE / "spiders"}
        files = {kind: folder / f"{module}.py" for kind, folder in made.items()}
        there = [str(file) for file in files.values() if file.exists()]
        if there and not force:
            raise UsageError(f"expected no {there[0]}, found one: --force writes over it", print_help=False)
        values = self._generate_template_variables(module, name, f"https://{host}", OUTLET)
        for kind, file in files.items():
            text = (TEMPLATES / f"{kind}.tmpl").read_text("utf-8")
            file.write_text(string.Template(text).substitute(values), "utf-8")
            show(f"made the {kind} {file}")
        show(f"next: scrapy crawl {name} -a limit=20")

    def _find_template(self, template: str) -> Path | None:
        own = TEMPLATES / f"{template}.tmpl"
        return own if template == OUTLET else super()._find_template(template)

    def _list_templates(self) -> None:
        super()._list_templates()
        show(f"  {OUTLET}: a spider and its outlet, whose stories are stored (default)")
