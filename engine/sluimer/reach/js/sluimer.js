/**
 * Advises one person by a knowledge base that `sluimer compile` wrote as JSON: the same answers, to the character, as
 * from Python. No dependencies, no network, no clock, no code made at run time; nothing is kept of anybody.
 *
 * A truth is one BigInt together with what it waits for: TRUE is -1, FALSE is 0, and anything above is unknown, with a
 * bit for each fact that could settle it. Kleene's `or` is then `|`.
 */

const FORMAT = 1;
const TRUE = -1n, FALSE = 0n;
const SCOPE = "(scope)", RULE = "rule:";
const UNKNOWN = "unknown", DECLINED = "declined", NONE = "none";
const LARGEST = 1e15, MOST_CALLS = 2, MOST_ACTIONS = 3;
const URGENCIES = ["now", "today", "before", "remark"];

// --- truths ---------------------------------------------------------------------------------------------------------

const sure = (yes) => (yes ? TRUE : FALSE);
const opposite = (number) => (number > 0n ? number : ~number);
const any = (numbers) => numbers.reduce((all, one) => all | one, FALSE);
const waits = (numbers) => any(numbers.filter((one) => one > 0n));
const truth = (number) => (number > 0n ? null : number === TRUE);

function atLeast(count, numbers) {
  const holding = numbers.filter((one) => one === TRUE).length;
  if (holding >= count) return TRUE;
  return numbers.filter((one) => one !== FALSE).length < count ? FALSE : waits(numbers);
}

function contains(bounds, number) {
  return !(number < bounds.at_least || number <= bounds.above || number > bounds.at_most || number >= bounds.below);
}

// --- decimals: [digits, how many of them stand behind the point], since binary fractions would not add up -----------

function decimal(number) {
  const [digits, power = "0"] = String(number).split("e");
  const [whole, part = ""] = digits.split(".");
  const places = part.length - Number(power);
  return places < 0 ? [BigInt(whole + part) * 10n ** BigInt(-places), 0] : [BigInt(whole + part), places];
}

const to = ([digits, places], wanted) => digits * 10n ** BigInt(wanted - places);

function aligned(one, other) {
  const places = Math.max(one[1], other[1]);
  return [to(one, places), to(other, places), places];
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
  return Number.isSafeInteger(Number(digits / one)) ? Number(digits / one) : digits / one;
}

/** A score of terms, each of [number, points] of which the highest that holds counts: [lowest, highest, waits]. */
function total(terms) {
  const zero = [0n, 0], found = [zero, zero, FALSE];
  for (const term of terms) {
    const holding = term.filter(([number]) => number === TRUE).map(([, points]) => points);
    const least = holding.length ? highest(holding) : null;
    const open = term.filter(([number, points]) => number > 0n && (!least || less(least, points)));
    const counts = [least ?? zero, ...open.map(([, points]) => points)];
    const low = lowest(counts), high = highest(counts);
    found[0] = plus(found[0], low);
    found[1] = plus(found[1], high);
    if (less(low, high)) found[2] |= waits(open.map(([number]) => number));
  }
  return found;
}

const WITHIN = {
  at_least: (number, end) => !less(number, end),
  above: (number, end) => less(end, number),
  at_most: (number, end) => !less(end, number),
  below: (number, end) => less(number, end),
};

/** Whether a score lies within bounds: where its two ends disagree, that waits. */
function scored([low, high, waiting], bounds) {
  const named = Object.keys(WITHIN).filter((name) => name in bounds);
  const ends = named.map((name) => [low, high].map((one) => WITHIN[name](one, decimal(bounds[name]))));
  if (ends.some(([first, last]) => !first && !last)) return FALSE;
  return ends.every(([first, last]) => first && last) ? TRUE : waiting;
}

// --- lists ----------------------------------------------------------------------------------------------------------

const unique = (list) => [...new Set(list)];
const byId = (list) => new Map(list.map((one) => [one.id, one]));
const factOf = (slot) => slot.split(".")[0];
const slotsOf = (fact) => (fact.kind === "set" ? fact.options.map((one) => `${fact.id}.${one.id}`) : [fact.id]);
const urgencyOf = (item) => (item.urgency ? URGENCIES.indexOf(item.urgency) : URGENCIES.length);
const sortedBy = (list, key) => list.map((one) => [key(one), one]).sort(([a], [b]) => a - b).map(([, one]) => one);

function grouped(list, key) {
  const groups = new Map();
  for (const one of list) groups.set(key(one), [...(groups.get(key(one)) ?? []), one]);
  return groups;
}

// --- answers --------------------------------------------------------------------------------------------------------

/** The answers of a person have problems, each with its code and place; no advice was given. */
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
const isObject = (value) => typeof value === "object" && value !== null && !Array.isArray(value);

/** Reads the answers of one person: values of slots, and what was asked in vain. */
class Answers {
  constructor(knowledge) {
    this.knowledge = knowledge;
    this.values = new Map();
    this.unknown = new Set();
    this.declined = new Set();
    this.weighed = [];
    this.problems = [];
  }

