"""What workers are made of travels in the wheel; an editable installation, which has no browser,
does without (hatchling calls this)."""

from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

ASSETS = {
    "build/.cache/worker.js": "cloche/_assets/worker.js",
    "build/.cache/airlock.js": "cloche/_assets/airlock.js",
    "web/guest/cloche.wasm": "cloche/_assets/cloche.wasm",
    "web/guest/LICENSE.micropython": "cloche/_assets/LICENSE.micropython",
}


class Assets(BuildHookInterface):  # type: ignore[type-arg]
    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        if version != "standard":
            return
        missing = [path for path in ASSETS if not (Path(self.root) / path).is_file()]
        if missing:
            raise RuntimeError(f"{', '.join(missing)}: missing. build/host_wheel.py makes the "
                               "scripts and then the wheel; run that")
        build_data["force_include"].update(ASSETS)
