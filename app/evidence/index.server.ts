export { type EvidenceFile, type EvidenceOfUnit, keepEvidence, listEvidence, loadFile } from "./evidence.store.ts";
