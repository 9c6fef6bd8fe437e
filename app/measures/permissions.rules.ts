import type { Permission } from "../platform/access/access.rules.ts";

const leaders = ["managing-director", "deputy-managing-director", "national-director"] as const;

export const mayBringFigures: Permission = {
  name: "bring-figures",
  says: "bring the trust's own figures in from a file, and have files about pupils counted",
  roles: [...leaders, "central-team", "administrator"],
};
export const mayEnterFigures: Permission = {
  name: "enter-figures",
  says: "enter an academy's figures on the page of a collection",
  roles: [...leaders, "regional-ceo", "principal", "central-team"],
};
export const maySignOff: Permission = {
  name: "sign-off-figures",
  says: "sign an academy's figures off in a collection",
  roles: ["principal"],
};
export const mayRunCollections: Permission = {
  name: "run-collections",
  says: "open a collection of figures, change its days, and open again what was signed off",
  roles: [...leaders],
};
export const maySetTargets: Permission = {
  name: "set-targets",
  says: "set targets, change them and end them",
  roles: [...leaders],
};
