import { accept, type Outcome, refuse } from "../../language/outcome.ts";
import { type Frameworks, judgesOn, type Kind, outcomeKey } from "../frameworks/framework.rules.ts";
import { type Inspection, isSame, sayInspection } from "../known/inspection.rules.ts";

export const kinds = ["graded", "ungraded", "monitoring", "urgent"] as const satisfies readonly Kind[];
export const isKind = (text: string): text is Kind => (kinds as readonly string[]).includes(text);

/** What somebody writes down of an inspection; a day that cannot be read is undefined, one left out null. */
export type ByHandDraft = {
  readonly on: string | undefined;
  readonly kind: Kind | undefined;
  readonly outcomes: Readonly<Record<string, string>>;
  readonly published: string | null | undefined;
  readonly link: string;
  readonly note: string;
  readonly logId: string | null;
  /** That its writer knows that England's file has it too, and wants both shown. */
  readonly beside: boolean;
};
export type ByHand = {
  readonly on: string;
  readonly kind: Kind;
  readonly framework: string;
  readonly outcomes: Readonly<Record<string, string>>;
  readonly published: string | null;
  readonly link: string | null;
  readonly note: string | null;
  readonly logId: string | null;
};
export type ByHandFacts = {
  readonly today: string;
  /** The academy's other inspections, from the file and by hand. */
  readonly others: readonly Inspection[];
  readonly logs: ReadonlySet<string>;
};
export type ByHandRefusal =
  | {
      readonly kind:
        | "day-needed"
        | "day-to-come"
        | "no-framework"
        | "kind-needed"
        | "published-wrong"
        | "published-before"
        | "published-to-come";
    }
  | { readonly kind: "no-such-kind"; readonly framework: string }
  | { readonly kind: "no-such-area" | "grade-needed" | "outcome-needed"; readonly framework: string; readonly area?: string }
  | { readonly kind: "no-such-word"; readonly framework: string; readonly area: string; readonly title: string; readonly word: string }
  | { readonly kind: "link-wrong" | "note-too-long" | "no-such-log" | "crossed" | "withdrawn" | "reason-needed" }
  | { readonly kind: "already-here"; readonly on: string }
  | { readonly kind: "in-the-file"; readonly on: string; readonly says: string };

/** Whether an inspection may be written down so: in the words of the framework of its day, once, and knowingly where England's file has it. */
export function considerByHand(all: Frameworks, draft: ByHandDraft, facts: ByHandFacts): Outcome<ByHand, ByHandRefusal> {
  const { on, kind, published } = draft;
  if (on === undefined) return refuse({ kind: "day-needed" });
  if (on > facts.today) return refuse({ kind: "day-to-come" });
  if (kind === undefined) return refuse({ kind: "kind-needed" });
  const judges = judgesOn(all, on, kind);
  if (!judges.ok)
    return refuse(
      judges.refusal.kind === "no-framework"
        ? { kind: "no-framework" }
        : { kind: "no-such-kind", framework: judges.refusal.framework ?? "" },
    );
  const outcomes = considerOutcomes(judges.value, draft.outcomes);
  if (!outcomes.ok) return outcomes;
  if (published === undefined) return refuse({ kind: "published-wrong" });
  if (published !== null && published < on) return refuse({ kind: "published-before" });
  if (published !== null && published > facts.today) return refuse({ kind: "published-to-come" });
  const [link, note] = [draft.link.trim(), draft.note.trim()];
  if (link && !(/^https?:\/\/[^\s/]+\.[^\s]+$/i.test(link) && link.length <= 2000)) return refuse({ kind: "link-wrong" });
  if (note.length > 4000) return refuse({ kind: "note-too-long" });
  if (draft.logId !== null && !facts.logs.has(draft.logId)) return refuse({ kind: "no-such-log" });
  const { framework } = judges.value;
  const same = facts.others.filter((other) => isSame(other, { on, kind, framework }));
  const here = same.find(({ from }) => from === "by-hand");
  if (here) return refuse({ kind: "already-here", on: here.on });
  const national = same.find(({ from }) => from === "national");
  if (national && !draft.beside) return refuse({ kind: "in-the-file", on: national.on, says: sayInspection(all, national) });
  return accept({
    on,
    kind,
    framework: framework.key,
    outcomes: outcomes.value,
    published,
    link: link || null,
    note: note || null,
    logId: draft.logId,
  });
}

type Judged = Extract<ReturnType<typeof judgesOn>, { ok: true }>["value"];
/** Only areas that were judged on that day, only words of that framework's own scale, and enough of them to say something. */
function considerOutcomes(
  { framework, kind, areas, outcomes }: Judged,
  written: ByHandDraft["outcomes"],
): Outcome<Readonly<Record<string, string>>, ByHandRefusal> {
  const { name } = framework;
  const said = Object.entries(written).filter(([, word]) => word !== "");
  for (const [key, word] of said) {
    const area = key === outcomeKey && outcomes.length > 0 ? { title: "Outcome", choices: outcomes } : areas.find((one) => one.key === key);
    if (!area) return refuse({ kind: "no-such-area", framework: name, area: key });
    if (!area.choices.some((choice) => choice.key === word))
      return refuse({ kind: "no-such-word", framework: name, area: key, title: area.title, word });
  }
  const graded = said.some(([key]) => areas.some((area) => area.key === key && area.words === "grades"));
  if (kind.key === "graded" && !graded) return refuse({ kind: "grade-needed", framework: name, area: areas[0]?.key ?? "" });
  if (kind.key === "ungraded" && !said.some(([key]) => key === outcomeKey)) return refuse({ kind: "outcome-needed", framework: name });
  return accept(Object.fromEntries(said));
}
