import { runCommand } from "./cli.ts";
import { asCannotStart, CannotStart } from "./platform/database/embedded.ts";
import { serve } from "./serve.ts";

const [verb = "serve", ...rest] = process.argv.slice(2);
try {
  if (verb === "serve") await serve();
  else process.exitCode = await runCommand(verb, rest);
} catch (error) {
  const why = asCannotStart(error);
  if (!(why instanceof CannotStart)) throw why;
  console.error(why.message);
  process.exit(1);
}
