/**
 * Advises one person by a knowledge base that `sluimer compile` wrote as JSON: what Python says, to the character.
 * No dependencies, no network, no clock, no code made at run time; nothing is kept of anybody.
 *
 * The net is made into nodes once, each with the nodes that it reads. What a node says of a person is worked out when it is
 * first asked, and which facts a truth waits for when that is: a number with a bit for each fact.
 */

const FORMAT = 1;
const [FALSE, UNSURE, TRUE] = [0, 1, 2];
const NOTHING = 0n;
export const SCOPE = "(scope)";
const RULE = "rule:";
const STATES = ["given", "open", "withheld"];
const [GIVEN, OPEN, WITHHELD] = STATES;
const SILENT = ["unknown", "declined"];
const NONE = "none";
export const URGENCIES = ["now", "today", "before", "remark"];
const ENDS = ["at_least", "above", "at_most", "below"];
const LARGEST_NUMBER = 1e15;

// --- lists ----------------------------------------------------------------------------------------------------------

export const unique = (list) => [...new Set(list)];
export const idsOf = (list) => list.map((one) => one.id);
export const firsts = (pairs) => pairs.map(([first]) => first);
const seconds = (pairs) => pairs.map(([, second]) => second);
const byId = (list) => new Map(list.map((one) => [one.id, one]));
const mapped = (names, say) => Object.fromEntries([...names].map((name) => [name, say(name)]));
const isObject = (value) => typeof value === "object" && value !== null && !Array.isArray(value);

/** In ascending order; what is equal stays as it stands. */
export const sortedBy = (list, key = (one) => one) =>
  seconds(list.map((one) => [key(one), one]).sort(([one], [other]) => (one > other) - (one < other)));

export function grouped(list, key) {
  const groups = new Map();
  for (const one of list) groups.set(key(one), [...(groups.get(key(one)) ?? []), one]);
  return groups;
}

// --- truths and numbers ---------------------------------------------------------------------------------------------

const sure = (yes) => (yes ? TRUE : FALSE);
const truth = (said) => [false, null, true][said];
const either = (numbers) => numbers.reduce((all, one) => all | one, NOTHING);

const beyond = (bounds, low, high) =>
  high < bounds.at_least || high <= bounds.above || low > bounds.at_most || low >= bounds.below;

/** Whether a number lies within bounds; of one between two ends that is not sure where the ends disagree. */
function within(bounds, [low, high = low]) {
  if (beyond(bounds, low, high)) return FALSE;
  return beyond(bounds, high, low) ? UNSURE : TRUE;
}

/** So many digits behind the point are counted with, since binary fractions would not add up; no number has more. */
const PLACES = 324;

/** A number as a whole one of its last places. */
function decimal(number) {
  const [digits, power = 0] = String(number).split("e");
  const [whole, part = ""] = digits.split(".");
  return BigInt(whole + part) * 10n ** BigInt(PLACES - (part.length - power));
}

/** That as a plain number; one that is whole and too large for that stays a BigInt. */
function plain(digits, places = PLACES) {
  const one = 10n ** BigInt(places);
  const number = Number(`${digits}e-${places}`);
  return digits % one || Number.isSafeInteger(number) ? number : digits / one;
}

// --- answers --------------------------------------------------------------------------------------------------------

/** The answers of a person have problems, each with its code and its place as a JSON Pointer; no advice was given. */
export class CaseError extends Error {
  constructor(problems) {
    super(problems.map((one) => `${one.path}: ${one.code}`).join("\n"));
    this.name = "CaseError";
    this.problems = problems;
  }
}

const PLAIN = /^-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?$/;
const TWO_WAYS = /^-?[1-9][0-9]{0,2}[.,][0-9]{3}$/;
const AMOUNT = /^([^ ]*(?: +[0-9][^ ]*)*) *(.*)$/s;
const YES_NO = { yes: true, true: true, no: false, false: false, __proto__: null };

const factOf = (slot) => slot.split(".")[0];
const optionOf = (slot) => slot.split(".")[1];
const slotsOf = ({ id, kind, options }) => (kind === "set" ? options.map((one) => `${id}.${one.id}`) : [id]);
const yesOrNo = (answer) => (typeof answer === "string" ? YES_NO[answer.toLowerCase()] : answer);

/** The answers of one person while they are read: values of slots, what was asked in vain, and what is wrong. */
class Answers {
  values = new Map();
  unknown = new Set();
  declined = new Set();
  weighed = [];
  problems = [];
  at = [];

  constructor(answers, { facts, scores }) {
    if (!isObject(answers)) return this.refuse("case-not-a-mapping", answers);
    for (const [name, answer] of Object.entries(answers)) {
      this.at = [name];
      this.fact = facts.get(name);
      if (this.fact) this.answer(answer);
      else this.refuse(scores.has(name) ? "score-answered" : "unknown-fact", name);
    }
  }

  /** Note a problem, somewhere below the fact; what has one has no value. */
  refuse(code, value, ...below) {
    const steps = [...this.at, ...below].map((one) => `/${String(one).replaceAll("~", "~0").replaceAll("/", "~1")}`);
    this.problems.push({ code, path: steps.join(""), fact: this.at[0] ?? "", value });
  }

