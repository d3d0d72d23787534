/** Editing a map together: what is done here is on screen at once, and sent when it can be. */

export { Sending, type Line, type Reply } from "./sending";
export { Session } from "./session";
export type { Answer, Change, Conflict, Dropped, Kept, Opened, Pending, Request, Saved, Sides } from "./types";
