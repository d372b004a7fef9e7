// What pages tell the frame: go somewhere, this is my title, say this aloud, the session changed. Events bubble out of
// shadow roots; nothing reaches back into the frame.
import type { Session } from '../../engine/core/contract/session.ts'

export type FrameEvents = {
  'bm-go': string
  'bm-titled': string
  'bm-say': string
  'bm-session': Session
  /** How many notifications are unread now. */
  'bm-unread': number
}

export function tell<Name extends keyof FrameEvents>(from: EventTarget, name: Name, detail: FrameEvents[Name]): void {
  from.dispatchEvent(new CustomEvent(name, { detail, bubbles: true, composed: true }))
}
