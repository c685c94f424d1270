// A program of an embedder, which must fit the types that are made of the OpenAPI document.
import type { components, paths } from "./api";

type Case = components["schemas"]["Case"];
type Advice = paths["/v1/advice"]["post"]["responses"]["200"]["content"]["application/json"];
type Problem = paths["/v1/advice"]["post"]["responses"]["422"]["content"]["application/problem+json"];

export const body: Case = { age: 58, insomnia: true, medicines: ["ppi"] };

export function told(advice: Advice): string[] {
  const given = advice.items.filter((item) => item.state === "given");
  return advice.outcome === "urgent" ? advice.summary.emergency.map((item) => item.text) : given.map((item) => item.text ?? "");
}

export function wrong(problem: Problem): string {
  return problem.problems.map((each) => `${each.path}: ${each.texts["nl"]?.message}`).join("\n");
}
