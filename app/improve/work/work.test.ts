import { beforeAll, expect, test } from "vitest";
import { demonstration, type Identity } from "../../../gates/demonstration.ts";

const { ask, signIn, row, house } = await demonstration();
let [principal, regional, leader]: Identity[] = [];
const mine = async (who: Identity | undefined) => {
  const { text } = await ask("/granite-coast/my-work", who);
  return Object.fromEntries(
    text
      .split("<caption>")
      .slice(1)
      .map((table) => {
        const [, heading = "", rows = ""] = /^(.*?) \(\d+\)<\/caption>(.*?)<\/table>/s.exec(table) ?? [];
        return [
          heading,
          [...rows.matchAll(/<th scope="row"><a href="([^"]*)">([^<]*)<\/a><\/th><td>([^<]*)</g)].map(
            ([, href = "", title = "", of = ""]) => ({ href, title, of }),
          ),
        ];
      }),
  );
};
beforeAll(async () => {
  [principal, regional, leader] = [await signIn("daniel.pascoe-reid"), await signIn("morwenna.tallack"), await signIn("rosalind.penhale")];
});

test("a Principal finds the figures that their academy has still to sign off, and no other's", async () => {
  const asked = async (urn: number) =>
    (
      await row<{ signed: boolean }>(
        `select coalesce((select kind = 'signed-off' from measures.sign_off s join organisation.academy a on a.unit_id = s.unit_id
          where a.urn = $1 order by number desc limit 1), false) as signed`,
        [urn],
      )
    ).signed;
  const found = (await mine(principal))["Figures to hand in"] ?? [];
  expect(found.length).toBe((await asked(990002)) ? 0 : 1);
  await house.keeper.pool.query("delete from measures.sign_off");
  const now = (await mine(principal))["Figures to hand in"] ?? [];
  expect(now.map(({ href }) => href.split("/").at(-1))).toEqual(["990002"]);
  expect((await mine(leader))["Figures to hand in"]).toBeUndefined();
  expect((await ask(now[0]?.href ?? "", principal)).status).toBe(200);
});
test("a Regional CEO finds the plans of their own region that wait for approval, and the leaders those of none", async () => {
  const { titles } = await row<{ titles: string[] }>(
    `select coalesce(array_agg(u.name), '{}') as titles from organisation.placement p join organisation.unit u on u.id = p.academy_id
     where upper_inf(p.held) and p.region_id in (select unit_id from organisation.role r join organisation.person w on w.id = r.person_id where w.email like 'morwenna.tallack@%')`,
  );
  const waiting = (await mine(regional))["Plans that wait for your approval"] ?? [];
  expect(waiting.length).toBeGreaterThan(0);
  expect(waiting.filter(({ of }) => !titles.includes(of))).toEqual([]);
  expect((await mine(principal))["Plans that wait for your approval"]).toBeUndefined();
});
test("every thing that somebody owes can be opened by them", async () => {
  for (const who of [principal, regional, leader])
    for (const [heading, items] of Object.entries(await mine(who)))
      for (const { href } of items.slice(0, 2)) expect([heading, (await ask(href, who)).status]).toEqual([heading, 200]);
});
