"""A page that is cross-origin isolated: the guest hears stop() by a flag in shared memory."""

from __future__ import annotations

from typing import Any

ISOLATED = {
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Embedder-Policy": "require-corp",
}

#: Our worker in a browser that can't suspend WebAssembly, so that no message reaches it.
WITHOUT_JSPI = """
import js
from cloche import _module, _page_worker
from pyodide.ffi import to_js

code = b"delete WebAssembly.Suspending;\\n" + _module.asset("worker.js")
blob = js.Blob.new(to_js([code]), js.JSON.parse('{"type": "text/javascript"}'))
_page_worker._script_url = js.URL.createObjectURL(blob)
"""


def test_stop_keeps_the_session_where_memory_is_shared(browser: Any, serve_dist: Any) -> None:
    url = serve_dist(headers=ISOLATED)
    browser.get(url + "headless/index.html")
    told = browser.execute_async_script(
        """
        const [patch, done] = arguments;
        import("../cloche.js").then(async ({ createSandbox, loadRuntime }) => {
            const { pyodide } = await loadRuntime();
            pyodide.runPython(patch);
            const sandbox = await createSandbox({
                isolation: "worker", limits: { wallSeconds: 20 } });
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
            const isShared = typeof SharedArrayBuffer === "function";
            done({ isolated: crossOriginIsolated, isShared, ends, stdout });
        }).catch((error) => done({ error: String(error) }));
        """,
        WITHOUT_JSPI,
    )
    # WebKitGTK has no shared memory: there the worker is ended, and the session restored.
    is_shared = browser.capabilities["browserName"].lower() != "minibrowser"
    assert told == {
        "isolated": True,
        "isShared": is_shared,
        "ends": [["stopped", "kept" if is_shared else "restored", True]] * 3,
        "stdout": "41\n",
    }
