import { type Frame, Page, WideTable } from "../design/house.tsx";
import { sayDay } from "../language/period.ts";
import type { Words } from "../language/words.ts";
import type { ByHandRow } from "./by-hand/by-hand.store.ts";
import { frameworks, windowRules } from "./content.ts";
import { type Framework, readWord } from "./frameworks/framework.rules.ts";
import { byEra, type Difference, type Inspection, joinedWhen, linesOf, pairsOf, sayJoined } from "./known/inspection.rules.ts";
import type { InspectionStanding } from "./load-standing.ts";
import type { LogRow } from "./log/log.store.ts";
import { paths } from "./paths.ts";
import { sayTally } from "./readiness/readiness-words.rules.ts";
import { saySupport } from "./window/support.rules.ts";
import { type Reason, reportNotBefore } from "./window/window.rules.ts";
import { sayCannot, sayReason, sayRule, sayState, sayWindow, stepsOf } from "./window/window-words.rules.ts";

type HalfTerm = { readonly schoolYear: string; readonly name: string } | undefined;

/** What has been found at this academy, when the next inspection may come and why we think so, and are we ready? */
export function AcademyInspectionView(asked: {
  frame: Frame;
  slug: string;
  words: Words;
  standing: InspectionStanding;
  withdrawn: readonly ByHandRow[];
  logs: readonly LogRow[];
  begins: HalfTerm;
  ends: HalfTerm;
  today: string;
  mayRecord: boolean;
  mayCheck: boolean;
  mayLog: boolean;
}) {
  const { frame, slug, words, standing, withdrawn, logs, begins, ends, mayRecord, mayLog } = asked;
  const { academy, inspections, support, tally } = standing;
  const open = logs.find(({ closedAt }) => closedAt === null);
  const closed = logs.filter(({ closedAt }) => closedAt !== null);
  const pairs = pairsOf(inspections);
  return (
    <Page frame={frame} title={`Inspection: ${academy.name}`} wide>
      <p>
        <a href={paths.home(slug)}>Inspection</a>
      </p>
      <h1>{academy.name}</h1>
      <p class="lede">
        URN {academy.urn}
        {academy.predecessors.length > 0 && `, before: URN ${academy.predecessors.join(", ")}`} ·{" "}
        {academy.joined ? `in the trust since ${sayDay(academy.joined)}` : "date joined not known"} ·{" "}
        <a href={`/${slug}/diagnose/${academy.urn}`}>Judgements and category</a>
      </p>
      {open && (
        <section class="box box-ask">
          <h2>An inspection is under way</h2>
          <p>
            <a class="govuk-button" href={paths.log(slug, academy.urn, open.id)}>
              Write in the log
            </a>
          </p>
        </section>
      )}
      <NextWindow standing={standing} slug={slug} begins={begins} ends={ends} mayRecord={mayRecord} />
      {support.length > 0 && (
        <section class="box" aria-labelledby="support">
          <h2 id="support">This {words.academy} may need support</h2>
          <ul class="govuk-list govuk-list--bullet">
            {support.map((reason) => (
              <li>{saySupport(reason)}</li>
            ))}
          </ul>
        </section>
      )}
      <h2 id="readiness">Readiness</h2>
      <p>
        <a href={paths.readiness(slug, academy.urn)}>{sayTally(tally)}</a>
      </p>
      {byEra(frameworks, inspections).map(({ scale, frameworks: found }) => (
        <section aria-labelledby={scale.key}>
          <h2 id={scale.key}>{scale.name}</h2>
          <p class="soft">{scale.says}</p>
          {found.length === 0 && <p>No inspection is known.</p>}
          {found.map(({ framework, inspections: some }) => (
            <FrameworkTable framework={framework} inspections={some} standing={standing} slug={slug} mayRecord={mayRecord} />
          ))}
        </section>
      ))}
      {pairs.length > 0 && (
        <section aria-labelledby="differences">
          <h2 id="differences">Written down beside Ofsted's file</h2>
          {pairs.map(({ byHand, differences }) => (
            <>
              <p>
                {sayDay(byHand.on)}:{" "}
                {differences.length === 0 ? "what was written down agrees with the file." : "what was written down differs from the file."}
              </p>
              {differences.length > 0 && (
                <ul class="govuk-list govuk-list--bullet">
                  {differences.map((difference) => (
                    <li>{sayDifference(difference, byHand)}</li>
                  ))}
                </ul>
              )}
            </>
          ))}
        </section>
      )}
      {withdrawn.length > 0 && (
        <details>
          <summary>Withdrawn ({withdrawn.length})</summary>
          <ul class="govuk-list govuk-list--bullet">
            {withdrawn.map(({ id, on, withdrawnBecause }) => (
              <li>
                <a href={paths.byHand(slug, academy.urn, id)}>{sayDay(on)}</a>: {withdrawnBecause}
              </li>
            ))}
          </ul>
        </details>
      )}
      {mayRecord && (
        <p>
          <a class="govuk-button" href={paths.newByHand(slug, academy.urn)}>
            Write an inspection down
          </a>
        </p>
      )}
      {mayLog && (
        <section aria-labelledby="logs">
          <h2 id="logs">Logs of inspections</h2>
          {!open && (
            <p>
              Has Ofsted called? <a href={paths.logs(slug, academy.urn)}>Open a log</a>
            </p>
          )}
          {closed.length > 0 && (
            <ul class="govuk-list govuk-list--bullet">
              {closed.map(({ id, begins: first, entries }) => (
                <li>
                  <a href={paths.log(slug, academy.urn, id)}>
                    {sayDay(first)}, {entries} {entries === 1 ? "entry" : "entries"}
                  </a>
                </li>
              ))}
            </ul>
          )}
        </section>
      )}
      <h2>The pack</h2>
      <p>
        Inspections, readiness, the trust's judgements and key figures in one: <a href={paths.pack(slug, academy.urn)}>to read or print</a>,
        or <a href={paths.packZip(slug, academy.urn)}>as a ZIP of tables</a>. Restricted evidence is never in it.
      </p>
    </Page>
  );
}

