import { serveStatic } from "@hono/node-server/serve-static";
import type { MiddlewareHandler } from "hono";

/** The build's own files, whose names change with their content: kept by browsers for good. */
export const assetsFrom = (root: string): MiddlewareHandler =>
  serveStatic({ root, onFound: (_path, c) => c.header("Cache-Control", "public, max-age=31536000, immutable") });
