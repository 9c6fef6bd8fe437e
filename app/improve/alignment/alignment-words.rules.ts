import { counted, type Words } from "../../language/words.ts";
import type { Alignment } from "./alignment.rules.ts";

/** The questions that a trust's alignment asks, each of somebody who can answer it. */
export function questionsOf({ priorities, adrift, crowded, busy, vacant, unclaimed, unplanned, aims }: Alignment, words: Words): string[] {
  const served = new Set(priorities.flatMap((one) => one.aims.map(({ id }) => id)));
  return [
    ...aims
      .filter(({ id }) => !served.has(id))
      .map(({ title }) => `Which priority of this year's plan brings us nearer to “${title}”? None says that it does.`),
    ...priorities
      .filter(({ academies }) => academies.length === 0)
      .map(({ part }) => `No ${words.academy} takes up “${part.title}”. Is it still a priority, or has nobody been asked?`),
    ...unplanned.map(({ name }) => `${name} has no plan. Who begins it with its ${words.principal}, and by when?`),
    ...Map.groupBy(adrift, ({ plan }) => plan.unit)
      .entries()
      .map(
        ([unit, parts]) =>
          `${unit} works on ${counted(parts.length, "objective")} that ${parts.length === 1 ? "supports" : "support"} nothing of the trust's. Is that its own need, or a line that was forgotten?`,
      ),
    ...crowded.map(({ name, objectives }) => `${name} carries ${counted(objectives, "objective")}. Which of them can wait?`),
    ...busy.map(({ name, duties }) => `${name} leads ${counted(duties, "part")} of plans at once. Which can somebody else lead?`),
    ...vacant.map(({ name, role, duties }) => {
      const [led, them] = [counted(duties, "part"), duties === 1 ? "it" : "them"];
      return role
        ? `Nobody is ${name} now, and ${led} of plans ${duties === 1 ? "is" : "are"} led by that role. Who leads ${them} meanwhile?`
        : `${name} leads ${led} of plans, and holds no role any more. Who leads ${them} now?`;
    }),
    ...unclaimed.map(({ name, why, owner }) =>
      why === "no-plan"
        ? `Which plan is meant to reach “${name}”? No success criterion names it.`
        : `Who owns “${name}” now? ${owner} holds no role any more.`,
    ),
  ];
}
