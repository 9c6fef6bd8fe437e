/** What a visitor wrote, by indicator and level; {n} of {of}, {year} and {day} are filled in for each judgement. */
export type DemoWords = {
  readonly "not-yet": string;
  readonly "working-towards": string;
  readonly expected: string;
  readonly strength: string;
  /** A second sentence, of which one is chosen. */
  readonly also: readonly [string, string, string];
  /** Title and text of a note kept as evidence. */
  readonly note: readonly [string, string];
  /** Title and last part of the address of a document kept as evidence. */
  readonly link: readonly [string, string];
};

export const demoWords: Readonly<Record<string, DemoWords>> = {
  "pupil-attainment-and-progress": {
    "not-yet": "{n} of {of} {year} books show the same errors uncorrected since the last scrutiny.",
    "working-towards": "{year} has caught up in mathematics; writing is still behind in {n} of {of} books.",
    expected: "In {n} of {of} books from {year} the work is at or above what similar schools expect.",
    strength:
      "Results have been well above similar schools for three years, and {n} of {of} {year} pupils could explain last term's hardest idea.",
    also: [
      "Disadvantaged pupils' books were read beside the others.",
      "The moderated sample agreed with the academy's own marks.",
      "The gap between the two parallel classes is being followed.",
    ],
    note: [
      "Book scrutiny, {year}",
      "{of} books from three classes, read with the subject leads. {n} were in line with the plan for the half-term.",
    ],
    link: ["Progress summary by year group", "progress-summary"],
  },
  "behaviour-and-attitudes": {
    "not-yet": "Teaching stopped for behaviour in {n} of {of} lessons, most often after lunch.",
    "working-towards": "Routines held in {n} of {of} lessons; cover lessons in {year} still lost time.",
    expected: "{n} of {of} lessons began within two minutes, and {year} could say whom to tell about bullying.",
    strength: "{year} pupils ran the lunch queue themselves, and no time was lost in {n} of {of} lessons.",
    also: [
      "Attendance letters are now followed by a call.",
      "Pupils described the new rewards as fair.",
      "The corridor by the hall remains the place to watch.",
    ],
    note: [
      "Learning walk on {day}",
      "{of} lessons over periods 2 to 5, with the deputy. Start times and interruptions noted; {n} were calm throughout.",
    ],
    link: ["Attendance and suspensions, half-term", "attendance-summary"],
  },
  curriculum: {
    "not-yet": "Only {n} of {of} subjects have a sequence that teachers follow; {year} missed music for extra English.",
    "working-towards": "{n} of {of} subjects have a full sequence, but the {year} project did not use what science had taught.",
    expected:
      "One idea could be followed through three years of books in {n} of {of} subjects, and {year} finished a project with a real question.",
    strength: "The {year} harbour project is now taught in two other academies; {n} of {of} pupils used mathematics in it unprompted.",
    also: [
      "Subject leads could say what comes next and why.",
      "Reading lists have been bound into each unit.",
      "The history sequence was rewritten last term.",
    ],
    note: [
      "Conversation with subject leads",
      "{of} leads brought their plans and books; {n} plans matched what the books of {year} showed.",
    ],
    link: ["Curriculum map", "curriculum-map"],
  },
  "pupil-and-staff-wellness": {
    "not-yet": "No survey has been held this year, and {n} of {of} staff asked could not name anybody to turn to.",
    "working-towards": "The survey was shared with staff on {day}; of the {of} changes promised, {n} have been made.",
    expected: "{n} of {of} {year} pupils named an adult they trust, and staff described the shorter meeting week they had asked for.",
    strength:
      "Staff absence is the lowest in the region for the third year, and {year} listeners supported {of} pupils, {n} of whom asked again.",
    also: [
      "Marking has been cut to one piece a fortnight.",
      "The quiet room is used each day.",
      "Support staff were included in the survey.",
    ],
    note: ["Voice of pupils, {year}", "Two groups, {of} pupils. {n} knew where to go with a worry and said that they would."],
    link: ["Staff survey: results and answers", "staff-survey"],
  },
  "staff-development": {
    "not-yet": "{n} of {of} teachers asked could not recall their development goal.",
    "working-towards": "Coaching has started in {n} of {of} departments; questioning is better in {year}, less so elsewhere.",
    expected: "{n} of {of} teachers could say what they are working on and who had watched them since the last visit.",
    strength: "The agreed technique was used well in {n} of {of} rooms, and three teachers lead training for the region.",
    also: [
      "Teaching assistants had their own session on {day}.",
      "New teachers meet their mentor in lesson time.",
      "Two middle leaders have begun a national qualification.",
    ],
    note: ["Coaching log sampled", "{of} entries read; {n} name a technique and what changed in lessons."],
    link: ["Professional development plan", "development-plan"],
  },
  "employability-and-skills": {
    "not-yet": "{n} of {of} {year} pupils could not name a skill that they had practised this term.",
    "working-towards": "{year} met an employer this half-term, but only {n} of {of} pupils could give an example of leading or presenting.",
    expected: "{n} of {of} {year} pupils described a time they presented to somebody at work, and kept what they made.",
    strength: "The boatyard used the {year} survey of moorings; {n} of {of} pupils had a skills record fit for an interview.",
    also: [
      "Parents came to talk about their work.",
      "The skills wall has been replaced by pupils' own examples.",
      "Two employers have agreed to return in spring.",
    ],
    note: [
      "Careers and skills conversation, {year}",
      "{of} pupils in two groups. {n} gave an example of their own without being prompted.",
    ],
    link: ["Programme of encounters with employers", "employer-encounters"],
  },
  "aspirations-and-student-leadership": {
    "not-yet": "The council has not met since the summer, and {n} of {of} pupils did not know who was on it.",
    "working-towards": "The elected council met on {day}; {n} of its {of} requests have been answered.",
    expected: "{n} of {of} {year} pupils hold a responsibility and could say what depends on them.",
    strength: "{year} pupils train the younger leaders, and {n} of their {of} proposals stand in the improvement plan.",
    also: [
      "Quieter pupils were chosen by lot for the last panel.",
      "Hopes written in September were looked at again.",
      "The governors have invited two pupils to each meeting.",
    ],
    note: ["Meeting with the student council", "{of} members from five classes. {n} could name something that changed because of them."],
    link: ["Council minutes and answers", "council-minutes"],
  },
  "innovation-and-creativity": {
    "not-yet": "Nobody could say what became of the tablet trial, and {n} of {of} displays were copies of one model.",
    "working-towards":
      "The reading trial has an owner and an end date, but success is not yet defined; {n} of {of} {year} drafts had been improved.",
    expected: "One trial was kept and one stopped with reasons, and {n} of {of} {year} pieces had been improved after criticism.",
    strength: "The oracy approach begun here is kept in three academies; {n} of {of} {year} pieces went on public show with their drafts.",
    also: [
      "Design work has spread into geography.",
      "Staff keep a short record of each trial.",
      "The pupils' own exhibition opened on {day}.",
    ],
    note: ["Pupils' work with its drafts, {year}", "{of} pieces. {n} show a change made because of what another pupil said."],
    link: ["Register of trials", "trials"],
  },
  "working-with-other-academies": {
    "not-yet": "Offers of help for {year} were not taken up, and {n} of {of} subject leads have met nobody from the region.",
    "working-towards": "{n} of {of} subject leads attend their network, though what came of it is seldom written down.",
    expected: "Help was given and received this term under a written agreement, and {n} of {of} staff could say what it changed.",
    strength: "Two academies asked for the phonics lead by name; {n} of {of} visits led to a change that lasted.",
    also: [
      "The joint moderation on {day} was led from here.",
      "Cover for visits is planned a half-term ahead.",
      "The partner academy's account agrees.",
    ],
    note: ["Record of support given and received", "{of} visits in the half-term; {n} have a written outcome agreed by both sides."],
    link: ["Support agreement", "support-agreement"],
  },
  "leadership-and-management": {
    "not-yet": "Leaders' account of teaching matched only {n} of the {of} lessons seen together.",
    "working-towards": "Senior leaders agree on the priorities; {n} of {of} middle leaders could say what they would do next about {year}.",
    expected: "{n} of {of} leaders at three levels gave the same priorities, and the lessons bore them out.",
    strength: "The weakness in {year} had been found and was being mended before the visit; {n} of {of} middle leaders are ready for more.",
    also: [
      "Governors' questions on {day} were about effect.",
      "The plan was changed after the spring data.",
      "Line-management notes are short and followed up.",
    ],
    note: ["Joint lesson visits with leaders", "{of} short visits. In {n} the leader's judgement and the visitor's agreed."],
    link: ["Improvement plan with this half-term's review", "improvement-plan"],
  },
};