  refuse(code, path, value) {
    const steps = path.map((step) => `/${String(step).replaceAll("~", "~0").replaceAll("/", "~1")}`);
    this.problems.push({ code, path: steps.join(""), fact: path[0] ?? "", value });
  }

  read(answers) {
    if (!isObject(answers)) return this.refuse("case-not-a-mapping", [], answers);
    for (const [name, answer] of Object.entries(answers)) {
      const fact = this.knowledge.facts.get(name);
      if (fact) this.answer(fact, answer);
      else this.refuse(this.knowledge.scores.has(name) ? "score-answered" : "unknown-fact", [name], name);
    }
  }

  answer(fact, answer) {
    if (answer === null || answer === undefined || Number.isNaN(answer)) return;
    if (answer === UNKNOWN || answer === DECLINED) this[answer].add(fact.id);
    else if (fact.kind === "set") this.set(fact, answer);
    else this.keep(fact.id, this[fact.kind](fact, answer));
  }

  keep(slot, value) {
    if (value !== undefined) this.values.set(slot, value);
  }

  yes_no(fact, answer) {
    const words = { yes: true, true: true, no: false, false: false };
    const said = typeof answer === "string" && Object.hasOwn(words, answer.toLowerCase()) ? words[answer.toLowerCase()] : answer;
    return typeof said === "boolean" ? said : this.refuse("answer-yes-no", [fact.id], answer);
  }

  choice(fact, answer) {
    return fact.options.some((one) => one.id === answer) ? answer : this.refuse("answer-choice", [fact.id], answer);
  }

  set(fact, answer) {
    if (isObject(answer)) return this.partOfSet(fact, answer);
    if (answer !== NONE && !Array.isArray(answer)) return this.refuse("answer-set", [fact.id], answer);
    for (const slot of slotsOf(fact)) this.values.set(slot, false);
    if (answer !== NONE) for (const slot of this.members(fact, answer, [fact.id])) this.values.set(slot, true);
  }

  partOfSet(fact, answer) {
    for (const [key, names] of Object.entries(answer)) {
      if (!(key === "includes" || key === "excludes") || !Array.isArray(names)) {
        this.refuse("answer-set", [fact.id, key], names);
        continue;
      }
      for (const slot of this.members(fact, names, [fact.id, key])) {
        if (!this.values.has(slot)) this.values.set(slot, key === "includes");
        if (this.values.get(slot) !== (key === "includes")) this.refuse("both-ways", [fact.id, key], slot.split(".")[1]);
      }
    }
  }

  members(fact, names, path) {
    const known = names.map((name) => fact.options.some((one) => one.id === name));
    names.forEach((name, at) => {
      const word = name === UNKNOWN || name === DECLINED || name === NONE;
      if (!known[at]) this.refuse(word ? "answer-in-list" : "unknown-option", [...path, at], name);
    });
    return names.filter((_, at) => known[at]).map((name) => `${fact.id}.${name}`);
  }

  number(fact, answer) {
    if (!fact.weighed_as || typeof answer !== "object") return this.oneNumber(fact, answer, [fact.id]);
    const pieces = [answer].flat();
    if (!pieces.length) return this.refuse("answer-weighed", [fact.id], answer);
    const amounts = pieces.map((piece, at) => {
      const path = Array.isArray(answer) ? [fact.id, at] : [fact.id];
      return isObject(piece) ? this.part(fact, piece, path) : this.oneNumber(fact, piece, path, "answer-amount");
    });
    if (amounts.includes(undefined)) return undefined;
    return this.within(fact, plain(amounts.map(decimal).reduce(plus)), [fact.id]);
  }

  /** How much of an amount counts that was weighed whole. */
  part(fact, piece, path) {
    const named = Object.keys(piece);
    if (named.length !== 2 || !named.includes("amount") || !named.includes("as")) return this.refuse("answer-weighed", path, piece);
    const kind = fact.weighed_as.find((one) => one.id === piece.as);
    if (!kind) this.refuse("answer-weighed", [...path, "as"], piece.as);
    const amount = this.digits(fact, piece.amount, [...path, "amount"], "answer-amount");
    if (!kind || amount === undefined) return undefined;
    const [one, other] = [decimal(amount), decimal(kind.percent)];
    const counts = this.within(fact, plain([one[0] * other[0], one[1] + other[1] + 2]), path);
    if (counts !== undefined) this.weighed.push({ fact: fact.id, amount, as: kind.id, percent: kind.percent, counts, cites: kind.cites });
    return counts;
  }

  oneNumber(fact, answer, path, code = "answer-number") {
    const number = this.digits(fact, answer, path, code);
    return number === undefined ? undefined : this.within(fact, number, path);
  }

  within(fact, number, path) {
    return number < fact.lowest || number > fact.highest ? this.refuse("answer-out-of-bounds", path, number) : number;
  }

