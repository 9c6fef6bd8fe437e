const calendar = (trust: string, urn?: number) => `/${trust}/organisation/calendar${urn ? `/${urn}` : ""}`;

export const paths = {
  people: (trust: string) => `/${trust}/organisation/people`,
  person: (trust: string, person: string) => `/${trust}/organisation/people/${person}`,
  access: (trust: string, person: string) => `/${trust}/organisation/people/${person}/access`,
  peopleFile: (trust: string) => `/${trust}/organisation/people.csv`,
  peopleImport: (trust: string) => `/${trust}/organisation/people/import`,
  invitation: (token: string) => `/invitation/${token}`,
  invitationWith: (token: string, provider: string) => `/invitation/${token}/with/${provider}`,
  reset: (token: string) => `/reset/${token}`,
  endRole: (trust: string, role: string) => `/${trust}/organisation/people/roles/${role}/end`,
  tokens: (trust: string) => `/${trust}/organisation/tokens`,
  settings: (trust: string) => `/${trust}/organisation`,
  meetings: (trust: string) => `/${trust}/organisation/meetings`,
  regions: (trust: string) => `/${trust}/organisation/regions`,
  networks: (trust: string) => `/${trust}/organisation/networks`,
  words: (trust: string) => `/${trust}/organisation/words`,
  calendar,
  calendarYear: (trust: string, urn: number | undefined, schoolYear: string) =>
    `${calendar(trust, urn)}/years/${schoolYear.replace("/", "-")}`,
  signInRule: (trust: string) => `/${trust}/organisation/sign-in`,
  newTrust: "/trusts/new",
};
