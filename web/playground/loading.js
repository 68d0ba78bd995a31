// @ts-check

/** Shows the runtime's arrival: bytes in a progress bar, and a plant that grows with them. */
export class Loading {
  #welcome;
  #text;
  #box;
  #bar;
  #label;
  #retry;

  /** @param {HTMLElement} welcome the empty output, as in index.html */
  constructor(welcome) {
    this.#welcome = welcome;
    const find = (/** @type {string} */ id) =>
      /** @type {HTMLElement} */ (welcome.querySelector(`#${id}`));
    this.#text = find("welcome-text");
    this.#box = find("loading");
    this.#bar = /** @type {HTMLProgressElement} */ (find("loading-bar"));
    this.#label = find("loading-text");
    this.#retry = find("retry");
  }

  /** @param {import("../cloche.js").Progress} progress */
  show({ loadedBytes, totalBytes, stage }) {
    this.#retry.hidden = true;
    this.#box.hidden = stage === "ready";
    this.#text.classList.remove("problem");
    this.#text.textContent =
      stage === "ready"
        ? "What your program prints will appear here."
        : "Python is on its way. You can write meanwhile, and press Run when you like.";
    if (stage === "download" && totalBytes === null) {
      this.#bar.removeAttribute("value");
      this.#label.textContent = `Python: ${megabytes(loadedBytes)} MB so far`;
      return;
    }
    const share = totalBytes ? loadedBytes / totalBytes : 1;
    this.#bar.value = share;
    this.#welcome.style.setProperty("--growth", share.toFixed(3));
    this.#label.textContent =
      stage === "download"
        ? `Python: ${megabytes(loadedBytes)} of ${megabytes(totalBytes ?? 0)} MB`
        : `Python is starting (${megabytes(loadedBytes)} MB are here)`;
  }

  /** @param {unknown} error */
  fail(error) {
    this.#box.hidden = true;
    this.#retry.hidden = false;
    this.#text.classList.add("problem");
    this.#text.textContent = error instanceof Error ? error.message : String(error);
    this.#welcome.style.setProperty("--growth", "0");
  }
}

/** @param {number} bytes */
function megabytes(bytes) {
  return (bytes / 1e6).toFixed(1);
}
