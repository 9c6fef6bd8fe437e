import { sayDay } from "../../language/period.ts";
import { beside, figureIn, sayTrajectory, type Trajectory } from "./trajectory.rules.ts";

const words = { ahead: "▲ ahead", behind: "▼ behind", on: "● on it" } as const;
/** How targets stand beside the straight line to what is needed: a sentence for each, and a small table. */
export const Trajectories = ({ of, trajectories, when }: { of: string; trajectories: readonly Trajectory[]; when: string }) =>
  trajectories.length === 0 ? null : (
    <>
      {trajectories.map((one) => (
        <p class="soft">
          {trajectories.length > 1 && <strong>{one.name}. </strong>}
          {sayTrajectory(one)}
        </p>
      ))}
      <table class="plain trajectories">
        <caption>
          Movement of targets{when}
          <span class="govuk-visually-hidden"> for “{of}”</span>
        </caption>
        <thead>
          <tr>
            <th scope="col">Target</th>
            <th scope="col">At the start</th>
            <th scope="col">At this review</th>
            <th scope="col">On a straight line</th>
            <th scope="col">Needed</th>
          </tr>
        </thead>
        <tbody>
          {trajectories.map((one) => {
            const stands = beside(one);
            return (
              <tr>
                <th scope="row">{one.name}</th>
                <td>
                  <span class="line-word">At the start: </span>
                  {figureIn(one.baseline, one)}
                  {one.baselineOf && <span class="block soft">{one.baselineOf}</span>}
                </td>
                <td>
                  <span class="line-word">At this review: </span>
                  {figureIn(one.value, one)}
                  {one.valueOf && <span class="block soft">{one.valueOf}</span>}
                </td>
                <td>
                  <span class="line-word">On a straight line: </span>
                  {figureIn(one.byNow, one)}
                  {stands && <span class="block">{words[stands]}</span>}
                </td>
                <td>
                  <span class="line-word">Needed: </span>
                  {figureIn(one.needs, one)}
                  <span class="block soft">by {sayDay(one.due)}</span>
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </>
  );
