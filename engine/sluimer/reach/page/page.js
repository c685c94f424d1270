/**
 * It asks what the knowledge wants to know, a screen at a time, and shows what comes of it. It decides nothing:
 * what is asked, what is advised and what is an emergency is what `sluimer.js` and `screen.js` say. All is built of elements and text.
 */

import { adviceData, summaryOf } from "../js/screen.js";
import { CaseError, Knowledge, numeral, unique } from "../js/sluimer.js";

const MOST_TOGETHER = 8;
const MANY_OPTIONS = 8;
const FEW = 8;
const KEPT = "sluimer";
const SILENT = ["unknown", "declined"];

/** The knowledge, what the page says itself by language, and where it stands. */
let kb, texts, place;
/** Answers by fact, in the order in which they came; what was asked further in vain; contradictions that stay. */
let person = nobody();
let language;

/**
 * Begin to ask and advise. Where it stands is of whoever opens it: `root`, an element; `tab`, which keeps answers, or null;
 * `state`, `note` and `back`, for what was shown before; `arrive`, for what follows a new heading; `tell`, for a host.
 */
export function open(knowledge, words, where) {
  [kb, texts, place] = [new Knowledge(knowledge), words, where];
  language = kb.languages.find((one) => where.language === one || where.language?.startsWith(`${one}-`));
  language ??= kb.languages[0];
  restore();
  show();
  requestAnimationFrame(() => setTimeout(() => question(consulted(), nextSheet(pending(consulted()))))); // made ready while one reads
}

// --- what is known of this person -------------------------------------------------------------------------------------

function nobody() {
  return { run: Date.now(), answers: new Map(), vain: new Set(), upheld: new Set() };
}

const caseOf = (answers) => Object.fromEntries(answers);

/** What comes of answers; of the latest it is kept, since several parts of a screen ask for it. */
const consulted = (() => {
  let latest = ["", null];
  return (answers = person.answers) => {
    const key = JSON.stringify([...answers]);
    if (latest[0] !== key) latest = [key, kb.consult(caseOf(answers))];
    return latest[1];
  };
})();

function keep() {
  const { run, answers, vain, upheld } = person;
  const { digest } = kb.document.knowledge;
  place.tab?.setItem(
    KEPT,
    JSON.stringify({ digest, language, run, answers: [...answers], vain: [...vain], upheld: [...upheld] }),
  );
}

function restore() {
  try {
    const kept = JSON.parse(place.tab?.getItem(KEPT) ?? "null");
    if (kept?.digest !== kb.document.knowledge.digest) return;
    consulted(kept.answers);
    if (kb.languages.includes(kept.language)) language = kept.language;
    person = { run: kept.run, answers: new Map(kept.answers), vain: new Set(kept.vain), upheld: new Set(kept.upheld) };
  } catch {
    place.tab?.removeItem(KEPT);
  }
}

function wipe() {
  place.tab?.removeItem(KEPT);
  person = nobody();
  go("start", [], "replaceState");
}

// --- what is asked next -------------------------------------------------------------------------------------------------

/** The questions that are left; what somebody answered in part and does not know further is not asked again. */
function pending({ questions, offered }) {
  const further = (fact) => Object.hasOwn(offered, fact) && !person.vain.has(fact);
  return questions.filter((fact) => !person.answers.has(fact) || further(fact));
}

/** The questions of the next screen: the section that was begun is finished first. */
function nextSheet(waiting) {
  const { sections } = kb.document;
  const latest = [...person.answers.keys()].at(-1);
  const left = sections.filter((one) => one.facts.some((fact) => waiting.includes(fact)));
  const section = left.find((one) => one.facts.includes(latest)) ?? left[0];
  if (!section) return waiting.slice(0, 1);
  const here = section.facts.filter((fact) => waiting.includes(fact));
  return isAlone(section) || !isTicked(here[0]) ? here.slice(0, 1) : here.filter(isTicked).slice(0, MOST_TOGETHER);
}

const sectionOf = (fact) => kb.document.sections.find((one) => one.facts.includes(fact));

/** Whether it is of the introduced sections at the end, where one thing is asked at a time. */
function isAlone(section) {
  const { sections } = kb.document;
  return sections.slice(sections.indexOf(section)).every((one) => one.introduction) || section.sensitive;
}

function isTicked(id) {
  const fact = kb.facts.get(id);
  return fact.kind === "yes_no" && !("assume" in fact);
}

/** Where one is, such as "safety, 4 of 8". */
function placeOf(facts, waiting) {
  const section = sectionOf(facts[0]);
  if (!section) return "";
  const given = [...person.answers.keys()];
  const at = given.findIndex((fact) => facts.includes(fact));
  const before = (at < 0 ? given : given.slice(0, at)).filter((fact) => section.facts.includes(fact)).length;
  const total = section.facts.filter(
    (fact) => given.includes(fact) || waiting.includes(fact) || facts.includes(fact),
  ).length;
  const [first, last] = [before + 1, before + facts.length];
  return say(first === last ? "place" : "places", { section: text(section.title), first, last, total });
}

