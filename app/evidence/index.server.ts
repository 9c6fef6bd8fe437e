export {
  type EvidenceFile,
  findEvidence,
  type HeldEvidence,
  holdEvidence,
  keepEvidence,
  listEvidence,
  loadFile,
  newEvidenceId,
  noteWithdrawal,
  type OfferedEvidence,
  offeredEvidence,
  withdrawnAmong,
} from "./evidence.store.ts";
export { type EvidenceHit, searchEvidence } from "./search.store.ts";
