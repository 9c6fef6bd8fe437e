import { type Frame, Page } from "../../../design/house.tsx";
import { counted } from "../../../language/words.ts";
import { reviewPaths } from "../paths.ts";
import { type Agreement, type Drift, fewestPairs } from "./moderation.rules.ts";

const sayDrift = (mean: number) =>
  Math.abs(mean) < 0.05 ? "as the others do" : `${Math.abs(mean).toFixed(1)} of a level ${mean > 0 ? "higher" : "lower"} than the others`;

/** How far do two people agree who judge the same without seeing each other's, and does anybody drift? */
export function AgreementView({
  frame,
  slug,
  byYear,
  drift,
}: {
  frame: Frame;
  slug: string;
  byYear: readonly { readonly year: string; readonly agreement: Agreement }[];
  drift: readonly (Drift & { readonly name: string })[];
}) {
  return (
    <Page frame={frame} title="How far judges agree">
      <p>
        <a href={reviewPaths.list(slug)}>Reviews</a>
      </p>
      <h1>How far judges agree</h1>
      <p>In a moderation two people judge the same indicator blind. What they gave then is compared here, over three school years.</p>
      {byYear.length === 0 ? (
        <p>
          Nothing has been judged blind yet. <a href={reviewPaths.plan(slug)}>Plan a review</a> of the kind “Moderation”.
        </p>
      ) : (
        <>
          <table class="plain">
            <thead>
              <tr>
                <th scope="col">School year</th>
                <th scope="col">Judged by two</th>
                <th scope="col">The same level</th>
                <th scope="col">One level apart</th>
                <th scope="col">Further apart</th>
              </tr>
            </thead>
            <tbody>
              {byYear.map(({ year, agreement }) => (
                <tr>
                  <th scope="row">{year}</th>
                  <td data-label="Judged by two">{counted(agreement.pairs, "indicator")}</td>
                  <td data-label="The same level">
                    {agreement.same}
                    {agreement.rate !== undefined && ` (${Math.round(100 * agreement.rate)}%)`}
                  </td>
                  <td data-label="One level apart">{agreement.near}</td>
                  <td data-label="Further apart">{agreement.far}</td>
                </tr>
              ))}
            </tbody>
          </table>
          <h2>Each judge beside those they judged with</h2>
          <p class="soft">
            A mirror for each judge, in the order of their names. From fewer than {fewestPairs} indicators nothing is said: it would be
            chance.
          </p>
          <table class="plain">
            <thead>
              <tr>
                <th scope="col">Judge</th>
                <th scope="col">School year</th>
                <th scope="col">Indicators</th>
                <th scope="col">Judges</th>
              </tr>
            </thead>
            <tbody>
              {drift.map((one) => (
                <tr>
                  <th scope="row">{one.name}</th>
                  <td data-label="School year">{one.schoolYear}</td>
                  <td data-label="Indicators">{one.pairs}</td>
                  <td data-label="Judges">{one.mean === undefined ? <span class="soft">too few to say</span> : sayDrift(one.mean)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </>
      )}
    </Page>
  );
}
