export { evidenceLimit, type NewEvidence } from "./evidence.rules.ts";
export { fileNameOf, sniff } from "./file-kind.rules.ts";
