import type { Context } from "hono";
import { Button, type FieldRefusal, Form, type Frame, type Option, Page, Refusals, Select, TextField } from "../../../design/house.tsx";
import { frameworksInUse } from "../../../frameworks/index.server.ts";
import { accept, type Outcome, refuse } from "../../../language/outcome.ts";
import { sayDay } from "../../../language/period.ts";
import { capital, oneOf, type Words } from "../../../language/words.ts";
import { frameOf, placeOfTrust, today } from "../../../organisation/index.server.ts";
import type { Person } from "../../../platform/access/access.rules.ts";
import { type Database, inOneChange, inOneLook } from "../../../platform/database/change.ts";
import { type Asked, allow, page, route } from "../../../platform/web/route.tsx";
import { reviewPaths } from "../paths.ts";
import { mayLeadQuality } from "../permissions.rules.ts";
import { sayState } from "../review.words.ts";
import { catchesUpFrom, daysToCatchUp, type Joining } from "./joiner.rules.ts";
import { type JoinerRow, joinersSince, keepJoining, loadJoining } from "./joiner.store.ts";

type JoiningRefusal = { readonly kind: "days" } | { readonly kind: "framework" } | { readonly kind: "crossed" };
const words: Readonly<Record<JoiningRefusal["kind"], string>> = {
  days: "Give a whole number of days from 1 to 400.",
  framework: "Choose a framework that the trust uses.",
  crossed: "Somebody changed this while you were choosing. What they set is shown; change it again if you need to.",
};

/** Sets by which framework, and within how many days, a joiner is diagnosed. */
function setJoining(
  db: Database,
  by: Person,
  wanted: { framework: string; days: number },
  seen: number,
): Promise<Outcome<undefined, JoiningRefusal>> {
  return inOneChange<undefined, JoiningRefusal>(db, by, async (change) => {
    if (!(Number.isInteger(wanted.days) && wanted.days >= 1 && wanted.days <= 400)) return refuse({ kind: "days" });
    if (!(await frameworksInUse(change)).some(({ key }) => key === wanted.framework)) return refuse({ kind: "framework" });
    if (!(await keepJoining(change, wanted, seen, by.personId))) return refuse({ kind: "crossed" });
    change.record({ kind: "diagnose.joining-set", detail: { framework: wanted.framework, days: wanted.days } });
    return accept(undefined);
  });
}

async function show(c: Context, asked: Asked, back?: { framework: string; days: string; refusal: JoiningRefusal["kind"] }) {
  const { joining, joiners, frameworks, day } = await inOneLook(asked.db, asked.person, async (look) => {
    const joining = await loadJoining(look);
    const since = Temporal.PlainDate.from(today(look)).subtract({ years: 1 }).toString();
    const [joiners, frameworks] = await Promise.all([joinersSince(look, since, joining.framework), frameworksInUse(look)]);
    return { joining, joiners, frameworks, day: today(look) };
  });
  const crossed = back?.refusal === "crossed";
  const view = (
    <JoinersView
      frame={frameOf(asked, "reviews")}
      slug={asked.trust.slug}
      token={asked.session.formToken}
      words={asked.words}
      today={day}
      joining={joining}
      joiners={joiners}
      frameworks={frameworks.filter(({ subjects }) => subjects.includes("academy")).map(({ key, name }) => ({ value: key, text: name }))}
      written={back && !crossed ? back : { framework: joining.framework, days: String(joining.days) }}
      refusals={back ? [{ field: back.refusal === "framework" ? "framework" : "days", text: words[back.refusal] }] : []}
    />
  );
  return page(c, view, back ? (crossed ? 409 : 422) : 200);
}