  /** The number that was given, or is spelled; what can mean two things is refused. */
  digits(fact, answer, path, code) {
    if (typeof answer === "number") return Math.abs(answer) < LARGEST ? answer + 0 : this.refuse(code, path, answer);
    if (typeof answer !== "string") return this.refuse(code, path, answer);
    const [, digits, unit] = AMOUNT.exec(answer.trim()), own = fact.unit ?? "";
    if (TWO_WAYS.test(own && digits.endsWith(own) ? digits.slice(0, -own.length) : digits)) return this.refuse("number-two-ways", path, answer);
    if (!PLAIN.test(digits) || digits.length > 15) return this.refuse(code, path, answer);
    if (unit && unit !== own) return this.refuse(own ? "wrong-unit" : "unit-unwanted", path, unit);
    return Number(digits) + 0;
  }
}

// --- knowledge ------------------------------------------------------------------------------------------------------

/** A compiled knowledge base, ready to be consulted. */
export class Knowledge {
  constructor(document) {
    if (document.sluimer !== FORMAT) throw new Error(`this is no portable knowledge of format ${FORMAT}`);
    this.document = document;
    this.facts = byId(document.facts);
    this.rules = byId(document.rules);
    this.scores = byId(document.scores);
    this.items = new Map(document.topics.flatMap((topic) => topic.items.map((item) => [item.id, { ...item, topic }])));
    this.parts = new Map(document.net.map((part) => [part.name, part]));
    this.bits = new Map(document.facts.map((fact, at) => [fact.id, 1n << BigInt(at)]));
    this.plans = document.topics.map((topic) => topic.items.map((item) => this.plan(item, topic)));
  }

  get languages() { return this.document.languages.map((one) => one.id); }

  /** What the answers of one person come to; throws CaseError. */
  consult(answers) {
    return new Consultation(this, this.read(answers));
  }

  /** The answers as values of slots, with what they imply and what is assumed; throws CaseError. */
  read(answers) {
    const read = new Answers(this);
    read.read(answers);
    if (read.problems.length) throw new CaseError(read.problems);
    const { values, unknown, declined, weighed } = read;
    const given = new Map(values), implied = [], assumed = [];
    const about = new Consulting(this, values);
    for (const one of this.document.fillings) {
      if ((values.has(one.slot) && !one.overrules) || about.number(one.when) !== TRUE) continue;
      const before = values.get(one.slot);
      implied.push({ ...one, instead_of: before === one.value ? undefined : before });
      values.set(one.slot, one.value);
    }
    for (const fact of this.facts.values()) {
      if (!("assume" in fact) || values.has(fact.id)) continue;
      values.set(fact.id, fact.assume);
      assumed.push(fact.id);
    }
    return { given, values, unknown, declined, weighed, implied, assumed };
  }

  /** The facts in a number, in the order in which they are asked. */
  named(bits) {
    return [...this.bits].filter(([, bit]) => bits & bit).map(([fact]) => fact);
  }

  /** These facts as a number. */
  bitsOf(facts) {
    return any([...facts].map((fact) => this.bits.get(fact)));
  }

  /** The rules that have a say in an item, read off the net. */
  plan(item, topic) {
    const condition = (name) => this.parts.get(`${name}:${item.id}`);
    const barring = condition("barred").wire.any, least = condition("least")?.bound ?? [];
    return {
      item,
      topic,
      bringing: condition("indicated").wire.any.map(idOf),
      stopping: barring.filter((one) => typeof one === "string").map(idOf),
      joint: barring.filter((one) => typeof one !== "string").map((one) => [one, one.all.flatMap(rulesIn)]),
      preferring: (condition("strength")?.choice ?? []).flatMap(([label, one]) => one.all[1].any.map((rule) => [idOf(rule), Number(label)])),
      ranges: least.map(([rule, number], at) => [idOf(rule), number, condition("most").bound[at][1], condition("start").bound[at][1]]),
      limits: sortedLimits((condition("limit")?.bound ?? []).map(([rule, number]) => [idOf(rule), number])),
    };
  }
}

const idOf = (wire) => wire.slice(RULE.length);
const rulesIn = (one) => (typeof one === "string" ? [idOf(one)] : one.not.any.map(idOf));
const sortedLimits = (limits) => limits.sort(([one, least], [other, most]) => least - most || (one < other ? -1 : 1));

/** What conditions say of values, each with the facts that it waits for. */
class Consulting {
  constructor(knowledge, values) {
    this.knowledge = knowledge;
    this.values = values;
    this.said = new Map();
  }

  number(c) {
    if (typeof c === "string") return this.is(c, [true]);
    if (c.is) return this.is(c.is, c.in);
    if (c.within) return this.within(c.within, c);
    if (c.known) return sure(c.known.every((slot) => this.values.has(slot)));
    if (c.missing) return sure(!c.missing.every((slot) => this.values.has(slot)));
    if (c.not) return opposite(this.number(c.not));
    if (c.any) return any(c.any.map((one) => this.number(one)));
    if (c.all) return opposite(any(c.all.map((one) => opposite(this.number(one)))));
    return atLeast(c.count, c.of.map((one) => this.number(one)));
  }

