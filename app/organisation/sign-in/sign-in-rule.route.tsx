import type { Context } from "hono";
import { Button, Checkbox, Form, Notice, Page, Refusals } from "../../design/house.tsx";
import { inOneLook } from "../../platform/database/change.ts";
import { type Asked, allow, page, route } from "../../platform/web/route.tsx";
import { frameOf } from "../frame.ts";
import { paths } from "../paths.ts";
import { everyRole, mayRequireFactors, type RoleKind } from "../people/permissions.rules.ts";
import { placeOfTrust } from "../trust.store.ts";
import { roleName } from "../words/words.rules.ts";
import { changeSignInRule } from "./change-sign-in-rule.ts";
import { rolesApart, type SignInRuleRefusal, saySignInRuleRefusal } from "./sign-in-rule.rules.ts";
import { loadSignInRule } from "./sign-in-rule.store.ts";

async function show(c: Context, asked: Asked, back?: { roles: readonly string[]; refusal: SignInRuleRefusal }) {
  const kept = await inOneLook(asked.db, asked.person, loadSignInRule);
  const crossed = back?.refusal.kind === "crossed";
  const ticked: readonly string[] = back?.roles ?? kept.roles;
  const apart = crossed ? rolesApart(kept.roles, ticked) : { onlyTheirs: [], onlyYours: [] };
  const differs = (kind: RoleKind) =>
    apart.onlyTheirs.includes(kind)
      ? { hint: "It stands now; you did not tick it." }
      : apart.onlyYours.includes(kind)
        ? { hint: "You ticked it; it does not stand now." }
        : {};
  return page(
    c,
    <Page frame={frameOf(asked, "settings")} title="Signing in">
      <h1>Signing in</h1>
      <p class="lede">
        Who needs a second factor beside the password: a code from an app, a passkey, or an account elsewhere that asks for two.
      </p>
      {c.req.query("saved") !== undefined && !back && (
        <Notice>
          <p>Saved. It holds from the next page each of them opens.</p>
        </Notice>
      )}
      <Refusals refusals={back ? [{ field: "", text: saySignInRuleRefusal(back.refusal) }] : []} />
      <Form action={paths.signInRule(asked.trust.slug)} token={asked.session.formToken} class="narrow">
        <input type="hidden" name="version" value={kept.version} />
        <fieldset class="govuk-fieldset">
          <legend class="govuk-fieldset__legend govuk-fieldset__legend--m">Ask a second factor of</legend>
          {everyRole.map((kind) => (
            <Checkbox name={kind} label={roleName(kind, asked.words)} checked={ticked.includes(kind)} {...differs(kind)} />
          ))}
        </fieldset>
        <Button>Save</Button>
      </Form>
      <p>
        Whoever holds such a role and has no second factor is led to set one up before a page of this trust opens, and their tokens answer
        nothing until then. Where somebody has lost theirs, the site operator can remove it.
      </p>
      <p>
        <a href={paths.settings(asked.trust.slug)}>Settings</a>
      </p>
    </Page>,
    back ? (crossed ? 409 : 422) : 200,
  );
}

const require = allow(mayRequireFactors, placeOfTrust);
export const openSignInRule = route("get", "/:trust/organisation/sign-in", require, (c, asked) => show(c, asked));

export const newSignInRule = route("post", "/:trust/organisation/sign-in", require, async (c, asked) => {
  const form = await c.req.formData();
  const roles = everyRole.filter((kind) => form.get(kind) === "yes");
  const by = { ...asked.person, factors: asked.session.factors };
  const changed = await changeSignInRule(asked.db, by, { roles, version: Number(form.get("version") ?? 0) });
  // A form sent twice finds its own choice kept: the second is answered as the first was.
  return changed.ok || changed.refusal.kind === "same"
    ? c.redirect(`${paths.signInRule(asked.trust.slug)}?saved`, 303)
    : show(c, asked, { roles, refusal: changed.refusal });
});
