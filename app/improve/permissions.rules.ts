import type { Permission } from "../platform/access/access.rules.ts";

const leaders = ["managing-director", "deputy-managing-director", "national-director"] as const;

export const mayWritePlans: Permission = {
  name: "write-plans",
  says: "begin improvement plans, write their parts, and review their progress",
  roles: [...leaders, "regional-ceo", "principal"],
};
export const mayApprovePlans: Permission = {
  name: "approve-plans",
  says: "approve improvement plans, pause them and take them up again, and judge their impact when they close",
  roles: [...leaders, "regional-ceo"],
};
export const mayKeepTemplates: Permission = {
  name: "keep-plan-templates",
  says: "make templates of plans for the whole trust, write them and retire them",
  roles: leaders,
};
/** The form by which a plan begins opens to whoever may write some; whose it is, is weighed when it is sent. */
export const mayBeginPlans: Permission = { ...mayWritePlans, anywhere: true };
