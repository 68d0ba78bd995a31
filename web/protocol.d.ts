/**
 * The wire protocol between the host (py/cloche, in Pyodide on the page's main thread) and the
 * worker (web/worker). This file is the protocol: both sides are checked against it
 * (tests/host/test_protocol.py), and neither knows more of the other than what stands here.
 *
 * Every message is one flat object, made of the types below and nothing else. Each side checks
 * every message that arrives; nonsense ends the worker with a `fatal` that has a name.
 *
 * They talk through a port of their own, whoever made the worker: the airlock (web/airlock), or the
 * page itself.
 *
 * A worker's life:   open
 *                    start -> ready -> (run -> saved? -> (stdout | stderr | call | ...)* -> done
 *                                        | save -> saved | restore -> restored
 *                                        | file -> filed)*
 * and at any time:   fatal, after which the worker is of no use.
 */

/** Raised by one whenever a message changes its meaning. */
export type ProtocolVersion = 4;

/** Bytes of text are counted as UTF-8. Strings hold no lone surrogates. */
export type Text = string;

/** One number in shared memory, where the page is isolated: the run that is to end. */
export type StopFlag = Int32Array | null;

/** What of the guest's linear memory its session needs: see web/worker/image.js. */
export type Image = Uint8Array;

/**
 * Where answers are put for a worker that can't listen while its guest waits: two numbers of 32 bits
 * (1 when an answer is there; its length) and behind them the number of the call and the answer.
 * The page must be isolated, and the engine without JSPI.
 */
export type AnswerBuffer = SharedArrayBuffer | null;

/** A value, encoded as build/port/value.c says. */
export type Value = Uint8Array;

/** "v" and what came of a call, or "e" and (type, arguments) of the exception that it raised. */
export type AnswerBytes = Uint8Array;

/* ---- maker -> worker --------------------------------------------------------------------- */

/** The first message of all, by the worker's own `postMessage`; none other comes that way. */
export interface Opening {
  type: "open";
  /** Where all other messages come and go. */
  port: MessagePort;
  /** The guest, compiled once per page or airlock. */
  module: WebAssembly.Module;
  /** Whether it must have an opaque origin and a policy; else it fails. */
  sealed: boolean;
}

/* ---- host -> worker ---------------------------------------------------------------------- */

/** The host's first message, once: makes the guest ready. */
export interface Start {
  type: "start";
  protocol: ProtocolVersion;
  /** Maximum of the guest's linear memory, in bytes: a multiple of 65536. */
  memory_bytes: number;
  /** Paths of the files that the guest is given: relative, without `.` and `..`. */
  file_paths: Text[];
  /** Their contents, in the same order. */
  file_contents: Uint8Array[];
  /** Whether time and chance are functions of what the guest does, and of the next two. */
  deterministic: boolean;
  /** What its clock begins with, in seconds since 1970-01-01 UTC. */
  clock_seconds: number;
  /** What its random numbers begin with. */
  seed: number;
  /** The real clock that it sees moves by this much at a time: 1 or more. */
  clock_step_ms: number;
  stop_flag: StopFlag;
  /** Whether it may use JSPI, where the engine has it. */
  may_suspend: boolean;
}

/** Runs code in the session. One at a time. */
export interface Run {
  type: "run";
  /** Names the run in every message about it; rises from run to run. */
  run: number;
  /** The name that errors show for the code. */
  file: Text;
  /** The code, up to its last expression if it ends in one. */
  body: Text;
  /** That last expression, or nothing. */
  tail: Text;
  /** The line of the code on which the tail begins, from 1. */
  tail_line: number;
  /** What input() and sys.stdin read. */
  stdin: Text;
  /** The guest ends itself when it has run this long. */
  wall_seconds: number;
  /** The guest ends itself when it has written more than this to stdout and stderr together. */
  output_bytes: number;
  /** The guest ends itself after this many steps. */
  steps: number;
  /** Before it begins, an image of the session is sent if it is no larger than this. */
  save_bytes: number;
  /** {name: value} of the globals to set first; empty for none. */
  inputs: Value;
  /** ((name, is_async, signature, docstring), ...) of what the guest may call; empty for none. */
  functions: Value;
  /** Whether input() asks the page when stdin is at its end. */
  asks_input: boolean;
  /** The guest may make this many calls. */
  host_calls: number;
  /** A call, and an answer, may have this many bytes. */
  message_bytes: number;
  /** The guest ends itself when it has waited for the page this long. May be Infinity. */
  wait_seconds: number;
  answer_buffer: AnswerBuffer;
}

/** What the page says to a call. Dropped when its run, or the waiting for it, is over. */
export interface Answer {
  type: "answer";
  run: number;
  call: number;
  answer: AnswerBytes;
}

