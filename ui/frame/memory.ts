// Small choices that the browser remembers for a person: language, density, grid. A browser that forbids storage only
// forgets them; nothing fails.
export function recall(name: string): string | null {
  try {
    return localStorage.getItem(`bieumau.${name}`)
  } catch {
    return null
  }
}

export function remember(name: string, value: string): void {
  try {
    localStorage.setItem(`bieumau.${name}`, value)
  } catch {
    // Forgetting a preference is no fault worth a sentence.
  }
}
