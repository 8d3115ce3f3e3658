/** All names of one run start alike, so that a later run can tell what a killed one left behind. */
export const runName = (pid: number): string => `dm${pid}`
export const hostName = (run: string, index: number): string => `${run}-${index}`
export const portName = (run: string, index: number): string => `${run}v${index}`
export const bridgeName = (run: string, side: Side): string => `${run}${side}`

/** The two bridges. Everybody is on `a`; `b` takes those who are cut off from them. */
export type Side = 'a' | 'b'

const ours = /^dm(\d+)(?:-\d+|t|v\d+|tv|tb|a|b)$/

/** The process that made a namespace or link of this name; null for what is not ours. */
export const makerOf = (name: string): number | null => {
  const found = ours.exec(name)
  return found === null ? null : Number(found[1])
}