/** Answers that cannot all be true, as long as the person has not said that they stay. */
const doubtful = ({ contradictions }) => contradictions.filter((one) => !person.upheld.has(keyOf(one)));
const keyOf = ({ id, facts }) => [id, ...facts].join();

function next(how) {
  const consultation = consulted();
  if (consultation.emergencies.length) return go("advice", [], how);
  if (doubtful(consultation).length) return go("doubt", [], how);
  const waiting = pending(consultation);
  return waiting.length ? go("question", nextSheet(waiting), how) : go("advice", [], how);
}

// --- words ----------------------------------------------------------------------------------------------------------------

const text = (one) => one?.[language] ?? "";
const say = (key, places = {}) => texts[language][key].replace(/\{(\w+)\}/g, (_, place) => places[place]);
/** A word that the knowledge brings along, as it stands in advice elsewhere. */
const word = (key) =>
  [text(kb.document.words[key])]
    .flat()
    .filter((one) => typeof one === "string")
    .join("");
const title = () => text(kb.document.title);
const writing = () => kb.document.languages.find((one) => one.id === language);
const shownNumber = (number) =>
  String(typeof number === "number" ? numeral(number) : number).replace(".", writing().decimal);
const unitText = (unit) => text(kb.document.units.find((one) => one.id === unit)?.title);
const labelOf = (fact, id) => text(fact.options.find((one) => one.id === id)?.label);
const plainly = (one) => one.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();

/** An answer as it was given, in words. */
function answerText(fact, answer) {
  if (SILENT.includes(answer)) return say(answer);
  if (fact.kind === "yes_no") return say(["yes", "true"].includes(String(answer)) ? "yes" : "no");
  if (fact.kind === "choice") return labelOf(fact, answer);
  if (fact.kind === "set") {
    const chosen =
      answer === "none" ? [] : (answer.includes ?? []).constructor === Array ? (answer.includes ?? []) : answer;
    return chosen.map((one) => labelOf(fact, one)).join("; ") || say("none");
  }
  return [answer]
    .flat()
    .map((one) => amountText(fact, one))
    .join(" + ");
}

function amountText(fact, one) {
  const shown = (amount) => `${shownNumber(amount)} ${unitText(fact.unit)}`.trim();
  if (typeof one !== "object") return shown(one);
  return `${shown(one.amount)}, ${text(fact.weighed_as.find((each) => each.id === one.as)?.label)}`;
}

/** The value of a slot, in words, and where it comes from if the person did not say so. */
function slotText(consultation, slot) {
  const [id, option] = slot.split(".");
  const fact = kb.facts.get(id);
  const value = consultation.values.get(slot);
  const name = option ? `${text(fact.title)}, ${labelOf(fact, option)}` : text(fact.title);
  const told =
    typeof value === "boolean"
      ? say(value ? "yes" : "no")
      : typeof value === "string"
        ? labelOf(fact, value)
        : `${shownNumber(value)} ${unitText(fact.unit)}`.trim();
  const { assumed, implied } = consultation.case;
  const origin = assumed.includes(slot)
    ? say("assumed")
    : implied.some((one) => one.slot === slot)
      ? say("implied")
      : "";
  return `${name}: ${told}${origin ? ` (${origin})` : ""}`;
}

// --- elements -------------------------------------------------------------------------------------------------------------

/** An element; children are elements and texts, and what is empty is left out. */
function h(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === "function") element.addEventListener(name, value);
    else if (value === true) element.setAttribute(name, "");
    else if (value !== undefined && value !== false) element.setAttribute(name, value);
  }
  element.append(...parts(children));
  return element;
}

const button = (words, click, kind = "plain") => h("button", { type: "button", class: kind, click }, words);
const row = (...buttons) => h("div", { class: "row" }, buttons);
const fold = (words, ...inside) => h("details", {}, h("summary", {}, words), inside);
/** Folded, and made when it is opened for the first time. */
function folded(words, make, kind) {
  const element = h("details", { class: kind }, h("summary", {}, words));
  const fill = () => {
    element.append(...parts(make?.()));
    make = null;
  };
  element.firstChild.addEventListener("click", fill);
  element.addEventListener("toggle", fill);
  return element;
}

const parts = (some) => [some].flat(Infinity).filter(Boolean);
const list = (some) =>
  h(
    "ul",
    {},
    some.map((one) => h("li", {}, one)),
  );

/** A text in which the telephone numbers that the knowledge names can be tapped; "113.nl" is none. */
function callable(words) {
  const numbers = kb.document.telephones
    .map((one) => one.replace("+", "\\+"))
    .sort((one, other) => other.length - one.length);
  if (!numbers.length) return [words];
  const parts = words.split(new RegExp(`(?<![\\w.,-])(${numbers.join("|")})(?![\\w-]|[.,]\\w)`));
  return parts.map((part, at) => (at % 2 ? h("a", { href: `tel:${part.replace(/[ -]/g, "")}` }, part) : part));
}

