import { Page, WideTable } from "../../design/house.tsx";
import { capital } from "../../language/words.ts";
import { frameOf } from "../../organisation/index.server.ts";
import { maySeeStanding } from "../../organisation/index.ts";
import { inOneLook } from "../../platform/database/change.ts";
import { allow, page, route } from "../../platform/web/route.tsx";
import { paths } from "../paths.ts";
import { academyOf, academyPlace } from "../place.ts";
import { loadPack } from "./load-pack.ts";
import { packZip } from "./pack.export.ts";
import { packName, sayMade, shownRows, type Table } from "./pack.rules.ts";

const see = allow(maySeeStanding, academyPlace);

/** Everything that is at hand for an inspection, on one page to read or print. */
export const openPack = route("get", "/:trust/inspection/:urn{[0-9]{6}}/pack", see, async (c, asked) => {
  const { name, urn } = academyOf(asked);
  const { day, tables } = await inOneLook(asked.db, asked.person, (look) => loadPack(look, academyOf(asked)));
  const slug = asked.trust.slug;
  return page(
    c,
    <Page frame={frameOf(asked, "inspection")} title={`Inspection pack: ${name}`} wide>
      <p class="no-print">
        <a href={paths.academy(slug, urn)}>{name}</a>
      </p>
      <h1>Inspection pack: {name}</h1>
      <p class="lede">
        URN {urn}. {sayMade(day)}
      </p>
      <p class="no-print">
        <a href={paths.packZip(slug, urn)}>The same as a ZIP of tables</a>. To print, use the browser.
      </p>
      {tables.map((table) => (
        <section>
          <h2 id={table.file.replace(".csv", "")}>{table.title}</h2>
          {table.note && <p class="soft">{table.note}</p>}
          {table.rows.length === 0 ? (
            <p>Nothing is known.</p>
          ) : (
            <WideTable label={table.title}>
              <PackTable table={table} />
            </WideTable>
          )}
        </section>
      ))}
    </Page>,
  );
});

const PackTable = ({ table }: { table: Table }) => (
  <table class="plain">
    <thead>
      <tr>
        {table.header.map((text) => (
          <th scope="col">{capital(text)}</th>
        ))}
      </tr>
    </thead>
    <tbody>
      {shownRows(table).map((row) => (
        <tr>
          {row.map((cell, at) => (
            <td>
              {cell !== null && cell !== "" && at > 0 && <span class="line-word">{capital(table.header[at] ?? "")}: </span>}
              {cell}
            </td>
          ))}
        </tr>
      ))}
    </tbody>
  </table>
);

export const downloadPack = route("get", "/:trust/inspection/:urn{[0-9]{6}}/pack.zip", see, async (c, asked) => {
  const { name, urn } = academyOf(asked);
  const { day, tables } = await inOneLook(asked.db, asked.person, (look) => loadPack(look, academyOf(asked)));
  return c.body(packZip(name, urn, day, tables), 200, {
    "Content-Type": "application/zip",
    "Content-Disposition": `attachment; filename="${packName(urn, day)}.zip"`,
  });
});
