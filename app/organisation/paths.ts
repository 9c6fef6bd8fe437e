export const paths = {
  people: (trust: string) => `/${trust}/organisation/people`,
  person: (trust: string, person: string) => `/${trust}/organisation/people/${person}`,
  peopleFile: (trust: string) => `/${trust}/organisation/people.csv`,
  peopleImport: (trust: string) => `/${trust}/organisation/people/import`,
  invitation: (token: string) => `/invitation/${token}`,
  reset: (token: string) => `/reset/${token}`,
  endRole: (trust: string, role: string) => `/${trust}/organisation/people/roles/${role}/end`,
  settings: (trust: string) => `/${trust}/organisation`,
  meetings: (trust: string) => `/${trust}/organisation/meetings`,
  newTrust: "/trusts/new",
};
