export {
  type ChosenEvidence,
  type EvidenceKind,
  type EvidencePiece,
  evidenceLimit,
  type Hidden,
  type NewEvidence,
  type Sensitivity,
  type Stance,
  type StoredEvidence,
  sayBytes,
  sayKind,
  type Version,
  type Withdrawn,
} from "./evidence.rules.ts";
export { fileNameOf, sniff } from "./file-kind.rules.ts";
