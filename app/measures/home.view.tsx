import { type Frame, Page } from "../design/house.tsx";
import { sayPeriod } from "../language/school-year.ts";
import { counted, type Words } from "../language/words.ts";
import { sayOccasion } from "./collections/cycle.rules.ts";
import { type CycleWithProgress, StateMark } from "./collections/cycle.view.tsx";
import { paths } from "./paths.ts";
import type { JudgedTarget } from "./targets/judge-targets.ts";

/** What is to be done with figures now: what is due, what is collected, what the trust has of its own, and whether its targets are met. */
export function HomeView(asked: {
  frame: Frame;
  slug: string;
  words: Words;
  cycles: readonly CycleWithProgress[];
  judged: readonly JudgedTarget[];
  own: { readonly measures: number; readonly figures: number };
}) {
  const { frame, slug, words, cycles, judged, own } = asked;
  const met = (kind: string) => judged.filter(({ standing }) => standing.kind === kind).length;
  return (
    <Page frame={frame} title="Measures">
      <h1>Measures</h1>
      <Due slug={slug} words={words} cycles={cycles} />
      <h2>
        <a href={paths.collections(slug)}>Collections of figures</a>
      </h2>
      {cycles.length === 0 ? (
        <p>None is open.</p>
      ) : (
        <ul class="govuk-list govuk-list--bullet">
          {cycles.map(({ cycle, progress }) => (
            <li>
              <a href={paths.collection(slug, cycle.id)}>{cycle.name}</a>, {sayPeriod(cycle.period)}:{" "}
              {progress.filter(({ state }) => state === "signed-off").length} of {counted(progress.length, words.academy, words.academies)}{" "}
              signed off
            </li>
          ))}
        </ul>
      )}
      <h2>
        <a href={paths.targets(slug)}>Targets</a>
      </h2>
      <p>
        {judged.length === 0 ? "None is set yet." : `${met("met")} met, ${met("not-met")} not met, of ${met("cannot-say")} nobody can say.`}
      </p>
      <h2>
        <a href={paths.own(slug)}>The trust's own figures</a>
      </h2>
      <p>
        {own.figures === 0
          ? "None has been brought in yet."
          : `${counted(own.figures, "figure", "figures")} of ${counted(own.measures, "measure", "measures")}. Bring more in, or take them with you.`}
      </p>
    </Page>
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
    <section class="box">
      <h2>What is due</h2>
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
