// Windows of one person that show the same filing tell each other that something was saved, so that each can read it
// anew. Only that it happened is said, never a figure.
export type OtherWindows = { saved: () => void; close: () => void }

export function otherWindows(filing: string, onSaved: () => void): OtherWindows {
  if (typeof BroadcastChannel === 'undefined') return { saved: () => {}, close: () => {} }
  const channel = new BroadcastChannel(`bieumau.filing.${filing}`)
  channel.addEventListener('message', () => onSaved())
  return { saved: () => channel.postMessage('saved'), close: () => channel.close() }
}
