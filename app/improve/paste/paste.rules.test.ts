import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { readPaste } from "./paste.rules.ts";
import { readWhen, type WhenFacts } from "./when.rules.ts";

const firsts = ["2026-09-01", "2026-11-02", "2027-01-04", "2027-02-22", "2027-04-12", "2027-06-07", "2027-09-01"];
const facts: WhenFacts = {
  begins: "2026-09-01",
  ends: "2027-08-31",
  terms: ["Autumn 1", "Autumn 2", "Spring 1", "Spring 2", "Summer 1", "Summer 2"].map((name, at) => ({
    ...{ schoolYear: "2026/27", number: at + 1, name },
    last: Temporal.PlainDate.from(firsts[at + 1] ?? "")
      .subtract({ days: 1 })
      .toString(),
  })),
};
const when = (text: string) => readWhen(text, facts);
const people: Record<string, string> = {
  principal: "role:principal",
  "ann ashe": "person:ann",
  "national director": "role:national-director",
};
const paste = (text: string) => readPaste(text, { ownerOf: (name) => people[name.trim().toLowerCase()], when });
const said = (text: string) => paste(text).rows.map(({ kind, title }) => `${kind}: ${title}`);

describe("when something is due", () => {
  test.each([
    ["12/03/2027", "2027-03-12"],
    ["Summer 2 2027", "2027-08-31"],
    ["by the end of Spring 1", "2027-02-21"],
    ["Autumn term 2026", "2027-01-03"],
    ["Spring term", "2027-04-11"],
    ["by Easter", "2027-03-25"],
    ["before Christmas", "2026-12-24"],
    ["July 2027", "2027-07-31"],
    ["March", "2027-03-31"],
    ["Jan 27th", "2027-01-27"],
    ["end of the school year", "2027-08-31"],
  ])("%s is %s in a plan of the school year 2026/27", (text, day) => {
    expect(when(text)).toMatchObject({ day });
  });
  test("is asked where it may be more than one day, or none", () => {
    expect(when("Sept 26")).toEqual({ asks: "“Sept 26”: it may be 30 September 2026 or 26 September 2026. Write the day." });
    for (const text of ["ongoing", "termly", "31/02/2027", "Summer 2 2031", "March 2", "asap", "Easter 20"]) {
      const read = when(text);
      expect([text, "asks" in read || read.day]).toEqual([text, text === "March 2" ? "2027-03-02" : true]);
    }
    const long = readWhen("by Easter", { ...facts, ends: "2029-08-31" });
    expect(long).toEqual({ asks: "“by Easter”: it may be 25 March 2027 or 13 April 2028 or 29 March 2029. Write the day." });
  });
});

