import type { FindingTexts } from './texts.ts'

/** About the chain and the transactions to it. */
export const chainFindings = {
  CHAIN_OFF: {
    severity: 'hinders',
    found: 'The chain is switched off here.',
    means: 'Members reach each other. Nothing new of the chain is seen, and nothing is sent to it.',
    remedy: 'Switch it on.',
    command: 'daomesh network online',
  },
  CHAIN_UNREACHABLE: {
    severity: 'hinders',
    found: 'The chain endpoint does not answer.',
    means: 'Members reach each other. Nothing new of the chain is seen, and nothing is sent to it.',
    remedy: 'Look whether the endpoint runs and the network is up, or use another endpoint.',
    command: 'daomesh chain choose ENDPOINT',
  },
  CHAIN_REFUSES: {
    severity: 'hinders',
    found: 'The chain endpoint answers, and refuses what this node asks of it: “{{detail}}”.',
    means: 'Members reach each other. Nothing new of the chain is seen while it does; what is sent may still get through.',
    remedy: 'Use an endpoint that serves logs to everybody, or see what the plan of its provider allows.',
    command: 'daomesh chain choose ENDPOINT',
  },
  CHAIN_WRONG: {
    severity: 'blocks',
    found: 'The chain endpoint speaks for another chain than before.',
    means: 'Nothing is read from it or sent to it, so that no payment goes astray.',
    remedy: 'Use an endpoint of the right chain.',
    command: 'daomesh chain choose ENDPOINT',
  },
  CHAIN_OTHER: {
    severity: 'blocks',
    found: '{{space}} is on chain {{theirs}}; this node was started on {{ours}}.',
    means: 'Its members are not on this chain: nothing of it can be followed here.',
    remedy: 'Start this home with an endpoint of that chain (--rpc).',
  },
  CHAIN_OLD: {
    severity: 'hinders',
    found: 'The newest block that the endpoint shows is {{minutes}} minutes old.',
    means: 'The endpoint lags, the chain stands still, or the clock of this machine is ahead.',
    remedy: 'Compare with a block explorer, look at the clock, or use another endpoint.',
    command: 'daomesh chain choose ENDPOINT',
  },
  CHAIN_BEHIND_PEERS: {
    severity: 'hinders',
    found: 'Members have seen {{count}} more events of {{space}} on the chain than this node’s endpoint shows.',
    means: 'The endpoint lags or keeps something back.',
    remedy: 'Wait a few minutes. If it stays so, use another endpoint.',
    command: 'daomesh chain choose ENDPOINT',
  },
  CHAIN_BELOW: {
    severity: 'hinders',
    found: 'The endpoint shows less of the chain than what was final for {{space}} before. Blocks that it lacks: {{count}}.',
    means:
      'The endpoint lags behind the one before it, or a sandbox lost its last blocks. Nothing newer of {{space}} is read before it has come so far.',
    remedy: 'Wait a few minutes. If it stays so, use another endpoint; of a sandbox have the chain read anew, and start again.',
    command: 'daomesh chain reread',
  },
  CHAIN_CONTRADICTS: {
    severity: 'blocks',
    found: 'The chain endpoint does not know a block in which something of {{space}} was final before.',
    means:
      'This endpoint is wrong, or the one before it was, or a sandbox lost its last blocks. What was final before stays on the screens; nothing newer is read.',
    remedy:
      'Compare with a member or a block explorer. If this endpoint is wrong, use another one. If it is right, have the chain read anew, and start again: what it tells takes the place of what was final.',
    command: 'daomesh chain reread',
  },
  CHAIN_DOUBTED: {
    severity: 'blocks',
    found: 'This node’s endpoint tells another history of {{space}} than {{count}} of {{of}} members are told.',
    means: 'Most likely it is this node’s endpoint that is wrong or lies.',
    remedy: 'Use another endpoint, have the chain read anew, and start again. Then compare the hash with a member by voice.',
    command: 'daomesh chain choose ENDPOINT',
  },
  TRANSACTION_NONCE_GAP: {
    severity: 'blocks',
    found: 'A transaction waits for number {{nonce}} of the account, and the chain expects number {{next}}.',
    means: 'An earlier transaction of this account, perhaps of another program, never arrived.',
    remedy: 'Send the missing one from where it was made, or retry this one.',
    command: 'daomesh chain retry {{transaction}}',
  },
  TRANSACTION_RIVAL: {
    severity: 'blocks',
    found:
      'A transaction has number {{nonce}} of the account, and another program with the same key has one waiting with that number for a higher fee.',
    means: 'At most one of the two is ever mined; this one goes on by itself when the other one is through or was taken back.',
    remedy: 'Wait, take the other one back where it was made, or put this one in its place.',
    command: 'daomesh chain accelerate {{transaction}}',
  },
  TRANSACTION_FEE_LOW: {
    severity: 'hinders',
    found: 'A transaction has been sent for {{minutes}} minutes and offers less than the chain asks now.',
    means: 'Nobody puts it into a block until fees fall.',
    remedy: 'Sign it again with a higher fee.',
    command: 'daomesh chain accelerate {{transaction}}',
  },
  TRANSACTION_FUNDS: {
    severity: 'blocks',
    found: 'The account cannot pay for a transaction.',
    means: 'It waits here and is sent as soon as there is enough.',
    remedy: 'Send some ether to the account, or take the transaction back, and those behind it go on.',
    command: 'daomesh chain drop {{transaction}}',
  },
  TRANSACTION_UNSIGNED: {
    severity: 'hinders',
    found: 'A transaction waits for your signature.',
    means: 'Nothing was sent.',
    remedy: 'Unlock the account and confirm it.',
  },
  TRANSACTION_FAILED: {
    severity: 'note',
    found: 'A transaction failed ({{reason}}).',
    means: 'Nothing more is sent for it.',
    remedy: 'See why, and retry it once the cause is gone.',
    command: 'daomesh chain transactions',
  },
} as const satisfies FindingTexts
