type Decided = { readonly ready: 'enact' | 'record' | 'execute' | null; readonly decision: string }

/** What anybody can do with a proposal now, as a command line whose verb is the step; nothing where ballots decide, or where nothing is left to do. */
export const nextStep = ({ ready, decision }: Decided): string | null =>
  ready === null ? null : `anybody can: daomesh proposal ${ready} DAO ${decision.slice(0, 18)}`