// --- fields: an element, and what it was answered with ------------------------------------------------------------------

/** The fields of one question; `read` gives the answer, or undefined where there is none yet. */
function fieldOf(fact, consultation) {
  const now = person.answers.get(fact.id);
  return { yes_no: choiceField, choice: choiceField, set: setField, number: numberField }[fact.kind](
    fact,
    now,
    consultation,
  );
}

function radio(fact, value, label, checked) {
  return h(
    "label",
    { class: "choice" },
    h("input", { type: "radio", name: fact.id, value, checked }),
    h("span", {}, label),
  );
}

const silent = (fact, now) => SILENT.map((one) => radio(fact, one, say(one), now === one));
const checkedIn = (element, kind) =>
  [...element.querySelectorAll(`input[type=${kind}]:checked`)].map((one) => one.value);

function choiceField(fact, now) {
  const known = fact.kind === "yes_no" && now !== undefined ? ({ true: "yes", false: "no" }[String(now)] ?? now) : now;
  const options = fact.options?.map((one) => [one.id, text(one.label)]) ?? ["yes", "no"].map((one) => [one, say(one)]);
  const element = h(
    "div",
    { class: "choices" },
    options.map(([id, label]) => radio(fact, id, label, known === id)),
    silent(fact, now),
  );
  return { element, read: () => checkedIn(element, "radio")[0] };
}

function numberField(fact, now) {
  const id = `number-${fact.id}`;
  const piece = typeof now === "object" ? [now].flat()[0] : now;
  const { amount = piece, as = "" } = typeof piece === "object" ? piece : {};
  const shown = SILENT.includes(amount) || amount === undefined ? "" : shownNumber(amount);
  const input = h("input", {
    id,
    inputmode: "decimal",
    autocomplete: "off",
    value: shown,
    "aria-describedby": "note problem",
  });
  const weighed =
    fact.weighed_as &&
    h(
      "select",
      { id: `${id}-as` },
      h("option", { value: "" }, say("weighed-not")),
      fact.weighed_as.map((one) => h("option", { value: one.id, selected: one.id === as }, text(one.label))),
    );
  const element = h(
    "div",
    {},
    h("div", { class: "typed" }, h("label", { for: id }, unitText(fact.unit) || say("number")), input),
    weighed && h("div", { class: "typed" }, h("label", { for: `${id}-as` }, say("weighed-as")), weighed),
    h("div", { class: "choices" }, silent(fact, now)),
  );
  exclusive(element, input, "input");
  const read = () => {
    const written = withPoint(input.value.trim());
    return written === ""
      ? checkedIn(element, "radio")[0]
      : weighed?.value
        ? { amount: written, as: weighed.value }
        : written;
  };
  return { element, read };
}

/** What was typed, with a point; what can mean two things stays as it is, and is refused by who reads it. */
function withPoint(typed) {
  return /^-?\d+,\d+$/.test(typed) && !/^-?[1-9]\d{0,2},\d{3}$/.test(typed) ? typed.replace(",", ".") : typed;
}

/** What is typed or ticked takes away "I don't know", and the other way round. */
function exclusive(element, boxes, event) {
  const radios = () => [...element.querySelectorAll("input[type=radio]")];
  for (const box of [boxes].flat())
    box.addEventListener(event, () =>
      radios().forEach((one) => {
        one.checked = false;
      }),
    );
  element.addEventListener("change", ({ target }) => {
    if (target.type !== "radio") return;
    for (const box of [boxes].flat()) box.type === "checkbox" ? (box.checked = false) : (box.value = "");
  });
}

/** The options of a set to show: those that matter now, and where an answer is changed those that were shown. */
function shownOptions(fact, now, consultation) {
  const asked = pending(consultation).includes(fact.id);
  if (!("assume" in fact)) return { shown: fact.options, known: {} };
  const offered = Object.hasOwn(consultation.offered, fact.id) ? consultation.offered[fact.id] : [];
  const partly = typeof now === "object" && !Array.isArray(now);
  const before = partly
    ? [...(now.includes ?? []), ...(now.excludes ?? [])]
    : Array.isArray(now)
      ? fact.options.map((one) => one.id)
      : [];
  const wanted = asked ? offered : [...before, ...offered];
  const shown = fact.options.filter((one) => !wanted.length || wanted.includes(one.id));
  return { shown, known: asked && partly ? now : {}, part: true };
}

