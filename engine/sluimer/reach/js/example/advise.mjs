// Asks what matters until nothing is left, with answers that are at hand, and prints the first screen: node example/advise.mjs
import { readFile } from "node:fs/promises";
import { adviceData } from "../screen.js";
import { Knowledge } from "../sluimer.js";

const knowledge = new Knowledge(JSON.parse(await readFile(new URL("house-plants.json", import.meta.url), "utf8")));
const atHand = { indoors: true, moisture: 5, height: 220, light: "shade", pests: "none" };

const answers = {};
let consultation = knowledge.consult(answers);
while (consultation.questions.length) {
  const [fact] = consultation.questions;
  answers[fact] = atHand[fact] ?? "unknown";
  console.log(`${consultation.data("en").asked_as[fact]} ${answers[fact]}`);
  consultation = knowledge.consult(answers);
}

const { summary, items } = adviceData(consultation, "en");
console.log(`\n${summary.verdict.title}`);
for (const { title, text, because } of items) if (text) console.log(`${title}: ${text} ${because}`);
