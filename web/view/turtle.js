// @ts-check
import { button, saveSvg } from "./svg.js";
import { checkedBatch } from "./turtle-check.js";
import { paint, paintTurtle, reach, svgOf } from "./turtle-paint.js";

/** @typedef {import("./turtle-commands.d.ts").TurtleCommand} TurtleCommand */
/** @typedef {import("./turtle-paint.js").Drawn} Drawn */
/** @typedef {Extract<TurtleCommand, ["line" | "at" | "turn", ...unknown[]]>} Move */
/** @typedef {import("./turtle-paint.js").Frame} Frame */
/** @typedef {{ move: Move, part: number }} Moving how far a move is done, up to 1 */
/**
 * @typedef {{ x: number, y: number, heading: number, isVisible: boolean, speed: number,
 *   looks: import("./turtle-commands.d.ts").Looks }} Turtle
 */

/** What is kept: the end of it, where there is more. Points are those of filled polygons. */
const DRAWN = 100_000;
const POINTS = 2_000_000;

/** Of what is longer behind, the beginning is drawn at once. */
const WAITING = 100_000;

/** The size of a drawing that does not set one; one that is larger is shown smaller. */
const WIDTH = 640;
const HEIGHT = 480;
const LARGEST_SHOWN = 800;

/** The sides of a picture are no more unequal than this. */
const SLIMMEST = 4;

const LONGEST_FRAME_MS = 100;

/**
 * A turtle drawing that comes bit by bit, and is seen as the turtles draw it.
 */
export class TurtleView {
  #element;
  #canvas = document.createElement("canvas");
  /** What is drawn so far, without the turtles. */
  #ink = document.createElement("canvas");
  #atOnceButton = button("Draw at once", () => this.stop());
  #sizes;
  #isStill = matchMedia("(prefers-reduced-motion: reduce)").matches;
  #animation = 0;
  #lastFrame = 0;

  /** @type {Drawn[]} */
  #drawn = [];
  #points = 0;
  /** When each was drawn: a polygon lies under what was drawn before it was filled. */
  #order = new WeakMap();
  #next = 0;
  /** @type {Map<number, Turtle>} */
  #turtles = new Map();
  /** @type {TurtleCommand[]} */
  #waiting = [];
  #done = 0; // of those
  /** @type {Moving | null} */
  #move = null;
  #moves = 0;
  #every = 1;
  #delay = 10;
  #background = "#ffffff";
  /** @type {Frame} */
  #frame = { left: -WIDTH / 2, top: HEIGHT / 2, width: WIDTH, height: HEIGHT };
  #isSized = false;
  /** What is on the ink is not what is drawn. */
  #isStale = true;

