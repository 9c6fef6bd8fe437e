import type { Permission } from "../platform/access/access.rules.ts";

const leaders = ["managing-director", "deputy-managing-director", "national-director"] as const;
const near = [...leaders, "regional-ceo", "principal", "central-team"] as const;

export const mayRecordInspection: Permission = {
  name: "record-inspection",
  says: "write an academy's inspections down by hand, correct and withdraw them, and note a deferral",
  roles: near,
};
export const mayCheckReadiness: Permission = {
  name: "check-readiness",
  says: "say who owns a point of an academy's readiness for inspection, and check it",
  roles: [...near, "sle"],
};
export const mayArrangeReadiness: Permission = {
  name: "arrange-readiness",
  says: "add points to the trust's list of readiness for inspection, change and remove them",
  roles: leaders,
};
export const mayKeepLog: Permission = {
  name: "keep-inspection-log",
  says: "open, read, write and close the log of an inspection of an academy",
  roles: near,
};
