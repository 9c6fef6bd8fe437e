export const paths = {
  people: (trust: string) => `/${trust}/organisation/people`,
  endRole: (trust: string, role: string) => `/${trust}/organisation/people/roles/${role}/end`,
  tokens: (trust: string) => `/${trust}/organisation/tokens`,
  settings: (trust: string) => `/${trust}/organisation`,
  meetings: (trust: string) => `/${trust}/organisation/meetings`,
  newTrust: "/trusts/new",
};
