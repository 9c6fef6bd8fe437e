export { type EvidenceFile, evidenceKept, keepBytes, keepEvidence, loadFile } from "./evidence.store.ts";
