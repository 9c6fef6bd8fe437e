import {
  Button,
  type FieldRefusal,
  FileField,
  Form,
  type Frame,
  Page,
  Refusals,
  Select,
  TextArea,
  TextField,
} from "../../design/house.tsx";
import { type StoredEvidence, sayBytes, sayKind } from "../../evidence/index.ts";
import type { Indicator } from "../../frameworks/index.ts";
import { sayDay } from "../../language/period.ts";
import { capital } from "../../language/words.ts";
import { ageOf } from "../academy.view.tsx";
import { paths } from "../paths.ts";

type Resting = {
  readonly what: string;
  readonly href: string;
  readonly says: string;
  readonly stance: "supports" | "contradicts" | undefined;
  readonly by: string;
  readonly on: string;
  readonly until: string | undefined;
};
type Asked = {
  frame: Frame;
  slug: string;
  urn: number;
  academy: string;
  item: StoredEvidence;
  /** What its figure has become since, in a sentence. */
  change: string | undefined;
  resting: readonly Resting[];
  today: string;
  /** By which a judgement may rest on it too; none for who may not judge here. */
  indicators: readonly Indicator[];
  token: string;
  mayWithdraw: boolean;
  mayAdd: boolean;
  back:
    | {
        readonly form: "withdraw" | "newer";
        readonly written: Readonly<Record<string, string>>;
        readonly refusals: readonly FieldRefusal[];
      }
    | undefined;
};

/** What is this piece of evidence, what became of it, and what rests on it? */
export function EvidenceView(asked: Asked) {
  const { frame, slug, urn, academy, item, change, today, back } = asked;
  const refusals = back?.refusals ?? [];
  return (
    <Page frame={frame} title={`${refusals.length > 0 ? "Error: " : ""}${item.title}: evidence, ${academy}`}>
      <p>
        <a href={paths.academy(slug, urn)}>{academy}</a>
      </p>
      <h1>{item.title}</h1>
      <p class="lede">
        {capital(sayKind(item.kind))}, seen or written on {sayDay(item.dated)}, {ageOf(item.dated, today)} ago. Brought by {item.addedBy} on{" "}
        {sayDay(item.addedOn)}.{item.sensitivity === "restricted" && " Restricted: only those who may judge here open it."}
      </p>
      <Refusals refusals={refusals} />
      {item.withdrawn && (
        <section class="box box-gone">
          <h2>
            Withdrawn by {item.withdrawn.by} on {sayDay(item.withdrawn.on)}
          </h2>
          <p class="narrative">{item.withdrawn.reason}</p>
          <p class="soft">It stays readable, and whatever rests on it says that it was withdrawn. Nothing new can rest on it.</p>
        </section>
      )}
      <What item={item} slug={slug} urn={urn} />
      {change && (
        <p>
          <strong>Changed since:</strong> {change}
        </p>
      )}
      {(item.newer || item.follows) && (
        <ul class="govuk-list govuk-list--bullet">
          {item.newer && (
            <li>
              A newer version was added by {item.newer.by} on {sayDay(item.newer.addedOn)}:{" "}
              <a href={paths.evidence(slug, urn, item.newer.id)}>{item.newer.title}</a>
            </li>
          )}
          {item.follows && (
            <li>
              It follows the version of {item.follows.by} of {sayDay(item.follows.addedOn)}:{" "}
              <a href={paths.evidence(slug, urn, item.follows.id)}>{item.follows.title}</a>
            </li>
          )}
        </ul>
      )}
      <h2>What rests on it</h2>
      <RestsOnIt {...asked} />
      {asked.indicators.length > 0 && !item.withdrawn && !item.newer && (
        <details>
          <summary>Judge with it</summary>
          <ul class="govuk-list spaced">
            {asked.indicators.map(({ key, ordinal, title }) => (
              <li>
                <a href={paths.judgeWith(slug, urn, key, item.id)}>
                  {ordinal} {title}
                </a>
              </li>
            ))}
          </ul>
        </details>
      )}
      {asked.mayAdd && (!item.newer || back?.form === "newer") && <Newer {...asked} />}
      {asked.mayWithdraw && (!item.withdrawn || back?.form === "withdraw") && <Withdraw {...asked} />}
    </Page>
  );
}