  answer(answer) {
    if (answer === null || answer === undefined || Number.isNaN(answer)) return;
    const { id, kind } = this.fact;
    if (SILENT.includes(answer)) this[answer].add(id);
    else if (kind === "set") this.set(answer);
    else this.values.set(id, this[kind](answer));
  }

  yes_no(answer) {
    const said = yesOrNo(answer);
    return typeof said === "boolean" ? said : this.refuse("answer-yes-no", answer);
  }

  choice(answer) {
    return this.has(answer) ? answer : this.refuse("answer-choice", answer);
  }

  has(option) {
    return this.fact.options.some((one) => one.id === option);
  }

  set(answer) {
    if (isObject(answer)) return Object.entries(answer).forEach((one) => this.partOfSet(...one));
    const names = answer === NONE ? [] : answer;
    if (!Array.isArray(names))
      return this.refuse(yesOrNo(String(answer)) === undefined ? "answer-set" : "answer-set-yes-no", answer);
    for (const slot of slotsOf(this.fact)) this.values.set(slot, false);
    for (const slot of this.members(names)) this.values.set(slot, true);
  }

  partOfSet(key, names) {
    const member = key === "includes";
    if (!(member || key === "excludes") || !Array.isArray(names)) return this.refuse("answer-set", names, key);
    for (const slot of this.members(names, key)) {
      if (this.values.get(slot) === !member) this.refuse("both-ways", optionOf(slot), key);
      else this.values.set(slot, member);
    }
  }

  /** The slots of these options. */
  members(names, ...below) {
    const known = names.filter((name, at) => {
      const code = [...SILENT, NONE].includes(name) ? "answer-in-list" : "unknown-option";
      return this.has(name) || this.refuse(code, name, ...below, at);
    });
    return known.map((name) => `${this.fact.id}.${name}`);
  }

  number(answer) {
    if (!this.fact.weighed_as || typeof answer !== "object") return this.within(this.digits("answer-number", answer));
    const pieces = [answer].flat();
    if (!pieces.length) return this.refuse("answer-weighed", answer);
    const amounts = pieces.map((piece, at) => {
      const below = Array.isArray(answer) ? [at] : [];
      if (isObject(piece)) return this.part(piece, below);
      return this.within(this.digits("answer-amount", piece, ...below), ...below);
    });
    if (amounts.includes(undefined)) return undefined;
    return this.within(plain(amounts.map(decimal).reduce((all, one) => all + one)));
  }

  /** How much counts of something that was weighed whole. */
  part(piece, below) {
    const whole = "amount" in piece && "as" in piece && Object.keys(piece).length === 2;
    if (!whole) return this.refuse("answer-weighed", piece, ...below);
    const kind = this.fact.weighed_as.find((one) => one.id === piece.as);
    if (!kind) this.refuse("answer-weighed", piece.as, ...below, "as");
    const amount = this.digits("answer-amount", piece.amount, ...below, "amount");
    if (!kind || amount === undefined) return undefined;
    const { id, percent, cites } = kind;
    const counts = this.within(plain(decimal(amount) * decimal(percent), 2 * PLACES + 2), ...below);
    this.weighed.push({ fact: this.fact.id, amount, as: id, percent, counts, cites });
    return counts;
  }

  /** A number, where it lies within the bounds of the fact. */
  within(number, ...below) {
    const { lowest, highest } = this.fact;
    return number < lowest || number > highest ? this.refuse("answer-out-of-bounds", number, ...below) : number;
  }

  /** The number that was given, or is spelled; what can mean two things is refused. */
  digits(code, answer, ...below) {
    if (typeof answer === "number" && Math.abs(answer) < LARGEST_NUMBER) return answer + 0;
    if (typeof answer !== "string") return this.refuse(code, answer, ...below);
    const own = this.fact.unit ?? "";
    const [, digits, unit] = AMOUNT.exec(answer.trim());
    const bare = own && digits.endsWith(own) ? digits.slice(0, -own.length) : digits;
    if (TWO_WAYS.test(bare)) return this.refuse("number-two-ways", answer, ...below);
    if (!PLAIN.test(digits) || digits.length > 15) return this.refuse(code, answer, ...below);
    if (unit && unit !== own) return this.refuse(own ? "wrong-unit" : "unit-unwanted", unit, ...below);
    return Number(digits) + 0;
  }
}

// --- the net --------------------------------------------------------------------------------------------------------

/** What each kind of node says of a person, by the nodes or slots that it reads and what it holds itself. */
const SAYS = {
  is: (meaning, node) => meaning.test(node, (value) => sure(node.own.includes(value))),
  within: (meaning, node) => meaning.test(node, (value) => within(node.own, [value].flat())),
  known: ({ values }, { slots, own }) => sure(slots.every((slot) => values.has(slot)) === own),
  not: (meaning, { nodes }) => TRUE - meaning.say(nodes[0]),
  count(meaning, { nodes, own }) {
    let [holding, possible] = [0, nodes.length];
    for (const one of nodes) {
      const said = meaning.say(one);
      if (said === TRUE && ++holding >= own) return TRUE;
      if (said === FALSE && --possible < own) return FALSE;
    }
    return holding >= own ? TRUE : possible < own ? FALSE : UNSURE;
  },
  choice: (meaning, { nodes, own }) => own[nodes.findIndex((one) => meaning.say(one) === TRUE)],
  bound(meaning, { nodes, own }) {
    const least = own.unless_ruled_out ? UNSURE : TRUE;
    const numbers = seconds(own.bound).filter((_, at) => meaning.say(nodes[at]) >= least);
    return numbers.length ? (own.most ? Math.max : Math.min)(...numbers) : undefined;
  },
  sum: (meaning, { own }) =>
    own
      .map((term) => possible(meaning, term))
      .reduce(
        ([low, high, nodes], one) => [low + one[0], high + one[1], [...nodes, ...one[2]]],
        [NOTHING, NOTHING, []],
      ),
};

