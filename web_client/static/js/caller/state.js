/** What the server's state means for the page: which step a caller sees. Pure. */

/**
 * @typedef {"video" | "text"} Mode
 * @typedef {{low: number, high: number}} Estimate minutes
 * @typedef {{place: number, estimate: Estimate | null, staffed: boolean}} Place
 * @typedef {"on" | "paused" | "off"} CameraState
 * @typedef {{camera: CameraState, microphone: boolean}} PeerMedia
 * @typedef {{
 *   session_id: string, inquiry_number: string, state: "waiting" | "connected" | "on_hold" | "ended",
 *   mode: Mode, emergency: boolean, keeps_record: boolean, joined_at: number, asking: boolean,
 *   place: Place | null, answered_at: number | null, counselor_name: string, counselor_present: boolean,
 *   peer: PeerMedia | null, ended_by: "" | "caller" | "counselor" | "system", reconnect_until: number | null
 * }} CallerSession
 * @typedef {"choose" | "get_ready" | "queue" | "call" | "finished" | "replaced"} Step
 */

/**
 * @param {{session: CallerSession | null, preparing: boolean, replaced: boolean}} known
 *   `preparing`: a mode was chosen and nothing was joined yet; `replaced`: another tab took over
 * @returns {Step}
 */
export function stepFor({ session, preparing, replaced }) {
  if (replaced) return "replaced";
  if (!session) return preparing ? "get_ready" : "choose";
  if (session.state === "waiting") return "queue";
  return session.state === "ended" ? "finished" : "call";
}

/** Whether media may flow or be prepared in this state. @param {CallerSession | null} session */
export function wantsMedia(session) {
  return session?.mode === "video" && session.state !== "ended";
}

/** Whether the two people are joined. @param {CallerSession | null} session */
export function inCall(session) {
  return session?.state === "connected" || session?.state === "on_hold";
}

/**
 * Whether this change is the moment in which a counselor answers.
 * @param {CallerSession | null} before
 * @param {CallerSession | null} session
 * @param {string} cause
 */
export function justAnswered(before, session, cause) {
  return cause === "answered" && inCall(session) && !inCall(before);
}
