// Prints, as JSON, what web/protocol.d.ts says each message holds, what web/worker/messages.js
// checks of them, and what its checker says to the messages on standard input.
import { readFileSync } from "node:fs";
import ts from "typescript";
import { TO_WORKER, checked } from "../../web/worker/messages.js";

const path = new URL("../../web/protocol.d.ts", import.meta.url);
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
  if (value?.$ === "module") return new WebAssembly.Module(new Uint8Array([0, 97, 115, 109, 1, 0, 0, 0]));
  return value;
});
const verdicts = trials.map((trial) => {
  try {
    checked(trial);
    return null;
  } catch (error) {
    return { name: error.name, message: error.message };
  }
});

console.log(JSON.stringify({ messages, unions, checks: TO_WORKER, verdicts }));
