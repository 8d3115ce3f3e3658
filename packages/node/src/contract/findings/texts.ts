/** `found` names what was seen, `means` what follows from it, `remedy` what to do wherever one reads it; each with `{{name}}` for a parameter. */
export type FindingText = {
  readonly severity: 'blocks' | 'hinders' | 'note'
  readonly found: string
  readonly means: string
  readonly remedy: string
  /** What does that, or shows more of it, from a terminal; the app has a button or a screen. */
  readonly command?: string
}

export type FindingTexts = Readonly<Record<string, FindingText>>
