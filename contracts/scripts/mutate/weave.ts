import type { Site } from './site.ts'

/** One change, by the number that switches it on. */
export type Change = {
  readonly id: number
  readonly file: string
  readonly lineNumber: number
  readonly line: string
  readonly becomes: string
  /** Of the source, in bytes: what stands there, and what would stand there instead. */
  readonly start: number
  readonly end: number
  readonly by: string
}

/** The source with this one change in it and no other. */
export const withChange = (source: Buffer, { start, end, by }: Pick<Change, 'start' | 'end' | 'by'>): Buffer =>
  Buffer.concat([source.subarray(0, start), Buffer.from(by), source.subarray(end)])

export type Woven = { readonly text: string; readonly changes: readonly Change[] }

/** What tells the code which change is on: forge sets it for a whole run, and nothing that is deployed reads it. */
const switchOf = { solidity: 'block.prevrandao', yul: 'prevrandao()' } as const

const order: Readonly<Record<Site['kind'], number>> = {
  statement: 0,
  assembly: 0,
  yulStatement: 1,
  yulCondition: 1,
  expression: 2,
  yulCall: 2,
  yulLiteral: 2,
}

/** Two sites of one range and kind are one. */
const merged = (sites: readonly Site[]): readonly Site[] => {
  const byPlace = new Map<string, Site>()
  for (const site of sites) {
    const key = `${site.start}:${site.end}:${site.kind}`
    const known = byPlace.get(key)
    byPlace.set(key, known === undefined ? site : { ...known, variants: [...known.variants, ...site.variants] })
  }
  return [...byPlace.values()].toSorted((a, b) => a.start - b.start || b.end - a.end || order[a.kind] - order[b.kind])
}

/**
 * Puts every change of a source into it at once, each behind a comparison with its number from 1 on, so that one compilation serves all of them. The
 * numbers in `without` are left out.
 */
export const weave = (file: string, source: Buffer, sites: readonly Site[], without: ReadonlySet<number> = new Set()): Woven => {
  const ordered = merged(sites)
  const changes: Change[] = []
  const definitions: string[][] = []
  let place = 0
  const raw = (start: number, end: number): string => source.subarray(start, end).toString()

  const change = ({ start, end }: Site, by: string): number => {
    const id = changes.length + 1
    const from = source.lastIndexOf('\n', start - 1) + 1
    const stop = source.indexOf('\n', start)
    const to = source.indexOf('\n', end)
    const line = raw(from, stop < 0 ? source.length : stop).trim()
    const becomes = `${raw(from, start)}${by}${raw(end, to < 0 ? source.length : to)}`.replaceAll(/\s+/g, ' ').trim()
    changes.push({ id, file, lineNumber: raw(0, start).split('\n').length, line, becomes, start, end, by })
    return id
  }

  /** The text of a range, with all sites in it woven. */
  const inner = (start: number, end: number): string => {
    let text = ''
    let at = start
    for (let site = ordered[place]; site !== undefined && site.start < end; site = ordered[place]) {
      text += raw(at, site.start)
      at = site.end
      place++
      text += woven(site)
    }
    return text + raw(at, end)
  }

  const yulFunction = (ids: readonly number[], cases: readonly string[], usual: string, parameters: string): string => {
    const name = `changed_${ids[0]}`
    const body = ids.map((id, i) => `case ${id} { r_ := ${cases[i]} }`).join(' ')
    definitions.at(-1)?.push(`function ${name}(${parameters}) -> r_ { switch ${switchOf.yul} ${body} default { r_ := ${usual} } }`)
    return name
  }

  const woven = (site: Site): string => {
    const { start, end, kind, variants } = site
    if (kind === 'assembly') {
      definitions.push([])
      const body = inner(start + 1, end)
      return `{ ${definitions.pop()?.join(' ') ?? ''} ${body}`
    }
    const ids = variants.map(({ by, plain }) => change(site, plain ?? by))
    const used = ids.flatMap((id, i) => (without.has(id) ? [] : [{ id, by: variants[i]?.by ?? '' }]))
    switch (kind) {
      case 'expression':
        return `(${used.map(({ id, by }) => `${switchOf.solidity} == ${id} ? ${by} : `).join('')}${inner(start, end)})`
      case 'statement': {
        const usual = inner(start, end)
        return used.length === 0
          ? usual
          : `{ ${used.map(({ id, by }) => `if (${switchOf.solidity} == ${id}) { ${by} } else `).join('')}{ ${usual} } }`
      }
      case 'yulStatement':
        return `if xor(${switchOf.yul}, ${ids[0]}) { ${inner(start, end)} }`
      case 'yulLiteral':
        return `add(${raw(start, end)}, eq(${switchOf.yul}, ${ids[0]}))`
      case 'yulCondition':
        return `${yulFunction(ids, ['0', '1'], 'x_', 'x_')}(${inner(start, end)})`
      case 'yulCall': {
        const parameters = site.arguments === 1 ? 'x_' : 'x_, y_'
        const open = start + raw(start, end).indexOf('(')
        const name = yulFunction(
          ids,
          variants.map(({ by }) => by),
          `${raw(start, open)}(${parameters})`,
          parameters,
        )
        return `${name}${inner(open, end)}`
      }
    }
  }

  // A function that reads the switch is no longer pure, nor is what calls it.
  const text = inner(0, source.length).replaceAll(/\bpure\b/g, 'view')
  return { text, changes: changes.filter(({ id }) => !without.has(id)) }
}
