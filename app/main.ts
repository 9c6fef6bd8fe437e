import { runCommand } from "./cli.ts";
import { CannotStart } from "./platform/database/embedded.ts";
import { serve } from "./serve.ts";

const [verb = "serve", ...rest] = process.argv.slice(2);
try {
  if (verb === "serve") await serve();
  else process.exitCode = await runCommand(verb, rest);
} catch (error) {
  if (!(error instanceof CannotStart)) throw error;
  console.error(error.message);
  process.exitCode = 1;
}
