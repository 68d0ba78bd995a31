// @ts-check
import * as cloche from "../cloche.js";
import { Editor } from "./editor.js";
import { fillMenu } from "./examples.js";
import { LimitsPanel } from "./limits.js";
import { Loading } from "./loading.js";
import { errorLine, sentenceAbout } from "../view/outcome.js";
import { InputLine } from "../view/input-line.js";
import { Output } from "../view/output.js";
import { FILES, FUNCTIONS } from "./offer.js";
import { FILE, Session } from "./session.js";
import { codeFrom, linkTo } from "./share.js";

/**
 * @template {HTMLElement} [T=HTMLElement]
 * @param {string} id
 * @returns {T}
 */
const find = (id) => /** @type {T} */ (document.getElementById(id));

const RUN_KEYS = /Mac|iPhone|iPad/.test(navigator.platform) ? "⌘+Enter" : "Ctrl+Enter";

const welcome = find("welcome");
const log = find("log");
const outputPane = find("output");
const status = find("status");
/** @type {HTMLButtonElement} */
const runButton = find("run");
/** @type {HTMLButtonElement} */
const stopButton = find("stop");

const loading = new Loading(welcome);
/** @type {LimitsPanel} */
const limitsPanel = new LimitsPanel(find("limits-panel"), find("limits"));
const editor = new Editor(find("editor"), find("code"), {
  onTabKey: showTabKey,
});
const output = new Output(log, {
  goToLine: (line) => editor.goToLine(line),
});
const inputLine = new InputLine(log, (text) => output.append("stdout", text));
const session = new Session(
  cloche,
  { onActivity: showActivity, onProgress: (progress) => loading.show(progress) },
  {
    files: FILES,
    functions: FUNCTIONS,
    onInput: (prompt) => {
      say("The program waits for your answer.", "running");
      return inputLine.ask(prompt).finally(() => {
        if (session.activity === "running") say("Running …", "running");
      });
    },
    onDisplay: (bundle) => output.show(bundle),
  },
);

/** @param {string} text @param {string} [kind] */
function say(text, kind = "") {
  status.textContent = text;
  status.dataset.kind = kind;
}

/** @param {import("./session.js").Activity} activity */
function showActivity(activity) {
  runButton.setAttribute("aria-disabled", String(activity !== "idle"));
  stopButton.setAttribute("aria-disabled", String(activity === "idle"));
  document.body.dataset.activity = activity;
  if (activity === "idle") inputLine.cancel();
  if (activity === "queued") say("Your program runs as soon as Python is here.", "queued");
  if (activity === "running") {
    showOutput(true);
    outputPane.scrollIntoView({ block: "nearest" });
    say("Running …", "running");
  }
  if (activity === "stopping") say("Stopping …", "running");
}

/** @param {boolean} isThere or else the empty state, which also shows the runtime's arrival */
function showOutput(isThere) {
  welcome.hidden = isThere;
  for (const part of [log, find("copy-output"), find("save-output")]) part.hidden = !isThere;
}

/** @param {"indents" | "leaves"} meaning */
function showTabKey(meaning) {
  find("editor-hint").textContent =
    meaning === "leaves"
      ? "Tab leaves the editor now. Once you type, it indents again."
      : `${RUN_KEYS} runs. Tab indents; Escape and then Tab leaves the editor.`;
}

async function run() {
  if (session.activity !== "idle") return;
  const limits = limitsPanel.read();
  if (!limits) {
    limitsPanel.showProblem();
    say("One of the limits needs another value.", "failed");
    return;
  }
  editor.markError(null);
  output.clear();
  const stdin = find("stdin");
  try {
    const result = await session.run(editor.code, {
      limits,
      // Where nothing is given beforehand, the program asks.
      stdin: /** @type {HTMLTextAreaElement} */ (stdin).value || undefined,
      onStdout: (text) => output.append("stdout", text),
      onStderr: (text) => output.append("stderr", text),
    });
    if (result) showResult(result, limits);
    else say("Stopped before it began.");
  } catch (error) {
    fail(error);
  }
}

/** @param {unknown} error that is not the program's */
function fail(error) {
  if (error instanceof cloche.ClocheError && error.name === "LoadError") {
    loading.fail(error);
    showOutput(false);
    say("Python could not be loaded.", "failed");
  } else say(error instanceof Error ? error.message : String(error), "failed");
}

/**
 * @param {import("../cloche.js").Result} result
 * @param {{ wallSeconds: number, memoryBytes: number, outputBytes: number }} limits
 */
function showResult(result, limits) {
  const failed = result.status !== "ok" && result.status !== "stopped";
  say(sentenceAbout(result, limits, FILE), failed ? "failed" : "done");
  output.finish(result, FILE);
  const line = errorLine(result.error, FILE);
  if (result.error && line !== null) {
    const { type, message } = result.error;
    editor.markError({ line, message: message ? `${type}: ${message}` : type });
  }
}

async function reset() {
  try {
    await session.reset();
  } catch (error) {
    fail(error);
    return;
  }
  editor.markError(null);
  output.clear();
  showOutput(false);
  say("Everything is forgotten: the next run starts afresh.");
}

/** Brings the runtime, and a sandbox that stands ready. */
async function load() {
  try {
    const limits = limitsPanel.read();
    if (limits) await session.prepare(limits);
    else await cloche.loadRuntime({ onProgress: (progress) => loading.show(progress) });
    if (status.textContent === "" && session.activity === "idle") say("Ready.");
  } catch (error) {
    fail(error);
  }
}

async function share() {
  const link = await linkTo(editor.code);
  if (link === null) {
    say("The program is too long for a link.", "failed");
    return;
  }
  history.replaceState(null, "", link);
  try {
    await navigator.clipboard.writeText(link);
    say("The link is copied: whoever opens it finds this program.");
  } catch {
    say("The link is in the address bar: whoever opens it finds this program.");
  }
}

async function openShared() {
  const code = await codeFrom(location.hash);
  if (code !== null && code !== editor.code) {
    editor.replace(code);
    say("This program came with the link. Read it before you run it.");
  }
}

async function copyOutput() {
  try {
    await navigator.clipboard.writeText(output.text);
    say("The output is copied.");
  } catch {
    say("The browser does not allow copying here; Save works.", "failed");
  }
}

function saveOutput() {
  const url = URL.createObjectURL(new Blob([output.text], { type: "text/plain" }));
  const link = document.createElement("a");
  link.href = url;
  link.download = "output.txt";
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}

runButton.addEventListener("click", run);
stopButton.addEventListener("click", () => session.stop());
find("reset").addEventListener("click", reset);
find("retry").addEventListener("click", load);
find("share").addEventListener("click", share);
find("copy-output").addEventListener("click", copyOutput);
find("save-output").addEventListener("click", saveOutput);
find("share").hidden = false;
addEventListener("hashchange", openShared);

// Before CodeMirror sees it, which would insert a line.
addEventListener(
  "keydown",
  (event) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey) && !event.altKey) {
      event.preventDefault();
      event.stopPropagation();
      run();
    }
  },
  { capture: true },
);

fillMenu(find("examples"), find("example-list"), ({ title, code }) => {
  editor.replace(code);
  editor.focus();
  say(`“${title}” is in the editor; undo brings back what was there.`);
});

showTabKey("indents");
openShared();
load();
