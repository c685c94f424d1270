// node --test
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { adviceData, adviceJson, summaryOf } from "./screen.js";
import { CaseError, Knowledge, numeral } from "./sluimer.js";

const document = JSON.parse(readFileSync(new URL("example/house-plants.json", import.meta.url), "utf8"));
const plants = new Knowledge(document);

test("a missing answer is not read as no", () => {
  assert.equal(plants.consult({}).outcome, "answers_needed");
  assert.equal(plants.consult({ indoors: true }).truths["drooping-means-thirsty"], null);
});

test("a dry plant is thirsty, and its water has an amount in words", () => {
  const consultation = plants.consult({ indoors: true, moisture: 5, height: 220 });
  assert.equal(consultation.outcome, "advice");
  assert.deepEqual(
    consultation.case.implied.map((one) => [one.slot, one.value, one.source]),
    [["drooping", true, "moisture"]],
  );
  const water = consultation.items.find((item) => item.id === "water");
  assert.deepEqual(water.range, { min: 100, max: 250, start: 200 });
  assert.deepEqual(water.limited_by, ["tall-plants-drink-less"]);
  assert.match(adviceJson(consultation, "nl"), /"text": "Geef 100 tot 250 ml per week\. Begin met 200 ml per week\."/);
});

test("what nobody answered keeps a limit in force", () => {
  assert.equal(
    plants.consult({ indoors: true, drooping: true, moisture: 20 }).items.find((item) => item.id === "water").range.max,
    250,
  );
});

test("an emergency stands alone, and ends the asking", () => {
  const consultation = plants.consult({ pests: ["aphids", "mites"] });
  const { emergency, actions } = summaryOf(consultation);
  assert.deepEqual([consultation.outcome, consultation.questions, emergency.length, actions], ["urgent", [], 1, []]);
});

test("what cannot be meant is refused, all at once", () => {
  const problemsOf = (answers) => {
    try {
      return plants.consult(answers);
    } catch (error) {
      assert.ok(error instanceof CaseError);
      return error.problems.map(({ path, code }) => `${path} ${code}`);
    }
  };
  assert.deepEqual(problemsOf({ indoors: "perhaps", height: "1.500", pests: ["cats", "none"], moon: 1 }), [
    "/indoors answer-yes-no",
    "/height number-two-ways",
    "/pests/0 unknown-option",
    "/pests/1 answer-in-list",
    "/moon unknown-fact",
  ]);
  assert.deepEqual(problemsOf(JSON.parse('{"__proto__": true, "constructor": true}')), [
    "/__proto__ unknown-fact",
    "/constructor unknown-fact",
  ]);
  assert.deepEqual(problemsOf([]), [" case-not-a-mapping"]);
});

test("a language falls back from its region, and nothing is guessed", () => {
  assert.equal(plants.consult({}).data("en-GB").language, "en");
  assert.throws(() => plants.consult({}).data("fr"), RangeError);
  assert.equal(adviceData(plants.consult({})).language, "nl");
});

test("numbers are printed in full", () => {
  assert.deepEqual([0.1 + 0.2, 1e-5, 5000, 1.5e14].map(numeral), ["0.3", "0.00001", "5000", "150000000000000"]);
});

test("a document of another version is refused", () => {
  assert.throws(() => new Knowledge({ ...document, sluimer: 2 }), /version 1/);
  assert.throws(() => new Knowledge(null), /version 1/);
});

test("the example runs", () => {
  assert.match(
    execFileSync(process.execPath, ["example/advise.mjs"], { cwd: new URL(".", import.meta.url), encoding: "utf8" }),
    /How much water/,
  );
});
