// @ts-check
import { closeBrackets, closeBracketsKeymap } from "@codemirror/autocomplete";
import {
  defaultKeymap,
  history,
  historyKeymap,
  indentWithTab,
} from "@codemirror/commands";
import { python } from "@codemirror/lang-python";
import { bracketMatching, indentOnInput, indentUnit } from "@codemirror/language";
import { Compartment, EditorState, Prec } from "@codemirror/state";
import {
  drawSelection,
  EditorView,
  highlightActiveLine,
  highlightActiveLineGutter,
  highlightSpecialChars,
  keymap,
  lineNumbers,
} from "@codemirror/view";
import { look } from "./editor-look.js";
import { errorMarking, markError, visitLine } from "./editor-marks.js";

const LABEL = "Python program";
const DESCRIPTION = "Tab indents. Press Escape and then Tab to leave the editor.";

/** Where lines are wrapped, since scrolling sideways with a thumb is no fun; as in playground.css. */
const NARROW = "(max-width: 30rem)";

/** The editor: CodeMirror in the place of a textarea. */
export class Editor {
  #view;

  /**
   * Takes over from the textarea, with all that was typed into it.
   *
   * @param {HTMLElement} place
   * @param {HTMLTextAreaElement} textarea in `place`
   * @param {{ onTabKey: (meaning: "indents" | "leaves") => void }} hooks `onTabKey`: told what
   *   the Tab key does from now on
   */
  constructor(place, textarea, { onTabKey }) {
    /** @type {"indents" | "leaves"} */
    let tabKey = "indents";
    const setTabKey = (/** @type {"indents" | "leaves"} */ meaning) => {
      if (tabKey === meaning) return;
      tabKey = meaning;
      this.#view.setTabFocusMode(meaning === "leaves");
      onTabKey(meaning);
    };
    const wrapping = new Compartment();
    const narrow = matchMedia(NARROW);
    const wrap = () => (narrow.matches ? EditorView.lineWrapping : []);

    // In a shadow root CodeMirror uses adopted style sheets: the page's
    // Content-Security-Policy need not allow inline styles.
    const host = document.createElement("div");
    host.className = "editor-host";
    const root = host.attachShadow({ mode: "open" });
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(":host { display: block; height: 100% } .cm-editor { height: 100% }");
    root.adoptedStyleSheets = [sheet];

    const hadFocus = document.activeElement === textarea;
    const { value, selectionStart, selectionEnd, scrollTop } = textarea;
    const state = EditorState.create({
      doc: value,
      selection: { anchor: selectionStart, head: selectionEnd },
      extensions: [
        lineNumbers(),
        highlightActiveLine(),
        highlightActiveLineGutter(),
        highlightSpecialChars(),
        history(),
        drawSelection(),
        indentOnInput(),
        bracketMatching(),
        closeBrackets(),
        EditorState.tabSize.of(4),
        indentUnit.of("    "),
        python(),
        wrapping.of(wrap()),
        errorMarking,
        look,
        Prec.high(
          keymap.of([
            {
              key: "Escape",
              run: () => {
                setTabKey("leaves");
                return true;
              },
            },
          ]),
        ),
        keymap.of([...closeBracketsKeymap, ...defaultKeymap, ...historyKeymap, indentWithTab]),
        EditorView.contentAttributes.of({
          "aria-label": LABEL,
          "aria-description": DESCRIPTION,
          autocapitalize: "off",
          autocorrect: "off",
          spellcheck: "false",
        }),
        EditorView.updateListener.of((update) => {
          const hasLeft = update.focusChanged && !update.view.hasFocus;
          if (update.docChanged || hasLeft) setTabKey("indents");
        }),
      ],
    });
    this.#view = new EditorView({ state, parent: root, root });

    narrow.addEventListener("change", () => {
      this.#view.dispatch({ effects: wrapping.reconfigure(wrap()) });
    });

    textarea.hidden = true;
    place.append(host);
    if (hadFocus) this.#view.focus();
    this.#view.scrollDOM.scrollTop = scrollTop;
    // The browser restores a textarea when one comes back to the page.
    addEventListener("pagehide", () => {
      textarea.value = this.code;
    });
  }

  get code() {
    return this.#view.state.doc.toString();
  }

  /**
   * Replaces the text; undo brings the old one back.
   * @param {string} code
   */
  replace(code) {
    const { state } = this.#view;
    this.#view.dispatch({
      changes: { from: 0, to: state.doc.length, insert: code },
      selection: { anchor: 0 },
      scrollIntoView: true,
      userEvent: "input.replace",
    });
  }

  focus() {
    this.#view.focus();
  }

  /** @param {{ line: number, message: string } | null} error */
  markError(error) {
    markError(this.#view, error);
  }

  /**
   * Goes to a line and marks it.
   * @param {number} line from 1
   */
  goToLine(line) {
    visitLine(this.#view, line);
  }
}