  /** @param {HTMLElement} element that it fills */
  constructor(element) {
    this.#element = element;
    this.#canvas.className = "turtle-drawing";
    this.#canvas.setAttribute("role", "img");
    this.#canvas.style.display = "block";
    this.#canvas.style.maxHeight = "100vh";
    const buttons = document.createElement("div");
    buttons.className = "picture-buttons";
    buttons.append(this.#atOnceButton, button("Save as SVG", () => saveSvg(this.svg(), "turtle.svg")));
    element.replaceChildren(this.#canvas, buttons);
    this.#sizes = new ResizeObserver(() => this.#fit());
    this.#sizes.observe(this.#canvas);
    this.#lay();
    this.#describe();
  }

  /**
   * More of the drawing.
   * @param {unknown} data as turtle-commands.d.ts says
   * @throws {TypeError} if it is anything else; the drawing is then as it was
   */
  add(data) {
    const { first, commands } = checkedBatch(data);
    if (first) this.#begin();
    for (const command of commands) this.#waiting.push(command);
    this.#grow(commands);
    if (this.#isStill || this.#waiting.length - this.#done > WAITING) this.#catchUp();
    this.#wake();
  }

  /** No more of it moves: all that there is, and all that comes, is drawn at once. */
  stop() {
    this.#isStill = true;
    this.#catchUp();
    this.#show();
  }

  /** @returns {string} the whole, as the text of an SVG file */
  svg() {
    this.#catchUp();
    this.#wake();
    const turtles = [...this.#turtles.values()].filter(({ isVisible }) => isVisible);
    const picture = svgOf(this.#drawn, turtles, {
      frame: this.#frame, background: this.#background, label: this.#label(),
    });
    return new XMLSerializer().serializeToString(picture);
  }

  destroy() {
    cancelAnimationFrame(this.#animation);
    this.#sizes.disconnect();
    this.#element.replaceChildren();
  }

  #begin() {
    this.#waiting = [];
    this.#done = 0;
    this.#move = null;
    this.#every = 1;
    this.#delay = 10;
    this.#isSized = false;
    this.#frame = { left: -WIDTH / 2, top: HEIGHT / 2, width: WIDTH, height: HEIGHT };
    this.#lay();
    this.#wipe();
  }

  #wipe() {
    this.#drawn = [];
    this.#points = 0;
    this.#turtles.clear();
    this.#background = "#ffffff";
    this.#isStale = true;
  }

  // ---- time ----

  #wake() {
    this.#atOnceButton.hidden = this.#done === this.#waiting.length;
    if (this.#animation) return;
    this.#lastFrame = performance.now();
    this.#animation = requestAnimationFrame((now) => this.#onFrame(now));
  }

  /** @param {number} now */
  #onFrame(now) {
    this.#animation = 0;
    const since = Math.max(0, Math.min(now - this.#lastFrame, LONGEST_FRAME_MS));
    this.#lastFrame = now;
    const isSeen = this.#advance(since);
    const isOver = this.#done === this.#waiting.length;
    if (isSeen) this.#show();
    if (isOver) {
      this.#waiting = [];
      this.#done = 0;
      this.#atOnceButton.hidden = true;
      this.#describe();
    } else this.#animation = requestAnimationFrame((then) => this.#onFrame(then));
  }

  /**
   * Does what is due in so many milliseconds.
   * @param {number} left
   * @returns {boolean} whether that is to be seen
   */
  #advance(left) {
    while (this.#done < this.#waiting.length) {
      const command = this.#waiting[this.#done];
      if (command[0] === "line" || command[0] === "at" || command[0] === "turn") {
        const whole = this.#duration(command);
        const part = this.#move?.part ?? 0;
        if (whole * (1 - part) > left) {
          this.#move = { move: command, part: part + left / whole };
          return true;
        }
        left -= whole * (1 - part);
        this.#move = null;
      }
      this.#do(command);
      this.#done += 1;
      if (command[0] === "show" && this.#every !== 1) return true;
      const isMove = command[0] === "line" || command[0] === "at";
      if (isMove && this.#every > 1 && ++this.#moves % this.#every === 0) {
        left -= this.#delay;
        if (left <= 0) return true;
      }
    }
    return this.#every > 0;
  }

  /**
   * In milliseconds, as CPython takes them.
   * @param {Move} command
   */
  #duration(command) {
    const turtle = this.#turtle(command[1]);
    if (this.#every !== 1 || turtle.speed === 0) return 0;
    if (command[0] === "turn") {
      return (Math.abs(command[3] - command[2]) / (3 * turtle.speed)) * this.#delay;
    }
    const [x, y] = command[0] === "line" ? [command[4], command[5]] : [command[2], command[3]];
    const way = Math.hypot(x - turtle.x, y - turtle.y);
    return (way / (3 * 1.1 ** turtle.speed * turtle.speed)) * this.#delay;
  }

  #catchUp() {
    this.#move = null;
    while (this.#done < this.#waiting.length) this.#do(this.#waiting[this.#done++]);
    this.#waiting = [];
    this.#done = 0;
    this.#atOnceButton.hidden = true;
    this.#describe();
  }

  // ---- what commands do ----

  /** @param {TurtleCommand} command */
  #do(command) {
    switch (command[0]) {
      case "size":
        this.#isSized = true;
        this.#frame = {
          left: -command[1] / 2, top: command[2] / 2, width: command[1], height: command[2],
        };
        this.#lay();
        return;
      case "background":
        this.#background = command[1];
        return;
      case "pace":
        [, this.#every, this.#delay] = command;
        return;
      case "turtle": {
        const [, id, x, y, heading, isVisible, speed, ...looks] = command;
        this.#turtles.set(id, { x, y, heading, isVisible, speed, looks });
        return;
      }
      case "at":
        this.#place(command[1], command[2], command[3]);
        return;
      case "turn":
        this.#turtle(command[1]).heading = command[3];
        return;
      case "line":
        this.#draw(command);
        this.#place(command[1], command[4], command[5]);
        return;
      case "fill":
        this.#fill(command);
        return;
      case "dot":
      case "text":
      case "stamp":
        this.#draw(command);
        return;
      case "unstamp":
        this.#remove((drawn) =>
          drawn[0] === "stamp" && drawn[1] === command[1] && drawn[2] === command[2]);
        return;
      case "undo":
        this.#undo(command[1], command[2]);
        return;
      case "clear":
        this.#remove((drawn) => drawn[1] === command[1]);
        return;
      case "wipe":
        this.#wipe();
    }
  }

  /** @param {number} id @returns {Turtle} */
  #turtle(id) {
    let turtle = this.#turtles.get(id);
    if (turtle === undefined) {
      turtle = {
        x: 0, y: 0, heading: 0, isVisible: true, speed: 3,
        looks: ["classic", 1, 1, 1, "#000000", "#000000"],
      };
      this.#turtles.set(id, turtle);
    }
    return turtle;
  }

