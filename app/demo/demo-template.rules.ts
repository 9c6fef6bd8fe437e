import type { Template } from "../improve/index.ts";

/** The demonstration trust's own template: what each of its academies begins its year with. */
export const demoTemplate: Template = {
  kind: "academy-improvement",
  title: "Granite Coast: one year, two priorities",
  says: "Agreed with the Principals in June 2026. One priority takes up the trust's own, the other is the academy's; each is looked at in every half-term.",
  parts: [
    {
      kind: "priority",
      title: "What we take up of the trust's plan",
      why: "Which of the trust's priorities it supports, and what our own diagnosis says of it.",
      outcome: "What will be different for our pupils by July.",
      leads: "principal",
      evaluates: "regional-ceo",
    },
    { kind: "criterion", title: "By July, in pupils' own work: what we will see." },
    { kind: "action", title: "Agree with the Regional CEO what we take up", leads: "principal", after: 1 },
    { kind: "action", title: "Show pupils' work from September, January and June side by side", leads: "principal", after: 9 },
    {
      kind: "priority",
      title: "What we ourselves need most",
      why: "The judgement or finding that asks for it.",
      outcome: "What a visitor would see in any classroom.",
      leads: "principal",
      evaluates: "regional-ceo",
    },
    { kind: "criterion", title: "By Easter, in lessons: what a visitor would see." },
    { kind: "action", title: "Try it in two classes and look together at what came of it", leads: "principal", after: 3 },
    { kind: "action", title: "Bring it to every class, with a coach for whoever asks", leads: "principal", after: 6 },
  ],
};
