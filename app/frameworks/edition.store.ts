import { sql } from "kysely";
import type { Change, Look } from "../platform/database/change.ts";
import { countingFramework, type EditionContent } from "./edition.rules.ts";

export type Edition = {
  id: string;
  frameworkId: string;
  number: number;
  inUseFrom: string | null;
  closedOn: string | null;
  version: number;
  /** The version of the draft at which each part of it last changed. */
  parts: Record<string, number>;
  content: EditionContent;
  /** What each indicator keeps from edition to edition while it carries over; none of a draft. */
  lineages: Record<string, string>;
};
const columnsThatMayChange = sql`e.id, e.framework_id as "frameworkId", e.number, e.in_use_from::text as "inUseFrom", e.closed_on::text as "closedOn", e.version, e.part_versions as parts`;
// What was written while there was one framework says neither its key nor what it is about.
const before0022 = sql`'{"key": "ten-indicators", "kind": "whole-school", "subjects": ["academy"]}'::jsonb`;
const columnsThatStay = sql`${before0022} || e.content as content, coalesce((select jsonb_object_agg(i.key, i.lineage) from frameworks.indicator i where i.trust_id = e.trust_id and i.edition_id = e.id), '{}') as lineages`;
export const editionColumns = sql`${columnsThatMayChange}, ${columnsThatStay}`;

type Staying = Pick<Edition, "content" | "lineages">;
// The words of an edition in use and its indicators' lineages never change, so each is read once by a process: the database guards the
// words with a trigger, and lineages are only ever added, all of an edition's in the change that brings it into use.
const staying = new Map<string, Staying>();
async function withContent(look: Look, edition: Omit<Edition, keyof Staying> | undefined): Promise<Edition | undefined> {
  if (!edition) return undefined;
  const key = `${look.trustId}/${edition.id}`;
  let stays = staying.get(key);
  if (!stays) {
    stays = await look.row<Staying>(sql`select ${columnsThatStay} from frameworks.edition e where e.id = ${edition.id}`);
    if (!stays) return undefined;
    if (staying.size >= 1000) staying.clear();
    staying.set(key, stays);
  }
  return { ...edition, ...stays };
}
const inUseOn = (day: string) => sql`e.in_use_from <= ${day}::date and (e.closed_on is null or e.closed_on > ${day}::date)`;

const ofFramework = (key: string) =>
  sql`frameworks.edition e join frameworks.framework f on f.trust_id = e.trust_id and f.id = e.framework_id and f.key = ${key}`;

/** The edition of one of the trust's frameworks in use on a day: of the one whose categories count, where no other is named. */
export async function editionInUse(look: Look, day: string, framework: string = countingFramework): Promise<Edition | undefined> {
  const edition = await look.row<Omit<Edition, keyof Staying>>(
    sql`select ${columnsThatMayChange} from ${ofFramework(framework)} where ${inUseOn(day)} order by e.in_use_from desc limit 1`,
  );
  return withContent(look, edition);
}

/** The edition in use, held so that it cannot close before this change is done; asked again where it closed while we waited. */
export async function holdEditionInUse(change: Change, day: string, framework: string = countingFramework): Promise<Edition | undefined> {
  const ask = () =>
    change.row<Omit<Edition, keyof Staying>>(
      sql`select ${columnsThatMayChange} from ${ofFramework(framework)} where ${inUseOn(day)} limit 1 for share of e`,
    );
  return withContent(change, (await ask()) ?? (await ask()));
}

/** Every edition of one of the trust's frameworks, drafts too, the newest first. */
export function listEditions(look: Look, framework: string = countingFramework): Promise<Edition[]> {
  return look.rows<Edition>(sql`select ${editionColumns} from ${ofFramework(framework)} order by e.number desc`);
}

/** One edition, of whichever framework; the id may be none at all. */
export function findEdition(look: Look, id: string): Promise<Edition | undefined> {
  return look.row<Edition>(sql`select ${editionColumns} from frameworks.edition e where e.id::text = ${id}`);
}

/** An edition that is or was in use, which never changes; undefined for a draft, or an id of nothing. */
export async function editionThatWas(look: Look, id: string): Promise<Edition | undefined> {
  const edition = await look.row<Omit<Edition, keyof Staying>>(
    sql`select ${columnsThatMayChange} from frameworks.edition e where e.id = ${id} and e.in_use_from is not null`,
  );
  return withContent(look, edition);
}

/** What the list of a trust's frameworks shows of each edition of each. */
export type EditionOfFramework = Pick<Edition, "id" | "number" | "inUseFrom" | "closedOn"> &
  Pick<EditionContent, "key" | "name" | "kind" | "subjects" | "warning"> & { readonly indicators: number; readonly levels: number };

/** Every edition of every framework of the trust, without its indicators' words, the newest first. */
export function listEveryEdition(look: Look): Promise<EditionOfFramework[]> {
  return look.rows<EditionOfFramework>(sql`
    select e.id, e.number, e.in_use_from::text as "inUseFrom", e.closed_on::text as "closedOn", f.key, e.content ->> 'name' as name,
      coalesce(e.content ->> 'kind', 'whole-school') as kind, coalesce(e.content -> 'subjects', '["academy"]') as subjects, e.content ->> 'warning' as warning,
      jsonb_array_length(e.content -> 'indicators') as indicators, jsonb_array_length(e.content -> 'levels') as levels
    from frameworks.edition e join frameworks.framework f on f.trust_id = e.trust_id and f.id = e.framework_id order by e.number desc, f.key`);
}

/** The frameworks of which the trust has an edition in use on a day, by name. */
export async function frameworksInUse(look: Look): Promise<EditionOfFramework[]> {
  const day = look.now.toZonedDateTimeISO("Europe/London").toPlainDate().toString();
  return (await listEveryEdition(look))
    .filter(({ inUseFrom, closedOn }) => inUseFrom !== null && inUseFrom <= day && (closedOn === null || closedOn > day))
    .sort((one, other) => one.name.localeCompare(other.name, "en-GB"));
}

/** Gives a trust its first edition of a framework: in use from that day, or a draft where there is none; answers the edition's id. */
export async function copyFramework(change: Change, content: EditionContent, from: string | undefined): Promise<string> {
  const framework = await change.row<{ id: string }>(
    sql`insert into frameworks.framework (trust_id, key, name) values (${change.trustId}, ${content.key}, ${content.name}) returning id`,
  );
  const edition = await change.row<{ id: string }>(sql`
    insert into frameworks.edition (trust_id, framework_id, number, content, in_use_from) values (${change.trustId}, ${framework?.id}, 1, ${JSON.stringify(content)}::jsonb, ${from ?? null}::date) returning id`);
  if (!edition) throw new Error("the edition was not kept");
  if (from) await keepIndicators(change, edition.id, new Map(content.indicators.map(({ key }) => [key, undefined])));
  change.record({ kind: "frameworks.edition-copied", detail: { framework: content.key, edition: edition.id, number: 1 } });
  return edition.id;
}

/** Keeps the indicators of an edition that comes into use, each with the lineage it goes on with or, where it is new, one of its own. */
export async function keepIndicators(change: Change, editionId: string, lineages: ReadonlyMap<string, string | undefined>): Promise<void> {
  const rows = [...lineages].map(([key, lineage]) => ({ key, lineage: lineage ?? null }));
  await change.rows(sql`
    insert into frameworks.indicator (trust_id, edition_id, key, lineage)
    select ${change.trustId}, ${editionId}, key, coalesce(lineage, uuidv7()) from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r(key text, lineage uuid)`);
}
