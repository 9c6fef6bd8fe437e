import type { Context } from "hono";
import { sql } from "kysely";
import { Button, Form, Page, Refusals, TextField } from "../../design/house.tsx";
import { inOneLook, type Look } from "../../platform/database/change.ts";
import { type Asked, allow, page, route } from "../../platform/web/route.tsx";
import { frameOf } from "../frame.ts";
import { paths } from "../paths.ts";
import { mayArrangeTrust } from "../people/permissions.rules.ts";
import { placeOfTrust } from "../trust.store.ts";
import { type NetworkRefusal, nameNetwork, sayNetworkRefusal } from "./name-network.ts";

const listNetworks = (look: Look): Promise<{ id: string; name: string }[]> =>
  look.rows(sql`select id, name from organisation.unit where kind = 'network' order by name, id`);

async function show(c: Context, asked: Asked, back?: { network: string; name: string; refusal: NetworkRefusal }) {
  const networks = await inOneLook(asked.db, asked.person, listNetworks);
  const here = paths.networks(asked.trust.slug);
  const field = back?.network ? `name-${back.network}` : "name";
  const refusals = back ? [{ field, text: sayNetworkRefusal(back.refusal) }] : [];
  const view = (
    <Page frame={frameOf(asked, "settings")} title={`${back ? "Error: " : ""}Networks`}>
      <p>
        <a href={paths.settings(asked.trust.slug)}>Settings</a>
      </p>
      <h1>Networks</h1>
      <p>A network works on one thing across academies: a subject, a phase, a shared question. It can be reviewed like an academy.</p>
      <Refusals refusals={refusals} />
      {networks.length === 0 && <p>There is none yet.</p>}
      {networks.map(({ id, name }) => (
        <Form action={`${here}/${id}`} token={asked.session.formToken}>
          <input type="hidden" name="seen" value={name} />
          <TextField name={`name-${id}`} label={`Name of “${name}”`} value={back?.network === id ? back.name : name} refusals={refusals} />
          <Button secondary>Rename</Button>
        </Form>
      ))}
      <Form action={here} token={asked.session.formToken}>
        <h2>Add a network</h2>
        <TextField name="name" label="What is it called?" value={back && !back.network ? back.name : ""} refusals={refusals} />
        <Button>Add it</Button>
      </Form>
    </Page>
  );
  return page(c, view, back ? (back.refusal.kind === "crossed" ? 409 : 422) : 200);
}

const arrange = allow(mayArrangeTrust, placeOfTrust);
export const openNetworks = route("get", "/:trust/organisation/networks", arrange, (c, asked) => show(c, asked));
export const newNetwork = route("post", "/:trust/organisation/networks", arrange, async (c, asked) => {
  const name = String((await c.req.formData()).get("name") ?? "");
  const added = await nameNetwork(asked.db, asked.person, name);
  return added.ok ? c.redirect(paths.networks(asked.trust.slug), 303) : show(c, asked, { network: "", name, refusal: added.refusal });
});
const placeOfNetwork = async (look: Look, params: Record<string, string>) =>
  (await listNetworks(look)).some(({ id }) => id === params.network) ? placeOfTrust(look) : undefined;
export const renameNetwork = route(
  "post",
  "/:trust/organisation/networks/:network{[0-9a-f-]{36}}",
  allow(mayArrangeTrust, placeOfNetwork),
  async (c, asked) => {
    const id = c.req.param("network") ?? "";
    const form = await c.req.formData();
    const name = String(form.get(`name-${id}`) ?? "");
    const named = await nameNetwork(asked.db, asked.person, name, { id, seen: String(form.get("seen") ?? "") });
    return named.ok ? c.redirect(paths.networks(asked.trust.slug), 303) : show(c, asked, { network: id, name, refusal: named.refusal });
  },
);
export const networkRoutes = [openNetworks, newNetwork, renameNetwork];
