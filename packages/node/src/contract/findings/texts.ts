/** `found` names what was seen, `means` what follows from it, `remedy` what to do; each with `{{name}}` for a parameter. */
export type FindingText = {
  readonly severity: 'blocks' | 'hinders' | 'note'
  readonly found: string
  readonly means: string
  readonly remedy: string
}

export type FindingTexts = Readonly<Record<string, FindingText>>
