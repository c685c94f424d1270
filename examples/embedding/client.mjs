// Asks a service for advice, with nothing but Node: `node client.mjs http://127.0.0.1:8000 case.json`.
import { readFile } from "node:fs/promises";

const [service, file] = process.argv.slice(2);
const reply = await fetch(`${service}/v1/advice?lang=en`, {
  method: "POST",
  headers: { "Content-Type": "application/json" },
  body: await readFile(file),
});
(reply.ok ? console.log : console.error)(await reply.text());
process.exitCode = reply.ok ? 0 : 1;