/** What a term of a score counts, by the highest that holds: at least, at most, and the nodes that could change it. */
function possible(meaning, term) {
  const those = (said) => term.filter(([node]) => meaning.say(node) === said);
  const least = sortedBy(seconds(those(TRUE))).at(-1);
  const unsure = those(UNSURE).filter(([, points]) => !(points <= least));
  const counts = sortedBy([least ?? NOTHING, ...seconds(unsure)]);
  const [low, high] = [counts[0], counts.at(-1)];
  return [low, high, low < high ? firsts(unsure) : []];
}

/** The rules in a condition that is made of nothing else. */
const rulesIn = (one) =>
  typeof one === "string" ? [one.slice(RULE.length)] : (one.any ?? one.all ?? [one.not]).flatMap(rulesIn);

/** What is worked out of a knowledge base once: its conditions as nodes, and the rules that have a say in each item. */
class Net {
  nodes = [];
  named = new Map();

  constructor({ facts, net, rules, fillings, contradictions, topics }) {
    this.bits = new Map(facts.map(({ id }, at) => [id, 1n << BigInt(at)]));
    for (const part of net) this.named.set(part.name, this.part(part));
    this.rules = new Map(rules.map(({ id }) => [id, this.named.get(RULE + id)])).set(SCOPE, this.named.get(SCOPE));
    this.fillings = fillings.map((one) => [one, this.condition(one.when)]);
    this.contradictions = contradictions.map((one) => [one, firsts(one.tests).map((test) => this.condition(test))]);
    this.cautious = facts
      .filter((fact) => "assume" in fact)
      .flatMap((fact) => slotsOf(fact).map((slot) => [slot, fact.assume]));
    const parts = new Map(net.map((part) => [part.name, part]));
    this.topics = topics.map((topic) => [topic, topic.items.map((item) => this.plan(item, topic, parts))]);
  }

  node(kind, nodes, own, slots = []) {
    const bits = either(slots.map((slot) => this.bits.get(factOf(slot))));
    const made = { at: this.nodes.length, kind, nodes, own, slots, bits };
    this.nodes.push(made);
    return made;
  }

  part(part) {
    const guards = (some) => some.map((one) => this.condition(one));
    if (part.wire) return this.condition(part.wire);
    if (part.choice) return this.node("choice", guards(seconds(part.choice)), firsts(part.choice));
    if (part.bound) return this.node("bound", guards(firsts(part.bound)), part);
    const terms = part.sum.map((term) => term.map(([one, points]) => [this.condition(one), decimal(points)]));
    return this.node("sum", firsts(terms.flat()), terms);
  }

  condition(one) {
    const { known, missing, any, all, of } = one;
    if (known ?? missing) return this.node("known", [], !missing, known ?? missing);
    if (one.not) return this.opposite(this.condition(one.not));
    if (one.within) return this.within(one.within, one);
    const some = any ?? all ?? of;
    if (!some) return this.is(one.is ?? one, one.in);
    const nodes = some.map((each) => this.condition(each));
    return this.node("count", nodes, any ? 1 : (one.count ?? nodes.length));
  }

  opposite(node) {
    return this.node("not", [node]);
  }

  is(name, accepted = [true]) {
    const part = this.named.get(name);
    if (!part) return this.node("is", [], accepted, [name]);
    if (part.kind === "choice") return this.node("is", [part], accepted);
    const nodes = accepted.map((wanted) => (wanted ? part : this.opposite(part)));
    return nodes.length === 1 ? nodes[0] : this.node("count", nodes, 1);
  }

  within(name, bounds) {
    const part = this.named.get(name);
    if (!part) return this.node("within", [], bounds, [name]);
    const ends = ENDS.filter((end) => end in bounds);
    return this.node(
      "within",
      [part],
      mapped(ends, (end) => decimal(bounds[end])),
    );
  }

  /** An item with the rules that have a say in it, read off its parts of the net. */
  plan(item, topic, parts) {
    const [indicated, barred, strength, limit, told] = ["indicated", "barred", "strength", "limit", "told"].map(
      (name) => parts.get(`${name}:${item.id}`),
    );
    const limits = ((limit ?? told)?.bound ?? []).map(([wire, most]) => [...rulesIn(wire), most]);
    return {
      item,
      topic,
      indicated: this.named.get(indicated.name),
      barred: this.named.get(barred.name),
      bringing: rulesIn(indicated.wire),
      stopping: barred.wire.any.map(rulesIn),
      preferring: (strength?.choice ?? []).flatMap(([label, one]) =>
        rulesIn(one.all[1]).map((rule) => [rule, Number(label)]),
      ),
      limits: sortedBy(sortedBy(limits), ([, most]) => most),
    };
  }
}

