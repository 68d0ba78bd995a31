// @ts-check

/**
 * How a cell looks. A page changes it through the custom properties below, or through the parts
 * `cell`, `code`, `toolbar`, `button`, `run`, `stop`, `reset`, `status` and `output`. Dark and
 * light follow the page's color-scheme.
 */
export const STYLE = `
:host {
  --_text: var(--cloche-text, light-dark(#1c2a22, #e0eae3));
  --_soft: var(--cloche-soft-text, light-dark(#48594e, #aebfb4));
  --_background: var(--cloche-background, light-dark(#fcfdfb, #151e19));
  --_border: var(--cloche-border, light-dark(#c5d2c9, #33453b));
  --_accent: var(--cloche-accent, light-dark(#2f7350, #8fd2aa));
  --_on-accent: var(--cloche-on-accent, light-dark(#ffffff, #0a1a11));
  --_error: var(--cloche-error, light-dark(#9c3517, #f4a68b));
  --_error-background: var(--cloche-error-background, light-dark(#fbeee8, #331d16));
  --_mono: var(--cloche-mono, ui-monospace, "SF Mono", "Cascadia Code", Menlo, Consolas,
    "DejaVu Sans Mono", monospace);
  --_radius: var(--cloche-radius, 0.75rem);

  display: block;
  margin-block: 1em;
  color: var(--_text);
  font-size: 1rem;
}

:host([hidden]) { display: none; }
* { box-sizing: border-box; }
[hidden] { display: none !important; }

.cell {
  overflow: hidden;
  border: 1px solid var(--_border);
  border-radius: var(--_radius);
  background: var(--_background);
}

:focus-visible { outline: 2px solid var(--_accent); outline-offset: 2px; }

/* The textarea lies over the coloured text, which gives it its size. */
.code { display: grid; overflow-x: auto; }
.code:focus-within { box-shadow: inset 0 0 0 2px var(--_accent); }
.code > * {
  grid-area: 1 / 1;
  min-width: 100%;
  margin: 0;
  padding: 0.75em 1em;
  border: 0;
  background: none;
  font: 0.9375em/1.55 var(--_mono);
  letter-spacing: normal;
  text-align: left;
  white-space: pre;
  tab-size: 4;
}
.code > pre { width: max-content; padding-right: 2.5em; pointer-events: none; }
.code > textarea {
  width: 100%;
  height: 100%;
  overflow: hidden;
  outline: 0;
  color: transparent;
  caret-color: var(--_text);
  resize: none;
}
.code > textarea::selection { background: light-dark(#bfe0ca99, #3a6a4f99); color: transparent; }

.comment { color: light-dark(#5d6f64, #8fa296); font-style: italic; }
.string { color: light-dark(#2d6a3a, #a3d39c); }
.number { color: light-dark(#94510f, #eab976); }
.keyword { color: light-dark(#7a3b86, #d7a4e3); }
.definition { color: light-dark(#1f5c83, #8fcaf0); }
.call { color: light-dark(#285f7c, #9bcbe2); }

.toolbar {
  display: flex;
  flex-wrap: wrap;
  gap: 0.4em 0.5em;
  align-items: center;
  padding: 0.45em 0.6em;
  border-top: 1px solid var(--_border);
  font-family: system-ui, sans-serif;
}

button { cursor: pointer; }
.toolbar button {
  min-height: 2.1em;
  padding: 0.2em 0.9em;
  border: 1px solid var(--_border);
  border-radius: 0.5em;
  background: none;
  color: var(--_text);
  font: 550 0.9375em/1.3 system-ui, sans-serif;
}
.toolbar button:hover { border-color: var(--_accent); }
.toolbar .run { border-color: transparent; background: var(--_accent); color: var(--_on-accent); }
.toolbar button[aria-disabled="true"] { opacity: 0.55; cursor: default; }

.status { flex: 1; min-width: 9em; color: var(--_soft); font-size: 0.875em; overflow-wrap: anywhere; }
.status[data-bytes]::after { margin-left: 0.5em; content: attr(data-bytes); }
.status.failed { color: var(--_error); }
progress { flex: 1 1 4em; max-width: 8em; height: 0.5em; accent-color: var(--_accent); }

.output {
  max-height: var(--cloche-output-height, 24em);
  padding: 0.6em 1em 0.75em;
  overflow: auto;
  border-top: 1px solid var(--_border);
  font: 0.9375em/1.5 var(--_mono);
  tab-size: 4;
}
.output:focus-visible { outline-offset: -2px; }
.output:empty { display: none; }
.stdout, .stderr { white-space: pre-wrap; overflow-wrap: anywhere; unicode-bidi: isolate; }
.stderr {
  margin-inline: -1em;
  padding-inline: calc(1em - 3px) 1em;
  border-left: 3px solid var(--_error);
  background: var(--_error-background);
  color: var(--_error);
}
.display { margin: 0.4em 0; overflow-x: auto; }
.display img { display: block; max-width: 100%; background: #fff; }
.display .plain { margin: 0; font: inherit; white-space: pre-wrap; overflow-wrap: anywhere; }
.display .markdown { font-family: system-ui, sans-serif; }
.display table { border-collapse: collapse; }
.display :is(th, td) {
  padding: 0.15em 0.75em 0.15em 0;
  border-bottom: 1px solid var(--_border);
  text-align: left;
}
.display .number { text-align: right; }
.picture-note { color: var(--_soft); }
.picture-buttons { display: flex; gap: 0.5em; margin-top: 0.4em; }
.ask { display: flex; gap: 0.5em; padding: 0.5em 1em; border-top: 1px solid var(--_border); }
.ask[hidden] { display: none; }
:is(.ask, .picture-buttons) button {
  padding: 0.25em 0.75em;
  border: 1px solid var(--_border);
  border-radius: 0.5em;
  background: none;
  color: inherit;
  font: 0.9em system-ui, sans-serif;
}
.ask input { flex: 1; min-width: 4em; font: 0.9375em/1.5 var(--_mono); }
.line-link {
  padding: 0;
  border: 0;
  background: none;
  color: inherit;
  font: inherit;
  text-align: left;
  text-decoration: underline;
  text-underline-offset: 0.2em;
}
.explanation { margin: 0.4em 0 0; max-width: 62ch; font-family: system-ui, sans-serif; overflow-wrap: anywhere; }
.value, .nothing, .cut { margin: 0.3em 0 0; white-space: pre-wrap; overflow-wrap: anywhere; }
.value .label, .nothing, .cut { color: var(--_soft); font-family: system-ui, sans-serif; font-size: 0.875em; }
.value code { font: inherit; }
.spoken {
  position: absolute;
  width: 1px;
  height: 1px;
  overflow: hidden;
  clip-path: inset(50%);
  white-space: nowrap;
  user-select: none;
}

@media (forced-colors: active) {
  .code > pre { visibility: hidden; }
  .code > textarea { color: CanvasText; }
}
`;
