import { Button, CategoryTag, type FieldRefusal, Form, type Frame, Page, Refusals, Select, TextArea, TextField } from "../design/house.tsx";
import { categoriesOf, categoryOf, type EditionContent, sayRecommendation } from "../frameworks/index.ts";
import { sayDay } from "../language/period.ts";
import { paths } from "./paths.ts";
import type { Standing } from "./standing.store.ts";

export type RefusedDecision = {
  urn: number;
  refusals: readonly FieldRefusal[];
  written: Readonly<Record<string, string>>;
  crossed?: boolean;
};
type Asked = {
  frame: Frame;
  slug: string;
  body: string;
  meeting: { id: string; heldOn: string };
  edition: EditionContent;
  academies: readonly Standing[];
  today: string;
  decide?: { token: string } | undefined;
  refused?: RefusedDecision | undefined;
};

/** What is asked of the board at this meeting, academy by academy, and what it decided. */
export function MeetingView({ frame, slug, body, meeting, edition, academies, today, decide, refused }: Asked) {
  const place = (key: string) => categoriesOf(edition).findIndex((category) => category.key === key);
  const toCome = meeting.heldOn > today;
  return (
    <Page frame={frame} title={`${body}, ${sayDay(meeting.heldOn)}`}>
      <h1>
        {body}, {sayDay(meeting.heldOn)}
      </h1>
      <p class="lede">
        {toCome
          ? "Decisions can be recorded on that day or after; this is what would be asked today."
          : "Record here what the board decided of each academy."}
      </p>
      {refused && <Refusals refusals={refused.refusals} />}
      {academies.map((standing) => {
        const { academy, decision, recommendation } = standing;
        const changed = decision ? [...standing.trustJudgements.values()].filter((row) => row.judgedOn > decision.decidedOn).length : 0;
        const mine = refused?.urn === academy.urn ? refused : undefined;
        const decidedHere = decision?.meetingId === meeting.id;
        return (
          <section class="box" id={`academy-${academy.urn}`}>
            <h2>
              <a href={paths.academy(slug, academy.urn)}>{academy.name}</a>
            </h2>
            <p>
              {decision ? (
                <>
                  Last decided:{" "}
                  <CategoryTag name={categoryOf(edition, decision.category)?.name ?? decision.category} place={place(decision.category)} />{" "}
                  on {sayDay(decision.decidedOn)}.{" "}
                  {changed === 0
                    ? "No judgement has changed since."
                    : `${changed} ${changed === 1 ? "judgement has" : "judgements have"} changed since.`}
                </>
              ) : (
                "Never decided."
              )}{" "}
              The judgements give: <strong>{sayRecommendation(edition, recommendation)}</strong>
            </p>
            {decide && !toCome && (
              <details open={mine !== undefined}>
                <summary>{decidedHere ? "Supersede this meeting's decision" : "Record the decision"}</summary>
                <Form action={paths.meeting(slug, meeting.id)} token={decide.token}>
                  <input type="hidden" name="urn" value={academy.urn} />
                  <input type="hidden" name="replacing" value={decision?.id ?? ""} />
                  <Select
                    name={`category-${academy.urn}`}
                    label="The board decides"
                    value={mine?.written.category ?? (recommendation.kind === "recommended" ? recommendation.category : "")}
                    refusals={mine?.refusals}
                    options={[{ value: "", text: "Choose" }, ...categoriesOf(edition).map(({ key, name }) => ({ value: key, text: name }))]}
                  />
                  <TextArea
                    name={`reason-${academy.urn}`}
                    label="Reason"
                    hint="Needed where it differs from what the judgements give."
                    rows={3}
                    value={mine?.written.reason}
                    refusals={mine?.refusals}
                  />
                  <TextField
                    name={`from-${academy.urn}`}
                    label="Holds from"
                    type="date"
                    value={mine?.written.from ?? meeting.heldOn}
                    refusals={mine?.refusals}
                  />
                  <Button>Record the decision</Button>
                </Form>
              </details>
            )}
          </section>
        );
      })}
    </Page>
  );
}
