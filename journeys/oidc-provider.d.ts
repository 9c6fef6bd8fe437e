declare module "oidc-provider" {
  import type { IncomingMessage, ServerResponse } from "node:http";
  /** The part of it that the tests use; its own package brings no types. */
  export class Provider {
    constructor(issuer: string, configuration: object);
    callback(): (request: IncomingMessage, response: ServerResponse) => void;
  }
}
