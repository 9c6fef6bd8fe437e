import { type RawBuilder, sql } from "kysely";
import type { Change, Look } from "../../platform/database/change.ts";
import type { FromFile } from "../exchange/from-file.rules.ts";
import type { ActionState } from "./action.rules.ts";

/** Where an action is, and what showed that. */
export type Step = {
  readonly state: ActionState;
  /** How many there were, this one among them. */
  readonly steps: number;
  readonly doing: string;
  readonly effect: string;
  /** Who brought it in from a file, and when; nothing of a step that was taken here. */
  readonly fromFile: FromFile | null;
};
/** Before its first step. */
export const noStep: Step = { state: "to-do", steps: 0, doing: "", effect: "", fromFile: null };

/** The last step of each of these parts, by part: those that are no actions have none. */
export async function lastSteps(look: Look, parts: RawBuilder<unknown>): Promise<ReadonlyMap<string, Step>> {
  const rows = await look.rows<Step & { part: string }>(sql`
    with last as materialized (
      select distinct on (part_id) * from improve.action_step where trust_id = ${look.trustId} and part_id = any(${parts}) order by part_id, number desc),
    who as materialized (select id, name from organisation.person where id = any(array(select distinct taken_by from last where from_file)))
    select l.part_id as part, l.state, l.number as steps, l.doing, l.effect,
      case when l.from_file then jsonb_build_object('by', w.name, 'on', (l.taken_at at time zone 'Europe/London')::date) end as "fromFile"
    from last l left join who w on w.id = l.taken_by`);
  return new Map(rows.map(({ part, ...step }) => [part, step]));
}

/** Where each of these parts is, by part, as an index alone can tell; those without a step are left out. */
export async function lastStates(look: Look, parts: RawBuilder<unknown>): Promise<ReadonlyMap<string, ActionState>> {
  const rows = await look.rows<{ part: string; state: ActionState }>(sql`
    select distinct on (part_id) part_id as part, state from improve.action_step
    where trust_id = ${look.trustId} and part_id = any(${parts}) order by part_id, number desc`);
  return new Map(rows.map(({ part, state }) => [part, state]));
}

export const addActionStep = (
  change: Change,
  id: string,
  step: {
    readonly number: number;
    readonly state: ActionState;
    readonly doing: string;
    readonly effect: string;
    readonly fromFile?: boolean;
  },
  by: string | undefined,
) =>
  change.rows(sql`
    insert into improve.action_step (trust_id, part_id, number, state, doing, effect, taken_by, taken_at, from_file)
    values (${change.trustId}, ${id}, ${step.number}, ${step.state}, ${step.doing}, ${step.effect}, ${by ?? null}, ${change.now.toString()},
      ${step.fromFile ?? false})`);