  is(name, accepted) {
    const part = this.knowledge.parts.get(name);
    if (!part) return this.values.has(name) ? sure(accepted.includes(this.values.get(name))) : this.missing(name);
    if (part.choice) return sure(accepted.includes(this.said.get(name)));
    return any(accepted.map((wanted) => (wanted ? this.said.get(name) : opposite(this.said.get(name)))));
  }

  within(name, bounds) {
    if (this.said.has(name)) return scored(this.said.get(name), bounds);
    return this.values.has(name) ? sure(contains(bounds, this.values.get(name))) : this.missing(name);
  }

  missing(slot) {
    return this.knowledge.bits.get(factOf(slot));
  }

  /** Find what each part of the net says, in its order. */
  run() {
    for (const part of this.knowledge.document.net) this.said.set(part.name, this.part(part));
  }

  part(part) {
    if (part.wire) return this.number(part.wire);
    if (part.choice) return part.choice.find(([, one]) => this.number(one) === TRUE)?.[0];
    if (part.sum) return total(part.sum.map((term) => term.map(([one, points]) => [this.number(one), decimal(points)])));
    const numbers = part.bound.filter(([guard]) => this.counts(part, this.number(guard))).map(([, number]) => number);
    return numbers.length ? (part.most ? Math.max(...numbers) : Math.min(...numbers)) : undefined;
  }

  counts(bound, number) {
    return bound.unless_ruled_out ? number !== FALSE : number === TRUE;
  }
}

// --- one person -----------------------------------------------------------------------------------------------------

/** What came of consulting for one person; it holds no texts but where it is told in a language. */
export class Consultation extends Consulting {
  constructor(knowledge, about) {
    super(knowledge, about.values);
    this.case = about;
    this.run();
    this.emergencies = [...knowledge.items].filter(([id, item]) => item.urgency === "now" && this.state(id) === "given").map(([id]) => id);
    this.contradictions = knowledge.document.contradictions.filter((one) => this.said.get(`contradiction:${one.id}`) === TRUE).map((one) => this.contradiction(one));
    this.contradicting = knowledge.bitsOf(this.contradictions.flatMap((one) => one.facts));
    this.outcome = this.said.get("outcome");
    const topics = knowledge.plans.map((plans) => this.topic(plans));
    const pressing = (item) => (item.state === "given" ? Math.min(urgencyOf(item), 2) : 2);
    this.items = sortedBy(topics.flatMap((topic) => topic.items), pressing);
    this.fired = [...knowledge.rules.keys()].filter((rule) => this.rule(rule) === TRUE);
    this.questions = this.emergencies.length ? [] : this.ask(topics, topics[knowledge.document.topics.findIndex((one) => one.id === knowledge.document.main_topic)]);
  }

  get covered() { return truth(this.said.get(SCOPE)); }
  get truths() { return this.each(this.knowledge.rules.keys(), (rule) => truth(this.rule(rule))); }
  get findings() { return this.each(this.knowledge.document.findings.map((one) => one.id), (name) => truth(this.said.get(name))); }
  get states() { return this.each(this.knowledge.items.keys(), (id) => this.state(id)); }
  get scores() {
    return this.each(this.knowledge.scores.keys(), (name) => {
      const [low, high] = this.said.get(name);
      return { lowest: plain(low), highest: plain(high) };
    });
  }

  each(names, say) { return Object.fromEntries([...names].map((name) => [name, say(name)])); }
  rule(name) { return this.said.get(name === SCOPE ? name : RULE + name); }
  state(item) { return this.said.get(`state:${item}`); }
  holding(rules) { return rules.filter((rule) => this.rule(rule) === TRUE); }
  open(rules) { return rules.filter((rule) => this.rule(rule) > 0n); }

  contradiction(one) {
    const held = one.tests.filter(([test, wanted]) => truth(this.number(test)) === wanted).map(([test]) => test);
    const slots = unique(held.flatMap((test) => (typeof test === "string" ? [test] : test.known ?? test.missing ?? [test.is ?? test.within]))).sort();
    const facts = this.knowledge.named(this.knowledge.bitsOf(slots.flatMap((slot) => this.given(factOf(slot)))));
    return { id: one.id, facts, answers: slots.map((slot) => [slot, this.values.get(slot)]) };
  }

  /** The facts that were answered for this one: itself, and those that what was implied of it follows from. */
  given(fact) {
    const sources = new Map(this.case.implied.map((one) => [one.slot, one.source]));
    const slots = [...this.values.keys()].filter((slot) => factOf(slot) === fact), implied = slots.filter((slot) => sources.has(slot));
    const own = !implied.length || implied.length < slots.length ? [fact] : [];
    return [...own, ...unique(implied.map((slot) => sources.get(slot))).flatMap((one) => this.given(one))];
  }

