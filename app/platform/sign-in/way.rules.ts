export type WayRefusal = {
  readonly kind:
    | "no-such-provider"
    | "provider-silent"
    | "not-begun"
    | "other-provider"
    | "declined"
    | "not-believed"
    | "too-many"
    | "not-linked";
  readonly label: string;
};

/** Why somebody who went to a provider was not signed in, and what to do. */
export function sayWayRefusal({ kind, label }: WayRefusal): string {
  switch (kind) {
    case "no-such-provider":
      return "This site has no such way to sign in. Choose one of those below.";
    case "provider-silent":
      return `${label} did not answer. Try again in a minute, or sign in with your password.`;
    case "not-begun":
      return "You came back without having set out from this browser, or it took more than ten minutes. Nobody was signed in; begin again here.";
    case "other-provider":
      return `You set out for another way to sign in than ${label}. Nobody was signed in; begin again here.`;
    case "declined":
      return `${label} did not let you through, or you turned back. Nobody was signed in; begin again here.`;
    case "not-believed":
      return `What came back from ${label} cannot be trusted, so nobody was signed in. Begin again; if it stays, tell the site operator the time it happened.`;
    case "too-many":
      return "Too many people of your network set out at once. Wait five minutes, then try again.";
    case "not-linked":
      return `This account of ${label} is linked to no account here. Open your invitation with it; or sign in with your password and link it under your name.`;
  }
}