/** What nodes say of values, each worked out once. */
class Meaning {
  constructor(net, values) {
    this.net = net;
    this.values = values;
    this.said = new Array(net.nodes.length);
    this.waiting = new Array(net.nodes.length);
  }

  say(node) {
    return (this.said[node.at] ??= SAYS[node.kind](this, node));
  }

  /** A test of what a node or a slot says, where it says anything. */
  test({ nodes, slots }, holds) {
    const value = nodes.length ? this.say(nodes[0]) : this.values.get(slots[0]);
    return value === undefined ? UNSURE : holds(value);
  }

  /** The facts that a truth waits for. */
  waits(node) {
    if (this.say(node) !== UNSURE) return NOTHING;
    return (this.waiting[node.at] ??= node.bits | either(this.reads(node).map((one) => this.waits(one))));
  }

  /** The nodes that settle one: of a score those of its terms that still count. */
  reads({ nodes, kind }) {
    return kind === "within" && nodes.length ? this.say(nodes[0])[2] : nodes;
  }
}

// --- knowledge ------------------------------------------------------------------------------------------------------

/** A knowledge base in its portable form, ready to be consulted. */
export class Knowledge {
  constructor(document) {
    if (document?.sluimer !== FORMAT) throw new Error(`this is no portable knowledge of version ${FORMAT}`);
    this.document = document;
    for (const kind of ["facts", "rules", "scores", "topics"]) this[kind] = byId(document[kind]);
    this.items = byId(document.topics.flatMap((topic) => topic.items));
  }

  /** Its net; made when the first person is consulted. */
  get net() {
    return (this.made ??= new Net(this.document));
  }

  /** The languages of its texts, the first of them where nobody chose one. */
  get languages() {
    return idsOf(this.document.languages);
  }

  /** What the answers of one person come to; throws CaseError. */
  consult(answers) {
    return new Consultation(this, this.read(answers));
  }

  /** The answers as values of slots, with what they imply and what is assumed; throws CaseError. */
  read(answers) {
    const { values, unknown, declined, weighed, problems } = new Answers(answers, this);
    if (problems.length) throw new CaseError(problems);
    const given = new Map(values);
    return { given, values, unknown, declined, weighed, implied: this.fill(values), assumed: this.assume(values) };
  }

  fill(values) {
    let meaning = new Meaning(this.net, values);
    const implied = [];
    for (const [one, when] of this.net.fillings) {
      if ((values.has(one.slot) && !one.overrules) || meaning.say(when) !== TRUE) continue;
      const before = values.get(one.slot);
      implied.push({ ...one, instead_of: before === one.value ? undefined : before });
      values.set(one.slot, one.value);
      meaning = new Meaning(this.net, values);
    }
    return implied;
  }

  assume(values) {
    const assumed = this.net.cautious.filter(([slot]) => !values.has(slot));
    for (const [slot, value] of assumed) values.set(slot, value);
    return sortedBy(firsts(assumed));
  }

  /** The facts in a number, in the order in which they are asked. */
  factsIn(number) {
    const bits = [...number.toString(2)].reverse();
    return bits.flatMap((bit, at) => (bit === "1" ? [this.document.facts[at].id] : []));
  }

  /** These facts as a number. */
  bitsOf(facts) {
    return either(facts.map((fact) => this.net.bits.get(fact)));
  }
}

// --- one person -----------------------------------------------------------------------------------------------------

export const urgencyOf = (item) => (item.urgency ? URGENCIES.indexOf(item.urgency) : URGENCIES.length);
export const isGiven = (item) => item.state === GIVEN;

/** What came of consulting for one person; texts come in where it is told in a language. */
export class Consultation extends Meaning {
  /** The facts that items wait for: to rule out what stops them, to be called for, and once nothing stops them. */
  asking = { stops: NOTHING, needs: NOTHING, doubts: NOTHING };
  askingOfMain = { ...this.asking };

  constructor(knowledge, about) {
    super(knowledge.net, about.values);
    this.knowledge = knowledge;
    this.case = about;
    this.outcome = this.named("outcome");
    this.emergencies = [...knowledge.items.keys()].filter((id) => this.isUrgent(id));
    this.contradictions = this.net.contradictions
      .filter(([{ id }]) => this.named(`contradiction:${id}`) === TRUE)
      .map((one) => this.held(...one));
    this.contradicting = knowledge.bitsOf(this.contradictions.flatMap((one) => one.facts));
    const items = this.net.topics.flatMap((one) => this.topic(...one));
    this.items = sortedBy(items, (item) => (isGiven(item) ? Math.min(urgencyOf(item), 2) : 2));
    const lifting = this.lifting();
    this.questions = this.emergencies.length ? [] : this.asked(lifting.map(factOf));
    const offered = this.questions.map((fact) => [fact, lifting.filter((slot) => factOf(slot) === fact).map(optionOf)]);
    this.offered = Object.fromEntries(offered.filter(([, some]) => some.some(Boolean)));
  }