function NextWindow({
  standing,
  slug,
  begins,
  ends,
  mayRecord,
}: {
  standing: InspectionStanding;
  slug: string;
  begins: HalfTerm;
  ends: HalfTerm;
  mayRecord: boolean;
}) {
  const { academy, estimate, deferral } = standing;
  const terms = [begins, ends].flatMap((term) => (term ? [`${term.name} of ${term.schoolYear}`] : []));
  return (
    <section class="box" aria-labelledby="next">
      <h2 id="next">
        {estimate.kind === "cannot"
          ? "The next inspection cannot be estimated"
          : `${estimate.first ? "First" : "Next"} inspection: ${sayWindow(estimate)}`}
      </h2>
      {estimate.kind === "cannot" ? (
        <p>That is {sayCannot(estimate.why)}</p>
      ) : (
        <p>
          An estimate: {sayState(estimate)}.
          {begins && ends ? ` By the calendar: from ${terms.join(" to ")}.` : begins ? ` By the calendar it opens in ${terms[0]}.` : ""}
        </p>
      )}
      {estimate.monitoring.length > 0 && (
        <p>
          <strong>A monitoring inspection may come before.</strong>
        </p>
      )}
      <details>
        <summary>Why, step by step</summary>
        <ol class="govuk-list govuk-list--number">
          {stepsOf(estimate).map((reason) => (
            <Step reason={reason} />
          ))}
          <Step reason={{ kind: "rule", rule: "call" }} />
        </ol>
      </details>
      {(deferral?.until || mayRecord) && (
        <p class="soft">
          {deferral?.until ? `A deferral until ${sayDay(deferral.until)} is noted: ${deferral.reason} ` : ""}
          {mayRecord && <a href={paths.deferral(slug, academy.urn)}>{deferral?.until ? "Change the deferral" : "Note a deferral"}</a>}
        </p>
      )}
    </section>
  );
}
function Step({ reason }: { reason: Reason }) {
  const { says, source, confirmed } = sayReason(reason, windowRules);
  return (
    <li>
      {says}
      {source && (
        <span class="block soft">
          Source: {source}.{confirmed === false ? " Not confirmed by a text at hand: check it." : ""}
        </span>
      )}
    </li>
  );
}

