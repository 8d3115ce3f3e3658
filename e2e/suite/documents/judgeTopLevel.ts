/** What the top level must hold. Beside it, only documents and dot-files may lie there. */
export const required = [
  'apps',
  'contracts',
  'e2e',
  'electron-builder.yml',
  'package-lock.json',
  'package.json',
  'packages',
  'README.md',
  'tsconfig.json',
]

const isDocument = (name: string): boolean => /^[A-Z][A-Z_-]*(\.md)?$/.test(name)

/** Complaints about the names at the top level: those that must not be there, those that lack. */
export function judgeTopLevel(names: readonly string[]): string[] {
  const surplus = names.filter((name) => !required.includes(name) && !name.startsWith('.') && !isDocument(name))
  const absent = required.filter((name) => !names.includes(name))
  return [...surplus.map((name) => `${name} has no place at the top level`), ...absent.map((name) => `${name} is missing at the top level`)]
}
