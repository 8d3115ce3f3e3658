import {
  type Diagnosis,
  fillIn,
  type Finding,
  findings,
  type FindingText,
  type MemberDiagnosis,
  oneRowPerPerson,
} from '@daomesh/node/contract'

export type WordedFinding = Finding & {
  readonly found: string
  readonly means: string
  readonly remedy: string
  /** null: no command does it. */
  readonly command: string | null
}
export type WordedDiagnosis = {
  readonly findings: readonly WordedFinding[]
  readonly members: readonly (Omit<MemberDiagnosis, 'findings'> & { readonly findings: readonly WordedFinding[] })[]
}

const worded = (one: Finding): WordedFinding => {
  const { found, means, remedy, command }: FindingText = findings[one.code]
  const say = (sentence: string): string => fillIn(sentence, one.params)
  return { ...one, found: say(found), means: say(means), remedy: say(remedy), command: command === undefined ? null : say(command) }
}

/** The same with its sentences, so that whoever reads the JSON needs no table. */
export const withWords = ({ findings: own, members }: Diagnosis): WordedDiagnosis => ({
  findings: own.map(worded),
  members: members.map((member) => ({ ...member, findings: member.findings.map(worded) })),
})

const marks = { blocks: 'BLOCKS ', hinders: 'hinders', note: 'note   ' } as const

const paragraph = ({ code, severity, found, means, remedy, command }: WordedFinding): string =>
  [
    `${marks[severity]}  ${found} [${code}]`,
    `         ${means}`,
    `         To do: ${remedy}`,
    ...(command === null ? [] : [`         $ ${command}`]),
  ].join('\n')

type Told = ReturnType<typeof oneRowPerPerson<WordedDiagnosis['members'][number]>>[number]

const memberText = ({ name, account, spaceNames, seen, findings: found }: Told): string =>
  [`${seen ? 'seen    ' : 'NOT SEEN'} ${name ?? account} in ${spaceNames.join(', ')}`, ...found.map(paragraph)].join('\n')

/** For people: what was found here, then member by member, each once for all spaces of which the same is said (node M382). */
export const diagnosisText = ({ findings: own, members }: WordedDiagnosis): string => {
  const isWell = own.length === 0 && members.every(({ seen, findings: found }) => seen && found.length === 0)
  return [...own.map(paragraph), ...oneRowPerPerson(members).map(memberText), ...(isWell ? ['All is well.'] : [])].join('\n\n')
}
