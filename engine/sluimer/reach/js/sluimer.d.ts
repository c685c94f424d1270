/** Advises one person by a knowledge base in its portable form; see README.md. */

import type { KnowledgeDocument, Scalar, Truth } from "./knowledge.js";

export type * from "./knowledge.js";

/** A number, an amount in words such as `"250 mg"`, or amounts of what was weighed whole, which are added up. */
export type NumberAnswer = number | string | WeighedAnswer | (number | string | WeighedAnswer)[];

/** An amount of something of which only a percentage counts. */
export interface WeighedAnswer {
  amount: number | string;
  as: string;
}

/** A set as far as it is known; a list says that nothing else is in it, and `"none"` that nothing is. */
export interface PartOfSet {
  includes?: string[];
  excludes?: string[];
}

/** An answer; `"unknown"` and `"declined"` were asked in vain, and what is absent or null was not asked. */
export type Answer = boolean | NumberAnswer | string[] | PartOfSet | null | undefined;

/** The answers of one person, by the ids of facts. */
export type Answers = Record<string, Answer>;

/** One thing that is wrong with answers: which one, and its place as a JSON Pointer. */
export interface Problem {
  code: string;
  path: string;
  fact: string;
  value: unknown;
}

/** The answers of a person have problems; no advice was given. */
export class CaseError extends Error {
  readonly problems: readonly Problem[];
}

export type State = "given" | "open" | "withheld" | "not_indicated";
export type Outcome = "urgent" | "stop" | "advice" | "ask_first" | "answers_needed" | "not_covered";
export type Urgency = "now" | "today" | "before" | "remark";

/** An item that is given, open or withheld, with every rule that has a say in it and the facts that it waits for. */
export interface ItemAdvice {
  topic: string;
  id: string;
  state: Exclude<State, "not_indicated">;
  urgency: Urgency | undefined;
  range: { min: number; max: number; start?: number } | undefined;
  /** The limit that its text says, in the unit. */
  limit: number | undefined;
  unit: string;
  rank: number | undefined;
  rules: string[];
  limited_by: string[];
  withheld_by: string[];
  superseded_by: string[];
  undecided: string[];
  open_on: string[];
}

/** An answer that follows from another one, and the one whose place it took. */
export interface Implied {
  slot: string;
  value: Scalar;
  source: string;
  cites: string[];
  instead_of: Scalar | undefined;
}

/** The answers as they were read: values of slots, and why others have none. */
export interface Case {
  readonly given: ReadonlyMap<string, Scalar>;
  readonly values: ReadonlyMap<string, Scalar>;
  readonly unknown: ReadonlySet<string>;
  readonly declined: ReadonlySet<string>;
  readonly assumed: readonly string[];
  readonly implied: readonly Implied[];
  readonly weighed: readonly { fact: string; amount: number; as: string; percent: number; counts: number; cites: string[] }[];
}

/** Answers that cannot all be true, by their slots, and the facts to ask again. */
export interface HeldContradiction {
  id: string;
  facts: string[];
  answers: [slot: string, value: Scalar][];
}

/** The advice with its texts in one language, but for its first screen. */
export interface AdviceTexts {
  language: string;
  outcome: Outcome;
  items: AdviceItem[];
  notes: string[];
  contradictions: { id: string; facts: string[]; because: string }[];
  questions: string[];
  asked_as: Record<string, string>;
  /** Of questions about sets whose options are assumed: the options that matter now, with their labels. */
  offered: Record<string, Record<string, string>>;
  scores?: Record<string, Total>;
  findings?: Record<string, Truth>;
  fired?: string[];
  evidence?: Record<string, { grade: string; verified: string; note: string }>;
  knowledge: KnowledgeDocument["knowledge"];
}

/** An item of the advice: what put it in its state, and in full all that has a say in it. */
export interface AdviceItem {
  topic: string;
  id: string;
  state: Exclude<State, "not_indicated">;
  title?: string;
  urgency?: Urgency;
  range?: { min: number; max: number; start?: number; unit: string };
  limit?: { at_most: number; unit: string };
  rank?: number;
  rules?: string[];
  limited_by?: string[];
  withheld_by?: string[];
  superseded_by?: string[];
  undecided?: string[];
  open_on?: string[];
  cites?: string[];
  text?: string;
  because?: string;
  claims?: { text: string; because: string[] };
}

/** The lowest and the highest total of a score that are still possible; one too large for a number is a BigInt. */
export interface Total {
  lowest: number | bigint;
  highest: number | bigint;
}

/** A knowledge base in its portable form, ready to be consulted; it never changes. */
export class Knowledge {
  constructor(document: KnowledgeDocument);
  readonly document: KnowledgeDocument;
  /** The languages of its texts, the first of them where nobody chose one. */
  readonly languages: string[];
  /** What the answers of one person come to; throws CaseError. */
  consult(answers: Answers): Consultation;
  /** The answers as they are read; throws CaseError. */
  read(answers: Answers): Case;
}

/** What came of consulting for one person. */
export class Consultation {
  private constructor();
  readonly knowledge: Knowledge;
  readonly case: Case;
  readonly outcome: Outcome;
  /** Whether the knowledge is about this person; null while that is unknown. */
  readonly covered: Truth;
  readonly items: readonly ItemAdvice[];
  /** The facts still worth asking, the most important first; none when the advice is settled. */
  readonly questions: readonly string[];
  /** Of questions about sets whose options are assumed: the options that matter now. */
  readonly offered: Readonly<Record<string, readonly string[]>>;
  /** The options to show with a question: those that matter now. Note what was shown and not ticked under `excludes`. */
  options(fact: string): string[];
  /** The rules that hold, in the order in which they fire. */
  readonly fired: readonly string[];
  readonly contradictions: readonly HeldContradiction[];
  readonly truths: Record<string, Truth>;
  readonly findings: Record<string, Truth>;
  readonly scores: Record<string, Total>;
  readonly states: Record<string, State>;
  /**
   * The advice with its texts, in the first language by default; in full with all that has a say. Throws RangeError.
   * `adviceData` of `screen.js` has its first screen too.
   */
  data(language?: string, full?: boolean): AdviceTexts;
}

/** A number as people read it, with a point: no exponent, no more than 15 digits. */
export function numeral(number: number): string;
