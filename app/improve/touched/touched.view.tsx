import { partKinds } from "../parts/part.rules.ts";
import { paths } from "../paths.ts";
import { sayTouched, type Touched } from "./touched.rules.ts";

/** Whom a change of a part touches, to be read before it is made. */
export const TouchedBox = ({ slug, touched }: { slug: string; touched: readonly Touched[] }) =>
  touched.length === 0 ? null : (
    <section class="box" aria-labelledby="touched">
      <h2 id="touched">Whom a change of this touches</h2>
      <p>{sayTouched(touched)}</p>
      <details>
        <summary>What supports it ({touched.length})</summary>
        <table class="plain">
          <thead>
            <tr>
              <th scope="col">What</th>
              <th scope="col">Of</th>
              <th scope="col">Who leads</th>
            </tr>
          </thead>
          <tbody>
            {touched.map(({ id, kind, title, planId, plan, unit, owner }) => (
              <tr>
                <th scope="row">
                  <a href={`${paths.plan(slug, planId)}#part-${id}`}>{title}</a>
                  <span class="block soft light">{partKinds[kind]}</span>
                </th>
                <td>
                  {unit}
                  <span class="block soft">{plan}</span>
                </td>
                <td>
                  <span class="line-word">Who leads: </span>
                  {owner ?? "Nobody yet"}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </details>
    </section>
  );
