type Change = { readonly key: string; readonly params: Readonly<Record<string, string | number>> }

/** What a decision changes of the rules, one line: the name, before and after. */
export const changeLine = ({ key, params }: Change): string => {
  const name = key.replace('rules.change.', '')
  const value = (side: 'from' | 'to'): string => {
    const [field, given] = Object.entries(params).find(([one]) => one.startsWith(side)) ?? ['', '']
    if (field.endsWith('Bps')) return `${Number(given) / 100}%`
    return field.endsWith('Seconds') ? `${given} seconds` : String(given)
  }
  return Object.keys(params).length === 0 ? `  ${name.replace('.', ': ')}` : `  ${name}: ${value('from')} → ${value('to')}`
}