  /** The rules that hold, in the order in which they fire. */
  get fired() {
    return this.those(idsOf(this.knowledge.document.rules), TRUE);
  }

  /** Whether the knowledge is about this person; null while that is unknown. */
  get covered() {
    return truth(this.rule(SCOPE));
  }

  /** For each rule whether its condition is true. */
  get truths() {
    return mapped(this.knowledge.rules.keys(), (rule) => truth(this.rule(rule)));
  }

  get findings() {
    return mapped(idsOf(this.knowledge.document.findings), (finding) => truth(this.named(finding)));
  }

  /** For each score the lowest and the highest total that are still possible. */
  get scores() {
    return mapped(this.knowledge.scores.keys(), (score) => {
      const [lowest, highest] = this.named(score)
        .slice(0, 2)
        .map((one) => plain(one));
      return { lowest, highest };
    });
  }

  get states() {
    return mapped(this.knowledge.items.keys(), (item) => this.state(item));
  }

  /** The advice with its texts in a language, the first by default, but for its first screen; in full all of it. */
  data(language = "", full = false) {
    return adviceData(this, new Speaker(this.knowledge, language), full);
  }

  /** What a part of the net says; nothing where there is none of this name. */
  named(name) {
    const node = this.net.named.get(name);
    return node && this.say(node);
  }

  rule(rule) {
    return this.say(this.net.rules.get(rule));
  }

  state(item) {
    return this.named(`state:${item}`);
  }

  isUrgent(item) {
    return this.knowledge.items.get(item).urgency === "now" && this.state(item) === GIVEN;
  }

  /** Those of these rules that say so. */
  those(rules, said) {
    return rules.filter((rule) => this.rule(rule) === said);
  }

  /** The facts that these rules wait for. */
  waitsFor(rules) {
    return either(rules.map((rule) => this.waits(this.net.rules.get(rule))));
  }

  /** The answers that a contradiction is made of, and the facts to ask again. */
  held({ id, tests }, nodes) {
    const because = nodes.filter((node, at) => truth(this.say(node)) === tests[at][1]);
    const slots = sortedBy(unique(because.flatMap((node) => node.slots)));
    const facts = this.knowledge.bitsOf(slots.flatMap((slot) => this.sources(factOf(slot))));
    return { id, facts: this.knowledge.factsIn(facts), answers: slots.map((slot) => [slot, this.values.get(slot)]) };
  }

  /** The facts that were answered for this one: itself, and those that what was implied of it follows from. */
  sources(fact) {
    const slots = [...this.values.keys()].filter((slot) => factOf(slot) === fact);
    const implied = slots.map((slot) => this.case.implied.findLast((one) => one.slot === slot)).filter(Boolean);
    const own = !implied.length || implied.length < slots.length ? [fact] : [];
    return [...own, ...unique(implied.map((one) => one.source)).flatMap((one) => this.sources(one))];
  }

  /** The items of a topic: given ones by rank or urgency, then the open, then the withheld. */
  topic(topic, plans) {
    const strengths = topic.items.map(({ id }) => [id, Number(this.named(`strength:${id}`))]).filter(([, own]) => own);
    const ranks = new Map(strengths.map(([id, own]) => [id, 1 + strengths.filter(([, one]) => one > own).length]));
    const items = plans.flatMap((plan) => this.item(plan, ranks));
    const { rules } = this.knowledge;
    const acting = (item) => (item.urgency !== "now" && item.rules.some((rule) => rules.get(rule).withholds) ? 0 : 1);
    const place = topic.referral ? urgencyOf : (item) => item.rank ?? 0;
    return [acting, place, (item) => STATES.indexOf(item.state)].reduce((some, key) => sortedBy(some, key), items);
  }

  /** An item with every rule that has a say in it; none where it is not indicated. */
  item(plan, ranks) {
    const { id, urgency, unit = "" } = plan.item;
    const state = this.state(id);
    if (!STATES.includes(state)) return [];
    const rules = this.those(plan.bringing, TRUE);
    const others = { limited_by: [], withheld_by: [], superseded_by: [], undecided: [], open_on: [] };
    return { topic: plan.topic.id, id, state, urgency, unit, rules, ...others, ...this[state](plan, ranks) };
  }

  /** Note the facts that an item waits for. */
  ask(kind, { topic }, facts) {
    this.asking[kind] |= facts;
    if (topic.id === this.knowledge.document.main_topic) this.askingOfMain[kind] |= facts;
  }

  given(plan, ranks) {
    const { item, preferring, bringing } = plan;
    const [least, widest, start, limit, told] = ["least", "most", "start", "limit", "told"].map((name) =>
      this.named(`${name}:${item.id}`),
    );
    const limits = plan.limits.filter(([rule]) => this.rule(rule) !== FALSE);
    const found = {};
    if (preferring.length) {
      found.rank = ranks.get(item.id);
      this.ask("needs", plan, this.mayRaise(plan, ranks));
    }
    if (item.ranges) {
      const tight = limits.filter(([, at]) => at < widest);
      const max = Math.min(widest, limit ?? widest);
      found.range = { min: least, max, ...(start === undefined ? {} : { start: Math.min(max, start) }) };
      found.limited_by = unique(firsts(tight));
      this.ask("needs", plan, this.mayChange(item, found.range, tight));
    }
    if (told !== undefined) {
      const setting = firsts(limits.filter(([, at]) => at === told));
      found.limit = told;
      found.limited_by ??= unique(setting.filter((rule) => this.rule(rule) !== TRUE || !bringing.includes(rule)));
      this.ask("needs", plan, this.mayLift(limits));
    }
    return found;
  }

