/** Made by docs/generate.py from knowledge.schema.json. */

/** A knowledge base in its portable form, version 1, as `sluimer compile` writes it: whatever reads it has nothing to decide. In a list the order means something. */
export interface KnowledgeDocument {
  /** The version of this form; a reader refuses another one. */
  sluimer: 1;
  /** Which knowledge this is; it stands in every advice. */
  knowledge: Name;
  /** What the knowledge base is called. */
  title: OptionalText;
  /** What everybody is to be told. */
  notice: OptionalText;
  /** The languages of the texts, the one where nobody chose first. */
  languages: Language[];
  /** The packs that the knowledge base has; those that have a say stand in its name. */
  packs: Titled[];
  /** Phrases that advice is told with. */
  words: { [name: string]: Template };
  /** How each outcome is told; `other_advice` is advice that the main topic did not decide. */
  verdicts: Verdict[];
  /** Whom the knowledge is about; the wire `(scope)` says whether that is so. */
  scope: Scope;
  /** Units as people read them. */
  units: Titled[];
  /** What can be asked, in the order in which it is. */
  facts: Fact[];
  /** What answers imply, in the order in which it is filled in, before what is assumed. */
  fillings: Filling[];
  /** Answers that cannot all be true; the wire `contradiction:ID` says whether one holds. */
  contradictions: Contradiction[];
  /** The meaning of the rules, each part after those that it reads. */
  net: Part[];
  /** The rules, in the order in which those fire that hold; the wire `rule:ID` says which do. */
  rules: Rule[];
  /** What rules conclude; the wire of that name says whether it is so. */
  findings: Titled[];
  /** Numbers that points add up to; the sum of that name says how many. */
  scores: Titled[];
  /** What can be advised, in the order in which it is told. */
  topics: Topic[];
  /** The topic that decides the outcome. */
  main_topic: string;
  /** Telephone numbers as they stand in texts, to be made links where one can call. */
  telephones: string[];
  /** The topics that say how to take what the main topic advises, with that one. */
  frame: string[];
  /** Questions that are asked together, in the order of a conversation. */
  sections: Section[];
  /** What is cited, in the order of the ledger. */
  statements: Statement[];
  /** Where statements come from. */
  sources: Source[];
  /** The topics that stop all while an item of them is given. */
  stops: string[];
}

/** A text in each language. */
export type Text = { [name: string]: string };

/** A text in each language, or null where there is none. */
export type OptionalText = Text | null;

/** A text, or what it is made of. */
export type Pieces = string | (string | Place)[];

/** A place in a text that is filled in. */
export interface Place {
  place: string;
}

/** A text with places in each language. */
export type Template = { [name: string]: Pieces };

/** The value of a slot: yes or no, an option, or a number. */
export type Scalar = boolean | string | number;

/** True, false, or null for unknown. */
export type Truth = boolean | null;

/** Which knowledge gave an advice, and what was chosen of it. */
export interface Name {
  name: string;
  version: string;
  /** Names the exact content, with what was chosen. */
  digest: string;
  packs: string[];
  settings: { [name: string]: string };
  audience: string | null;
}

/** A language, and how numbers are written in it. */
export interface Language {
  id: string;
  /** The mark in numbers. */
  decimal: "." | ",";
  /** The word between the ends of a range. */
  range: string;
}

/** Something with a name for people. */
export interface Titled {
  id: string;
  title: OptionalText;
}

/** How an outcome is told: a few words and a line. */
export interface Verdict {
  id: string;
  title: Text;
  line: Text;
}

/** Whom the knowledge is about. */
export interface Scope {
  because: OptionalText;
  cites: string[];
  /** The slots that it depends on and whose value may be assumed. */
  assumes: string[];
}

/** Something that a person can be asked. */
export interface Fact {
  id: string;
  kind: "yes_no" | "choice" | "set" | "number";
  title: Text;
  question: Text;
  note?: Text;
  /** The answers of a choice, or the members of a set, each of which has a slot `FACT.OPTION`. */
  options?: Option[];
  unit?: string;
  lowest?: number;
  highest?: number;
  /** What may be weighed whole. */
  weighed_as?: Weighed[];
  /** What counts in each of its slots while nobody answered. */
  assume?: Scalar;
  /** Nobody can change what the answer is. */
  fixed?: true;
  /** The facts whose answers may imply this one. */
  implied_by?: string[];
}

/** One of the answers of a choice, or a member of a set. */
export interface Option {
  id: string;
  label: Text;
  /** What else people call it. */
  names?: string[];
}

/** Something of whose weight only this percentage counts. */
export interface Weighed {
  id: string;
  label: Text;
  percent: number;
  cites: string[];
}

