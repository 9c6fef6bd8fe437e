export { type EvidenceFile, evidenceKept, keepBytes, loadFile } from "./evidence.store.ts";
