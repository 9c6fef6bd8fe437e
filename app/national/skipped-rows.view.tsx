import { counted } from "../language/words.ts";
import type { Skipped } from "./register/import-report.rules.ts";

/** Why rows of a file were skipped, whatever the file is of; nothing where none was. */
export const SkippedRows = ({ skipped }: { skipped: readonly Skipped[] }) =>
  skipped.length === 0 ? null : (
    <>
      <h2>Rows that were skipped</h2>
      <table class="plain">
        <thead>
          <tr>
            <th scope="col">Why</th>
            <th scope="col">Rows</th>
            <th scope="col">For example</th>
          </tr>
        </thead>
        <tbody>
          {skipped.map(({ reason, rows, examples }) => (
            <tr>
              <th scope="row">{reason}</th>
              <td data-label="Rows">{counted(rows, "row")}</td>
              <td data-label="For example" class="wraps">
                {examples.join("; ")}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </>
  );
