import { sayKind } from "../../evidence/index.ts";
import type { EditionContent } from "../../frameworks/index.ts";
import { sayDay } from "../../language/period.ts";
import { ageOf } from "../academy.view.tsx";
import { coverageOf, gapsOf, sayCoverage, sayGap } from "../judgements/coverage.rules.ts";
import type { EvidenceRow } from "../judgements/judgement.store.ts";
import { paths } from "../paths.ts";

/** What became of figures since they were attached, in a sentence, by the piece that holds them. */
export type Changes = ReadonlyMap<string, string>;
type Asked = { pieces: readonly EvidenceRow[]; slug: string; urn: number; today: string; changes: Changes };

/** How well the evidence covers a judgement, how fresh it is, and what is missing. */
export function CoverageSaid({ edition, pieces, today }: { edition: EditionContent; pieces: readonly EvidenceRow[]; today: string }) {
  // What somebody may not open counts too; of its kind they are told nothing.
  const open = pieces.filter((piece) => piece.kind !== "closed");
  const closed = pieces.length - open.length;
  const coverage = coverageOf(
    open.map(({ kind, dated, addedById, stance, withdrawn }) => ({
      kind: kind === "closed" ? "note" : kind,
      dated,
      addedById,
      stance,
      withdrawn: withdrawn !== null,
    })),
  );
  const gaps = closed > 0 ? [] : gapsOf(edition, coverage, today);
  if (open.length === 0 && closed > 0) return null;
  return (
    <>
      {(coverage.pieces > 0 || coverage.withdrawn > 0) && <p>{sayCoverage(coverage)}</p>}
      {gaps.length > 0 && (
        <p>
          <strong>Missing:</strong> {gaps.map((gap) => sayGap(gap, coverage, edition.freshForDays)).join(" ")}
        </p>
      )}
    </>
  );
}

export function EvidenceList({ pieces, ...around }: Asked) {
  if (pieces.length === 0) return <p class="soft">No evidence was attached.</p>;
  return (
    <ul class="govuk-list govuk-list--bullet">
      {pieces.map((piece) => (
        <Piece piece={piece} {...around} />
      ))}
    </ul>
  );
}

/** One piece: what it is, a way to everything about it, and whatever has become of it since. */
function Piece({ piece, slug, urn, today, changes }: { piece: EvidenceRow } & Omit<Asked, "pieces">) {
  const { id, kind, title, withdrawn, newer } = piece;
  const change = changes.get(id);
  return (
    <li>
      {piece.stance === "contradicts" && <strong>Against: </strong>}
      {kind === "closed" ? title : <a href={paths.evidence(slug, urn, id)}>{title}</a>}
      {(kind === "note" || kind === "value") && (
        <>
          : <span class="narrative">{piece.text}</span>
        </>
      )}{" "}
      <span class="soft">
        ({kind === "closed" ? "only those who may judge here open it" : sayKind(kind)}, {sayDay(piece.dated)}, {ageOf(piece.dated, today)}{" "}
        old{kind === "closed" ? "" : `, ${piece.addedBy}`}
        {piece.sensitivity === "restricted" && kind !== "closed" ? ", restricted" : ""})
      </span>
      {kind === "link" && (
        <span class="way">
          <a href={piece.url ?? ""} rel="noreferrer noopener">
            Follow the link<span class="govuk-visually-hidden">: {title}</span>
          </a>
        </span>
      )}
      {kind === "file" && (
        <span class="way">
          <a href={paths.file(slug, urn, id)}>
            Download the file<span class="govuk-visually-hidden">: {title}</span>
          </a>
        </span>
      )}
      {withdrawn && (
        <span class="since">
          Withdrawn on {sayDay(withdrawn.on)}
          {kind === "closed" ? "" : ` by ${withdrawn.by}: ${withdrawn.reason}`}
        </span>
      )}
      {newer && kind !== "closed" && (
        <span class="since">
          A newer version was added on {sayDay(newer.addedOn)}: <a href={paths.evidence(slug, urn, newer.id)}>{newer.title}</a>
        </span>
      )}
      {change && <span class="since">{change}</span>}
    </li>
  );
}
