import { sayDay } from "../../language/period.ts";
import type { SchoolValue } from "../../national/index.ts";

/** The files that some values stand in: named, with their version and the day they were released on. */
export function Sources({ values }: { values: readonly SchoolValue[] }) {
  const sources = [...new Map(values.map(({ source }) => [source.import, source])).values()];
  if (sources.length === 0) return null;
  return (
    <>
      <h2>Where the figures stand</h2>
      <ul class="govuk-list govuk-list--bullet">
        {sources.map(({ dataset, file, version, releasedOn }) => (
          <li>
            {file} ({dataset}, {version}
            {releasedOn ? `, released on ${sayDay(releasedOn)}` : ""}), published by the Department for Education
          </li>
        ))}
      </ul>
    </>
  );
}
