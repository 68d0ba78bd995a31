/**
 * The wire protocol between the host (py/cloche/_airlock.py, on the page) and the airlock
 * (web/airlock, in an iframe of an opaque origin), which makes and ends the workers. What the host
 * and a worker say to each other does not pass here: it has a port of its own (web/protocol.d.ts).
 *
 * Every message is one flat object. Each side checks what arrives (tests/host/test_airlock.py holds
 * both against this file). The airlock drops nonsense; the host gives the airlock up.
 *
 * An airlock's life:  open -> opened -> (spawn | end | broken)*
 *                          -> refused
 * It is over when the host removes the iframe.
 */

/** Raised by one whenever a message changes its meaning. */
export type AirlockVersion = 1;

export type Text = string;

/** Names a worker; given by the host, never twice. */
export type WorkerNumber = number;

/* ---- host -> airlock --------------------------------------------------------------------- */

/** The first message, once: to the iframe's window, with the port for all the others. */
export interface Open {
  type: "open";
  version: AirlockVersion;
  /** The script of every worker. */
  script: Text;
  /** The guest's module, which is compiled in the iframe. */
  wasm: ArrayBuffer;
}

/** Makes a worker. The message carries a port, which the worker is handed. */
export interface Spawn {
  type: "spawn";
  worker: WorkerNumber;
}

/** Ends a worker. */
export interface End {
  type: "end";
  worker: WorkerNumber;
}

export type ToAirlock = Open | Spawn | End;

/* ---- airlock -> host --------------------------------------------------------------------- */

/** The walls stand. */
export interface Opened {
  type: "opened";
  version: AirlockVersion;
}

/** It will make no worker: a wall is missing. */
export interface Refused {
  type: "refused";
  /** The feature at fault. */
  message: Text;
}

/** A worker could not be made, or its script failed. */
export interface Broken {
  type: "broken";
  worker: WorkerNumber;
  message: Text;
}

export type FromAirlock = Opened | Refused | Broken;
