// Answers lines with lines: {"load": document} takes a knowledge base, {"case": answers} tells what it comes to,
// {"number": 0.5} prints one.
import { createInterface } from "node:readline";
import { pathToFileURL } from "node:url";

const module = pathToFileURL(process.argv[2]);
const { Knowledge, CaseError, numeral } = await import(module);
const { adviceJson } = await import(new URL("screen.js", module));
let knowledge;

function told(answers, languages) {
  try {
    const one = knowledge.consult(answers);
    const texts = languages.flatMap((language) => [adviceJson(one, language), adviceJson(one, language, true)]);
    const implied = one.case.implied.map((each) => [each.slot, each.value, each.source, each.instead_of ?? null]);
    return {
      texts,
      implied,
      truths: one.truths,
      states: one.states,
      values: Object.fromEntries(one.case.values),
      weighed: one.case.weighed,
    };
  } catch (error) {
    if (!(error instanceof CaseError)) return { failed: error.stack };
    return { problems: error.problems.map(({ code, path }) => [path, code]) };
  }
}

function loaded(document) {
  try {
    knowledge = new Knowledge(document);
    return {};
  } catch (error) {
    knowledge = null;
    return { failed: error.stack };
  }
}

function answered(asked) {
  if ("number" in asked) return { numeral: numeral(asked.number) };
  return asked.load ? loaded(asked.load) : told(asked.case, asked.languages);
}

for await (const line of createInterface({ input: process.stdin })) {
  process.stdout.write(`${JSON.stringify(answered(JSON.parse(line)))}\n`);
}
