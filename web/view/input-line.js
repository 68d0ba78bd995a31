// @ts-check
import { inertMessage } from "./inert.js";

/**
 * The line in which a person answers input(): there while the program waits.
 */
export class InputLine {
  #form = document.createElement("form");
  #label = document.createElement("label");
  #field = document.createElement("input");
  #echo;
  /** @type {((line: string | null) => void) | null} */
  #answer = null;

  /**
   * @param {HTMLElement} element below which the line appears
   * @param {(text: string) => void} echo gets what was typed, as a terminal shows it
   */
  constructor(element, echo) {
    this.#echo = echo;
    this.#form.className = "ask";
    this.#form.hidden = true;
    this.#label.className = "spoken";
    this.#field.autocomplete = "off";
    this.#field.spellcheck = false;
    this.#field.setAttribute("autocapitalize", "off");
    this.#field.enterKeyHint = "enter";
    this.#field.id = `ask-${crypto.getRandomValues(new Uint32Array(1))[0]}`;
    this.#label.htmlFor = this.#field.id;
    const enter = button("Enter", "submit");
    const end = button("No more input", "button");
    end.addEventListener("click", () => this.#settle(null));
    this.#form.append(this.#label, this.#field, enter, end);
    this.#form.addEventListener("submit", (event) => {
      event.preventDefault();
      const line = this.#field.value;
      this.#echo(`${line}\n`);
      this.#settle(line);
    });
    this.#field.addEventListener("keydown", (event) => {
      // As in a terminal: the end of the input.
      if (event.ctrlKey && event.key === "d" && this.#field.value === "") {
        event.preventDefault();
        this.#settle(null);
      }
    });
    element.after(this.#form);
  }

  /**
   * Asks for a line.
   * @param {string} prompt which the program has printed already
   * @returns {Promise<string | null>} null: there is no more
   */
  ask(prompt) {
    this.cancel();
    this.#label.textContent = inertMessage(prompt.slice(0, 200)).trim() || "Input for the program";
    this.#field.value = "";
    this.#form.hidden = false;
    this.#field.focus();
    return new Promise((resolve) => {
      this.#answer = resolve;
    });
  }

  /** The program waits no longer. */
  cancel() {
    this.#settle(null);
  }

  /** @param {string | null} line */
  #settle(line) {
    const answer = this.#answer;
    this.#answer = null;
    this.#form.hidden = true;
    answer?.(line);
  }
}

/** @param {string} text @param {"submit" | "button"} type */
function button(text, type) {
  const made = document.createElement("button");
  made.type = type;
  made.textContent = text;
  return made;
}
