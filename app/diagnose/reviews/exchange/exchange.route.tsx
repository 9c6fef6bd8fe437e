import type { Context } from "hono";
import { Button, type FieldRefusal, FileField, Form, type Frame, type Option, Page, Refusals, Select } from "../../../design/house.tsx";
import { frameOf, placeOfTrust } from "../../../organisation/index.server.ts";
import { inOneLook } from "../../../platform/database/change.ts";
import { type Asked, allow, page, route } from "../../../platform/web/route.tsx";
import { textOf } from "../../../platform/web/yaml.ts";
import { reviewKinds } from "../life.rules.ts";
import { reviewPaths } from "../paths.ts";
import { mayOpenReviews, mayPlan, mayPlanHere } from "../permissions.rules.ts";
import { placeOfReview, type ReviewPlace, unitsToReview } from "../review.store.ts";
import { seenReview } from "../seen-review.ts";
import { bringInReview, sayBringInRefusal } from "./bring-in-review.ts";
import { mostBytes, readReviewFile, writeReviewFile } from "./review-file.form.ts";
import { fileOf } from "./review-file.store.ts";

export const saveReview = route(
  "get",
  "/:trust/reviews/:review{[0-9a-f-]{36}}/review.yaml",
  allow(mayOpenReviews, placeOfReview),
  async (c, asked) => {
    const file = await inOneLook(asked.db, asked.person, async (look) => {
      const seen = await seenReview(look, asked.person, (asked.place as ReviewPlace).review.id);
      // Who sees only what was sent, or only their own task, saves nothing that goes beyond it.
      if (seen?.sight.words !== "working") return undefined;
      const work = { ...seen.work, evidence: seen.evidence, replies: seen.sight.replies === "none" ? [] : seen.work.replies };
      return fileOf(look, seen.place, work, seen.rows, seen.findings);
    });
    if (!file) return c.notFound();
    const name = `${file.unit.urn ?? "trust"}-${file.framework.key}-${file.kind}`;
    return c.body(writeReviewFile(file), 200, {
      "Content-Type": "application/yaml; charset=utf-8",
      "Content-Disposition": `attachment; filename="${name}.yaml"`,
    });
  },
);

const plan = allow({ ...mayPlanHere, anywhere: true }, placeOfTrust);
async function show(c: Context, asked: Asked, written: string, texts: readonly string[] = []) {
  const units = await inOneLook(asked.db, asked.person, unitsToReview);
  const mine = units.filter(({ id, within }) =>
    reviewKinds.some((kind) => mayPlan(kind, asked.person, { trustId: asked.trust.trustId, unitId: id, within })),
  );
  const view = (
    <BringInReviewView
      frame={frameOf(asked, "reviews")}
      slug={asked.trust.slug}
      token={asked.session.formToken}
      units={mine.map(({ id, name }) => ({ value: id, text: name }))}
      unit={written}
      refusals={texts.map((text) => ({ field: "file", text }))}
    />
  );
  return page(c, view, texts.length > 0 ? 422 : 200);
}
export const openBringInReview = route("get", "/:trust/reviews/import", plan, (c, asked) => show(c, asked, ""));
export const takeInReview = route(
  "post",
  "/:trust/reviews/import",
  plan,
  async (c, asked) => {
    const form = await c.req.formData();
    const unit = String(form.get("unit") ?? "");
    const text = await textOf(form.get("file"), mostBytes, "review");
    if (!text.ok) return show(c, asked, unit, text.refusal);
    const read = readReviewFile(text.value);
    if (!read.ok) return show(c, asked, unit, read.refusal);
    const brought = await bringInReview(asked.db, asked.person, unit, read.value);
    return brought.ok
      ? c.redirect(reviewPaths.review(asked.trust.slug, brought.value), 303)
      : show(c, asked, unit, [sayBringInRefusal(brought.refusal)]);
  },
  { upTo: mostBytes + 1_000_000 },
);
export const exchangeRoutes = [openBringInReview, takeInReview, saveReview];

/** Which review was written elsewhere, and about which place here? */
function BringInReviewView({
  frame,
  slug,
  token,
  units,
  unit,
  refusals,
}: {
  frame: Frame;
  slug: string;
  token: string;
  units: readonly Option[];
  unit: string;
  refusals: readonly FieldRefusal[];
}) {
  return (
    <Page frame={frame} title={`${refusals.length > 0 ? "Error: " : ""}Bring a review in`}>
      <p>
        <a href={reviewPaths.list(slug)}>Reviews</a>
      </p>
      <h1>Bring a review in</h1>
      <p>
        From the file that was saved of it. Its words, evidence and findings become a new review that you lead and judge; answers,
        moderation and agreement are for people here.
      </p>
      <Refusals refusals={refusals} />
      <Form action={reviewPaths.bringIn(slug)} token={token} files>
        <Select name="unit" label="What it is about" value={unit} refusals={refusals} options={[{ value: "", text: "–" }, ...units]} />
        <FileField name="file" label="The file" hint="A .yaml file of up to 60 MB." refusals={refusals} />
        <Button>Bring it in</Button>
      </Form>
    </Page>
  );
}
