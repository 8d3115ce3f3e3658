/** Rules under which half of all decides at once; `mode` 0 counts members, 1 counts power. */
export const plainRules = (mode: 0 | 1) => ({
  mode,
  quorumBps: 5000,
  thresholdBps: 5000,
  votingPeriod: 3600,
  gracePeriod: 0,
  challengeWindow: 3600,
  credits: 0,
  incomeBps: 0,
  refundCap: 0,
})
