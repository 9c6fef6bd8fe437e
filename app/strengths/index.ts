export { paths as strengthPaths } from "./paths.ts";
export { mayAward, mayOffer } from "./permissions.rules.ts";
export { readSubjects } from "./subject.form.ts";