  /** The items of a topic: given ones by rank or urgency, then the open, then the withheld; and what they wait for. */
  topic(plans) {
    const waiting = { stops: FALSE, needs: FALSE, doubts: FALSE };
    const strengths = new Map(plans.map(({ item }) => [item.id, Number(this.said.get(`strength:${item.id}`) ?? 0)]).filter(([, one]) => one));
    const ranks = new Map([...strengths].map(([id, own]) => [id, 1 + [...strengths.values()].filter((other) => other > own).length]));
    const told = { given: [], open: [], withheld: [] };
    for (const plan of plans) {
      const state = this.state(plan.item.id);
      if (state in told) told[state].push(this[`_${state}`](plan, waiting, ranks));
    }
    const acts = (item) => (item.rules.some((rule) => this.knowledge.rules.get(rule).withholds) ? 0 : 1);
    const items = Object.entries(told).flatMap(([state, some]) => {
      const first = sortedBy(some, acts);
      if (plans[0].topic.referral) return sortedBy(first, urgencyOf);
      return state === "given" ? sortedBy(first, (item) => item.rank ?? 0) : first;
    });
    return { ...waiting, items };
  }

  said_of({ item, topic, bringing }) {
    return {
      topic: topic.id, id: item.id, state: this.state(item.id), urgency: item.urgency, unit: item.unit ?? "", range: undefined, rank: undefined,
      rules: this.holding(bringing), limited_by: [], withheld_by: [], superseded_by: [], undecided: [], open_on: [],
    };
  }

  _given(plan, waiting, ranks) {
    const said = this.said_of(plan);
    if (plan.preferring.length) {
      said.rank = ranks.get(said.id);
      waiting.needs |= this.mayRaise(plan, ranks);
    }
    if (plan.ranges.length) {
      const bound = (name) => this.said.get(`${name}:${said.id}`);
      const most = Math.min(bound("most"), bound("limit") ?? Infinity);
      said.range = { min: bound("least"), max: most, start: Math.min(most, bound("start")) };
      const limits = plan.limits.filter(([rule, at]) => at < bound("most") && this.rule(rule) !== FALSE);
      said.limited_by = unique(limits.map(([rule]) => rule));
      waiting.needs |= this.mayChange(plan, said.range, limits);
    }
    return said;
  }

  /** The facts that could still bring it to be preferred more strongly, where that would change its rank. */
  mayRaise({ item, preferring }, ranks) {
    if (ranks.has(item.id) && ranks.size === 1) return FALSE;
    const now = Math.max(0, ...preferring.filter(([rule]) => this.rule(rule) === TRUE).map(([, strength]) => strength));
    return waits(preferring.filter(([, strength]) => strength > now).map(([rule]) => this.rule(rule)));
  }

  /** The facts that could lift a limit tighter than any that surely holds, or add a range. */
  mayChange({ ranges }, range, limits) {
    const sureMost = Math.min(...limits.filter(([rule]) => this.rule(rule) === TRUE).map(([, at]) => at));
    const cutting = limits.filter(([, at]) => at < sureMost);
    const adding = ranges.filter(([, least, most, start]) => least < range.min || start < range.start || Math.min(most, sureMost) > range.max);
    return waits([...cutting, ...adding].map(([rule]) => this.rule(rule)));
  }

  _withheld(plan, waiting) {
    const { item } = plan, indicated = this.said.get(`indicated:${item.id}`);
    waiting.doubts |= waits([indicated]);
    const above = [...(item.superseded_by ?? []).filter((id) => this.state(id) === "given"), ...(item.urgency === "now" ? [] : this.emergencies)];
    return { ...this.said_of(plan), withheld_by: this.against(plan).sure, superseded_by: unique(above) };
  }

  /** An item that waits: for what may stop it, for whom the scope covers, and for whether it is called for. */
  _open(plan, waiting) {
    const { item, topic, bringing } = plan, indicated = this.said.get(`indicated:${item.id}`), against = this.against(plan);
    let stops = against.waits, undecided = against.maybe;
    if (this.said.get(SCOPE) > 0n && !topic.referral) [stops, undecided] = [stops | this.said.get(SCOPE), [SCOPE, ...undecided]];
    let facts = topic.referral ? stops : stops | this.contradicting;
    if (indicated > 0n) {
      facts |= indicated;
      waiting.needs |= indicated;
      undecided = [...this.open(bringing), ...undecided];
    }
    waiting.stops |= item.urgency === "now" ? facts : stops;
    return { ...this.said_of(plan), undecided: unique(undecided), open_on: this.knowledge.named(facts) };
  }

  /** The rules that stand against an item, those that may, and the facts that these wait for. */
  against({ item, stopping, joint }) {
    const barred = this.said.get(`barred:${item.id}`);
    const found = this.holding(stopping), maybe = barred > 0n ? this.open(stopping) : [], undecided = [];
    for (const [condition, rules] of joint) {
      const number = this.number(condition);
      if (number === TRUE) found.push(...this.holding(rules));
      else if (number > 0n && this.mayMatter(item, rules)) {
        maybe.push(...rules.filter((rule) => this.rule(rule) !== FALSE));
        undecided.push(number);
      }
    }
    const waiting = found.length ? FALSE : waits([...stopping.map((rule) => this.rule(rule)), ...undecided]);
    return { sure: unique(found), maybe: unique(maybe), waits: joint.length ? waiting : waits([barred]) };
  }