  /** @param {number} id @param {number} x @param {number} y */
  #place(id, x, y) {
    const turtle = this.#turtle(id);
    turtle.x = x;
    turtle.y = y;
  }

  /** @param {Drawn} drawn */
  #draw(drawn) {
    this.#keep(drawn, this.#drawn.length);
    if (!this.#isStale) paint(this.#brush(this.#ink), drawn);
  }

  /** @param {Extract<Drawn, ["fill", ...unknown[]]>} polygon */
  #fill(polygon) {
    let at = this.#drawn.length;
    for (let above = polygon[3]; above > 0 && at > 0; ) {
      at -= 1;
      if (this.#drawn[at][1] === polygon[1]) above -= 1;
    }
    this.#keep(polygon, at);
    if (this.#isStale) return;
    const ink = this.#brush(this.#ink);
    for (let i = this.#drawn.indexOf(polygon, at); i < this.#drawn.length; i++) {
      paint(ink, this.#drawn[i]);
    }
  }

  /** @param {Drawn} drawn @param {number} at */
  #keep(drawn, at) {
    this.#order.set(drawn, this.#next++);
    if (at === this.#drawn.length) this.#drawn.push(drawn);
    else this.#drawn.splice(at, 0, drawn);
    this.#points += pointsOf(drawn);
    // What is forgotten stays on the ink until all is painted anew.
    if (this.#drawn.length > DRAWN || this.#points > POINTS) {
      for (const old of this.#drawn.splice(0, Math.ceil(this.#drawn.length / 10))) {
        this.#points -= pointsOf(old);
      }
    }
  }

  /** @param {number} id @param {number} count */
  #undo(id, count) {
    const own = this.#drawn.filter((drawn) => drawn[1] === id);
    own.sort((a, b) => this.#order.get(b) - this.#order.get(a));
    const last = new Set(own.slice(0, count));
    this.#remove((drawn) => last.has(drawn));
  }

  /** @param {(drawn: Drawn) => boolean} isGone */
  #remove(isGone) {
    const left = this.#drawn.filter((drawn) => !isGone(drawn));
    if (left.length === this.#drawn.length) return;
    this.#drawn = left;
    this.#points = left.reduce((sum, drawn) => sum + pointsOf(drawn), 0);
    this.#isStale = true;
  }

  // ---- what is seen ----

  /**
   * Makes room for what comes, unless the program has set a size.
   * @param {TurtleCommand[]} commands
   */
  #grow(commands) {
    let { left, top, width, height } = this.#frame;
    let [right, bottom] = [left + width, top - height];
    for (const command of commands) {
      if (command[0] === "size") this.#isSized = true;
      if (this.#isSized) return;
      if (
        command[0] !== "line" && command[0] !== "fill" && command[0] !== "dot" &&
        command[0] !== "text" && command[0] !== "stamp"
      ) continue;
      const box = reach(command);
      if (box[0] < left) left = box[0] - 10;
      if (box[1] < bottom) bottom = box[1] - 10;
      if (box[2] > right) right = box[2] + 10;
      if (box[3] > top) top = box[3] + 10;
    }
    width = right - left;
    height = top - bottom;
    if (width === this.#frame.width && height === this.#frame.height) return;
    const wider = Math.max(0, height / SLIMMEST - width);
    const higher = Math.max(0, width / SLIMMEST - height);
    this.#frame = {
      left: left - wider / 2, top: top + higher / 2, width: width + wider, height: height + higher,
    };
    this.#lay();
  }

  /** Gives the canvas its place in the page: as wide as it is, or as there is room. */
  #lay() {
    const { width, height } = this.#frame;
    const shown = Math.min(width, LARGEST_SHOWN, (LARGEST_SHOWN * width) / height);
    this.#canvas.style.aspectRatio = `${width} / ${height}`;
    this.#canvas.style.width = `min(100%, ${shown}px)`;
    this.#isStale = true;
    this.#fit();
  }

  /** As many pixels as the screen has there. */
  #fit() {
    const { width } = this.#canvas.getBoundingClientRect();
    if (width === 0) return; // hidden
    const pixels = Math.round(width * Math.min(devicePixelRatio, 3));
    const rows = Math.max(1, Math.round((pixels * this.#frame.height) / this.#frame.width));
    if (this.#canvas.width === pixels && this.#canvas.height === rows && !this.#isStale) return;
    for (const canvas of [this.#canvas, this.#ink]) {
      canvas.width = pixels;
      canvas.height = rows;
    }
    this.#isStale = true;
    this.#wake();
  }

  /**
   * A context in which the turtles' 0 is where it belongs.
   * @param {HTMLCanvasElement} canvas
   */
  #brush(canvas) {
    const context = /** @type {CanvasRenderingContext2D} */ (canvas.getContext("2d"));
    const scale = canvas.width / this.#frame.width;
    context.setTransform(
      scale, 0, 0, scale, -this.#frame.left * scale, this.#frame.top * scale,
    );
    return context;
  }

  #show() {
    const picture = this.#brush(this.#canvas);
    const { left, top, width, height } = this.#frame;
    if (this.#isStale) {
      const ink = this.#brush(this.#ink);
      ink.clearRect(left, -top, width, height);
      for (const drawn of this.#drawn) paint(ink, drawn);
      this.#isStale = false;
    }
    picture.fillStyle = this.#background;
    picture.fillRect(left, -top, width, height);
    picture.drawImage(this.#ink, left, -top, width, height);
    const moving = this.#move?.move[1];
    for (const [id, turtle] of this.#turtles) {
      const { x, y, heading } = id === moving ? this.#onTheWay(picture, turtle) : turtle;
      if (turtle.isVisible) paintTurtle(picture, x, y, heading, turtle.looks);
    }
  }

  /**
   * Where a turtle is that moves now; draws what it has drawn of its line.
   * @param {CanvasRenderingContext2D} picture
   * @param {Turtle} turtle
   */
  #onTheWay(picture, turtle) {
    const { move, part } = /** @type {Moving} */ (this.#move);
    if (move[0] === "turn") {
      return { ...turtle, heading: move[2] + (move[3] - move[2]) * part };
    }
    const [toX, toY] = move[0] === "line" ? [move[4], move[5]] : [move[2], move[3]];
    const x = turtle.x + (toX - turtle.x) * part;
    const y = turtle.y + (toY - turtle.y) * part;
    if (move[0] === "line") {
      const [, id, x1, y1, , , colour, width] = move;
      paint(picture, ["line", id, x1, y1, x, y, colour, width]);
    }
    return { ...turtle, x, y };
  }

  #describe() {
    this.#canvas.setAttribute("aria-label", this.#label());
  }

  #label() {
    const counts = { line: 0, fill: 0, dot: 0, text: 0, stamp: 0 };
    for (const drawn of this.#drawn) counts[drawn[0]] += 1;
    const parts = [
      some(counts.line, "line"), some(counts.fill, "filled shape"), some(counts.dot, "dot"),
      some(counts.stamp, "stamp"), some(counts.text, "text"),
      some(this.#turtles.size, "turtle"),
    ].filter((part) => part !== "");
    return `A turtle drawing${parts.length > 0 ? `: ${parts.join(", ")}` : ""}`;
  }
}

/** @param {Drawn} drawn */
function pointsOf(drawn) {
  return drawn[0] === "fill" ? drawn[4].length / 2 : 0;
}

/** @param {number} count @param {string} noun */
function some(count, noun) {
  return count === 0 ? "" : `${count} ${noun}${count === 1 ? "" : "s"}`;
}
