export { evidenceLimit, type NewEvidence, sniff } from "./evidence.rules.ts";
