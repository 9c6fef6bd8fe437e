import { sayDay } from "../../language/period.ts";
import type { PartRefusal, Reason, Written } from "./part.rules.ts";

export const labelOf: Readonly<Record<Written | "title", string>> = {
  title: "What is it?",
  why: "Why?",
  reasons: "What is known that asks for it?",
  how: "How? The key actions",
  delivers: "Who leads delivery?",
  withWhom: "With whom?",
  evaluates: "Who leads evaluation?",
  adds: "How does it add value?",
  outcome: "What is the intended outcome?",
  cost: "Cost in pounds",
  days: "Days of people's time",
  due: "When is it due?",
  supports: "What does it support in a plan above?",
  target: "By which target is it measured?",
  needs: "What must be done before?",
};

/** Whether a reason says itself on which day it stood so, as a frozen figure does. */
export const saysItsDay = ({ says, on }: Pick<Reason, "says" | "on">): boolean => says.endsWith(`As it stood on ${sayDay(on)}.`);

export function sayPartRefusal(refusal: PartRefusal): string {
  switch (refusal.kind) {
    case "resting":
      return refusal.state === "paused"
        ? "This plan is paused, so it can only be read. Take it up again first. What you wrote is still here."
        : "This plan is closed, so it can only be read. What you wrote is still here.";
    case "wrong-place":
      return "This cannot hang there, or what it hung under has ended. Go back to the plan and add it where it belongs.";
    case "title-needed":
      return "Say what it is in up to 300 characters.";
    case "too-long":
      return "This is too long to be read. Shorten it, and put the rest into parts of its own.";
    case "cost-unread":
      return "Give the cost in whole pounds, for example 1,200, or leave it empty.";
    case "days-unread":
      return "Give the days as a number, for example 12 or 2.5, or leave them empty.";
    case "due-unread":
      return "Give the day it is due as day, month and year.";
    case "due-outside":
      return `The plan covers ${sayDay(refusal.begins)} to ${sayDay(refusal.ends)}. Give a day within it, or change the plan's days first.`;
    case "role-ended":
      return "This person holds no role in the trust any more. Choose somebody who does, or a role.";
    case "nobody-holds":
      return "Nobody holds this role here now. Choose a person, or a role that somebody holds.";
    case "evaluates-own":
      return "Who leads delivery does not evaluate it too. Choose somebody else to lead evaluation.";
    case "same-behind":
      return "The same person is behind both: a role is whoever holds it. Choose somebody else to lead evaluation.";
    case "from-outside":
      return `Give a day from ${sayDay(refusal.earliest)} to ${sayDay(refusal.latest)}: in the plan's days, or up to a year before them.`;
    case "from-needed":
      return "Say from which day they answer for it.";
    case "from-too-early":
      return `Who answers for it now has done so since ${sayDay(refusal.since)}. Give that day or a later one.`;
    case "not-above":
      return "A part supports only a priority or objective that goes on in a plan above its own: an academy's the trust's, the trust's the five-year plan. Choose one of the list; otherwise plans would support each other in a circle.";
    case "no-such-target":
      return "There is no such target any more. Choose one of the list, or set it first under Measures.";
    case "no-value":
      return `There is no value of “${refusal.measure}” yet, so nobody could tell whether this is met. Bring a value in first, or choose another target.`;
    case "target-over":
      return `The period of this target for “${refusal.measure}” is over before the plan begins, so the plan cannot bring it about. Choose one that is still to come, or set it first under Measures.`;
    case "no-such-action":
      return "What must be done before is an action of this plan that goes on. Choose from the list.";
    case "needs-in-circle":
      return "These actions would wait for each other for ever. Take out the one that waits for this action already.";
    case "no-such-reason":
      return "One of the reasons cannot be found any more. Choose again from the list.";
    case "ended":
      return "This part has ended already. What you wrote is still here; write it as a new part if it goes on.";
    case "same":
      return "This is what it says already. There is nothing to save.";
    case "crossed":
      return "Somebody has changed this since you opened it. Both are shown; take over what you need from theirs, and save yours again.";
  }
}
export function fieldOfPart(refusal: PartRefusal): string {
  switch (refusal.kind) {
    case "too-long":
      return refusal.field;
    case "role-ended":
    case "nobody-holds":
    case "evaluates-own":
    case "same-behind":
      return refusal.duty;
    case "title-needed":
      return "title";
    case "cost-unread":
      return "cost";
    case "days-unread":
      return "days";
    case "due-unread":
    case "due-outside":
      return "due";
    case "from-needed":
    case "from-outside":
    case "from-too-early":
      return "from";
    case "not-above":
      return "supports";
    case "no-such-target":
    case "no-value":
    case "target-over":
      return "target";
    case "no-such-action":
    case "needs-in-circle":
      return "needs";
    case "no-such-reason":
      return "reasons";
    case "resting":
    case "wrong-place":
    case "ended":
    case "same":
    case "crossed":
      return "";
  }
}
