/** The last line of a text by which a DAO agrees on a periodic budget or a half-life of power, as programs read it. */
const statement = /(?:^|\n)\s*(?:Periodic budget|Half-life of power): [^\n]+\n?$/

/** What people wrote, without the line that stands behind it for programs: for a text whose line is said in words beside it. */
export const withoutStatement = (content: string): string => content.replace(statement, '')
