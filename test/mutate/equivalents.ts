// Mutants that change nothing anybody could see, each with its reason. They are not tried.
export const equivalents: Readonly<Record<string, string>> = {}