function What({ item, slug, urn }: { item: StoredEvidence; slug: string; urn: number }) {
  if (item.kind === "link")
    return (
      <p class="break">
        <a href={item.url ?? ""} rel="noreferrer noopener">
          {item.url}
        </a>
      </p>
    );
  if (item.kind === "file")
    return (
      <p>
        <a href={paths.file(slug, urn, item.id)}>Download the file</a> <span class="soft">({sayBytes(item.bytes ?? 0)})</span>
      </p>
    );
  return <p class="narrative">{item.text}</p>;
}

function RestsOnIt({ resting }: Asked) {
  if (resting.length === 0) return <p class="soft">Nothing rests on it yet.</p>;
  return (
    <table class="plain labelled">
      <thead>
        <tr>
          <th scope="col">What</th>
          <th scope="col">Says</th>
          <th scope="col">The evidence</th>
          <th scope="col">By</th>
          <th scope="col">Stands</th>
        </tr>
      </thead>
      <tbody>
        {resting.map((one) => (
          <tr>
            <th scope="row">
              <a href={one.href}>{one.what}</a>
            </th>
            <td data-label="Says">{one.says}</td>
            <td data-label="The evidence">{one.stance === "contradicts" ? "speaks against it" : "supports it"}</td>
            <td data-label="By">
              {one.by} on {sayDay(one.on)}
            </td>
            <td data-label="Stands">{one.until === undefined ? "yes" : `no: superseded on ${sayDay(one.until)}`}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Newer({ item, slug, urn, token, today, back }: Asked) {
  const [written, refusals] = back?.form === "newer" ? [back.written, back.refusals] : [{} as Readonly<Record<string, string>>, []];
  return (
    <details open={back?.form === "newer"}>
      <summary>{item.kind === "value" ? "Keep the figure as it stands now" : "Add a newer version"}</summary>
      <Form action={paths.newerVersion(slug, urn, item.id)} token={token} files={item.kind === "file"}>
        <p>What rests on this version goes on resting on it, and says that a newer one exists.</p>
        {item.kind !== "value" && (
          <>
            <TextField name="title" label="Title" value={written.title ?? item.title} refusals={refusals} />
            {item.kind === "file" && (
              <FileField
                name="file"
                label="The file"
                hint="PDF, Word, Excel, PowerPoint, text or picture, up to 25 MB."
                refusals={refusals}
              />
            )}
            {item.kind === "link" && <TextField name="text" label="The link" value={written.text ?? item.url ?? ""} refusals={refusals} />}
            {item.kind === "note" && (
              <TextArea name="text" label="The note" rows={4} value={written.text ?? item.text ?? ""} refusals={refusals} />
            )}
            <TextField name="dated" label="Seen or written on" type="date" value={written.dated ?? today} refusals={refusals} />
            <Select
              name="sensitivity"
              label="Who may open it"
              value={written.sensitivity ?? item.sensitivity}
              options={[
                { value: "ordinary", text: "everybody who sees the judgement" },
                { value: "restricted", text: "only those who may judge here" },
              ]}
            />
          </>
        )}
        <Button>{item.kind === "value" ? "Keep it as it stands now" : "Add this version"}</Button>
      </Form>
    </details>
  );
}

function Withdraw({ item, slug, urn, token, back }: Asked) {
  const mine = back?.form === "withdraw" ? back : undefined;
  return (
    <details open={mine !== undefined}>
      <summary>Withdraw it</summary>
      <Form action={paths.withdraw(slug, urn, item.id)} token={token}>
        <p>Evidence is never deleted. It stays readable, marked as withdrawn with your reason, and nothing new can rest on it.</p>
        <TextArea name="reason" label="Why is it withdrawn?" rows={3} value={mine?.written.reason} refusals={mine?.refusals} />
        <Button secondary>Withdraw this evidence</Button>
      </Form>
    </details>
  );
}