function setField(fact, now, consultation) {
  const { shown, known, part } = shownOptions(fact, now, consultation);
  const chosen = Array.isArray(now) ? now : (now?.includes ?? []);
  const boxes = shown.map((one) => h("input", { type: "checkbox", value: one.id, checked: chosen.includes(one.id) }));
  const labels = shown.map((one, at) => h("label", { class: "choice" }, boxes[at], h("span", {}, text(one.label))));
  const noneNow = now !== undefined && !SILENT.includes(now) && !chosen.length && !known.includes;
  const element = h(
    "div",
    {},
    shown.length > MANY_OPTIONS && search(fact, shown, labels),
    h("div", { class: "choices" }, labels),
    h("div", { class: "choices rest" }, radio(fact, "none", say("none"), noneNow), silent(fact, now)),
  );
  exclusive(element, boxes, "change");
  const read = () => {
    const [ticked, [other]] = [checkedIn(element, "checkbox"), checkedIn(element, "radio")];
    if (!ticked.length && other !== "none") return part && other && known.includes ? { ...known } : other;
    if (!part) return ticked;
    const rest = shown.map((one) => one.id).filter((one) => !ticked.includes(one));
    return { includes: [...(known.includes ?? []), ...ticked], excludes: [...(known.excludes ?? []), ...rest] };
  };
  return { element, read };
}

/** A box to find an option by its label or by what people call it; what is ticked stays in sight. */
function search(fact, shown, labels) {
  const names = shown.map((one) => plainly([text(one.label), ...(one.names ?? [])].join(" ")));
  const told = h("p", { role: "status", class: "quiet" });
  const input = h("input", { id: `search-${fact.id}`, type: "search", autocomplete: "off" });
  input.addEventListener("input", () => {
    const wanted = plainly(input.value.trim());
    const hidden = names.map((name) => !name.includes(wanted));
    labels.forEach((label, at) => {
      label.hidden = hidden[at] && !label.firstChild.checked;
    });
    told.textContent = wanted ? say("found", { count: hidden.filter((one) => !one).length }) : "";
  });
  return h("div", { class: "typed" }, h("label", { for: input.id }, say("search")), input, told);
}

// --- screens --------------------------------------------------------------------------------------------------------------

const SCREENS = { start, question, doubt, answers, advice, take, erase };

/** Show a screen, and note it in the history of this tab once it is to be seen. */
function go(view, facts = [], how = "pushState") {
  const state = { run: person.run, view, facts };
  show(state);
  requestAnimationFrame(() => setTimeout(() => place.note(state, how)));
}

/** Show the screen that the history of this tab says; one of answers that were wiped is the start. */
export function show(state = place.state()) {
  const { run, view, facts } = state ?? {};
  const mine = run === person.run && Object.hasOwn(SCREENS, view);
  const [name, asked] = mine ? [view, facts.filter((fact) => kb.facts.has(fact))] : ["start", []];
  const consultation = person.answers.size > 0 || name !== "start" ? consulted() : null;
  const main = h(place.host ? "div" : "main", { class: "sheet" }, SCREENS[name](consultation, asked));
  const emergency = consultation?.emergencies.length > 0;
  const told = name === "question" || (emergency && name !== "advice");
  place.root.replaceChildren(...[told && soFar(consultation), main].filter(Boolean));
  const heading = main.querySelector("h1");
  heading.tabIndex = -1;
  place.arrive(heading, language, title());
  if (name === "advice") tell(emergency ? "emergency" : "advice");
}

/** Tell a host what happened; what was answered is its own only where the person was told so. */
function tell(event) {
  const { outcome } = consulted();
  const { digest } = kb.document.knowledge;
  place.tell(event, { answers: caseOf(person.answers), outcome, digest });
}

const back = () =>
  h(
    "p",
    { class: "quiet" },
    button(say("back"), () => place.back(), "link"),
  );

/** The line at the top of each question: what the answers come to so far; an emergency whole. */
function soFar(consultation) {
  const { verdict, emergency } = summaryOf(consultation);
  const left = pending(consultation).length;
  return h(
    place.host ? "section" : "aside",
    { class: emergency.length ? "bar alarm" : "bar", "aria-label": say("so-far") },
    h("p", {}, h("strong", {}, `${say("so-far")}: `), text(kb.document.verdicts.find((one) => one.id === verdict).title)),
    emergency.length > 0 &&
      adviceData(consultation, language).summary.emergency.map((item) => h("p", {}, callable(item.text))),
    h(
      "p",
      {},
      !emergency.length && left > 0 && h("span", {}, say("left", { count: left }), " "),
      person.answers.size > 0 && [
        button(say("advice-so-far"), () => go("advice"), "link"),
        " ",
        button(say("answers"), () => go("answers"), "link"),
      ],
    ),
  );
}

/** Where the answers go. */
const promise = () => say(place.host ? (place.shares ? "host-gets" : "host-does-not") : "stays-here");

function start() {
  const { scope, notice, knowledge } = kb.document;
  return [
    h("p", { class: "quiet" }, otherLanguages()),
    h("h1", {}, title()),
    h("p", {}, say("intro")),
    list([promise(), say(place.tab ? "kept-in-tab" : "not-kept"), say("may-be-silent"), say("how-long")]),
    text(scope.because) && h("p", {}, h("strong", {}, `${say("for-whom")} `), text(scope.because)),
    text(notice) && h("p", {}, text(notice)),
    row(
      person.answers.size > 0 && button(say("go-on"), () => next(), "main"),
      button(
        say(person.answers.size ? "begin-anew" : "begin"),
        () => {
          place.tab?.removeItem(KEPT);
          person = nobody();
          keep();
          place.note({ run: person.run, view: "start", facts: [] }, "replaceState");
          next();
        },
        person.answers.size ? "plain" : "main",
      ),
    ),
    opening(),
    h("p", { class: "quiet" }, `${knowledge.name} ${knowledge.version} · ${knowledge.digest.slice(0, 19)}`),
  ];
}

