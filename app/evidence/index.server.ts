export { type EvidenceFile, keepEvidence, loadFile } from "./evidence.store.ts";
