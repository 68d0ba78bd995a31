// @ts-check
import { StateEffect, StateField } from "@codemirror/state";
import { Decoration, EditorView, WidgetType } from "@codemirror/view";
import { inertMessage } from "../view/inert.js";

/** @typedef {{ line: number, message: string }} LineError */

/** @type {import("@codemirror/state").StateEffectType<LineError | null>} */
const setError = StateEffect.define();

/** @type {import("@codemirror/state").StateEffectType<number | null>} */
const setVisited = StateEffect.define();

/** A longer message is cut: the whole of it is in the output. */
const NOTE_CHARACTERS = 1_000;

class ErrorNote extends WidgetType {
  /** @param {string} message */
  constructor(message) {
    super();
    this.message = message;
  }

  /** @param {ErrorNote} other */
  eq(other) {
    return other.message === this.message;
  }

  toDOM() {
    const note = document.createElement("div");
    note.className = "cm-errorNote";
    const isLong = this.message.length > NOTE_CHARACTERS;
    note.textContent = inertMessage(
      isLong ? `${this.message.slice(0, NOTE_CHARACTERS)} …` : this.message,
    );
    return note;
  }
}

/** The line that the last run's error is in, and the one that was gone to; an edit ends both. */
const marks = StateField.define({
  /** @returns {import("@codemirror/view").DecorationSet} */
  create: () => Decoration.none,
  update(value, transaction) {
    if (transaction.docChanged) return Decoration.none;
    for (const effect of transaction.effects) {
      if (effect.is(setError)) {
        value = replaced(value, "cm-errorLine", errorMarks(transaction.state, effect.value));
      } else if (effect.is(setVisited)) {
        const line = effect.value;
        const isThere = line !== null && line >= 1 && line <= transaction.state.doc.lines;
        value = replaced(
          value,
          "cm-visitedLine",
          isThere
            ? [
                Decoration.line({ class: "cm-visitedLine" }).range(
                  transaction.state.doc.line(line).from,
                ),
              ]
            : [],
        );
      }
    }
    return value;
  },
  provide: (field) => EditorView.decorations.from(field),
});

/**
 * @param {import("@codemirror/state").EditorState} state
 * @param {LineError | null} error
 */
function errorMarks(state, error) {
  if (!error || error.line < 1 || error.line > state.doc.lines) return [];
  const line = state.doc.line(error.line);
  const kind = "cm-errorLine";
  return [
    Decoration.line({ class: kind, attributes: { "data-error": "" } }).range(line.from),
    Decoration.widget({ widget: new ErrorNote(error.message), block: true, side: 1, kind }).range(
      line.to,
    ),
  ];
}

/**
 * @param {import("@codemirror/view").DecorationSet} set
 * @param {string} kind
 * @param {import("@codemirror/state").Range<Decoration>[]} add
 */
function replaced(set, kind, add) {
  return set.update({
    filter: (_from, _to, { spec }) => spec.class !== kind && spec.kind !== kind,
    add,
    sort: true,
  });
}

export const errorMarking = marks;

/**
 * @param {EditorView} view
 * @param {LineError | null} error
 */
export function markError(view, error) {
  view.dispatch({ effects: [setError.of(error), setVisited.of(null)] });
}

/**
 * @param {EditorView} view
 * @param {number} line from 1
 */
export function visitLine(view, line) {
  const number = Math.max(1, Math.min(line, view.state.doc.lines));
  const { from } = view.state.doc.line(number);
  view.dispatch({
    selection: { anchor: from },
    effects: [setVisited.of(number), EditorView.scrollIntoView(from, { y: "center" })],
  });
  view.focus();
}
