import type { Context } from "hono";
import { Button, type FieldRefusal, Form, Page, Refusals, Select, TextField } from "../../design/house.tsx";
import { capital, counted, oneOf } from "../../language/words.ts";
import { inOneLook } from "../../platform/database/change.ts";
import { type Asked, allow, page, route } from "../../platform/web/route.tsx";
import { frameOf } from "../frame.ts";
import { paths } from "../paths.ts";
import { mayArrangeTrust } from "../people/permissions.rules.ts";
import { listAcademies, listUnits, placeOfTrust, today } from "../trust.store.ts";
import { addRegion, placeAcademies, placeByName, sayCrossedPlacements } from "./place-academies.ts";
import { readPlacements } from "./placements.form.ts";
import { suggestRegions } from "./regions.rules.ts";

type Back = {
  readonly region?: string;
  readonly placed?: ReadonlyMap<string, string>;
  readonly named?: ReadonlyMap<string, string>;
  readonly crossed?: boolean;
};
async function show(c: Context, asked: Asked, refusals: readonly FieldRefusal[] = [], back: Back = {}) {
  const { academies, units } = await inOneLook(asked.db, asked.person, async (look) => ({
    academies: await listAcademies(look, today(look)),
    units: await listUnits(look),
  }));
  const { words } = asked;
  const regions = units.filter((unit) => unit.kind === "region");
  const here = paths.regions(asked.trust.slug);
  const settings = paths.settings(asked.trust.slug);
  const asking = Math.floor(Number(c.req.query("suggest") ?? 0));
  const suggested =
    back.named ??
    (asking > 0 && asking <= 20
      ? suggestRegions(
          academies.map((academy) => ({ ...academy, id: academy.unitId })),
          asking,
          capital(words.region),
        )
      : undefined);
  return page(
    c,
    <Page frame={frameOf(asked, "settings")} title={`${refusals.length ? "Error: " : ""}${capital(words.regions)}`}>
      <p>
        <a href={settings}>Settings</a>
      </p>
      <h1>
        Which {words.academies} are in which {words.region}?
      </h1>
      <p class="lede">
        {regions.length === 0
          ? `There are no ${words.regions} yet. Add one below, or let the map suggest some.`
          : `${counted(regions.length, words.region, words.regions)}: ${regions.map(({ name }) => name).join(", ")}.`}
      </p>
      <Refusals refusals={refusals} />
      <Form action={`${settings}/regions`} token={asked.session.formToken}>
        <TextField name="region" label={`Add ${oneOf(words.region)}`} value={back.region} refusals={refusals} />
        <Button secondary={regions.length > 0}>Add</Button>
      </Form>
      {regions.length > 0 && (
        <Form action={`${settings}/placements`} token={asked.session.formToken}>
          <h2>Where each {words.academy} is</h2>
          <div class="side-by-side">
            {academies.map((academy) => (
              <div>
                <input type="hidden" name={`seen-${academy.unitId}`} value={academy.regionId ?? ""} />
                <Select
                  name={`place-${academy.unitId}`}
                  label={academy.name}
                  value={back.placed?.get(academy.unitId) ?? academy.regionId ?? ""}
                  options={[
                    { value: "", text: `No ${words.region} yet` },
                    ...regions.map((region) => ({ value: region.id, text: region.name })),
                  ]}
                />
              </div>
            ))}
          </div>
          <Button>Place the {words.academies} from today</Button>
        </Form>
      )}
      <h2>Let the map suggest</h2>
      <form method="get" action={here}>
        <TextField
          name="suggest"
          label={`How many ${words.regions}?`}
          hint={`By where the ${words.academies} lie; you correct the list before it counts.`}
          value={asking ? String(asking) : ""}
        />
        <Button secondary>Suggest</Button>
      </form>
      {suggested && (
        <Form action={`${settings}/suggested`} token={asked.session.formToken}>
          <div class="side-by-side">
            {academies.map((academy) => (
              <div>
                <input type="hidden" name={`seen-${academy.unitId}`} value={academy.regionName ?? ""} />
                <TextField
                  name={`name-${academy.unitId}`}
                  label={`${capital(words.region)} of ${academy.name}`}
                  value={suggested.get(academy.unitId) ?? academy.regionName ?? ""}
                />
              </div>
            ))}
          </div>
          <Button>Place the {words.academies} as listed, from today</Button>
        </Form>
      )}
    </Page>,
    back.crossed ? 409 : refusals.length ? 422 : 200,
  );
}

const arrange = allow(mayArrangeTrust, placeOfTrust);
export const openRegions = route("get", "/:trust/organisation/regions", arrange, async (c, asked) => show(c, asked));

const nameNeeded = (word: string) => `Give the name of the ${word}, in 200 characters at most.`;

export const newRegion = route("post", "/:trust/organisation/regions", arrange, async (c, asked) => {
  const region = String((await c.req.formData()).get("region") ?? "").trim();
  const added = await addRegion(asked.db, asked.person, region);
  if (added.ok) return c.redirect(paths.regions(asked.trust.slug), 303);
  const word = asked.words.region;
  const text = added.refusal.kind === "name-taken" ? `There is ${oneOf(word)} of that name already. Give another.` : nameNeeded(word);
  return show(c, asked, [{ field: "region", text }], { region });
});

const crossedWith = (academies: readonly string[]): FieldRefusal[] => [{ field: "", text: sayCrossedPlacements(academies) }];

export const newPlacements = route("post", "/:trust/organisation/placements", arrange, async (c, asked) => {
  const { wanted, seen } = readPlacements(await c.req.formData(), "place-");
  const placed = await placeAcademies(asked.db, asked.person, wanted, seen);
  if (placed.ok) return c.redirect(paths.regions(asked.trust.slug), 303);
  if (placed.refusal.kind === "crossed") return show(c, asked, crossedWith(placed.refusal.academies), { placed: wanted, crossed: true });
  return show(c, asked, [{ field: "", text: `One of the ${asked.words.regions} is no longer there. Choose again.` }], { placed: wanted });
});

export const newSuggested = route("post", "/:trust/organisation/suggested", arrange, async (c, asked) => {
  const { wanted, seen } = readPlacements(await c.req.formData(), "name-");
  const placed = await placeByName(asked.db, asked.person, wanted, seen);
  if (placed.ok) return c.redirect(paths.regions(asked.trust.slug), 303);
  if (placed.refusal.kind === "crossed") return show(c, asked, crossedWith(placed.refusal.academies), { named: wanted, crossed: true });
  return show(c, asked, [{ field: "", text: nameNeeded(asked.words.region) }], { named: wanted });
});