  /** Whether what would bring the item does not itself relieve it of this limit. */
  mayMatter(item, [, ...relieving]) {
    return this.said.get(`indicated:${item.id}`) === TRUE || relieving.every((rule) => this.rule(rule) === FALSE);
  }

  // --- questions ---

  /** What contradicts, who is covered, what may be urgent, what could stand against the main topic, the rest. */
  ask(topics, main) {
    const { knowledge } = this, bitsOf = (facts) => knowledge.bitsOf(facts);
    const [stops, needs, doubted] = ["stops", "needs", "doubts"].map((kind) => any(topics.map((one) => one[kind])));
    const rules = [...knowledge.rules.values()], urgent = waits(rules.filter((one) => one.urgent).map((one) => this.rule(one.id)));
    const withheld = main.items.some((item) => item.state === "withheld");
    const doubts = this.outcome === "ask_first" ? (withheld ? main.doubts : doubted) : FALSE;
    const wanted = rules.filter((one) => one.asks && this.rule(one.id) === TRUE).flatMap((one) => one.asks);
    const waves = [
      this.contradicting,
      this.items.length ? waits([this.said.get(SCOPE)]) : FALSE,
      urgent & (stops | needs),
      main.stops,
      stops,
      main.needs | doubts | bitsOf(wanted.filter((fact) => this.lacks(fact))),
      needs,
      bitsOf(this.assumedInVain()),
    ];
    const silent = bitsOf([...this.case.unknown, ...this.case.declined]), asked = [];
    let passed = silent;
    for (const wave of waves) {
      const worth = (wave | (wave & silent ? this.implying(knowledge.named(wave & silent)) : FALSE)) & ~passed;
      passed |= worth;
      asked.push(...knowledge.named(worth));
    }
    return asked;
  }

  lacks(fact) { return slotsOf(this.knowledge.facts.get(fact)).some((slot) => !this.values.has(slot)); }
  silent(fact) { return this.case.unknown.has(fact) || this.case.declined.has(fact); }

  /** Of facts that were asked in vain those that would imply an answer, and so on for these. */
  implying(vain) {
    const behind = new Set(vain);
    for (const fact of behind) if (this.silent(fact)) for (const one of this.knowledge.facts.get(fact).implied_by ?? []) behind.add(one);
    return this.knowledge.bitsOf([...behind].filter((fact) => this.lacks(fact) && !this.silent(fact)));
  }

  /** The facts whose assumed answer keeps something from being given, or limits it. */
  assumedInVain() {
    const told = this.items.filter((item) => item.state !== "open");
    const barring = new Set(told.flatMap((item) => (item.withheld_by.length ? item.withheld_by : item.limited_by)));
    if (this.said.get(SCOPE) === FALSE) barring.add(SCOPE);
    return this.case.assumed.filter((fact) => (this.knowledge.facts.get(fact).decides ?? []).some((rule) => barring.has(rule)));
  }

  // --- in words ---

  /** The advice as plain data with its texts in a language, the first by default; in full with all that has a say. */
  data(language = "", full = false) {
    return adviceData(this, new Speaker(this.knowledge, language), full);
  }

  /** The advice as JSON text: equal to the byte to what Python writes. */
  json(language = "", full = false) {
    return written(this.data(language, full));
  }

  /** What stands on the first screen, as data. */
  get summary() {
    return summaryOf(this);
  }
}

/** The words of one knowledge base in one language. */
class Speaker {
  constructor(knowledge, language) {
    this.knowledge = knowledge;
    this.document = knowledge.document;
    this.language = meant(language || knowledge.languages[0], knowledge.languages);
    const { decimal, range } = this.document.languages.find((one) => one.id === this.language);
    Object.assign(this, { decimal, range });
  }

  /** A text with its places filled in. */
  text(text, places = {}) {
    return [text?.[this.language] ?? ""].flat().map((one) => (typeof one === "string" ? one : places[one.place])).join("");
  }

  say(key, places) { return this.text(this.document.words[key], places); }
  titled(list, id) { return this.text(list.find((one) => one.id === id)?.title); }
  item(id) { return this.text(this.knowledge.items.get(id).title); }
  unit(unit) { return unit ? this.titled(this.document.units, unit) : ""; }
  source(rule) { return rule === SCOPE ? this.document.scope : this.knowledge.rules.get(rule); }
  because(rule) { return this.text(this.source(rule).because); }
  cites(rule) { return this.source(rule).cites ?? []; }
  number(number) { return numeral(number).replace(".", this.decimal); }
  amount(number, unit) { return `${this.number(number)} ${this.unit(unit)}`; }

  /** What a person is to do, with its amounts; nothing where that is not given. */
  itemText(item) {
    if (item.state !== "given") return "";
    const { range, unit } = item, ends = range && unique([range.min, range.max].map((one) => this.number(one)));
    const places = range && { range: `${ends.join(` ${this.range} `)} ${this.unit(unit)}`, start: this.amount(range.start, unit) };
    return this.text(this.knowledge.items.get(item.id).text, places);
  }

  reasons(item) { return unique(determining(item).map((rule) => this.because(rule))).join(" "); }