/** Ways to the other languages: those in this page, and those that stand at an address of their own. */
function otherLanguages() {
  const chosen = (one) => () => {
    language = one;
    keep();
    show();
  };
  const here = kb.languages.filter((one) => one !== language);
  return [
    here.map((one) => h("button", { type: "button", class: "link", lang: one, click: chosen(one) }, texts[one].language)),
    place.elsewhere.map((one) =>
      h("a", { class: "link", href: one.href, lang: one.hreflang, hreflang: one.hreflang }, one.title),
    ),
  ];
}

/** Going on from a file that was saved here. */
function opening() {
  const problem = h("p", { class: "problem", role: "alert" });
  const input = h("input", { type: "file", id: "open", accept: ".json,application/json" });
  input.addEventListener("change", async () => {
    try {
      const saved = JSON.parse(await input.files[0].text());
      const found = new Map(Object.entries(saved.answers).filter(([, answer]) => answer !== null));
      consulted(found);
      person = { ...nobody(), answers: found };
      keep();
      place.note({ run: person.run, view: "start", facts: [] }, "replaceState");
      go("answers");
      if (saved.knowledge?.digest !== kb.document.knowledge.digest)
        place.root.querySelector("h1").after(h("p", { class: "note" }, say("other-rules")));
    } catch (error) {
      problem.textContent = say(error instanceof CaseError ? "file-refused" : "file-unreadable");
    }
  });
  return h("div", { class: "typed" }, h("label", { for: "open" }, say("open-file")), input, problem);
}

function question(consultation, ids) {
  const waiting = pending(consultation);
  const facts = ids.map((id) => kb.facts.get(id));
  const fields = facts.map((fact) => fieldOf(fact, consultation));
  const problems = facts.map(() => h("p", { class: "problem", role: "alert" }));
  const alone = facts.length === 1;
  const section = sectionOf(ids[0]);
  const first = section && section.introduction && !section.facts.some((fact) => person.answers.has(fact));
  const sets = facts.map((fact, at) =>
    h(
      "fieldset",
      { class: alone ? "alone" : "several", "data-fact": fact.id },
      h("legend", {}, alone ? h("h1", {}, text(fact.question)) : text(fact.question)),
      text(fact.note) && h("p", { class: "note" }, callable(text(fact.note))),
      problems[at],
      fields[at].element,
    ),
  );
  const submit = (event) => {
    event.preventDefault();
    answered(facts, fields, problems);
  };
  return [
    back(),
    h("p", { class: "quiet" }, placeOf(ids, waiting)),
    first && h("p", { class: "note" }, text(section.introduction)),
    !alone && h("h1", {}, say("which-fit")),
    h(
      "form",
      { submit, novalidate: true, autocomplete: "off" },
      sets,
      row(h("button", { class: "main" }, say("next"))),
    ),
    folded(say("why-asked"), () => whyAsked(facts, consultation)),
  ];
}

/** Take the answers of a screen, if all are there and can be read; else say at each what is wrong. */
function answered(facts, fields, problems) {
  const found = new Map(facts.map((fact, at) => [fact.id, fields[at].read()]));
  const codes = problemCodes(found);
  facts.forEach((fact, at) => {
    problems[at].textContent = found.get(fact.id) === undefined ? say("choose") : problemText(fact, codes.get(fact.id));
  });
  const wrong = problems.findIndex((one) => one.textContent);
  if (wrong >= 0) return fields[wrong].element.querySelector("input").focus();
  for (const [fact, answer] of found) {
    const before = person.answers.get(fact);
    const vain =
      typeof answer !== "object" || Array.isArray(answer) || JSON.stringify(answer) === JSON.stringify(before);
    person.vain[vain ? "add" : "delete"](fact);
    if (!person.answers.has(fact)) person.answers.set(fact, answer);
    person.answers.set(fact, answer);
  }
  person.upheld = new Set([...person.upheld].filter((key) => !key.split(",").some((fact) => found.has(fact))));
  keep();
  tell("answered");
  return next();
}

/** What is wrong with more answers, the first of each, by fact; where nothing is, what comes of them is kept. */
function problemCodes(answers) {
  try {
    consulted(new Map([...person.answers, ...[...answers].filter(([, answer]) => answer !== undefined)]));
    return new Map();
  } catch (error) {
    if (!(error instanceof CaseError)) throw error;
    return new Map(error.problems.map(({ fact, code }) => [fact, code]).reverse());
  }
}

/** What is wrong with one answer, in words; nothing where it can be read. */
function problemText(fact, code) {
  if (code === "number-two-ways") return say("two-ways");
  if (code === "answer-out-of-bounds") return bounds(fact);
  return code ? say("no-number") : "";
}

