// Apart, since the thread that checks a database loads this and little else.

const damageCodes = ['SQLITE_CORRUPT', 'SQLITE_NOTADB']

/** Of an error of SQLite, also of one that came from a thread, where it is an error like any other. */
export const codeOf = (error: unknown): string =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' && error.code.startsWith('SQLITE_') ? error.code : ''
export const isDamage = (error: unknown): boolean => damageCodes.some((code) => codeOf(error).startsWith(code))
