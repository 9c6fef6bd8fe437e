import { type Frame, Page } from "../design/house.tsx";
import { sayDay } from "../language/period.ts";
import { capital, type Words } from "../language/words.ts";
import { frameworks, windowRules } from "./content.ts";
import { byEra, type Inspection, joinedWhen, sayInspection, sayJoined } from "./known/inspection.rules.ts";
import type { InspectionStanding } from "./load-standing.ts";
import { paths } from "./paths.ts";
import { sayTally } from "./readiness/readiness-words.rules.ts";
import { type Soon, soonOf } from "./window/window.rules.ts";
import { sayRule, sayState, sayWindow, soonWords } from "./window/window-words.rules.ts";

const order: readonly Soon[] = ["now", "year", "later", "cannot"];

/** When may Ofsted come to which academy, what did it find last, and who is ready? */
export function OverviewView(asked: {
  frame: Frame;
  slug: string;
  words: Words;
  standing: readonly InspectionStanding[];
  today: string;
  mayArrange: boolean;
}) {
  const { frame, slug, words, standing, today, mayArrange } = asked;
  const groups = order
    .map((soon) => ({ soon, standing: standing.filter(({ estimate }) => soonOf(estimate, today) === soon).sort(bySoonest) }))
    .filter((group) => group.standing.length > 0);
  const call = sayRule("call", windowRules);
  return (
    <Page frame={frame} title="Inspection" wide>
      <h1>When may Ofsted come, and who is ready?</h1>
      <p class="lede">
        Estimates, with their reasoning on each {words.academy}'s page. {call.says} It may always come sooner.
      </p>
      <ul class="key">
        {frameworks.scales.map(({ name, says }) => (
          <li>
            <strong>{name}.</strong> {says}
          </li>
        ))}
      </ul>
      {standing.length === 0 && <p>No {words.academy} lies within your roles.</p>}
      {groups.map(({ soon, standing: some }) => (
        <section>
          <h2 id={soon}>
            {soonWords[soon]} <span class="soft">({some.length})</span>
          </h2>
          <table class="plain inspection-list" aria-labelledby={soon}>
            <thead>
              <tr>
                <th scope="col">{capital(words.academy)}</th>
                <th scope="col">Next inspection</th>
                <th scope="col">Last report card</th>
                <th scope="col">Last of the older framework</th>
                <th scope="col">Readiness</th>
              </tr>
            </thead>
            <tbody>
              {some.map((one) => (
                <Row one={one} slug={slug} />
              ))}
            </tbody>
          </table>
        </section>
      ))}
      {mayArrange && (
        <p>
          <a href={paths.points(slug)}>The list of readiness, and the trust's own points on it</a>
        </p>
      )}
    </Page>
  );
}

function Row({ one: { academy, estimate, inspections, support, tally }, slug }: { one: InspectionStanding; slug: string }) {
  const eras = byEra(frameworks, inspections);
  const lastOf = (scale: string) => eras.find((era) => era.scale.key === scale)?.last;
  return (
    <tr>
      <th scope="row">
        <a href={paths.academy(slug, academy.urn)}>{academy.name}</a>
        {support.some(({ kind }) => kind === "judged") && <span class="block soft light">may need support</span>}
      </th>
      <td>
        <span class="line-word">Next: </span>
        {sayWindow(estimate)}
        {estimate.kind === "window" && <span class="block soft">{sayState(estimate)}</span>}
        {estimate.monitoring.length > 0 && <strong class="block">A monitoring inspection may come</strong>}
      </td>
      <td>
        <span class="line-word">Last report card: </span>
        <Last inspection={lastOf("report-card")} academy={academy} />
      </td>
      <td>
        <span class="line-word">Older framework: </span>
        <Last inspection={lastOf("older")} academy={academy} />
      </td>
      <td>
        <span class="line-word">Readiness: </span>
        <a href={paths.readiness(slug, academy.urn)}>{sayTally(tally)}</a>
      </td>
    </tr>
  );
}
const Last = ({ inspection, academy }: { inspection: Inspection | undefined; academy: InspectionStanding["academy"] }) =>
  inspection ? (
    <>
      {sayInspection(frameworks, inspection)}
      <span class="block soft">
        {sayDay(inspection.on)}, {sayJoined[joinedWhen(inspection, academy)]}
      </span>
    </>
  ) : (
    <span class="soft">none</span>
  );

const bySoonest = (a: InspectionStanding, b: InspectionStanding) => {
  const from = ({ estimate }: InspectionStanding) => (estimate.kind === "window" ? estimate.to : "9999");
  return from(a) < from(b) ? -1 : from(a) > from(b) ? 1 : a.academy.name < b.academy.name ? -1 : 1;
};
