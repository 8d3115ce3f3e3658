/** The last line of a text by which a DAO agrees on a periodic budget or a half-life of power, or pays a budget, as programs read it. */
const statement =
  /(?:^|\n)\s*(?:(?:Periodic budget|Half-life of power): [^\n]+|Budget 0x[0-9a-f]{64}, part [1-9] of [1-9], pledges 0x[0-9a-f]{64})\n?$/

/** What people wrote, without the line that stands behind it for programs: for a text whose line is said in words beside it. */
export const withoutStatement = (content: string): string => content.replace(statement, '')
