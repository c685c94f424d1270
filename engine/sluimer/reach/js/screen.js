/**
 * What of an advice stands on the first screen, as far as it fits: the verdict, whom to call, what to take and do, what
 * not, what next. And with that the whole advice, as `to_json` of Python writes it.
 */

import {
  emergenciesOf,
  firsts,
  grouped,
  idsOf,
  isGiven,
  SCOPE,
  Speaker,
  sortedBy,
  unique,
  URGENCIES,
  urgencyOf,
} from "./sluimer.js";

/** The size of the screen, the words on it, and what of them is kept free to say what it leaves out. */
const [COLUMNS, LINES, LAST_LINES, MARK] = [80, 24, 3, 4];
const [MOST_WORDS, MOST_WORDS_OF_A_STOP, MOST_WORDS_OF_THE_REST] = [200, 120, 13];
const [FIRST_ACTIONS, LONGEST_TEXT, MOST_REASONS] = [3, 90, 2];

/** The advice as plain data with its texts in a language, the first by default; in full with all that has a say. */
export function adviceData(consultation, language, full) {
  const { outcome, ...rest } = consultation.data(language, full);
  const speaker = new Speaker(consultation.knowledge, language);
  return { language: speaker.language, outcome, summary: summaryData(summaryOf(consultation), speaker), ...rest };
}

/** The advice as JSON text: equal to the byte to what Python writes. */
export function adviceJson(consultation, language, full) {
  return written(adviceData(consultation, language, full));
}

// --- what may stand there -------------------------------------------------------------------------------------------

/** All that may stand there; what fits is seen when it is told. */
export function summaryOf({ knowledge, items: all, outcome, covered, questions, contradictions }) {
  const { main_topic: main, frame: framing } = knowledge.document;
  const about = (item) => knowledge.items.get(item.id);
  const refers = (item) => knowledge.topics.get(item.topic).referral;
  const heaviest = (some) => sortedBy(some, (item) => -about(item).weight);
  const emergency = emergenciesOf(all);
  const items = emergency.length ? [] : all;
  const given = items.filter(isGiven);
  const call = sortedBy(heaviest(given.filter(refers)), urgencyOf);
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
    not_now: notNow(items, outcome, call, knowledge),
    contradictions: emergency.length ? [] : contradictions,
    question: questions[0] ?? "",
    questions: questions.length,
    beside: others.filter((item) => !actions.includes(item)),
  };
}

/** What is withheld and called for, by the rules that do; of a stop only its reason, and nothing that follows. */
function notNow(items, outcome, call, knowledge) {
  const { main_topic: main, frame, stops } = knowledge.document;
  const rank = (item) => (stops.includes(item.topic) ? -1 : urgencyOf(item));
  const rankOf = (rule) => Math.min(URGENCIES.length, ...call.filter((item) => item.rules.includes(rule)).map(rank));
  const isMain = (item) => item.topic === main;
  const some = items.filter(
    ({ id, rules, withheld_by }) => rules.length && withheld_by.length && !knowledge.items.get(id).background,
  );
  const stopping = some.filter(isMain).flatMap((item) => item.withheld_by);
  const follows = ({ topic, withheld_by }) =>
    frame.includes(topic) || withheld_by.some((rule) => stopping.includes(rule) || rankOf(rule) < URGENCIES.length);
  const told = some.filter((item) => isMain(item) || !stopping.length || !follows(item));
  const groups = [...grouped(told, (item) => item.withheld_by.join()).values()].map((group) => {
    const rules = group[0].withheld_by;
    const first = Math.min(...rules.map(rankOf));
    return { items: group, rules, leading: rules.filter((rule) => rankOf(rule) === first), first };
  });
  const sorted = sortedBy(groups, (one) => !one.items.some(isMain));
  if (outcome !== "stop") return sorted;
  const stop = sorted.filter((one) => one.first < 0).slice(0, 1);
  return stop.map((one) => ({ ...one, items: one.items.filter(isMain) }));
}

