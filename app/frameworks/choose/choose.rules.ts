import { accept, type Outcome, refuse } from "../../language/outcome.ts";
import { countingFramework, type EditionContent, type FrameworkKind, type FrameworkSubject, stateOf } from "../edition.rules.ts";

/** One edition of one of the trust's frameworks, as the list of them is made. */
export type EditionHeld = {
  readonly id: string;
  readonly number: number;
  readonly inUseFrom: string | null;
  readonly closedOn: string | null;
  readonly key: string;
  readonly name: string;
  readonly kind: FrameworkKind;
  readonly subjects: readonly FrameworkSubject[];
  readonly warning?: string | null | undefined;
  readonly indicators: number;
  readonly levels: number;
};

/** One framework as the trust sees it: used, being written, or ready to be chosen. */
export type FrameworkSeen = Omit<EditionHeld, "id" | "number" | "inUseFrom" | "closedOn" | "warning"> & {
  readonly warning: string | undefined;
  /** Whether it is the one whose categories count. */
  readonly counts: boolean;
  readonly state: "in-use" | "to-come" | "draft" | "closed" | "not-used";
  /** The edition to open: in use, to come, or the newest. None of what is not used. */
  readonly edition: { readonly id: string; readonly number: number } | undefined;
  readonly draft: string | undefined;
};

/** Every framework the trust has or could have: the one that counts first, then those in use, then the rest, each by its name. */
export function frameworksSeen(held: readonly EditionHeld[], shipped: ReadonlyMap<string, EditionContent>, today: string): FrameworkSeen[] {
  const own = [...Map.groupBy(held, ({ key }) => key)].map(([key, editions]): FrameworkSeen => {
    const states = editions.map((edition) => ({ edition, state: stateOf(edition, today) }));
    const shown = states.find(({ state }) => state === "in-use") ?? states.find(({ state }) => state === "to-come") ?? states[0];
    if (!shown) throw new Error(`the framework ${key} has no edition`);
    const { id, number, inUseFrom: _from, closedOn: _to, warning, ...said } = shown.edition;
    return {
      ...said,
      warning: warning ?? undefined,
      counts: key === countingFramework,
      state: shown.state,
      edition: { id, number },
      draft: states.find(({ state }) => state === "draft")?.edition.id,
    };
  });
  const has = new Set(own.map(({ key }) => key));
  const others = [...shipped.values()].filter(({ key }) => !has.has(key));
  const ready = others.map(({ key, name, kind, subjects, warning, indicators, levels }): FrameworkSeen => {
    const counts = { indicators: indicators.length, levels: levels.length };
    return {
      key,
      name,
      kind,
      subjects,
      warning,
      ...counts,
      counts: key === countingFramework,
      state: "not-used",
      edition: undefined,
      draft: undefined,
    };
  });
  const place = ({ counts, state }: FrameworkSeen) => (counts ? 0 : state === "not-used" ? 2 : 1);
  return [...own, ...ready].sort((one, other) => place(one) - place(other) || one.name.localeCompare(other.name, "en-GB"));
}

export type ChoiceRefusal =
  | { readonly kind: "not-allowed" }
  | { readonly kind: "no-such-framework" }
  | { readonly kind: "used-already"; readonly name: string }
  | { readonly kind: "draft-there"; readonly number: number; readonly edition: string }
  | { readonly kind: "name-taken"; readonly name: string }
  | { readonly kind: "only-one-counts" }
  | { readonly kind: "must-count" };

/** Whether a framework that ships may be taken into use: once. */
export function considerUse(
  shipped: EditionContent | undefined,
  held: readonly Pick<EditionHeld, "key" | "name">[],
): Outcome<EditionContent, ChoiceRefusal> {
  if (!shipped) return refuse({ kind: "no-such-framework" });
  if (held.some(({ key }) => key === shipped.key)) return refuse({ kind: "used-already", name: shipped.name });
  return hasTakenName(shipped, held) ? refuse({ kind: "name-taken", name: shipped.name }) : accept(shipped);
}

/** Whether a framework read from a file may become a draft: of its own framework where the trust has that, else of a new one. */
export function considerBringingIn(content: EditionContent, held: readonly EditionHeld[]): Outcome<EditionContent, ChoiceRefusal> {
  const counts = content.key === countingFramework;
  if (counts && !content.otherwise) return refuse({ kind: "must-count" });
  if (!counts && content.otherwise) return refuse({ kind: "only-one-counts" });
  const draft = held.find(({ key, inUseFrom }) => key === content.key && inUseFrom === null);
  if (draft) return refuse({ kind: "draft-there", number: draft.number, edition: draft.id });
  return hasTakenName(content, held) ? refuse({ kind: "name-taken", name: content.name }) : accept(content);
}

const hasTakenName = (content: EditionContent, held: readonly Pick<EditionHeld, "key" | "name">[]) =>
  held.some(({ key, name }) => key !== content.key && name.toLocaleLowerCase("en-GB") === content.name.toLocaleLowerCase("en-GB"));

/** Each refusal in words that say what to do next. */
export function sayChoiceRefusal(refusal: ChoiceRefusal): string {
  switch (refusal.kind) {
    case "not-allowed":
      return "Your role no longer lets you choose frameworks. Ask an administrator if that is a mistake.";
    case "no-such-framework":
      return "Eddystone ships no such framework. Choose one of those listed, or bring yours in from a file.";
    case "used-already":
      return `The trust uses “${refusal.name}” already. Make a new edition of it to change it.`;
    case "draft-there":
      return `There is a draft of edition ${refusal.number} already, and this would write over it. Put that draft into use first, or give the file another key.`;
    case "name-taken":
      return `The trust has another framework called “${refusal.name}”. Give the file another name, so that people can tell them apart.`;
    case "only-one-counts":
      return `Only the framework “${countingFramework}” gives categories, because the board decides by one. Leave out categories and otherwise, or bring the file in under that key.`;
    case "must-count":
      return `The framework “${countingFramework}” gives the categories that the board decides by. Say its categories, and what an academy is called that meets none (otherwise).`;
  }
}
