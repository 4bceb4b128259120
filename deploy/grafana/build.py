"""Command that writes Grafana's dashboards and alert rules as JSON: `python -m deploy.grafana.build`.

Every query reads the views of the schema ops (docs/ops.md) as the role newsspider_reader.
"""

from __future__ import annotations

import json
from pathlib import Path

from grafana_foundation_sdk.cog.encoder import JSONEncoder

from deploy.grafana import alert_rules, health, nightly, outlet, quality

FOLDER = Path(__file__).parent


def files() -> dict[Path, str]:
    """The text of each JSON file by its path."""
    contents: dict[Path, object] = {
        FOLDER / "dashboards" / f"{module.__name__.rpartition('.')[2]}.json": module.DASHBOARD.build()
        for module in (nightly, outlet, quality, health)
    }
    contents[FOLDER / "provisioning" / "alerting" / "newsspider.json"] = alert_rules.provisioning()
    return {path: json.dumps(content, cls=JSONEncoder, indent=1) + "\n" for path, content in contents.items()}


def main() -> None:
    for path, text in files().items():
        path.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