function bounds({ lowest, highest }) {
  if (highest === undefined) return say("at-least", { lowest });
  return lowest === undefined ? say("at-most", { highest }) : say("between", { lowest, highest });
}

/** What hangs on each question; what is the same stands once. */
function whyAsked(facts, { items }) {
  const reasons = facts.map((fact) => {
    const topics = items
      .filter((item) => item.open_on.includes(fact.id))
      .map((item) => text(kb.topics.get(item.topic).title));
    return topics.length ? say("waits", { topics: unique(topics).join(", ") }) : say("refines");
  });
  return unique(reasons).map((reason) => {
    const about = facts.filter((_, at) => reasons[at] === reason).map((fact) => text(fact.title));
    return h("p", {}, facts.length > 1 && h("strong", {}, `${about.join(", ")}. `), reason);
  });
}

/** Answers that cannot all be true: the person changes one, or says that they stay. */
function doubt(consultation) {
  const some = doubtful(consultation);
  const uphold = () => {
    for (const one of some) person.upheld.add(keyOf(one));
    keep();
    next();
  };
  const told = consultation.data(language).contradictions;
  return [
    back(),
    h("h1", {}, say("doubt")),
    some.map((one) => h("p", {}, told.find((each) => each.id === one.id).because)),
    answerList(unique(some.flatMap((one) => one.facts))),
    row(button(say("uphold"), uphold)),
  ];
}

/** These answers, each with "change". */
function answerList(ids = [...person.answers.keys()]) {
  return h(
    "dl",
    { class: "answers" },
    ids
      .filter((id) => person.answers.has(id))
      .map((id) => {
        const fact = kb.facts.get(id);
        const change = h(
          "button",
          { type: "button", class: "link", click: () => go("question", [id]) },
          say("change"),
          h("span", { class: "unseen" }, ` ${text(fact.title)}`),
        );
        return h(
          "div",
          {},
          h("dt", {}, text(fact.title)),
          h("dd", {}, answerText(fact, person.answers.get(id))),
          h("dd", { class: "screen" }, change),
        );
      }),
  );
}

function answers() {
  return [
    back(),
    h("h1", {}, say("answers")),
    answerList(),
    row(
      button(say("go-on"), () => next(), "main"),
      button(say("take"), () => go("take")),
    ),
  ];
}

/** What comes of the answers: first what `sluimer advise` says on one screen, and the rest folded. */
function advice(consultation) {
  const { summary, contradictions, notes, items } = adviceData(consultation, language);
  const { emergency, call, frame, actions, not_now, left_text } = summary;
  if (emergency.length) return alone(summary, items, consultation);
  const byId = new Map(items.map((item) => [item.id, item]));
  const shown = [...call, ...frame.flatMap((one) => one.items), ...actions].map((one) => one.id);
  const told = (some) => some.map((one) => itemText(byId.get(one.id), consultation, one.short === one.text));
  return [
    back(),
    verdict(summary.verdict),
    part(
      say("frame"),
      frame.map((one) => framed(one, byId, consultation)),
    ),
    part(say("call"), told(call)),
    part(say("actions"), told(actions)),
    part(
      word("summary-not-now"),
      not_now.map((one) => notNow(one, consultation)),
    ),
    part(word("contradictions"), contradicted(contradictions)),
    unfinished(summary, pending(consultation).length, consultation),
    left_text && h("p", { class: "quiet screen" }, left_text),
    rest(
      items.filter((item) => item.state === "given" && !shown.includes(item.id)),
      consultation,
    ),
    notes.length > 0 && fold(say("strength"), list(notes)),
    fold(say("answers"), answerList()),
    row(
      button(say("take"), () => go("take")),
      button(say("erase"), () => go("erase")),
    ),
    provenance(),
  ];
}

/** An emergency: what to do now and why, and nothing else. */
function alone({ verdict: said, emergency }, items, consultation) {
  const urgent = emergency.map((one) => items.find((item) => item.id === one.id));
  const sensitive = urgent.flatMap((item) => item.rules).filter((rule) => kb.rules.get(rule).sensitive);
  const pressing = (item) => item.rules.filter((rule) => !sensitive.length || sensitive.includes(rule));
  return [
    back(),
    verdict(said),
    urgent.map((item) => itemText({ ...item, rules: pressing(item), limited_by: [] }, consultation, true, "h2")),
    row(
      button(say("answers"), () => go("answers")),
      button(say("take"), () => go("take")),
      button(say("erase"), () => go("erase")),
    ),
  ];
}

const verdict = ({ id, title: words, line }) =>
  h("div", { class: `verdict ${id}` }, h("h1", {}, words), line && h("p", {}, line));

const contradicted = (some) =>
  some.length ? [...some.map((one) => h("p", {}, one.because)), h("p", {}, word("contradictions-help"))] : [];

