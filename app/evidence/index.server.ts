export {
  type EvidenceFile,
  type EvidenceOfUnit,
  evidenceKept,
  findEvidence,
  type HeldEvidence,
  holdEvidence,
  keepBytes,
  keepEvidence,
  listEvidence,
  loadFile,
  newEvidenceId,
  noteWithdrawal,
  type OfferedEvidence,
  offeredEvidence,
  pageOfEvidence,
  withdrawnAmong,
} from "./evidence.store.ts";
export { type EvidenceHit, searchEvidence } from "./search.store.ts";
