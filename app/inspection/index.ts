export { readFrameworks, readPoints, readWindowRules } from "./frameworks/framework.form.ts";
export { paths as inspectionPaths } from "./paths.ts";
export { mayArrangeReadiness, mayCheckReadiness, mayKeepLog, mayRecordInspection } from "./permissions.rules.ts";
