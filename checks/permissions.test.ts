import { readFileSync, writeFileSync } from "node:fs";
import { expect, test } from "vitest";
import { mayDecide, mayEvaluateSelf, mayJudge } from "../app/diagnose/index.ts";
import { mayEditFramework } from "../app/frameworks/index.ts";
import { mayAdministerPeople, mayArrangeTrust, mayOpenTrust, maySeeStanding, type RoleKind, roleKinds } from "../app/organisation/index.ts";
import type { Permission } from "../app/platform/access/access.rules.ts";

const permissions: Permission[] = [
  mayOpenTrust,
  maySeeStanding,
  mayJudge,
  mayEvaluateSelf,
  mayDecide,
  mayEditFramework,
  mayArrangeTrust,
  mayAdministerPeople,
];
const file = "docs/permissions.md";

/** The permissions as sentences, made from the rules that the app asks. */
function permissionsPage(): string {
  const named = (role: string) => roleKinds[role as RoleKind];
  const sentence = ({ says, roles, anywhere }: Permission) =>
    `**May ${says}:** ${roles.length === Object.keys(roleKinds).length ? "every role" : roles.map(named).join(", ")}, ${anywhere ? "wherever in the trust the role is held" : "on the unit where the role is held and on all that lie within it"}.`;
  return [
    "# Who may do what",
    "Made from the permission rules; `npm run generate` writes it anew, and `npm run check` fails while it differs. A role is held on the trust, a region or an academy, for a period; when it ends, what it opens ends at once.",
    ...permissions.map(sentence),
    "**May import the register and set trusts up:** site operators. They hold no role in a trust by that.",
    "",
  ].join("\n\n");
}

test("docs/permissions.md says what the rules say", () => {
  if (process.env.EDDYSTONE_WRITE) writeFileSync(file, permissionsPage());
  expect(readFileSync(file, "utf8")).toBe(permissionsPage());
});
