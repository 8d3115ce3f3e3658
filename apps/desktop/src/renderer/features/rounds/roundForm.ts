import { readUnits } from '../../format/parseUnits.ts'

export type ProjectForm = { readonly name: string; readonly payee: string; readonly about: string }
export type RoundForm = {
  readonly space: string
  readonly title: string
  readonly about: string
  /** Its address; zero: ETH. */
  readonly token: string
  readonly pool: string
  readonly minimum: string
  /** Percent. */
  readonly cap: number
  /** As `datetime-local` writes it. */
  readonly closes: string
  readonly projects: readonly ProjectForm[]
}

export const noProject: ProjectForm = { name: '', payee: '', about: '' }

export type RoundFault = 'title' | 'heading' | 'amount' | 'minimum' | 'cap' | 'closes' | 'name' | 'payee'

const isAddress = (text: string): boolean => /^0x[0-9a-fA-F]{40}$/.test(text.trim()) && !/^0x0{40}$/.test(text.trim())
const hasHeading = (text: string): boolean => /^#/m.test(text)

/** What is wrong in the form, by field. @param now milliseconds @param decimals of its token */
export const roundFaults = (
  { title, about, pool, minimum, cap, closes, projects }: RoundForm,
  now: number,
  decimals: number,
): Readonly<Record<string, RoundFault>> => ({
  ...(title.trim() === '' ? { title: 'title' } : {}),
  ...(hasHeading(about) ? { about: 'heading' } : {}),
  ...(pool.trim() !== '' && readUnits(pool, decimals) === null ? { pool: 'amount' } : {}),
  ...((readUnits(minimum, decimals) ?? 0n) > 0n ? {} : { minimum: 'minimum' }),
  ...(cap > 0 && cap <= 100 ? {} : { cap: 'cap' }),
  ...(new Date(closes).getTime() > now ? {} : { closes: 'closes' }),
  ...Object.fromEntries(
    projects.flatMap((one, i): readonly (readonly [string, RoundFault])[] => [
      ...(one.name.trim() === '' ? ([[`projects.${i}.name`, 'name']] as const) : []),
      ...(isAddress(one.payee) ? [] : ([[`projects.${i}.payee`, 'payee']] as const)),
      ...(hasHeading(one.about) ? ([[`projects.${i}.about`, 'heading']] as const) : []),
    ]),
  ),
})