/** Asks for an image of the session, between runs. `run` names it as a run is named. */
export interface Save {
  type: "save";
  run: number;
}

/** Makes the session the one of which the image is, between runs. */
export interface Restore {
  type: "restore";
  run: number;
  image: Image;
}

/** "write" and "mkdir" make the directories on the way; "remove" takes files and empty directories. */
export type FileOperation = "write" | "read" | "list" | "remove" | "mkdir";

/** Does something with the session's files, between runs. `run` names it as a run is named. */
export interface File {
  type: "file";
  run: number;
  operation: FileOperation;
  /** Relative, without `.` and `..`; empty for the root. */
  path: Text;
  /** What to write; else empty. */
  content: Uint8Array;
}

/** Asks a run to end. Seen only where the worker's event loop turns while the guest runs. */
export interface Stop {
  type: "stop";
  run: number;
}

export type ToWorker = Start | Run | Answer | Save | Restore | File | Stop;

/* ---- worker -> host ---------------------------------------------------------------------- */

/** The guest stands and waits for a run. */
export interface Ready {
  type: "ready";
  protocol: ProtocolVersion;
  /** Whether its event loop turns while the guest runs, so that it sees a Stop. */
  yields: boolean;
}

/** Output, as it comes: many lines to a message, or a part of one. */
export interface Stdout {
  type: "stdout";
  run: number;
  text: Text;
}

export interface Stderr {
  type: "stderr";
  run: number;
  text: Text;
}

/** The guest asks something of the page: see py/cloche/_door.py for the names. */
export interface Call {
  type: "call";
  run: number;
  /** Names the call in its answer; rises from call to call. 0: it wants no answer. */
  call: number;
  name: Text;
  payload: Value;
  /** How long the run has run so far, in seconds, without its waiting for the page. */
  ran_seconds: number;
}

/** Nobody waits for the answer to that call any more. */
export interface Cancel {
  type: "cancel";
  run: number;
  call: number;
}

/** The guest waits, and the next answer is to be put into the answer buffer. */
export interface Wait {
  type: "wait";
  run: number;
}

/** The session as it was before the run that is named, or as a Save asked for it. */
export interface Saved {
  type: "saved";
  run: number;
  image: Image;
}

export interface Restored {
  type: "restored";
  run: number;
}

/** Why nothing was done; empty where all went well. */
export type FileError =
  | ""
  | "not-found"
  | "exists"
  | "is-directory"
  | "not-directory"
  | "not-empty"
  /** The root, which can't be removed. */
  | "busy"
  /** The file does not fit into the guest's memory. */
  | "no-room"
  /** The list does not fit into a message. */
  | "too-large"
  | "name-too-long";

/** What came of a File. */
export interface Filed {
  type: "filed";
  run: number;
  error: FileError;
  /** What was read; or ((name, whether it is a directory, bytes), ...), a Value; else empty. */
  content: Uint8Array;
}

/** "waited": for the page, and for too long. */
export type Outcome =
  | "ok"
  | "error"
  | "timeout"
  | "waited"
  | "memory"
  | "steps"
  | "output"
  | "stopped";

/** The run is over and the session lives. */
export interface Done {
  type: "done";
  run: number;
  outcome: Outcome;
  /** The tail's value, encoded as build/port/value.c says; empty if it has no plain value. */
  value: Uint8Array;
  /** (type, message, ((file, line, function), ...)) of the error, encoded likewise; or empty. */
  error: Uint8Array;
  /** Why the tail's value has no plain form (a str, encoded likewise); or empty. */
  problem: Uint8Array;
  /** How long it ran, in seconds, without its waiting for the page. */
  wall_seconds: number;
  /** How long it waited for the page. */
  wait_seconds: number;
  /** Backward jumps and returns in the bytecode loop, and work in C by its size. */
  steps: number;
  /** The largest size of the linear memory in this session, in bytes. */
  peak_memory_bytes: number;
  /** What it wrote to stdout and stderr together, in bytes. */
  output_bytes: number;
}

export type FatalName =
  /** A message that this file does not allow, or one out of order. */
  | "bad-message"
  /** The module could not be instantiated. */
  | "start-failed"
  /** The guest ended in a WebAssembly trap: its memory can no longer be trusted. */
  | "trap"
  /** The guest called an import with arguments that make no sense. */
  | "bad-import-call";

/** The worker can go on no more. */
export interface Fatal {
  type: "fatal";
  name: FatalName;
  message: Text;
}

export type ToHost =
  | Ready
  | Stdout
  | Stderr
  | Call
  | Cancel
  | Wait
  | Saved
  | Restored
  | Filed
  | Done
  | Fatal;
