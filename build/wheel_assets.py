"""What workers are made of travels in the wheel; an editable installation, which has no browser,
does without (hatchling calls this)."""

from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

ASSETS = {
    "build/.cache/worker.js": "cloche/_assets/worker.js",
    "web/guest/cloche.wasm": "cloche/_assets/cloche.wasm",
    "web/guest/LICENSE.micropython": "cloche/_assets/LICENSE.micropython",
}


class Assets(BuildHookInterface):  # type: ignore[type-arg]
    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        if version == "standard":
            build_data["force_include"].update(ASSETS)
