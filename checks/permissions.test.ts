import { readFileSync, writeFileSync } from "node:fs";
import { expect, test } from "vitest";
import { mayDecide, mayEvaluateSelf, mayJudge, mayWithdraw } from "../app/diagnose/index.ts";
import { mayEditFramework } from "../app/frameworks/index.ts";
import { mayApprovePlans, mayKeepTemplates, mayWritePlans } from "../app/improve/index.ts";
import { mayArrangeReadiness, mayCheckReadiness, mayKeepLog, mayRecordInspection } from "../app/inspection/index.ts";
import { plainWords } from "../app/language/words.ts";
import { mayBringFigures, mayEnterFigures, mayRunCollections, maySetTargets, maySignOff } from "../app/measures/index.ts";
import {
  everyRole,
  mayAdministerPeople,
  mayArrangeTrust,
  mayOpenTrust,
  mayRequireFactors,
  maySeeStanding,
  type RoleKind,
  roleKinds,
  sayHeldOn,
} from "../app/organisation/index.ts";
import type { Permission } from "../app/platform/access/access.rules.ts";
import { mayAward, mayOffer } from "../app/strengths/index.ts";

const permissions: Permission[] = [
  mayOpenTrust,
  maySeeStanding,
  mayJudge,
  mayEvaluateSelf,
  mayWithdraw,
  mayOffer,
  mayAward,
  mayDecide,
  mayEditFramework,
  mayArrangeTrust,
  mayAdministerPeople,
  mayRequireFactors,
  mayBringFigures,
  mayEnterFigures,
  maySignOff,
  mayRunCollections,
  maySetTargets,
  mayRecordInspection,
  mayCheckReadiness,
  mayArrangeReadiness,
  mayKeepLog,
  mayWritePlans,
  mayApprovePlans,
  mayKeepTemplates,
];
const file = "docs/permissions.md";

/** The permissions as sentences, made from the rules that the app asks. */
function permissionsPage(): string {
  const named = (role: string) => roleKinds[role as RoleKind];
  const sentence = ({ says, roles, anywhere }: Permission) =>
    `**May ${says}:** ${roles.length === Object.keys(roleKinds).length ? "every role" : roles.map(named).join(", ")}, ${anywhere ? "wherever in the trust the role is held" : "on the unit where the role is held and on all that lie within it"}.`;
  return [
    "# Who may do what",
    "Made from the permission rules; `npm run generate` writes it anew, and `npm run check` fails while it differs. A role is held on the trust, a board, a region or an academy, for a period; when it ends, what it opens ends at once. What is held on a board reaches the whole trust.",
    ...permissions.map(sentence),
    "**May list the site's accounts, make a reset link for any of them and end them:** site operators. A trust's administrator makes one only for a person whose account is somebody in no other trust and runs no site.",
    "**May join a person to an account:** whoever holds the person's open invitation; where its address has an account already, only signed in with that account.",
    "**May list and end sessions, change a password, and add and remove second factors, passkeys and accounts elsewhere:** everybody their own. A lost factor is removed by a site operator.",
    ["| role | held on |", "|---|---|", ...everyRole.map((role) => `| ${roleKinds[role]} | ${sayHeldOn(role, plainWords)} |`)].join("\n"),
    "**May import the register and set trusts up:** site operators. They hold no role in a trust by that.",
    "",
  ].join("\n\n");
}

test("docs/permissions.md says what the rules say", () => {
  if (process.env.EDDYSTONE_WRITE) writeFileSync(file, permissionsPage());
  expect(readFileSync(file, "utf8")).toBe(permissionsPage());
});
