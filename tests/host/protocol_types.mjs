// Prints, as JSON, what a protocol's types say each message holds, what its table of checks checks of
// them, and what its checker says to the messages on standard input.
//
//     node protocol_types.mjs ["airlock"]
import { readFileSync } from "node:fs";
import ts from "typescript";
import * as airlock from "../../web/airlock/messages.js";
import { OPENING, TO_WORKER, checked, checkedOpening } from "../../web/worker/messages.js";

const isAirlock = process.argv[2] === "airlock";
const types = isAirlock ? "web/airlock/protocol.d.ts" : "web/protocol.d.ts";
const path = new URL(`../../${types}`, import.meta.url);
const source = ts.createSourceFile("protocol.d.ts", readFileSync(path, "utf8"), ts.ScriptTarget.ESNext, true);

/** @type {Record<string, Record<string, string>>} */
const messages = {};
/** @type {Record<string, string[]>} */
const unions = {};

for (const statement of source.statements) {
  if (ts.isInterfaceDeclaration(statement)) {
    messages[statement.name.text] = Object.fromEntries(
      statement.members.map((member) => [member.name.getText(), member.type.getText()]),
    );
  } else if (ts.isTypeAliasDeclaration(statement)) {
    const types = ts.isUnionTypeNode(statement.type) ? statement.type.types : [statement.type];
    unions[statement.name.text] = types.map((type) => type.getText());
  }
}

const trials = JSON.parse(readFileSync(0, "utf8") || "[]", (_key, value) => {
  if (value?.$ === "bytes") return new Uint8Array(value.of);
  if (value?.$ === "buffer") return new ArrayBuffer(8);
  if (value?.$ === "port") {
    const { port1, port2 } = new MessageChannel();
    port1.close();
    return port2;
  }
  if (value?.$ === "module") return new WebAssembly.Module(new Uint8Array([0, 97, 115, 109, 1, 0, 0, 0]));
  return value;
});
const verdicts = trials.map((trial) => {
  if (isAirlock) return airlock.checked(trial) !== null;
  try {
    if (trial?.opening !== undefined) checkedOpening(trial.opening);
    else checked(trial);
    return null;
  } catch (error) {
    return { name: error.name, message: error.message };
  }
});

const checks = isAirlock ? airlock.TO_AIRLOCK : TO_WORKER;
console.log(JSON.stringify({ messages, unions, opening: OPENING, checks, verdicts }));
