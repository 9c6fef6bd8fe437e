import { type Frame, Page, WideTable } from "../../design/house.tsx";
import type { SimilarTrusts, TrustShape } from "../../national/index.server.ts";
import { paths } from "../paths.ts";

/** Which trusts are like this one, and why? */
export function SimilarTrustsView({ frame, slug, similar }: { frame: Frame; slug: string; similar: SimilarTrusts }) {
  const { trust, trusts, leftOut } = similar;
  const cells = ({ academies, pupils, primaries, secondaries, allThrough, others }: TrustShape) =>
    [academies, pupils, primaries, secondaries, allThrough, others].map((count) => (
      <td>{count === null ? "not known" : count.toLocaleString("en-GB")}</td>
    ));
  return (
    <Page frame={frame} title="Trusts like this one" wide>
      <p>
        <a href={paths.home(slug)}>Measures</a>
      </p>
      <h1>Trusts like this one</h1>
      <p>
        The {trusts.length} nearest trusts of the national register, by how many pupils and academies they have and of which phases, never
        by their results. A distance of 1 is one standard deviation of all trusts.
        {leftOut.length > 0 && ` Not compared, because it is not known of this trust: ${leftOut.join(", ")}.`}
      </p>
      <WideTable label="Trusts like this one">
        <table class="lined numbers">
          <caption>Nearest first</caption>
          <thead>
            <tr>
              {["Trust", "Distance", "Academies", "Pupils", "Primary", "Secondary", "All-through", "Others"].map((head) => (
                <th scope="col">{head}</th>
              ))}
            </tr>
          </thead>
          <tbody>
            <tr class="total">
              <th scope="row">{trust.name}</th>
              <td>–</td>
              {cells(trust)}
            </tr>
            {trusts.map((one) => (
              <tr>
                <th scope="row">
                  {one.name} <small class="soft">{one.uid}</small>
                </th>
                <td>{one.distance.toFixed(2)}</td>
                {cells(one)}
              </tr>
            ))}
          </tbody>
        </table>
      </WideTable>
    </Page>
  );
}
