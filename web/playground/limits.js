// @ts-check

const KIB = 2 ** 10;
const MIB = 2 ** 20;

/**
 * @typedef {object} Rule
 * @property {string} name of what is limited, for messages
 * @property {string} unit
 * @property {number} low
 * @property {number} high
 * @property {boolean} whole
 */

/** @type {Record<"seconds" | "memory" | "output", Rule>} */
const RULES = {
  seconds: { name: "Time", unit: "seconds", low: 0.1, high: 3600, whole: false },
  memory: { name: "Memory", unit: "MiB", low: 1, high: 1024, whole: true },
  output: { name: "Output", unit: "KiB", low: 1, high: 65_536, whole: true },
};

/** The limits that the visitor can change. */
export class LimitsPanel {
  #panel;
  /** @type {Array<{ rule: Rule, input: HTMLInputElement, note: HTMLElement, hint: string }>} */
  #fields;

  /**
   * @param {HTMLDetailsElement} panel
   * @param {HTMLFormElement} form with an input and a note per rule, as in index.html
   */
  constructor(panel, form) {
    this.#panel = panel;
    this.#fields = Object.entries(RULES).map(([key, rule]) => {
      const input = /** @type {HTMLInputElement} */ (form.querySelector(`#limit-${key}`));
      const note = /** @type {HTMLElement} */ (form.querySelector(`#limit-${key}-note`));
      return { rule, input, note, hint: note.textContent ?? "" };
    });
    for (const field of this.#fields) {
      field.input.addEventListener("input", () => this.#check(field));
    }
    form.addEventListener("submit", (event) => event.preventDefault());
  }

  /**
   * The limits as the fields have them, or null if one of them makes no sense.
   * @returns {{ wallSeconds: number, memoryBytes: number, outputBytes: number } | null}
   */
  read() {
    if (this.#fields.some((field) => !this.#check(field))) return null;
    const [seconds, memory, output] = this.#fields.map(({ input }) => number(input.value));
    return { wallSeconds: seconds, memoryBytes: memory * MIB, outputBytes: output * KIB };
  }

  /** Goes to the first field that makes no sense. */
  showProblem() {
    const wrong = this.#fields.find((field) => !this.#check(field));
    if (!wrong) return;
    this.#panel.open = true;
    wrong.input.focus();
    wrong.input.select();
  }

  /** @param {{ rule: Rule, input: HTMLInputElement, note: HTMLElement, hint: string }} field */
  #check({ rule, input, note, hint }) {
    const problem = problemOf(input.value, rule);
    input.setAttribute("aria-invalid", String(problem !== null));
    note.classList.toggle("problem", problem !== null);
    note.textContent = problem ?? hint;
    return problem === null;
  }
}

/** @param {string} text */
function number(text) {
  return /^\s*[0-9]+(\.[0-9]*)?\s*$|^\s*\.[0-9]+\s*$/.test(text) ? Number(text) : NaN;
}

/**
 * @param {string} text
 * @param {Rule} rule
 * @returns {string | null}
 */
function problemOf(text, { name, unit, low, high, whole }) {
  const range = `${low.toLocaleString("en")} to ${high.toLocaleString("en")} ${unit}`;
  if (text.trim() === "") return `${name}: give a number, ${range}.`;
  const value = number(text);
  if (Number.isNaN(value)) {
    const comma = /^\s*[0-9]+,[0-9]+\s*$/.test(text);
    return comma
      ? `${name}: write it with a point, ${text.trim().replace(",", ".")}.`
      : `${name}: “${text.trim().slice(0, 20)}” is not a number.`;
  }
  if (value < low || value > high) return `${name} must be ${range}.`;
  if (whole && !Number.isInteger(value)) return `${name} must be a whole number of ${unit}.`;
  return null;
}