  /** A slot with its value. */
  answer([slot, value]) {
    const fact = this.knowledge.facts.get(factOf(slot)), option = slot.split(".")[1];
    const label = (id) => this.text(fact.options.find((one) => one.id === id)?.label);
    const name = this.text(fact.title) + (option ? `, ${label(option)}` : "");
    if (typeof value === "boolean") return `${name}: ${this.say(value ? "yes" : "no")}`;
    return `${name}: ${typeof value === "string" ? label(value) : this.amount(value, fact.unit).trimEnd()}`;
  }

  contradiction(held) {
    const { because } = this.document.contradictions.find((one) => one.id === held.id);
    return because ? this.text(because) : this.say("contradicting", { answers: held.answers.map((one) => this.answer(one)).join("; ") });
  }
}

/** The language that is meant; a region falls back to its language, and nothing is guessed. */
function meant(wanted, known) {
  let tag = tagOf(wanted);
  while (tag && !known.some((one) => tagOf(one) === tag)) tag = tag.split("-").slice(0, -1).join("-");
  const found = known.includes(wanted) ? wanted : known.find((one) => tagOf(one) === tag);
  if (!tag || !found) throw new RangeError(`${wanted} is not a language of these texts; choose from ${known.join(", ")}`);
  return found;
}

const tagOf = (language) => language.trim().split(".")[0].split("@")[0].replaceAll("_", "-").toLowerCase();

/** A number in full: no exponent, no more than 15 digits, no marks between thousands. */
export function numeral(number) {
  if (Number.isInteger(number)) return String(number);
  const [, power] = number.toExponential(14).split("e");
  const digits = Number(power) < -4 ? number.toFixed(15) : number.toPrecision(15);
  return digits.replace(/0+$/, "").replace(/\.$/, "");
}

/** The rules that put an item in its state: those against it while it is withheld, else those for it. */
function determining(item) {
  if (item.state === "withheld") return item.withheld_by;
  return [...item.rules, ...(item.state === "open" ? item.undecided : item.limited_by)];
}

const BEHIND = { given: ["rules", "limited_by"], withheld: ["withheld_by", "superseded_by"], open: ["open_on"] };
const ALL_BEHIND = ["rules", "limited_by", "withheld_by", "superseded_by", "undecided", "open_on"];

function adviceData(consultation, speaker, full) {
  const { items, knowledge, questions, outcome, fired, findings, scores } = consultation;
  const { name, version, digest, packs, settings, audience } = knowledge.document.knowledge;
  return {
    language: speaker.language,
    outcome,
    summary: summaryData(summaryOf(consultation), speaker),
    items: items.map((item) => itemData(item, speaker, full)),
    notes: [...evidenceNotes(consultation, speaker).keys()],
    contradictions: consultation.contradictions.map((one) => ({ id: one.id, facts: one.facts, because: speaker.contradiction(one) })),
    questions,
    asked_as: Object.fromEntries(questions.map((fact) => [fact, speaker.text(knowledge.facts.get(fact).question)])),
    ...(knowledge.scores.size ? { scores } : {}),
    ...(full ? { findings, fired, evidence: evidenceData(consultation, speaker) } : {}),
    knowledge: { name, version, digest, packs, settings, audience },
  };
}

function evidenceData({ fired, knowledge }, speaker) {
  const graded = fired.map((rule) => [rule, knowledge.rules.get(rule).evidence]).filter(([, one]) => one);
  return Object.fromEntries(graded.map(([rule, { grade = "", verified = "", note }]) => [rule, { grade, verified, note: speaker.text(note) }]));
}

function itemData(item, speaker, full) {
  const data = { topic: item.topic, id: item.id, state: item.state }, given = item.state === "given", settled = item.state !== "open";
  if (full || settled) data.title = speaker.item(item.id);
  if (item.urgency) data.urgency = item.urgency;
  if (item.range) data.range = { ...item.range, unit: item.unit };
  if (item.rank !== undefined) data.rank = item.rank;
  for (const key of full ? ALL_BEHIND : BEHIND[item.state]) data[key] = item[key];
  if (full) data.cites = unique(determining(item).flatMap((rule) => speaker.cites(rule)));
  if (full || given) data.text = speaker.itemText(item);
  if (full || settled) data.because = speaker.reasons(item);
  const { claim } = speaker.knowledge.items.get(item.id);
  const marks = () => unique(determining(item).map((rule) => speaker.knowledge.rules.get(rule)?.claim).filter((one) => one));
  if (claim && (full || given)) data.claims = { text: claim, because: marks() };
  return data;
}

/** What is known of the ground of the rules that fired and had a say: for each note the first rule that has it. */
function evidenceNotes({ items, fired, outcome, knowledge }, speaker) {
  const telling = new Set(items.flatMap((item) => [...item.rules, ...item.withheld_by, ...item.limited_by, ...item.undecided]));
  const notes = new Map();
  for (const rule of fired.map((id) => knowledge.rules.get(id))) {
    const note = speaker.text(rule.evidence?.note), counts = telling.has(rule.id) || (outcome !== "not_covered" && rule.concludes);
    if (note && counts && !notes.has(note)) notes.set(note, rule.id);
  }
  return notes;
}

