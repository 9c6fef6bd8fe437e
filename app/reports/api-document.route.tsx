import { Page } from "../design/house.tsx";
import { isApiRoute } from "../platform/web/api.ts";
import { openApiDocument, openApiPath } from "../platform/web/openapi.ts";
import { openRoute, page, type Route, sessionOf } from "../platform/web/route.tsx";
import { siteFrame } from "./site.frame.ts";

/** The API's own document, for programs and for people, made of the routes it tells of. */
export function apiDocumentRoutes(routes: readonly Route[], version: string): readonly Route[] {
  const written = JSON.stringify(openApiDocument(routes, version));
  const described = routes.filter(isApiRoute);
  return [
    openRoute("get", "/api/openapi.json", (c) => Promise.resolve(c.body(written, 200, { "Content-Type": "application/json" }))),
    openRoute("get", "/api", async (c, house) =>
      page(
        c,
        <Page frame={siteFrame(house, await sessionOf(c, house))} title="The API" wide>
          <h1>The API</h1>
          <p class="lede">
            What programs can ask, with the same permissions as the pages. For machines: <a href="/api/openapi.json">OpenAPI 3.1</a>.
          </p>
          <h2>How to ask</h2>
          <ul class="govuk-list govuk-list--bullet">
            <li>Make a token on your trust's page “Your tokens”. It ends on its day, or when you end it, or with your last role.</li>
            <li>
              Send it with each request: <code>Authorization: Bearer …</code>. Excel and Power BI send it as the password of Basic; the user
              name does not matter.
            </li>
            <li>
              Where “table” stands below, <code>?format=csv</code> gives it for a spreadsheet.
            </li>
            <li>
              Lists come in pages: ask with <code>after</code> what <code>next</code> says, until it is null.
            </li>
            <li>
              Send an <code>Idempotency-Key</code> with each write, so that it has one effect however often it is sent; and{" "}
              <code>If-Match</code> with the ETag of what it replaces: 412 means somebody was quicker, and shows what stands.
            </li>
            <li>Refusals say what is wrong and what to do, as application/problem+json.</li>
          </ul>
          <h2>What can be asked</h2>
          <table class="plain">
            <thead>
              <tr>
                <th scope="col">Address</th>
                <th scope="col">What it gives</th>
                <th scope="col">Needs</th>
              </tr>
            </thead>
            <tbody>
              {described.map(({ method, path, api }) => (
                <tr>
                  <th scope="row">
                    <code>
                      {method.toUpperCase()} {openApiPath(path)}
                    </code>
                  </th>
                  <td data-label="What it gives">
                    {api.says}
                    {api.table ? " · table" : ""}
                  </td>
                  <td data-label="Needs">
                    {api.scope}
                    {api.matches ? ", If-Match" : ""}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </Page>,
      ),
    ),
  ];
}
