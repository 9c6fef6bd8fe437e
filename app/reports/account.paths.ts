export const accountPaths = {
  own: "/account",
  password: "/account/password",
  otherSessions: "/account/sessions/end-others",
  session: (session: string) => `/account/sessions/${session}/end`,
  accounts: "/site/accounts",
  account: (account: string, act: "reset" | "reset/withdraw" | "end" | "reopen" | "factors/remove") => `/site/accounts/${account}/${act}`,
};

const withTo = (path: string, to: string) => (to === "/" ? path : `${path}?to=${encodeURIComponent(to)}`);
const own = "/account/factors";
export const factorPaths = {
  own,
  signInWithCode: "/sign-in/code",
  signInWithPasskey: "/sign-in/passkey",
  signInWith: (provider: string) => `/sign-in/with/${provider}`,
  app: (to = "/") => withTo(`${own}/app`, to),
  confirmApp: `${own}/app/confirm`,
  removeApp: `${own}/app/remove`,
  recoveryCodes: `${own}/recovery-codes`,
  newPasskey: (to = "/") => withTo(`${own}/passkeys/new`, to),
  passkeys: `${own}/passkeys`,
  removePasskey: (passkey: string) => `${own}/passkeys/${passkey}/remove`,
  link: (provider: string) => `${own}/link/${provider}`,
  removeIdentity: (identity: string) => `${own}/identities/${identity}/remove`,
};