/** What would settle an item that waits for some few answers, folded. */
function settling({ id, open_on }, consultation) {
  if (open_on.length > FEW) return null;
  const make = () => {
    const other = changes(id, open_on, consultation);
    return other.length ? [list(other), h("p", {}, say("changes-if-true"))] : h("p", {}, say("refines"));
  };
  return folded(`${text(kb.items.get(id).title)}: ${say("changes")}`, make, "why");
}

/** What is still to be asked; where nothing is and that is too little, whom to ask. */
function unfinished(summary, left, consultation) {
  if (!left) return summary.verdict.id === "answers_needed" && h("p", {}, word("nothing-left-to-ask"));
  const inside = [
    h("h2", {}, say("not-finished")),
    h("p", {}, say("left", { count: left })),
    consultation.items
      .filter((item) => item.state === "open" && item.topic === kb.document.main_topic)
      .map((item) => settling(item, consultation)),
    row(button(say("go-on"), () => next(), "main")),
  ];
  return h("section", { class: "screen" }, inside);
}

/** What this is, and which knowledge it follows from. */
function provenance() {
  const { notice, knowledge } = kb.document;
  return [text(notice), `${knowledge.name} ${knowledge.version} · ${knowledge.digest}`].map((one) =>
    h("p", { class: "quiet" }, one),
  );
}

/** How to take it: an amount in full, with how good its ground is, and of the rest what it is, with the text below it. */
function framed({ title: heading, items }, byId, consultation) {
  return items.map(({ id }) => {
    const item = byId.get(id);
    const grounds = item.range
      ? unique(item.rules.map((rule) => text(kb.rules.get(rule).evidence?.note)).filter(Boolean))
      : [];
    return h(
      "div",
      { class: "item" },
      h("h3", {}, heading, ": ", item.range ? rangeText(item.range) : item.title),
      instruction(item, Boolean(item.range), consultation),
      grounds.length > 0 && h("p", { class: "quiet" }, grounds.join(" ")),
    );
  });
}

function rangeText({ min, max, unit }) {
  return `${unique([min, max]).map(shownNumber).join(` ${writing().range} `)} ${unitText(unit)}`;
}

/** What to do, in full or on a screen folded, and why. */
function instruction(item, full, consultation) {
  const words = (name) => h("p", { class: name }, callable(item.text));
  const rules = [...item.rules, ...item.limited_by];
  return [words(full ? "in-full" : "on-paper"), why(item.because, rules, consultation, !full && words("in-full"), item.urgency === "now" ? "" : item.id)];
}

const part = (heading, inside) => inside.length > 0 && h("section", {}, h("h2", {}, heading), inside);

/** The other items, by topic. */
function rest(items, consultation) {
  const topics = unique(items.map((item) => item.topic));
  const of = (topic) => items.filter((item) => item.topic === topic);
  return (
    topics.length > 0 &&
    h(
      "section",
      {},
      h("h2", {}, say("more")),
      topics.map((topic) =>
        fold(
          `${text(kb.topics.get(topic).title)} (${of(topic).length})`,
          of(topic).map((item) => itemText(item, consultation, true)),
        ),
      ),
    )
  );
}

/** What to do, with its title, and why below it. */
function itemText(item, consultation, full, level = "h3") {
  return h("div", { class: "item" }, h(level, {}, item.title), instruction(item, full, consultation));
}

function notNow(one, consultation) {
  return h(
    "div",
    { class: "item" },
    h("h3", {}, one.titles.join(", ")),
    h("p", {}, one.because),
    why("", one.rules, consultation, null, one.items[0]),
  );
}

// --- why ------------------------------------------------------------------------------------------------------------------

/** Folded: the reason, the answers that brought it, the sources, how strong the ground is, and what would change it. */
function why(because, rules, consultation, words = null, id = "") {
  const make = () => {
    const slots = slotsBehind(rules, consultation);
    const cites = unique(rules.flatMap((rule) => kb.rules.get(rule)?.cites ?? kb.document.scope.cites));
    const grounds = unique(rules.map((rule) => ground(kb.rules.get(rule))).filter(Boolean));
    const given = unique(slots.map((slot) => slot.split(".")[0])).filter((fact) => person.answers.has(fact));
    const other = id ? changes(id, given, consultation) : [];
    return [
      words,
      because && h("p", {}, because),
      slots.length > 0 && [subheading(say("your-answers")), list(slots.map((slot) => slotText(consultation, slot)))],
      cites.length > 0 && [subheading(say("sources")), list(cites.map(source).filter(Boolean))],
      grounds.length > 0 && [subheading(say("how-strong")), list(grounds)],
      changing(other),
    ];
  };
  return folded(say(words ? "what-and-why" : "why"), make, "why");
}

const changing = (other) =>
  other.length > 0 && [subheading(say("changes")), list(other), h("p", {}, say("changes-if-true"))];

const slotsBehind = (rules, consultation) =>
  unique(rules.flatMap((rule) => behind(consultation, kb.net.rules.get(rule))));

