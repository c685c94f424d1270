// Which persons of a batch JavaScript tells something else than Python did. In a browser the page that imports it says
// where the batches are; in Node.js it reads the names of files, a line each, and answers with a line.

const hex = (bytes) => [...new Uint8Array(bytes)].map((one) => one.toString(16).padStart(2, "0")).join("");

/** A digest of all that is said of a person: the advice in each language, short and in full, and how it came about. */
async function digest(told) {
  return hex(await crypto.subtle.digest("SHA-256", new TextEncoder().encode(told.join("\n"))));
}

/** A value as both languages write it. */
const said = (value, numeral) => (typeof value === "number" ? numeral(value) : String(value));

function toldOf(consultation, languages, { numeral, adviceJson }) {
  const { truths, values, case: read } = consultation;
  const known = Object.entries(truths).map(([rule, one]) => `${rule}: ${one}`);
  const filled = [...values].map(([slot, one]) => `${slot}: ${said(one, numeral)}`);
  const implied = read.implied.map(
    (one) => `${one.slot} of ${one.source} not ${said(one.instead_of ?? null, numeral)}`,
  );
  const weighed = read.weighed.map(
    (one) => `${one.fact}: ${said(one.amount, numeral)} ${one.as} ${said(one.counts, numeral)}`,
  );
  const texts = languages.flatMap((language) => [false, true].map((full) => adviceJson(consultation, language, full)));
  return [...texts, ...known.sort(), ...filled.sort(), ...implied, ...weighed];
}

/** The places in a batch of the persons who are told something else. */
export async function differing(sluimer, { document, languages, persons }) {
  const knowledge = new sluimer.Knowledge(document);
  const found = [];
  for (const [at, [answers, expected]] of persons.entries()) {
    const told = toldOf(knowledge.consult(answers), languages, sluimer);
    if ((await digest(told)) !== expected) found.push(at);
  }
  return found;
}

if (globalThis.process?.argv[2]) {
  const { readFileSync } = await import("node:fs");
  const { createInterface } = await import("node:readline");
  const { pathToFileURL } = await import("node:url");
  const module = pathToFileURL(process.argv[2]);
  const sluimer = { ...(await import(module)), ...(await import(new URL("screen.js", module))) };
  for await (const file of createInterface({ input: process.stdin }))
    console.log(JSON.stringify(await differing(sluimer, JSON.parse(readFileSync(file, "utf8")))));
}
