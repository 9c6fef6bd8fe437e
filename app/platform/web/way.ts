import type { Context } from "hono";
import { z } from "zod";
import { accept, type Outcome, refuse } from "../../language/outcome.ts";
import { noteWay } from "../sign-in/guess.store.ts";
import { type Errand, type Identity, wayTo, whoCameBack } from "../sign-in/provider.ts";
import type { WayRefusal } from "../sign-in/way.rules.ts";
import { keepWay, takeWay } from "../sign-in/way.store.ts";
import { type Held, heldSchema } from "./posted.ts";
import { factsOf } from "./request.ts";
import { forgetPassing, type House, networkOf, passingCookie, rememberPassing, signInSettingsOf } from "./route.tsx";

const takenSchema = z.object({
  provider: z.string(),
  checks: z.object({ state: z.string(), nonce: z.string(), verifier: z.string() }),
  errand: z.discriminatedUnion("kind", [
    z.object({ kind: z.literal("sign-in") }),
    z.object({ kind: z.literal("link"), session: z.string(), account: z.string() }),
    z.object({ kind: z.literal("invitation"), token: z.string() }),
  ]),
  to: z.string(),
  held: heldSchema.optional(),
});
/** What somebody takes along: why they go, where they want to be after it, and what they had written. */
export type Taken = { readonly errand: Errand; readonly to: string; readonly held?: Held | undefined };

/** A provider's failure as the log may hold it: its code and no words, which are the provider's or whoever sent the browser here with them. */
class ProviderFailed extends Error {
  readonly code: string;
  constructor(error: unknown) {
    super();
    this.name = "ProviderFailed";
    const of = (one: unknown) => (one instanceof Error && "code" in one && typeof one.code === "string" ? one.code : undefined);
    this.code = of(error) ?? (error instanceof Error ? (of(error.cause) ?? error.name) : "unknown");
  }
}
const tell = (c: Context, provider: string, error: unknown) =>
  factsOf(c).log.error("signing in with a provider failed", new ProviderFailed(error), { request: factsOf(c).id, provider });

/** Sets somebody on the way to a provider: answers its address, and remembers in this browser what must come back. */
export async function setOut(
  c: Context,
  house: House,
  slug: string,
  taken: Taken,
): Promise<Outcome<{ href: string; label: string }, WayRefusal>> {
  const settings = signInSettingsOf(house);
  const provider = settings.providers.find((one) => one.slug === slug);
  if (!provider) return refuse({ kind: "no-such-provider", label: "" });
  const { label } = provider;
  if (!(await noteWay(house.signIn, networkOf(c)))) return refuse({ kind: "too-many", label });
  try {
    const { address, checks } = await wayTo(settings, provider);
    rememberPassing(c, "way", await keepWay(house.signIn, { ...taken, provider: slug, checks }));
    return accept({ href: address.href, label });
  } catch (error) {
    tell(c, slug, error);
    return refuse({ kind: "provider-silent", label });
  }
}

/** Who came back from a provider, with what they took along; what cannot be believed is nobody. */
export async function comeBack(
  c: Context,
  house: House,
  slug: string,
): Promise<Outcome<{ identity: Identity; taken: Taken; label: string }, WayRefusal & { readonly taken?: Taken }>> {
  const settings = signInSettingsOf(house);
  const provider = settings.providers.find((one) => one.slug === slug);
  const token = passingCookie(c, "way");
  forgetPassing(c, "way");
  // Used up before anything is looked at: an answer is weighed once.
  const kept = token ? takenSchema.safeParse(await takeWay(house.signIn, token)) : undefined;
  if (!provider) return refuse({ kind: "no-such-provider", label: "" });
  const { label } = provider;
  if (!kept?.success) return refuse({ kind: "not-begun", label });
  const taken: Taken = kept.data;
  if (kept.data.provider !== slug) return refuse({ kind: "other-provider", label, taken });
  const query = new URL(c.req.url).search;
  try {
    return accept({ identity: await whoCameBack(settings, provider, kept.data.checks, query), taken, label });
  } catch (error) {
    tell(c, slug, error);
    const declined = error instanceof Error && "error" in error && error.error === "access_denied";
    return refuse({ kind: declined ? "declined" : "not-believed", label, taken });
  }
}