  /** The facts that could still bring it to be preferred more strongly, where that would change its rank. */
  mayRaise({ item, preferring }, ranks) {
    if (ranks.has(item.id) && ranks.size === 1) return NOTHING;
    const now = Math.max(0, ...seconds(preferring.filter(([rule]) => this.rule(rule) === TRUE)));
    return this.waitsFor(firsts(preferring.filter(([, strength]) => strength > now)));
  }

  /** The facts that could lift a limit tighter than any that surely holds, or add a range. */
  mayChange({ ranges }, now, limits) {
    const end = this.end(limits);
    const adds = ({ min, max, start }) =>
      min < now.min || start < (now.start ?? Infinity) || Math.min(max, end) > now.max;
    return this.mayLift(limits) | this.waitsFor(ranges.filter(adds).map((one) => one.rule));
  }

  /** The facts that could lift a limit that is stricter than any that surely holds. */
  mayLift(limits) {
    const end = this.end(limits);
    return this.waitsFor(firsts(limits.filter(([, at]) => at < end)));
  }

  /** The strictest limit that surely holds. */
  end(limits) {
    return Math.min(...seconds(limits.filter(([rule]) => this.rule(rule) === TRUE)));
  }

  withheld(plan) {
    const { urgency, superseded_by: above = [] } = plan.item;
    this.ask("doubts", plan, this.waits(plan.indicated));
    const silencing = above.filter((item) => this.state(item) === GIVEN);
    if (urgency !== "now") silencing.push(...this.emergencies);
    return { withheld_by: this.against(plan).sure, superseded_by: unique(silencing) };
  }

  /** What an item waits for: to rule out what may stop it, whom the scope covers, and whether it is called for. */
  open(plan) {
    const { referral } = plan.topic;
    const against = this.against(plan);
    const covered = referral ? NOTHING : this.waitsFor([SCOPE]);
    const indicated = this.waits(plan.indicated);
    const stops = against.facts | covered;
    this.ask("needs", plan, indicated);
    this.ask("stops", plan, stops);
    const undecided = [
      ...(indicated ? this.those(plan.bringing, UNSURE) : []),
      ...(covered ? [SCOPE] : []),
      ...against.maybe,
    ];
    const facts = stops | indicated | (referral ? NOTHING : this.contradicting);
    return { undecided: unique(undecided), open_on: this.knowledge.factsIn(facts) };
  }

  /** The rules that stand against an item, those that may, and the facts that these wait for. */
  against({ indicated, barred, stopping }) {
    const [found, maybe] = [[], []];
    let facts = NOTHING;
    for (const [at, rules] of stopping.entries()) {
      const node = barred.nodes[at];
      if (this.say(node) === TRUE) found.push(...this.those(rules, TRUE));
      if (this.say(node) !== UNSURE || !this.mayMatter(indicated, rules)) continue;
      maybe.push(...rules.filter((rule) => this.rule(rule) !== FALSE));
      facts |= this.waits(node);
    }
    return { sure: unique(found), maybe: unique(maybe), facts };
  }

  /** Whether what would bring the item does not itself relieve it of this limit. */
  mayMatter(indicated, [, ...relieving]) {
    return this.say(indicated) === TRUE || relieving.every((rule) => this.rule(rule) === FALSE);
  }

  /** What contradicts, who is covered, what may be urgent, what could stand against the main topic, the rest. */
  asked(lifting) {
    const { knowledge, items, asking, askingOfMain: main } = this;
    const { document } = knowledge;
    const isDoubted = items.some((item) => item.topic === document.main_topic && item.state === WITHHELD);
    const doubts = this.outcome === "ask_first" ? (isDoubted ? main : asking).doubts : NOTHING;
    const acting = document.rules.filter(({ id, asks }) => asks && this.rule(id) === TRUE);
    const wanted = acting.flatMap((rule) => rule.asks).filter((fact) => this.lacks(fact));
    const urgent = document.rules.filter((rule) => rule.urgent);
    const waves = [
      this.contradicting,
      items.length ? this.waitsFor([SCOPE]) : NOTHING,
      this.waitsFor(idsOf(urgent)) & (asking.stops | asking.needs),
      main.stops,
      asking.stops,
      main.needs | doubts | knowledge.bitsOf(wanted),
      asking.needs,
      knowledge.bitsOf(lifting),
    ];
    const silent = knowledge.bitsOf([...this.case.unknown, ...this.case.declined]);
    let passed = silent;
    return waves.flatMap((wave) => {
      const worth = (wave | this.implying(knowledge.factsIn(wave & silent))) & ~passed;
      passed |= worth;
      return knowledge.factsIn(worth);
    });
  }

  lacks(fact) {
    return !slotsOf(this.knowledge.facts.get(fact)).every((slot) => this.values.has(slot));
  }