/** A value that a slot gets where a condition on answers is true. */
export interface Filling {
  slot: string;
  value: Scalar;
  /** The fact whose answer implies it. */
  source: string;
  when: Condition;
  /** Whether it counts also where somebody answered otherwise. */
  overrules: boolean;
  cites: string[];
}

/** Answers that cannot all be true; one that follows from an implication may have no words of its own. */
export interface Contradiction {
  id: string;
  /** Its tests, each with what it is where the contradiction holds because of it. */
  tests: [Condition, boolean][];
  because?: Text;
  cites?: string[];
}

/** True, false or unknown, in Kleene's strong logic. A name alone: the wire or slot of this name is true. */
export type Condition = string | Is | Within | Known | Missing | All | Any | Not | Count;

/** The slot, wire or choice has one of these values; of a choice this is never unknown. */
export interface Is {
  is: string;
  in: Scalar[];
}

/** The number or score lies within these bounds; of a score true where its lowest and highest total do, false where both lie beyond the same one. */
export interface Within {
  within: string;
  at_least?: number;
  above?: number;
  at_most?: number;
  below?: number;
}

/** All of these slots have a value. */
export interface Known {
  known: string[];
}

/** Not all of these slots have a value. */
export interface Missing {
  missing: string[];
}

/** Every one is true. */
export interface All {
  all: Condition[];
}

/** At least one is true. */
export interface Any {
  any: Condition[];
}

/** It is false. */
export interface Not {
  not: Condition;
}

/** At least so many are true. */
export interface Count {
  count: number;
  of: Condition[];
}

/** A part of the net. */
export type Part = Wire | Choice | Bound | Sum;

/** A truth with a name. */
export interface Wire {
  name: string;
  wire: Condition;
}

/** The first label whose condition is true, past what is unknown; there may be none. */
export interface Choice {
  name: string;
  choice: [string, Condition][];
}

/** The least of the numbers whose guard is true, or the most of them; with `unless_ruled_out` a guard counts while it is unknown too. */
export interface Bound {
  name: string;
  bound: [Condition, number][];
  most?: true;
  unless_ruled_out?: true;
}

/** A score: each term counts for the highest of its points whose condition is true, or for nothing; added as decimals, between the lowest and the highest total still possible. */
export interface Sum {
  name: string;
  sum: [Condition, number][][];
}

/** A rule, whose condition and effects stand in the net. */
export interface Rule {
  id: string;
  pack: string;
  because: Text;
  cites: string[];
  title?: Text;
  claim?: string;
  evidence?: Evidence;
  concludes?: string[];
  /** The facts that are asked while it holds. */
  asks?: string[];
  /** It may send somebody away at once. */
  urgent?: true;
  /** It withholds something. */
  withholds?: true;
  /** The slots that it depends on and whose value may be assumed. */
  assumes?: string[];
  /** What it is called within a sentence, where it may stop something. */
  brief?: Text;
  /** It looks at the answer to a sensitive question. */
  sensitive?: true;
}

/** How good the ground of a rule is. */
export interface Evidence {
  grade?: string;
  verified?: string;
  note?: Text;
}

/** A subject of advice; what is of a referral is withheld by no rule. */
export interface Topic {
  id: string;
  title: Text;
  referral: boolean;
  items: Item[];
}

/** One thing that can be advised; `state:ID`, `indicated:ID`, `barred:ID`, `strength:ID`, `least:ID`, `most:ID`, `start:ID`, `limit:ID` and `told:ID` (the limit that its text says) are its parts of the net. */
export interface Item {
  id: string;
  title: Text;
  /** That it is not to be had. */
  instead: Text;
  text: Template;
  /** The heaviest come first where there is little room. */
  weight: number;
  unit?: string;
  urgency?: "now" | "today" | "before" | "remark";
  superseded_by?: string[];
  claim?: string;
  /** It is no action. */
  background?: true;
  /** Each range that may be advised; together they are the bounds in the net. */
  ranges?: Range[];
}

/** Questions that are asked together. */
export interface Section {
  id: string;
  title: OptionalText;
  facts: string[];
  introduction?: Text;
  /** Nobody is told that another answer would bring something. */
  sensitive?: true;
}

/** What a source says, in our own words. */
export interface Statement {
  id: string;
  source: string;
  says?: Text;
  where?: Text;
  verified?: string;
}

/** A document that statements come from. */
export interface Source {
  id: string;
  title?: Text;
  url?: string;
}

/** A range that a rule advises. */
export interface Range {
  rule: string;
  min: number;
  max: number;
  /** Where to begin, if its author says. */
  start?: number;
}
