import type { Context } from "hono";
import type { FieldRefusal } from "../../design/house.tsx";
import { sayDay } from "../../language/period.ts";
import type { Words } from "../../language/words.ts";
import { inOneLook } from "../../platform/database/change.ts";
import { type Asked, page, route } from "../../platform/web/route.tsx";
import { toCsv } from "../../platform/web/spreadsheet.ts";
import { frameOf } from "../frame.ts";
import { today } from "../trust.store.ts";
import { considerFile, exportPeople, importPeople, planHash, sayImportRefusal } from "./import-people.ts";
import { administer } from "./people.route.tsx";
import { type FileRow, readPeopleFile, sayFileRefusal, textOf } from "./people-file.form.ts";
import type { Plan } from "./people-file.rules.ts";
import { type FileReport, PeopleFileView } from "./people-file.view.tsx";
import { sayRowRefusal } from "./row-refusal.rules.ts";

const biggest = 5 * 1024 * 1024;

export const exportFile = route("get", "/:trust/organisation/people.csv", administer, async (c, asked) => {
  const { rows, day } = await inOneLook(asked.db, asked.person, async (look) => ({ rows: await exportPeople(look), day: today(look) }));
  return c.body(toCsv(rows), 200, {
    "Content-Type": "text/csv; charset=utf-8",
    "Content-Disposition": `attachment; filename="people-${day}.csv"`,
  });
});

type Step = Parameters<typeof PeopleFileView>[0]["step"];
const show = (c: Context, asked: Asked, step: Step, refusals: readonly FieldRefusal[] = [], status: 200 | 409 | 422 = 200) =>
  page(
    c,
    <PeopleFileView
      frame={frameOf(asked, "people")}
      slug={asked.trust.slug}
      token={asked.session.formToken}
      step={step}
      refusals={refusals}
    />,
    refusals.length > 0 && status === 200 ? 422 : status,
  );

function reportOf(plan: Plan, rows: readonly FileRow[], ignored: readonly string[], words: Words): FileReport {
  const row = new Map(rows.map((read) => [read.line, read]));
  const who = (line: number) => `${row.get(line)?.name} – ${row.get(line)?.role}, ${row.get(line)?.unit}`;
  const until = (to: string | null) => (to ? ` to ${sayDay(to)}` : "");
  const changes = [
    ...plan.add.map(({ line, name, email }) => ({ line, says: `${name} (${email}) is added` })),
    ...plan.give.map(({ line, from, to }) => ({ line, says: `${who(line)}: given from ${sayDay(from)}${until(to)}` })),
    ...plan.end.map(({ line, to }) => ({
      line,
      says: `${who(line)}: ${to ? `the last day is ${sayDay(to)}` : "the last day is taken away"}`,
    })),
  ].sort((a, b) => a.line - b.line);
  const { read, unchanged, add, give, end } = plan;
  const refused = plan.refused.map(({ line, refusal }) => ({ line, reason: sayRowRefusal(refusal, words) }));
  return { read, unchanged, added: add.length, given: give.length, ended: end.length, ignored, refused, changes };
}

async function showPlan(
  c: Context,
  asked: Asked,
  bytes: Uint8Array,
  refusals: readonly FieldRefusal[] = [],
  status: 200 | 409 | 422 = 200,
) {
  const read = readBytes(bytes);
  if (!read.ok) return show(c, asked, { kind: "choose" }, [{ field: "file", text: sayFileRefusal(read.refusal) }]);
  const plan = await considerFile(asked.db, asked.person, read.value.rows);
  const report = reportOf(plan, read.value.rows, read.value.ignored, asked.words);
  const step = { kind: "would", report, file: Buffer.from(bytes).toString("base64"), plan: planHash(plan) } as const;
  return show(c, asked, step, refusals, plan.refused.length > 0 ? 422 : status);
}
const readBytes = (bytes: Uint8Array) => {
  const text = textOf(bytes);
  return text.ok ? readPeopleFile(text.value) : text;
};

export const openImport = route("get", "/:trust/organisation/people/import", administer, async (c, asked) =>
  show(c, asked, { kind: "choose" }),
);

export const lookAtFile = route("post", "/:trust/organisation/people/import", administer, async (c, asked) => {
  const file = (await c.req.formData()).get("file");
  const refuse = (text: string) => show(c, asked, { kind: "choose" }, [{ field: "file", text }]);
  if (!(file instanceof File) || file.size === 0) return refuse("Choose the file.");
  if (file.size > biggest) return refuse("The file is larger than 5 MB. Cut it in parts.");
  return showPlan(c, asked, new Uint8Array(await file.arrayBuffer()));
});

/** The file comes back as it was shown; it is done only where it would still do what was shown. */
export const confirmFile = route("post", "/:trust/organisation/people/import/confirm", administer, async (c, asked) => {
  const form = await c.req.formData();
  const bytes = new Uint8Array(Buffer.from(String(form.get("file") ?? ""), "base64"));
  const read = readBytes(bytes);
  if (!read.ok) return show(c, asked, { kind: "choose" }, [{ field: "file", text: sayFileRefusal(read.refusal) }]);
  const done = await importPeople(asked.db, asked.person, read.value.rows, String(form.get("plan") ?? ""));
  if (done.ok) return show(c, asked, { kind: "done", report: reportOf(done.value, read.value.rows, read.value.ignored, asked.words) });
  return showPlan(
    c,
    asked,
    bytes,
    [{ field: "", text: sayImportRefusal(done.refusal) }],
    done.refusal.kind === "changed-since" ? 409 : 422,
  );
});
