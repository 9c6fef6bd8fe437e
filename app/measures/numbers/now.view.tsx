import { sayPeriod } from "../../language/school-year.ts";
import { counted, type Words } from "../../language/words.ts";
import { sayOccasion } from "../collections/cycle.rules.ts";
import { type CycleWithProgress, StateMark } from "../collections/cycle.view.tsx";
import { paths } from "../paths.ts";
import type { JudgedTarget } from "../targets/judge-targets.ts";

export type Now = {
  readonly cycles: readonly CycleWithProgress[];
  readonly judged: readonly JudgedTarget[];
  readonly own: { readonly measures: number; readonly figures: number };
};

/** What is to be done with figures now: what is due, what is collected, whether targets are met, and what the trust has of its own. */
export function WhatIsNow({ slug, words, now }: { slug: string; words: Words; now: Now }) {
  const { cycles, judged, own } = now;
  const count = (kind: string) => judged.filter(({ standing }) => standing.kind === kind).length;
  return (
    <>
      <Due slug={slug} words={words} cycles={cycles} />
      <dl class="tells">
        <div>
          <dt>
            <a href={paths.collections(slug)}>Collections of figures</a>
          </dt>
          <dd>
            {cycles.length === 0
              ? "None is open."
              : cycles.map(({ cycle, progress }) => (
                  <span class="block">
                    <a href={paths.collection(slug, cycle.id)}>{cycle.name}</a>, {sayPeriod(cycle.period)}:{" "}
                    {progress.filter(({ state }) => state === "signed-off").length} of{" "}
                    {counted(progress.length, words.academy, words.academies)} signed off
                  </span>
                ))}
          </dd>
        </div>
        <div>
          <dt>
            <a href={paths.targets(slug)}>Targets</a>
          </dt>
          <dd>
            {judged.length === 0
              ? "None is set yet."
              : `${count("met")} met, ${count("not-met")} not met, of ${count("cannot-say")} nobody can say.`}
          </dd>
        </div>
        <div>
          <dt>
            <a href={paths.own(slug)}>The trust’s own figures</a>
          </dt>
          <dd>
            {own.figures === 0
              ? "None has been brought in yet."
              : `${counted(own.figures, "figure", "figures")} of ${counted(own.measures, "measure", "measures")}.`}
          </dd>
        </div>
      </dl>
    </>
  );
}

/** What academies of one's own scope have still to hand in; nothing where nothing is due. */
export function Due({ slug, words, cycles }: { slug: string; words: Words; cycles: readonly CycleWithProgress[] }) {
  const due = cycles.flatMap(({ cycle, progress }) => {
    const late = progress.flatMap((one) => (one.occasion ? [{ one, occasion: one.occasion }] : []));
    return late[0] ? [{ cycle, late, occasion: late[0].occasion }] : [];
  });
  if (due.length === 0) return null;
  return (
    <section class="box" aria-labelledby="due">
      <h2 id="due">What is due</h2>
      {due.map(({ cycle, late, occasion }) => (
        <>
          <p>
            <strong>{cycle.name}</strong>, {sayOccasion(occasion, cycle.due)}:
          </p>
          <ul class="govuk-list govuk-list--bullet">
            {late.slice(0, shownAtMost).map(({ one }) => (
              <li>
                <a href={paths.entry(slug, cycle.id, one.urn)}>{one.name}</a> <StateMark state={one.state} />
              </li>
            ))}
          </ul>
          {late.length > shownAtMost && (
            <p>
              And {counted(late.length - shownAtMost, words.academy, words.academies)} more: see{" "}
              <a href={paths.collection(slug, cycle.id)}>{cycle.name}</a>.
            </p>
          )}
        </>
      ))}
    </section>
  );
}
const shownAtMost = 8;
