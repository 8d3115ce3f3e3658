import { type Diagnosis, fillIn, type Finding, findings, type FindingText, type MemberDiagnosis } from '@daomesh/node/contract'

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

const memberText = ({ name, account, spaceName, seen, findings: found }: WordedDiagnosis['members'][number]): string =>
  [`${seen ? 'seen    ' : 'NOT SEEN'} ${name ?? account} in ${spaceName}`, ...found.map(paragraph)].join('\n')

/** For people: what was found here, then member by member. */
export const diagnosisText = ({ findings: own, members }: WordedDiagnosis): string => {
  const isWell = own.length === 0 && members.every(({ seen, findings: found }) => seen && found.length === 0)
  return [...own.map(paragraph), ...members.map(memberText), ...(isWell ? ['All is well.'] : [])].join('\n\n')
}
