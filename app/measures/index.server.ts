export { remindAll, startReminders } from "./collections/reminders.job.ts";
