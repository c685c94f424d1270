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
const SCOPE = "(scope)";
const RULE = "rule:";
const [GIVEN, OPEN, WITHHELD] = ["given", "open", "withheld"];
const [UNKNOWN, DECLINED, NONE] = ["unknown", "declined", "none"];
const URGENCIES = ["now", "today", "before", "remark"];
const LARGEST_NUMBER = 1e15;

/** The first screen: its size, the words on it, and what of them is kept free to say what it leaves out. */
const [COLUMNS, LINES, LAST_LINES, MARK] = [80, 24, 3, 4];
const [MOST_WORDS, MOST_WORDS_OF_A_STOP, MOST_WORDS_OF_THE_REST] = [200, 120, 13];
const [FIRST_ACTIONS, LONGEST_TEXT, MOST_REASONS] = [3, 90, 2];

// --- truths ---------------------------------------------------------------------------------------------------------

const sure = (yes) => (yes ? TRUE : FALSE);
const truth = (said) => [false, null, true][said];
const either = (numbers) => numbers.reduce((all, one) => all | one, NOTHING);

const contains = (bounds, number) =>
  !(number < bounds.at_least || number <= bounds.above || number > bounds.at_most || number >= bounds.below);

// --- decimals: [digits, how many of them stand behind the point], since binary fractions would not add up -----------

function decimal(number) {
  const [digits, power = 0] = String(number).split("e");
  const [whole, part = ""] = digits.split(".");
  const places = part.length - power;
  return places < 0 ? [BigInt(whole + part) * 10n ** BigInt(-places), 0] : [BigInt(whole + part), places];
}

/** The digits of two decimals with as many of them behind the point, and how many these are. */
function aligned(one, other) {
  const places = Math.max(one[1], other[1]);
  return [...[one, other].map(([digits, own]) => digits * 10n ** BigInt(places - own)), places];
}

function plus(one, other) {
  const [first, second, places] = aligned(one, other);
  return [first + second, places];
}

function less(one, other) {
  const [first, second] = aligned(one, other);
  return first < second;
}

const lowest = (some) => some.reduce((least, one) => (less(one, least) ? one : least));
const highest = (some) => some.reduce((most, one) => (less(most, one) ? one : most));

/** A decimal as a plain number; one that is whole and too large for that stays a BigInt. */
function plain([digits, places]) {
  const one = 10n ** BigInt(places);
  if (digits % one) return Number(`${digits}e-${places}`);
  const whole = digits / one;
  return Number.isSafeInteger(Number(whole)) ? Number(whole) : whole;
}

const ZERO = [0n, 0];

/** A score of terms, each of [truth, points, node] of which the highest that holds counts: [lowest, highest, nodes]. */
function total(terms) {
  return terms
    .map(possible)
    .reduce(([low, high, all], one) => [plus(low, one[0]), plus(high, one[1]), [...all, ...one[2]]], [ZERO, ZERO, []]);
}

/** What one term may count; what is unknown is waited for where it can still count for more than what is sure. */
function possible(term) {
  const holding = term.filter(([said]) => said === TRUE).map(([, points]) => points);
  const least = holding.length && highest(holding);
  const unsure = term.filter(([said, points]) => said === UNSURE && (!least || less(least, points)));
  const counts = [least || ZERO, ...unsure.map(([, points]) => points)];
  const [low, high] = [lowest(counts), highest(counts)];
  return [low, high, less(low, high) ? unsure.map(([, , node]) => node) : []];
}

const REACHES = {
  at_least: (number, end) => !less(number, end),
  above: (number, end) => less(end, number),
  at_most: (number, end) => !less(end, number),
  below: (number, end) => less(number, end),
};

/** Whether a score lies within bounds: where its two ends disagree, that waits. */
function scored([low, high], bounds) {
  const named = Object.keys(REACHES).filter((name) => name in bounds);
  const ends = named.map((name) => [low, high].map((one) => REACHES[name](one, decimal(bounds[name]))));
  if (ends.some(([first, last]) => !first && !last)) return FALSE;
  return ends.every(([first, last]) => first && last) ? TRUE : UNSURE;
}

// --- lists ----------------------------------------------------------------------------------------------------------

const unique = (list) => [...new Set(list)];
const byId = (list) => new Map(list.map((one) => [one.id, one]));
const idsOf = (list) => list.map((one) => one.id);
const firsts = (pairs) => pairs.map(([first]) => first);
const sortedBy = (list, key) => [...list].sort((one, other) => key(one) - key(other));
const mapped = (names, say) => Object.fromEntries([...names].map((name) => [name, say(name)]));
const isObject = (value) => typeof value === "object" && value !== null && !Array.isArray(value);

