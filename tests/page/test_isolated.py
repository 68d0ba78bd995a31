"""A page that is cross-origin isolated: the guest hears stop() in every browser."""

from __future__ import annotations

from typing import Any

ISOLATED = {
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Embedder-Policy": "require-corp",
}


def test_stop_keeps_the_session_in_every_browser(browser: Any, serve_dist: Any) -> None:
    url = serve_dist(headers=ISOLATED)
    browser.get(url + "headless/index.html")
    told = browser.execute_async_script(
        """
        const done = arguments[arguments.length - 1];
        import("../cloche.js").then(async ({ createSandbox }) => {
            const sandbox = await createSandbox({ limits: { wallSeconds: 20 } });
            await sandbox.run("marker = 41");
            const ends = [];
            for (let i = 0; i < 3; i += 1) {
                const run = sandbox.run("while True:\\n try:\\n  while True: pass\\n except: pass");
                await new Promise((resolve) => setTimeout(resolve, 200));
                const asked = performance.now();
                sandbox.stop();
                const { status, sessionState } = await run;
                ends.push([status, sessionState, performance.now() - asked < 1000]);
            }
            const { stdout } = await sandbox.run("print(marker)");
            await sandbox.close();
            done({ isolated: crossOriginIsolated, ends, stdout });
        }).catch((error) => done({ error: String(error) }));
        """
    )
    assert told == {
        "isolated": True, "ends": [["stopped", "kept", True]] * 3, "stdout": "41\n"
    }
