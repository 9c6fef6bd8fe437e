import { expect, test } from "vitest";
import { testDatabase } from "../platform/database/testing.ts";
import { addAccount } from "../platform/sign-in/account.store.ts";
import { demonstrationIsHere, setUpDemonstration } from "./set-up.ts";

const database = await testDatabase();
const [keeper, signIn] = [database.database("keeper"), database.database("sign_in").pool];

test("the demonstration is seen by its accounts alone, and by its trust alone", async () => {
  expect(await demonstrationIsHere(keeper, signIn)).toBe(false);
  await addAccount(signIn, { email: "somebody@trust.example", name: "Somebody", password: "a-password-of-somebody" });
  expect(await demonstrationIsHere(keeper, signIn)).toBe(false);
  await addAccount(signIn, { email: "operator@granite-coast.example", name: "Site operator", password: "lantern-over-granite" });
  expect(await demonstrationIsHere(keeper, signIn)).toBe(true);
  await signIn.query("update sign_in.account set email = 'renamed@trust.example' where email = 'operator@granite-coast.example'");
  expect(await demonstrationIsHere(keeper, signIn)).toBe(false);
  await setUpDemonstration(keeper, signIn);
  const accountless = { query: () => Promise.resolve({ rowCount: 0 }) } as unknown as typeof signIn;
  expect(await demonstrationIsHere(keeper, accountless)).toBe(true);
});
