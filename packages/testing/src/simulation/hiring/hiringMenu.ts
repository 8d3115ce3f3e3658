/** How a bounty that a DAO takes can end. */
export const endings = ['accepted', 'silence', 'settled by both', 'never delivered'] as const
export type Ending = (typeof endings)[number]

/** Everything that a run of hiring can hold; what never occurs in the seeds of the test fails it. */
export const hiringMenu = {
  steps: [
    ...endings.map((ending) => `a DAO’s work: ${ending}`),
    'hired by a person',
    'hired by a DAO',
    'bond locked',
    'bond under notice',
    'bond taken back',
    'bond withdrawn',
  ],
  faults: ['offline', 'restart', 'everybody away'],
  checks: [
    'the escrow holds what its bounties hold',
    'no bounty pays more than came in for it',
    'leaves get what their splits had',
    'no time frees leaf money',
    'all nodes agree on bounties',
    'a DAO is paid what was decided',
    'bonds lie where they were locked',
  ],
} as const