/** The single answers that would put an item in another state, of these facts; none of what is sensitive or fixed. */
function changes(id, facts, consultation) {
  const now = consultation.state(id);
  const turns = (fact, answer) => {
    const other = kb.consult({ ...caseOf(person.answers), [fact.id]: answer });
    const worse = ["emergencies", "contradictions"].some((kind) => other[kind].length > consultation[kind].length);
    return !worse && other.state(id) !== now;
  };
  const free = facts.map((one) => kb.facts.get(one)).filter((fact) => !fact.fixed && !sectionOf(fact.id)?.sensitive);
  return free.flatMap((fact) => {
    const turning = others(fact).filter((answer) => turns(fact, answer));
    const told = fact.kind === "number" ? turning.slice(0, 1) : turning;
    return told.map((answer) => `${text(fact.title)}: ${answerText(fact, answer)}`);
  });
}

/** The other answers to try: of a list without one of its options or with one it lacks, of a number the nearest that count. */
function others({ id, kind, options, ...fact }) {
  const now = person.answers.get(id);
  if (kind === "number") return ["number", "string"].includes(typeof now) ? nearest({ id, ...fact }, Number.parseFloat(now)) : [];
  if (kind === "set") {
    const chosen = Array.isArray(now) ? now : (now?.includes ?? []);
    const left = chosen.map((gone) => chosen.filter((one) => one !== gone));
    const lacking = now?.excludes ?? [];
    const more = lacking.map((one) => ({ includes: [...chosen, one], excludes: lacking.filter((each) => each !== one) }));
    return [...left.filter((some) => some.length), ...(chosen.length || now === undefined ? ["none"] : []), ...more];
  }
  const known = kind === "choice" ? options.map((one) => one.id) : ["yes", "no"];
  return known.filter((one) => one !== ({ true: "yes", false: "no" }[now] ?? now));
}

function nearest({ id, lowest = -Infinity, highest = Infinity }, now) {
  const ends = kb.net.nodes
    .filter((node) => node.kind === "within" && node.slots.includes(id))
    .flatMap(({ own }) => ["at_least", "above", "at_most", "below"].map((end) => own[end]).filter((one) => one !== undefined));
  const near = unique(ends.flatMap((end) => [end - 1, end, end + 1])).filter((one) => one >= lowest && one <= highest);
  return near.sort((one, other) => Math.abs(one - now) - Math.abs(other - now));
}

const subheading = (words) => h("p", { class: "sub" }, h("strong", {}, words));

/** The slots whose values make a node of the net say what it says; none while that is unknown. */
function behind(consultation, node) {
  const { kind, nodes, slots } = node;
  if (slots.length) return slots.filter((one) => consultation.values.has(one));
  const now = consultation.say(node);
  const chosen = ["choice", "bound", "sum"].includes(kind);
  if (now === 1 && !chosen) return [];
  const settling = (one) => kind !== "count" || consultation.say(one) === now;
  return nodes
    .filter((one) => (chosen ? consultation.say(one) === 2 : settling(one)))
    .flatMap((one) => behind(consultation, one));
}

function source(code) {
  const statement = kb.document.statements.find((one) => one.id === code);
  if (!statement) return "";
  const from = kb.document.sources.find((one) => one.id === statement.source);
  const name = text(from?.title) || statement.source;
  const origin = from?.url ? h("a", { href: from.url, rel: "noreferrer noopener", target: "_blank" }, name) : name;
  const verified = statement.verified && `; ${say(`verified-${statement.verified}`)}`;
  return [`${text(statement.says)} (`, origin, text(statement.where) && `, ${text(statement.where)}`, verified, ")"];
}

function ground(rule) {
  if (!rule?.evidence) return "";
  const { grade, verified, note } = rule.evidence;
  const known = [grade && say(`grade-${grade}`), verified && say(`verified-${verified}`)].filter(Boolean).join(", ");
  return [known.slice(0, 1).toUpperCase() + known.slice(1), text(note)].filter(Boolean).join(". ");
}

// --- to take along --------------------------------------------------------------------------------------------------------

function take(consultation) {
  return [
    back(),
    h("h1", {}, say("take")),
    h("p", {}, promise()),
    row(
      !place.host && button(say("print"), () => printed()),
      button(say("save"), () => save(consultation)),
      button(say("erase"), () => go("erase")),
    ),
  ];
}

/** Print the advice: its screen, with what is folded open but for the reasons. */
function printed() {
  go("advice");
  print();
}

function save(consultation) {
  const { name, version, digest } = kb.document.knowledge;
  const saved = {
    sluimer: 1,
    knowledge: { name, version, digest },
    answers: caseOf(person.answers),
    outcome: consultation.outcome,
  };
  const href = URL.createObjectURL(new Blob([`${JSON.stringify(saved, null, 2)}\n`], { type: "application/json" }));
  const link = h("a", { href, download: `${name}.json` });
  link.click();
  setTimeout(() => URL.revokeObjectURL(href), 1000);
}

function erase() {
  return [
    back(),
    h("h1", {}, say("erase-sure")),
    h("p", {}, say("erase-what")),
    row(button(say("erase-yes"), wipe, "main")),
  ];
}
