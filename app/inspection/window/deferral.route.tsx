import type { Context } from "hono";
import { Button, Form, Page, Refusals, TextArea, TextField } from "../../design/house.tsx";
import { sayDay } from "../../language/period.ts";
import { frameOf } from "../../organisation/index.server.ts";
import { inOneLook } from "../../platform/database/change.ts";
import { type Asked, allow, page, route } from "../../platform/web/route.tsx";
import { paths } from "../paths.ts";
import { mayRecordInspection } from "../permissions.rules.ts";
import { academyOf, academyPlace } from "../place.ts";
import { type DeferralRefusal, loadDeferrals, sayDeferralRefusal, setDeferral } from "./deferral.ts";

type Back = { readonly until: string; readonly reason: string; readonly refusal: DeferralRefusal };

async function show(c: Context, asked: Asked, back?: Back) {
  const { urn, name, unitId } = academyOf(asked);
  const slug = asked.trust.slug;
  const [current] = await inOneLook(asked.db, asked.person, (look) => loadDeferrals(look, [unitId]));
  const field = back?.refusal.kind === "reason-needed" ? "reason" : back?.refusal.kind === "crossed" ? "" : "until";
  const refusals = back ? [{ field, text: sayDeferralRefusal(back.refusal) }] : [];
  const view = (
    <Page frame={frameOf(asked, "inspection")} title={`${back ? "Error: " : ""}Deferral: ${name}`}>
      <p>
        <a href={paths.academy(slug, urn)}>{name}</a>
      </p>
      <h1>Has Ofsted agreed to defer?</h1>
      <Refusals refusals={refusals} />
      {current && (
        <p>
          {current.until ? `A deferral until ${sayDay(current.until)} is noted` : "The deferral was lifted"}: {current.reason}{" "}
          <span class="soft">
            ({current.setBy ? `${current.setBy}, ` : ""}
            {sayDay(current.setOn)})
          </span>
        </p>
      )}
      <Form action={paths.deferral(slug, urn)} token={asked.session.formToken}>
        <input type="hidden" name="version" value={String(current?.version ?? 0)} />
        <TextField
          name="until"
          type="date"
          label="Until and including which day?"
          hint="Leave it empty to lift a deferral."
          value={back?.until ?? current?.until ?? ""}
          refusals={refusals}
        />
        <TextArea
          name="reason"
          label="What was agreed, and with whom?"
          hint="Reasons that concern a person are not written here."
          rows={3}
          value={back?.reason ?? ""}
          refusals={refusals}
        />
        <Button>Save</Button>
      </Form>
    </Page>
  );
  return page(c, view, back ? (back.refusal.kind === "crossed" ? 409 : 422) : 200);
}

const record = allow(mayRecordInspection, academyPlace);
export const openDeferral = route("get", "/:trust/inspection/:urn{[0-9]{6}}/deferral", record, (c, asked) => show(c, asked));
export const saveDeferral = route("post", "/:trust/inspection/:urn{[0-9]{6}}/deferral", record, async (c, asked) => {
  const form = await c.req.formData();
  const text = (name: string) => String(form.get(name) ?? "").trim();
  const [until, reason] = [text("until"), text("reason")];
  const { unitId, urn } = academyOf(asked);
  const done = await setDeferral(asked.db, asked.person, unitId, { until, reason, version: Number(text("version")) || 0 });
  return done.ok ? c.redirect(paths.academy(asked.trust.slug, urn), 303) : show(c, asked, { until, reason, refusal: done.refusal });
});
