// @ts-check

/** Of those there are sentences: py/cloche/front/explanations/. */
const LANGUAGES = ["de", "en", "es", "fr"];

/**
 * In which language errors are explained to those who read an element: in that of the page's text
 * around it (its `lang`), and in English where there is none or it has no sentences.
 * @param {Element} element
 * @returns {string}
 */
export function languageAround(element) {
  const around = element.closest("[lang]")?.getAttribute("lang") ?? "";
  const language = around.toLowerCase().split("-")[0];
  return LANGUAGES.includes(language) ? language : "en";
}

/**
 * What stands below an error's traceback, for beginners.
 * @param {string} sentence in which names of the program's can stand
 * @returns {HTMLElement}
 */
export function explanationLine(sentence) {
  const line = document.createElement("p");
  line.className = "explanation";
  line.textContent = sentence;
  return line;
}
