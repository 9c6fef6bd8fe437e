const home = (trust: string) => `/${trust}/plans`;
const plan = (trust: string, id: string) => `${home(trust)}/${id}`;

export const paths = {
  home,
  newPlan: (trust: string, query: Readonly<Record<string, string>> = {}) => {
    const said = new URLSearchParams(query).toString();
    return `${home(trust)}/new${said ? `?${said}` : ""}`;
  },
  alignment: (trust: string) => `${home(trust)}/alignment`,
  plan,
  change: (trust: string, id: string) => `${plan(trust, id)}/change`,
  compare: (trust: string, id: string) => `${plan(trust, id)}/compare`,
  /** Academies side by side: under one priority of the trust, or with one weakness. */
  across: (trust: string, query: Readonly<Record<string, string>> = {}) => {
    const said = new URLSearchParams(query).toString();
    return `${home(trust)}/across${said ? `?${said}` : ""}`;
  },
  onePage: (trust: string, id: string) => `${plan(trust, id)}/one-page`,
  approve: (trust: string, id: string) => `${plan(trust, id)}/approve`,
  approved: (trust: string, id: string) => `${plan(trust, id)}/approved`,
  step: (trust: string, id: string) => `${plan(trust, id)}/step`,
  diagnosis: (trust: string, id: string) => `${plan(trust, id)}/diagnosis`,
  progress: (trust: string, id: string) => `${plan(trust, id)}/progress`,
  impact: (trust: string, id: string) => `${plan(trust, id)}/impact`,
  newPart: (trust: string, id: string, kind: string, under?: string, reason?: string) =>
    `${plan(trust, id)}/parts/new?${new URLSearchParams({ kind, ...(under ? { under } : {}), ...(reason ? { reason } : {}) })}`,
  addPart: (trust: string, id: string) => `${plan(trust, id)}/parts/new`,
  part: (trust: string, id: string, part: string) => `${plan(trust, id)}/parts/${part}`,
  endPart: (trust: string, id: string, part: string) => `${plan(trust, id)}/parts/${part}/end`,
  /** What is said of a part, and suggested for it. */
  talk: {
    page: (trust: string, id: string, part: string) => `${plan(trust, id)}/parts/${part}/talk`,
    comments: (trust: string, id: string, part: string) => `${plan(trust, id)}/parts/${part}/talk/comments`,
    comment: (trust: string, id: string, part: string, comment: string) => `${plan(trust, id)}/parts/${part}/talk/comments/${comment}`,
    suggest: (trust: string, id: string, part: string, field?: string) =>
      `${plan(trust, id)}/parts/${part}/talk/suggest${field ? `?field=${field}` : ""}`,
    suggestion: (trust: string, id: string, part: string, one: string) => `${plan(trust, id)}/parts/${part}/talk/suggestions/${one}`,
  },
  planCsv: (trust: string, id: string) => `${plan(trust, id)}/plan.csv`,
  planXlsx: (trust: string, id: string) => `${plan(trust, id)}/plan.xlsx`,
  bringIn: (trust: string, id: string) => `${plan(trust, id)}/import`,
  bringNew: (trust: string) => `${home(trust)}/import`,
  paste: (trust: string, id: string) => `${plan(trust, id)}/paste`,
  makeTemplate: (trust: string, id: string) => `${plan(trust, id)}/template`,
  templates: (trust: string) => `${home(trust)}/templates`,
  template: (trust: string, key: string) => `${home(trust)}/templates/${key}`,
  myWork: (trust: string) => `/${trust}/my-work`,
  reminders: (trust: string) => `/${trust}/my-work/reminders`,
  action: (trust: string, action: string) => `/${trust}/my-work/${action}`,
};