  /** Of facts that were asked in vain those that would imply an answer, and so on for these. */
  implying(vain) {
    const { unknown, declined } = this.case;
    const behind = new Set(vain);
    for (const fact of behind)
      if (unknown.has(fact) || declined.has(fact))
        for (const one of this.knowledge.facts.get(fact).implied_by ?? []) behind.add(one);
    return this.knowledge.bitsOf([...behind].filter((fact) => this.lacks(fact)));
  }

  /** The slots whose assumed value keeps something stopped that other answers would lift altogether. */
  lifting() {
    const { document, rules, topics } = this.knowledge;
    const behind = (rule) =>
      ((rules.get(rule) ?? document.scope).assumes ?? []).filter((slot) => this.case.assumed.includes(slot));
    const given = this.items.filter(isGiven);
    const barring = [
      ...given.flatMap((item) => item.limited_by.map((rule) => [rule])),
      ...this.items.map((item) => item.withheld_by),
      this.covered === false ? [SCOPE] : [],
    ];
    const found = barring.map((some) => some.map(behind)).filter((some) => some.every((slots) => slots.length));
    const lifted = found.flat(2);
    const sending = given.filter((item) => topics.get(item.topic).referral).flatMap((item) => item.rules);
    const also = sending.map(behind).filter((slots) => !slots.some((slot) => lifted.includes(slot)));
    const facts = lifted.map(factOf);
    return sortedBy(unique([...lifted, ...also.flat()])).filter((slot) => facts.includes(factOf(slot)));
  }

  /** The options to show with a question, as declared; of a set whose options are assumed those that matter now. */
  options(fact) {
    const declared = idsOf(this.knowledge.facts.get(fact).options ?? []);
    const offered = Object.hasOwn(this.offered, fact) ? this.offered[fact] : declared;
    return declared.filter((option) => offered.includes(option));
  }
}

// --- in words -------------------------------------------------------------------------------------------------------

/** The words of one knowledge base in one language. */
export class Speaker {
  constructor(knowledge, language) {
    this.knowledge = knowledge;
    this.document = knowledge.document;
    this.language = meant(language || knowledge.languages[0], knowledge.languages);
    this.writing = this.document.languages.find((one) => one.id === this.language);
  }

  /** A text with its places filled in; nothing where there is none. */
  text(text, places = {}) {
    const pieces = [text?.[this.language] ?? ""].flat();
    return pieces.map((one) => (one.place ? (places[one.place] ?? `{${one.place}}`) : one)).join("");
  }

  say(key, places) {
    return this.text(this.document.words[key], places);
  }

  item({ id }) {
    return this.text(this.knowledge.items.get(id).title);
  }

  topic(id) {
    return this.text(this.knowledge.topics.get(id).title);
  }

  because(rule) {
    return this.text(this.source(rule).because);
  }

  notes(rules) {
    return unique(rules.map((rule) => this.text(this.source(rule).evidence?.note)).filter(Boolean));
  }

  /** What a rule, or the scope, says of itself. */
  source(rule) {
    return this.knowledge.rules.get(rule) ?? this.document.scope;
  }

  amount(numbers, unit) {
    const ends = unique(numbers.map((one) => numeral(one).replace(".", this.writing.decimal)));
    const told = this.text(this.document.units.find((one) => one.id === unit)?.title);
    return `${ends.join(` ${this.writing.range} `)} ${told}`;
  }

  /** The amounts of an item, by the places where they stand. */
  amounts({ range, limit, unit }) {
    const told = { range: range && [range.min, range.max], start: range?.start, limit };
    const known = Object.keys(told).filter((name) => told[name] !== undefined);
    return mapped(known, (name) => this.amount([told[name]].flat(), unit));
  }

  /** The range of a given item, and where to begin if anything says. */
  advised(item) {
    const { min, max, start } = item.range;
    const places = this.amounts(item);
    return start === undefined || min === max ? places.range : this.say("amount-from-start", places);
  }

  /** What a person is to do, with its amounts; nothing where that is not given. */
  instruction(item) {
    return isGiven(item) ? this.text(this.knowledge.items.get(item.id).text, this.amounts(item)) : "";
  }

  option(fact, id) {
    return this.text(this.knowledge.facts.get(fact).options.find((one) => one.id === id).label);
  }

  /** A slot with its value. */
  answer([slot, value]) {
    const { id, title, unit } = this.knowledge.facts.get(factOf(slot));
    const option = optionOf(slot);
    const name = this.text(title) + (option ? `, ${this.option(id, option)}` : "");
    if (typeof value === "boolean") return `${name}: ${this.say(value ? "yes" : "no")}`;
    return `${name}: ${typeof value === "string" ? this.option(id, value) : this.amount([value], unit).trimEnd()}`;
  }

  contradiction({ id, answers }) {
    const { because } = this.document.contradictions.find((one) => one.id === id);
    if (because) return this.text(because);
    return this.say("contradicting", { answers: answers.map((one) => this.answer(one)).join("; ") });
  }
}