// --- in words -------------------------------------------------------------------------------------------------------

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
  const { verdict, emergency, frame, not_now, question } = summary;
  const [title, line] = verdictTexts(summary, speaker);
  const { calls, actions, toAsk, toRead } = screenOf(summary, speaker);
  const told = (item) => ({ id: item.id, title: speaker.item(item), text: speaker.instruction(item) });
  const shown = ([item, short]) => ({ ...told(item), short });
  const left = [
    toAsk && speaker.say("summary-to-ask", { number: toAsk }),
    toRead && speaker.say("summary-to-read", { number: toRead }),
  ].filter(Boolean);
  return {
    verdict: { id: verdict, title, line },
    emergency: emergency.map(told),
    call: calls.map(shown),
    frame: frame.map(([topic, items]) => ({ topic, title: speaker.topic(topic), items: items.map(told) })),
    actions: actions.map(shown),
    not_now: not_now.map((one) => {
      const titles = notNowNames(one.items, speaker);
      return { items: idsOf(one.items), titles, rules: one.rules, because: leadingReason(one, speaker) };
    }),
    next: question ? { fact: question, text: nextStep(summary, speaker) } : null,
    left: toAsk + toRead,
    left_text: left.length ? speaker.say("summary-left", { parts: left.join(", ") }) : "",
  };
}

// --- what fits ------------------------------------------------------------------------------------------------------

const sizeOf = (text) => [...text].length;
const wordsOf = (text) => text.split(/\s+/).filter(Boolean);

/** How many lines and words a text takes behind so many columns, with a mark before it or without. */
function roomOf(text, before, mark = 0) {
  const words = wordsOf(text);
  let [lines, at] = [1, 0];
  for (const word of words.map(sizeOf)) {
    const end = at + (at && 1) + word;
    [lines, at] = end <= COLUMNS - before || !at ? [lines, end] : [lines + 1, word];
  }
  return [lines, words.length + mark];
}

/** The arguments of that: texts as lines of a list, or as they stand. */
const listed = (texts, before = MARK) => texts.map((text) => [text, before, 1]);
const plainly = (...texts) => texts.filter(Boolean).map((text) => [text, 0]);
const headed = (heading, lines) => (lines.length ? [[heading, 0], ...lines] : []);

/** The lines of the first screen but for referrals and actions. */
function otherLines(summary, speaker) {
  const urgent = summary.emergency.map((item) => speaker.instruction(item));
  const held = listed(summary.contradictions.map((one) => speaker.contradiction(one)));
  const help = held.length ? [[speaker.say("contradictions-help"), 2]] : [];
  const parts = [
    plainly(...verdictTexts(summary, speaker)),
    listed(urgent, 2),
    summary.frame.flatMap((one) => framedLines(...one, speaker)),
    notNowLines(summary, speaker),
    headed(speaker.say("contradictions"), [...held, ...help]),
    plainly(nextStep(summary, speaker)),
  ];
  return parts.filter((part) => part.length).flatMap((part, at) => (at ? [["", 0], ...part] : part));
}

/** What is given of a topic; below the main one how good its ground is. */
function framedLines(topic, items, speaker) {
  const texts = items.map((item) => (item.range ? speaker.advised(item) : speaker.item(item)));
  const line = `${speaker.topic(topic)}: ${texts.reduce((one, other) => speaker.say("or", { one, other }))}.`;
  const isMain = topic === speaker.document.main_topic;
  const grounds = isMain ? unique(items.map((item) => speaker.notes(item.rules).join(" "))) : [];
  return [[line, 0], ...grounds.filter(Boolean).map((ground) => [ground, 2])];
}

