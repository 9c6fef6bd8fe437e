import {
  Button,
  Checkboxes,
  type FieldRefusal,
  Form,
  type Frame,
  type Option,
  Page,
  Refusals,
  Select,
  TextField,
} from "../../design/house.tsx";
import { reviewPaths } from "./paths.ts";

export type WrittenPlan = {
  readonly unit: string;
  readonly framework: string;
  readonly kind: string;
  readonly about: string;
  readonly due: string;
  readonly lead: string;
  readonly moderator: string;
  readonly reviewers: readonly string[];
  readonly from: string;
};
export type PlanChoices = {
  readonly unit: { readonly id: string; readonly name: string } | undefined;
  readonly units: readonly Option[];
  readonly frameworks: readonly Option[];
  readonly kinds: readonly Option[];
  readonly people: readonly Option[];
  readonly from: readonly Option[];
};
const nobody = { value: "", text: "–" };

/** What is reviewed, by which framework, and who does it? First the place, because everything else hangs on it. */
export function PlanView({
  frame,
  slug,
  token,
  choices,
  written,
  refusals,
}: {
  frame: Frame;
  slug: string;
  token: string;
  choices: PlanChoices;
  written: WrittenPlan;
  refusals: readonly FieldRefusal[];
}) {
  return (
    <Page frame={frame} title={`${refusals.length > 0 ? "Error: " : ""}Plan a review`}>
      <p>
        <a href={reviewPaths.list(slug)}>Reviews</a>
      </p>
      <h1>Plan a review</h1>
      <Refusals refusals={refusals} />
      <form method="get" action={reviewPaths.plan(slug)}>
        <Select name="unit" label="What is reviewed?" value={written.unit} options={[nobody, ...choices.units]} />
        <Button secondary>Choose this place</Button>
      </form>
      {choices.unit && (
        <Form action={reviewPaths.plan(slug)} token={token}>
          <h2>{choices.unit.name}</h2>
          <input type="hidden" name="unit" value={choices.unit.id} />
          <Select
            name="kind"
            label="Kind of review"
            hint="A self-evaluation is the place's own view; all others are written by people from elsewhere."
            value={written.kind}
            refusals={refusals}
            options={choices.kinds}
          />
          <Select name="framework" label="Framework" value={written.framework} refusals={refusals} options={choices.frameworks} />
          <TextField
            name="about"
            label="What of it"
            hint="A subject or a phase, where the framework leaves that open. Leave it empty otherwise."
            value={written.about}
            refusals={refusals}
          />
          <TextField name="due" label="To be agreed by" type="date" value={written.due} refusals={refusals} />
          <Select name="lead" label="Who leads it" value={written.lead} refusals={refusals} options={choices.people} />
          <Checkboxes
            name="reviewers"
            label="Who judges"
            hint="Every indicator at first; you can give each its own reviewers before it begins."
            options={choices.people}
            values={new Set(written.reviewers)}
            refusals={refusals}
          />
          <Select
            name="moderator"
            label="Who moderates it"
            hint="Somebody with no other part in it. Leave it open, and anybody who may moderate can."
            value={written.moderator}
            refusals={refusals}
            options={[nobody, ...choices.people]}
          />
          <Select
            name="from"
            label="Start from an agreed review"
            hint="Its texts and evidence are copied; everything has to be judged again."
            value={written.from}
            refusals={refusals}
            options={[{ value: "", text: "Begin with nothing" }, ...choices.from]}
          />
          <Button>Plan it</Button>
        </Form>
      )}
    </Page>
  );
}
