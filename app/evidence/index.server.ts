export { type EvidenceFile, type EvidenceOfUnit, evidenceKept, keepBytes, keepEvidence, listEvidence, loadFile } from "./evidence.store.ts";