const quality = allow(mayLeadQuality, placeOfTrust);
export const openJoiners = route("get", "/:trust/reviews/joiners", quality, (c, asked) => show(c, asked));
export const saveJoiners = route("post", "/:trust/reviews/joiners", quality, async (c, asked) => {
  const form = await c.req.formData();
  const text = (name: string) => String(form.get(name) ?? "").trim();
  const days = /^\d{1,3}$/.test(text("days")) ? Number(text("days")) : 0;
  const done = await setJoining(
    asked.db,
    asked.person,
    { framework: text("framework"), days },
    /^\d{1,9}$/.test(text("seen")) ? Number(text("seen")) : 0,
  );
  return done.ok
    ? c.redirect(reviewPaths.joiners(asked.trust.slug), 303)
    : show(c, asked, { framework: text("framework"), days: text("days"), refusal: done.refusal.kind });
});
export const joinerRoutes = [openJoiners, saveJoiners];

/** Of one without a diagnosis: whether it still begins by itself. */
const sayNone = ({ joined }: JoinerRow, today: string, isUsed: boolean): string =>
  !isUsed || !joined || joined < catchesUpFrom(today)
    ? "none: plan one"
    : joined > today
      ? `begins on ${sayDay(joined)}: plan it now instead`
      : "begins within the hour: plan it now instead";

/** Who has joined in the last year, and is each diagnosed in time? */
function JoinersView({
  frame,
  slug,
  token,
  words,
  today,
  joining,
  joiners,
  frameworks,
  written,
  refusals,
}: {
  frame: Frame;
  slug: string;
  token: string;
  words: Words;
  today: string;
  joining: Joining;
  joiners: readonly JoinerRow[];
  frameworks: readonly Option[];
  written: { readonly framework: string; readonly days: string };
  refusals: readonly FieldRefusal[];
}) {
  const isUsed = frameworks.some(({ value }) => value === joining.framework);
  return (
    <Page frame={frame} title={`${refusals.length > 0 ? "Error: " : ""}Joiners`}>
      <p>
        <a href={reviewPaths.list(slug)}>Reviews</a>
      </p>
      <h1>Joiners</h1>
      <p>
        A diagnosis begins by itself on the day {oneOf(words.academy)} joins, or within {daysToCatchUp} days of it, led by the chief
        executive of its {words.region}. For one that joined before {sayDay(catchesUpFrom(today))} and has none, plan it yourself.
      </p>
      <Refusals refusals={refusals} />
      {joiners.length === 0 ? (
        <p>Nobody has joined in the last year.</p>
      ) : (
        <table class="plain">
          <thead>
            <tr>
              <th scope="col">{capital(words.academy)}</th>
              <th scope="col">Joined</th>
              <th scope="col">Diagnosis</th>
              <th scope="col">Due</th>
            </tr>
          </thead>
          <tbody>
            {joiners.map((joiner) => (
              <tr>
                <th scope="row">{joiner.name}</th>
                <td data-label="Joined">{joiner.joined && sayDay(joiner.joined)}</td>
                <td data-label="Diagnosis">
                  {joiner.reviewId && joiner.state ? (
                    <a href={reviewPaths.review(slug, joiner.reviewId)}>{sayState("trust-monitoring", joiner.state)}</a>
                  ) : (
                    <a href={`${reviewPaths.plan(slug)}?unit=${joiner.unitId}&framework=${joining.framework}`}>
                      {sayNone(joiner, today, isUsed)}
                    </a>
                  )}
                </td>
                <td data-label="Due">{joiner.due && sayDay(joiner.due)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {!isUsed && (
        <p class="notice">
          The trust does not use this framework yet, so no diagnosis begins by itself. <a href={`/${slug}/frameworks`}>Choose it</a>, or
          choose another below.
        </p>
      )}
      <Form action={reviewPaths.joiners(slug)} token={token}>
        <h2>What is asked of a joiner</h2>
        <input type="hidden" name="seen" value={String(joining.version)} />
        <Select
          name="framework"
          label="Framework"
          value={written.framework}
          refusals={refusals}
          options={isUsed ? frameworks : [{ value: "", text: "–" }, ...frameworks]}
        />
        <TextField name="days" label="Agreed within so many days" value={written.days} refusals={refusals} />
        <Button>Set it</Button>
      </Form>
    </Page>
  );
}
