import { type Decision, decisionWords, type Rag, ragMeans } from "../progress/progress.rules.ts";
import { type ActionState, actionStates } from "../work/action.rules.ts";

/** The words that a cell may have, each as its page has it or by its key, in any letters. */
const reading = <Key extends string>(words: Readonly<Record<Key, string>>) => {
  const keys = Object.keys(words) as Key[];
  const byWord = new Map<string, Key>(keys.flatMap((key) => [[key, key] as const, [words[key].toLowerCase(), key] as const]));
  return {
    read: (text: string): Key | undefined => byWord.get(text.trim().replace(/\s+/g, " ").toLowerCase()),
    say: (key: Key): string => words[key],
    all: keys.map((key) => words[key]).join(", "),
  };
};
export const stateWords = reading<ActionState>(actionStates);
export const ragWords = reading<Rag>({ red: ragMeans.red.word, amber: ragMeans.amber.word, green: ragMeans.green.word });
export const decisions = reading<Decision>(decisionWords);