/** The language that is meant; a region falls back to its language, and nothing is guessed. */
function meant(wanted, known) {
  const tagOf = (language) => language.trim().split(/[.@]/)[0].replaceAll("_", "-").toLowerCase();
  for (let tag = tagOf(wanted); tag; tag = tag.replace(/-?[^-]*$/, "")) {
    const found = known.filter((one) => tagOf(one) === tag);
    if (found.length) return found.includes(wanted) ? wanted : found[0];
  }
  throw new RangeError(`${wanted} is not a language of these texts; choose from ${known.join(", ")}`);
}

/** A number in full: no exponent, no more than 15 digits, no marks between thousands; a tie goes to the even digit. */
export function numeral(number) {
  if (Number.isInteger(number)) return String(BigInt(number));
  const power = Number(number.toExponential(14).split("e")[1]);
  const shown = power < -4 || power > 14 ? number.toFixed(15) : number.toPrecision(15);
  const exact = number.toFixed(100);
  const cut = exact.slice(0, shown.length);
  const even = /^\.?50*$/.test(exact.slice(shown.length)) && cut.at(-1) % 2 === 0;
  return (even ? cut : shown).replace(/(\.\d*?)0+$/, "$1").replace(/\.$/, "");
}

/** The emergencies among items. */
export const emergenciesOf = (items) => items.filter((item) => isGiven(item) && item.urgency === "now");

/** The rules that are told as the reason of an emergency; where a sensitive answer is one, no other is. */
function pressing(item, items, speaker) {
  const sensitive = emergenciesOf(items)
    .flatMap((one) => one.rules)
    .filter((rule) => speaker.source(rule).sensitive);
  return item.rules.filter((rule) => !sensitive.length || sensitive.includes(rule));
}

/** The rules that put an item in its state: those against it while it is withheld, else those for it. */
function determining({ state, rules, withheld_by, undecided, limited_by }) {
  if (state === WITHHELD) return withheld_by;
  return [...rules, ...(state === OPEN ? undecided : limited_by)];
}

const BEHIND = { [GIVEN]: ["rules", "limited_by"], [WITHHELD]: ["withheld_by", "superseded_by"], [OPEN]: ["open_on"] };
const ALL_BEHIND = ["rules", "limited_by", "withheld_by", "superseded_by", "undecided", "open_on"];

function adviceData(consultation, speaker, full) {
  const { knowledge, outcome, items, questions, offered, contradictions, scores, findings, fired } = consultation;
  const { name, version, digest, packs, settings, audience } = knowledge.document.knowledge;
  const alone = full ? [] : emergenciesOf(items);
  const told = alone.length ? alone : items;
  return {
    language: speaker.language,
    outcome,
    items: told.map((item) => itemData(item, items, speaker, full)),
    notes: alone.length ? [] : evidenceNotes(consultation, speaker, full),
    contradictions: (alone.length ? [] : contradictions).map((one) => {
      return { id: one.id, facts: one.facts, because: speaker.contradiction(one) };
    }),
    questions,
    asked_as: mapped(questions, (fact) => speaker.text(knowledge.facts.get(fact).question)),
    offered: mapped(Object.keys(offered), (fact) => mapped(offered[fact], (option) => speaker.option(fact, option))),
    ...(knowledge.scores.size ? { scores } : {}),
    ...(full ? { findings, fired, evidence: evidenceData(fired, speaker) } : {}),
    knowledge: { name, version, digest, packs, settings, audience },
  };
}

function itemData(item, items, speaker, full) {
  const { topic, id, state, urgency, range, limit, unit, rank } = item;
  const data = { topic, id, state };
  const { claim } = speaker.knowledge.items.get(id);
  const rules = determining(item);
  if (full || state !== OPEN) data.title = speaker.item(item);
  if (urgency) data.urgency = urgency;
  if (range) data.range = { ...range, unit };
  if (limit !== undefined) data.limit = { at_most: limit, unit };
  if (rank !== undefined) data.rank = rank;
  for (const key of full ? ALL_BEHIND : BEHIND[state]) data[key] = item[key];
  if (full) data.cites = unique(rules.flatMap((rule) => speaker.source(rule).cites));
  if (full || isGiven(item)) data.text = speaker.instruction(item);
  const reasons = !full && emergenciesOf([item]).length ? pressing(item, items, speaker) : rules;
  if (full || state !== OPEN) data.because = unique(reasons.map((rule) => speaker.because(rule))).join(" ");
  const marks = rules.map((rule) => speaker.source(rule).claim).filter(Boolean);
  if (claim && (full || isGiven(item))) data.claims = { text: claim, because: unique(marks) };
  return data;
}

function evidenceData(fired, speaker) {
  return mapped(
    fired.filter((rule) => speaker.source(rule).evidence),
    (rule) => {
      const { grade = "", verified = "", note } = speaker.source(rule).evidence;
      return { grade, verified, note: speaker.text(note) };
    },
  );
}

/** What is known of the ground of the rules that fired and are told, each note once; in full of all that had a say. */
function evidenceNotes({ items, fired, outcome }, speaker, full) {
  const told = items.flatMap((item) => {
    if (full) return [...item.rules, ...item.withheld_by, ...item.limited_by, ...item.undecided];
    return isGiven(item) ? determining(item) : [];
  });
  const concludes = (rule) => full && outcome !== "not_covered" && speaker.source(rule).concludes;
  return speaker.notes(fired.filter((rule) => told.includes(rule) || concludes(rule)));
}
