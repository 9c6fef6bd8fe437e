import { z } from "zod";
import { type ApiRoute, isApiRoute } from "./api.ts";
import type { Route } from "./route.tsx";

type Json = { [key: string]: unknown };
const json = (schema: z.ZodType): Json => {
  const { $schema: _dialect, ...rest } = z.toJSONSchema(schema, { target: "draft-2020-12", io: "input", unrepresentable: "any" });
  return rest;
};
const shown = (schema: z.ZodType): Json => {
  const { $schema: _dialect, ...rest } = z.toJSONSchema(schema, { target: "draft-2020-12", io: "output", unrepresentable: "any" });
  return rest;
};

/** A path of ours, with its patterns, as OpenAPI writes it. */
export const openApiPath = (path: string): string => path.replace(/:([a-z]+)(\{(?:[^{}]|\{[^{}]*\})*\})?/gi, "{$1}");
const parametersIn = (path: string) =>
  [...path.matchAll(/:([a-z]+)(?:\{((?:[^{}]|\{[^{}]*\})*)\})?/gi)].map(([, name = "", pattern]) => ({
    name,
    in: "path",
    required: true,
    schema: { type: "string", ...(pattern ? { pattern: `^${pattern}$` } : {}) },
  }));

const problemOf = (description: string) => ({
  description,
  content: { "application/problem+json": { schema: { $ref: "#/components/schemas/Problem" } } },
});
const header = (name: string, description: string, required = false) => ({
  name,
  in: "header",
  required,
  description,
  schema: { type: "string" },
});

function operationOf({ path, method, api }: ApiRoute): Json {
  const query = api.query ? (json(api.query) as { properties?: Record<string, Json>; required?: string[] }) : {};
  const write = api.scope === "write";
  return {
    operationId: `${method}${openApiPath(path)
      .replace(/^\/api\/v1/, "")
      .replace(/[^a-z]+([a-z]?)/gi, (_all, letter: string) => letter.toUpperCase())}`,
    summary: api.says,
    tags: [api.tag],
    security: [{ token: [api.scope] }, { password: [] }],
    parameters: [
      ...parametersIn(path),
      ...Object.entries(query.properties ?? {}).map(([name, schema]) => ({ name, in: "query", required: false, schema })),
      ...(api.table ? [{ name: "format", in: "query", required: false, description: "csv for a table", schema: { enum: ["csv"] } }] : []),
      ...(write
        ? [header("Idempotency-Key", "Sent again with the same key, a request has one effect and the same answer")]
        : [header("If-None-Match", "The ETag you have")]),
      ...(api.matches ? [header("If-Match", 'The ETag of what you replace; "none" where nothing stands yet', true)] : []),
    ],
    ...(api.body ? { requestBody: { required: true, content: { "application/json": { schema: json(api.body) } } } } : {}),
    responses: {
      [write && method !== "put" ? "201" : "200"]: {
        description: "As asked",
        headers: { ETag: { schema: { type: "string" }, description: "The state this answer shows" } },
        content: {
          "application/json": { schema: shown(api.answer) },
          ...(api.table ? { "text/csv": { schema: { type: "string" } } } : {}),
        },
      },
      ...(write ? {} : { "304": { description: "Nothing changed since the ETag you sent" } }),
      "400": problemOf("Something in the request is not as it should be"),
      "401": problemOf("No live token of this trust"),
      "404": problemOf("Absent, or not yours: the same answer"),
      ...(write ? { "415": problemOf("Not JSON"), "422": problemOf("Refused by a rule, in words") } : {}),
      ...(api.matches
        ? { "412": problemOf("What you meant to replace is no longer what stands"), "428": problemOf("If-Match is missing") }
        : {}),
    },
  };
}

/** The whole API as an OpenAPI 3.1 document, made of the routes themselves. */
export function openApiDocument(routes: readonly Route[], version: string): Json {
  const paths: Record<string, Json> = {};
  for (const route of routes.filter(isApiRoute)) {
    const path = openApiPath(route.path);
    paths[path] = { ...paths[path], [route.method]: operationOf(route) };
  }
  return {
    openapi: "3.1.0",
    info: {
      title: "Eddystone",
      version,
      description: "The same acts and permissions as the pages. Lists come in pages: ask with `after` what `next` says, until it is null.",
      license: { name: "MIT", identifier: "MIT" },
    },
    paths,
    components: {
      securitySchemes: {
        token: { type: "http", scheme: "bearer", description: "A personal token, made on your page “Your tokens”" },
        password: { type: "http", scheme: "basic", description: "The same token as the password, for spreadsheets" },
      },
      schemas: {
        Problem: {
          type: "object",
          required: ["type", "title", "status", "detail"],
          properties: {
            type: { type: "string" },
            title: { type: "string" },
            status: { type: "integer" },
            detail: { type: "string" },
            errors: {
              type: "array",
              items: { type: "object", required: ["field", "text"], properties: { field: { type: "string" }, text: { type: "string" } } },
            },
            current: { description: "What stands now, where what was sent was made for something older" },
          },
        },
      },
    },
  };
}
