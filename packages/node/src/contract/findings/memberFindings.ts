import type { FindingTexts } from './texts.ts'

/** About a member whose device is connected, and about records that wait. */
export const memberFindings = {
  PROTOCOL_DIFFERS: {
    severity: 'blocks',
    found: '{{name}}’s device is connected and does not speak this version’s protocol ({{protocol}}).',
    means: 'One of the apps is too old.',
    remedy: 'Both must use the newest version.',
  },
  SPACE_NOT_SHARED: {
    severity: 'blocks',
    found: '{{name}}’s device is connected, but is not in {{space}}.',
    means: 'The app there has another DAO, another home, or is on another chain.',
    remedy: '{{name}} must join with the invite, and both must be on the same chain: compare what the bar below each window says of it.',
    command: 'daomesh chain status',
  },
  SYNC_FAILED: {
    severity: 'hinders',
    found: 'The last session with {{name}}’s device failed ({{reason}}).',
    means: 'It is tried again by itself; records may be late.',
    remedy: 'Look again in a minute. If it stays so, look into the log of both.',
  },
  THEIR_LINK_MISSING: {
    severity: 'blocks',
    found: '{{name}}’s device shows no link to an account, so this node does not let it into {{space}}.',
    means: 'It cannot be told whose device it is.',
    remedy: '{{name}} must unlock the account and confirm the link of the device.',
  },
  THEIR_PROOF_FALSE: {
    severity: 'blocks',
    found: 'What {{name}}’s device shows for {{space}} is no proof, so this node does not let it in.',
    means: 'It is faulty, or somebody tries to get in.',
    remedy: 'Ask {{name}} by another way, compare the devices on both screens, and update both apps.',
  },
  THEIR_SEAT_LOST: {
    severity: 'blocks',
    found: 'The account of {{name}}’s device is no member of {{space}} any more.',
    means: 'The members removed it, or it left. It is not let in.',
    remedy: 'If that is wrong, make a proposal to take it in again.',
  },
  THEIR_LINK_ENDED: {
    severity: 'blocks',
    found: 'The link of {{name}}’s device to the account has ended, by this machine’s clock.',
    means: 'This node does not let it in. What it wrote stays valid.',
    remedy: '{{name}} must unlock the account and confirm the new link. If this clock is wrong, set it.',
  },
  THEIR_DEVICE_REVOKED: {
    severity: 'blocks',
    found: '{{name}} has unlinked this device of theirs.',
    means: 'Nobody lets it in any more.',
    remedy: 'If {{name}} did not do that, ask by another way; else {{name}} uses another device.',
  },
  THEY_REFUSE: {
    severity: 'blocks',
    found: '{{name}}’s device does not let this one into {{space}}.',
    means:
      'It sees no proof that this device belongs to a member. Its clock or its view of the chain may be off, or this device’s link is not valid there.',
    remedy:
      'Follow what is found about this device’s link, if anything; else ask {{name}} what is found there (Network screen, or daomesh doctor).',
  },
  INVITE_ENDED: {
    severity: 'blocks',
    found: '{{name}}’s device does not let this one into {{space}}: the invite has ended, by the clock there.',
    means: 'Newcomers are not let in any more.',
    remedy: 'Ask for a new invite. If it should still run, compare the clocks.',
  },
  INVITE_REVOKED: {
    severity: 'blocks',
    found: '{{name}}’s device does not let this one into {{space}}: the invite was taken back.',
    means: 'Newcomers are not let in any more.',
    remedy: 'Ask for a new invite.',
  },
  INVITE_FOUNDED: {
    severity: 'blocks',
    found: '{{name}}’s device does not let this one into {{space}}: the DAO was founded without you.',
    means: 'The founding is over; newcomers get a seat by a proposal.',
    remedy: 'Ask a member to propose you.',
  },
  OUR_ROSTER_BEHIND: {
    severity: 'hinders',
    found: 'This node does not know {{name}}’s account as a member of {{space}} yet.',
    means: 'The chain shows it, and this node’s endpoint has not come so far.',
    remedy: 'Wait for the chain. If it stays so, look at what is found about the chain, or use another endpoint.',
  },
  THEIR_ROSTER_BEHIND: {
    severity: 'hinders',
    found: '{{name}}’s node does not know your account as a member of {{space}} yet.',
    means: 'The chain shows it, and the endpoint there has not come so far.',
    remedy: '{{name}} must wait for the chain, or use another endpoint.',
  },
  SYNC_DIFFERS: {
    severity: 'hinders',
    found: 'For {{minutes}} minutes {{space}} has not been equal with {{name}}’s device.',
    means: 'One of you lacks records that the other has.',
    remedy: 'Stay online. If it stays so, one of the apps withholds records: compare the hash with a third member.',
  },
  RECORDS_WITHHELD: {
    severity: 'hinders',
    found: '{{name}}’s device names {{count}} logs in {{space}} and does not send what is in them.',
    means: 'It may have lost them, or keeps them back. Others can send them.',
    remedy: 'Stay online until another member is there.',
  },
  RULES_DIFFER: {
    severity: 'hinders',
    found: '{{name}}’s app makes the state by rules of version {{theirs}}, this one by {{ours}}.',
    means: 'Records are exchanged; what they amount to cannot be compared, and newer kinds are not shown by the older app.',
    remedy: 'Use the newest version on both.',
  },
  STATE_DIFFERS: {
    severity: 'blocks',
    found: '{{name}}’s device makes something else of the same records in {{space}}.',
    means: 'One of the apps is faulty or changed. The chain counts by itself and decides.',
    remedy: 'Compare the hash with other members by voice. Whoever is alone with theirs updates the app.',
  },
  HISTORY_DIFFERS: {
    severity: 'blocks',
    found: '{{name}}’s device is told another history of the chain in {{space}}.',
    means: 'The endpoint of one of you is wrong, behind a reorganisation, or lies.',
    remedy: 'Compare with other members. Whoever is alone changes the chain endpoint, has the chain read anew, and starts again.',
    command: 'daomesh chain reread',
  },
  NOT_LISTENING_HERE: {
    severity: 'hinders',
    found: '{{name}}’s device is connected but does not listen where this node speaks in {{space}}.',
    means: 'What you write reaches it by sync, within seconds to minutes, instead of at once. It may lack the newest key.',
    remedy: 'Stay online together for a minute. If it stays so, update both apps.',
  },
  KEY_MISSING: {
    severity: 'hinders',
    found: 'The key of {{space}} has not arrived.',
    means: 'Records come and stay closed. Any member who is online seals the key to this device by itself.',
    remedy: 'Stay online together with a member for a minute.',
  },
  RECORDS_WAIT_PAST: {
    severity: 'hinders',
    found: '{{count}} records of {{space}} wait for earlier ones that are not here.',
    means: 'They are shown when those arrive from any member.',
    remedy: 'Stay online until a member is there who has them.',
  },
  RECORDS_WAIT_VIEW: {
    severity: 'hinders',
    found: '{{count}} records of {{space}} wait for news of the chain.',
    means: 'They were written by members who saw more of the chain than this node has.',
    remedy: 'Wait for the chain. If it stays so, use another endpoint (--rpc).',
  },
  RECORDS_WAIT_KEY: {
    severity: 'hinders',
    found: '{{count}} records of {{space}} wait for a key.',
    means: 'Any member who is online seals it to this device by itself.',
    remedy: 'Stay online together with a member for a minute.',
  },
} as const satisfies FindingTexts