/** What is withheld, each reason once and only the first of them; of a stop its reason. */
function notNowLines({ verdict, not_now }, speaker) {
  const byReason = [...grouped(not_now, (one) => leadingReason(one, speaker))];
  if (verdict === "stop") return plainly(...firsts(byReason).map((reason) => speaker.say("because", { reason })));
  const reasons = byReason.slice(0, MOST_REASONS).map(([reason, some]) => {
    const items = some.flatMap((one) => one.items);
    const names = notNowNames(items, speaker).join(", ");
    return names ? `${names}. ${reason}`.trim() : reason;
  });
  const heading = speaker.say("summary-not-now");
  return reasons.length > 1 ? headed(heading, listed(reasons)) : reasons.map((text) => [`${heading}: ${text}`, 0]);
}

/** How many lines and words are left on the screen. */
class Room {
  constructor(summary, speaker, told) {
    const { verdict, call, actions } = summary;
    const headings = [call, actions].filter((some) => some.length).length;
    this.lines = LINES - LAST_LINES - 2 * headings - (nextStep(summary, speaker) ? 1 : 2);
    this.words = (verdict === "stop" ? MOST_WORDS_OF_A_STOP : MOST_WORDS) - 4 * headings - MOST_WORDS_OF_THE_REST;
    for (const line of [...otherLines(summary, speaker), ...listed(told)]) this.take(...roomOf(...line));
  }

  take(lines, words) {
    this.lines -= lines;
    this.words -= words;
  }

  /** Whether a text of a list fits where another one stood, or nothing; then it is there. */
  takes(text, before) {
    const [lines, words] = roomOf(text, MARK, 1);
    const [less, fewer] = before ? roomOf(before, MARK, 1) : [0, 0];
    if (lines - less > this.lines || words - fewer > this.words) return false;
    this.take(lines - less, words - fewer);
    return true;
  }
}

/** The most urgent referral whole, all that are needed, and the heaviest action; then what there is room for. */
function screenOf(summary, speaker) {
  const { verdict, call, actions, beside } = summary;
  const stops = verdict === "stop";
  const remark = call.find((item) => item.urgency === "remark");
  const needed = call.filter((item) => item.urgency !== "remark" || (item === remark && !stops));
  const whole = (item) => speaker.instruction(item);
  const title = (item) => `${speaker.item(item)}.`;
  const short = (item) => (sizeOf(whole(item)) <= LONGEST_TEXT ? whole(item) : title(item));
  const told = new Map(needed.map((item) => [item, title(item)]));
  for (const item of call.slice(0, 1)) told.set(item, whole(item));
  for (const item of actions.slice(0, 1)) told.set(item, short(item));
  const room = new Room(summary, speaker, [...told.values()]);
  const tell = (item, ...texts) => {
    const before = told.get(item) ?? "";
    const text = texts.find((one) => sizeOf(one) > sizeOf(before) && room.takes(one, before));
    if (text) told.set(item, text);
  };
  for (const item of stops ? call : []) tell(item, title(item));
  for (const item of [...needed, ...actions.slice(1, FIRST_ACTIONS)]) tell(item, short(item), title(item));
  const byWeight = sortedBy([...call, ...actions], (item) => -speaker.knowledge.items.get(item.id).weight);
  for (const item of sortedBy(byWeight, (item) => !needed.includes(item))) tell(item, whole(item), short(item));
  const shown = (items) => items.filter((item) => told.get(item)).map((item) => [item, told.get(item)]);
  const [calls, done] = [shown(call), shown(actions)];
  const toRead = actions.length - done.length + beside.length;
  return { calls, actions: done, toAsk: call.length - calls.length, toRead };
}

// --- JSON as Python writes it ---------------------------------------------------------------------------------------

/** As JavaScript does, but for numbers that are very small or large: these stand in it between signs until the end. */
function written(data) {
  const mark = (_, one) => (isSmall(one) || typeof one === "bigint" ? `\0${small(one)}` : one);
  return JSON.stringify(data, mark, 2).replace(/"\\u0000(.*?)"/g, "$1");
}

const isSmall = (one) => typeof one === "number" && one && Math.abs(one) < 1e-4;
const small = (one) => (typeof one === "bigint" ? String(one) : one.toExponential().replace(/e-(\d)$/, "e-0$1"));
