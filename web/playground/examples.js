// @ts-check
import dice from "./examples/dice.py";
import errors from "./examples/errors.py";
import firstSteps from "./examples/first_steps.py";
import forever from "./examples/forever.py";
import garden from "./examples/garden.py";
import guess from "./examples/guess.py";
import primes from "./examples/primes.py";
import shop from "./examples/shop.py";
import spiral from "./examples/spiral.py";
import table from "./examples/table.py";
import together from "./examples/together.py";
import twoLines from "./examples/two_lines.py";
import words from "./examples/words.py";

/** @type {Array<{ title: string, about: string, code: string }>} */
export const EXAMPLES = [
  { title: "First steps", about: "print, names and a little arithmetic", code: firstSteps },
  { title: "A garden", about: "functions that draw with text", code: garden },
  { title: "Two dice", about: "random numbers, and counting them", code: dice },
  { title: "Words", about: "lists and dictionaries at work", code: words },
  { title: "Primes", about: "a generator, and a value without print", code: primes },
  { title: "A flower shop", about: "classes", code: shop },
  { title: "A spiral", about: "a turtle draws", code: spiral },
  { title: "A plot", about: "two lines and a legend", code: twoLines },
  { title: "Guess the number", about: "input, answered while the program runs", code: guess },
  { title: "A table", about: "a CSV file is read, and another is written", code: table },
  { title: "Both at once", about: "await, and functions of this page", code: together },
  { title: "A mistake", about: "how to read an error", code: errors },
  { title: "Without end", about: "a loop for the Stop button", code: forever },
];

/**
 * A menu of the examples.
 * @param {HTMLDetailsElement} menu
 * @param {HTMLElement} list
 * @param {(example: { title: string, code: string }) => void} onChoice
 */
export function fillMenu(menu, list, onChoice) {
  const summary = /** @type {HTMLElement} */ (menu.querySelector("summary"));
  for (const example of EXAMPLES) {
    const button = document.createElement("button");
    button.type = "button";
    const title = document.createElement("strong");
    title.textContent = example.title;
    const about = document.createElement("span");
    about.textContent = example.about;
    button.append(title, " ", about);
    button.addEventListener("click", () => {
      menu.open = false;
      onChoice(example);
    });
    const item = document.createElement("li");
    item.append(button);
    list.append(item);
  }
  menu.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && menu.open) {
      menu.open = false;
      summary.focus();
    }
  });
  // Whoever goes elsewhere is done with the menu.
  document.addEventListener("pointerdown", (event) => {
    if (!event.composedPath().includes(menu)) menu.open = false;
  });
  menu.addEventListener("focusout", ({ relatedTarget }) => {
    if (relatedTarget instanceof Node && !menu.contains(relatedTarget)) menu.open = false;
  });
  menu.hidden = false;
}