// --- the first screen -----------------------------------------------------------------------------------------------

function summaryOf({ items, outcome, covered, questions, contradictions, knowledge }) {
  const { main_topic: main, frame: topics } = knowledge.document;
  const about = (item) => knowledge.items.get(item.id), referral = (item) => about(item).topic.referral;
  const heaviest = (some) => sortedBy(some, (item) => -(about(item).weight ?? 0));
  const given = items.filter((item) => item.state === "given"), emergency = given.filter((item) => item.urgency === "now");
  const empty = { outside: false, call: [], frame: [], actions: [], not_now: [], contradictions: [], question: "", questions: 0 };
  if (emergency.length) return { verdict: outcome, ...empty, emergency, left: given.length - emergency.length };
  const call = sortedBy(heaviest(given.filter(referral)), (item) => URGENCIES.indexOf(item.urgency ?? "remark")).slice(0, MOST_CALLS);
  const byTopic = grouped(given, (item) => item.topic), hasMain = byTopic.has(main);
  const frame = topics.filter((topic) => hasMain && byTopic.has(topic)).map((topic) => [topic, byTopic.get(topic)]);
  const framed = new Set(frame.flatMap(([, some]) => some));
  const toDo = given.filter((item) => !framed.has(item) && !referral(item) && !about(item).background);
  const actions = outcome === "stop" ? [] : heaviest(toDo).slice(0, MOST_ACTIONS);
  return {
    ...empty,
    verdict: outcome === "advice" && !hasMain ? "other_advice" : outcome,
    outside: covered === false,
    emergency,
    call,
    frame,
    actions,
    not_now: notNow(items.filter((item) => item.state === "withheld" && !about(item).background), main, knowledge.document.frame),
    contradictions,
    question: questions[0] ?? "",
    questions: questions.length,
    left: given.length - call.length - framed.size - actions.length,
  };
}

/** What is withheld and called for, by the rules that do; without the main topic no word on how to take it. */
function notNow(withheld, main, frame) {
  const some = withheld.filter((item) => item.rules.length && item.withheld_by.length);
  const follow = some.some((item) => item.topic === main) ? frame.filter((topic) => topic !== main) : [];
  const groups = grouped(some.filter((item) => !follow.includes(item.topic)), (item) => item.withheld_by.join(" "));
  const found = [...groups.values()].map((items) => ({ items, rules: items[0].withheld_by }));
  return sortedBy(found, ({ items }) => (items.every((item) => item.topic !== main) ? 1 : 0));
}

function summaryData(summary, speaker) {
  const { title, line } = speaker.document.verdicts.find((one) => one.id === summary.verdict);
  const itemOf = (item) => ({ id: item.id, title: speaker.item(item.id), text: speaker.itemText(item) });
  const scope = summary.outside ? speaker.because(SCOPE) : "";
  return {
    verdict: { id: summary.verdict, title: speaker.text(title), line: [scope, speaker.text(line)].filter((one) => one).join(" ") },
    emergency: summary.emergency.map(itemOf),
    call: summary.call.map(itemOf),
    frame: summary.frame.map(([topic, items]) => ({ topic, title: speaker.titled(speaker.document.topics, topic), items: items.map(itemOf) })),
    actions: summary.actions.map(itemOf),
    not_now: summary.not_now.map((one) => notNowData(one, speaker)),
    next: summary.question ? { fact: summary.question, text: nextStep(summary, speaker) } : null,
    left: summary.left,
  };
}

function notNowData({ items, rules }, speaker) {
  const topics = [...grouped(items, (item) => item.topic)];
  const titles = topics.map(([topic, some]) => (some.length === 1 ? speaker.text(speaker.knowledge.items.get(some[0].id).instead) : speaker.titled(speaker.document.topics, topic)));
  return { items: items.map((item) => item.id), titles, rules, because: rules.length ? speaker.because(rules[0]) : "" };
}

function nextStep({ question, questions }, speaker) {
  const places = { question: speaker.text(speaker.knowledge.facts.get(question).question) };
  return speaker.say(questions > 1 ? "summary-next-more" : "summary-next", places);
}

// --- JSON as Python writes it ---------------------------------------------------------------------------------------

function written(value, indent = "\n") {
  const deeper = `${indent}  `;
  if (typeof value === "bigint") return String(value);
  if (typeof value === "number") return Math.abs(value) < 1e-4 ? small(value) : String(value);
  if (value === null || typeof value !== "object") return JSON.stringify(value);
  const parts = Array.isArray(value)
    ? value.map((one) => written(one, deeper))
    : Object.entries(value).map(([name, one]) => `${JSON.stringify(name)}: ${written(one, deeper)}`);
  const [first, last] = Array.isArray(value) ? "[]" : "{}";
  return parts.length ? first + parts.map((part) => deeper + part).join(",") + indent + last : first + last;
}

const small = (number) => (number ? number.toExponential().replace(/e-(\d)$/, "e-0$1") : "0");
