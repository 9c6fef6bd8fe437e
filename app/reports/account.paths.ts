export const accountPaths = {
  own: "/account",
  password: "/account/password",
  otherSessions: "/account/sessions/end-others",
  session: (session: string) => `/account/sessions/${session}/end`,
  accounts: "/site/accounts",
  account: (account: string, act: "reset" | "reset/withdraw" | "end" | "reopen") => `/site/accounts/${account}/${act}`,
};