describe("a text pasted from Word", () => {
  test("with headings, labels and bullets is priorities with their reasons, actions, criteria, leaders and outcomes", () => {
    const { rows, asks } = paste(`Priority 1: Every child a reader
• KPIs: All children read fluently at seven; the gap closes
• Why: Results fell in 2025.
• Actions: Train every teacher; Buy books (Ann Ashe, by Easter)
• Who: Principal
• Outcome: Fluent readers.
1a · Phonics
- Actions:
  a) Assess each child
  b) Group by need
Priority 2 – Attendance
Who: AIG, executive team`);
    expect(rows.map(({ kind, title }) => `${kind}: ${title}`)).toEqual([
      "priority: Every child a reader",
      "criterion: All children read fluently at seven",
      "criterion: the gap closes",
      "action: Train every teacher",
      "action: Buy books",
      "objective: Phonics",
      "action: Assess each child",
      "action: Group by need",
      "priority: Attendance",
    ]);
    expect(rows[0]).toMatchObject({ why: "Results fell in 2025.", outcome: "Fluent readers." });
    expect(rows[0]?.delivers).toBe("role:principal");
    expect(rows[4]).toMatchObject({ delivers: "person:ann", due: "25 March 2027" });
    expect(rows[8]?.withWhom).toBe("AIG, executive team");
    expect(asks.get(8)).toEqual(["“AIG, executive team” is not one person or role of the trust. Choose who leads."]);
  });
  test("that is numbered is priorities, objectives and actions by the depth of their numbers", () => {
    expect(said("1. Reading\n1.1 Phonics daily\n1.1.1 Train staff\n2) Writing\n12 teachers will be trained")).toEqual([
      "priority: Reading",
      "objective: Phonics daily",
      "action: Train staff",
      "priority: Writing",
    ]);
    expect(paste("1. Reading\n12 teachers will be trained").rows[0]?.left).toBe("12 teachers will be trained");
  });
  test.each([
    ["Objective 1.1 Fluency in Year 7", "objective: Fluency in Year 7"],
    ["Objective 1.2: Fluency", "objective: Fluency"],
    ["Objective 1.3 – Fluency", "objective: Fluency"],
    ["Objective 1.4. Fluency", "objective: Fluency"],
    ["Objective 2. Fluency", "objective: Fluency"],
    ["Objective 2: 1.5 years of progress", "objective: 1.5 years of progress"],
    ["Aim 1.2: Fluency", "objective: Fluency"],
    ["Milestone 1.2 Half can read", "milestone: Half can read"],
    ["Action 1.3.1 Buy books", "action: Buy books"],
    ["Action 1: Buy books", "action: Buy books"],
    ["• Action 1.3 – Buy books", "action: Buy books"],
    ["Success criterion 1.1: 80%", "criterion: 80%"],
    ["KPI 2.1 80% read", "criterion: 80% read"],
    ["KPIs: 1.5 years of progress", "criterion: 1.5 years of progress"],
  ])("says “%s” without the number of its name", (line, part) => {
    const { rows } = paste(`Priority 1: Reading\n${line}`);
    expect(rows.map(({ kind, title, left }) => `${kind}: ${title}${left}`)).toEqual(["priority: Reading", part]);
  });
  test.each(["Goal 1.5 million words", "Target 1.2 million words", "Action 12 teachers trained", "Objective 1.1", "Steps 1-3: Coach"])(
    "keeps “%s” whole, where its number may be none of its name",
    (line) => {
      expect(paste(`Priority 1: Reading\n${line}`).rows).toMatchObject([{ title: "Reading", left: line }]);
    },
  );
  describe("with numbered lists under its labels", () => {
    const asked = (text: string) => {
      const { rows, asks } = paste(text);
      return rows.map(({ kind, title }, at) => `${kind}: ${title}${asks.has(at) ? " (to check)" : ""}`);
    };
    const fluency = [
      "priority: Reading for all",
      "objective: Fluency",
      "criterion: 80% read",
      "criterion: Parents say so",
      "action: Coach",
    ];
    test.each(["1.\t", "1)\t", "1. ", "1) ", "  1. ", "a) ", "a.\t", "•\t"])("marked “%s”, has items of the label", (first) => {
      const second = first.replace("1", "2").replace("a", "b");
      expect(
        asked(
          `Priority 1: Reading for all\nObjective: Fluency\nSuccess criteria:\n${first}80% read\n${second}Parents say so\nActions:\n${first}Coach`,
        ),
      ).toEqual(fluency);
    });
    test.each(["1.\t", "•\t", "a) "])("takes a label without a colon for one where a list marked “%s” follows", (first) => {
      const second = first.replace("1", "2").replace("a", "b");
      expect(
        asked(
          `Priority 1: Reading for all\nObjective: Fluency\nSuccess criteria\n${first}80% read\n${second}Parents say so\n\nActions\n${first}Coach`,
        ),
      ).toEqual(fluency);
      expect(paste("Priority 1: Reading\nSuccess criteria\nto be agreed").rows[0]?.left).toBe("Success criteria\nto be agreed");
      expect(said("Priority 1: Reading\n•\tSuccess criteria\no\tFluent\n•\tTargets\n•\tMeasures")).toEqual([
        ...["priority: Reading", "criterion: Fluent", "action: Targets", "action: Measures"],
      ]);
    });
    test("ends the list where a line says of itself what it is", () => {
      expect(
        asked(
          "Priority 1: Reading\nObjective 1: Fluency\nActions:\n1. Coach\n2. Buy\nObjective 2: Phonics\nActions:\n1. Group\nPriority 2: Maths\n2.1 Number\nActions:\n1. Drill\n2.2 Shape",
        ),
      ).toEqual([
        ...["priority: Reading", "objective: Fluency", "action: Coach", "action: Buy", "objective: Phonics", "action: Group"],
        ...["priority: Maths", "objective: Number", "action: Drill", "objective: Shape"],
      ]);
    });
    test("goes on with the plan's own numbers where they are the next", () => {
      expect(asked("1. Reading\nActions:\n• Coach\n2. Maths\nActions:\n3. Science")).toEqual([
        ...["priority: Reading", "action: Coach", "priority: Maths", "priority: Science"],
      ]);
      expect(
        asked("1. Reading\n1.1 Phonics\nActions:\n1. Coach\n2. Buy\n3. Read\n1.2 Fluency\nActions:\n1. Time it\n2. Maths\n2.1 Number"),
      ).toEqual([
        ...["priority: Reading", "objective: Phonics", "action: Coach", "action: Buy", "action: Read", "objective: Fluency"],
        ...["action: Time it", "priority: Maths", "objective: Number"],
      ]);
      const parts = [
        "priority: Reading",
        "action: Coach",
        "action: Buy",
        "action: Read",
        "priority: Maths",
        "action: Drill",
        "priority: Art",
      ];
      for (const list of ["", "  "])
        expect(
          asked(`1. Reading\nActions:\n${list}1. Coach\n${list}2. Buy\n${list}3. Read\n2. Maths\nActions:\n${list}1. Drill\n3. Art`),
        ).toEqual(parts);
      expect(asked("1. Reading\nActions:\n1) Coach\n2) Buy\n2. Maths\nActions:\n1) Drill\n2) Test\n3) Play\n3. Art")).toEqual([
        ...["priority: Reading", "action: Coach", "action: Buy", "priority: Maths", "action: Drill", "action: Test", "action: Play"],
        "priority: Art",
      ]);
      expect(
        asked(
          "Priority 1: Reading\n1. Fluency\nActions:\n1. Coach\n2. Buy\n3. Read\n2. Phonics\nPriority 2: Maths\n1. Number\nKPIs:\n1. 80%",
        ),
      ).toEqual([
        ...["priority: Reading", "objective: Fluency", "action: Coach", "action: Buy", "action: Read", "objective: Phonics"],
        ...["priority: Maths", "objective: Number", "criterion: 80%"],
      ]);
    });
    test("knows the plan's own numbers over a table between them", () => {
      expect(asked("1. Reading\nAction\tLead\nCoach\tPrincipal\n\nActions:\n2. Maths")).toEqual([
        ...["priority: Reading", "action: Coach", "priority: Maths"],
      ]);
    });
    test("goes on with the list beside what is said of an item, and from one label to the next", () => {
      expect(asked("Priority 1: Reading\nActions:\n1. Coach\nWho: Principal\nBy: 12/03/2027\n2. Buy\nKPI: No gap\n3. Read")).toEqual([
        ...["priority: Reading", "action: Coach", "action: Buy", "criterion: No gap", "action: Read"],
      ]);
      expect(asked("Priority 1: Reading\nKPIs:\n1. Fluent\n2. No gap\nActions:\n3. Coach")).toEqual([
        ...["priority: Reading", "criterion: Fluent", "criterion: No gap", "action: Coach"],
      ]);
      expect(asked("Priority 1: Reading\n•\tKPIs:\n1.\tFluent\n2.\tNo gap\n•\tTrain staff")).toEqual([
        ...["priority: Reading", "criterion: Fluent", "criterion: No gap", "action: Train staff"],
      ]);
      const { rows } = paste("Priority 1: Reading\nActions:\n1.\tCoach\no\tWho: Principal\n2.\tBuy");
      expect(rows.map(({ title, delivers }) => [title, delivers])).toEqual([
        ...[
          ["Reading", ""],
          ["Coach", "role:principal"],
        ],
        ["Buy", ""],
      ]);
    });
    test("asks where the numbers fit both, or neither", () => {
      const { rows, asks } = paste("1. Reading\nActions:\n1. Coach\n2. Maths\nActions:\n1. Drill");
      expect(rows.map(({ kind, title }) => `${kind}: ${title}`)).toEqual([
        ...["priority: Reading", "action: Coach", "priority: Maths", "action: Drill"],
      ]);
      expect([...asks]).toEqual([
        [2, ["its number may go on with the plan or with the list above it, so it was taken as a priority. Check what it is."]],
      ]);
      expect(asked("1. Reading\nKPIs:\n1. Fluent\n2. No gap")).toEqual([
        ...["priority: Reading", "criterion: Fluent", "criterion: No gap (to check)"],
      ]);
      expect(asked("Priority 1: Reading\nActions:\n1. Coach\n2. Buy\n4. Read")).toEqual([
        ...["priority: Reading", "action: Coach", "action: Buy", "action: Read (to check)"],
      ]);
      expect(asked("Priority 1: Reading\nActions:\n1. Coach\n2. Buy\n1. Read")).toEqual([
        ...["priority: Reading", "action: Coach", "action: Buy", "action: Read (to check)"],
      ]);
      expect(asked("Priority 1: Reading\nObjective: Fluency\nActions:\n1. Coach\n1.1 In pairs\n2. Buy")).toEqual([
        ...[
          "priority: Reading",
          "objective: Fluency",
          "action: Coach (to check)",
          "objective: In pairs (to check)",
          "action: Buy (to check)",
        ],
      ]);
      for (const ends of ["1.1 Phonics", "Objective: Phonics"])
        expect(asked(`Priority 1: Reading\nActions:\n1. Coach\n${ends}\n2. Buy`)).toEqual([
          ...["priority: Reading", "action: Coach (to check)", "objective: Phonics", "objective: Buy (to check)"],
        ]);
      expect(asked("Priority 1: Reading\nObjective: Fluency\nActions:\n1.1 Coach")).toEqual([
        ...["priority: Reading", "objective: Fluency", "objective: Coach (to check)"],
      ]);
    });
    test("is read in time, however many numbers could be either", () => {
      const lines = Array.from({ length: 1500 }, (_, at) => `Actions:\n${" ".repeat(at % 7)}${at % 99}${at % 2 ? ")" : "."} x`);
      expect(paste(`1. Reading\n${lines.join("\n")}`).rows).toHaveLength(1501);
    });
  });
  describe("as the lists that Word copies, with a tab behind each bullet,", () => {
    test("is objectives and actions by what each says of itself, and by its bullet where it says nothing", () => {
      expect(
        said("Priority 1: Reading\n•\tObjective: Model reading\no\tAction: Coach teachers\no\tBuy books\n•\tPhonics\no\tTrain staff"),
      ).toEqual([
        "priority: Reading",
        "objective: Model reading",
        "action: Coach teachers",
        "action: Buy books",
        "objective: Phonics",
        "action: Train staff",
      ]);
    });
    test("has the levels of its numbers, letters and Roman numbers, of its bullets, or of its indentation", () => {
      const parts = ["priority: Reading", "objective: Phonics", "action: Train", "action: Buy", "objective: Fluency", "priority: Writing"];
      expect(said("1.\tReading\na.\tPhonics\ni.\tTrain\nii.\tBuy\nb.\tFluency\n2.\tWriting")).toEqual(parts);
      expect(said("•\tReading\no\tPhonics\n§\tTrain\n§\tBuy\no\tFluency\n•\tWriting")).toEqual(parts);
      expect(said("- Reading\n  - Phonics\n    1. Train\n    2. Buy\n  - Fluency\n- Writing")).toEqual(parts);
      const letters = said(["Priority 1: Reading", ..."abcdefghij"].map((one, at) => (at ? `${one})\tDo ${one}` : one)).join("\n"));
      expect([letters.length, letters.at(-2)]).toEqual([11, "action: Do i"]);
    });
    test("says of the item it stands under who leads it, and of a label what stands below it", () => {
      const { rows } = paste(
        "Priority 1: Reading\n•\tBuy books\no\tWho: Principal\no\tBy: Easter\n•\tKPIs:\no\tFluent at seven\no\tNo gap\n•\tTrain staff",
      );
      expect(rows.map(({ kind, title, delivers, due }) => [kind, title, delivers, due])).toEqual([
        ["priority", "Reading", "", ""],
        ["action", "Buy books", "role:principal", "25 March 2027"],
        ["criterion", "Fluent at seven", "", ""],
        ["criterion", "No gap", "", ""],
        ["action", "Train staff", "", ""],
      ]);
    });
  });
  const table = (...rows: string[]) => ["Priority\tAction\tLead\tBy when\tCost\tSuccess criteria", ...rows].join("\r\n");
  test("with a table is read by its header, and a merged first cell goes on and is asked about", () => {
    const { rows, asks } = paste(
      table("Reading\tCoach each teacher\tAnn Ashe\tSummer 2 2027\t£1,200\tFluent at seven", "\tBuy books\tthe office\tsoon\tabout £300\t"),
    );
    expect(rows.map(({ kind, title, delivers, due, cost, how }) => [kind, title, delivers, due, cost, how])).toEqual([
      ["priority", "Reading", "", "", "", ""],
      ["action", "Coach each teacher", "person:ann", "31 August 2027", "1200", ""],
      ["criterion", "Fluent at seven", "", "", "", ""],
      ["action", "Buy books", "", "soon", "", "Who: the office\nCost: about £300"],
    ]);
    expect(asks.get(1)).toEqual(["“Summer 2 2027” was read as 31 August 2027."]);
    expect(asks.get(3)?.some((one) => /line 3: its first cell is empty, as where cells were merged/.test(one))).toBe(true);
    expect(asks.get(3)?.some((one) => /“soon”: this is no day/.test(one))).toBe(true);
  });
  test("names a ragged row by its line, and keeps all its cells", () => {
    const { rows, asks } = paste(
      table("Reading\tCoach each teacher\tAnn Ashe\tby Easter\t\t", "Writing\tOne long merged cell", "Maths\tA\tB\tC\tD\tE\tF"),
    );
    const writing = rows.findIndex(({ title }) => title === "Writing");
    expect(rows[writing]?.left).toBe("One long merged cell");
    expect(asks.get(writing)?.[0]).toMatch(/line 3: this row has 2 of 6 cells, so some were merged/);
    const maths = rows.findIndex(({ title }) => title === "Maths");
    expect(rows.slice(maths).some(({ left }) => left === "F")).toBe(true);
    expect([...asks.values()].flat().some((one) => /line 4: this row has 7 cells and its header 6/.test(one))).toBe(true);
  });
  test("puts a row together again whose cells hold several paragraphs, and asks to check it", () => {
    const { rows, asks } = paste(table("Reading\tCoach teachers", "Buy books\tAnn Ashe\tby Easter\t\tFluent"));
    expect(rows.map(({ kind, title }) => `${kind}: ${title}`)).toEqual([
      "priority: Reading",
      "action: Coach teachers",
      "action: Buy books",
      "criterion: Fluent",
    ]);
    expect(rows[1]?.delivers).toBe("person:ann");
    expect([...asks.values()].flat().join()).toMatch(/line 2: this row was broken over 2 lines/);
  });
  test("keeps a list that follows a table out of it, and one within a cell in its cell", () => {
    const row = "Reading\tCoach teachers\tAnn Ashe\tby Easter\t\t";
    expect(said(table(row, "•\tObjective: Model reading", "o\tAction: Read aloud", "• Buy books"))).toEqual([
      "priority: Reading",
      "action: Coach teachers",
      "objective: Model reading",
      "action: Read aloud",
      "objective: Buy books",
    ]);
    const { rows, asks } = paste(table(`${row}•\tFluent`, "•\tNo gap", row.replace("Reading", "Writing"), "•\tAfter the table"));
    expect(rows.filter(({ kind }) => kind === "criterion").map(({ title }) => title)).toEqual(["Fluent", "No gap"]);
    expect(rows.at(-1)).toMatchObject({ kind: "action", title: "After the table" });
    expect([...asks.values()].flat().join()).toMatch(/line 2: this row was broken over 2 lines/);
    expect(said("Action\tLead\n•\tCoach\n•\tBuy books\tPrincipal\nRead\tAnn Ashe")).toEqual([
      "action: Coach",
      "action: Buy books",
      "action: Read",
    ]);
  });
  test("of the columns of a strategic plan is a priority in each row with why, how, who and outcome", () => {
    const { rows } = paste(
      "What do we need to do?\tWhy are we doing this?\tHow are we going to do this? (key actions)\tWho leads delivery and evaluation?\tHow will this add value? What is the intended outcome?\nClose the word gap\tIt is wide.\tRead aloud daily.\tNational Director\tMore words.",
    );
    expect(rows).toHaveLength(1);
    expect(rows[0]).toMatchObject({
      ...{ kind: "priority", title: "Close the word gap", why: "It is wide.", how: "Read aloud daily." },
      ...{ delivers: "role:national-director", outcome: "More words." },
    });
  });
  test("loses no word, whatever it is: each stands in a field, or in what is asked", () => {
    const word = fc.stringMatching(/^[a-z]{3,7}$/).map((text) => `q${text}`);
    const cell = fc.array(word, { maxLength: 4 }).map((words) => words.join(" "));
    const line = fc.oneof(
      fc
        .tuple(
          fc.constantFrom(
            "",
            "• ",
            "- ",
            "1. ",
            "2. ",
            "2) ",
            "3.\t",
            "1.1 ",
            "a) ",
            "Priority 1: ",
            "Why: ",
            "Actions: ",
            "Who: ",
            "By: ",
            "KPIs: ",
            "Success criteria:\n1. ",
            "Actions\n1)\t",
            "Action 1.1 ",
            "Cost: ",
            "# ",
            "•\t",
            "o\t",
            "1.\t",
            "a.\t",
            "\t• ",
            "  - ",
            "•\tObjective: ",
            "o\tWhy: ",
          ),
          cell,
        )
        .map((of) => of.join("")),
      fc.array(cell, { minLength: 2, maxLength: 7 }).map((cells) => cells.join("\t")),
      fc.constantFrom("", "Priority\tAction\tLead\tBy when\tCost", "Action\tWho\tWhy\tOutcome\tEvaluation", "Action\tAction\tWhen"),
      fc.tuple(cell, cell).map((of) => of.join("; ")),
    );
    fc.assert(
      fc.property(fc.array(line, { maxLength: 14 }), (lines) => {
        const { rows, asks } = paste(lines.join("\n"));
        const kept = JSON.stringify([rows, [...asks.values()]]);
        const lost = [...lines.join("\n").matchAll(/\bq[a-z]{3,7}\b/g)].map(([one]) => one).filter((one) => !kept.includes(one));
        expect(lost).toEqual([]);
      }),
      { numRuns: 1500 },
    );
  });
});
