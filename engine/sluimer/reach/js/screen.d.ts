/** The first screen of an advice, and with that the whole advice; see README.md. */

import type { AdviceTexts, Consultation, HeldContradiction, ItemAdvice, Outcome } from "./sluimer.js";

/** What may stand on the first screen; where there is an emergency, that alone. What fits is in the data. */
export interface Summary {
  verdict: Outcome | "other_advice";
  outside: boolean;
  emergency: ItemAdvice[];
  call: ItemAdvice[];
  frame: [topic: string, items: ItemAdvice[]][];
  actions: ItemAdvice[];
  not_now: { items: ItemAdvice[]; rules: string[]; leading: string[] }[];
  contradictions: HeldContradiction[];
  question: string;
  questions: number;
  beside: ItemAdvice[];
}

/** An item as it is told. */
export interface ToldItem {
  id: string;
  title: string;
  text: string;
}

/** An item on the first screen, and how it is told there. */
export interface ShownItem extends ToldItem {
  short: string;
}

/** The advice with its texts in one language, as `to_json` of Python has it. */
export interface Advice extends AdviceTexts {
  summary: {
    verdict: { id: string; title: string; line: string };
    emergency: ToldItem[];
    call: ShownItem[];
    frame: { topic: string; title: string; items: ToldItem[] }[];
    actions: ShownItem[];
    not_now: { items: string[]; titles: string[]; rules: string[]; because: string }[];
    next: { fact: string; text: string } | null;
    left: number;
    left_text: string;
  };
}

/** What may stand on the first screen of the advice. */
export function summaryOf(consultation: Consultation): Summary;

/** The whole advice with its texts, in the first language by default; in full with all that has a say. Throws RangeError. */
export function adviceData(consultation: Consultation, language?: string, full?: boolean): Advice;

/** The whole advice as JSON text, equal to the byte to what Python writes. Throws RangeError for an unknown language. */
export function adviceJson(consultation: Consultation, language?: string, full?: boolean): string;