/** The inspections of one framework side by side, newest first: areas down, inspections across. */
function FrameworkTable({
  framework,
  inspections,
  standing,
  slug,
  mayRecord,
}: {
  framework: Framework;
  inspections: readonly Inspection[];
  standing: InspectionStanding;
  slug: string;
  mayRecord: boolean;
}) {
  const { academy } = standing;
  const lines = inspections.map((one) => new Map(linesOf(frameworks, one).map((line) => [line.key, line])));
  const areas = new Map(lines.flatMap((of) => [...of].map(([key, { title }]) => [key, title] as const)));
  const inOrder = ["outcome", ...framework.areas.map((area) => area.key)];
  const place = (key: string) => (inOrder.includes(key) ? inOrder.indexOf(key) : inOrder.length);
  const ordered = [...areas].sort(([a], [b]) => place(a) - place(b));
  return (
    <WideTable label={`${framework.name}, ${academy.name}`}>
      <table class="plain inspections">
        <caption>{framework.name}</caption>
        <thead>
          <tr>
            <th scope="col">Judged</th>
            {inspections.map((one) => (
              <th scope="col">
                {sayDay(one.on)}
                <span class="block soft">{framework.kinds.find(({ key }) => key === one.kind)?.name}</span>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {ordered.map(([key, title]) => (
            <tr>
              <th scope="row">{title}</th>
              {lines.map((of, at) => {
                const word = of.get(key)?.word;
                return (
                  <td>
                    <span class="line-word">{sayDay(inspections[at]?.on ?? "")}: </span>
                    {word ? word.concern ? <strong>{word.name}</strong> : word.name : <span class="soft">–</span>}
                  </td>
                );
              })}
            </tr>
          ))}
          <tr>
            <th scope="row">When, and from where</th>
            {inspections.map((one) => (
              <td>
                <span class="line-word">{sayDay(one.on)}: </span>
                <About inspection={one} standing={standing} slug={slug} mayRecord={mayRecord} />
              </td>
            ))}
          </tr>
        </tbody>
      </table>
    </WideTable>
  );
}
function About({
  inspection,
  standing,
  slug,
  mayRecord,
}: {
  inspection: Inspection;
  standing: InspectionStanding;
  slug: string;
  mayRecord: boolean;
}) {
  const { academy } = standing;
  const { urn, published, source, link, note, id, from, on } = inspection;
  return (
    <span class="soft">
      {sayJoined[joinedWhen(inspection, academy)]}
      {urn !== academy.urn && `, as URN ${urn}`};{" "}
      {published
        ? `published ${sayDay(published)}`
        : from === "by-hand"
          ? `not published: provisional, and not to be passed on. ${sayRule("report", windowRules).says} That is not before ${sayDay(reportNotBefore(on, windowRules.report.workingDays))}`
          : "day of publication not in the file"}
      ; {source}
      {link && (
        <>
          ;{" "}
          <a href={link} rel="noreferrer noopener">
            report
          </a>
        </>
      )}
      {note && <span class="block">{note}</span>}
      {id && mayRecord && (
        <span class="block">
          <a href={paths.byHand(slug, academy.urn, id)}>Correct or withdraw it</a>
        </span>
      )}
    </span>
  );
}

/** A difference in a sentence; a grade in the words of its own scale. */
function sayDifference({ what, area, byHand, national }: Difference, of: Inspection): string {
  const word = (key: string | null) =>
    key === null ? "nothing" : area ? readWord(frameworks, of.framework, of.kind, area, key).name : sayDay(key);
  const title =
    what === "day"
      ? "First day"
      : what === "published"
        ? "Published"
        : (of.framework.areas.find(({ key }) => key === area)?.title ?? area ?? "Outcome");
  return `${title}: written down ${word(byHand)}, in the file ${word(national)}.`;
}
