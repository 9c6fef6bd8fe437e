import {
  Button,
  type FieldRefusal,
  Form,
  type Frame,
  type Option,
  Page,
  Refusals,
  Select,
  TextArea,
  TextField,
} from "../../design/house.tsx";
import { sayDay } from "../../language/period.ts";
import { paths } from "../paths.ts";
import { subjectName, subjects } from "../subjects.ts";
import { backingOf, type OfferDraft, phases, type Standing, sayBacking } from "./offer.rules.ts";
import type { OfferRow } from "./offer.store.ts";

type FormAsked = {
  token: string;
  action: string;
  version: number;
  written: OfferDraft;
  strengths: readonly Option[];
  people: readonly Option[];
  refusals: readonly FieldRefusal[];
  button: string;
};
const none = { value: "", text: "–" };

export function OfferForm({ token, action, version, written, strengths, people, refusals, button }: FormAsked) {
  return (
    <Form action={action} token={token}>
      <input type="hidden" name="version" value={String(version)} />
      <TextArea
        name="says"
        label="What is offered?"
        hint="One sentence, as you would say it to a colleague who asks."
        rows={3}
        value={written.says}
        refusals={refusals}
      />
      <Select name="judgement" label="Which strength does it rest on?" value={written.judgement} refusals={refusals} options={strengths} />
      <Select
        name="subject"
        label="In which subject?"
        hint="Only where it is in one."
        value={written.subject}
        refusals={refusals}
        options={[none, ...subjects.map(({ key, name }) => ({ value: key, text: name }))]}
      />
      <Select
        name="phase"
        label="For which phase?"
        value={written.phase}
        refusals={refusals}
        options={Object.entries(phases).map(([value, text]) => ({ value, text }))}
      />
      <Select
        name="person"
        label="Who gives it?"
        hint="Only where it is one person."
        value={written.person}
        refusals={refusals}
        options={[none, ...people]}
      />
      <TextField name="from" label="Offered from" type="date" value={written.from} refusals={refusals} />
      <TextField
        name="until"
        label="Until"
        hint="Leave it empty while it is offered for good."
        type="date"
        value={written.until}
        refusals={refusals}
      />
      <Button>{button}</Button>
    </Form>
  );
}

export function NewOfferView({
  frame,
  slug,
  urn,
  academy,
  ...form
}: Omit<FormAsked, "action" | "version" | "button"> & { frame: Frame; slug: string; urn: number; academy: string }) {
  return (
    <Page frame={frame} title={`${form.refusals.length ? "Error: " : ""}Offer a strength: ${academy}`}>
      <p>
        <a href={paths.academy(slug, urn)}>Strengths of {academy}</a>
      </p>
      <h1>Offer a strength</h1>
      <Refusals refusals={form.refusals} />
      {form.strengths.length === 0 && form.refusals.length === 0 ? (
        <p>No judgement of {academy} says that others can learn from it yet, so there is nothing to offer.</p>
      ) : (
        <OfferForm {...form} action={paths.newOffer(slug, urn)} version={0} button="Offer this" />
      )}
    </Page>
  );
}

const standingWords: Readonly<Record<Standing, string>> = {
  "to-come": "To come",
  open: "Offered now",
  over: "No longer offered",
  withdrawn: "Withdrawn",
};
const days = ({ from, until }: Pick<OfferRow, "from" | "until">) =>
  until ? `${sayDay(from)} to ${sayDay(until)}` : `from ${sayDay(from)}`;

export function OfferView(asked: {
  frame: Frame;
  slug: string;
  urn: number;
  academy: string;
  history: readonly [OfferRow, ...OfferRow[]];
  titleOf: (offer: OfferRow) => string;
  standing: Standing;
  /** Where the judgement behind it is read; none for who may not see it. */
  judgementAt: string | undefined;
  form?: Omit<FormAsked, "action" | "button"> | undefined;
  /** What they wrote when somebody else was quicker. */
  theirs?: OfferDraft | undefined;
  reason: string | undefined;
  withdrawing: boolean;
}) {
  const { frame, slug, urn, academy, history, titleOf, standing, judgementAt, form, theirs } = asked;
  const [offer] = history;
  const refusals = form?.refusals ?? [];
  return (
    <Page frame={frame} title={`${refusals.length > 0 ? "Error: " : ""}Offer of ${academy}`}>
      <p>
        <a href={paths.academy(slug, urn)}>Strengths of {academy}</a>
      </p>
      <h1>{offer.says}</h1>
      <Refusals refusals={refusals} />
      {theirs && (
        <section class="box">
          <h2>What {offer.setBy} wrote while you were writing</h2>
          <div class="two-texts">
            <div>
              <h3>Theirs</h3>
              <p class="narrative">{offer.says}</p>
            </div>
            <div>
              <h3>Yours</h3>
              <p class="narrative">{theirs.says}</p>
            </div>
          </div>
        </section>
      )}
      <section class={offer.withdrawn ? "box box-gone" : "box"}>
        <h2>
          {academy}: {standingWords[standing].toLowerCase()}
        </h2>
        {offer.withdrawn && (
          <p>
            Withdrawn by {offer.setBy} on {sayDay(offer.setOn)}: <span class="narrative">{offer.withdrawn}</span>
          </p>
        )}
        <p>
          {[subjectName(offer.subject), phases[offer.phase], days(offer)].filter(Boolean).join(" · ")}
          {offer.person && ` · given by ${offer.person}${offer.personIsHere ? "" : ", who no longer holds a role in the trust"}`}
        </p>
        <p>
          Rests on {judgementAt ? <a href={judgementAt}>{titleOf(offer)}</a> : titleOf(offer)}, judged on {sayDay(offer.judgedOn)} as one
          others can learn from.
        </p>
        {!offer.withdrawn && <p>{sayBacking(backingOf(offer))}</p>}
      </section>
      {form && (!offer.withdrawn || refusals.length > 0) && (
        <>
          <details open={refusals.length > 0 && !asked.withdrawing}>
            <summary>Change it</summary>
            <OfferForm {...form} action={paths.offer(slug, offer.id)} button="Save as the next version" />
          </details>
          <details open={asked.withdrawing}>
            <summary>Withdraw it</summary>
            <Form action={`${paths.offer(slug, offer.id)}/withdraw`} token={form.token}>
              <input type="hidden" name="version" value={String(form.version)} />
              <TextArea name="reason" label="Why is it withdrawn?" rows={2} value={asked.reason} refusals={refusals} />
              <Button secondary>Withdraw this offer</Button>
            </Form>
          </details>
        </>
      )}
      <h2>History</h2>
      <table class="plain">
        <thead>
          <tr>
            <th scope="col">Set</th>
            <th scope="col">Offer</th>
            <th scope="col">For</th>
          </tr>
        </thead>
        <tbody>
          {history.map((row) => (
            <tr>
              <th scope="row">
                {sayDay(row.setOn)}, {row.setBy}
              </th>
              <td data-label="Offer">{row.withdrawn ? `Withdrawn: ${row.withdrawn}` : row.says}</td>
              <td data-label="For">{[subjectName(row.subject), phases[row.phase], days(row), row.person].filter(Boolean).join(" · ")}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Page>
  );
}
