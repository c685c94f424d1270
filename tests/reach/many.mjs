// Answers lines with lines: {"load": document} takes a knowledge base, {"case": answers} tells what it comes to.
import { createInterface } from "node:readline";
import { pathToFileURL } from "node:url";

const { Knowledge, CaseError } = await import(pathToFileURL(process.argv[2]));
let knowledge;

function told(answers, languages) {
  try {
    const one = knowledge.consult(answers);
    const texts = languages.flatMap((language) => [one.json(language), one.json(language, true)]);
    return { texts, truths: one.truths, states: one.states, values: Object.fromEntries(one.case.values) };
  } catch (error) {
    if (!(error instanceof CaseError)) return { failed: error.stack };
    return { problems: error.problems.map(({ code, path }) => [path, code]) };
  }
}

for await (const line of createInterface({ input: process.stdin })) {
  const asked = JSON.parse(line);
  if (asked.load) knowledge = new Knowledge(asked.load);
  process.stdout.write(`${JSON.stringify(asked.load ? {} : told(asked.case, asked.languages))}\n`);
}