function grouped(list, key) {
  const groups = new Map();
  for (const one of list) groups.set(key(one), [...(groups.get(key(one)) ?? []), one]);
  return groups;
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
const YES_NO = new Map([
  ["yes", true],
  ["true", true],
  ["no", false],
  ["false", false],
]);

const factOf = (slot) => slot.split(".")[0];
const optionOf = (slot) => slot.split(".")[1];
const slotOf = (fact, option) => `${fact.id}.${option}`;
const slotsOf = (fact) => (fact.kind === "set" ? fact.options.map((one) => slotOf(fact, one.id)) : [fact.id]);
const hasOption = (fact, name) => fact.options.some((one) => one.id === name);

/** The answers of one person while they are read: values of slots, what was asked in vain, and what is wrong. */
class Answers {
  values = new Map();
  unknown = new Set();
  declined = new Set();
  weighed = [];
  problems = [];

  /** Note a problem; there is no value then. */
  refuse(code, path, value) {
    const steps = path.map((step) => `/${String(step).replaceAll("~", "~0").replaceAll("/", "~1")}`);
    this.problems.push({ code, path: steps.join(""), fact: path[0] ?? "", value });
  }

  read(answers, { facts, scores }) {
    if (!isObject(answers)) return this.refuse("case-not-a-mapping", [], answers);
    for (const [name, answer] of Object.entries(answers)) {
      if (facts.has(name)) this.answer(facts.get(name), answer);
      else this.refuse(scores.has(name) ? "score-answered" : "unknown-fact", [name], name);
    }
  }

  answer(fact, answer) {
    if (answer === null || answer === undefined || Number.isNaN(answer)) return;
    if (answer === UNKNOWN || answer === DECLINED) return this[answer].add(fact.id);
    if (fact.kind === "set") return this.set(fact, answer);
    const value = this[fact.kind](fact, answer);
    if (value !== undefined) this.values.set(fact.id, value);
  }

  yes_no(fact, answer) {
    const said = typeof answer === "string" ? YES_NO.get(answer.toLowerCase()) : answer;
    return typeof said === "boolean" ? said : this.refuse("answer-yes-no", [fact.id], answer);
  }

  choice(fact, answer) {
    return hasOption(fact, answer) ? answer : this.refuse("answer-choice", [fact.id], answer);
  }

  set(fact, answer) {
    if (isObject(answer)) return this.partOfSet(fact, answer);
    const names = answer === NONE ? [] : answer;
    const code = YES_NO.has(String(answer).toLowerCase()) ? "answer-set-yes-no" : "answer-set";
    if (!Array.isArray(names)) return this.refuse(code, [fact.id], answer);
    for (const slot of slotsOf(fact)) this.values.set(slot, false);
    for (const slot of this.members(fact, names, [fact.id])) this.values.set(slot, true);
  }

  partOfSet(fact, answer) {
    for (const [key, names] of Object.entries(answer)) {
      const member = key === "includes";
      const path = [fact.id, key];
      if (!(member || key === "excludes") || !Array.isArray(names)) {
        this.refuse("answer-set", path, names);
        continue;
      }
      for (const slot of this.members(fact, names, path)) {
        if (this.values.get(slot) === !member) this.refuse("both-ways", path, optionOf(slot));
        else this.values.set(slot, member);
      }
    }
  }

  members(fact, names, path) {
    names.forEach((name, at) => {
      const code = [UNKNOWN, DECLINED, NONE].includes(name) ? "answer-in-list" : "unknown-option";
      if (!hasOption(fact, name)) this.refuse(code, [...path, at], name);
    });
    return names.filter((name) => hasOption(fact, name)).map((name) => slotOf(fact, name));
  }

  number(fact, answer) {
    const path = [fact.id];
    if (!fact.weighed_as || typeof answer !== "object") return this.amount(fact, answer, path, "answer-number");
    const pieces = [answer].flat();
    if (!pieces.length) return this.refuse("answer-weighed", path, answer);
    const amounts = pieces.map((piece, at) => {
      const place = Array.isArray(answer) ? [...path, at] : path;
      return isObject(piece) ? this.part(fact, piece, place) : this.amount(fact, piece, place, "answer-amount");
    });
    return amounts.includes(undefined) ? undefined : this.within(fact, plain(amounts.map(decimal).reduce(plus)), path);
  }

  /** How much counts of something that was weighed whole. */
  part(fact, piece, path) {
    const names = Object.keys(piece);
    if (names.length !== 2 || !names.includes("amount") || !names.includes("as"))
      return this.refuse("answer-weighed", path, piece);
    const kind = fact.weighed_as.find((one) => one.id === piece.as);
    if (!kind) this.refuse("answer-weighed", [...path, "as"], piece.as);
    const amount = this.digits(fact, piece.amount, [...path, "amount"], "answer-amount");
    if (!kind || amount === undefined) return undefined;
    const { id, percent, cites } = kind;
    const [one, other] = [decimal(amount), decimal(percent)];
    const counts = this.within(fact, plain([one[0] * other[0], one[1] + other[1] + 2]), path);
    this.weighed.push({ fact: fact.id, amount, as: id, percent, counts, cites });
    return counts;
  }

  amount(fact, answer, path, code) {
    const number = this.digits(fact, answer, path, code);
    return number === undefined ? undefined : this.within(fact, number, path);
  }

  within(fact, number, path) {
    return number < fact.lowest || number > fact.highest ? this.refuse("answer-out-of-bounds", path, number) : number;
  }

  /** The number that was given, or is spelled; what can mean two things is refused. */
  digits(fact, answer, path, code) {
    if (typeof answer === "number" && Math.abs(answer) < LARGEST_NUMBER) return answer + 0;
    if (typeof answer !== "string") return this.refuse(code, path, answer);
    const own = fact.unit ?? "";
    const [, digits, unit] = AMOUNT.exec(answer.trim());
    const bare = own && digits.endsWith(own) ? digits.slice(0, -own.length) : digits;
    if (TWO_WAYS.test(bare)) return this.refuse("number-two-ways", path, answer);
    if (!PLAIN.test(digits) || digits.length > 15) return this.refuse(code, path, answer);
    if (unit && unit !== own) return this.refuse(own ? "wrong-unit" : "unit-unwanted", path, unit);
    return Number(digits) + 0;
  }
}

// --- the net --------------------------------------------------------------------------------------------------------

/** What each kind of node says of a person, by the nodes that it reads and what it holds itself. */
const SAYS = {
  slot: (meaning, node) => meaning.ofSlot(node, (value) => node.own.includes(value)),
  within: (meaning, node) => meaning.ofSlot(node, (value) => contains(node.own, value)),
  known: ({ values }, { own }) => sure(own.every((slot) => values.has(slot))),
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
  label: (meaning, { nodes, own }) => sure(own.includes(meaning.say(nodes[0]))),
  score: (meaning, { nodes, own }) => scored(meaning.say(nodes[0]), own),
  choice: (meaning, { nodes, own }) => own[nodes.findIndex((one) => meaning.say(one) === TRUE)],
  bound(meaning, { nodes, own }) {
    const least = own.unless_ruled_out ? UNSURE : TRUE;
    const numbers = own.bound.filter((_, at) => meaning.say(nodes[at]) >= least).map(([, number]) => number);
    return numbers.length ? (own.most ? Math.max : Math.min)(...numbers) : undefined;
  },
  sum: (meaning, { own }) => total(own.map((term) => term.map(([one, points]) => [meaning.say(one), points, one]))),
};

/** The conditions of a knowledge base as nodes, those of its net by their names. */
class Net {
  nodes = [];
  named = new Map();

  constructor(facts, parts) {
    this.bits = new Map(facts.map((fact, at) => [fact.id, 1n << BigInt(at)]));
    for (const part of parts) this.named.set(part.name, this.part(part));
  }

  /** A node; what reads a slot waits for its fact. */
  node(kind, nodes, own, slot) {
    const made = { at: this.nodes.length, kind, nodes, own, slot, bit: slot && this.bits.get(factOf(slot)) };
    this.nodes.push(made);
    return made;
  }

  part(part) {
    if (part.wire) return this.condition(part.wire);
    const guards = (some) => some.map((one) => this.condition(one));
    if (part.choice) return this.node("choice", guards(part.choice.map(([, one]) => one)), firsts(part.choice));
    if (part.bound) return this.node("bound", guards(firsts(part.bound)), part);
    const terms = part.sum.map((term) => term.map(([one, points]) => [this.condition(one), decimal(points)]));
    return this.node("sum", firsts(terms.flat()), terms);
  }

  condition(one) {
    if (typeof one === "string") return this.is(one);
    if (one.is) return this.is(one.is, one.in);
    if (one.within) return this.within(one.within, one);
    if (one.known) return this.node("known", [], one.known);
    if (one.missing) return this.opposite(this.node("known", [], one.missing));
    if (one.not) return this.opposite(this.condition(one.not));
    const some = one.any ?? one.all ?? one.of;
    const nodes = some.map((each) => this.condition(each));
    return this.node("count", nodes, one.any ? 1 : one.all ? nodes.length : one.count);
  }

  opposite(node) {
    return this.node("not", [node]);
  }

  is(name, accepted = [true]) {
    const part = this.named.get(name);
    if (!part) return this.node("slot", [], accepted, name);
    if (part.kind === "choice") return this.node("label", [part], accepted);
    const nodes = accepted.map((wanted) => (wanted ? part : this.opposite(part)));
    return nodes.length === 1 ? nodes[0] : this.node("count", nodes, 1);
  }

  within(name, bounds) {
    const part = this.named.get(name);
    return part ? this.node("score", [part], bounds) : this.node("within", [], bounds, name);
  }
}

/** What nodes say of values, each worked out once. */
class Meaning {
  constructor(net, values) {
    this.values = values;
    this.said = new Array(net.nodes.length);
    this.waiting = new Array(net.nodes.length);
  }

  say(node) {
    return (this.said[node.at] ??= SAYS[node.kind](this, node));
  }

  ofSlot({ slot }, holds) {
    return this.values.has(slot) ? sure(holds(this.values.get(slot))) : UNSURE;
  }

  /** The facts that a truth waits for. */
  waits(node) {
    if (this.say(node) !== UNSURE) return NOTHING;
    return (this.waiting[node.at] ??= node.bit ?? either(this.reads(node).map((one) => this.waits(one))));
  }

  /** The nodes that settle one: of a score those of its terms that still count. */
  reads({ nodes, kind }) {
    return kind === "score" ? this.say(nodes[0])[2] : nodes;
  }
}

// --- knowledge ------------------------------------------------------------------------------------------------------

/** A knowledge base in its portable form, ready to be consulted. */
export class Knowledge {
  constructor(document) {
    if (document?.sluimer !== FORMAT) throw new Error(`this is no portable knowledge of version ${FORMAT}`);
    this.document = document;
    this.facts = byId(document.facts);
    this.rules = byId(document.rules);
    this.scores = byId(document.scores);
    this.topics = byId(document.topics);
    this.items = byId(document.topics.flatMap((topic) => topic.items));
  }

  /** How persons are consulted; made when the first one is. */
  get plan() {
    return (this.made ??= new Plan(this.document));
  }

  /** The languages of its texts, the first of them where nobody chose one. */
  get languages() {
    return this.document.languages.map((one) => one.id);
  }

  /** What the answers of one person come to; throws CaseError. */
  consult(answers) {
    return new Consultation(this, this.read(answers));
  }

  /** The answers as values of slots, with what they imply and what is assumed; throws CaseError. */
  read(answers) {
    const read = new Answers();
    read.read(answers, this);
    if (read.problems.length) throw new CaseError(read.problems);
    const { values, unknown, declined, weighed } = read;
    return {
      given: new Map(values),
      values,
      unknown,
      declined,
      weighed,
      implied: this.fill(values),
      assumed: this.assume(values),
    };
  }

  fill(values) {
    const { net, fillings } = this.plan;
    let meaning = new Meaning(net, values);
    const implied = [];
    for (const [one, when] of fillings) {
      if ((values.has(one.slot) && !one.overrules) || meaning.say(when) !== TRUE) continue;
      const before = values.get(one.slot);
      implied.push({ ...one, instead_of: before === one.value ? undefined : before });
      values.set(one.slot, one.value);
      meaning = new Meaning(net, values);
    }
    return implied;
  }

  assume(values) {
    const assumed = this.plan.cautious.filter(([slot]) => !values.has(slot));
    for (const [slot, value] of assumed) values.set(slot, value);
    return firsts(assumed).sort();
  }

  /** The facts in a number, in the order in which they are asked. */
  named(number) {
    const digits = number.toString(2);
    const found = [];
    for (let at = digits.length; at--; )
      if (digits[at] === "1") found.push(this.document.facts[digits.length - 1 - at].id);
    return found;
  }

  /** These facts as a number. */
  bitsOf(facts) {
    return either(facts.map((fact) => this.plan.net.bits.get(fact)));
  }
}

/** What is worked out of a knowledge base once: its net, its rules with their nodes, and what has a say in each item. */
class Plan {
  constructor({ facts, rules, fillings, contradictions, topics, net: parts }) {
    const net = (this.net = new Net(facts, parts));
    const wire = ({ id }) => ({ id, node: net.named.get(id === SCOPE ? id : RULE + id) });
    this.scope = wire({ id: SCOPE });
    this.rules = byId(rules.map(wire));
    this.urgent = rules.filter((rule) => rule.urgent).map(({ id }) => this.rules.get(id));
    this.asking = rules.filter((rule) => rule.asks).map(({ id }) => this.rules.get(id));
    this.fillings = fillings.map((one) => [one, net.condition(one.when)]);
    this.contradictions = contradictions.map((one) => [one, one.tests.map(([test]) => net.condition(test))]);
    this.cautious = facts
      .filter((fact) => "assume" in fact)
      .flatMap((fact) => slotsOf(fact).map((slot) => [slot, fact.assume]));
    const written = new Map(parts.map((part) => [part.name, part]));
    this.topics = topics.map((topic) => topic.items.map((item) => planOf(item, topic, written, this)));
  }
}

/** The rules that have a say in an item, read off the net. */
function planOf(item, topic, parts, { net, rules }) {
  const ruleOf = (name) => rules.get(name.slice(RULE.length));
  const rulesIn = (one) => (typeof one === "string" ? [ruleOf(one)] : one.not.any.map(ruleOf));
  const part = (name) => parts.get(`${name}:${item.id}`);
  const barring = part("barred").wire.any;
  const [single, joint] = [
    barring.filter((one) => typeof one === "string"),
    barring.filter((one) => typeof one !== "string"),
  ];
  const bounds = (name) => part(name)?.bound ?? [];
  const preferring = (part("strength")?.choice ?? []).flatMap(([label, one]) =>
    one.all[1].any.map((wire) => [ruleOf(wire), Number(label)]),
  );
  const limits = bounds(part("limit") ? "limit" : "told").map(([wire, number]) => [ruleOf(wire), number]);
  return {
    item,
    topic,
    state: net.named.get(`state:${item.id}`),
    indicated: net.named.get(`indicated:${item.id}`),
    barred: net.named.get(`barred:${item.id}`),
    bringing: part("indicated").wire.any.map(ruleOf),
    stopping: single.map(ruleOf),
    joint: joint.map((one) => [net.condition(one), one.all.flatMap(rulesIn)]),
    preferring,
    ranges: (item.ranges ?? []).map((one) => ({ ...one, rule: rules.get(one.rule) })),
    limits: limits.sort(([one, least], [other, most]) => least - most || (one.id < other.id ? -1 : 1)),
  };
}

// --- one person -----------------------------------------------------------------------------------------------------

/** What came of consulting for one person; texts come in where it is told in a language. */
export class Consultation extends Meaning {
  constructor(knowledge, about) {
    super(knowledge.plan.net, about.values);
    const { topics: plans, contradictions } = (this.plan = knowledge.plan);
    this.knowledge = knowledge;
    this.case = about;
    this.outcome = this.named("outcome");
    this.emergencies = plans
      .flat()
      .filter(({ item, state }) => item.urgency === "now" && this.say(state) === GIVEN)
      .map(({ item }) => item.id);
    this.contradictions = contradictions
      .filter(([{ id }]) => this.named(`contradiction:${id}`) === TRUE)
      .map((one) => this.held(...one));
    this.contradicting = knowledge.bitsOf(this.contradictions.flatMap((one) => one.facts));
    const topics = plans.map((some, at) => this.topic(knowledge.document.topics[at], some));
    this.items = sortedBy(
      topics.flatMap((one) => one.items),
      (item) => (item.state === GIVEN ? Math.min(urgencyOf(item), 2) : 2),
    );
    const lifting = this.lifting();
    this.questions = this.emergencies.length
      ? []
      : this.asked(topics, topics.find(({ topic }) => topic.id === knowledge.document.main_topic), [...lifting.keys()]);
    this.offered = Object.fromEntries(
      this.questions
        .map((fact) => [fact, (lifting.get(fact) ?? []).map(optionOf).filter(Boolean)])
        .filter(([, some]) => some.length),
    );
  }

  /** The rules that hold, in the order in which they fire. */
  get fired() {
    return this.holding([...this.plan.rules.values()]);
  }

  /** Whether the knowledge is about this person; null while that is unknown. */
  get covered() {
    return truth(this.rule(this.plan.scope));
  }

  /** For each rule whether its condition is true. */
  get truths() {
    return mapped(this.plan.rules.keys(), (id) => truth(this.rule(this.plan.rules.get(id))));
  }

  get findings() {
    return mapped(
      this.knowledge.document.findings.map((one) => one.id),
      (finding) => truth(this.named(finding)),
    );
  }

  /** For each score the lowest and the highest total that are still possible. */
  get scores() {
    return mapped(this.knowledge.scores.keys(), (score) => {
      const [low, high] = this.named(score);
      return { lowest: plain(low), highest: plain(high) };
    });
  }

  get states() {
    return mapped(this.knowledge.items.keys(), (item) => this.state(item));
  }

  /** What stands on the first screen: the verdict, whom to call, what to take and do, what not, what next. */
  get summary() {
    return summaryOf(this);
  }

  /** The advice as plain data with its texts in a language, the first by default; in full with all that has a say. */
  data(language = "", full = false) {
    return adviceData(this, new Speaker(this.knowledge, language || this.knowledge.languages[0]), full);
  }

  /** The advice as JSON text: equal to the byte to what Python writes. */
  json(language = "", full = false) {
    return written(this.data(language, full));
  }

  /** What a part of the net says; nothing where there is none of this name. */
  named(name) {
    const node = this.plan.net.named.get(name);
    return node && this.say(node);
  }

  rule({ node }) {
    return this.say(node);
  }

  state(item) {
    return this.named(`state:${item}`);
  }

  holding(rules) {
    return idsOf(rules.filter((rule) => this.rule(rule) === TRUE));
  }

  unsure(rules) {
    return idsOf(rules.filter((rule) => this.rule(rule) === UNSURE));
  }

  waitsFor(rules) {
    return either(rules.map(({ node }) => this.waits(node)));
  }

  /** The answers that a contradiction is made of, and the facts to ask again. */
  held({ id, tests }, nodes) {
    const because = firsts(tests.filter(([, wanted], at) => truth(this.say(nodes[at])) === wanted));
    const slots = unique(
      because.flatMap((test) =>
        test.is || test.within ? [test.is ?? test.within] : (test.known ?? test.missing ?? [test]),
      ),
    ).sort();
    const { knowledge, values } = this;
    const facts = knowledge.named(knowledge.bitsOf(slots.flatMap((slot) => this.given(factOf(slot)))));
    return { id, facts, answers: slots.map((slot) => [slot, values.get(slot)]) };
  }

  /** The facts that were answered for this one: itself, and those that what was implied of it follows from. */
  given(fact) {
    const sources = new Map(this.case.implied.map((one) => [one.slot, one.source]));
    const slots = [...this.values.keys()].filter((slot) => factOf(slot) === fact);
    const implied = slots.filter((slot) => sources.has(slot));
    const own = !implied.length || implied.length < slots.length ? [fact] : [];
    return [...own, ...unique(implied.map((slot) => sources.get(slot))).flatMap((one) => this.given(one))];
  }

  /** The items of a topic: given ones by rank or urgency, then the open, then the withheld; and what they wait for. */
  topic(topic, plans) {
    const waiting = { topic, stops: NOTHING, needs: NOTHING, doubts: NOTHING };
    const ranks = this.ranks(topic);
    const told = { [GIVEN]: [], [OPEN]: [], [WITHHELD]: [] };
    for (const plan of plans)
      told[this.say(plan.state)]?.push(this.item(plan, waiting, ranks));
    const acting = (item) =>
      item.urgency !== "now" && item.rules.some((rule) => this.knowledge.rules.get(rule).withholds) ? 0 : 1;
    const items = Object.values(told).flatMap((some) => {
      const first = sortedBy(some, acting);
      return sortedBy(first, topic.referral ? urgencyOf : (item) => item.rank ?? 0);
    });
    return { ...waiting, items };
  }

  ranks({ items }) {
    const strengths = items
      .map(({ id }) => [id, Number(this.named(`strength:${id}`) ?? 0)])
      .filter(([, own]) => own);
    return new Map(strengths.map(([id, own]) => [id, 1 + strengths.filter(([, other]) => other > own).length]));
  }

  item(plan, waiting, ranks) {
    const { item, topic, bringing } = plan;
    const state = this.say(plan.state);
    const said = {
      topic: topic.id,
      id: item.id,
      state,
      urgency: item.urgency,
      range: undefined,
      limit: undefined,
      unit: item.unit ?? "",
      rank: undefined,
      rules: this.holding(bringing),
      limited_by: [],
      withheld_by: [],
      superseded_by: [],
      undecided: [],
      open_on: [],
    };
    const own = { [GIVEN]: "giving", [OPEN]: "opening", [WITHHELD]: "withholding" }[state];
    return Object.assign(said, this[own](plan, waiting, ranks));
  }

  giving(plan, waiting, ranks) {
    const { item, preferring, ranges } = plan;
    const told = {};
    if (preferring.length) {
      told.rank = ranks.get(item.id);
      waiting.needs |= this.mayRaise(plan, ranks);
    }
    if (ranges.length) {
      const [least, widest, start, limit] = ["least", "most", "start", "limit"].map((name) =>
        this.named(`${name}:${item.id}`),
      );
      const most = Math.min(widest, limit ?? widest);
      const limits = plan.limits.filter(([rule, at]) => at < widest && this.rule(rule) !== FALSE);
      told.range = { min: least, max: most, ...(start === undefined ? {} : { start: Math.min(most, start) }) };
      told.limited_by = unique(idsOf(firsts(limits)));
      waiting.needs |= this.mayChange(plan, told.range, limits);
    }
    const limit = this.named(`told:${item.id}`);
    if (limit !== undefined) {
      const unruled = plan.limits.filter(([rule]) => this.rule(rule) !== FALSE);
      const setting = firsts(unruled.filter(([, at]) => at === limit));
      told.limit = limit;
      told.limited_by ??= unique(
        idsOf(setting.filter((rule) => this.rule(rule) !== TRUE || !plan.bringing.includes(rule))),
      );
      waiting.needs |= this.mayLift(unruled);
    }
    return told;
  }

  /** The facts that could still bring it to be preferred more strongly, where that would change its rank. */
  mayRaise({ item, preferring }, ranks) {
    if (ranks.has(item.id) && ranks.size === 1) return NOTHING;
    const now = Math.max(0, ...preferring.filter(([rule]) => this.rule(rule) === TRUE).map(([, strength]) => strength));
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
    return Math.min(...limits.filter(([rule]) => this.rule(rule) === TRUE).map(([, at]) => at));
  }

  withholding(plan, waiting) {
    const { urgency, superseded_by: above = [] } = plan.item;
    waiting.doubts |= this.waits(plan.indicated);
    const silencing = [
      ...above.filter((item) => this.state(item) === GIVEN),
      ...(urgency === "now" ? [] : this.emergencies),
    ];
    return { withheld_by: this.against(plan).sure, superseded_by: unique(silencing) };
  }

  /** What an item waits for: to rule out what may stop it, whom the scope covers, and whether it is called for. */
  opening(plan, waiting) {
    const { topic, bringing } = plan;
    const against = this.against(plan);
    const covered = topic.referral ? NOTHING : this.waits(this.plan.scope.node);
    const indicated = this.waits(plan.indicated);
    const stops = against.waits | covered;
    const facts = stops | indicated | (topic.referral ? NOTHING : this.contradicting);
    waiting.needs |= indicated;
    waiting.stops |= stops;
    const undecided = [...(indicated ? this.unsure(bringing) : []), ...(covered ? [SCOPE] : []), ...against.maybe];
    return { undecided: unique(undecided), open_on: this.knowledge.named(facts) };
  }

  /** The rules that stand against an item, those that may, and the facts that these wait for. */
  against({ indicated, barred, stopping, joint }) {
    const found = this.holding(stopping);
    const maybe = this.say(barred) === UNSURE ? this.unsure(stopping) : [];
    let waiting = this.waitsFor(stopping);
    for (const [condition, rules] of joint) {
      const said = this.say(condition);
      if (said === TRUE) found.push(...this.holding(rules));
      if (said !== UNSURE || !this.mayMatter(indicated, rules)) continue;
      maybe.push(...idsOf(rules.filter((rule) => this.rule(rule) !== FALSE)));
      waiting |= this.waits(condition);
    }
    return { sure: unique(found), maybe: unique(maybe), waits: waiting };
  }

  /** Whether what would bring the item does not itself relieve it of this limit. */
  mayMatter(indicated, [, ...relieving]) {
    return this.say(indicated) === TRUE || relieving.every((rule) => this.rule(rule) === FALSE);
  }

  /** What contradicts, who is covered, what may be urgent, what could stand against the main topic, the rest. */
  asked(topics, main, lifting) {
    const { knowledge } = this;
    const [stops, needs, doubts] = ["stops", "needs", "doubts"].map((kind) => either(topics.map((one) => one[kind])));
    const doubted = main.items.some((item) => item.state === WITHHELD) ? main.doubts : doubts;
    const wanted = this.holding(this.plan.asking).flatMap((rule) => knowledge.rules.get(rule).asks);
    const waves = [
      this.contradicting,
      this.items.length ? this.waits(this.plan.scope.node) : NOTHING,
      this.waitsFor(this.plan.urgent) & (stops | needs),
      main.stops,
      stops,
      main.needs |
        (this.outcome === "ask_first" ? doubted : NOTHING) |
        knowledge.bitsOf(wanted.filter((fact) => this.lacks(fact))),
      needs,
      knowledge.bitsOf(lifting),
    ];
    const silent = knowledge.bitsOf([...this.case.unknown, ...this.case.declined]);
    const found = [];
    let passed = silent;
    for (const wave of waves) {
      const worth = (wave | this.implying(knowledge.named(wave & silent))) & ~passed;
      passed |= worth;
      found.push(...knowledge.named(worth));
    }
    return found;
  }

  lacks(fact) {
    return !slotsOf(this.knowledge.facts.get(fact)).every((slot) => this.values.has(slot));
  }

  /** Of facts that were asked in vain those that would imply an answer, and so on for these. */
  implying(vain) {
    const {
      knowledge,
      case: { unknown, declined },
    } = this;
    const silent = (fact) => unknown.has(fact) || declined.has(fact);
    const behind = new Set(vain);
    for (const fact of behind)
      for (const one of (silent(fact) && knowledge.facts.get(fact).implied_by) || []) behind.add(one);
    return knowledge.bitsOf([...behind].filter((fact) => this.lacks(fact)));
  }

  /** For each fact the slots whose assumed value keeps something stopped that other answers would lift altogether. */
  lifting() {
    const { document, rules, topics } = this.knowledge;
    const behind = (rule) =>
      ((rule === SCOPE ? document.scope : rules.get(rule)).assumes ?? []).filter((slot) =>
        this.case.assumed.includes(slot),
      );
    const limits = this.items
      .filter((item) => item.state === GIVEN)
      .flatMap((item) => item.limited_by.map((rule) => [rule]));
    const barring = [...limits, ...this.items.map((item) => item.withheld_by).filter((some) => some.length)];
    if (this.covered === false) barring.push([SCOPE]);
    const found = barring
      .map((some) => some.map(behind))
      .filter((some) => some.every((slots) => slots.length))
      .flat(2);
    const sending = this.items
      .filter((item) => item.state === GIVEN && topics.get(item.topic).referral)
      .flatMap((item) => item.rules);
    const also = sending
      .map(behind)
      .filter((slots) => !slots.some((slot) => found.includes(slot)))
      .flat();
    const wanted = unique([...found, ...also]).sort();
    return new Map(unique(found.map(factOf)).map((fact) => [fact, wanted.filter((slot) => factOf(slot) === fact)]));
  }

  /** The options to show with a question, as declared; of a set whose options are assumed those that matter now. */
  options(fact) {
    const declared = (this.knowledge.facts.get(fact).options ?? []).map((one) => one.id);
    const offered = Object.hasOwn(this.offered, fact) ? this.offered[fact] : declared;
    return declared.filter((option) => offered.includes(option));
  }
}

const urgencyOf = (item) => (item.urgency ? URGENCIES.indexOf(item.urgency) : URGENCIES.length);

// --- in words -------------------------------------------------------------------------------------------------------

/** The words of one knowledge base in one language. */
class Speaker {
  constructor(knowledge, language) {
    this.knowledge = knowledge;
    this.document = knowledge.document;
    this.language = meant(language, knowledge.languages);
    this.writing = this.document.languages.find((one) => one.id === this.language);
  }

  /** A text with its places filled in; nothing where there is none. */
  text(text, places = {}) {
    return [text?.[this.language] ?? ""]
      .flat()
      .map((one) => (typeof one === "string" ? one : (places[one.place] ?? `{${one.place}}`)))
      .join("");
  }

  say(key, places) {
    return this.text(this.document.words[key], places);
  }

  item(id) {
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

  source(rule) {
    return rule === SCOPE ? this.document.scope : this.knowledge.rules.get(rule);
  }

  amount(numbers, unit) {
    const ends = unique(numbers.map((one) => numeral(one).replace(".", this.writing.decimal)));
    const told = this.text(this.document.units.find((one) => one.id === unit)?.title);
    return `${ends.join(` ${this.writing.range} `)} ${told}`;
  }

  /** The range of a given item, and where to begin if anything says. */
  advised({ range: { min, max, start }, unit }) {
    const range = this.amount([min, max], unit);
    if (start === undefined || min === max) return range;
    return this.say("amount-from-start", { range, start: this.amount([start], unit) });
  }

  /** What a person is to do, with its amounts; nothing where that is not given. */
  instruction({ id, state, range, limit, unit }) {
    if (state !== GIVEN) return "";
    const places = range ? { range: this.amount([range.min, range.max], unit) } : {};
    if (range?.start !== undefined) places.start = this.amount([range.start], unit);
    if (limit !== undefined) places.limit = this.amount([limit], unit);
    return this.text(this.knowledge.items.get(id).text, places);
  }

  option(fact, id) {
    return this.text(this.knowledge.facts.get(fact).options.find((one) => one.id === id).label);
  }

  /** A slot with its value. */
  answer(slot, value) {
    const fact = this.knowledge.facts.get(factOf(slot));
    const label = (id) => this.option(fact.id, id);
    const name = [this.text(fact.title), ...(optionOf(slot) ? [label(optionOf(slot))] : [])].join(", ");
    if (typeof value === "boolean") return `${name}: ${this.say(value ? "yes" : "no")}`;
    return `${name}: ${typeof value === "string" ? label(value) : this.amount([value], fact.unit).trimEnd()}`;
  }

  contradiction({ id, answers }) {
    const { because } = this.document.contradictions.find((one) => one.id === id);
    return because
      ? this.text(because)
      : this.say("contradicting", { answers: answers.map((one) => this.answer(...one)).join("; ") });
  }
}

/** The language that is meant; a region falls back to its language, and nothing is guessed. */
function meant(wanted, known) {
  const tagOf = (language) => language.trim().split(".")[0].split("@")[0].replaceAll("_", "-").toLowerCase();
  let tag = tagOf(wanted);
  while (tag && !known.some((one) => tagOf(one) === tag)) tag = tag.slice(0, Math.max(tag.lastIndexOf("-"), 0));
  if (!tag) throw new RangeError(`${wanted} is not a language of these texts; choose from ${known.join(", ")}`);
  return known.includes(wanted) ? wanted : known.find((one) => tagOf(one) === tag);
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
const emergenciesOf = (items) => items.filter((item) => item.state === GIVEN && item.urgency === "now");

/** The rules that are told as the reason of an emergency; where a sensitive answer is one, no other is. */
function pressing(item, items, speaker) {
  const sensitive = emergenciesOf(items)
    .flatMap((one) => one.rules)
    .filter((rule) => speaker.source(rule).sensitive);
  return item.rules.filter((rule) => !sensitive.length || sensitive.includes(rule));
}

/** The rules that put an item in its state: those against it while it is withheld, else those for it. */
function determining(item) {
  if (item.state === WITHHELD) return item.withheld_by;
  return [...item.rules, ...(item.state === OPEN ? item.undecided : item.limited_by)];
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
    summary: summaryData(summaryOf(consultation), speaker),
    items: told.map((item) => itemData(item, items, speaker, full)),
    notes: alone.length ? [] : evidenceNotes(consultation, speaker, !full),
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
  if (full || state !== OPEN) data.title = speaker.item(id);
  if (urgency) data.urgency = urgency;
  if (range) data.range = { ...range, unit };
  if (limit !== undefined) data.limit = { at_most: limit, unit };
  if (rank !== undefined) data.rank = rank;
  for (const key of full ? ALL_BEHIND : BEHIND[state]) data[key] = item[key];
  if (full) data.cites = unique(rules.flatMap((rule) => speaker.source(rule).cites));
  if (full || state === GIVEN) data.text = speaker.instruction(item);
  const reasons = !full && emergenciesOf([item]).length ? pressing(item, items, speaker) : rules;
  if (full || state !== OPEN) data.because = unique(reasons.map((rule) => speaker.because(rule))).join(" ");
  const marks = rules.map((rule) => speaker.source(rule).claim).filter(Boolean);
  if (claim && (full || state === GIVEN)) data.claims = { text: claim, because: unique(marks) };
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

/** What is known of the ground of the rules that fired and had a say, each note once; or of what is given alone. */
function evidenceNotes({ items, fired, outcome }, speaker, given) {
  const having = given
    ? items.filter((item) => item.state === GIVEN).flatMap((item) => [item.rules, item.limited_by])
    : items.flatMap((item) => [item.rules, item.withheld_by, item.limited_by, item.undecided]);
  const telling = new Set(having.flat());
  const concludes = (rule) => !given && outcome !== "not_covered" && speaker.source(rule).concludes;
  return speaker.notes(fired.filter((rule) => telling.has(rule) || concludes(rule)));
}

// --- the first screen -----------------------------------------------------------------------------------------------

const soonest = (item) => URGENCIES.indexOf(item.urgency ?? "remark");

function summaryOf({ knowledge, items, outcome, covered, questions, contradictions }) {
  const { main_topic: main, frame: framing } = knowledge.document;
  const about = (item) => knowledge.items.get(item.id);
  const refers = (item) => knowledge.topics.get(item.topic).referral;
  const heaviest = (some) => sortedBy(some, (item) => -about(item).weight);
  const emergency = emergenciesOf(items);
  const given = emergency.length ? [] : items.filter((item) => item.state === GIVEN);
  const call = sortedBy(heaviest(given.filter(refers)), soonest);
  const byTopic = grouped(given, (item) => item.topic);
  const framed = byTopic.has(main) ? framing.filter((topic) => byTopic.has(topic)) : [];
  const others = given.filter((item) => !framed.includes(item.topic) && !refers(item));
  const actions = outcome === "stop" ? [] : heaviest(others.filter((item) => !about(item).background));
  return {
    verdict: outcome === "advice" && !byTopic.has(main) ? "other_advice" : outcome,
    outside: !emergency.length && covered === false,
    emergency,
    call,
    frame: framed.map((topic) => [topic, byTopic.get(topic)]),
    actions,
    not_now: emergency.length ? [] : notNow(items, outcome, call, knowledge),
    contradictions: emergency.length ? [] : contradictions,
    question: questions[0] ?? "",
    questions: questions.length,
    beside: others.filter((item) => !actions.includes(item)),
  };
}

/** What is withheld and called for, by the rules that do; of a stop only its reason, and nothing that follows. */
function notNow(items, outcome, call, knowledge) {
  const { main_topic: main, frame, stops } = knowledge.document;
  const ranks = new Map();
  for (const item of call) {
    const rank = stops.includes(item.topic) ? -1 : soonest(item);
    for (const rule of item.rules) ranks.set(rule, Math.min(rank, ranks.get(rule) ?? rank));
  }
  const rankOf = (rule) => ranks.get(rule) ?? URGENCIES.length;
  const called = items.filter((item) => item.state === WITHHELD && item.rules.length && item.withheld_by.length);
  const some = called.filter((item) => !knowledge.items.get(item.id).background);
  const isMain = (item) => item.topic === main;
  const stopping = some.filter(isMain).flatMap((item) => item.withheld_by);
  const follows = ({ topic, withheld_by }) =>
    frame.includes(topic) || withheld_by.some((rule) => stopping.includes(rule) || ranks.has(rule));
  const told = some.filter((item) => isMain(item) || !stopping.length || !follows(item));
  const groups = [...grouped(told, (item) => item.withheld_by.join()).values()].map((items) => {
    const rules = items[0].withheld_by;
    const first = Math.min(...rules.map(rankOf));
    return { items, rules, leading: rules.filter((rule) => rankOf(rule) === first) };
  });
  const sorted = sortedBy(groups, (one) => (one.items.some(isMain) ? 0 : 1));
  if (outcome !== "stop") return sorted;
  const stop = sorted.filter((one) => ranks.get(one.leading[0]) === -1).slice(0, 1);
  return stop.map((one) => ({ ...one, items: one.items.filter(isMain) }));
}

function verdictTexts({ verdict, outside }, speaker) {
  const { title, line } = speaker.document.verdicts.find((one) => one.id === verdict);
  const lines = [outside ? speaker.because(SCOPE) : "", speaker.text(line)];
  return [speaker.text(title), lines.filter(Boolean).join(" ")];
}

/** The reason of the rule that leads; of several that do, what they are called. */
function leadingReason({ leading }, speaker) {
  const briefs = unique(leading.map((rule) => speaker.text(speaker.source(rule).brief)));
  if (briefs.length > 1) return speaker.say("summary-because-of", { reasons: briefs.join(", ") });
  return speaker.because(leading[0]);
}

/** Topics that are withheld; one item alone by the words for not having it. */
function notNowNames(items, speaker) {
  return [...grouped(items, (item) => item.topic)].map(([topic, [{ id }, ...more]]) =>
    more.length ? speaker.topic(topic) : speaker.text(speaker.knowledge.items.get(id).instead),
  );
}

/** The one question to answer next, if any; without one whom to ask where answers would be needed. */
function nextStep({ verdict, question, questions }, speaker) {
  if (!question) return verdict === "answers_needed" ? speaker.say("nothing-left-to-ask") : "";
  const places = { question: speaker.text(speaker.knowledge.facts.get(question).question) };
  return speaker.say(questions > 1 ? "summary-next-more" : "summary-next", places);
}

function summaryData(summary, speaker) {
  const { emergency, frame, not_now, question } = summary;
  const [title, line] = verdictTexts(summary, speaker);
  const screen = screenOf(summary, speaker);
  const told = (item) => ({ id: item.id, title: speaker.item(item.id), text: speaker.instruction(item) });
  const shown = ([item, short]) => ({ ...told(item), short });
  const left = [
    ["summary-to-ask", screen.toAsk],
    ["summary-to-read", screen.toRead],
  ].filter(([, number]) => number);
  const parts = left.map(([key, number]) => speaker.say(key, { number })).join(", ");
  return {
    verdict: { id: summary.verdict, title, line },
    emergency: emergency.map(told),
    call: screen.calls.map(shown),
    frame: frame.map(([topic, items]) => ({ topic, title: speaker.topic(topic), items: items.map(told) })),
    actions: screen.actions.map(shown),
    not_now: not_now.map((one) => {
      const titles = notNowNames(one.items, speaker);
      return { items: one.items.map(({ id }) => id), titles, rules: one.rules, because: leadingReason(one, speaker) };
    }),
    next: question ? { fact: question, text: nextStep(summary, speaker) } : null,
    left: screen.toAsk + screen.toRead,
    left_text: parts && speaker.say("summary-left", { parts }),
  };
}

const sizeOf = (text) => [...text].length;
const wordsOf = (text) => text.split(/\s+/).filter(Boolean);

/** How many lines a text takes where a line has this many columns. */
function height(text, width) {
  let [lines, at] = [1, 0];
  for (const word of wordsOf(text).map(sizeOf)) {
    const end = at + (at && 1) + word;
    [lines, at] = end <= width || !at ? [lines, end] : [lines + 1, word];
  }
  return lines;
}

/** The other lines of the first screen, as [text, columns before it, whether it has a mark]. */
function otherLines(summary, speaker) {
  const { emergency, frame, not_now, contradictions } = summary;
  const framed = ([topic, items]) => {
    const texts = items.map((item) => (item.range ? speaker.advised(item) : speaker.item(item.id)));
    const line = `${speaker.topic(topic)}: ${texts.reduce((one, other) => speaker.say("or", { one, other }))}.`;
    const grounds =
      topic === speaker.document.main_topic ? items.map((item) => speaker.notes(item.rules).join(" ")) : [];
    return [[line, 0], ...unique(grounds.filter(Boolean)).map((ground) => [ground, 2])];
  };
  const byReason = [...grouped(not_now, (one) => leadingReason(one, speaker))].slice(0, MOST_REASONS);
  const reasons = byReason.map(([reason, some]) => {
    const names = notNowNames(
      some.flatMap((one) => one.items),
      speaker,
    ).join(", ");
    return names ? `${names}. ${reason}`.trim() : reason;
  });
  const heading = speaker.say("summary-not-now");
  const why = not_now.map((one) => [speaker.say("because", { reason: leadingReason(one, speaker) }), 0]);
  const listed = [[heading, 0], ...reasons.map((text) => [text, MARK, 1])];
  const held = contradictions.map((one) => [speaker.contradiction(one), MARK, 1]);
  const line = (text) => (text ? [[text, 0]] : []);
  const parts = [
    verdictTexts(summary, speaker).flatMap(line),
    emergency.map((item) => [speaker.instruction(item), 2, 1]),
    frame.flatMap(framed),
    summary.verdict === "stop" ? why : reasons.length > 1 ? listed : reasons.map((text) => [`${heading}: ${text}`, 0]),
    held.length ? [[speaker.say("contradictions"), 0], ...held, [speaker.say("contradictions-help"), 2]] : [],
    line(nextStep(summary, speaker)),
  ];
  return parts.filter((part) => part.length).flatMap((part, at) => (at ? [["", 0], ...part] : part));
}

/** The most urgent referral whole, all that are needed, and the heaviest action; then what there is room for. */
function screenOf(summary, speaker) {
  const { verdict, call, actions, beside } = summary;
  const remark = call.find((item) => item.urgency === "remark");
  const needed = call.filter((item) => item.urgency !== "remark" || (item === remark && verdict !== "stop"));
  const whole = (item) => speaker.instruction(item);
  const title = (item) => `${speaker.item(item.id)}.`;
  const short = (item) => (sizeOf(whole(item)) <= LONGEST_TEXT ? whole(item) : title(item));
  const told = new Map(needed.map((item) => [item.id, title(item)]));
  for (const item of call.slice(0, 1)) told.set(item.id, whole(item));
  for (const item of actions.slice(0, 1)) told.set(item.id, short(item));
  const headed = [call, actions].filter((some) => some.length).length;
  let lines = LINES - LAST_LINES - 2 * headed - (nextStep(summary, speaker) ? 1 : 2);
  let words = (verdict === "stop" ? MOST_WORDS_OF_A_STOP : MOST_WORDS) - 4 * headed - MOST_WORDS_OF_THE_REST;
  for (const [text, before, mark = 0] of [
    ...otherLines(summary, speaker),
    ...[...told.values()].map((text) => [text, MARK, 1]),
  ]) {
    lines -= height(text, COLUMNS - before);
    words -= wordsOf(text).length + mark;
  }
  const tell = (item, texts) => {
    const before = told.get(item.id) ?? "";
    for (const text of texts.filter((one) => sizeOf(one) > sizeOf(before))) {
      const more = height(text, COLUMNS - MARK) - (before && height(before, COLUMNS - MARK));
      const longer = wordsOf(text).length - wordsOf(before).length + (before ? 0 : 1);
      if (more > lines || longer > words) continue;
      [lines, words] = [lines - more, words - longer];
      told.set(item.id, text);
      return;
    }
  };
  for (const item of verdict === "stop" ? call : []) tell(item, [title(item)]);
  for (const item of [...needed, ...actions.slice(1, FIRST_ACTIONS)]) tell(item, [short(item), title(item)]);
  const byWeight = sortedBy([...call, ...actions], (item) => -speaker.knowledge.items.get(item.id).weight);
  for (const item of sortedBy(byWeight, (item) => (needed.includes(item) ? 0 : 1)))
    tell(item, [whole(item), short(item)]);
  const shown = (items) => items.filter((item) => told.get(item.id)).map((item) => [item, told.get(item.id)]);
  const [calls, done] = [shown(call), shown(actions)];
  const toRead = actions.length - done.length + beside.length;
  return { calls, actions: done, toAsk: call.length - calls.length, toRead };
}

// --- JSON as Python writes it ---------------------------------------------------------------------------------------

function written(value, indent = "\n") {
  const deeper = `${indent}  `;
  if (typeof value === "bigint") return String(value);
  if (typeof value === "number") return Math.abs(value) < 1e-4 ? small(value) : String(value);
  if (value === null || typeof value !== "object") return JSON.stringify(value);
  const list = Array.isArray(value);
  const parts = list
    ? value.map((one) => written(one, deeper))
    : Object.entries(value).map(([name, one]) => `${JSON.stringify(name)}: ${written(one, deeper)}`);
  const inside = parts.length ? parts.map((part) => deeper + part).join() + indent : "";
  return list ? `[${inside}]` : `{${inside}}`;
}

const small = (number) => (number ? number.toExponential().replace(/e-(\d)$/, "e-0$1") : "0");
